"""Minutes on the notice board, for the tests of what anyone may see."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from samordna.documents.models import PDF
from samordna.documents.steps import add_version
from samordna.kernel.deadlines import last_day_of_appeal
from samordna.kernel.wording.clauses import proposed
from samordna.meetings.kinds import PaperKind
from samordna.meetings.models import AgendaItem, Meeting, Minutes, Notice, Treatment
from samordna.meetings.rules.blocks import first_block, kept_blocks
from samordna.parties.actors import system_actor
from samordna.parties.models import Body

MOMENT = datetime(2024, 9, 20, 9, 0, tzinfo=UTC)

DECISIONS = (
    ("Val av justerare", ["välja Lars Lind att justera protokollet"]),
    (
        "Ansökan: Vägen in",
        ["bevilja Vägen in högst 1 200 000 kr", "villkora beslutet av medlemmarnas bidrag"],
    ),
    ("Övriga frågor", []),
)


def post_minutes(
    body: Body, *, held_on: date, number: int = 1, posted_on: date | None = None
) -> Notice:
    """Minutes of a meeting with three paragraphs, adjusted a week later and posted the day after.

    The paragraphs are numbered from three times the meeting's number. Needs the scope.
    """
    association = body.association
    meeting = Meeting.objects.create(
        association=association,
        body=body,
        number=number,
        held_on=held_on,
        starts_at=time(9, 0),
        place="Stadshuset",
        state=Meeting.State.POSTED,
    )
    first = number * 3
    for offset, (heading, clauses) in enumerate(DECISIONS):
        item = AgendaItem.objects.create(
            association=association, meeting=meeting, position=offset + 1, heading=heading
        )
        Treatment.objects.create(
            association=association,
            item=item,
            body=body,
            paragraph=first + offset,
            paragraph_period=str(held_on.year),
            outcome=Treatment.Outcome.APPROVED if clauses else Treatment.Outcome.UNDECIDED,
            blocks=kept_blocks([first_block(proposed(clauses))]),
            treated_at=MOMENT,
        )
    paper = add_version(
        actor=system_actor(association),
        data=b"%PDF-1.7 protokoll " + str(number).encode(),
        media_type=PDF,
        filename="protokoll.pdf",
        kind=PaperKind.MINUTES,
        title="Protokoll",
    )
    minutes = Minutes.objects.create(
        association=association,
        meeting=meeting,
        number=1,
        paper=paper,
        association_name=association.name,
        body_name=meeting.body.name,
        first_paragraph=first,
        last_paragraph=first + len(DECISIONS) - 1,
        locked_at=MOMENT,
        adjusted_on=held_on + timedelta(days=7),
    )
    posted = posted_on or held_on + timedelta(days=8)
    last = last_day_of_appeal(posted)
    return Notice.objects.create(
        association=association,
        minutes=minutes,
        posted_on=posted,
        appeal_last_day=last,
        take_down_earliest=last + timedelta(days=1),
    )
