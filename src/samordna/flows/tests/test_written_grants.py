"""What is written of a grant, by the names that the association really has and in every block."""

from __future__ import annotations

import pytest

from samordna.flows.tests import settling
from samordna.funding.models import Application
from samordna.funding.queries.names import names_beside
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application


@pytest.fixture
def meeting(cast: Cast, application: Application) -> Meeting:
    return settling.on_the_agenda(cast, application)


def _stops(meeting: Meeting) -> bool:
    found = load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings
    return codes.TEXT_CONTRADICTED in {finding.code for finding in found}


def test_names_are_told_by_what_they_have_to_do_with_it(
    cast: Cast, application: Application, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        names = names_beside([application.pk])[application.pk]
    assert names.own[:2] == (application.name, application.owner.name)
    assert application.owner.name not in names.organisations
    others = {o.name for o in cast.organisations.values()} - {application.owner.name}
    assert others == set(names.organisations) & others | set(names.partners) & others


def test_a_registered_receiver_that_is_not_the_decisions_stops(
    cast: Cast, meeting: Meeting, application: Application
) -> None:
    name, owner = application.name, application.owner.name
    other = names_beside([application.pk])[application.pk].organisations[0]
    for words, stops in (
        (f"bevilja {name} 7 000 000 kr till {other}", True),
        (f"bevilja {name} 7 000 000 kr till {owner}", False),
        (f"bevilja {name} 7 000 000 kr i samverkan med {other}", False),
    ):
        story.decide(cast, meeting, "Plattform", clauses=[words, settling.GRANTED[-1]])
        assert _stops(meeting) is stops, words


@pytest.mark.parametrize(
    ("words", "stops"),
    [
        ("bevilja Plattform 9 000 000 kr för 2027 och 2028", True),
        ("bevilja Plattform ytterligare 500 000 kr", True),
        ("bevilja Framtiden 500 000 kr", True),
        ("betala ut hela beloppet i förskott", True),
        ("avslå ansökan i övrigt", False),
        ("uppdra åt kansliet att bjuda in insatsen", False),
    ],
)
def test_a_second_block_grants_nothing_that_the_data_do_not(
    cast: Cast, meeting: Meeting, words: str, stops: bool
) -> None:
    story.decide(cast, meeting, "Plattform", add_block="decides")
    draft = {"key": 2, "act": "decides", "shown": [], "typed": [words]}
    story.decide(cast, meeting, "Plattform", blocks=[draft])
    assert _stops(meeting) is stops


def _found(meeting: Meeting) -> set[str]:
    return {f.code for f in load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings}


def test_what_is_refused_is_this_application_and_all_of_it(
    cast: Cast, meeting: Meeting, application: Application
) -> None:
    other = names_beside([application.pk])[application.pk].organisations[0]
    for words, stops in (
        ("avslå ansökan", False),
        ("avslå ansökan om 7 000 000 kr", False),
        (f"avslå ansökan {application.name}", False),
        ("avslå ansökan om 9 000 000 kr", True),
        ("avslå 300 000 kr av ansökan", True),
        (f"avslå ansökan från {other}", True),
    ):
        story.decide(cast, meeting, "Plattform", outcome="rejected", clauses=[words])
        assert (codes.TEXT_CONTRADICTED in _found(meeting)) is stops, words


def test_a_short_name_is_the_partys_own(cast: Cast, application: Application) -> None:
    names = names_beside([application.pk])[application.pk]
    owner = application.owner
    assert (owner.short_name, owner.name) in names.shorts
    assert names.also([owner.name]) == [owner.name, owner.short_name]


def test_more_than_was_sought_is_told_of(cast: Cast, meeting: Meeting) -> None:
    heby = cast.organisations["heby"].pk
    for kr, told in ((4_000_000, False), (5_000_000, True)):
        story.decide(
            cast, meeting, "Plattform", outcome="amended", clauses=["bevilja Plattform medel"],
            amounts={(heby, 2025): 3_000_000, (heby, 2026): kr},
        )  # fmt: skip
        assert (codes.GRANTS_MORE_THAN_SOUGHT in _found(meeting)) is told


def test_who_presented_is_ticked_as_present(cast: Cast, meeting: Meeting) -> None:
    item = story.item(meeting, "Plattform")
    viola = story.person(meeting, "Viola")
    type(item).objects.filter(pk=item.pk).update(presenter=viola.name)
    story.decide(cast, meeting, "Plattform", clauses=settling.GRANTED)
    assert codes.PRESENTER_ABSENT not in _found(meeting)
    type(viola).objects.filter(pk=viola.pk).update(present=False)
    assert codes.PRESENTER_ABSENT in _found(meeting)
    assert codes.PRESENTER_ABSENT not in codes.STOPPING
