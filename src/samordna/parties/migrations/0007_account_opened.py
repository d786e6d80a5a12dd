from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0006_settings_once_a_day")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="opened_on_paper_in",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.association",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="address_confirmed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
