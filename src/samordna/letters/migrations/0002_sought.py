"""What letters are sought by."""

from django.db import migrations

from samordna.ground.search import Sought


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_base")]

    operations = [
        migrations.AddField("letter", "sought", Sought("name", "address", "subject")),
    ]
