"""Why a paragraph was tabled or sent back, and by which day it is to come up again; and when what
an item is about was changed."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0015_proposals")]

    operations = [
        migrations.AddField(
            "agendaitem",
            "subject_changed_at",
            models.DateTimeField(null=True, blank=True),
        ),
        migrations.AddField(
            "treatment",
            "back_because",
            models.CharField("skäl", max_length=300, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "treatment",
            "back_by",
            models.DateField("tas upp igen senast", null=True, blank=True),
        ),
    ]
