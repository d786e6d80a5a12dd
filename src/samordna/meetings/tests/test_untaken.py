"""An item that is untaken and taken up again: nothing that rested on it goes wrong unseen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.meetings.errors import NotPossible
from samordna.meetings.forms.table import PresenceForm
from samordna.meetings.models import Absence, AgendaItem, Meeting, Treatment
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.services.presence import record_absence, remove_absence, set_all_present
from samordna.meetings.services.table import treat_item
from samordna.meetings.services.untaking import untake_item
from samordna.meetings.tests import story
from samordna.meetings.tests.test_two_writers import at_table, decided
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.tests.both_texts import shown_differences

HTMX = {"HX-Request": "true", "X-Autosave": "b"}


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association), story.on(story.MEETING_DAY):
        yield made


# --- a page that was drawn before -----------------------------------------------------------------


def taken_up_again(cast: Cast, item: AgendaItem, other: Client) -> None:
    """The other untakes the item, takes it up again and refuses it, all on the pages."""
    one = f"/uppsala/sammantraden/1/punkt/{item.pk}/"
    assert other.post(f"{one}angra/", {"reason": "Fel punkt"}).status_code == 302
    assert not Treatment.objects.filter(item=item).exists()
    assert other.post(f"{one}ta-upp/").status_code == 302
    drawn = at_table(other, item)
    sent = {**drawn, "outcome": "rejected", "reservations": "Lars reserverar sig", "flik": "b"}
    assert other.post(f"{one}beslut/", sent).status_code == 302


@pytest.mark.parametrize("script", [True, False])
def test_a_page_drawn_before_keeps_what_was_decided_afterwards(cast: Cast, script: bool) -> None:
    item, path, (one, other) = decided(cast)
    drawn = at_table(one, item)
    taken_up_again(cast, item, other)
    mine = {**drawn, "claims": "Lars yrkar bifall", "flik": "a"}
    answer = one.post(path, mine, headers=HTMX if script else {})
    saved = Treatment.objects.get()
    assert (saved.outcome, saved.reservations) == ("rejected", "Lars reserverar sig")
    assert answer.status_code == (200 if script else 302)
    assert saved.claims == "Lars yrkar bifall"
    if script:
        assert "X-Merged" in answer and "Lars reserverar sig" in answer.content.decode()


def test_what_both_wrote_is_asked_about(cast: Cast) -> None:
    item, path, (one, other) = decided(cast)
    drawn = at_table(one, item)
    taken_up_again(cast, item, other)
    asked = one.post(path, {**drawn, "reservations": "Mitt", "flik": "a"}, headers=HTMX)
    assert asked.status_code == 422
    differences = shown_differences(asked.content.decode())
    assert differences == {"Reservationer": ("Lars reserverar sig", "Mitt")}
    assert Treatment.objects.get().reservations == "Lars reserverar sig"


def test_each_treatment_of_an_item_goes_on_after_the_one_before(cast: Cast) -> None:
    meeting, keeper = story.opened(cast), story.keeper(cast)
    read: list[int] = []
    for outcome in ("approved", "rejected", "postponed"):
        about = story.item(meeting, "resor")
        read.append(treat_item(actor=keeper, item=about).revision)
        read.append(story.decide(cast, meeting, "resor", outcome).revision)
        untake_item(actor=keeper, item=about, reason="Fel punkt")
    read.append(treat_item(actor=keeper, item=story.item(meeting, "resor")).revision)
    assert read == sorted(set(read))


# --- exceptions from the presence -----------------------------------------------------------------


def at_two(cast: Cast) -> tuple[Meeting, AgendaItem, AgendaItem, AgendaItem]:
    """Three items that are taken up, and everybody is there."""
    meeting = story.opened(cast)
    story.seat(cast, meeting, "Orvar", "Viola", "Lars", "Alva", "Tage")
    for heading in ("resor", "Internkontroll", "konferens"):
        treat_item(actor=story.keeper(cast), item=story.item(meeting, heading))
    first, second, third = (story.item(meeting, h) for h in ("resor", "Internk", "konferens"))
    return meeting, first, second, third


def absent(
    cast: Cast, meeting: Meeting, name: str, reason: str, *items: AgendaItem, **more: Any
) -> Absence:
    return record_absence(
        actor=story.keeper(cast),
        attendee=story.person(meeting, name),
        reason=reason,
        from_item=items[0],
        to_item=items[1] if len(items) > 1 else None,
        **more,
    )


@pytest.mark.parametrize("at", [0, 1, 2])
def test_disqualification_over_an_item_is_taken_away_first(cast: Cast, at: int) -> None:
    """At its first, its last or one between: taken up again, the item is no more among them."""
    meeting, *items = at_two(cast)
    absence = absent(cast, meeting, "Lars", "disqualified", items[0], items[2])
    with pytest.raises(NotPossible, match="Lars"):
        untake_item(actor=story.keeper(cast), item=items[at], reason="Fel punkt")
    assert Treatment.objects.count() == 3
    remove_absence(actor=story.keeper(cast), absence=absence)
    untake_item(actor=story.keeper(cast), item=items[at], reason="Fel punkt")
    assert Treatment.objects.count() == 2


def test_who_left_at_an_item_is_named_and_what_to_do_is_said(cast: Cast) -> None:
    meeting, _, second, _ = at_two(cast)
    for name in ("Lars", "Alva", "Tage"):
        absent(cast, meeting, name, "left", second)
    client = Client()
    client.force_login(cast.people["registrar"])
    url = f"/uppsala/sammantraden/1/punkt/{second.pk}/angra/"
    html = client.post(url, {"reason": "Fel punkt"}, follow=True).content.decode()
    names = [story.person(meeting, name).name for name in ("Lars", "Alva", "Tage")]
    assert (
        f"{names[0]} (lämnade sammanträdet), {names[1]} (lämnade sammanträdet) och {names[2]} "
        "(lämnade sammanträdet)" in html
    )
    assert "Ta bort eller ändra" in html and "Fel punkt" in html
    assert Treatment.objects.filter(item=second).exists()


@pytest.mark.parametrize("reason", ["left", "away", "arrived_late"])
@pytest.mark.parametrize("end", [0, 1])
def test_whatever_begins_or_ends_at_an_item_stops(cast: Cast, reason: str, end: int) -> None:
    meeting, first, second, third = at_two(cast)
    span = [(second, third), (first, second)][end]
    absent(cast, meeting, "Lars", reason, *span)
    with pytest.raises(NotPossible, match="Lars"):
        untake_item(actor=story.keeper(cast), item=second, reason="Fel punkt")


def test_who_was_away_between_two_other_items_stops_nothing(cast: Cast) -> None:
    """Taken up again, the item comes when they were back; and who left stays away."""
    meeting, first, second, third = at_two(cast)
    absent(cast, meeting, "Lars", "away", first, third)
    absent(cast, meeting, "Alva", "left", first)
    untake_item(actor=story.keeper(cast), item=second, reason="Fel punkt")
    assert not Treatment.objects.filter(item=second).exists()


@pytest.mark.parametrize("reason", ["disqualified", "away", "abstains"])
def test_an_absence_noted_in_advance_over_items_taken_up_the_other_way_stops(
    cast: Cast, reason: str
) -> None:
    """It would be told of the first item alone, and be forgotten in the other."""
    meeting = story.opened(cast)
    first, last = story.item(meeting, "Riktlinjer"), story.item(meeting, "Internkontroll")
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    absence = absent(cast, meeting, "Lars", reason, first, last)
    for item in (last, first):
        treat_item(actor=story.keeper(cast), item=item)
    told = {f.code: f.message for f in load_proceedings(Meeting.objects.get()).findings}
    assert codes.ABSENCE_REVERSED in codes.STOPPING
    assert "i den andra ordningen" in told[codes.ABSENCE_REVERSED]
    assert "Lars Lind" in told[codes.ABSENCE_REVERSED]
    remove_absence(actor=story.keeper(cast), absence=absence)
    for item in (last, first):
        absent(cast, meeting, "Lars", reason, item, item)
    told = {f.code: f.message for f in load_proceedings(Meeting.objects.get()).findings}
    assert codes.ABSENCE_REVERSED not in told


# --- a page that is open while another item is untaken --------------------------------------------


def test_an_open_page_follows_the_numbers_that_an_untaken_item_gave_the_others(cast: Cast) -> None:
    """Heading, list and the way between the items say the same after the next save."""
    meeting, keeper = story.opened(cast), story.keeper(cast)
    set_all_present(actor=keeper, meeting=meeting)
    story.decide(cast, meeting, "resor")
    item, other = story.item(meeting, "Internkontroll"), story.item(meeting, "resor")
    second = story.decide(cast, meeting, "Internkontroll").paragraph
    client = Client()
    client.force_login(cast.people["registrar"])
    drawn = at_table(client, item)
    path = f"/uppsala/sammantraden/1/punkt/{item.pk}/beslut/"
    kept = client.post(path, {**drawn, "claims": "Ett", "flik": "a"}, headers=HTMX)
    assert 'id="arendelista"' not in kept.content.decode()
    untake_item(actor=keeper, item=other, reason="Fel punkt")
    answer = client.post(path, {**drawn, "claims": "Två", "flik": "a"}, headers=HTMX)
    html = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 200
    heading = html[html.index('id="arende-rubrik"') :].partition("</h2>")[0]
    rows = html[html.index('id="arendelista"') :].partition("</ol>")[0]
    assert f"§ {second - 1}<" in heading and f"§ {second}<" not in html
    assert f'id="rad-{other.pk}"' in rows and f"§ {second - 1}<" in rows
    assert f"§ {second - 1}, punkt" in html
    now = html[html.index('id="lista"') :].partition(">")[0]
    assert f'value="{drawn["lista"]}"' not in now


def test_the_list_follows_what_the_presence_makes_of_the_quorum(cast: Cast) -> None:
    meeting = story.opened(cast)
    story.seat(cast, meeting, "Orvar", "Viola", "Lars")
    story.decide(cast, meeting, "resor")
    client = Client()
    client.force_login(cast.people["registrar"])
    lars = story.person(meeting, "Lars")
    row = {f"{lars.pk}-ritat": PresenceForm().prints_of(PresenceForm.values_of(lars))}
    answer = client.post("/uppsala/sammantraden/1/narvaro/", row, headers={"HX-Request": "true"})
    rows = answer.content.decode().partition('id="arendelista"')[2].partition("</ol>")[0]
    assert "Inte beslutför" in rows
