"""A vote says what yes and no stand for. What the questions of before said is read once, here."""

import re

from django.db import migrations, models
from django.db.models import Q

from samordna.ground.going_back import refuses_to_lose

STANDS = [
    ("approved", "bifall till förslaget"),
    ("amended", "bifall till ändringsyrkandet"),
    ("rejected", "avslag"),
    ("postponed", "bordläggning"),
    ("remitted", "återremiss"),
    ("today", "att ärendet avgörs i dag"),
]
OUTCOMES = [
    ("approved", "Enligt förslaget"),
    ("amended", "Med ändring"),
    ("rejected", "Avslag"),
    ("postponed", "Bordläggning"),
    ("remitted", "Återremiss"),
    ("noted", "Till handlingarna"),
    ("undecided", "Inget beslut"),
]
WORDS = (
    ("ändring", "amended"),
    ("avsl", "rejected"),
    ("bordlägg", "postponed"),
    ("återremi", "remitted"),
    ("bifall", "approved"),
)


def read_questions(apps, schema_editor):
    """What ja and nej stood for, where the question said it in known words; else nothing."""
    rows = apps.get_model("meetings", "Treatment").objects.exclude(votes={})
    for row in rows:
        said = stands_in(row.vote_question)
        row.vote_yes, row.vote_no = said.get("ja", ""), said.get("nej", "")
        row.save(update_fields=["vote_yes", "vote_no"])


def stands_in(question):
    found = {}
    marks = list(re.finditer(r"\b(ja|nej)\b", question.lower()))
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else None
        said = question.lower()[mark.end() : end]
        stand = next((stand for word, stand in WORDS if word in said), "")
        found.setdefault(mark[1], stand)
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0004_subject_instead_of_application"),
    ]

    operations = [
        migrations.AddField(
            model_name="treatment",
            name="vote_yes",
            field=models.CharField(
                blank=True,
                choices=STANDS,
                default="approved",
                max_length=10,
                verbose_name="ja står för",
            ),
        ),
        migrations.AddField(
            model_name="treatment",
            name="vote_no",
            field=models.CharField(
                blank=True,
                choices=STANDS,
                default="rejected",
                max_length=10,
                verbose_name="nej står för",
            ),
        ),
        migrations.AddField(
            model_name="treatment",
            name="vote_order",
            field=models.JSONField(blank=True, default=list, verbose_name="propositionsordning"),
        ),
        migrations.AlterField(
            model_name="treatment",
            name="outcome",
            field=models.CharField(
                blank=True, choices=OUTCOMES, max_length=10, verbose_name="utgång"
            ),
        ),
        migrations.RunPython(read_questions, migrations.RunPython.noop),
        refuses_to_lose(
            "meetings",
            "Treatment",
            Q(outcome__in=["remitted", "undecided"]) | ~Q(vote_order=[]),
            "återremisser, paragrafer utan beslut och propositionsordningar",
        ),
    ]
