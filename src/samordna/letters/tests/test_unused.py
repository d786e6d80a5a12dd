"""Who has not used their invitation: told on Idag and in Kom igång, listed, and printed at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.letters.invitations import why_closed
from samordna.letters.models import Invitation
from samordna.parties.models import Person, Role
from samordna.parties.services.roles import give_role
from samordna.parties.tests.cast import make_cast
from samordna.web.held import PRESS
from samordna.web.markup import with_whole_days
from samordna.web.shown_again import REACHED

pytestmark = pytest.mark.django_db
PAGE = "/uppsala/brev/inbjudningar/"


@pytest.fixture
def cast():
    made = make_cast()
    with scope(association=made.association):
        yield made


def _invited(cast, name, email):
    role = give_role(
        actor=cast.actor("director"),
        email=email,
        name=name,
        role=Role.CASE_OFFICER,
        organisation=None,
        title="",
        valid_from=clock.today(),
    )
    return role.person


def _days_ago(person, days):
    made = clock.now() - timedelta(days=days)
    Invitation.objects.filter(person=person).update(
        made_at=made, valid_until=made + timedelta(days=7)
    )


def test_idag_and_kom_igang_tell_who_and_since_when(cast, client, django_assert_max_num_queries):
    nils = _invited(cast, "Nils Nyström", "nils@exempel.se")
    client.force_login(cast.people["director"])
    assert "som inte har använt sin inbjudan" not in client.get("/uppsala/idag/").content.decode()
    _days_ago(nils, 3)
    with django_assert_max_num_queries(12):
        page = client.get("/uppsala/idag/").content.decode()
    day = timezone.localdate(clock.now() - timedelta(days=3))
    assert "1 person som inte har använt sin inbjudan" in page
    unused = f"Inte använd av Nils Nyström, sedan {day}"
    assert with_whole_days(unused) in page and PAGE in page
    started = client.get("/uppsala/kom-igang/").content.decode()
    assert "Inbjudningarna" in started and "Inte använd av Nils Nyström" in started


@pytest.mark.parametrize(("days", "can_wait"), [(3, True), (9, False)])
def test_when_no_link_works_any_longer_the_line_is_for_now(cast, client, days, can_wait):
    _days_ago(_invited(cast, "Nils Nyström", "nils@exempel.se"), days)
    client.force_login(cast.people["director"])
    page = client.get("/uppsala/idag/").content.decode()
    assert ("Ingen länk fungerar längre" in page) is not can_wait


def test_the_list_has_both_ways_and_leaves_out_who_has_come(
    cast, client, settings, django_assert_max_num_queries
):
    settings.SAMORDNA_MAIL_SERVER = "smtp://exempel.se"
    for number in range(6):
        person = _invited(cast, f"Nils {number}", f"nils{number}@exempel.se")
        _days_ago(person, number + 2)
    come = Person.objects.get(email="nils0@exempel.se")
    come.set_password("Tallbarr 2024 i skogen")
    come.save()
    client.force_login(come)
    client.get("/uppsala/idag/")
    client.force_login(cast.people["registrar"])
    with django_assert_max_num_queries(12):
        page = client.get(PAGE).content.decode()
    assert "Nils 0" not in page and "Nils 1" in page
    assert page.count("För gammal") == 1  # the one of eight days ago was valid for seven
    assert page.index("Nils 5") < page.index("Nils 1")
    assert page.count(">Skicka igen<") == page.count(">Skriv ut<") == 5
    assert page.index("Visa alla att skriva ut") < page.index("<table")


def test_all_on_paper_is_one_page_each_and_journalled(cast, client):
    elsewhere = make_cast("heby")
    _invited(cast, "Nils Nyström", "nils@exempel.se")
    _invited(cast, "Nora Nord", "nora@exempel.se")
    both = _invited(cast, "Bo Båda", "bo@exempel.se")
    with scope(association=elsewhere.association):
        give_role(
            actor=elsewhere.actor("director"),
            email="bo@exempel.se",
            name="Bo Båda",
            role=Role.CASE_OFFICER,
            organisation=None,
            title="",
            valid_from=clock.today(),
        )
    client.force_login(cast.people["registrar"])
    answer = client.post(f"{PAGE}utskrift/")
    page = answer.content.decode().replace("<wbr>", "")
    assert page.count('class="document own-page"') == 3 and page.count("/konto/inbjudan/") == 3
    assert "annat förbund" not in page
    assert "no-store" in answer["Cache-Control"]
    printed = Invitation.objects.filter(is_printed=True, replaced_at=None)
    assert {one.name for one in printed} == {"Nils Nyström", "Nora Nord", "Bo Båda"}
    # What the paper opens is said to who comes with it.
    for one in printed:
        assert bool(why_closed(one)) is (one.person_id == both.pk)
    assert JournalEntry.objects.filter(verb="print_invitation").count() == 3


def test_nobody_to_print_for_is_told(cast, client):
    client.force_login(cast.people["registrar"])
    answer = client.post(f"{PAGE}utskrift/", follow=True)
    assert "Alla som är inbjudna har kommit in." in answer.content.decode()


def test_a_remark_that_nothing_was_done_is_not_taken_for_saved(cast, client):
    """Only what was saved lets the browser forget what it kept."""
    client.force_login(cast.people["registrar"])
    answer = client.post(f"{PAGE}utskrift/", {PRESS: "a1"})
    assert answer.status_code == 302
    assert REACHED not in answer.cookies


def test_all_whose_link_is_too_old_are_invited_again_in_one_press(cast, client, settings):
    settings.SAMORDNA_MAIL_SERVER = "smtp://exempel.se"
    old = [_invited(cast, f"Nils {n}", f"nils{n}@exempel.se") for n in range(3)]
    for person in old:
        _days_ago(person, 9)
    holds = _invited(cast, "Nora Nord", "nora@exempel.se")
    client.force_login(cast.people["registrar"])
    page = client.get(PAGE).content.decode()
    assert page.count(">Bjud in alla igen<") == 1
    before = Invitation.objects.get(person=holds, replaced_at=None).pk
    answer = client.post(f"{PAGE}igen/", follow=True)
    page = answer.content.decode()
    assert "En ny inbjudan skickas till 3 personer." in page and "För gammal" not in page
    assert "Bjud in alla igen" not in page
    assert JournalEntry.objects.filter(verb="invite").count() == 3
    assert Invitation.objects.get(person=holds, replaced_at=None).pk == before
    again = client.post(f"{PAGE}igen/", follow=True).content.decode()
    assert "Ingen har en inbjudan som är för gammal." in again
    assert JournalEntry.objects.filter(verb="invite").count() == 3


def test_who_may_not_be_invited_by_the_registrar_does_not_stop_the_others(cast, client, settings):
    settings.SAMORDNA_MAIL_SERVER = "smtp://exempel.se"
    chief = give_role(
        actor=cast.actor("director"),
        email="ny.chef@exempel.se",
        name="Nina Chef",
        role=Role.DIRECTOR,
        organisation=None,
        title="",
        valid_from=clock.today(),
    ).person
    nils = _invited(cast, "Nils Nyström", "nils@exempel.se")
    for person in (chief, nils):
        _days_ago(person, 9)
    client.force_login(cast.people["registrar"])
    page = client.post(f"{PAGE}igen/", follow=True).content.decode()
    assert "En ny inbjudan skickas till 1 person." in page and "Nina Chef: " in page
    assert Invitation.objects.filter(person=chief).count() == 1


def test_without_a_mail_server_nobody_is_offered_a_letter(cast, client, settings):
    settings.SAMORDNA_MAIL_SERVER = ""
    _days_ago(_invited(cast, "Nils Nyström", "nils@exempel.se"), 9)
    client.force_login(cast.people["registrar"])
    assert "Bjud in alla igen" not in client.get(PAGE).content.decode()
