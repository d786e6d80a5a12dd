"""Texts made one: what looks the same is the same, and nothing else is changed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.folding import fold_for_search
from samordna.kernel.ordering import name_key
from samordna.kernel.texts import as_read, plain, without_codes

#: Signs of Unicode's Default_Ignorable_Code_Point, and those that are drawn as a blank.
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u200b\u200d\u200e\u202e"
    "\u2060\u2063\u206f\u2800\u3164\ufe00\ufe0f\ufeff\uffa0\U0001bca0\U0001d159\U0001d173\U000e0001"
    "\U000e0020\U000e0100\U000e01ef"
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Lönekostnad", "Lönekostnad"),
        (unicodedata.normalize("NFD", "Årlig ränta för Ängsö"), "Årlig ränta för Ängsö"),
        ("rehabiliterings\u00adkoordinator", "rehabiliteringskoordinator"),
        ("Bud\u200bget\ufeff \u200e2025", "Budget 2025"),
        ("2025\u20112026", "2025-2026"),
        ("\ufb01nansiering", "finansiering"),
        ("\uff11\uff12\uff15 000", "125 000"),
        ("10\u00a0256\u00a0000 kr", "10\u00a0256\u00a0000 kr"),
        ("10\u202f256", "10\u202f256"),
        ("m², ½ tjänst …", "m², ½ tjänst …"),
        ("Prosjekt Øst, naïve, Łukasz", "Prosjekt Øst, naïve, Łukasz"),
        ("m² \ufb01n", "m² fin"),
        ("Kim O´Brien", "Kim O´Brien"),
        ("mål ① och ②", "mål ① och ②"),
        ("\u3164\u2800", "  "),
        ("att\u115f\u1160\uffa0\U0001d159gå", "att    gå"),
        ("Sankt\u2800Per", "Sankt Per"),
        ("v\u034fård\ufe0e \u17b5\u180b\U000e0100", "vård "),
    ],
)
def test_what_looks_the_same_is_made_the_same(written: str, read: str) -> None:
    assert as_read(written) == read


@pytest.mark.parametrize("sign", UNSEEN)
def test_a_text_of_what_nobody_sees_is_empty(sign: str) -> None:
    assert not as_read(sign * 3).strip()
    assert as_read(f"Sankt{sign} Per").split() == ["Sankt", "Per"]
    assert plain(f"Sankt{sign} Per") == "sankt per"
    assert fold_for_search(f"Sankt {sign}").strip() == "sankt"
    assert name_key(f"Sankt {sign}") == "sankt"


@given(st.text())
def test_made_one_once_is_made_one(text: str) -> None:
    made = as_read(text)
    assert as_read(made) == made
    assert not any(unicodedata.category(sign) == "Cf" for sign in made)


@given(st.text())
def test_a_text_taken_apart_is_read_as_the_one_put_together(text: str) -> None:
    assert as_read(unicodedata.normalize("NFD", text)) == as_read(
        unicodedata.normalize("NFC", text)
    )


def test_coded_signs_are_decoded_and_an_underscore_stays() -> None:
    assert without_codes("Lön_x000D_\nTolk") == "Lön\r\nTolk"
    assert without_codes("rad_x005F_x000D_") == "rad_x000D_"
    assert without_codes("post_x1") == "post_x1"


def test_texts_are_compared_without_spaces_capitals_and_forms() -> None:
    apart = unicodedata.normalize("NFD", " REGION\u00a0 V\u00e4st\u00admanland ")
    assert plain(apart) == plain("Region Västmanland") == "region västmanland"
