"""What is typed in a paragraph is kept and shown where it was written, said where the minutes leave
it out, and the agenda's own rows come again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django_scopes import scope

from samordna.kernel.money import NBSP
from samordna.kernel.wording.clauses import Clause, ClauseKind, numbered
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.services.planning import add_item
from samordna.meetings.services.presence import set_all_present
from samordna.meetings.services.table import open_meeting
from samordna.meetings.tests import story
from samordna.meetings.tests.fetching import text_of
from samordna.meetings.tests.test_paragraphs import Page, _told
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

LATER = "ta frågan i vår"
ROWS = ["anta planen för våren", "följa upp den i maj"]


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    planned = story.plan(cast)
    own = numbered(Clause(ClauseKind.PROPOSED, own=text) for text in ROWS)
    with story.on(story.MEETING_DAY):
        add_item(
            actor=story.keeper(cast),
            meeting=planned,
            details={"heading": "Egen punkt", "kind": "decision", "proposal": own},
        )
    Meeting.objects.filter(pk=planned.pk).update(state=Meeting.State.SUMMONED)
    with story.on(story.MEETING_DAY):
        made = open_meeting(actor=story.keeper(cast), meeting=planned)
        set_all_present(actor=story.keeper(cast), meeting=made)
    return made


def _at(cast: Cast, meeting: Meeting, client: Any, heading: str, outcome: str) -> Page:
    story.decide(cast, meeting, heading, outcome)
    return Page(cast, meeting, heading, client)


def _found(meeting: Meeting, code: str) -> list[str]:
    found = load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings
    return [f.message.replace(NBSP, " ") for f in found if f.code == code]


def _lines(page: Page) -> list[str]:
    return str(page.read()["satser_1"]).splitlines()


@pytest.mark.parametrize(
    ("where", "elsewhere"),
    [({"outcome": "undecided"}, {"outcome": "noted"}), ({"akt_1": "nothing"}, {})],
)
def test_what_is_typed_where_nothing_is_decided_is_shown_and_told_of(
    cast: Cast, meeting: Meeting, client: Any, where: dict[str, str], elsewhere: dict[str, str]
) -> None:
    page = _at(cast, meeting, client, "Riktlinjer", "noted")
    page.send(**where)
    assert _found(meeting, codes.LINES_LEFT_OUT) == []
    answer = text_of(page.send(satser_1=LATER))
    assert _lines(page) == [LATER]
    assert LATER not in str(_told(meeting))
    (said,) = _found(meeting, codes.LINES_LEFT_OUT)
    assert said.startswith("§ 1: med ”Inget beslut” står det inte i protokollet") and LATER in said
    assert said in answer.replace("&nbsp;", " ")
    if elsewhere:
        page.send(**elsewhere)
        assert _lines(page) == ["lägga ärendet till handlingarna"]
        assert LATER not in str(_told(meeting))
        (said,) = _found(meeting, codes.LINES_LEFT_OUT)
        assert LATER in said
        page.send(**where)
        assert _lines(page) == [LATER]
    page.send(satser_1="")
    assert _lines(page) == [] and _found(meeting, codes.LINES_LEFT_OUT) == []


def test_what_was_typed_before_an_outcome_is_shown_where_nothing_is_decided(
    cast: Cast, meeting: Meeting, client: Any
) -> None:
    page = _at(cast, meeting, client, "Riktlinjer", "")
    page.send(satser_1="\n".join([*_lines(page), LATER]))
    page.send(outcome="undecided")
    assert _lines(page) == [LATER] and LATER not in str(_told(meeting))
    assert len(_found(meeting, codes.LINES_LEFT_OUT)) == 1


@pytest.mark.parametrize("typed", ["avvakta till våren", "", ROWS[1], f"{ROWS[0]} och sommaren"])
def test_the_rows_of_an_item_of_its_own_are_restored(
    cast: Cast, meeting: Meeting, client: Any, typed: str
) -> None:
    page = _at(cast, meeting, client, "Egen punkt", "approved")
    assert _lines(page) == ROWS
    assert "Återställ orden" not in text_of(page.send())
    answer = text_of(page.send(satser_1=typed))
    assert "Återställ orden" in answer
    if typed:
        (said,) = _found(meeting, codes.PROPOSAL_CHANGED)
        assert "återställ orden" in said
    answer = text_of(page.send(aterstall_block="1"))
    assert _lines(page) == ROWS and _found(meeting, codes.PROPOSAL_CHANGED) == []
    assert "Återställ orden" not in answer


def test_the_button_that_restores_comes_with_the_save(
    cast: Cast, meeting: Meeting, client: Any
) -> None:
    page = _at(cast, meeting, client, "Egen punkt", "approved")
    form = {**page.read(), "satser_1": "avvakta till våren"}
    with story.on(story.MEETING_DAY):
        url = f"{page.path}punkt/{page.item.pk}/beslut/"
        answer = client.post(url, form, headers={"HX-Request": "true"})
    assert 'id="aterstall-block-1"' in text_of(answer)
