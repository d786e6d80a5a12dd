from __future__ import annotations

from django.db import migrations, models

from samordna.ground.triggers import append_only_still


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_kinds_by_room")]

    operations = [
        append_only_still("documents_storedfile"),
        migrations.AddField(
            model_name="storedfile",
            name="only_downloaded",
            field=models.BooleanField(db_default=False, default=False),
        ),
        append_only_still("documents_storedfile"),
    ]
