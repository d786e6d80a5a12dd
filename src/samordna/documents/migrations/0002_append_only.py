from __future__ import annotations

from django.db import migrations

from samordna.ground.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [append_only("documents_storedfile"), append_only("documents_signature")]
