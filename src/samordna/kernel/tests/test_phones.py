"""What is a telephone number, and what is none."""

from __future__ import annotations

import pytest

from samordna.kernel.phones import not_a_phone


@pytest.mark.parametrize("text", ["", "112", "018-12 34 56, ankn. 12", "+46 (0)18 123 456", "018"])
def test_what_people_write_is_let_be(text: str) -> None:
    assert not_a_phone(text) == ""


@pytest.mark.parametrize("text", ["abc", "–", "rum 12", "se webben"])
def test_what_has_no_number_is_refused_with_what_stands_there(text: str) -> None:
    assert f"”{text}” är inget telefonnummer" in not_a_phone(text)
