"""Who moves something was in the room; else it is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django_scopes import scope

from samordna.kernel.findings import Severity
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.services.minutes import what_stops_locking
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ("Alva Alm yrkar avslag.", ["Alva Alm"]),
        ("Alva Alm och Viola Vik yrkade bifall.", ["Alva Alm"]),
        ("Viola Vik yrkar avslag.", []),
        ("Viola Vik yrkar bifall till Alva Alms förslag.", []),
        ("Styrelsen uppmärksammar Alva Alm.", []),
    ],
)
def test_a_motion_by_somebody_who_was_not_there_is_told(
    cast: Cast, claims: str, told: list[str]
) -> None:
    meeting = story.opened(cast)
    story.seat(cast, meeting, "Orvar", "Viola", "Lars")
    story.decide(cast, meeting, "resor", claims=claims)
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    found = [f for f in proceedings.findings if f.code == codes.CLAIM_BY_ABSENT]
    assert [f.message.partition(" står")[0] for f in found] == told
    assert all(f.severity is Severity.WARNING for f in found)
    assert not {f.code for f in what_stops_locking(proceedings)} & {codes.CLAIM_BY_ABSENT}
