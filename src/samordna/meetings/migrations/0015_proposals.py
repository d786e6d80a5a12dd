"""What a body that prepares proposes to the board is data of the paragraph, from the lock on."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0014_standard_items")]

    operations = [
        migrations.AddField(
            "treatment",
            "proposes",
            models.JSONField("föreslår styrelsen", default=list, blank=True),
        ),
    ]
