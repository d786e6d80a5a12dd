"""The words of decisions, letters and papers: each said once, from data, in correct Swedish."""

from __future__ import annotations

from datetime import date

import pytest

from samordna.flows.rest import REST_BECAME, REST_LATER
from samordna.flows.subjects import earlier_item
from samordna.flows.tests import settling
from samordna.funding.models import Application
from samordna.initiatives.models import Grant
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.tests import story
from samordna.parties.models import AssociationSetting, Body
from samordna.parties.queries import board_that_decides
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application


def _clauses(meeting: Meeting) -> str:
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    item = next(i for i in proceedings.items if "Plattform" in i.heading)
    found = [clause for block in proceedings.decided(item).blocks for clause in block.clauses]
    return " ".join(found).replace("\u00a0", " ")


def test_the_proposal_is_to_who_decides(cast: Cast) -> None:
    day = date(2024, 9, 5)
    assert board_that_decides(day) == "Styrelsen"
    Body.objects.filter(pk=cast.board.pk).update(name="Förbundsstyrelsen")
    assert board_that_decides(day) == "Förbundsstyrelsen"
    AssociationSetting.objects.create(
        association=cast.association,
        body=cast.board,
        key="lead",
        valid_from=day,
        value="association",
    )
    assert board_that_decides(day) == "Samordningsförbundet"
    assert board_that_decides(date(2024, 9, 4)) == "Förbundsstyrelsen"


def test_all_to_one_owner_for_one_year_is_not_distributed(
    cast: Cast, application: Application
) -> None:
    meeting = settling.on_the_agenda(cast, application)
    heby = cast.organisations["heby"].pk
    story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0})
    assert "fördelas" not in _clauses(meeting)
    assert "Heby kommun får 3 000 000 kr för 2025," in _clauses(meeting)
    story.decide(cast, meeting, "Övriga", "noted")
    settling.signed(cast, meeting)
    assert "Heby kommun får 3\u00a0000\u00a0000\u00a0kr för 2025" in Grant.objects.get().conditions


def test_who_gets_all_for_one_year_is_told_once(cast: Cast, application: Application) -> None:
    meeting = settling.on_the_agenda(cast, application)
    heby = cast.organisations["heby"].pk
    treatment = story.decide(cast, meeting, "Plattform", "amended", amounts={(heby, 2026): 0})
    texts = [line.text for line in story.shown_in(treatment)]
    texts[0] = "bevilja Heby kommun högst 3 000 000 kr för insatsen Plattform under 2025"
    story.decide(cast, meeting, "Plattform", "amended", clauses=texts)
    assert "får 3 000 000 kr" not in _clauses(meeting)


@pytest.mark.parametrize("words", [*REST_BECAME.values(), *REST_LATER.values()])
def test_what_became_of_the_rest_needs_no_comma(words: str) -> None:
    assert "," not in words


@pytest.mark.parametrize("left", ["", "4 000 000 kr för 2026"])
def test_the_rest_has_commas_only_around_its_sum(
    monkeypatch: pytest.MonkeyPatch, left: str
) -> None:
    monkeypatch.setattr(earlier_item, "_granting_item", lambda _pk: object())
    monkeypatch.setattr(earlier_item, "left_out", lambda _item: left)
    words = earlier_item.EarlierItemSubject().words_of(1)
    told = f", {left}," if left else ""
    assert words[Outcome.POSTPONED] == [
        f"bordlägga ansökan i den del som inte beviljats{told} till ett kommande sammanträde"
    ]
    assert words[Outcome.REMITTED][0].startswith(
        f"återremittera ansökan i den del som inte beviljats{told} till kansliet"
    )
    assert words[Outcome.REJECTED] == [
        f"avslå ansökan i den del som inte beviljats{told.rstrip(',')}"
    ]
