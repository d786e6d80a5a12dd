from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0003_contact"),
        ("meetings", "0005_votes_say_what_they_are_about"),
    ]

    operations = [
        # It has no column: there is nothing to do in the database.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name="meeting",
                    name="secretary_contact",
                    field=models.ForeignObject(
                        editable=False,
                        from_fields=["association", "secretary"],
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
