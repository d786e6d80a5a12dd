from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0003_contact"),
        ("funding", "0003_ways_out"),
    ]

    operations = [
        # It has no column: there is nothing to do in the database.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name="application",
                    name="case_officer_contact",
                    field=models.ForeignObject(
                        editable=False,
                        from_fields=["association", "case_officer"],
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="parties.contact",
                        to_fields=["association", "person"],
                    ),
                ),
            ]
        ),
    ]
