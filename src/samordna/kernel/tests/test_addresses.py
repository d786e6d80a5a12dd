"""Where an installation is: what links can begin with, and what they cannot."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.addresses import NotAnAddress, base_address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://samordna.exempel.se", "https://samordna.exempel.se"),
        (" https://samordna.exempel.se:8443/ ", "https://samordna.exempel.se:8443"),
        ("http://127.0.0.1:8311", "http://127.0.0.1:8311"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://exempel.se/samordna/", "https://exempel.se/samordna"),
    ],
)
def test_an_address(written: str, address: str) -> None:
    assert base_address(written) == address


@pytest.mark.parametrize(
    "written",
    [
        *("", "hej", "samordna.exempel.se", "https://", "ftp://exempel.se", "https://a b.se"),
        *("https://exempel.se:x", "https://exempel.se/?a=1", "https://anna@exempel.se", "http://["),
    ],
)
def test_what_is_none(written: str) -> None:
    with pytest.raises(NotAnAddress, match="är inte adressen"):
        base_address(written)


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_not(written: str) -> None:
    with contextlib.suppress(NotAnAddress):
        assert base_address(written).startswith(("http://", "https://"))
