"""What files are sought by."""

from django.db import migrations

from samordna.ground.search import Sought


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_base")]

    operations = [
        migrations.AddField("documentversion", "sought", Sought("filename")),
    ]
