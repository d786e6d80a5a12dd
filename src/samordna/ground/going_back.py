"""Migrations that would lose facts on their way back, and refuse instead."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import Q


class WouldLose(RuntimeError):
    """Going back would lose what is written; the message is a Swedish sentence."""


def refuses_to_lose(app: str, model: str, written: Q, what: str) -> migrations.RunPython:
    """An operation that stops the way back while there are rows with ``written`` in them.

    It stands last in its migration, so that the way back begins with it. ``what`` says in Swedish
    what would be lost. Running it back raises :class:`WouldLose`.
    """

    def refuse(apps: Any, schema_editor: Any) -> None:
        rows = apps.get_model(app, model).objects.using(schema_editor.connection.alias)
        if count := rows.filter(written).count():
            raise WouldLose(
                f"Det går inte att gå tillbaka: {what} skulle gå förlorat (rader: {count}). Gå "
                "tillbaka genom att läsa in en säkerhetskopia."
            )

    return migrations.RunPython(migrations.RunPython.noop, refuse)
