"""Who signs in another's stead is noted for each paragraph, and no longer on the person replaced."""

from __future__ import annotations

import re
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

#: "§§ 60–61, 63 och 65–78", as the signers of locked minutes have it.
_RUN = re.compile(r"(\d+)(?:–(\d+))?")
_FIELDS = (("signed_for_by", "for_chair"), ("adjusted_for_by", "for_adjust"))


def by_paragraph(apps: Any, schema_editor: Any) -> None:
    """Keep each stand-in for the paragraphs that the person was put in for: those of the minutes
    that stand, and where they have been taken back those of the first version that names it."""
    attendees = apps.get_model("meetings", "Attendee").objects
    for field, role in _FIELDS:
        rows = attendees.filter(**{f"{field}__isnull": False}).select_related(field)
        for row in rows.order_by("pk").iterator():
            _keep(apps, row, getattr(row, field), role)


def _keep(apps: Any, row: Any, by: Any, role: str) -> None:
    signer = (
        apps.get_model("meetings", "MinutesSigner")
        .objects.filter(
            minutes__meeting=row.meeting_id, role=role, name=by.name, instead_of=row.name
        )
        .order_by(models.F("minutes__withdrawn_at").asc(nulls_first=True), "minutes__number")
        .first()
    )
    if signer is None:
        return
    numbers = {
        number
        for low, high in _RUN.findall(signer.paragraphs)
        for number in range(int(low), int(high or low) + 1)
    }
    treated = apps.get_model("meetings", "Treatment").objects.filter(
        item__meeting=row.meeting_id, paragraph__in=numbers
    )
    stead = apps.get_model("meetings", "InStead")
    stead.objects.bulk_create(
        stead(
            association_id=row.association_id,
            meeting_id=row.meeting_id,
            item_id=item,
            role=role,
            instead_of_id=row.pk,
            by_id=by.pk,
            reason=row.stand_in_reason,
            decided_by=row.stand_in_decided_by,
            decided_on=row.stand_in_decided_on,
        )
        for item in treated.order_by("paragraph").values_list("item_id", flat=True)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_base"),
        ("meetings", "0002_opened_uncalled"),
    ]

    operations = [
        migrations.CreateModel(
            name="InStead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("for_chair", "I ordförandens ställe"),
                            ("for_adjust", "I justerarens ställe"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="skäl")),
                (
                    "decided_by",
                    models.CharField(blank=True, max_length=120, verbose_name="beslutat av"),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="beslutat")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signs_instead",
                        to="meetings.attendee",
                    ),
                ),
                (
                    "instead_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.attendee",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="in_stead",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "role", "instead_of"), name="one_in_stead_a_paragraph"
                    )
                ],
            },
        ),
        migrations.RunPython(by_paragraph, migrations.RunPython.noop),
    ]
