from __future__ import annotations

from django.db import migrations

from samordna.ground.ordering import ByName


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0030_decided_adjustment_day"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="boardposting",
            options={"ordering": [ByName("organisation__name")]},
        ),
    ]
