from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0008_address_changed")]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="came_in_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
