"""What is kept of a workbook that was read in: its findings, and what it said of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from samordna.budgets import codes
from samordna.budgets.landing import Book, Wanted, of_another
from samordna.funding.rules.content import Content
from samordna.kernel.findings import Finding, finding_of


def kept(findings: Iterable[Finding], book: Book) -> list[dict[str, Any]]:
    """The findings as they are stored; those about another application's workbook with what it
    says of itself, so that they can be asked anew when the application has been corrected."""
    said = {
        "name": book.name,
        "owner": book.owner,
        "period_from": book.period_from.isoformat() if book.period_from else None,
        "period_to": book.period_to.isoformat() if book.period_to else None,
    }
    return [
        {**found.as_dict(), **({"book": said} if found.code == codes.OTHER_APPLICATION else {})}
        for found in findings
    ]


def is_right_book(stored: Iterable[Mapping[str, Any]], content: Content) -> list[Finding]:
    """The questions whether the workbook is the application's, as it now stands; mostly none."""
    about = [one for one in stored if one["code"] == codes.OTHER_APPLICATION]
    said = next((one["book"] for one in about if one.get("book")), None)
    if said is None:
        return [finding_of(one) for one in about]
    days = {key: date.fromisoformat(said[key]) if said[key] else None for key in _DAYS}
    book = Book(said["name"], said["owner"], **days)
    wanted = Wanted(content.name, content.period_from, content.period_to)
    return of_another(book, content.parties, wanted)


_DAYS = ("period_from", "period_to")
