from __future__ import annotations

from django.db import migrations

from samordna.ground.ordering import ByName, BySurname


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0012_no_substitute"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="contactperson",
            options={"ordering": [BySurname("name")]},
        ),
        migrations.AlterModelOptions(
            name="organisation",
            options={"ordering": [ByName("name")]},
        ),
        migrations.AlterModelOptions(
            name="unit",
            options={"ordering": [ByName("name")]},
        ),
    ]
