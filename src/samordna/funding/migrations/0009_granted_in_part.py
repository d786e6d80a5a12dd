"""Whether less was granted than was applied for; of earlier grants it is unknown, and not told."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funding", "0008_before_workbook")]

    operations = [
        migrations.AddField(
            "application",
            "granted_in_part",
            models.BooleanField("beviljad till en del", default=False),
        ),
    ]
