"""Two who change the same thing at once: neither takes away what the other has saved."""

from __future__ import annotations

import pytest

from samordna.parties.models import Association, Organisation
from samordna.parties.tests.cast import make_cast
from samordna.web.tests.both_texts import shown_differences
from samordna.web.tests.drawn import form_with, send


@pytest.fixture
def cast(db):
    return make_cast()


def _older(client, path):
    return form_with(client.get(path).content.decode(), "ritat")


def test_an_older_page_leaves_the_bankgiro_that_somebody_else_has_changed(cast, client):
    client.force_login(cast.people["registrar"])
    heby = cast.organisations["heby"]
    path = f"/uppsala/organisationer/{heby.pk}/andra/"
    older = _older(client, path)
    assert send(client, path, bankgiro="188-4774").status_code == 302
    assert client.post(path, {**older, "notice_board": "Stadshuset"}).status_code == 302
    stands = Organisation._base_manager.get(pk=heby.pk)
    assert (stands.bankgiro, stands.notice_board) == ("188-4774", "Stadshuset")


def test_what_both_have_changed_is_asked_about_with_both_texts(cast, client):
    client.force_login(cast.people["registrar"])
    heby = cast.organisations["heby"]
    path = f"/uppsala/organisationer/{heby.pk}/andra/"
    older = _older(client, path)
    assert send(client, path, notice_board="Torget").status_code == 302
    answer = client.post(path, {**older, "notice_board": "Stadshuset", "plusgiro": "286543-4"})
    page = answer.content.decode()
    assert shown_differences(page) == {"Anslagstavla": ("Torget", "Stadshuset")}
    assert Organisation._base_manager.get(pk=heby.pk).notice_board == "Torget"
    assert client.post(path, form_with(page, "ritat")).status_code == 302
    stands = Organisation._base_manager.get(pk=heby.pk)
    assert (stands.notice_board, stands.plusgiro) == ("Stadshuset", "28 65 43-4")


def test_the_same_of_the_association(cast, client):
    client.force_login(cast.people["director"])
    path = "/uppsala/forbundet/uppgifter/"
    older = _older(client, path) | {"organisation_number": "222000-2063"}
    changed = {"phone": "018-00 00 01", "organisation_number": "222000-2063"}
    assert send(client, path, **changed).status_code == 302
    assert client.post(path, {**older, "seat": "Heby"}).status_code == 302
    stands = Association.objects.get(pk=cast.association.pk)
    assert (stands.phone, stands.seat) == ("018-00 00 01", "Heby")
