from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

STATES = [
    ("waiting", "Väntar"),
    ("sent", "Skickat"),
    ("bounced", "Studsade"),
    ("failed", "Gick inte fram"),
    ("stopped", "Skickas inte"),
    ("gathered", "I ett samlat brev"),
    ("handed", "Lämnat på annat sätt"),
]


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial"), ("parties", "0003_contact")]

    operations = [
        # It has no column: there is nothing to do in the database.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name="invitation",
                    name="contact",
                    field=models.ForeignObject(
                        editable=False,
                        from_fields=["association", "person"],
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.contact",
                        to_fields=["association", "person"],
                    ),
                ),
            ]
        ),
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(max_length=24, verbose_name="slag"),
        ),
        migrations.AlterField(
            model_name="letter",
            name="state",
            field=models.CharField(choices=STATES, max_length=10, verbose_name="läge"),
        ),
        # Two people may share an address.
        migrations.RemoveConstraint(model_name="letter", name="letter_once_for_an_event"),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                condition=models.Q(event__isnull=False),
                fields=["event", "kind", "person"],
                name="letter_once_for_an_event",
            ),
        ),
    ]
