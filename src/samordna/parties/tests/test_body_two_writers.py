"""Two who change a body at once, and a § that has been given and has no field any longer."""

from __future__ import annotations

from datetime import date

import pytest
from django_scopes import scope

from samordna.parties.models import Body, NumberSeries
from samordna.parties.numbers import next_number, paragraph_key, take_number
from samordna.parties.tests.cast import make_cast
from samordna.web.tests.drawn import form_with

DAY = date(2024, 9, 5)


@pytest.fixture
def cast(db, monkeypatch):
    monkeypatch.setattr("samordna.ground.clock.today", lambda: DAY)
    made = make_cast()
    with scope(association=made.association):
        yield made


def _posted(page, **changed):
    return {**form_with(page, "ritat"), **changed}


def test_the_second_is_told_and_sees_both(cast, client):
    url = f"/uppsala/forbundet/organ/{cast.board.slug}/"
    client.force_login(cast.people["registrar"])
    page = client.get(url).content.decode()
    assert client.post(url, _posted(page, first_paragraph="60")).status_code == 302
    answer = client.post(url, _posted(page, first_paragraph="40")).content.decode()
    assert "data-stale" in answer and 'value="40"' in answer and ">60<" in answer
    key = paragraph_key(cast.board, DAY)
    assert next_number(cast.association, kind="paragraph", key=key) == (60, False)
    assert client.post(url, _posted(answer, first_paragraph="40")).status_code == 302
    assert next_number(cast.association, kind="paragraph", key=key) == (40, False)


def test_a_given_paragraph_has_no_field_and_another_run_goes_on_after_it(cast, client):
    url = f"/uppsala/forbundet/organ/{cast.board.slug}/"
    client.force_login(cast.people["registrar"])
    key = paragraph_key(cast.board, DAY)
    take_number(cast.association, kind="paragraph", key=key)
    page = client.get(url).content.decode()
    assert 'name="first_paragraph"' not in page and "Nästa § är 2" in page
    posted = _posted(page, numbering="term", term_starts="2023-01-01")
    assert client.post(url, posted).status_code == 302
    body = Body.objects.get(pk=cast.board.pk)
    assert body.numbering == "term"
    run = NumberSeries.objects.get(key=paragraph_key(body, DAY))
    assert (run.first, run.last) == (2, 1)
