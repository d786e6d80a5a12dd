"""Clauses that were texts, carried over to data and back.

Run by test_migrations.py on a database of its own; reports as JSON what each paragraph said.
"""

from __future__ import annotations

import json
from typing import Any

import django

django.setup()

from django_scopes import scopes_disabled  # noqa: E402

from samordna.ground.going_back import WouldLose  # noqa: E402
from samordna.kernel.clauses import clauses_of, proposal_of, said  # noqa: E402
from samordna.parties.tests.stops import migrated, newest  # noqa: E402

BEFORE = [("meetings", "0008_summoned_by"), ("funding", "0004_case_officer_contact")]
#: Where clauses have become data: what has come since is gone through once, and not again for what
#: is refused here.
AFTER = [("meetings", "0009_clauses_are_data"), ("funding", "0005_clauses_are_data")]
BESIDE = ("parties", "register")
NBSP = "\u00a0"
GRANT = (
    f"bevilja Plattform högst 7{NBSP}000{NBSP}000{NBSP}kr från 1 januari 2025 till 31 december 2026"
)
PROPOSAL = [GRANT, "insatsen följer ansökan"]

#: Of each paragraph: the meeting's state, whether it is about the application, the outcome, the
#: clauses that it had, and what it grants.
PARAGRAPHS: list[tuple[str, bool, str, list[str], int]] = [
    ("closed", True, "approved", PROPOSAL, 7_000_000),
    ("closed", True, "approved", [text.replace(NBSP, " ") for text in PROPOSAL], 7_000_000),
    ("closed", True, "amended", [GRANT.replace("7", "6", 1), PROPOSAL[1]], 6_000_000),
    ("closed", True, "rejected", ["avslå ansökan"], 0),
    ("closed", True, "rejected", ["avslå ansökan", "tacka sökanden"], 0),
    ("posted", True, "approved", ["bevilja den."], 7_000_000),
    ("closed", False, "noted", ["lägga informationen till handlingarna"], 0),
    ("closed", False, "approved", ["anta riktlinjerna", "de följs upp"], 0),
    ("closed", False, "", [], 0),
]


def main() -> dict[str, Any]:
    """Forth and back: what the texts were, what is kept of them, and what they are again."""
    from samordna.meetings.models import Treatment
    from samordna.meetings.proceedings.decisions import decided_words
    from samordna.meetings.rules.blocks import blocks_of

    _rows(migrated(BEFORE, BESIDE))
    migrated(newest())
    rows = Treatment.objects.select_related("item").order_by("paragraph")
    report: dict[str, Any] = {"now": [decided_words(row) for row in rows]}
    report["edited"] = [
        [clause.own for clause in blocks_of(row.blocks)[0].clauses if clause.edited] for row in rows
    ]
    facts = _facts()
    report["proposal"] = said(proposal_of(clauses_of(rows[0].item.proposal), facts), facts)
    report["refused"] = _refused(migrated(AFTER, BESIDE))
    old = migrated(BEFORE, BESIDE)
    report["back"] = [
        row.clauses for row in old.get_model("meetings", "Treatment").objects.order_by("paragraph")
    ]
    report["statement"] = old.get_model("funding", "Statement").objects.get().clauses
    return report


def _facts() -> Any:
    from samordna.meetings.models import AgendaItem
    from samordna.meetings.subjects import facts_about

    item = AgendaItem.objects.exclude(subject_id=None)[0]
    return facts_about([item])[item.pk]


def _refused(apps: Any) -> str:
    """What is said when a block says what the body did; then it says nothing of that again."""
    first = apps.get_model("meetings", "Treatment").objects.earliest("paragraph")
    first.blocks[0]["act"] = "informs"
    first.save()
    try:
        migrated(BEFORE)
    except WouldLose as refusal:
        told = str(refusal)
    else:
        return ""
    # What was taken back before the refusal comes again.
    migrated(AFTER)
    first.blocks[0]["act"] = ""
    first.save()
    return told


def _rows(apps: Any) -> None:
    def make(model: str, /, **facts: Any) -> Any:
        return apps.get_model(model).objects.create(**facts)

    a = make("parties.Association", slug="forr", name="Förr", short_name="Förr").pk
    person = make("parties.Person", email="a@forr.exempel.se", name="Alma Ask")
    body = make("parties.Body", association_id=a, kind="board", slug="s", name="Styrelsen")
    owner = make("parties.Organisation", association_id=a, name="Heby kommun", kind="other")
    form = make(
        "funding.FormVersion", association_id=a, name="Ansökan", version=1,
        valid_from="2024-01-01", definition={},
    )  # fmt: skip
    call = make(
        "funding.Call", association_id=a, number=1, title="2025", form=form,
        opens_on="2024-01-01", closes_on="2024-06-01",
    )  # fmt: skip
    application = make(
        "funding.Application", association_id=a, number=1, call=call, form=form,
        kind="individual", nature="new", owner=owner, name="Plattform", created_by=person,
        period_from="2025-01-01", period_to="2026-12-31",
        created_at="2024-01-01T09:00Z", changed_at="2024-01-01T09:00Z",
    )  # fmt: skip
    statement = make(
        "funding.Statement", association_id=a, application=application, clauses=PROPOSAL
    )
    make(
        "funding.ProposedAmount", association_id=a, statement=statement, organisation=owner,
        year=2025, amount_kr=7_000_000,
    )  # fmt: skip
    for number, (state, about, outcome, clauses, kr) in enumerate(PARAGRAPHS, start=1):
        meeting = make(
            "meetings.Meeting", association_id=a, body=body, number=number, state=state,
            held_on="2024-09-12", starts_at="09:00",
        )  # fmt: skip
        item = make(
            "meetings.AgendaItem", association_id=a, meeting=meeting, position=1, heading="x",
            subject_kind="application" if about else "",
            subject_id=application.pk if about else None,
            proposal=PROPOSAL if about else ["anta riktlinjerna"],
        )  # fmt: skip
        treatment = make(
            "meetings.Treatment", association_id=a, item=item, body=body, paragraph=number,
            paragraph_period="2024", outcome=outcome, clauses=clauses,
            treated_at="2024-09-12T09:00Z",
        )  # fmt: skip
        if kr:
            make(
                "meetings.DecidedAmount", association_id=a, treatment=treatment,
                organisation=owner, year=2025, amount_kr=kr,
            )  # fmt: skip


if __name__ == "__main__":
    with scopes_disabled():
        print(json.dumps(main()))
