"""Whole numbers as a browser sends them."""

from __future__ import annotations

import pytest

from samordna.kernel.sent_numbers import number_sent, numbers_sent


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)]
)
def test_digits_are_a_number(text: str, number: int) -> None:
    assert number_sent(text) == number


@pytest.mark.parametrize(
    "text", ["", " ", "-1", "+1", "1.0", "1 ", "x", "²", "٣", "9" * 19, "9" * 5000]
)
def test_anything_else_is_none(text: str) -> None:
    assert number_sent(text) is None


def test_a_number_of_more_digits_than_it_can_have_is_none() -> None:
    assert (number_sent("1234", 4), number_sent("12345", 4)) == (1234, None)


def test_what_is_no_number_is_passed_over_among_others() -> None:
    assert numbers_sent(["3", "x", "0", "9" * 5000, "3"]) == [3, 0, 3]
