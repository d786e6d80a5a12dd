"""Organisation numbers, giro numbers and matter numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.identifiers import (
    MatterNumber,
    NotABankgiro,
    NotAMatterNumber,
    NotAnOrganisationNumber,
    NotAPlusgiro,
    format_bankgiro,
    format_organisation_number,
    format_plusgiro,
    parse_bankgiro,
    parse_organisation_number,
    parse_plusgiro,
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("212000-2411", "212000-2411"),
        ("2220002063", "222000-2063"),
        (" 212000 2411 ", "212000-2411"),
        ("16212000-2411", "212000-2411"),
        ("212000\u20132411", "212000-2411"),
    ],
)
def test_organisation_numbers(text, written):
    assert format_organisation_number(text) == written


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("212000-2412", "Kontrollsiffran"),
        ("212000-241", "tio siffror"),
        ("org nr", "tio siffror"),
        ("", "tio siffror"),
        ("²120002411", "tio siffror"),
        ("000000-0000", "personnummer"),
    ],
)
def test_what_is_no_organisation_number(text, part):
    with pytest.raises(NotAnOrganisationNumber, match=part):
        parse_organisation_number(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [("1884774", "188-4774"), ("188-4774", "188-4774"), ("54029681", "5402-9681")],
)
def test_bankgiro(text, written):
    assert format_bankgiro(text) == written


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("188-4775", "Kontrollsiffran"),
        ("123455", "sju eller åtta"),
        ("0000-0000", "sju eller åtta"),
    ],
)
def test_what_is_no_bankgiro(text, part):
    with pytest.raises(NotABankgiro, match=part):
        parse_bankgiro(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [("42", "4-2"), ("2865434", "28 65 43-4"), ("41054685", "410 54 68-5"), ("18-2", "18-2")],
)
def test_plusgiro(text, written):
    assert format_plusgiro(text) == written


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("28 65 43-5", "Kontrollsiffran"),
        ("7", "två till åtta"),
        ("123456789", "två till åtta"),
        ("00", "två till åtta"),
    ],
)
def test_what_is_no_plusgiro(text, part):
    with pytest.raises(NotAPlusgiro, match=part):
        parse_plusgiro(text)


@given(st.integers(1, 9_999_999), st.integers(0, 9))
def test_exactly_one_check_digit_fits(serial, other):
    def fits(check):
        try:
            return parse_plusgiro(f"{serial}{check}") == f"{serial}{check}"
        except NotAPlusgiro:
            return False

    right = [check for check in range(10) if fits(check)]
    assert len(right) == 1
    written = format_plusgiro(f"{serial}{right[0]}")
    assert parse_plusgiro(written) == f"{serial}{right[0]}"
    assert (other in right) is fits(other)


def test_matter_numbers():
    assert str(MatterNumber.parse(" 2024:17 ")) == "2024:17"
    assert str(MatterNumber(2021, 11)) == "2021:11"
    numbers = [MatterNumber(2024, 9), MatterNumber(2024, 10), MatterNumber(2023, 400)]
    assert [str(n) for n in sorted(numbers)] == ["2023:400", "2024:9", "2024:10"]


@pytest.mark.parametrize(
    "text", ["2024-17", "2024:0", "2024:017", "24:17", "1889:3", "", "2024:1x"]
)
def test_what_is_no_matter_number(text):
    with pytest.raises(NotAMatterNumber, match="diarienummer"):
        MatterNumber.parse(text)


@given(st.integers(1990, 2100), st.integers(1, 999_999))
def test_matter_numbers_read_back(year, serial):
    assert MatterNumber.parse(f"{year}:{serial}") == MatterNumber(year, serial)
    assert str(MatterNumber(year, serial)) == f"{year}:{serial}"
