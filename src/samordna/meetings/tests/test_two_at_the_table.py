"""Two who tick the presence at once, and what was typed in a form that the table refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.funding.tests.browsing import inputs
from samordna.meetings.models import Attendee, Meeting
from samordna.meetings.services.presence import set_presence
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association), story.on(story.MEETING_DAY):
        yield made


@pytest.fixture
def client(cast: Cast) -> Client:
    made = Client()
    made.force_login(cast.people["registrar"])
    return made


TABLE = "/uppsala/sammantraden/1/vid-bordet/"


def row_of(client: Client, one: Attendee) -> dict[str, Any]:
    """What a browser would send of somebody's row, by the names within it."""
    html = client.get(TABLE).content.decode()
    row = html[html.index(f'id="person-{one.pk}"') :]
    row = row[: row.index("</li>")]
    chosen = re.search(r'<option value="([^"]*)" selected', row)
    serves = {"serves_for": chosen[1] if chosen else ""} if "<select" in row else {}
    return {name.partition("-")[2]: value for name, value in inputs(row).items()} | serves


def of_row(one: Attendee, data: dict[str, Any]) -> dict[str, Any]:
    return {f"{one.pk}-{name}": value for name, value in data.items()}


def tick(client: Client, one: Attendee, data: dict[str, Any], script: bool = False) -> str:
    headers = {"HX-Request": "true"} if script else {}
    url = "/uppsala/sammantraden/1/narvaro/"
    answer = client.post(url, of_row(one, data), headers=headers, follow=True)
    html: str = answer.content.decode()
    one.refresh_from_db()
    return html


def test_a_box_that_only_the_other_ticked_stays(cast: Cast, client: Client) -> None:
    meeting = story.opened(cast)
    lars = story.person(meeting, "Lars")
    mine = row_of(client, lars)
    set_presence(actor=story.keeper(cast), attendee=lars, present=True, by_distance=True)
    tick(client, lars, {**mine, "present": "on"})
    assert (lars.present, lars.by_distance) == (True, True)


@pytest.mark.parametrize("script", [True, False])
def test_whom_both_let_a_substitute_serve_for_is_asked_about(
    cast: Cast, client: Client, script: bool
) -> None:
    meeting = story.opened(cast)
    lars, sanna = story.person(meeting, "Lars"), story.person(meeting, "Sanna")
    tage = story.person(meeting, "Tage")
    set_presence(actor=story.keeper(cast), attendee=sanna, present=True)
    set_presence(actor=story.keeper(cast), attendee=lars, present=False)
    mine = row_of(client, sanna)
    set_presence(actor=story.keeper(cast), attendee=sanna, present=True, serves_for=tage)
    html = tick(client, sanna, {**mine, "serves_for": str(lars.pk)}, script)
    assert f"tjänstgör nu för {tage.name}. Du valde {lars.name}." in html
    assert sanna.serves_for_id == tage.pk
    tick(client, sanna, {**row_of(client, sanna), "serves_for": ""}, script)
    assert sanna.serves_for_id is None


def test_a_choice_for_somebody_who_is_no_longer_there_is_said(cast: Cast, client: Client) -> None:
    meeting = story.opened(cast)
    sanna, tage = story.person(meeting, "Sanna"), story.person(meeting, "Tage")
    set_presence(actor=story.keeper(cast), attendee=sanna, present=True)
    mine = row_of(client, sanna)
    set_presence(actor=story.keeper(cast), attendee=sanna, present=False)
    html = tick(client, sanna, {**mine, "serves_for": str(tage.pk)})
    assert f"{sanna.name} är inte markerad som närvarande" in html
    assert not sanna.present
    back = row_of(client, sanna)
    set_presence(actor=story.keeper(cast), attendee=sanna, present=True, serves_for=tage)
    gone = {**row_of(client, sanna)}
    gone.pop("present")
    assert "Inte sparat" not in tick(client, sanna, gone)
    assert not sanna.present and back


