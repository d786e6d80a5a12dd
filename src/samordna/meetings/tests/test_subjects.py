"""What an item may be about: the handlers, the check, and a subject once a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope

from samordna.meetings import subjects
from samordna.meetings.checks import every_kind_has_a_handler
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaItem
from samordna.meetings.services.planning import add_item
from samordna.meetings.subjects import NO_SUBJECT, Subject, SubjectKind
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def test_every_kind_has_a_handler_and_one_without_stops_django() -> None:
    assert every_kind_has_a_handler() == []
    with patch.dict(subjects._handlers):
        del subjects._handlers[SubjectKind.APPOINTMENT]
        (error,) = every_kind_has_a_handler()
    assert error.id == "meetings.E001"
    assert "'appointment'" in error.msg


def test_a_kind_has_one_handler() -> None:
    class Again(Subject):
        kind = SubjectKind.APPLICATION

    with pytest.raises(ValueError, match="two handlers"):
        subjects.provide([Again(), Again()])
    assert len(subjects.handlers()) == len(SubjectKind)


def test_an_item_about_nothing_else_needs_no_handler_and_an_unknown_kind_is_no_silence() -> None:
    assert subjects.handler_of("") is NO_SUBJECT
    with pytest.raises(KeyError):
        subjects.handler_of("remiss")


def test_a_subject_stands_once_on_an_agenda_also_when_two_press_at_once(cast: Cast) -> None:
    meeting = story.plan(cast)
    details: Any = {"heading": "Valärende", "kind": "decision", "proposal": []}
    about = (SubjectKind.APPOINTMENT, 7)
    actor = cast.actor("registrar")
    first = add_item(actor=actor, meeting=meeting, details=details, subject=about)
    with pytest.raises(NotPossible, match="står redan på föredragningslistan"):
        add_item(actor=actor, meeting=meeting, details=details, subject=about)
    other = story.item(meeting, "resor")
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(pk=other.pk).update(
            subject_kind=first.subject_kind, subject_id=first.subject_id
        )


@pytest.mark.parametrize("half", [{"subject_kind": "appointment"}, {"subject_id": 7}])
def test_half_a_subject_is_none(cast: Cast, half: dict[str, Any]) -> None:
    meeting = story.plan(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(meeting=meeting, position=1).update(**half)
