"""A member that does not post is set aside from a day, and the time for appeal counts from it."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q

from samordna.ground.going_back import refuses_to_lose


class Migration(migrations.Migration):
    dependencies = [("meetings", "0023_proposed_in")]

    operations = [
        migrations.AddField(
            "boardposting",
            "aside_on",
            models.DateField(blank=True, null=True, verbose_name="väntas inte in från"),
        ),
        migrations.AlterField(
            "notice",
            "counts_from",
            models.CharField(
                choices=[
                    ("own", "den dag då förbundets egen anslagstavla har justeringen"),
                    ("last_member", "den dag då den sista medlemmens anslagstavla har justeringen"),
                    (
                        "no_boards",
                        "den dag då förbundets egen anslagstavla har justeringen: ingen medlems anslagstavla är inlagd",
                    ),
                    (
                        "none_posts",
                        "den dag då förbundets egen anslagstavla har justeringen: ingen medlem anslår",
                    ),
                    (
                        "last_awaited",
                        "den dag då den sista medlemmen anslog justeringen eller inte längre väntades in",
                    ),
                ],
                default="own",
                max_length=12,
                verbose_name="tiden räknas från",
            ),
        ),
        refuses_to_lose(
            "meetings",
            "BoardPosting",
            ~Q(aside_on=None),
            "från vilken dag en medlem inte väntas in",
        ),
    ]
