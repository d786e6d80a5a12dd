"""Own words about money on pages and papers: where they are read and confirmed, and the line of
data wherever they are shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from bench.forms import forms_of
from samordna.documents.pdf.tests.reading import pages
from samordna.flows.tests import settling, test_words_read
from samordna.flows.tests.test_words_read import (
    GRANT,
    LINE,
    PAYOUT,
    _codes,
    _confirm,
    _decide,
    _page,
    _plain,
    _reading,
)
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.rules import codes
from samordna.meetings.services.notices import post_notice
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application
meeting, registrar = test_words_read.meeting, test_words_read.registrar


def test_the_extract_and_the_notice_board_have_the_line(
    cast: Cast, meeting: Meeting, registrar: Any
) -> None:
    treatment = _decide(cast, meeting, GRANT, "tacka för ansökan", PAYOUT)
    _confirm(cast, meeting)
    minutes = settling.signed(cast, meeting)
    with story.on(date(2024, 9, 17)):
        notice = post_notice(actor=cast.actor("registrar"), minutes=minutes)
        own = f"/uppsala/sammantraden/{meeting.number}/paragraf/{treatment.paragraph}/utdrag.pdf"
        extract = registrar.get(own).content
        seen = [
            Client().get(url).content.decode()
            for url in ("/uppsala/anslagstavla/", f"/uppsala/anslagstavla/{notice.pk}/")
        ]
    assert LINE in _plain(" ".join(pages(extract)))
    assert all(LINE in _plain(strip_tags(page)) for page in seen)


def test_the_words_are_read_and_confirmed_in_the_minutes(
    cast: Cast, meeting: Meeting, registrar: Any
) -> None:
    treatment = _decide(cast, meeting, GRANT, "tacka för ansökan", PAYOUT)
    url = f"/uppsala/sammantraden/{meeting.number}/protokoll/"
    page = _page(registrar, url)
    assert "Beslutet innebär" in page and f'href="#orden-{treatment.paragraph}"' in page
    assert f'id="orden-{treatment.paragraph}"' in page and "tacka för ansökan" in page
    reading = _reading(meeting)
    assert reading is not None
    with story.on(story.MEETING_DAY):
        answer = registrar.post(
            f"/uppsala/sammantraden/{meeting.number}/punkt/{treatment.item_id}/orden/",
            {"orden_stammer": reading.digest},
        )
    assert answer.url.endswith(f"/protokoll/#paragraf-{treatment.paragraph}")
    page = _page(registrar, url)
    assert "Beslutet innebär" in page and "Orden stämmer med beslutet" not in page


def test_the_words_are_read_and_confirmed_at_the_table_with_one_button(
    cast: Cast, meeting: Meeting, registrar: Any
) -> None:
    treatment = _decide(cast, meeting, GRANT, "tacka för ansökan", PAYOUT)
    table = f"/uppsala/sammantraden/{meeting.number}/vid-bordet/?punkt={treatment.item_id}"
    page = _page(registrar, table)
    reading = _reading(meeting)
    assert reading is not None
    assert reading.digest in page and "Protokollet får också raden" in page
    url = f"/uppsala/sammantraden/{meeting.number}/punkt/{treatment.item_id}/beslut/"
    sent = {"outcome": "amended", "revision": treatment.revision, "orden_stammer": reading.digest}
    with story.on(story.MEETING_DAY):
        changed = registrar.post(url, {**sent, "satser_1": f"{GRANT}\nsänka beloppet\n{PAYOUT}",
            "akt_1": ""}, headers={"HX-Request": "true"}).content.decode()  # fmt: skip
    assert "har ändrats sedan du läste" in changed and "Beslutet innebär" in changed
    assert codes.WORDS_UNREAD in _codes(meeting)
    reading, treatment = _reading(meeting), Treatment.objects.get(pk=treatment.pk)
    assert reading is not None
    sent |= {"revision": treatment.revision, "orden_stammer": reading.digest}
    with story.on(story.MEETING_DAY):
        answer = registrar.post(url, sent, headers={"HX-Request": "true"}).content.decode()
    assert (
        "läst av Ragnhild Rask" in answer
        and '<button class="button primary" id="orden' not in answer
    )
    assert codes.WORDS_UNREAD not in _codes(meeting)


def test_the_button_at_the_table_saves_what_is_typed_and_costs_no_more_than_a_save(
    cast: Cast, meeting: Meeting, registrar: Any, django_assert_max_num_queries: Any
) -> None:
    treatment = _decide(cast, meeting, GRANT, "tacka för ansökan", PAYOUT)
    reading = _reading(meeting)
    assert reading is not None
    table = f"/uppsala/sammantraden/{meeting.number}/vid-bordet/?punkt={treatment.item_id}"
    with story.on(story.MEETING_DAY):
        page = registrar.get(table).content.decode()
    (form,) = (form for form in forms_of(page) if form.ident == "beslut")
    sent = {**dict(form.values), "orden_stammer": reading.digest}
    with story.on(story.MEETING_DAY), django_assert_max_num_queries(34):
        answer = registrar.post(form.action, sent, headers={"HX-Request": "true"})
    assert "läst av Ragnhild Rask" in answer.content.decode()
    Treatment.objects.update(read_digest="")
    with story.on(story.MEETING_DAY):
        answer = registrar.post(form.action, {**sent, "background": "Heby söker."})
    treatment.refresh_from_db()
    assert (treatment.background, treatment.read_digest) == ("Heby söker.", reading.digest)
