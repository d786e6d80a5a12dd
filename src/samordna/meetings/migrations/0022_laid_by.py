"""What was written at an outcome that was then changed is laid by, and comes again with it."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0021_summons_for")]

    operations = [
        migrations.AddField("treatment", "laid_by", models.JSONField(default=dict, blank=True)),
    ]
