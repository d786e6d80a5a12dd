from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from samordna.ground.going_back import refuses_to_lose


def no_days_while_interrupted(apps: Any, schema_editor: Any) -> None:
    """Where a member took the notice down too early, the time has not run out: no day is told."""
    notices = apps.get_model("meetings", "Notice").objects.using(schema_editor.connection.alias)
    interrupted = notices.filter(counts_from="last_member").exclude(taken_early="")
    interrupted.update(appeal_last_day=None, take_down_earliest=None)


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0016_back_by"),
        ("parties", "0007_account_opened"),
    ]

    operations = [
        migrations.AddField(
            model_name="boardposting",
            name="aside",
            field=models.CharField(
                blank=True,
                choices=[("not_posting", "anslår inte"), ("otherwise", "kungjort på annat sätt")],
                max_length=12,
                verbose_name="räknas inte",
            ),
        ),
        migrations.AddField(
            model_name="boardposting",
            name="aside_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="skäl"),
        ),
        migrations.AddField(
            model_name="notice",
            name="posted_again_on",
            field=models.DateField(blank=True, null=True, verbose_name="anslaget igen"),
        ),
        migrations.AlterField(
            model_name="notice",
            name="counts_from",
            field=models.CharField(
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
                ],
                default="own",
                max_length=12,
                verbose_name="tiden räknas från",
            ),
        ),
        migrations.CreateModel(
            name="EarlierPosting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("posted_on", models.DateField(verbose_name="anslaget")),
                ("taken_down_on", models.DateField(verbose_name="nedtaget")),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.association",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier",
                        to="meetings.notice",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["posted_on", "id"],
            },
        ),
        migrations.RunPython(no_days_while_interrupted, migrations.RunPython.noop),
        refuses_to_lose("meetings", "EarlierPosting", Q(), "när anslag togs ned för tidigt"),
        refuses_to_lose(
            "meetings", "BoardPosting", ~Q(aside=""), "varför en medlems anslag inte väntas in"
        ),
    ]
