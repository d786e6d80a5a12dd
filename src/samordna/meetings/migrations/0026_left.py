"""What a grant leaves out of what was applied for is kept with it; of earlier ones it is unknown."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0025_filed_says_so")]

    operations = [
        migrations.AddField("treatment", "left", models.JSONField(null=True, blank=True)),
    ]
