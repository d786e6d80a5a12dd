from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import F


def as_the_meeting_has_it(apps: Any, schema_editor: Any) -> None:
    """A summons that the agenda has not been changed since calls to the meeting's day; what an
    older one calls to is not known."""
    meetings = apps.get_model("meetings", "Meeting").objects.using(schema_editor.connection.alias)
    made = meetings.filter(summons__created_at__gte=F("agenda_changed_at"))
    made.update(summons_for=F("held_on"))


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0020_secretary_stand_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="summons_for",
            field=models.DateField(blank=True, null=True, verbose_name="kallad till"),
        ),
        migrations.RunPython(as_the_meeting_has_it, migrations.RunPython.noop),
    ]
