"""One count of what a workbook holds, and the question whether it is the right one, everywhere."""

from __future__ import annotations

from datetime import date

from samordna.budgets import codes
from samordna.budgets.landing import Book
from samordna.funding.rules.workbook import is_right_book, kept
from samordna.kernel.findings import Finding, Severity, Where, finding_of, summary


class _Party:
    def __init__(self, name: str) -> None:
        self.id, self.name, self.short_name, self.kind = 1, name, name, "municipality"


class _Content:
    name = "Stegen"
    parties = (_Party("Heby kommun"),)
    period_from, period_to = date(2025, 1, 1), date(2025, 12, 31)


OTHER = Finding(codes.OTHER_APPLICATION, Severity.WARNING, "Som den lästes in.", Where())
WRONG = Finding("x", Severity.ERROR, "Fel.", Where())


def test_the_count_is_one_sentence():
    assert summary([OTHER, WRONG, WRONG]) == "2 fel, 1 varning"
    assert summary([]) == ""
    assert finding_of(WRONG.as_dict()) == WRONG


def test_the_question_is_asked_of_the_application_as_it_stands():
    book = Book("Broar", "Tierps kommun", date(2025, 1, 1), date(2026, 12, 31))
    stored = kept([OTHER, WRONG], book)
    asked = is_right_book(stored, _Content())
    assert len(asked) == 3 and all("Är det rätt arbetsbok?" in one.message for one in asked)
    right = _Content()
    right.name, right.period_to = "Broar", date(2026, 12, 31)
    right.parties = (_Party("Tierps kommun"),)
    assert is_right_book(stored, right) == []


def test_a_workbook_without_the_question_asks_nothing_and_an_older_row_keeps_its_words():
    assert is_right_book(kept([WRONG], Book()), _Content()) == []
    assert is_right_book([OTHER.as_dict()], _Content()) == [OTHER]
