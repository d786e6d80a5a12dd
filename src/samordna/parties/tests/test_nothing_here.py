"""Whoever has had something to do with an association is told when it ended; others nothing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse
from django_scopes import scope

from samordna.funding.tests.world import write_application
from samordna.meetings.tests.story import on
from samordna.parties.models import Association, Mandate, RoleAssignment
from samordna.parties.tests.cast import make_cast, make_stranger
from samordna.web.held import MARK

DAY = date(2024, 9, 5)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast(db):
    made = make_cast()
    with scope(association=made.association), on(DAY):
        yield made


@pytest.fixture
def as_(cast, client):
    def signed_in(name):
        client.force_login(cast.people[name], backend=BACKEND)
        return client

    return signed_in


def end(cast, name, last=date(2024, 9, 4)):
    RoleAssignment.objects.filter(person=cast.people[name]).update(valid_to=last)
    Mandate.objects.filter(person=cast.people[name]).update(valid_to=last)


def test_whose_role_has_ended_is_told_the_day_whom_to_ask_and_how_to_sign_out(cast, as_):
    number = write_application(cast).number
    Association.objects.update(email="kansli@exempel.se", phone="0224-10 00 00")
    end(cast, "applicant")
    for path in ("idag/", f"ansokningar/{number}/", f"ansokningar/{number}/skriv/"):
        answer = as_("applicant").get(f"/uppsala/{path}")
        assert answer.status_code == 403
        html = answer.content.decode()
        assert "Du är inte med i Samordningsförbundet Uppsala längre" in html
        assert "Du är inloggad som" in html and "applicant@" in html
        assert "sökande för Heby kommun till och med den" in html
        assert "4 september 2024" in html
        assert 'href="mailto:kansli@exempel.se"' in html and "0224-10 00 00" in html
        assert f'<form method="post" action="{reverse("account_logout")}">' in html
        assert "Samordnat stöd" not in html, "nothing of what the person may not read"


def test_whose_role_has_ended_finds_what_everybody_may_read(cast, as_):
    end(cast, "applicant")
    html = as_("applicant").get("/uppsala/utlysningar/1/").content.decode()
    assert f'href="{reverse("publicsite:association", args=["uppsala"])}"' in html


def test_a_seat_that_has_ended_and_a_title_of_the_office(cast, as_):
    end(cast, "member")
    html = as_("member").get("/uppsala/sammantraden/").content.decode()
    assert "ledamot i styrelsen för Försäkringskassan till och med den" in html
    RoleAssignment.objects.filter(person=cast.people["economist"]).update(title="Controller")
    end(cast, "economist")
    assert (
        "Du var Controller till och med" in as_("economist").get("/uppsala/idag/").content.decode()
    )


def test_an_only_vice_chair_is_called_that_here_too(cast, as_):
    end(cast, "vice_chair")
    html = as_("vice_chair").get("/uppsala/idag/").content.decode()
    assert "Du var vice ordförande i styrelsen" in html


def test_who_begins_later_is_told_from_which_day(cast, as_):
    RoleAssignment.objects.filter(person=cast.people["applicant"]).update(
        valid_from=date(2024, 10, 1)
    )
    answer = as_("applicant").get("/uppsala/idag/")
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Du är inte med i Samordningsförbundet Uppsala ännu" in html and "1 oktober 2024" in html
    assert "till och med" not in html


def test_without_an_address_the_director_is_named(cast, as_):
    end(cast, "applicant")
    html = as_("applicant").get("/uppsala/idag/").content.decode()
    assert "förbundets kansli. Förbundschef är Frida Falk." in html


def test_what_was_typed_meanwhile_is_offered_back(cast, as_):
    path = f"/uppsala/ansokningar/{write_application(cast).number}/skriv/bakgrund/"
    client = as_("applicant")
    page = client.get(path).content.decode()
    (mark,) = set(re.findall(rf'name="{MARK}" value="([^"]+)"', page))
    end(cast, "applicant")
    answer = client.post(path, {MARK: mark, "behov": "Många behöver stöd i Heby."})
    assert answer.status_code == 403
    assert "Många behöver stöd i Heby." in answer.content.decode()


@pytest.mark.parametrize("name", ["outsider", "stranger"])
def test_who_never_had_anything_here_is_told_nothing(cast, as_, name):
    make_stranger(cast)
    for path in ("idag/", "ansokningar/1/", "sammantraden/", "personer/"):
        answer = as_(name).get(f"/uppsala/{path}")
        assert answer.status_code == 404
        html = answer.content.decode()
        assert (
            "Sidan finns inte" in html and "Du är inte med" not in html and "Logga ut" not in html
        )


def test_what_ended_here_opens_nothing_elsewhere(cast, as_):
    make_stranger(cast)
    end(cast, "applicant")
    assert as_("applicant").get("/ornskoldsvik/idag/").status_code == 404
    assert as_("applicant").get("/uppsala/idag/").status_code == 403


def test_an_account_that_is_not_trusted_here_is_nobody(cast, as_):
    end(cast, "applicant")
    make_stranger(cast)
    person = cast.people["applicant"]
    person.opened_on_paper_in = Association.objects.get(slug="ornskoldsvik")
    person.address_confirmed_at = None
    person.save()
    assert as_("applicant").get("/uppsala/idag/").status_code == 404


def test_what_is_there_and_what_is_not_are_answered_alike(cast, as_):
    number = write_application(cast).number
    end(cast, "applicant")
    client = as_("applicant")
    there = client.get(f"/uppsala/ansokningar/{number}/")
    not_there = client.get("/uppsala/ansokningar/999/")
    assert there.status_code == not_there.status_code == 403


def test_minutes_that_are_not_ones_own_to_sign_are_answered_the_same(cast, as_):
    end(cast, "member")
    assert as_("member").get("/uppsala/sammantraden/999/justera/").status_code == 403
    assert as_("outsider").get("/uppsala/sammantraden/999/justera/").status_code == 404


def test_the_first_page_leads_there(cast, as_):
    end(cast, "applicant")
    html = as_("applicant").get("/").content.decode()
    assert 'href="/uppsala/idag/">Du är inte med i Samordningsförbundet Uppsala i dag</a>' in html
    assert "Du är inte med" not in as_("outsider").get("/").content.decode()
