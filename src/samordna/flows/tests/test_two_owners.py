"""Everybody with a part in an application reads what is decided of it, and who is given money is
told: no page shows a link that its reader may not follow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.flows.tests import settling
from samordna.funding.models import Application, ApplicationPartner, ProposedAmount
from samordna.funding.services.drafting import withdraw_application
from samordna.initiatives.models import Initiative
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.models import AgendaItem, Meeting, Treatment
from samordna.meetings.papers.minutes import minutes_paper
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.tests import story
from samordna.parties.models import Person, Role, RoleAssignment
from samordna.parties.tests.cast import FROM, Cast, make_cast

pytestmark = pytest.mark.django_db

READING_DAY = date(2024, 9, 17)


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        people = (
            ("co_applicant", "Siv Sol", Role.APPLICANT, "region"),
            ("co_signatory", "Folke Fors", Role.SIGNATORY, "region"),
            ("other_applicant", "Tova Tall", Role.APPLICANT, "tierp"),
        )
        for key, name, role, party in people:
            made.people[key] = Person.objects.create(email=f"{key}@exempel.se", name=name)
            RoleAssignment.objects.create(
                association=made.association,
                person=made.people[key],
                role=role,
                organisation=made.organisations[party],
                valid_from=FROM,
            )
        yield made


@pytest.fixture
def application(cast: Cast) -> Application:
    """Plattform, of which Region Uppsala owns 1 000 000 kr and AF is a partner without a share."""
    made = settling.prepared(cast)
    ApplicationPartner.objects.create(
        association=cast.association, application=made, organisation=cast.organisations["region"]
    )
    ProposedAmount.objects.create(
        association=cast.association,
        statement=made.statement,
        organisation=cast.organisations["region"],
        year=2025,
        amount_kr=1_000_000,
    )
    return made


@pytest.fixture
def meeting(cast: Cast, application: Application) -> Meeting:
    return settling.on_the_agenda(cast, application)


def _finish(cast: Cast, meeting: Meeting, outcome: str = "approved", **more: Any) -> Treatment:
    with story.on(story.MEETING_DAY):
        treatment = story.decide(cast, meeting, "Plattform", outcome, **more)
        story.decide(cast, meeting, "Övriga", "noted")
    settling.signed(cast, meeting)
    return treatment


WHO = ["applicant", "owner_signatory", "co_applicant", "co_signatory", "partner_signatory"]


@pytest.mark.parametrize("who", WHO)
def test_no_link_is_dead_for_who_has_a_part(
    cast: Cast, application: Application, meeting: Meeting, client: Client, who: str
) -> None:
    treatment = _finish(cast, meeting)
    client.force_login(cast.people[who])
    pages = [f"/uppsala/ansokningar/{application.number}/"]
    if who != "partner_signatory":  # no money, no initiative to follow
        pages.append(f"/uppsala/insatser/{Initiative.objects.get().number}/")
    extract = f"paragraf/{treatment.paragraph}/utdrag.pdf"
    with story.on(READING_DAY):
        for page in pages:
            found = client.get(page)
            assert found.status_code == 200, page
            links = set(re.findall(r'href="(/uppsala/[^"#?]*)', found.content.decode()))
            assert any(link.endswith(extract) for link in links), page
            refused = {link: client.get(link).status_code for link in sorted(links)}
            assert {link for link, code in refused.items() if code >= 400} == set(), page


def test_others_read_nothing(
    cast: Cast, application: Application, meeting: Meeting, client: Client
) -> None:
    treatment = _finish(cast, meeting)
    client.force_login(cast.people["other_applicant"])
    with story.on(READING_DAY):
        path = f"/uppsala/sammantraden/{meeting.number}/paragraf/{treatment.paragraph}/utdrag.pdf"
        assert client.get(path).status_code == 404


def test_nobody_is_shown_a_paragraph_of_the_matter_that_is_not_of_the_application(
    cast: Cast, application: Application, meeting: Meeting, client: Client
) -> None:
    """A matter can come up by itself, too, and that paragraph is read in the minutes."""
    _finish(cast, meeting, "postponed")
    AgendaItem.objects.filter(meeting=meeting, heading__contains="Plattform").update(
        subject_kind="", subject_id=None
    )
    client.force_login(cast.people["applicant"])
    with story.on(READING_DAY):
        page = client.get(f"/uppsala/ansokningar/{application.number}/").content.decode()
    assert "utdrag.pdf" not in page and "bordlagt ansökan" in page


@pytest.mark.parametrize("outcome", ["approved", "rejected", "postponed", "remitted"])
def test_every_party_gets_the_decision_whatever_becomes_of_its_share(
    cast: Cast, application: Application, meeting: Meeting, client: Client, outcome: str
) -> None:
    _finish(cast, meeting, outcome)
    letters = Letter.objects.filter(kind=Kind.DECISION)
    assert Counter(letter.person_id for letter in letters) == Counter(
        cast.people[who].pk for who in WHO
    )
    with story.on(READING_DAY):
        for letter in letters:
            assert letter.person is not None
            client.force_login(letter.person)
            assert client.get(letter.path).status_code == 200


def test_a_party_that_is_given_nothing_gets_the_decision_of_the_others_grant(
    cast: Cast, application: Application, meeting: Meeting
) -> None:
    region, heby = cast.organisations["region"].pk, cast.organisations["heby"].pk
    amounts = {(heby, 2025): 3_000_000, (heby, 2026): 4_000_000, (region, 2025): 0}
    treatment = _finish(cast, meeting, "amended", amounts=amounts)
    assert treatment.informed == "Heby kommun, Arbetsförmedlingen, Region Uppsala"
    told = {letter.person_id for letter in Letter.objects.filter(kind=Kind.DECISION)}
    assert {cast.people["co_applicant"].pk, cast.people["co_signatory"].pk} <= told


def _sent_to(meeting: Meeting) -> tuple[str, ...]:
    paper = minutes_paper(load_proceedings(meeting))
    return next(p.told for p in paper.paragraphs if "Plattform" in p.heading)


PARTIES = ("Heby kommun", "Arbetsförmedlingen", "Region Uppsala")


def test_the_minutes_are_sent_to_every_party(
    cast: Cast, application: Application, meeting: Meeting
) -> None:
    with story.on(story.MEETING_DAY):
        for outcome in ("approved", "rejected", "postponed", "approved"):
            story.decide(cast, meeting, "Plattform", outcome)
            assert _sent_to(meeting) == PARTIES
        # What somebody has written stays, and nobody who is given money is left out.
        story.decide(cast, meeting, "Plattform", "approved", informed="Heby, revisorerna")
        assert _sent_to(meeting) == ("Heby", "revisorerna", "Region Uppsala")
        story.decide(cast, meeting, "Plattform", "rejected", informed="Heby, revisorerna")
        assert _sent_to(meeting) == ("Heby", "revisorerna")


def test_the_minutes_are_sent_to_who_is_no_party_and_is_given_money(
    cast: Cast, application: Application, meeting: Meeting
) -> None:
    tierp, heby = cast.organisations["tierp"].pk, cast.organisations["heby"].pk
    ProposedAmount.objects.create(
        association=cast.association,
        statement=application.statement,
        organisation_id=tierp,
        year=2025,
        amount_kr=1_000_000,
    )
    with story.on(story.MEETING_DAY):
        for kr, sent in ((1_000_000, (*PARTIES, "Tierps kommun")), (0, PARTIES)):
            amounts = {(heby, 2025): 3_000_000, (heby, 2026): 4_000_000, (tierp, 2025): kr}
            story.decide(cast, meeting, "Plattform", "amended", amounts=amounts)
            assert _sent_to(meeting) == sent


def test_who_was_to_be_told_is_not_where_nothing_is_decided_of_what_was_withdrawn(
    cast: Cast, application: Application, meeting: Meeting
) -> None:
    with story.on(story.MEETING_DAY):
        assert story.decide(cast, meeting, "Plattform", "undecided").informed == ", ".join(PARTIES)
        assert _sent_to(meeting) == PARTIES
        withdraw_application(actor=cast.actor("applicant"), application=application)
        assert _sent_to(meeting) == ()
        story.decide(cast, meeting, "Plattform", "undecided", informed="Heby kommun, revisorerna")
        assert _sent_to(meeting) == ("Heby kommun", "revisorerna")


def test_names_that_do_not_fit_are_shortened_or_left(
    cast: Cast, application: Application, meeting: Meeting
) -> None:
    with story.on(story.MEETING_DAY):
        long = "R" * 220 + ", Heby"
        told = story.decide(cast, meeting, "Plattform", "approved", informed=long).informed
        assert told == f"{long}, Region Uppsala"
        long = "R" * 240 + ", Heby"
        assert story.decide(cast, meeting, "Plattform", informed=long).informed == long
