"""A formal item that is put on file says so, also where it was taken up before it had the words."""

from __future__ import annotations

from typing import Any

from django.db import migrations

LOCKED = ("signing", "adjusted", "posted")
WORDS = "lägga informationen till handlingarna"


def say(apps: Any, schema_editor: Any) -> None:
    """Give each formal paragraph of minutes that are not locked the clause of that outcome."""
    rows = apps.get_model("meetings", "Treatment").objects.using(schema_editor.connection.alias)
    formal = rows.filter(item__kind="formal", item__subject_kind="").exclude(
        item__meeting__state__in=LOCKED
    )
    for row in formal.iterator():
        for block in row.blocks:
            clauses = block["clauses"]
            if not block["main"] or any(clause["when"] == "noted" for clause in clauses):
                continue
            key = max((clause["key"] for clause in clauses), default=0) + 1
            clauses.append(
                {"kind": "file", "words": WORDS, "own": None, "when": "noted", "key": key}
            )
        row.save(update_fields=["blocks"])


class Migration(migrations.Migration):
    dependencies = [("meetings", "0024_aside_on")]

    operations = [migrations.RunPython(say, migrations.RunPython.noop)]
