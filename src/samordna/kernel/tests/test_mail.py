"""Mail addresses that letters reach."""

from __future__ import annotations

import pytest

from samordna.kernel.mail import harmless, is_domain, letters_before_at, unreachable_sentence


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


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "Kontot spärras: logga in på https://evil.se/a?b=c nu",
            "Kontot spärras: logga in på … nu",
        ),
        ("Gå till www.evil.se", "Gå till …"),
        ("Se evil.exempel.se/konto", "Se …"),
        ("Se evil.com.", "Se …."),
        ("Stöd, t.ex. för unga m.fl. 2024.1", "Stöd, t.ex. för unga m.fl. 2024.1"),
        ("Rad ett\nrad två", "Rad ett rad två"),
        ("å" * 300, "å" * 99 + "…"),
    ],
)
def test_a_name_in_a_letter_carries_no_link(typed: str, said: str) -> None:
    assert harmless(typed) == said
