"""What was applied for is kept with what was granted of it; of earlier grants it is unknown."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0026_left")]

    operations = [
        migrations.AddField(
            "treatment", "sought_kr", models.BigIntegerField(null=True, blank=True)
        ),
    ]
