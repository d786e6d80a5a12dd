"""Every letter of a grant says its sum, by year and for each party; the application's page, the
statement and the agenda say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope

from samordna.flows.tests import settling
from samordna.funding.models import Application
from samordna.funding.tests.world import write_application
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.models import Meeting
from samordna.meetings.queries.texts import texts_of
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast
from tests.permissions.funding import _prepared as prepare
from tests.support.standings.base import EARLY

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def application(cast: Cast) -> Application:
    with story.on(EARLY):
        return prepare(cast, write_application(cast))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def decide(cast: Cast, application: Application, outcome: str, **more: object) -> Meeting:
    meeting = settling.on_the_agenda(cast, application)
    with story.on(story.MEETING_DAY):
        story.decide(cast, meeting, application.name, outcome, **more)
        story.decide(cast, meeting, "Övriga", "noted")
    settling.signed(cast, meeting)
    return meeting


def letters(cast: Cast) -> dict[str, str]:
    found = Letter.objects.filter(kind=Kind.DECISION)
    return {letter.name: plain(letter.text) for letter in found}


WHOLE = (
    "beviljat ansökan Samordnat stöd från Heby kommun: 600 000 kr. "
    "Av det är 350 000 kr för 2025 och 250 000 kr för 2026."
)
HEBY = "Heby kommun får de sökta 400 000 kr: 200 000 kr för 2025 och 200 000 kr för 2026."
AF = "Arbetsförmedlingen får de sökta 200 000 kr: 150 000 kr för 2025 och 50 000 kr för 2026."


def test_a_full_grant_says_its_sum_by_year_and_to_each_party_its_own(
    cast: Cast, application: Application, client: Client
) -> None:
    decide(cast, application, "approved")
    told = letters(cast)
    for owner in ("Sixten Sand", "Hedda Hav"):
        assert f"{WHOLE} {HEBY} {AF}" in told[owner]
    assert f"{WHOLE} {AF}" in told["Parvati Palm"] and HEBY not in told["Parvati Palm"]
    client.force_login(cast.people["applicant"])
    with story.on(story.MEETING_DAY + timedelta(days=6)):
        page = plain(client.get(f"/uppsala/ansokningar/{application.number}/").content.decode())
    assert "beviljat ansökan: 600 000 kr." in page
    table = page.partition("<caption>Belopp för varje part")[2].partition("</table>")[0]
    cells = re.findall(r">([^<>]*[^<>\s][^<>]*)</t[hd]>", table)
    assert cells == [
        *("Part", "Sökt", "Föreslaget av kansliet", "Beviljat"),
        *("Heby kommun", "400 000", "400 000", "400 000"),
        *("Arbetsförmedlingen", "200 000", "200 000", "200 000"),
        *("Summa", "600 000", "600 000", "600 000"),
    ]


def test_a_part_says_what_nobody_has_decided(cast: Cast, application: Application) -> None:
    heby = cast.organisations["heby"].pk
    af = cast.organisations["af"].pk
    amounts = {(heby, 2025): 200_000, (heby, 2026): 0, (af, 2025): 0, (af, 2026): 0}
    decide(cast, application, "amended", amounts=amounts)
    told = letters(cast)
    part = "till en del: 200 000 kr av sökta 600 000 kr."
    heby_told = "Heby kommun får 200 000 kr av sökta 400 000 kr."
    af_told = "Arbetsförmedlingen får inget av sökta 200 000 kr."
    assert f"{part} {heby_told} {af_told} Inget beslut är fattat om resten." in told["Sixten Sand"]
    assert f"{part} {af_told} Inget beslut" in told["Parvati Palm"]


def test_the_agenda_says_what_each_party_is_proposed(cast: Cast, application: Application) -> None:
    meeting = settling.on_the_agenda(cast, application)
    item = story.item(meeting, application.name)
    assert [plain(text) for text in texts_of([item])[0].by] == [
        "Tjänsteutlåtandet föreslår 600 000 kr.",
        HEBY.replace("får", "föreslås få"),
        AF.replace("får", "föreslås få"),
    ]
