"""Paragraphs that got wrong numbers get the right ones until the minutes are locked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.journal.models import JournalEntry
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.services.numbering import renumber_paragraphs
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.numbers import next_number, paragraph_key
from samordna.parties.tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def _ended(cast: Cast) -> Meeting:
    meeting = story.opened(cast)
    story.decide_all(cast, meeting)
    close_meeting(actor=story.keeper(cast), meeting=meeting)
    return Meeting.objects.get(pk=meeting.pk)


def _numbers(meeting: Meeting) -> list[int]:
    rows = Treatment.objects.filter(item__meeting=meeting).order_by("paragraph")
    return list(rows.values_list("paragraph", flat=True))


def test_ended_minutes_are_numbered_from_another_and_the_next_goes_on(
    cast: Cast, client: Client
) -> None:
    meeting = _ended(cast)
    before = _numbers(meeting)
    client.force_login(cast.people["registrar"])
    here = f"/uppsala/sammantraden/{meeting.number}/protokoll/"
    assert f"{here}numrera/" in client.get(here).content.decode()
    posted = {"first": "60", "reason": "De före står i det gamla systemet"}
    assert client.post(f"{here}numrera/", posted).status_code == 302
    assert _numbers(meeting) == list(range(60, 60 + len(before)))
    key = paragraph_key(cast.board, meeting.held_on)
    assert next_number(cast.association, kind="paragraph", key=key) == (60 + len(before), True)
    entry = JournalEntry.objects.get(verb="renumber_paragraphs")
    assert entry.before["paragraphs"] == before
    assert entry.after["reason"] == posted["reason"]


def test_locked_minutes_keep_their_numbers(cast: Cast) -> None:
    locked = story.locked(cast).meeting
    numbers = _numbers(locked)
    with pytest.raises(NotPossible):
        renumber_paragraphs(actor=story.keeper(cast), meeting=locked, first=60, reason="Fel")
    later = story.plan(cast, day=date(2024, 10, 10))
    Meeting.objects.filter(pk=later.pk).update(state="closed")
    item = later.items.order_by("position")[0]
    Treatment.objects.create(
        association=cast.association,
        item=item,
        body=cast.board,
        paragraph=numbers[-1] + 1,
        paragraph_period="2024",
        treated_at=Treatment.objects.first().treated_at,  # type: ignore[union-attr]
    )
    with pytest.raises(NotPossible, match=f"§ {numbers[-1]} står i ett protokoll som är låst"):
        renumber_paragraphs(
            actor=story.keeper(cast), meeting=later, first=numbers[-1], reason="Fel"
        )
    renumber_paragraphs(actor=story.keeper(cast), meeting=later, first=90, reason="Fel")
    assert (_numbers(locked), _numbers(later)) == (numbers, [90])


def test_the_open_form_costs_few_queries(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    meeting = _ended(cast)
    client.force_login(cast.people["registrar"])
    with django_assert_max_num_queries(12):
        page = client.get(f"/uppsala/sammantraden/{meeting.number}/protokoll/numrera/")
    assert page.status_code == 200 and 'name="first"' in page.content.decode()
