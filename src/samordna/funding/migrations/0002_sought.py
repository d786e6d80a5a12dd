"""What applications are sought by."""

from django.db import migrations

from samordna.ground.search import Sought


class Migration(migrations.Migration):
    dependencies = [("funding", "0001_base")]

    operations = [
        migrations.AddField("application", "sought", Sought("name")),
    ]
