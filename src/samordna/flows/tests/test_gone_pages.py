"""What somebody else has removed since a page was opened: who did it, when, what was typed, a way
on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django_scopes import scope

from samordna.economy.models import EconomicPlan
from samordna.economy.plan.services import PlanRowInput, correct_plan, remove_plan, save_plan
from samordna.funding.models import Call
from samordna.funding.services.calls import remove_call
from samordna.funding.tests.world import make_call
from samordna.meetings.models import Meeting
from samordna.meetings.services.planning import add_item
from samordna.meetings.services.presence import (
    add_other,
    choose_adjuster,
    record_absence,
    remove_absence,
    remove_adjuster,
    remove_other,
    set_all_present,
)
from samordna.meetings.services.table import treat_item
from samordna.meetings.services.untaking import untake_item
from samordna.meetings.steps import remove_item
from samordna.meetings.tests import story
from samordna.parties.actors import Actor
from samordna.parties.models import Role, RoleAssignment
from samordna.parties.services.roles import remove_role
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.tests.drawn import forms_of

pytestmark = pytest.mark.django_db
DAY = "den 12 september 2024 kl. 11.00"
PLAN = "/uppsala/ekonomi/planer/2024-08-22/"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def as_role(cast: Cast, role: str) -> Client:
    client = Client()
    client.force_login(cast.people[role])
    return client


def sent_from(client: Client, page: str, known_by: str, **typed: Any) -> dict[str, Any]:
    """What a browser would send of the form of a page with a field that it is known by."""
    drawn = next(form for form in forms_of(client.get(page).content.decode()) if known_by in form)
    return {**drawn, **typed}


def said(answer: HttpResponse) -> str:
    html = re.sub(r"<(script|style).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def make_plan(cast: Cast) -> EconomicPlan:
    return save_plan(
        actor=cast.actor("economist"),
        as_of=date(2024, 8, 22),
        title="Plan",
        first_year=2024,
        preliminary_years=1,
        opening_kr=100_000,
        reserve_kr=0,
        rows=[PlanRowInput("income", "avgifter", "Avgifter", "", {"budget": 10_000})],
    )


def test_a_plan_that_was_removed_shows_what_was_typed_and_leads_on(cast: Cast) -> None:
    with scope(association=cast.association), story.on(story.MEETING_DAY):
        plan = make_plan(cast)
        client = as_role(cast, "economist")
        sent = sent_from(client, f"{PLAN}andra/", "opening_kr", title="Min rubrik")
        place = next(n for n, v in sent.items() if v == ["Avgifter"]).removesuffix("-label")
        sent |= {f"{place}-budget": "777", f"{place}-2025": "550"}
        remove_plan(actor=cast.actor("director"), plan=plan, reason="Fel år", revision=0)
        answer = client.post(f"{PLAN}andra/", sent)
        assert answer.status_code == 404
        text = said(answer)
        assert "Planen finns inte längre" in text
        who = cast.actor("director").name
        assert f"{who} tog bort planen {DAY}. Skäl: Fel år." in text
        assert "Rubrik: Min rubrik" in text
        assert "Avgifter: Budget 2024 777; Prel 2025 550" in text
        assert 'href="/uppsala/ekonomi/planer/"' in answer.content.decode()
        own = as_role(cast, "director").get(PLAN)
        assert own.status_code == 404 and f"Du tog bort planen {DAY}" in said(own)
        assert "Planen finns inte längre" not in said(
            client.get("/uppsala/ekonomi/planer/2020-01-01/")
        )


def test_a_plan_that_got_another_day_leads_to_it(cast: Cast) -> None:
    with scope(association=cast.association), story.on(story.MEETING_DAY):
        plan = make_plan(cast)
        client = as_role(cast, "economist")
        sent = sent_from(
            client, f"{PLAN}dag-och-ar/", "first_year", as_of="2024-09-01", first_year="2024"
        )
        correct_plan(
            actor=cast.actor("director"),
            plan=plan,
            as_of=story.MEETING_DAY,
            first_year=2024,
            preliminary_years=1,
            revision=0,
        )
        answer = client.post(f"{PLAN}dag-och-ar/", sent)
        text = said(answer)
        assert answer.status_code == 404
        assert "Planen har en annan dag" in text
        assert f"ändrade planens dag till 12 september 2024, {DAY}" in text
        assert "Per den: 2024-09-01" in text
        assert 'href="/uppsala/ekonomi/planer/2024-09-12/"' in answer.content.decode()


def test_a_call_that_was_removed(cast: Cast) -> None:
    with scope(association=cast.association), story.on(story.MEETING_DAY):
        call = make_call(cast)
        page = f"/uppsala/utlysningar/{call.number}/andra/"
        client = as_role(cast, "registrar")
        sent = sent_from(client, page, "title", title="Ny rubrik")
        remove_call(actor=cast.actor("director"), call=Call.objects.get(), reason="Fel år.")
        answer = client.post(page, sent)
        assert answer.status_code == 404
        assert f"tog bort utlysningen {DAY}. Skäl: Fel år." in said(answer)
        assert "Ny rubrik" in said(answer)
        reader = as_role(cast, "applicant").get(f"/uppsala/utlysningar/{call.number}/")
        assert reader.status_code == 404 and "Fel år" not in said(reader)


def test_what_is_gone_of_a_meeting(cast: Cast) -> None:
    with scope(association=cast.association), story.on(story.MEETING_DAY):
        meeting = story.opened(cast)
        keeper, client = cast.actor("director", story.MEETING_DAY), as_role(cast, "registrar")
        set_all_present(actor=keeper, meeting=meeting)
        item, table = story.item(meeting, "resor"), "/uppsala/sammantraden/1/vid-bordet/"
        treat_item(actor=keeper, item=item)
        here = f"{table}?punkt={item.pk}"
        sent = sent_from(client, here, "reservations", reservations="Lars reserverar sig")
        untake_item(actor=keeper, item=item, reason="Fel punkt")
        answer = client.post(f"/uppsala/sammantraden/1/punkt/{item.pk}/beslut/", sent)
        assert answer.status_code == 404
        assert f"ångrade att punkten togs upp {DAY}. Skäl: Fel punkt." in said(answer)
        assert "Lars reserverar sig" in said(answer)
        assert f'href="{here}"' in answer.content.decode()
        guest = add_other(actor=keeper, meeting=meeting, name="Gäst Gran")
        pk = guest.pk
        remove_other(actor=keeper, attendee=guest)
        answer = client.post(f"/uppsala/sammantraden/1/ovriga/{pk}/ta-bort/")
        assert f"tog bort personen {DAY}" in said(answer)


def test_what_is_gone_of_another_meeting_is_not_told_of(cast: Cast) -> None:
    """An address tells of its own thing: not of one with the same words, nor of another number's.

    The second meeting has the same agenda, and is opened when the first is over.
    """
    with scope(association=cast.association), story.on(story.MEETING_DAY):
        here = story.opened(cast)
        Meeting.objects.update(state=Meeting.State.CLOSED)
        other = story.opened(cast)
        assert (here.number, other.number) == (1, 2)
        keeper, client = cast.actor("director", story.MEETING_DAY), as_role(cast, "registrar")
        mine, theirs = story.item(here, "resor"), story.item(other, "resor")
        gone = {}
        for kind, row, remove in removed_at_table(keeper, other):
            gone[kind] = row.pk
            remove()
        treat_item(actor=keeper, item=theirs)
        untake_item(actor=keeper, item=theirs, reason="Fel punkt")
        sent = {"reservations": "Lars reserverar sig"}
        for address in (
            f"punkt/{mine.pk}/beslut/",
            f"punkt/{theirs.pk}/beslut/",
            *(f"{kind}/{pk}/ta-bort/" for kind, pk in gone.items()),
        ):
            answer = client.post(f"/uppsala/sammantraden/1/{address}", sent)
            assert answer.status_code == 404
            assert keeper.name not in said(answer) and "finns inte" in said(answer), address
            own = client.post(f"/uppsala/sammantraden/2/{address}", sent)
            assert (keeper.name in said(own)) == (str(mine.pk) not in address), address


def removed_at_table(
    actor: Actor, meeting: Meeting
) -> Iterator[tuple[str, Any, Callable[[], Any]]]:
    """What is put into a meeting and taken out again, by how its addresses begin."""
    set_all_present(actor=actor, meeting=meeting)
    viola = story.person(meeting, "Viola")
    guest = add_other(actor=actor, meeting=meeting, name="Gäst Gran")
    yield "ovriga", guest, lambda: remove_other(actor=actor, attendee=guest)
    absence = record_absence(
        actor=actor, attendee=viola, reason="away", from_item=story.item(meeting, "resor")
    )
    yield "franvaro", absence, lambda: remove_absence(actor=actor, absence=absence)
    adjuster = choose_adjuster(actor=actor, meeting=meeting, attendee=viola)
    yield "justerare", adjuster, lambda: remove_adjuster(actor=actor, adjuster=adjuster)


def test_an_item_of_another_meeting_that_was_taken_off_is_not_told_of(cast: Cast) -> None:
    with scope(association=cast.association), story.on(story.MEETING_DAY):
        story.plan(cast), story.plan(cast)
        other = Meeting.objects.get(number=2)
        item = story.item(other, "resor")
        pk, keeper, client = item.pk, cast.actor("director"), as_role(cast, "registrar")
        remove_item(actor=keeper, item=item)
        told = [said(client.get(f"/uppsala/sammantraden/{n}/punkt/{pk}/")) for n in (1, 2)]
        assert keeper.name not in told[0] and "Sidan finns inte" in told[0]
        assert f"{keeper.name} tog bort punkten" in told[1]


def test_an_item_that_was_taken_off_and_a_role_that_was_removed(cast: Cast) -> None:
    with scope(association=cast.association), story.on(story.MEETING_DAY):
        meeting = story.plan(cast)
        item = add_item(
            actor=cast.actor("registrar"),
            meeting=meeting,
            details={"heading": "Ny punkt", "kind": "decision", "proposal": []},
        )
        page = f"/uppsala/sammantraden/1/punkt/{item.pk}/"
        client = as_role(cast, "registrar")
        sent = sent_from(client, page, "background", background="Det jag skrev om saken.")
        remove_item(actor=cast.actor("director"), item=item)
        answer = client.post(page, sent)
        assert answer.status_code == 404
        assert f"tog bort punkten {DAY}" in said(answer)
        assert "Det jag skrev om saken." in said(answer)
        assert 'href="/uppsala/sammantraden/1/"' in answer.content.decode()
        role = RoleAssignment.objects.filter(role=Role.APPLICANT).first()
        assert role is not None
        remove_page, pk = f"/uppsala/personer/roll/{role.pk}/felaktig/", role.pk
        director = as_role(cast, "director")
        assert director.get(remove_page).status_code == 200
        remove_role(actor=cast.actor("director"), assignment=role, reason="Fel person")
        answer = director.post(remove_page, {"reason": "Samma"})
        assert answer.status_code == 404 and pk
        assert f"Du tog bort rollen {DAY}. Skäl: Fel person." in said(answer)


def test_a_form_of_what_nobody_knows_of_says_what_was_typed(cast: Cast) -> None:
    """What the journal does not tell of, or may not be told, is the same page to everybody."""
    with scope(association=cast.association), story.on(story.MEETING_DAY):
        story.plan(cast)
        client = as_role(cast, "registrar")
        sent = sent_from(
            client, "/uppsala/sammantraden/1/punkt/ny/", "background", background="Mina ord här."
        )
        answer = client.post("/uppsala/sammantraden/1/bilaga/999/ta-bort/", sent)
        assert answer.status_code == 404
        assert "Det finns inte längre" in said(answer) and "Mina ord här." in said(answer)
        assert 'href="/uppsala/sammantraden/1/"' in answer.content.decode()
        assert "Sidan finns inte" in said(client.get("/uppsala/sammantraden/77/"))
