from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from samordna.ground.going_back import refuses_to_lose


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0012_decided_period"),
        ("parties", "0006_settings_once_a_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="counted_from",
            field=models.DateField(blank=True, null=True, verbose_name="räknas från dagen"),
        ),
        migrations.AddField(
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
                ],
                default="own",
                max_length=12,
                verbose_name="tiden räknas från",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="taken_early",
            field=models.TextField(blank=True, verbose_name="har tagit ned för tidigt"),
        ),
        migrations.AddField(
            model_name="notice",
            name="waits_for",
            field=models.TextField(blank=True, verbose_name="har inte anslagit"),
        ),
        migrations.AlterField(
            model_name="notice",
            name="appeal_last_day",
            field=models.DateField(
                blank=True, null=True, verbose_name="sista dag för överklagande"
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="take_down_earliest",
            field=models.DateField(blank=True, null=True, verbose_name="tas ned tidigast"),
        ),
        migrations.CreateModel(
            name="BoardPosting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="ombedd")),
                ("posted_on", models.DateField(blank=True, null=True, verbose_name="anslaget")),
                ("taken_down_on", models.DateField(blank=True, null=True, verbose_name="nedtaget")),
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
                        related_name="boards",
                        to="meetings.notice",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "organisation"), name="board_posting_once_a_notice"
                    )
                ],
            },
        ),
        refuses_to_lose("meetings", "BoardPosting", Q(), "anslagen hos medlemmarna"),
        refuses_to_lose(
            "meetings", "Notice", Q(appeal_last_day=None), "vad tiden för överklagande räknas från"
        ),
    ]
