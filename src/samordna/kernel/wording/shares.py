"""Whose and for which year each sum of a written text is, and where the data say another sum."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from samordna.kernel.sentences import listed
from samordna.kernel.wording.limits import sums_at, years_at


@dataclass(frozen=True, slots=True)
class Share:
    """What one party gets for one year, in whole kronor; also a party that gets nothing."""

    name: str
    year: int
    kr: int


@dataclass(frozen=True, slots=True)
class Slip:
    """A sum of a text with what it is said to be for, and what the data have there, in kronor."""

    of: str
    said_kr: int
    data_kr: int


@dataclass(frozen=True, slots=True)
class _Token:
    """A sum of a text, or the years or the party that it names; ``keys`` is empty for a sum."""

    place: int
    kr: int = 0
    keys: tuple[int | str, ...] = ()


def names_a_party(
    text: str,
    shares: Sequence[Share],
    initiative: str = "",
    shorts: Iterable[tuple[str, str]] = (),
) -> bool:
    """Whether a text names any of the parties of the table."""
    text = _in_full(text, shares, initiative, shorts)
    return bool(_names_at(text, sorted({share.name for share in shares}), initiative))


def share_slip(
    text: str,
    shares: Sequence[Share],
    initiative: str = "",
    shorts: Iterable[tuple[str, str]] = (),
    *,
    gets: bool = False,
) -> Slip | None:
    """The first sum that a text gives to another year or party than the data do; None without.

    A sum belongs to what stands right after it, or right before it: only a text that agrees with
    the data in neither way of reading is a slip. Where a text names both years and several parties,
    a sum may be any that the data have. ``initiative`` is a name that may look like a party's,
    ``shorts`` are the parties' short names, each before the whole one. With ``gets`` the text says
    what a party gets, so that its sums are that party's alone.
    """
    text = _in_full(text, shares, initiative, shorts)
    sums = [_Token(place, kr=kr) for place, kr in sums_at(text)]
    if not sums or not shares:
        return None
    years = [_Token(place, keys=(year,)) for place, year in years_at(text)]
    names = _names_at(text, sorted({share.name for share in shares}), initiative)
    parties = [_Token(place, keys=(name,)) for place, name in names]
    by_year = _summed(shares, lambda share: share.year)
    by_party = _summed(shares, lambda share: share.name)
    said = {name for _, name in names}
    if years and len(said) > 1:
        return _none_of_them(sums, shares) or _of_each(text, names, sums, years, shares)
    if years and len(said) == 1:
        of_it = _summed([s for s in shares if s.name in said], lambda share: share.year)
        slip = _misplaced(sums, years, of_it)
        # ”Enköping 250 000 kr för 2025” may be all of that year, unless Enköping gets it there.
        return slip if slip is None or gets else _misplaced(sums, years, by_year) and slip
    if years:
        return _misplaced(sums, years, by_year)
    return _misplaced(sums, parties, by_party)


def _in_full(
    text: str, shares: Sequence[Share], initiative: str, shorts: Iterable[tuple[str, str]]
) -> str:
    """A text without the initiative's name, and with the whole names of parties in short."""
    if initiative:
        text = re.sub(re.escape(initiative), _blank, text, flags=re.IGNORECASE)
    for short, whole in shorts:
        if any(share.name == whole for share in shares):
            text = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", whole, text)
    return text


def summed_shares(shares: Sequence[Share]) -> set[int]:
    """Every sum that the table of shares knows, in kronor: a cell's, a year's and a party's."""
    by_year, by_party = (
        _summed(shares, key) for key in (lambda share: share.year, lambda share: share.name)
    )
    return {*(share.kr for share in shares), *by_year.values(), *by_party.values()}


def _summed(shares: Iterable[Share], key: Callable[[Share], int | str]) -> dict[int | str, int]:
    found: dict[int | str, int] = {}
    for share in shares:
        found[key(share)] = found.get(key(share), 0) + share.kr
    return found


def _none_of_them(sums: Sequence[_Token], shares: Sequence[Share]) -> Slip | None:
    total = sum(share.kr for share in shares)
    known = {total, *summed_shares(shares)}
    wrong = next((token for token in sums if token.kr not in known), None)
    return Slip("en del", wrong.kr, total) if wrong else None


def _of_each(
    text: str,
    names: Sequence[tuple[int, str]],
    sums: Sequence[_Token],
    years: Sequence[_Token],
    shares: Sequence[Share],
) -> Slip | None:
    """The first sum that a text, which tells for one party after another what it gets each year,
    gives to another year than the data do. Only where each party stands before its sums."""
    if not names or sums[0].place < names[0][0]:
        return None
    starts = [place for place, _ in names]
    for (low, name), high in zip(names, [*starts[1:], len(text)], strict=True):
        here = [[t for t in tokens if low <= t.place < high] for tokens in (sums, years)]
        if not all(here):
            continue
        of_it = _summed([share for share in shares if share.name == name], lambda s: s.year)
        whole = sum(of_it.values())
        if [token.kr for token in here[0]] == [whole]:
            continue
        if slip := _misplaced(here[0], here[1], of_it):
            return Slip(f"{name} {slip.of}", slip.said_kr, slip.data_kr)
    return None


def _misplaced(
    sums: Sequence[_Token], keys: Sequence[_Token], data: dict[int | str, int]
) -> Slip | None:
    tokens = _joined(sorted([*sums, *keys], key=lambda token: token.place))
    readings = []
    for first, second in ((0, 1), (1, 0)):
        pairs = [
            (pair[second].keys, pair[first].kr)
            for pair in itertools.pairwise(tokens)
            if pair[second].keys and not pair[first].keys
        ]
        readings.append(pairs)
    # The way of reading that leaves fewest years or parties without a sum, or either.
    most = max(map(len, readings))
    slips = [
        [
            Slip(listed([str(one) for one in of]), kr, right)
            for of, kr in pairs
            if (right := sum(data.get(key, 0) for key in dict.fromkeys(of))) != kr
        ]
        for pairs in readings
        if len(pairs) == most
    ]
    return slips[0][0] if all(slips) else None


def _joined(tokens: Sequence[_Token]) -> list[_Token]:
    """The tokens with years or parties that stand side by side as one."""
    found: list[_Token] = []
    for token in tokens:
        if found and token.keys and found[-1].keys:
            found[-1] = _Token(found[-1].place, keys=found[-1].keys + token.keys)
        else:
            found.append(token)
    return found


def _names_at(text: str, names: Sequence[str], initiative: str) -> list[tuple[int, str]]:
    """Where a text names a party: by the whole name, or by a first word that only it has."""
    rest = re.sub(re.escape(initiative), _blank, text, flags=re.IGNORECASE) if initiative else text
    firsts = [name.split()[0].rstrip("s").lower() for name in names if name.split()]
    found: list[tuple[int, str]] = []
    for pattern_of in (re.escape, _first_word):
        for name in sorted(names, key=len, reverse=True):
            if not name.split():
                continue
            if pattern_of is _first_word and firsts.count(name.split()[0].rstrip("s").lower()) > 1:
                continue
            pattern = re.compile(rf"\b{pattern_of(name)}", re.IGNORECASE)
            found += [(match.start(), name) for match in pattern.finditer(rest)]
            rest = pattern.sub(_blank, rest)
    return sorted(found)


def _first_word(name: str) -> str:
    return rf"{re.escape(name.split()[0].rstrip('s'))}s?\b"


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
