"""What 0003 has moved to each paragraph is no longer kept on the person."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_in_stead"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="attendee",
            name="adjusted_for_by",
        ),
        migrations.RemoveField(
            model_name="attendee",
            name="signed_for_by",
        ),
        migrations.RemoveField(
            model_name="attendee",
            name="stand_in_decided_by",
        ),
        migrations.RemoveField(
            model_name="attendee",
            name="stand_in_decided_on",
        ),
        migrations.RemoveField(
            model_name="attendee",
            name="stand_in_reason",
        ),
    ]
