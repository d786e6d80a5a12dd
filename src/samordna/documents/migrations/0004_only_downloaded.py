from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_kinds_by_room")]

    operations = [
        migrations.AddField(
            model_name="storedfile",
            name="only_downloaded",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
