"""A meeting for the tests of this room, told in a few lines that a board secretary could check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch

from samordna.ground import clock
from samordna.kernel.wording.clauses import Shown, proposed, shown
from samordna.meetings.models import (
    AgendaItem,
    Attendee,
    Meeting,
    Minutes,
    MinutesSigner,
    Treatment,
)
from samordna.meetings.proceedings.decisions import facts_of
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules.blocks import blocks_of
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.services.decisions import BlockDraft, save_decision
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.planning import add_item, plan_meeting
from samordna.meetings.services.presence import choose_adjuster, set_all_present, set_presence
from samordna.meetings.services.reading import confirm_words
from samordna.meetings.services.signers import StandIn, shares
from samordna.meetings.services.table import close_meeting, open_meeting, treat_item
from samordna.parties.actors import Actor
from samordna.parties.tests.cast import Cast

MEETING_DAY = date(2024, 9, 12)

#: The agenda that the tests begin with, besides the association's standard items.
AGENDA = """
beslut       Riktlinjer för resor
beslut       Internkontrollplan
information  Nationell konferens
"""


@contextmanager
def on(day: date, hour: int = 9) -> Iterator[None]:
    """The product's clock stands on a day."""
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    with patch.object(clock, "_clock", lambda _path: lambda: moment):
        yield


def plan(cast: Cast, agenda: str = AGENDA, day: date = MEETING_DAY) -> Meeting:
    """A planned meeting of the board with the agenda's lines between the standard items."""
    actor = cast.actor("registrar")
    with on(date(2024, 8, 20)):
        meeting = plan_meeting(
            actor=actor,
            body=cast.board,
            details={
                "held_on": day,
                "starts_at": time(9),
                "ends_at": time(12),
                "place": "Kommunhuset, rum Almen",
                "mode": Meeting.Mode.MIXED,
                "hindrance_contact": "kansliet@forbundet.exempel.se",
                "proposed_adjustment_on": day + timedelta(days=14),
                "secretary": cast.people["registrar"],
            },
        )
        for line in filter(None, map(str.strip, agenda.splitlines())):
            word, heading = line.split(maxsplit=1)
            is_decision = word == "beslut"
            add_item(
                actor=actor,
                meeting=meeting,
                details={
                    "heading": heading,
                    "kind": "decision" if is_decision else "information",
                    "proposal": proposed([f"godkänna {heading.lower()}"] if is_decision else []),
                },
            )
    return meeting


def opened(cast: Cast, agenda: str = AGENDA) -> Meeting:
    """The same meeting, opened on its day without a summons' PDF."""
    meeting = plan(cast, agenda)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
    with on(MEETING_DAY):
        return open_meeting(actor=keeper(cast), meeting=meeting)


def keeper(cast: Cast) -> Actor:
    """Ragnhild, who keeps the minutes."""
    return cast.actor("registrar", MEETING_DAY)


def item(meeting: Meeting, heading: str) -> AgendaItem:
    """An item by a part of its heading."""
    return meeting.items.select_related("meeting").get(heading__contains=heading)


def person(meeting: Meeting, name: str) -> Attendee:
    """An attendee by first name."""
    return meeting.attendees.select_related("meeting").get(name__startswith=name)


def seat(cast: Cast, meeting: Meeting, *names: str) -> None:
    """Tick people as present."""
    for name in names:
        set_presence(actor=keeper(cast), attendee=person(meeting, name), present=True)


def decide(
    cast: Cast, meeting: Meeting, heading: str, outcome: str = "approved", **more: object
) -> Treatment:
    """Take an item up and write its outcome."""
    actor = keeper(cast)
    about = item(meeting, heading)
    earlier = Treatment.objects.filter(item=about).select_related("item").first()
    treatment = earlier or treat_item(actor=actor, item=about)
    treatment.item.meeting = meeting
    amounts = more.pop("amounts", None)
    texts = more.pop("clauses", None)
    if isinstance(texts, list):
        more["blocks"] = [rewritten(treatment, outcome, texts)]
    return save_decision(
        actor=actor,
        treatment=treatment,
        revision=treatment.revision,
        decision={"outcome": outcome, **more},
        amounts=amounts,
    )


def read_words(cast: Cast, meeting: Meeting) -> int:
    """Confirm of each paragraph that its own words say what its data say; return in how many there
    were any."""
    actor, read = keeper(cast), 0
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    for about in proceedings.treated:
        if (reading := proceedings.reading(about)) is not None:
            about.treatment.item = about
            confirm_words(actor=actor, treatment=about.treatment, digest=reading.digest)
            read += 1
    return read


def rewritten(treatment: Treatment, outcome: str, texts: list[str]) -> BlockDraft:
    """The block about the proposal, as if somebody had written these lines over those shown."""
    block = next(b for b in blocks_of(treatment.blocks) if b.main)
    lines = shown_in(treatment, outcome)
    return {"key": block.key, "act": str(block.act or ""), "shown": lines, "typed": texts}


def shown_in(treatment: Treatment, outcome: str | None = None) -> list[Shown]:
    """The lines that the page shows of the proposal, at its outcome or another."""
    said = treatment.outcome if outcome is None else outcome
    block = next(b for b in blocks_of(treatment.blocks) if b.main)
    return shown(block.standing(Outcome(said) if said else None), facts_of(treatment))


def decide_all(cast: Cast, meeting: Meeting, outcome: str = "approved") -> None:
    """Take up everything in order: information is put on file, under *Övriga frågor* nothing is
    decided, and the rest is."""
    usual = {AgendaItem.Kind.INFORMATION: "noted", AgendaItem.Kind.FORMAL: "undecided"}
    for row in meeting.items.order_by("position"):
        decide(cast, meeting, row.heading, usual.get(AgendaItem.Kind(row.kind), outcome))


def locked(cast: Cast) -> Minutes:
    """A whole meeting, closed and locked: Orvar chairs, Viola adjusts, Ragnhild is secretary."""
    meeting = opened(cast)
    set_all_present(actor=keeper(cast), meeting=meeting)
    choose_adjuster(actor=keeper(cast), meeting=meeting, attendee=person(meeting, "Viola"))
    with on(MEETING_DAY, 10):
        decide_all(cast, meeting)
        close_meeting(actor=keeper(cast), meeting=meeting, ended_at=time(11, 40))
        return lock_minutes(actor=keeper(cast), meeting=meeting)


def whole(signer: MinutesSigner, stand_in: StandIn) -> dict[str, StandIn]:
    """One stand-in for everything that a signer signs."""
    return {part.key: stand_in for part in shares(signer)}
