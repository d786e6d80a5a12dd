"""The thread puts what is done first, by day, and marks the step that is going on."""

from __future__ import annotations

from datetime import date

import pytest

from samordna.flows.thread import in_order
from samordna.web.shared import ThreadStep

#: Two rooms' parts: the board's decision with its legal force, and the grant that adjusting gave.
BOARD = [
    ThreadStep("Styrelsen § 5", "done", date(2024, 9, 12)),
    ThreadStep("Handlingen kom in", "done"),
    ThreadStep("Justerat", "done", date(2024, 9, 26)),
    ThreadStep("Laga kraft", "coming", date(2024, 10, 19)),
]
GRANT = [
    ThreadStep("Beviljat", "done", date(2024, 9, 26), amount_kr=1),
    ThreadStep("Expedierat", "now"),
]


@pytest.fixture
def thread() -> list[ThreadStep]:
    return in_order([*BOARD, *GRANT])


def test_done_steps_stand_first_in_the_order_of_their_days(thread: list[ThreadStep]) -> None:
    assert [step.label for step in thread] == [
        "Styrelsen § 5", "Handlingen kom in", "Justerat", "Beviljat", "Laga kraft", "Expedierat",
    ]  # fmt: skip


def test_one_step_is_going_on_and_the_rest_are_coming(thread: list[ThreadStep]) -> None:
    assert [step.state for step in thread] == ["done"] * 4 + ["now", "coming"]


def test_a_step_keeps_what_it_carries(thread: list[ThreadStep]) -> None:
    assert thread[3].amount_kr == 1
