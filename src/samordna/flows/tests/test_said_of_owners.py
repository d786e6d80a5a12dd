"""Minutes lock only when what is written of each owner is what the amounts give it."""

from __future__ import annotations

import pytest

from samordna.flows.tests import settling
from samordna.flows.tests.test_two_owners import application, cast, meeting
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Minutes
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db
__all__ = ["application", "cast", "meeting"]

GRANT = "bevilja Plattform finansiellt stöd med högst 8\u00a0000\u00a0000\u00a0kr"


def _lock(cast: Cast, meeting: Meeting, words: str, heby_alone: bool = False) -> Minutes:
    """Lock minutes in which Heby is given 3 000 000 kr and 4 000 000 kr and the Region 1 000 000 kr
    for 2025, or nothing, with one clause more."""
    heby, region = (cast.organisations[key].pk for key in ("heby", "region"))
    amounts = {(heby, 2025): 3_000_000, (heby, 2026): 4_000_000, (region, 2025): 1_000_000}
    grant = GRANT
    if heby_alone:
        amounts[region, 2025] = 0
        grant = settling.GRANTED[0]
    with story.on(story.MEETING_DAY):
        story.decide(
            cast,
            meeting,
            "Plattform",
            "amended",
            amounts=amounts,
            clauses=[grant, *settling.GRANTED[1:], words],
        )
        story.decide(cast, meeting, "Övriga", "noted")
        close_meeting(actor=cast.actor("registrar"), meeting=meeting)
        story.read_words(cast, meeting)
        return lock_minutes(actor=cast.actor("registrar"), meeting=meeting)


def _codes(meeting: Meeting) -> set[str]:
    found = load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings
    return {finding.code for finding in found}


@pytest.mark.parametrize(
    "words",
    [
        "avslå Region Uppsalas del",
        "Region Uppsala inte beviljas några medel",
        "medlen i sin helhet tillfaller Heby kommun",
        "medlen tillfaller Heby kommun, så att övriga parter inte får några medel",
        "Heby får 3 000 000 kr per år",
        "Heby kommun får sin del först 2026",
    ],
)
def test_words_that_deny_the_data_of_an_owner_stop_the_lock(
    cast: Cast, meeting: Meeting, words: str
) -> None:
    with pytest.raises(NotPossible, match="beslutet gäller"):
        _lock(cast, meeting, words)
    assert codes.TEXT_CONTRADICTED in _codes(meeting)
    assert not Minutes.objects.filter(meeting=meeting).exists()


@pytest.mark.parametrize(
    "words", ["Region Uppsala beviljas medel", "Region Uppsala får 1 000 000 kr per år"]
)
def test_words_that_give_to_an_owner_that_is_refused_stop_the_lock(
    cast: Cast, meeting: Meeting, words: str
) -> None:
    with pytest.raises(NotPossible, match=r"”Region Uppsala.*beslutet gäller"):
        _lock(cast, meeting, words, heby_alone=True)


@pytest.mark.parametrize(
    ("words", "heby_alone"),
    [
        ("uppdra åt kansliet att teckna avtal med Region Uppsala", False),
        ("Region Uppsala ansvarar för lokalerna", False),
        ("notera att Region Uppsala medfinansierar med 300 000 kr", False),
        ("Region Uppsala får 1 000 000 kr för 2025", False),
        ("avslå Region Uppsalas del", True),
        ("medlen i sin helhet tillfaller Heby kommun", True),
    ],
)
def test_lawful_words_of_an_owner_lock(
    cast: Cast, meeting: Meeting, words: str, heby_alone: bool
) -> None:
    assert _lock(cast, meeting, words, heby_alone).pk
    assert not _codes(meeting) & {codes.TEXT_CONTRADICTED, codes.OWNER_UNCLEAR}


def test_what_only_the_office_knows_is_told_and_locks(cast: Cast, meeting: Meeting) -> None:
    assert _lock(cast, meeting, "medlen betalas till Heby kommun").pk
    assert codes.OWNER_UNCLEAR in _codes(meeting)
    assert codes.OWNER_UNCLEAR not in codes.STOPPING
