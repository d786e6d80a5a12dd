from __future__ import annotations

from django.db import migrations

from samordna.ground.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [append_only("journal_journalentry")]
