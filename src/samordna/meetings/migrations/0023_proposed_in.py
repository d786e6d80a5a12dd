"""An item about what the board alone settles says which paragraph of a preparing body it follows."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from samordna.ground.going_back import refuses_to_lose


class Migration(migrations.Migration):
    dependencies = [("meetings", "0022_laid_by")]

    operations = [
        migrations.AddField(
            "agendaitem",
            "proposed_in",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="meetings.treatment",
            ),
        ),
        refuses_to_lose(
            "meetings", "AgendaItem", ~Q(proposed_in=None), "vilken paragraf förslaget kommer ur"
        ),
    ]
