"""Locked minutes keep what they say as data, and what the association and its body were called."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def names_of_today(apps: Any, schema_editor: Any) -> None:
    """Minutes that are locked already keep the names of today: none that is nearer is known, and a
    change from now on leaves them as they are."""
    minutes = apps.get_model("meetings", "Minutes").objects
    bodies = apps.get_model("parties", "Body").objects.select_related("association")
    for body in bodies.order_by("pk"):
        minutes.filter(meeting__body=body.pk).update(
            association_name=body.association.name, body_name=body.name
        )


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_base"),
        ("meetings", "0007_words_read"),
    ]

    operations = [
        migrations.AddField(
            model_name="minutes",
            name="association_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        migrations.AddField(
            model_name="minutes",
            name="body_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        migrations.RunPython(names_of_today, migrations.RunPython.noop),
        migrations.CreateModel(
            name="LockedPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("paper", models.JSONField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "minutes",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="locked_paper",
                        to="meetings.minutes",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