def test_the_whole_list_is_saved_at_once_and_a_row_that_cannot_be_keeps_no_other(
    cast: Cast, client: Client
) -> None:
    """Without script several are ticked before anything is saved."""
    meeting = story.opened(cast)
    lars, alva = story.person(meeting, "Lars"), story.person(meeting, "Alva")
    sanna, tage = story.person(meeting, "Sanna"), story.person(meeting, "Tage")
    mine = of_row(lars, {**row_of(client, lars), "present": "on"})
    mine |= of_row(alva, {**row_of(client, alva), "present": "on", "by_distance": "on"})
    mine |= of_row(sanna, {**row_of(client, sanna), "serves_for": str(tage.pk)})
    answer = client.post("/uppsala/sammantraden/1/narvaro/", mine)
    assert answer.status_code == 422
    html = answer.content.decode()
    why = f"{sanna.name} är inte markerad som närvarande. Markera det först."
    assert f'<a href="#narv-{sanna.pk}">{sanna.name}</a>: Inte sparat. {why}' in html
    row = html[html.index(f'id="person-{sanna.pk}"') :].partition("</li>")[0]
    assert f'<option value="{tage.pk}" selected>' in row and why in row
    for one in (lars, alva, sanna):
        one.refresh_from_db()
    assert (lars.present, alva.present, alva.by_distance) == (True, True, True)
    assert not sanna.present
    rows = {one: row_of(client, one) for one in (lars, alva, sanna)}
    sent: dict[str, Any] = {"alla": "1"}
    rows[sanna] |= {"present": "on"}
    rows[lars].pop("present")
    for one, row_sent in rows.items():
        sent |= of_row(one, row_sent)
    saved = client.post("/uppsala/sammantraden/1/narvaro/", sent, follow=True)
    assert "Närvaron är sparad" in saved.content.decode()
    for one in (lars, sanna, tage):
        one.refresh_from_db()
    assert (sanna.present, tage.present, lars.present) == (True, True, True)


def test_a_substitute_gives_a_place_up_before_another_takes_it(cast: Cast, client: Client) -> None:
    meeting = story.opened(cast)
    sanna, tage = story.person(meeting, "Sanna"), story.person(meeting, "Tage")
    set_presence(actor=story.keeper(cast), attendee=sanna, present=True, serves_for=tage)
    mine = of_row(sanna, {**row_of(client, sanna), "serves_for": ""})
    mine |= {"999999-ritat": "{}", "x-ritat": "{}"}
    answer = client.post("/uppsala/sammantraden/1/narvaro/", mine)
    assert answer.status_code == 422 and "borttagen från deltagarna" in answer.content.decode()
    sanna.refresh_from_db()
    assert sanna.serves_for_id is None


def test_a_name_stays_in_its_form_when_the_minutes_were_locked_meanwhile(
    cast: Cast, client: Client
) -> None:
    meeting = story.opened(cast)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SIGNING)
    answer = client.post(
        "/uppsala/sammantraden/1/ovriga/", {"name": "Frida Exempel", "title": "Föredragande"}
    )
    html = answer.content.decode()
    assert 'value="Frida Exempel"' in html and 'value="Föredragande"' in html
    assert "data-error-summary" in html


@pytest.mark.parametrize(
    ("url", "sent", "label", "field"),
    [
        ("franvaro", {"reason": "disqualified"}, "Vem", "undantag_attendee"),
        ("justerare", {}, "Annan justerare för ärendet", "egen_justerare_attendee"),
    ],
)
def test_nobody_chosen_at_an_item_is_said_at_the_field(
    cast: Cast, client: Client, url: str, sent: dict[str, str], label: str, field: str
) -> None:
    meeting = story.opened(cast)
    item = story.item(meeting, "Riktlinjer")
    shown = client.get(f"{TABLE}?punkt={item.pk}").content.decode()
    assert f'id="{field}"' in shown and "data-error-summary" not in shown
    data = {"attendee": "", "item": item.pk, "tillbaka": item.pk, **sent}
    html = client.post(f"/uppsala/sammantraden/1/{url}/", data).content.decode()
    assert re.search(r"<title>\s*Fel: ", html)
    assert f'<a href="#{field}">{label}</a>: Välj vem' in html
    assert re.search(rf'<select[^>]* id="{field}"[^>]* aria-invalid="true"', html) or re.search(
        rf'<select[^>]* aria-invalid="true"[^>]* id="{field}"', html
    )
    assert f'id="{field}_fel"' in html
    assert html[html.index('id="meddelanden"') :].split("</div>")[0].count("<p>") == 0
