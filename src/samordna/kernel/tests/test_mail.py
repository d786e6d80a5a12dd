"""Mail addresses that letters reach."""

from __future__ import annotations

import pytest

from samordna.kernel.mail import is_domain, letters_before_at, unreachable_sentence


@pytest.mark.parametrize(
    ("address", "letters"),
    [
        ("rené@exempel.se", "é"),
        ("åsa.älg@exempel.se", "åä"),
        ("rene@exempel.se", ""),
        ("info@växjö.exempel.se", ""),
        ("ingen adress", ""),
    ],
)
def test_letters_that_servers_do_not_take_are_named(address: str, letters: str) -> None:
    assert letters_before_at(address) == letters
    assert bool(unreachable_sentence(address)) is bool(letters)
    assert letters in unreachable_sentence(address)


def test_a_domain_that_dns_cannot_hold_is_refused() -> None:
    assert is_domain("exempel.se")
    assert is_domain("örebro.exempel.se")
    address = f"x@{'å' * 60}.se"
    assert "kan inte vara en domän" in unreachable_sentence(address)
    assert "kan inte vara en domän" in unreachable_sentence("x@exempel..se")
