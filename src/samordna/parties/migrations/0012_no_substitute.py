from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0011_who_can_be_member"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="no_substitute",
            field=models.BooleanField(default=False, verbose_name="utser ingen ersättare"),
        ),
    ]
