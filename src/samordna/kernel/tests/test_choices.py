from __future__ import annotations

import json

import pytest

from samordna.kernel.choices import Choice


class Colour(Choice):
    PINE = "pine", "Tallgrönt"
    INK = "ink", "Bläck"
    UNSEEN = "unseen"


def test_a_member_is_the_stored_text_and_knows_its_label() -> None:
    assert Colour.PINE == "pine"
    assert f"{Colour.PINE} {Colour.PINE.label}" == "pine Tallgrönt"
    assert json.dumps({"colour": Colour.INK}) == '{"colour": "ink"}'
    assert Colour("ink") is Colour.INK
    assert Colour.UNSEEN.label == ""


def test_choices_are_plain_texts_in_the_order_of_the_members() -> None:
    assert Colour.choices == [("pine", "Tallgrönt"), ("ink", "Bläck"), ("unseen", "")]
    assert {type(value) for value, _ in Colour.choices} == {str}


def test_a_text_that_no_member_has_is_refused() -> None:
    with pytest.raises(ValueError, match="pinje"):
        Colour("pinje")
