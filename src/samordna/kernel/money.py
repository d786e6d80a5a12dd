"""Money: whole kronor, one entrance for amounts people type, one place that rounds.

Amounts are ``int`` kronor. Thousands (tkr) exist only where figures are shown, and öre only in
payments, as :class:`samordna.kernel.ore.Ore`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

NBSP = "\u00a0"
MINUS = "\u2212"

#: The largest amount that any field takes, in kronor: far above the whole of Finsam in a year.
LARGEST_KR = 100_000_000_000

#: Longer texts than this are no amount and no day; they are turned away before they are read.
LONGEST_TYPED = 100

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
#: An amount in a sentence, its figure first. No longer than the largest: a text of nothing but
#: digits is read in one pass.
_IN_TEXT = re.compile(
    r"(?<![0-9])([0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,4}|[0-9]{1,15})"
    r"[ \u00a0\u202f]?(?:tkr\b|kr\b|kronor\b)"
)
_SUFFIX = re.compile(r"(kr|kronor|sek|:-|,-)\.?$", re.IGNORECASE)
_THOUSANDS = re.compile(r"(tkr|tsk|tusen|ksek|tsek)\.?$", re.IGNORECASE)
#: ``SEK 5 000`` and ``kr 5 000`` are as good as ``5 000 kr``.
_PREFIX = re.compile(r"^(-?)(kr|sek|tkr|ksek|tsek)[.:]?(-?[0-9].*)$", re.IGNORECASE)
#: Figures with spaces between them, and how a single amount is parted. An amount that was struck
#: through and the new one in the same cell, 90 000 80 000, are two.
_PARTED = re.compile(r"(?<![0-9])[0-9]+(?:[\s\u00a0\u202f\u2009]+[0-9]+)+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[^\S\r\n\t]+[0-9]{3})+")
_NUMBER = re.compile(r"^-?[0-9]+([.,][0-9]+)?$")
_COLON = re.compile(r"^(-?[0-9]+):([0-9]{2})$")
_DOTTED = re.compile(r"^-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?$")
# 1,822,500 and 45,000 stand in real budgets: no amount has three decimals.
_COMMAED = re.compile(r"^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$")


class NotAnAmount(ValueError):
    """The text cannot be read as an amount; the message is a Swedish sentence."""


def round_half_up(value: Decimal) -> int:
    """Round to a whole number, halves away from zero: the only rounding in the house."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def parse_kr(text: str) -> int:
    """Read an amount as people write it and return whole kronor.

    Takes ``1 234 567``, ``1.234.567 kr``, ``SEK 1,234,567``, ``1234,50``, ``1 235 tkr`` and a
    hyphen or a real minus. Raises :class:`NotAnAmount` with a Swedish sentence for anything else.
    """
    number, says_tkr, _ = read_number(text)
    kr = round_half_up(number * 1000 if says_tkr else number)
    if abs(kr) > LARGEST_KR:
        raise NotAnAmount(f"{format_kr(kr)} är ett orimligt stort belopp.")
    return kr


def parse_whole_kr(text: str) -> int:
    """As :func:`parse_kr`, of what is typed where only whole kronor are kept.

    An amount with öre is refused and not rounded: 12,5 may as well be thousands, and a sum that
    differs by a krona from its paper is hard to find. ``12,00`` and ``12,5 tkr`` are whole.
    """
    number, says_tkr, _ = read_number(text)
    kr = number * 1000 if says_tkr else number
    if kr != kr.to_integral_value():
        typed = text.strip()[:40]
        also = "" if says_tkr else f", eller ”{typed} tkr” om du menar tusental"
        raise NotAnAmount(f"”{typed}” är inte hela kronor. Skriv beloppet utan ören{also}.")
    return parse_kr(text)


