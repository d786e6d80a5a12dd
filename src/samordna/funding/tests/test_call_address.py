"""A call says where one writes who has no account; without an address the office is told."""

from __future__ import annotations

from datetime import date

import pytest
from django_scopes import scope

from samordna.funding.rules.call import call_findings
from samordna.funding.tests.world import make_call
from samordna.meetings.tests.story import on
from samordna.parties.models import Association
from samordna.parties.tests.cast import make_cast

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast(db):
    made = make_cast()
    with scope(association=made.association), on(date(2024, 9, 5)):
        yield made


def page(client, cast, who, path):
    client.force_login(cast.people[who], backend=BACKEND)
    return client.get(f"/uppsala/{path}").content.decode()


def said(**ways):
    none = {"email": "", "phone": "", "postal_address": ""}
    return [finding.message for finding in call_findings(**{**none, **ways})]


def test_an_address_of_mail_is_enough():
    assert said(email="kansli@exempel.se") == []


def test_what_stands_there_instead_is_said():
    assert "står bara telefon 018-10 00 00" in said(phone="018-10 00 00")[0]
    assert "står bara Box 1, 753 20 Uppsala" in said(postal_address="Box 1, 753 20 Uppsala")[0]
    assert "står ingen adress" in said()[0]


def test_who_opens_a_call_is_told_and_led_to_the_address(cast, client):
    number = make_call(cast).number
    for path in ("utlysningar/ny/", f"utlysningar/{number}/", f"utlysningar/{number}/andra/"):
        html = page(client, cast, "registrar", path)
        assert "Förbundet har ingen e-postadress" in html, path
        assert 'href="/uppsala/forbundet/uppgifter/"' in html
        # Who may not change it gets no link that would be refused.
        html = page(client, cast, "case_officer", path)
        assert "Förbundet har ingen e-postadress" in html
        assert 'href="/uppsala/forbundet/uppgifter/"' not in html
    assert "ingen e-postadress" not in page(client, cast, "applicant", f"utlysningar/{number}/")
    Association.objects.update(email="kansli@exempel.se")
    assert "ingen e-postadress" not in page(client, cast, "registrar", f"utlysningar/{number}/")


def test_the_public_page_says_what_is_known(cast, client):
    path = f"/uppsala/sok-medel/{make_call(cast).number}/"

    def public():
        return client.get(path).content.decode()

    assert "förbundets kansli" in public() and "Förbundschef är Frida Falk." in public()
    Association.objects.update(postal_address="Box 1, 753 20 Uppsala")
    assert "förbundets kansli, Box 1, 753 20 Uppsala" in public()
    assert "Frida" not in public()
    Association.objects.update(phone="018-10 00 00")
    assert "förbundets kansli, telefon 018-10 00 00, Box 1" in public()
    Association.objects.update(email="kansli@exempel.se")
    assert "mailto:kansli@exempel.se?subject=Konto%20f%C3%B6r%20ans%C3%B6kan" in public()
    assert "eller ring 018-10 00 00" in public()
