"""When the members' boards were asked to post a notice, posted it and took it down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from samordna.meetings.models import BoardPosting, Notice
from samordna.meetings.rules.boards import BoardDays, board_days_wrong
from samordna.web.forms import OneReason, SwedishDateField

#: The days of a board, in the order of the page.
LABELS = {"asked_on": "Ombedd", "posted_on": "Anslaget", "taken_down_on": "Nedtaget"}


class BoardsForm(OneReason, forms.Form):
    """Three days for each board. An empty one is not known."""

    def __init__(
        self,
        notice: Notice,
        boards: Sequence[BoardPosting],
        today: date,
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data, auto_id="anslag_%s")
        self.boards, self.today = boards, today
        self.adjusted = notice.minutes.adjusted_on or notice.posted_on
        for board in boards:
            for name, label in LABELS.items():
                self.fields[f"{name}-{board.pk}"] = SwedishDateField(
                    label=label, required=False, help_text="", initial=getattr(board, name)
                )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for board in self.boards:
            if any(f"{name}-{board.pk}" in self.errors for name in LABELS):
                continue
            if wrong := board_days_wrong(self._days(board), self.adjusted, self.today):
                field, sentence = wrong
                self.add_error(f"{field}-{board.pk}", sentence)
        return cleaned

    def days(self) -> dict[int, BoardDays]:
        """The days by the key of the posting, of those boards where something was changed."""
        changed = {name.rpartition("-")[2] for name in self.changed_data}
        return {b.pk: self._days(b) for b in self.boards if str(b.pk) in changed}

    def rows(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The name of each member, and the fields of its board."""
        for board in self.boards:
            yield board.organisation.name, [self[f"{name}-{board.pk}"] for name in LABELS]

    def _days(self, board: BoardPosting) -> BoardDays:
        days = {name: self.cleaned_data.get(f"{name}-{board.pk}") for name in LABELS}
        return BoardDays(board.organisation.name, **days)
