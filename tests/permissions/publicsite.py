"""What anyone may see."""

# ruff: noqa: E501
from __future__ import annotations

TABLE = """
#                                                                    an out str app par mem aud eco cas reg dir
GET  public_root:home                         -                      200 200 200 200 200 200 200 200 200 200 200
GET  publicsite:association                   -                      200 200 200 200 200 200 200 200 200 200 200
GET  publicsite:call                          call                   200 200 200 200 200 200 200 200 200 200 200
GET  publicsite:board                         -                      200 200 200 200 200 200 200 200 200 200 200
GET  publicsite:notice                        notice                 200 200 200 200 200 200 200 200 200 200 200
GET  publicsite:minutes_archive               -                      200 200 200 200 200 200 200 200 200 200 200
GET  publicsite:initiatives                   -                      200 200 200 200 200 200 200 200 200 200 200
GET  publicsite:accessibility                 -                      200 200 200 200 200 200 200 200 200 200 200
"""
