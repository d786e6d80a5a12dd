"""What matters and records are sought by."""

from django.db import migrations

from samordna.ground.search import Sought


class Migration(migrations.Migration):
    dependencies = [("register", "0001_base")]

    operations = [
        migrations.AddField("matter", "sought", Sought("subject")),
        migrations.AddField("record", "sought", Sought("subject", "counterparty")),
    ]
