"""The clauses of a statement become data: their words are made of the amounts and the application.

What the texts of before said is read once, here: where one names the sum of the table it grants,
and the sum, the initiative and the days in it become places for those facts.
"""

import re

from django.db import migrations, models
from django.db.models import Q

from samordna.ground.going_back import refuses_to_lose

NBSP = "\u00a0"
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
RULES = [
    ("quarterly", "Rekvisition per kvartal av faktiska kostnader"),
    ("halves", "Hälften när avtalet är skrivet, resten när redovisningen godkänts"),
    ("final", "Mot faktura när slutrapporten godkänts"),
]


def kronor(amount):
    return f"{amount:,}".replace(",", NBSP) + f"{NBSP}kr"


def long(day):
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def facts_of(application, amount):
    """The words that a clause has places for. The longest come first, so that none cuts another."""
    known = {"amount": kronor(amount), "name": application.name}
    if application.period_from and application.period_to:
        known |= {"from": long(application.period_from), "to": long(application.period_to)}
    return known


def as_data(texts, known):
    """The clauses as data. ``own`` is never set: what is written becomes the clause's own words
    with places for the facts."""
    found = []
    for key, text in enumerate(texts, start=1):
        words = text
        amount = re.escape(known["amount"]).replace(NBSP, f"[ {NBSP}\u202f]")
        grants = re.search(rf"(?<!\d){amount}", text) is not None
        if grants:
            words = re.sub(rf"(?<!\d){amount}", "{amount}", words)
            for place in ("from", "to", "name"):
                if known.get(place):
                    words = words.replace(known[place], f"{{{place}}}", 1)
        kind = "grant" if grants else "condition"
        found.append({"kind": kind, "words": words, "own": None, "when": "", "key": key})
    return [
        *found,
        {
            "kind": "refuse",
            "words": "avslå ansökan",
            "own": None,
            "when": "rejected",
            "key": len(found) + 1,
        },
    ]


def as_texts(clauses, known):
    """What the clauses say, as texts."""
    texts = []
    for clause in clauses:
        said = clause["own"]
        if said is None:
            said = re.sub(r"\{(\w+)\}", lambda m: known.get(m[1], m[0]), clause["words"])
        if said and clause["when"] != "rejected":
            texts.append(said)
    return texts


def each(apps):
    statements = apps.get_model("funding", "Statement").objects
    for statement in statements.select_related("application").prefetch_related("amounts"):
        amount = sum(row.amount_kr for row in statement.amounts.all())
        yield statement, facts_of(statement.application, amount)


def to_data(apps, schema_editor):
    for statement, known in each(apps):
        statement.clauses = as_data(statement.clauses, known)
        statement.save(update_fields=["clauses"])


def to_texts(apps, schema_editor):
    payout = {
        "quarterly": "medlen betalas ut kvartalsvis mot rekvisition av faktiska kostnader",
        "halves": "hälften av medlen betalas ut när avtalet är undertecknat och resten när "
        "redovisningen har kommit in och godkänts av styrelsen",
        "final": "medlen betalas ut mot faktura när slutrapporten har godkänts",
    }
    for statement, known in each(apps):
        known = {**known, "payout": payout[statement.payout_rule]}
        statement.clauses = as_texts(statement.clauses, known)
        statement.save(update_fields=["clauses"])


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0004_case_officer_contact"),
    ]

    operations = [
        migrations.AddField(
            model_name="statement",
            name="payout_rule",
            field=models.CharField(
                choices=RULES, default="quarterly", max_length=10, verbose_name="utbetalning"
            ),
        ),
        migrations.RunPython(to_data, to_texts),
        refuses_to_lose(
            "funding", "Statement", ~Q(payout_rule="quarterly"), "hur medel ska betalas ut"
        ),
    ]
