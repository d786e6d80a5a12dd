"""Checksums as people compare them."""

from __future__ import annotations

from samordna.kernel.checksums import in_groups


def test_four_signs_stand_together_and_nothing_is_lost() -> None:
    assert in_groups("9f86d081884c") == "9f86 d081 884c"
    assert in_groups("9f86d") == "9f86 d"
    assert in_groups(in_groups("9f86d081")) == "9f86 d081"
    assert in_groups("") == ""
