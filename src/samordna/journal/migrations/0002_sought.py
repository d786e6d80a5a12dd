"""What entries of the journal are sought by."""

from django.db import migrations

from samordna.ground.search import Sought
from samordna.ground.triggers import append_only_still


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_base")]

    operations = [
        append_only_still("journal_journalentry"),
        migrations.AddField("journalentry", "sought", Sought("subject_label")),
        append_only_still("journal_journalentry"),
    ]
