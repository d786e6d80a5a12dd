"""Saving over what others save meanwhile, as often as they do."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import RequestFactory

from samordna.web import autosave
from samordna.web.revisions import CROWDED, Difference, Stale, both_texts


def request(page: str = "a") -> Any:
    made: Any = RequestFactory().post("/", {"flik": page})
    made.session = {}
    return made


class Row:
    """What others save ``meanwhile`` times while somebody tries to save."""

    def __init__(self, meanwhile: int) -> None:
        self.revision, self.meanwhile = 7, meanwhile
        self.merged: list[int] = []

    def attempt(self, revision: int) -> Any:
        if self.meanwhile:
            self.meanwhile -= 1
            self.revision += 1
        if revision != self.revision:
            raise Stale(self.revision)
        self.revision += 1
        return SimpleNamespace(revision=self.revision)

    def merge(self, stale: Stale) -> list[Difference]:
        self.merged.append(stale.revision)
        return []


@pytest.mark.parametrize("meanwhile", range(autosave.MOST_TRIES))
def test_each_revision_that_comes_between_is_laid_together(meanwhile: int) -> None:
    row = Row(meanwhile)
    saved = autosave.save(request(), row.attempt, 7, row.merge)
    assert row.merged == [7 + n for n in range(1, meanwhile + 1)]
    assert saved.revision == 8 + meanwhile


def test_who_gets_nowhere_is_told_so_and_stands_at_what_was_laid_together_last() -> None:
    row = Row(100)
    with pytest.raises(Stale) as raised:
        autosave.save(request(), row.attempt, 7, row.merge)
    assert len(row.merged) == autosave.MOST_TRIES
    assert raised.value.revision == row.merged[-1]
    shown = both_texts(raised.value)
    assert shown.message == CROWDED and not shown.same


def test_ones_own_save_is_no_conflict_but_what_came_after_it_is_laid_together() -> None:
    row, own = Row(0), request()
    autosave.save(own, row.attempt, 7, row.merge)  # its answer is lost: the page stands at 7
    assert autosave.save(own, row.attempt, 7, row.merge).revision == 9
    assert row.merged == []
    # Somebody else saves between the two tries.
    tries: list[int] = []

    def attempt(revision: int) -> Any:
        tries.append(revision)
        if len(tries) == 2:
            row.revision += 1
        return row.attempt(revision)

    assert autosave.save(own, attempt, 7, row.merge).revision == 11
    assert tries == [7, 9, 10] and row.merged == [10]
