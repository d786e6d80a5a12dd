"""Numbers with a check digit or a fixed shape: organisations, giro accounts, matters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum import luhn

_DIGITS = re.compile(r"^[0-9]+$")
_SEPARATORS = re.compile(r"[\s\u00a0\u202f.\u2010\u2011\u2013\u2212-]+")
_MATTER = re.compile(r"^([0-9]{4})\s*:\s*([1-9][0-9]{0,5})$")


class NotAnOrganisationNumber(ValueError):
    """The text is no organisation number; the message is a Swedish sentence."""


class NotABankgiro(ValueError):
    """The text is no bankgiro number; the message is a Swedish sentence."""


class NotAPlusgiro(ValueError):
    """The text is no plusgiro number; the message is a Swedish sentence."""


class NotAMatterNumber(ValueError):
    """The text is no matter number; the message is a Swedish sentence."""


def parse_organisation_number(text: str) -> str:
    """Return the ten digits of an organisation number, check digit tried.

    Takes ``212000-2411``, ``2120002411`` and the twelve digits ``162120002411`` of authorities.
    The third digit of an organisation number is at least 2; a personal identity number has 0 or 1
    there and is refused, since the product keeps none. Raises :class:`NotAnOrganisationNumber`.
    """
    digits = _SEPARATORS.sub("", text)
    if len(digits) == 12 and digits.startswith("16"):
        digits = digits[2:]
    if not _DIGITS.match(digits) or len(digits) != 10:
        raise NotAnOrganisationNumber(
            f"{_quoted(text)} är inte ett organisationsnummer. Skriv tio siffror, "
            "till exempel 212000-2411."
        )
    if digits[2] in "01":
        raise NotAnOrganisationNumber(
            "Numret ser ut som ett personnummer. Här får bara organisationsnummer stå."
        )
    if not luhn.is_valid(digits):
        raise NotAnOrganisationNumber(
            f"Kontrollsiffran stämmer inte i organisationsnumret {_quoted(text)}. "
            "Någon siffra är fel."
        )
    return digits


def format_organisation_number(text: str) -> str:
    """Write an organisation number as ``212000-2411``. Raises as the parser does."""
    digits = parse_organisation_number(text)
    return f"{digits[:6]}-{digits[6:]}"


def parse_bankgiro(text: str) -> str:
    """Return the 7 or 8 digits of a bankgiro number, check digit (mod 10) tried.

    Raises :class:`NotABankgiro`.
    """
    digits = _SEPARATORS.sub("", text)
    if not _DIGITS.match(digits) or len(digits) not in (7, 8) or not int(digits):
        raise NotABankgiro(
            f"{_quoted(text)} är inte ett bankgironummer. Skriv sju eller åtta siffror, "
            "till exempel 188-4774."
        )
    if not luhn.is_valid(digits):
        raise NotABankgiro(
            f"Kontrollsiffran stämmer inte i bankgironumret {_quoted(text)}. Någon siffra är fel."
        )
    return digits


def format_bankgiro(text: str) -> str:
    """Write a bankgiro number as ``188-4774`` or ``5402-9681``. Raises as the parser does."""
    digits = parse_bankgiro(text)
    return f"{digits[:-4]}-{digits[-4:]}"


def parse_plusgiro(text: str) -> str:
    """Return the 2 to 8 digits of a plusgiro number, check digit (mod 10) tried.

    Raises :class:`NotAPlusgiro`.
    """
    digits = _SEPARATORS.sub("", text)
    if not _DIGITS.match(digits) or not 2 <= len(digits) <= 8 or not int(digits):
        raise NotAPlusgiro(
            f"{_quoted(text)} är inte ett plusgironummer. Skriv två till åtta siffror, "
            "till exempel 28 65 43-4."
        )
    if not luhn.is_valid(digits):
        raise NotAPlusgiro(
            f"Kontrollsiffran stämmer inte i plusgironumret {_quoted(text)}. Någon siffra är fel."
        )
    return digits


def format_plusgiro(text: str) -> str:
    """Write a plusgiro number in pairs, an odd digit in the first group: ``410 54 68-5``.

    Raises as the parser does.
    """
    digits = parse_plusgiro(text)
    serial, check = digits[:-1], digits[-1]
    first = 1 if len(serial) == 1 else 2 + len(serial) % 2
    groups = [serial[:first], *(serial[i : i + 2] for i in range(first, len(serial), 2))]
    return f"{' '.join(groups)}-{check}"


@dataclass(frozen=True, slots=True, order=True)
class MatterNumber:
    """A matter's number (*diarienummer*): the year and a serial from 1 within it."""

    year: int
    serial: int

    def __post_init__(self) -> None:
        if not 1990 <= self.year <= 2100 or not 1 <= self.serial <= 999_999:
            raise NotAMatterNumber(f"{self.year}:{self.serial} är inte ett diarienummer.")

    @classmethod
    def parse(cls, text: str) -> MatterNumber:
        """Read ``2024:17``. Raises :class:`NotAMatterNumber`."""
        match = _MATTER.match(text.strip())
        if match is None:
            raise NotAMatterNumber(
                f"{_quoted(text)} är inte ett diarienummer. Skriv år, kolon och löpnummer, "
                "till exempel 2024:17."
            )
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year}:{self.serial}"


def _quoted(text: str) -> str:
    return f"”{text.strip()[:40]}”"
