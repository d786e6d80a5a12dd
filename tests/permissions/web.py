"""Pages outside every association."""

# ruff: noqa: E501
from __future__ import annotations

TABLE = """
#                                                                    an out str app par mem aud eco cas reg dir
GET  web:components                           -                      200 200 200 200 200 200 200 200 200 200 200
"""
