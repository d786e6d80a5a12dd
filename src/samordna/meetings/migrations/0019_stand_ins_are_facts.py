from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from samordna.ground.going_back import refuses_to_lose


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0018_rest"),
    ]

    operations = [
        migrations.AddField(
            model_name="attendee",
            name="adjusted_for_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adjusts_for",
                to="meetings.attendee",
            ),
        ),
        migrations.AddField(
            model_name="attendee",
            name="stand_in_decided_by",
            field=models.CharField(blank=True, max_length=120, verbose_name="beslutat av"),
        ),
        migrations.AddField(
            model_name="attendee",
            name="stand_in_decided_on",
            field=models.DateField(blank=True, null=True, verbose_name="beslutat"),
        ),
        migrations.AddField(
            model_name="attendee",
            name="stand_in_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="skäl"),
        ),
        migrations.AddField(
            model_name="minutessigner",
            name="instead_of",
            field=models.CharField(blank=True, max_length=120, verbose_name="i stället för"),
        ),
        migrations.AddField(
            model_name="minutessigner",
            name="stand_in_decided_by",
            field=models.CharField(blank=True, max_length=120, verbose_name="beslutat av"),
        ),
        migrations.AddField(
            model_name="minutessigner",
            name="stand_in_decided_on",
            field=models.DateField(blank=True, null=True, verbose_name="beslutat"),
        ),
        migrations.AddField(
            model_name="minutessigner",
            name="stand_in_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="skäl till ersättaren"),
        ),
        migrations.AlterField(
            model_name="minutessigner",
            name="role",
            field=models.CharField(
                choices=[
                    ("secretary", "Sekreterare"),
                    ("chair", "Ordförande"),
                    ("adjuster", "Justerare"),
                    ("for_chair", "I ordförandens ställe"),
                    ("for_adjust", "I justerarens ställe"),
                ],
                max_length=10,
            ),
        ),
        refuses_to_lose(
            "meetings",
            "Attendee",
            ~Q(adjusted_for_by=None),
            "vem som skriver under för en justerare",
        ),
    ]
