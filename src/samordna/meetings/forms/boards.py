"""When the members' boards were asked to post a notice, posted it, took it down and posted it
again, and which of them are not waited for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from samordna.meetings.models import BoardPosting, Notice
from samordna.meetings.queries.notices import Earlier, board_days, board_words
from samordna.meetings.rules.boards import Aside, BoardDays, board_days_wrong
from samordna.web.forms import HouseForm, OneReason, ReasonField, SwedishDateField

#: The days of a board, in the order of the page.
DAYS = {
    "asked_on": "Ombedd",
    "posted_on": "Anslaget",
    "taken_down_on": "Nedtaget",
    "again_on": "Anslaget igen",
}
LABELS = {**DAYS, "aside": "Tavlan", "reason": "Skäl"}
#: What stands instead of a board's key in the fields of the day that is the same for all.
ALL = "alla"
SAME = "Samma dag för alla"
_WAITED = ("", "väntas in")


@dataclass(frozen=True, slots=True)
class Row:
    """A member's board on the page: what it has had when something of it is history, its days, and
    the fields that say that it is not waited for.

    ``words`` is what it has had.
    """

    name: str
    days: list[tuple[forms.BoundField, str] | None]
    aside: list[tuple[forms.BoundField, str]]
    aside_is_open: bool
    words: str


class BoardsForm(OneReason, HouseForm):
    """The days of each board, and whether it is waited for. An empty day is not known.

    The day that it was posted again is asked for where it has been taken down. A day that is the
    same for all is written once: it is each member's that is waited for and has none of its own.
    """

    def __init__(
        self,
        notice: Notice,
        boards: Sequence[BoardPosting],
        earlier: Earlier,
        today: date,
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data, auto_id="anslag_%s")
        self.boards, self.earlier, self.today = boards, earlier, today
        self.adjusted = notice.minutes.adjusted_on or notice.posted_on
        if len(boards) > 1:
            for name, label in self.columns():
                self.fields[f"{name}-{ALL}"] = SwedishDateField(
                    label=f"{SAME}, {label.lower()}", required=False, help_text=""
                )
        for board in boards:
            member = board.organisation.name
            for name, label in DAYS.items():
                if name == "again_on" and not board.taken_down_on:
                    continue
                self.fields[f"{name}-{board.pk}"] = SwedishDateField(
                    label=f"{member}, {label.lower()}",
                    required=False,
                    help_text="",
                    initial=getattr(board, name, None),
                )
            self.fields[f"aside-{board.pk}"] = forms.ChoiceField(
                label=f"{member}, tavlan",
                choices=[_WAITED, *Aside.choices],
                required=False,
                initial=board.aside,
            )
            self.fields[f"reason-{board.pk}"] = ReasonField(
                label=f"{member}, skäl",
                max_length=300,
                required=False,
                initial=board.aside_reason,
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for board in self.boards:
            if any(f"{name}-{board.pk}" in self.errors for name in LABELS):
                continue
            if wrong := board_days_wrong(self._days(board), self.adjusted, self.today):
                field, sentence = wrong
                # Said once where it was written once.
                whose = ALL if field in self._same(board) else board.pk
                self.add_error(f"{field}-{whose}", sentence)
        return cleaned

    def days(self) -> dict[int, BoardDays]:
        """The days by the key of the posting, of those boards where something was changed."""
        changed = {name.rpartition("-")[2] for name in self.changed_data}
        return {b.pk: self._days(b) for b in self.boards if str(b.pk) in changed or self._same(b)}

    def columns(self) -> list[tuple[str, str]]:
        """The days that the table has: posted again only where some board has been taken down."""
        down = any(board.taken_down_on for board in self.boards)
        return [(name, label) for name, label in DAYS.items() if name != "again_on" or down]

    def same(self) -> list[tuple[forms.BoundField, str]]:
        """The fields of the day that is the same for all; none where there is one board."""
        return [
            (self[f"{name}-{ALL}"], label)
            for name, label in self.columns()
            if f"{name}-{ALL}" in self.fields
        ]

    def rows(self) -> Iterator[Row]:
        """The boards as the page shows them."""
        for board in self.boards:
            days = [
                (self[f"{name}-{board.pk}"], label) if f"{name}-{board.pk}" in self.fields else None
                for name, label in self.columns()
            ]
            aside = [(self[f"{name}-{board.pk}"], LABELS[name]) for name in ("aside", "reason")]
            yield Row(
                board.organisation.name,
                days,
                aside,
                any(field.value() or field.errors for field, _ in aside),
                board_words(board, self.earlier),
            )

    def _own(self, board: BoardPosting) -> dict[str, Any]:
        return {name: self.cleaned_data.get(f"{name}-{board.pk}") for name in LABELS}

    def _same(self, board: BoardPosting) -> dict[str, date]:
        """The days for all that become this board's: it is waited for and has none of its own, has
        not posted before it was asked, and has posted what it takes down."""
        own = self._own(board)
        if own["aside"]:
            return {}
        there = {name: self.cleaned_data.get(f"{name}-{ALL}") for name in DAYS}
        same = {name: day for name, day in there.items() if day and not own[name]}
        if own["posted_on"] and same.get("asked_on", date.min) > own["posted_on"]:
            same.pop("asked_on")
        if not (own["posted_on"] or "posted_on" in same):
            same.pop("taken_down_on", None)
        if f"again_on-{board.pk}" not in self.fields:
            same.pop("again_on", None)
        return same

    def _days(self, board: BoardPosting) -> BoardDays:
        said = {**self._own(board), **self._same(board)}
        said["aside"], said["reason"] = said["aside"] or "", said["reason"] or ""
        return BoardDays(board_days(board).name, **said)
