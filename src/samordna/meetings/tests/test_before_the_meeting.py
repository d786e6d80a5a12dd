"""What stands on the summons and the planning page before the meeting: seats, texts, the way on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from samordna.kernel.wording.clauses import kept, proposed
from samordna.meetings.models import AgendaItem, Meeting
from samordna.meetings.papers.summons import EMPTY_SEAT, member_seats, summons_paper
from samordna.meetings.queries.seats import mandates_on
from samordna.meetings.tests import story
from samordna.parties.models import Mandate
from samordna.parties.tests.cast import Cast, make_cast

DAY = story.MEETING_DAY


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


def page(cast: Cast, client: Client, day: date, who: str = "registrar") -> str:
    client.force_login(cast.people[who])
    with story.on(day):
        return client.get("/uppsala/sammantraden/1/").content.decode()


def test_a_seat_that_nobody_holds_stands_on_the_summons(cast: Cast) -> None:
    ended = cast.mandates["member_tierp"]
    Mandate.objects.filter(pk=ended.pk).update(valid_to=DAY - timedelta(days=1))
    seats = {
        (seat.organisation, seat.ordinary): seat.substitute
        for seat in summons_paper(story.plan(cast)).members
    }
    # Its substitute stands beside it: who may serve for the seat.
    assert seats[cast.organisations["tierp"].name, EMPTY_SEAT] == "Sanna Sten"
    assert not any("Tage" in ordinary for _, ordinary in seats)


def test_a_seat_of_which_nobody_knows_who_fills_it_has_a_row_of_its_own(cast: Cast) -> None:
    mandates = mandates_on(cast.board, DAY)
    rows = member_seats(mandates, [None])
    assert rows[:-1] == member_seats(mandates)
    assert (rows[-1].organisation, rows[-1].ordinary) == ("–", EMPTY_SEAT)


def test_the_day_says_that_the_summons_is_not_made(cast: Cast, client: Client) -> None:
    story.plan(cast)
    told = "Kallelsen är inte skapad"
    html = page(cast, client, DAY)
    assert told in html and "Öppna utan kallelse</button>" in html
    assert "Öppna sammanträdet</button>" not in html
    assert told not in page(cast, client, DAY - timedelta(days=1))
    Meeting.objects.update(state=Meeting.State.SUMMONED)
    html = page(cast, client, DAY)
    assert told not in html and "Öppna sammanträdet</button>" in html
    assert told not in page(cast, client, DAY, "chair")


def test_items_with_a_text_lead_to_it_and_the_others_to_nothing(cast: Cast, client: Client) -> None:
    meeting = story.plan(cast, "beslut Riktlinjer\nbeslut Bilen")
    Meeting.objects.update(state=Meeting.State.SUMMONED)
    items = AgendaItem.objects.filter(meeting=meeting)
    items.filter(heading="Riktlinjer").update(
        background="Revisorerna <i>bad</i> om dem.", proposal=kept(proposed(["anta dem"]))
    )
    items.filter(heading="Bilen").update(proposal=[])
    html = page(cast, client, DAY, "chair")
    item = items.get(heading="Riktlinjer")
    text = html.partition(f'id="arende-{item.pk}"')[2].partition("</section>")[0]
    link = f'href="#arende-{item.pk}" aria-label="Ärende och förslag: Riktlinjer"'
    assert f"{link}>Ärende och förslag</a>" in html
    assert "Revisorerna &lt;i&gt;bad&lt;/i&gt; om dem." in text
    assert '<span class="att">att </span>anta dem</li>' in text
    assert f"arende-{items.get(heading='Bilen').pk}" not in html
    # Who keeps the agenda has it in the form, and reads what is sent before it goes.
    own = page(cast, client, DAY)
    assert f"/punkt/{item.pk}/" in own and "arende-" not in own
    with story.on(DAY):
        sent = client.get("/uppsala/sammantraden/1/kallelse/").content.decode()
    assert text in sent


def test_the_proposal_stands_beside_the_outcome(cast: Cast, client: Client) -> None:
    meeting = story.opened(cast)
    treatment = story.decide(cast, meeting, "Riktlinjer", "rejected")
    client.force_login(cast.people["registrar"])
    with story.on(DAY):
        url = f"/uppsala/sammantraden/1/vid-bordet/?punkt={treatment.item_id}"
        html = client.get(url).content.decode()
    before = html.partition("<legend>Utgång</legend>")[0]
    assert "Förslag till beslut" in before
    assert "</span>godkänna riktlinjer för resor</li>" in before
