from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import Q

from samordna.ground.going_back import refuses_to_lose


def call_it_summoned(apps: Any, schema_editor: Any) -> None:
    """Before, a meeting was called *Kallat* as soon as its summons had been made."""
    meetings = apps.get_model("meetings", "Meeting").objects.using(schema_editor.connection.alias)
    meetings.filter(state="summoning").update(state="summoned")


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0007_ways_out"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="summoned_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("letters", "Med e-post från Samordna"),
                    ("mail", "Med e-post från ett annat program"),
                    ("post", "Med posten"),
                    ("hand", "Lämnad för hand"),
                ],
                max_length=8,
                verbose_name="kallat genom",
            ),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="state",
            field=models.CharField(
                choices=[
                    ("planned", "Planeras"),
                    ("summoning", "Kallelsen skickas"),
                    ("summoned", "Kallat"),
                    ("in_session", "Pågår"),
                    ("closed", "Avslutat"),
                    ("signing", "För justering"),
                    ("adjusted", "Justerat"),
                    ("posted", "Anslaget"),
                    ("cancelled", "Inställt"),
                ],
                default="planned",
                max_length=10,
                verbose_name="läge",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, call_it_summoned),
        refuses_to_lose("meetings", "Meeting", ~Q(summoned_by=""), "hur kallelserna har skickats"),
    ]
