from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from samordna.ground.going_back import refuses_to_lose


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0019_stand_ins_are_facts"),
        ("parties", "0003_contact"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="secretary_signed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        # It has no column: there is nothing to do in the database.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name="meeting",
                    name="secretary_stand_in",
                    field=models.ForeignObject(
                        editable=False,
                        from_fields=["association", "secretary_signed_by"],
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.contact",
                        to_fields=["association", "person"],
                    ),
                ),
            ]
        ),
        migrations.AddField(
            model_name="meeting",
            name="stand_in_decided_by",
            field=models.CharField(blank=True, max_length=120, verbose_name="beslutat av"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="stand_in_decided_on",
            field=models.DateField(blank=True, null=True, verbose_name="beslutat"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="stand_in_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="skäl"),
        ),
        migrations.AlterField(
            model_name="minutessigner",
            name="role",
            field=models.CharField(
                choices=[
                    ("secretary", "Sekreterare"),
                    ("chair", "Ordförande"),
                    ("adjuster", "Justerare"),
                    ("for_secr", "I sekreterarens ställe"),
                    ("for_chair", "I ordförandens ställe"),
                    ("for_adjust", "I justerarens ställe"),
                ],
                max_length=10,
            ),
        ),
        refuses_to_lose(
            "meetings",
            "Meeting",
            ~Q(secretary_signed_by=None),
            "vem som skriver under för sekreteraren",
        ),
    ]
