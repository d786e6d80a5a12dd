from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0003_contact"),
        ("register", "0001_initial"),
    ]

    operations = [
        # It has no column: there is nothing to do in the database.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name="matter",
                    name="responsible_contact",
                    field=models.ForeignObject(
                        editable=False,
                        from_fields=["association", "responsible"],
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
