"""Who has no seat and is there for some paragraphs only; and a substitute who leaves before the
member has come: the list and the sentences of the minutes say the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django_scopes import scope

from samordna.meetings.models import Meeting
from samordna.meetings.papers.minutes import minutes_paper
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.services.presence import add_other, record_absence, set_presence
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def _absent(
    cast: Cast, meeting: Meeting, name: str, reason: str, start: int, end: int | None
) -> None:
    items = list(meeting.items.order_by("position"))
    record_absence(
        actor=story.keeper(cast),
        attendee=story.person(meeting, name),
        reason=reason,
        from_item=items[start - 1],
        to_item=None if end is None else items[end - 1],
    )


def _decided(cast: Cast, meeting: Meeting) -> None:
    with story.on(story.MEETING_DAY, 10):
        story.decide_all(cast, meeting)


def test_a_guest_for_one_paragraph_is_listed_with_it(cast: Cast) -> None:
    meeting = story.opened(cast)
    story.seat(cast, meeting, "Orvar", "Viola", "Alva", "Lars")
    actor = story.keeper(cast)
    for name, organisation in (("Lina Gäst", "Coompanion"), ("Gun Gäst", "Heby kommun")):
        add_other(actor=actor, meeting=meeting, name=name, organisation_name=organisation)
    _absent(cast, meeting, "Lina", "arrived_late", 1, 2)
    _absent(cast, meeting, "Lina", "left", 4, None)
    _decided(cast, meeting)
    others = {one.name: one for one in minutes_paper(load_proceedings(meeting)).others}
    assert others["Lina Gäst"].presence.replace("\u00a0", " ") == "§ 3"
    assert others["Gun Gäst"].presence == ""


def test_a_guest_who_was_at_no_paragraph_is_not_listed(cast: Cast) -> None:
    meeting = story.opened(cast)
    story.seat(cast, meeting, "Orvar", "Viola", "Alva", "Lars")
    add_other(actor=story.keeper(cast), meeting=meeting, name="Lina Gäst", organisation_name="X")
    _absent(cast, meeting, "Lina", "away", 1, None)
    _decided(cast, meeting)
    assert "Lina Gäst" not in [p.name for p in minutes_paper(load_proceedings(meeting)).others]


def test_a_substitute_who_leaves_before_the_member_comes(cast: Cast) -> None:
    meeting = story.opened(cast)
    story.seat(cast, meeting, "Orvar", "Viola", "Alva", "Lars", "Tage")
    sanna, tage = story.person(meeting, "Sanna"), story.person(meeting, "Tage")
    set_presence(actor=story.keeper(cast), attendee=sanna, present=True, serves_for=tage)
    _absent(cast, meeting, "Tage", "arrived_late", 1, 3)
    _absent(cast, meeting, "Sanna", "left", 3, None)
    _decided(cast, meeting)
    paper = minutes_paper(load_proceedings(meeting))
    (sentence,) = [s for p in paper.paragraphs for s in p.presence if "tjänstgjorde" in s]
    assert sentence.replace("\u00a0", " ").endswith("i stället för Tage Torn vid §§ 1–2.")
    (listed,) = [one for one in paper.deciding if one.name == sanna.name]
    assert listed.presence.replace("\u00a0", " ") == "§§ 1–2"


def test_a_reservation_of_who_was_not_there_is_found(cast: Cast) -> None:
    meeting = story.opened(cast)
    story.seat(cast, meeting, "Orvar", "Viola", "Alva", "Lars")
    tage = story.person(meeting, "Tage").name
    with story.on(story.MEETING_DAY, 10):
        story.decide(cast, meeting, "Riktlinjer", reservations=f"{tage} reserverar sig.")
        story.decide(cast, meeting, "Internkontroll", reservations="Alva Alm reserverar sig.")
    found = [f for f in load_proceedings(meeting).findings if "reserver" in f.message]
    assert [f.code for f in found] == ["reservation-without-part"]
    assert found[0].message.startswith(f"{tage} var inte närvarande i §")
