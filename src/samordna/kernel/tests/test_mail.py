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
        ("Se t.co/abc.", "Se …."),
        ("(a.se/login)", "(…)"),
        ("x.io", "…"),
        ("1.2.3.4/login", "…"),
        ("Skriv mailto:a@exempel.se", "Skriv …"),
        ("evil。com/x och evil．com och evil․com", "… och … och …"),
        ("evil.c0m", "…"),
        ("localhost/x", "…"),
        ("ｅｖｉｌ.ｃｏｍ", "…"),
        ("evil\u200b.com", "…"),
        ("Heby/evil.com", "…"),
        ("evil.рф", "…"),
        ("tel:112", "…"),
        ("bl.a/x.io", "…"),
        ("å" * 300, "å" * 99 + "…"),
    ],
)
def test_a_name_in_a_letter_carries_no_link(typed: str, said: str) -> None:
    assert harmless(typed) == said


@pytest.mark.parametrize(
    "name",
    [
        "Steg 2.0",
        "Steg 2.0-projektet",
        "Möte kl. 9.30–11.00",
        "Möte kl.9.30",
        "1.2 Mkr, 1.234.567.000 kr",
        "Unga, t.ex. på gymnasiet, m.fl., m.m., bl.a., o.s.v. och fr.o.m. 2025",
        "Vård- och omsorgsboende, Vård- och omsorgs…",
        "AF/FK och/eller IPS/SE",
        "Dnr 2024/12.3, 5.9.2024 och 2024-09-05",
        "J.K. Berg & P.O. Ek",
        "Etapp 3: våga!",
        "S:t Erik, K:a Maria, nr. 4, v.36, §12.2",
        "Grön Rehab (2024–2026) + 50 % stöd",
        "½ tjänst, 3 m², 20 °C, naïve & Åsa-Märta O’Hara",
    ],
)
def test_a_name_without_links_stays_as_it_is(name: str) -> None:
    assert harmless(name) == name
