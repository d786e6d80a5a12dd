"""The clauses of items and paragraphs become data, in blocks; their words are made of the facts.

What the texts of before said is read once, here, as ``funding.0005`` reads the statements'. A
paragraph's own words stay to the letter: a locked paragraph keeps every text, and another those
that its proposal and outcome would not have made.
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
PAYOUT = {
    "quarterly": "medlen betalas ut kvartalsvis mot rekvisition av faktiska kostnader",
    "halves": "hälften av medlen betalas ut när avtalet är undertecknat och resten när "
    "redovisningen har kommit in och godkänts av styrelsen",
    "final": "medlen betalas ut mot faktura när slutrapporten har godkänts",
}
#: What each outcome said by itself, by the kind of the subject.
WORDS = {
    "": {
        "rejected": "avslå förslaget",
        "postponed": "bordlägga ärendet till ett kommande sammanträde",
        "remitted": "återremittera ärendet till kansliet för vidare beredning",
        "noted": "lägga informationen till handlingarna",
    },
    "application": {
        "rejected": "avslå ansökan",
        "postponed": "bordlägga ansökan till ett kommande sammanträde",
        "remitted": "återremittera ansökan till kansliet för vidare beredning",
    },
    "appointment": {
        "postponed": "bordlägga valärendet till ett kommande sammanträde",
        "noted": "lägga valärendet till handlingarna",
    },
    "previous_minutes": {
        "postponed": "bordlägga ärendet till ett kommande sammanträde",
        "noted": "lägga föregående protokoll till handlingarna",
    },
}
KINDS = {"rejected": "refuse", "postponed": "postpone", "remitted": "remit", "noted": "file"}
LOCKED = ("signing", "adjusted", "posted")
FORMAL = "fastställa föredragningslistan"


def kronor(amount):
    return f"{amount:,}".replace(",", NBSP) + f"{NBSP}kr"


def long(day):
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def clause(kind, words="", own=None, when="", key=0):
    return {"kind": kind, "words": words, "own": own, "when": when, "key": key}


def numbered(clauses):
    return [{**one, "key": key} for key, one in enumerate(clauses, start=1)]


def same(one, other):
    def bare(text):
        return text.lower().rstrip(" \u00a0\u202f,;.").split()

    return bare(one) == bare(other)


def filled(one, known):
    if one["own"] is not None:
        return one["own"]
    return re.sub(r"\{(\w+)\}", lambda place: known.get(place[1], place[0]), one["words"])


def stands(one, outcome):
    when = "" if outcome in ("", "approved", "amended") else outcome
    return outcome != "undecided" and one["when"] in (when, "always")


# To data ------------------------------------------------------------------------------------------


def facts_of(apps):
    """What is known of each application: the words that clauses have places for."""
    found = {}
    applications = apps.get_model("funding", "Application").objects
    for application in applications.prefetch_related("statement__amounts"):
        statement = getattr(application, "statement", None)
        amount = sum(row.amount_kr for row in statement.amounts.all()) if statement else 0
        known = {"amount": kronor(amount), "name": application.name}
        if application.period_from and application.period_to:
            known |= {"from": long(application.period_from), "to": long(application.period_to)}
        if statement:
            known["payout"] = PAYOUT[statement.payout_rule]
        found[application.pk] = known
    return found


def known_of(item, facts):
    return facts.get(item.subject_id, {}) if item.subject_kind == "application" else {}


def proposal_of(item, known):
    found = []
    for text in item.proposal:
        kind, words = "proposed", text
        if item.subject_kind == "application":
            kind, words = granting(text, known)
        elif same(text, FORMAL):
            kind = "formal"
        elif any(same(text, said["noted"]) for said in WORDS.values() if "noted" in said):
            kind = "file"
        found.append(clause(kind, words))
    if item.subject_kind == "application":
        found.append(clause("refuse", "avslå ansökan", when="rejected"))
    return numbered(found)


def granting(text, known):
    """The kind and the words of a clause about an application."""
    amount = re.escape(known.get("amount", "?")).replace(NBSP, f"[ {NBSP}\u202f]")
    if not re.search(rf"(?<!\d){amount}", text):
        return "condition", text
    words = re.sub(rf"(?<!\d){amount}", "{amount}", text)
    for place in ("from", "to", "name"):
        if known.get(place):
            words = words.replace(known[place], f"{{{place}}}", 1)
    return "grant", words


def to_data(apps, schema_editor):
    facts = facts_of(apps)
    items = apps.get_model("meetings", "AgendaItem").objects
    for item in items.select_related("treatment", "meeting"):
        known = known_of(item, facts)
        item.proposal = proposal_of(item, known)
        item.save(update_fields=["proposal"])
        treatment = getattr(item, "treatment", None)
        if treatment is not None:
            if amount := sum(row.amount_kr for row in treatment.amounts.all()):
                known = {**known, "amount": kronor(amount)}
            treatment.blocks = [block_of(item, treatment, known)]
            treatment.payout_rule = "quarterly" if item.subject_kind == "application" else ""
            treatment.save(update_fields=["blocks", "payout_rule"])


def block_of(item, treatment, known):
    said = {one["when"] for one in item.proposal}
    pool = [
        *item.proposal,
        *(
            clause(KINDS[outcome], words, when=outcome)
            for outcome, words in WORDS.get(item.subject_kind, WORDS[""]).items()
            if outcome not in said and not (item.kind == "formal" and outcome == "noted")
        ),
    ]
    pool = numbered(pool)
    standing = [one for one in pool if stands(one, treatment.outcome)]
    texts = [text for text in treatment.clauses if text.strip()]
    if len(texts) == len(standing):
        for one, text in zip(standing, texts, strict=True):
            if item.meeting.state in LOCKED or not same(filled(one, known), text):
                one["own"] = text
    else:
        for one in standing:
            one["own"] = ""
        free = [clause("free", own=text, when="always") for text in texts]
        pool = numbered([*pool, *free])
    return {"key": 1, "main": True, "act": "", "clauses": pool}


# And back -----------------------------------------------------------------------------------------


def to_texts(apps, schema_editor):
    facts = facts_of(apps)
    items = apps.get_model("meetings", "AgendaItem").objects
    for item in items.select_related("treatment"):
        known = known_of(item, facts)
        item.proposal = [
            said for one in item.proposal if not one["when"] and (said := filled(one, known))
        ]
        item.save(update_fields=["proposal"])
        treatment = getattr(item, "treatment", None)
        if treatment is not None:
            if amount := sum(row.amount_kr for row in treatment.amounts.all()):
                known = {**known, "amount": kronor(amount)}
            if treatment.payout_rule:
                known = {**known, "payout": PAYOUT[treatment.payout_rule]}
            treatment.clauses = [
                said
                for block in treatment.blocks
                for one in block["clauses"]
                if stands(one, treatment.outcome) and (said := filled(one, known))
            ]
            treatment.save(update_fields=["clauses"])


def refuse_blocks(apps, schema_editor):
    """The way back stops while a paragraph has more than one block, or one with an act of its own:
    a text alone does not say what the body did."""
    from samordna.ground.going_back import WouldLose

    rows = apps.get_model("meetings", "Treatment").objects
    rows = rows.using(schema_editor.connection.alias)
    lost = sum(len(row.blocks) > 1 or any(b["act"] for b in row.blocks) for row in rows.all())
    if lost:
        raise WouldLose(
            f"Det går inte att gå tillbaka: vad organet gör i paragrafers block skulle gå förlorat "
            f"(rader: {lost}). Gå tillbaka genom att läsa in en säkerhetskopia."
        )


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0008_summoned_by"),
        ("funding", "0005_clauses_are_data"),
    ]

    operations = [
        migrations.AddField(
            model_name="treatment",
            name="blocks",
            field=models.JSONField(default=list, verbose_name="beslut"),
        ),
        migrations.AddField(
            model_name="treatment",
            name="election",
            field=models.JSONField(blank=True, default=dict, verbose_name="val"),
        ),
        migrations.AddField(
            model_name="treatment",
            name="payout_rule",
            field=models.CharField(
                blank=True, choices=RULES, max_length=10, verbose_name="utbetalning"
            ),
        ),
        migrations.RunPython(to_data, to_texts),
        migrations.RunPython(migrations.RunPython.noop, refuse_blocks),
        refuses_to_lose("meetings", "Treatment", ~Q(election={}), "val med slutna sedlar"),
        migrations.RemoveField(model_name="treatment", name="clauses"),
    ]
