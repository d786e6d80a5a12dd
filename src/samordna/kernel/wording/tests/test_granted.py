"""What is granted in words: the whole by year, and what each party gets of what it applied for."""

from __future__ import annotations

from samordna.kernel.wording.granted import Granted, by_year
from samordna.kernel.wording.shares import Share

HEBY, AF, REGION = "Heby kommun", "Arbetsförmedlingen", "Region Uppsala"


def plain(texts: list[str]) -> list[str]:
    return [text.replace("\u00a0", " ") for text in texts]


def test_each_party_is_told_of_what_it_applied_for() -> None:
    granted = Granted(
        HEBY,
        [
            Share(AF, 2026, 50_000),
            Share(HEBY, 2025, 200_000),
            Share(HEBY, 2026, 100_000),
            Share(REGION, 2025, 0),
        ],
        {HEBY: 400_000, AF: 50_000, REGION: 80_000},
    )
    assert granted.kr == 350_000
    assert plain([granted.of_years()]) == ["Av det är 200 000 kr för 2025 och 150 000 kr för 2026."]
    assert plain(granted.of_parties()) == [
        "Heby kommun får 300 000 kr av sökta 400 000 kr: 200 000 kr för 2025 och 100 000 kr för "
        "2026.",
        "Arbetsförmedlingen får de sökta 50 000 kr, allt för 2026.",
        "Region Uppsala får inget av sökta 80 000 kr.",
    ]
    assert plain(granted.of_parties([AF], verb="föreslås få")) == [
        "Arbetsförmedlingen föreslås få de sökta 50 000 kr, allt för 2026."
    ]


def test_what_says_nothing_more_is_not_said() -> None:
    """One year and one party: the sum itself tells all."""
    alone = Granted(HEBY, [Share(HEBY, 2025, 200_000)], {HEBY: 200_000, AF: 0})
    assert (alone.of_years(), alone.of_parties()) == ("", [])
    two = Granted(HEBY, [Share(HEBY, 2025, 200_000), Share(AF, 2025, 10_000)], {AF: 5_000})
    assert (two.of_years(), plain(two.of_parties())) == (
        "",
        [
            "Heby kommun får 200 000 kr.",
            "Arbetsförmedlingen får 10 000 kr, mer än de sökta 5 000 kr.",
        ],
    )


def test_years_that_get_nothing() -> None:
    assert plain([by_year([(2025, 75_000)], [2026])]) == ["75 000 kr för 2025 och inget för 2026"]
