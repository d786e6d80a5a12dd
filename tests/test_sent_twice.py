"""The same form sent twice makes one thing: every address of the house that takes a form.

An address that takes a post stands below: among those whose form makes something, which is then
drawn and sent twice, or among those that a second time change nothing more, with the reason.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve, reverse
from django_scopes import scope, scopes_disabled

from samordna.documents.pdf.tests.foreign_files import plain
from samordna.flows.services import take_off_agenda
from samordna.funding.services.forms import ready_forms
from samordna.ground import clock
from samordna.letters.models import Letter
from samordna.meetings.models import AgendaItem, Attendee, Meeting
from samordna.parties.models import Body
from samordna.register.models import Matter
from samordna.web import once
from samordna.web.held import ONCE
from samordna.web.made import GONE
from samordna.web.models import KeptFile, SentForm, WrittenText
from samordna.web.tests.drawn import forms_of
from tests.support.permissions import every_row
from tests.support.things import World
from tests.support.urls import every_url
from tests.support.world import undone

pytestmark = pytest.mark.django_db

_IN_ASSOCIATION = {url.name for url in every_url() if url.in_association}


@dataclass(frozen=True)
class Form:
    """A form: the page that it stands on and what it is about, a field that it is known by, and
    what is written in it. ``written`` may ask the world."""

    page: str
    about: str = "-"
    known_by: str = "csrfmiddlewaretoken"
    written: Any = field(default_factory=dict)
    role: str = "director"
    #: What it is sent to is about, where that is something else than its page.
    to: str = ""


def _member(world: World) -> dict[str, Any]:
    meeting = Meeting.objects.get(number=world.things["meeting_open"]["number"])
    return {"attendee": str(Attendee.objects.get(meeting=meeting, name__startswith="Lars").pk)}


def _failed(world: World) -> dict[str, Any]:
    """The letter has not come through."""
    Letter.objects.filter(**world.things["letter"]).update(state="failed", next_try_at=None)
    return {}


def _taken_off(world: World) -> dict[str, Any]:
    """The application of the planned meeting is offered again."""
    item = AgendaItem.objects.get(pk=world.things["item_with_application"]["pk"])
    take_off_agenda(actor=world.cast.actor("director"), item=item)
    return {"slag": item.subject_kind, "valda": [str(item.subject_id)]}


def _pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("karta.pdf", plain("Karta"), content_type="application/pdf")


#: The forms that make something, by the addresses that they are sent to.
MAKES: dict[str, Form] = {
    "documents:new_record": Form(
        "documents:new_record",
        "matter",
        "subject",
        lambda _: {"subject": "Karta", "counterparty": "Heby", "file": _pdf()},
    ),
    "economy:make_paper": Form("economy:decision_space", known_by="per"),
    "economy:new_plan": Form("economy:new_plan", known_by="as_of", written={"as_of": "2025-01-01"}),
    "flows:attach_economy": Form("meetings:edit_item", "item"),
    "flows:put_on_agenda": Form("meetings:meeting", "meeting_planned", "slag", _taken_off),
    "funding:choose_form": Form(
        "funding:forms",
        written=lambda _: {"formular": ready_forms()[0].key},
    ),
    "funding:edit_form": Form("funding:edit_form", "form_version", "name", {"name": "Nytt namn"}),
    "funding:open_call": Form(
        "funding:open_call",
        known_by="title",
        written={"title": "Nya insatser", "opens_on": "2024-10-01", "closes_on": "2024-11-01"},
    ),
    "funding:start": Form("funding:start", "call", "name", {"name": "Steget"}, "applicant"),
    "letters:invite": Form("letters:invite", "invited"),
    "letters:send_again": Form("letters:letter", "letter", written=_failed),
    "meetings:add_other": Form("meetings:table", "meeting_open", "title", {"name": "Gun Gäst"}),
    "meetings:choose_adjuster": Form("meetings:table", "meeting_open", "attendee", _member),
    "meetings:record_absence": Form("meetings:table", "meeting_open", "reason", _member),
    "meetings:new": Form(
        "meetings:new",
        known_by="held_on",
        written={"held_on": "2025-02-13", "starts_at": "09.00", "place": "Rådhuset"},
    ),
    "meetings:new_item": Form(
        "meetings:new_item", "meeting_planned", "heading", {"heading": "Val", "proposal": "välja"}
    ),
    "meetings:upload": Form(
        "meetings:edit_item", "item", "title", lambda _: {"title": "Karta", "file": _pdf()}
    ),
    "parties:new_body": Form(
        "parties:new_body", known_by="name", written={"name": "Hjärtat", "kind": "local_group"}
    ),
    "parties:new_contact_person": Form(
        "parties:new_contact_person",
        "organisation",
        "name",
        {"name": "Ulla", "email": "ulla@exempel.se"},
    ),
    "parties:new_mandate": Form(
        "parties:new_mandate",
        known_by="name",
        written=lambda world: {
            "name": "Nina Ny",
            "email": "nina@exempel.se",
            "organisation": str(world.cast.organisations["heby"].pk),
            "body": str(Body.objects.get(kind="board").pk),
            "position": "substitute",
            "valid_from": "2024-09-01",
        },
    ),
    "parties:new_organisation": Form(
        "parties:new_organisation",
        known_by="name",
        written={"name": "Knivsta kommun", "short_name": "Knivsta", "kind": "municipality"},
    ),
    "parties:new_role": Form(
        "parties:new_role",
        known_by="name",
        written={"name": "Nina Ny", "email": "nina@exempel.se", "role": "case_officer"},
    ),
    "parties:new_unit": Form("parties:new_unit", "organisation", "name", {"name": "Skola"}),
    "register:first_number": Form(
        "register:first_number",
        known_by="following",
        written={"following": "900", "reason": "Det gamla diariet."},
    ),
    "register:new_matter": Form("register:new_matter", written={"subject": "Buller"}),
}

_STEP = "a step from a state, which the second finds taken"
_OVER = "writes over what stands; the same a second time changes nothing"
_GONE = "takes something away, which the second finds gone"
#: Those whose second post changes nothing that cannot be taken back, and why.
OTHERS: dict[str, str] = {
    "economy:contribution_key": _OVER,
    "economy:correct_plan": _OVER,
    "economy:edit_plan": _OVER,
    "economy:remove_plan": _GONE,
    "parties:keep_written": _OVER,
    "funding:remove_call": _GONE,
    "flows:import_people": "people who are there already are left alone",
    "flows:remove_item": _GONE,
    "flows:sign_minutes": "one signs a version once",
    "flows:refuse_minutes": _STEP,
    "flows:replace_signer": _STEP,
    "flows:cancel_meeting": _STEP,
    "flows:returned_item": _STEP,
    "flows:effect": _STEP,
    "funding:remove_form": _GONE,
    "funding:edit_call": _OVER,
    "funding:extend_call": _OVER,
    "funding:write_facts": _OVER,
    "funding:write_budget": _OVER,
    "funding:upload_budget": _OVER,
    "funding:undo_upload": _OVER,
    "funding:send": _STEP,
    "funding:write_section": _OVER,
    "funding:sign": "one signs a version once",
    "funding:refuse": _STEP,
    "funding:recall": _STEP,
    "funding:extend": _OVER,
    "funding:write_off": _STEP,
    "funding:withdraw": _STEP,
    "funding:register": _STEP,
    "funding:assign": _OVER,
    "funding:statement": _OVER,
    "funding:complete_statement": _STEP,
    "funding:reopen_statement": _STEP,
    "letters:hand_over": _STEP,
    "letters:send_unsent": "what is on its way is unsent no longer",
    "letters:print_invitation": "answers with the link; the newest paper is the one that holds",
    "letters:invite_again": "whose link has been renewed has none that is too old",
    "letters:print_all": "answers with the links; the newest paper is the one that holds",
    "letters:correct_address": _OVER,
    "letters:remove_person": _GONE,
    "letters:preference": _OVER,
    "meetings:standard_agenda": _OVER,
    "meetings:edit": _OVER,
    "meetings:dispatch": _STEP,
    "meetings:summon": "a new version of the same summons; tests of its own",
    "meetings:send_rest": "what is on its way is not sent again",
    "meetings:open": _STEP,
    "meetings:edit_item": _OVER,
    "meetings:move_item": "one step, which is moved back as easily",
    "meetings:detach": _GONE,
    "meetings:all_present": _OVER,
    "meetings:presence": _OVER,
    "meetings:remove_other": _GONE,
    "meetings:remove_absence": _GONE,
    "meetings:remove_adjuster": _GONE,
    "meetings:drop_stand_in": _GONE,
    "meetings:treat": _STEP,
    "meetings:untake": _GONE,
    "meetings:leave_unhandled": "what has an outcome stands, so that nothing is left",
    "meetings:decide": _OVER,
    "meetings:confirm_words": _OVER,
    "meetings:decide_adjustment_day": _OVER,
    "meetings:close": _STEP,
    "meetings:reopen": _STEP,
    "meetings:lock": _STEP,
    "meetings:renumber": _OVER,
    "meetings:recall": _STEP,
    "meetings:post": _STEP,
    "meetings:boards": _OVER,
    "meetings:post_again": _STEP,
    "meetings:take_down": _STEP,
    "parties:edit_contact": _OVER,
    "parties:edit_role": _OVER,
    "parties:edit_mandate": _OVER,
    "parties:end_role": _OVER,
    "parties:receive_papers": _OVER,
    "parties:end_mandate": _OVER,
    "parties:remove_role": _GONE,
    "parties:remove_mandate": _GONE,
    "parties:edit_organisation": _OVER,
    "parties:edit_unit": _OVER,
    "parties:edit_contact_person": _OVER,
    "parties:edit_association": _OVER,
    "parties:edit_logo": _OVER,
    "parties:edit_body": _OVER,
    "parties:remove_organisation": _GONE,
    "parties:remove_body": _GONE,
    "parties:remove_unit": _GONE,
    "parties:remove_contact_person": _GONE,
    "register:close": _STEP,
    "register:reopen": _STEP,
    "invitation": "a link is used once",
    "ask_for_invitation": "asked for once a day",
    "account_change_address": "the newest link is the one that holds",
    "confirm_address": "a link is used once",
}


def _path(world: World, name: str, about: str) -> str:
    arguments = {} if about == "-" else dict(world.things[about])
    if name in _IN_ASSOCIATION:
        arguments["association"] = world.slug
    return reverse(name, kwargs=arguments)


def test_every_address_that_takes_a_form_is_known_here(worlds: tuple[World, World]) -> None:
    rows = [row for row in every_row() if row.method == "POST"]
    taking = {row.name for row in rows}
    assert taking == set(MAKES) | set(OTHERS)
    assert not set(MAKES) & set(OTHERS)
    marked = {
        row.name
        for row in rows
        if hasattr(resolve(_path(worlds[0], row.name, row.thing)).func, "makes_once")
    }
    assert marked == set(MAKES)


def _signed_in(world: World, role: str) -> Client:
    client = Client()
    session = world.sessions[world.cast.people[role].pk]
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


@cache
def _counted() -> list[Any]:
    return [
        m
        for m in apps.get_models()
        if m not in (Session, SentForm, KeptFile, WrittenText) and m._meta.managed
    ]


def _rows() -> dict[str, int]:
    """How many rows there are of each kind, in all associations."""
    with scopes_disabled():
        return {m._meta.label: m._base_manager.count() for m in _counted()}


def _drawn(client: Client, world: World, form: Form) -> dict[str, Any]:
    with scope(association=world.cast.association):
        written = form.written(world) if callable(form.written) else form.written
    page = client.get(_path(world, form.page, form.about)).content.decode()
    found = next(one for one in forms_of(page) if form.known_by in one)
    return {**found, **written}


@pytest.mark.parametrize("name", MAKES)
def test_a_form_that_is_sent_twice_makes_one_thing(
    name: str, worlds: tuple[World, World], settings: Any
) -> None:
    settings.SAMORDNA_MAIL_SERVER = True
    world, form = worlds[0], MAKES[name]
    client = _signed_in(world, form.role)
    path = _path(world, name, form.to or form.about)
    with undone():
        sent = _drawn(client, world, form)
        before = _rows()
        first = client.post(path, sent)
        made = _rows()
        assert first.status_code == 302, re.findall('href="#id_.*', first.content.decode())
        assert made != before
        if "file" in sent:
            sent["file"].seek(0)
        second = client.post(path, sent)
        assert (second.status_code, second["Location"]) == (302, first["Location"])
        assert _rows() == made


@pytest.fixture
def clerk(worlds: tuple[World, World]) -> Client:
    return _signed_in(worlds[0], "director")


def test_each_form_that_is_drawn_has_a_key_of_its_own(
    worlds: tuple[World, World], clerk: Client
) -> None:
    path = _path(worlds[0], "meetings:meeting", "meeting_planned")
    forms = forms_of(clerk.get(path).content.decode())
    keys = {one[ONCE][0] for one in forms} | {
        one[ONCE][0] for one in forms_of(clerk.get(path).content.decode())
    }
    assert len(keys) == 2 * len(forms) > 6


#: Those whose form is a button or choices alone: it is pressed as often as somebody means to.
NOTHING_WRITTEN = {
    *("economy:make_paper", "flows:attach_economy", "flows:put_on_agenda", "funding:choose_form"),
    *("letters:invite", "letters:send_again", "meetings:choose_adjuster"),
    *("meetings:record_absence", "economy:new_plan", "register:first_number"),
}


@pytest.mark.parametrize("name", sorted(set(MAKES) - NOTHING_WRITTEN))
def test_the_same_words_from_a_page_that_is_drawn_anew_are_asked_about(
    name: str, worlds: tuple[World, World], settings: Any
) -> None:
    """Back in the browser draws the page anew, with a key of its own and the words still there."""
    world, form = worlds[0], MAKES[name]
    client = _signed_in(world, form.role)
    path = _path(world, name, form.to or form.about)
    with undone():
        sent = _drawn(client, world, form)
        first = client.post(path, sent)
        made = _rows()
        if "file" in sent:
            sent["file"].seek(0)
        asked = client.post(path, {**sent, ONCE: once.new_key()}, follow=True)
        assert _rows() == made
        page = asked.content.decode()
        assert once.SAME_BEFORE in html.unescape(page)
        assert re.search(r"<title>\s*Redan skickat: ", page)
        (box,) = re.findall(r"<div [^>]*data-asks.*?</p>", page, re.DOTALL)
        assert 'tabindex="-1" data-error-summary' in box
        assert f'Se vad det blev: <a href="{first["Location"]}">' in box
        # A file that was sent is kept for the page that asks (``web/kept_files.py``).
        assert "Välj den igen" not in page
        assert (re.search(r'name="file_kvar" value="[0-9a-f]+"', page) is not None) is (
            "file" in sent
        )


@dataclass(frozen=True)
class Noise:
    """The form of a new matter about noise, drawn for the clerk and filled in."""

    path: str
    sent: dict[str, Any]
    #: How many matters there were before it was sent.
    before: int


@pytest.fixture
def noise(worlds: tuple[World, World], clerk: Client) -> Iterator[Noise]:
    with undone(), scope(association=worlds[0].cast.association):
        path = _path(worlds[0], "register:new_matter", "-")
        sent = _drawn(clerk, worlds[0], MAKES["register:new_matter"])
        yield Noise(path, sent, Matter.objects.count())


def test_only_the_press_after_the_question_makes_another(clerk: Client, noise: Noise) -> None:
    clerk.post(noise.path, noise.sent)
    made = Matter.objects.latest("pk")
    for _ in range(2):
        again = {**noise.sent, ONCE: once.new_key()}
        page = clerk.post(noise.path, again, follow=True).content.decode()
        assert f">{made.number} Buller</a>" in page
        assert Matter.objects.count() == noise.before + 1
    answers = next(one for one in forms_of(page) if "subject" in one)
    assert clerk.post(noise.path, {**answers, "subject": ""}).status_code == 200
    assert clerk.post(noise.path, answers).status_code == 302
    assert Matter.objects.count() == noise.before + 2


def test_other_words_and_another_persons_are_not_asked_about(
    worlds: tuple[World, World], clerk: Client, noise: Noise
) -> None:
    clerk.post(noise.path, noise.sent)
    clerk.post(noise.path, {**noise.sent, ONCE: once.new_key(), "subject": "Damm"})
    other = _signed_in(worlds[0], "registrar")
    other.post(noise.path, _drawn(other, worlds[0], MAKES["register:new_matter"]))
    SentForm.objects.update(sent_at=clock.now() - once.ASKED_WITHIN)
    clerk.post(noise.path, {**noise.sent, ONCE: once.new_key()})
    assert Matter.objects.count() == noise.before + 4


def test_what_was_made_and_is_gone_is_not_led_to(clerk: Client, noise: Noise) -> None:
    clerk.post(noise.path, noise.sent)
    SentForm.objects.update(location="/uppsala/diarium/2024/9999/")
    page = clerk.post(
        noise.path, {**noise.sent, ONCE: once.new_key()}, follow=True
    ).content.decode()
    assert GONE in page and "Se vad det blev" not in page


def test_what_was_refused_may_be_put_right_and_sent_again(clerk: Client, noise: Noise) -> None:
    assert clerk.post(noise.path, {**noise.sent, "subject": ""}).status_code == 200
    assert clerk.post(noise.path, noise.sent).status_code == 302
    assert Matter.objects.count() == noise.before + 1


def test_another_content_under_the_same_key_is_shown_and_not_thrown_away(
    clerk: Client, noise: Noise
) -> None:
    """Somebody has gone back in the browser, and written something else on the same page."""
    clerk.post(noise.path, noise.sent)
    answer = clerk.post(noise.path, {**noise.sent, "subject": "Damm"}, follow=True)
    page = answer.content.decode()
    assert once.SENT_BEFORE in page
    assert re.search(r"<title>\s*Redan skickat: ", page)
    assert "Se vad det blev: <a href=" in page and " Buller</a>" in page
    assert "loggades ut" not in page
    assert 'value="Damm"' in page
    assert Matter.objects.count() == noise.before + 1
    again = next(one for one in forms_of(page) if "subject" in one)
    assert again[ONCE] != noise.sent[ONCE]
    assert clerk.post(noise.path, again).status_code == 302
    assert Matter.objects.count() == noise.before + 2


def test_a_key_is_of_the_person_that_it_was_drawn_for(
    worlds: tuple[World, World], clerk: Client, noise: Noise
) -> None:
    clerk.post(noise.path, noise.sent)
    del noise.sent["skriven_av"]
    _signed_in(worlds[0], "registrar").post(noise.path, noise.sent)
    assert Matter.objects.count() == noise.before + 2


def test_what_is_older_than_any_open_page_is_forgotten(clerk: Client, noise: Noise) -> None:
    clerk.post(noise.path, noise.sent)
    once.forget_old()
    assert SentForm.objects.count() == 1
    SentForm.objects.update(sent_at="2020-01-01T00:00:00Z")
    once.forget_old()
    assert not SentForm.objects.exists()
