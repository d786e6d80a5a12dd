"""Papers."""

# ruff: noqa: E501
from __future__ import annotations

TABLE = """
#                                                                    an out str app par mem aud eco cas reg dir
GET  documents:version                        paper_of_matter        404 404 404 404 404 404 200 200 200 200 200
GET  documents:version                        paper_of_closed_matter 404 404 404 404 404 404 200 200 200 200 200
GET  documents:version                        paper_of_application   404 404 404 200 200 200 200 200 200 200 200
GET  documents:version                        paper_of_statement     404 404 404 200 200 200 200 200 200 200 200
GET  documents:version                        paper_of_summons       404 404 404 404 404 200 200 200 200 200 200
GET  documents:version                        paper_of_minutes       200 200 200 200 200 200 200 200 200 200 200
GET  documents:new_record                     matter                  in 404 404 403 403 403 403 403 200 200 200
POST documents:new_record                     matter                  in 404 404 403 403 403 403 403 200 200 200
GET  documents:new_record                     closed_matter           in 404 404 403 403 403 403 403 403 403 403
POST documents:new_record                     closed_matter           in 404 404 403 403 403 403 403 403 403 403
"""
