"""Whether the board took it up and decided nothing; of what it left before it is called tabled."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funding", "0010_budget_years_once_on_every_database")]

    operations = [
        migrations.AddField(
            "application",
            "left_undecided",
            models.BooleanField("lämnad utan beslut", default=False),
        ),
    ]