def read_number(text: str, *, colon: bool = False) -> tuple[Decimal, bool, bool]:
    """Read the figure in an amount; say whether the text itself says tkr, or kronor.

    The figure is as written: ``125 tkr`` is ``(125, True, False)``. With ``colon``, ``1234:50`` is
    kronor and öre; elsewhere it may be a time of day. Raises :class:`NotAnAmount`, also for two
    amounts after each other (``90 000 80 000``).
    """
    if not all(_GROUPED.fullmatch(parted) for parted in _PARTED.findall(text)):
        raise NotAnAmount(f"”{text.strip()[:40]}” är inte ett belopp. Skriv till exempel 125 000.")
    cleaned = _SPACES.sub("", text).replace(MINUS, "-").replace("\u2013", "-")
    if len(cleaned) <= LONGEST_TYPED:
        cleaned = _PREFIX.sub(r"\1\3\2", cleaned)
    says_tkr = _THOUSANDS.search(cleaned) is not None
    bare = (_THOUSANDS if says_tkr else _SUFFIX).sub("", cleaned)
    says_kr = not says_tkr and bare != cleaned
    if colon and not says_tkr:
        bare = _COLON.sub(r"\1,\2", bare)
    if _DOTTED.match(bare):
        bare = bare.replace(".", "")
    elif _COMMAED.match(bare):
        bare = bare.replace(",", "")
    if not _NUMBER.match(bare) or len(bare) > 20:
        raise NotAnAmount(f"”{text.strip()[:40]}” är inte ett belopp. Skriv till exempel 125 000.")
    try:
        return Decimal(bare.replace(",", ".")), says_tkr, says_kr
    except InvalidOperation as error:
        raise NotAnAmount(f"”{text.strip()[:40]}” är inte ett belopp.") from error


def _grouped(number: int) -> str:
    text = f"{abs(number):,}".replace(",", NBSP)
    return f"{MINUS}{text}" if number < 0 else text


def format_number(number: int) -> str:
    """Write a whole number the Swedish way: ``1 234 567``, with a real minus sign."""
    return _grouped(number)


def format_kr(kr: int) -> str:
    """Write whole kronor: ``1 234 567 kr``."""
    return f"{_grouped(kr)}{NBSP}kr"


def part_of_kr(granted: int, sought: int) -> str:
    """A part of what was applied for: ``3 000 000 kr av sökta 7 000 000 kr``. The one wording of
    it, in minutes, letters and pages."""
    return f"{format_kr(granted)} av sökta {format_kr(sought)}"


def with_hard_spaces(text: str) -> str:
    """Write the amounts of a sentence with hard spaces, as :func:`format_kr` does: also one that
    was written without, as ”100000 kr”."""
    return _IN_TEXT.sub(_set, text)


def _set(match: re.Match[str]) -> str:
    figure, unit = match[1], match[0][len(match[1]) :]
    grouped = _grouped(int(figure)) if figure.isdecimal() and figure[0] != "0" else figure
    return _SPACES.sub(NBSP, grouped + unit)


def to_tkr(kr: int) -> int:
    """Round whole kronor to thousands, halves away from zero."""
    return round_half_up(Decimal(kr) / 1000)


def format_tkr(kr: int) -> str:
    """Write kronor as thousands: ``1 235 tkr``."""
    return f"{_grouped(to_tkr(kr))}{NBSP}tkr"


def spread(total_kr: int, weights: Sequence[int]) -> list[int]:
    """Divide whole kronor by weights so that the parts always add up to the total.

    The kronor left over by rounding go to the largest remainders, the last one first among equals.
    Raises ValueError when there is no positive weight or one is negative.
    """
    if not weights or min(weights) < 0 or sum(weights) == 0:
        raise ValueError("spread needs at least one positive weight and none below zero")
    whole = sum(weights)
    sign = -1 if total_kr < 0 else 1
    parts = [abs(total_kr) * w // whole for w in weights]
    remainders = [abs(total_kr) * w % whole for w in weights]
    missing = abs(total_kr) - sum(parts)
    order = sorted(range(len(weights)), key=lambda i: (remainders[i], i), reverse=True)
    for i in order[:missing]:
        parts[i] += 1
    return [sign * p for p in parts]
