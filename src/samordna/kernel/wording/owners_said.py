"""What a text that a person has written says of a named party to a decision: that it is refused or
gets nothing, that it gets all or something, a sum, a part, or from or until when.

A text is read for what it plainly says. What it asks somebody else to do, what it says of another
matter, of what is not granted or on a condition, and what a party is to do, says nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from samordna.kernel.wording.limits import sums_in, years_in
from samordna.kernel.wording.mentions import GENITIVE, ONE, STRANGER, Marked
from samordna.kernel.wording.owner_limits import (
    ABOUT,
    ASKED_FOR,
    BOUNDARY,
    COUNT,
    COUNTED,
    EACH,
    EACH_OF,
    ELSEWHERE,
    FROM_OTHERS,
    LOOSE,
    MONTHLY,
    ON_CONDITION,
    OTHER_PURPOSE,
    PART_OF,
    QUARTERLY,
    SENTENCE,
    STATED,
    SUBJECT,
    UNLESS,
    UNLIMITED,
    YEARLY,
)
from samordna.kernel.wording.owner_words import (
    DEL,
    EQUALLY,
    EVERYTHING,
    GETS,
    GOES,
    IN_LETTERS,
    IS_REFUSED,
    NONE,
    NOT,
    NOT_UNTIL,
    NOTHING,
    OF_A_YEAR,
    OF_ITS_OWN,
    PART,
    PARTS,
    REFUSES,
    SOMETHING,
    SUMS,
    TIMES,
)


class Kind(Enum):
    """What is said of somebody."""

    NOTHING = "nothing"
    ALL = "all"
    SOMETHING = "something"
    SUM = "sum"
    PART = "part"
    EQUALLY = "equally"
    FROM = "from"
    UNTIL = "until"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of ``who``, in its ``words``. ``years`` are those that it limits it to, or
    with FROM and UNTIL the first and the last; ``sure`` where it can mean nothing else. A SUM is
    ``kr`` kronor, ``times`` a year (0: in all), in ``count`` years where that is said; ``each``
    where it is everybody's own. A PART is ``thousandths`` of all."""

    kind: Kind
    who: frozenset[str]
    words: str
    years: tuple[int, ...] = ()
    sure: bool = True
    kr: int = 0
    times: int = 0
    count: int = 0
    each: bool = False
    thousandths: int = 0


def said_of_owners(marked: Marked) -> list[Said]:
    """What a text says of the parties that it names."""
    readers = (_times, _refused, _nothing, _everything, _sums, _parts, _something)
    found: list[Said] = []
    for reader in readers:
        found += [said for said in reader(marked) if said.who]
    if equally := EQUALLY.search(marked.text):
        asked = re.search(r"\batt\b", marked.text[: equally.start()])
        if not asked and not ELSEWHERE.search(marked.text):
            everybody = marked.named(marked.text)
            found.append(Said(Kind.EQUALLY, everybody, marked.read(equally[0])))
    return found


def comes_from_others(marked: Marked) -> bool:
    """Whether money is said to come from an organisation that has no part in the decision."""
    return any(
        re.match(rf"\s*(?:från|av|ur)\s+(?:{STRANGER}|[\ue300-\ue4ff])", marked.text[match.end() :])
        for pattern in SUMS
        for match in pattern.finditer(marked.text)
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a pattern was found: the sentence before it, and what goes with it on both sides."""

    head: str
    segment: str
    tail: str

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(years_in(self.segment))


def _place(marked: Marked, match: re.Match[str]) -> _Place | None:
    """The surroundings of a match; None where they make it say nothing of the decision."""
    text = marked.text
    sentence = max((m.end() for m in SENTENCE.finditer(text, 0, match.start())), default=0)
    low = max((m.end() for m in BOUNDARY.finditer(text, 0, match.start("who"))), default=0)
    low = min(low, match.start())
    after = BOUNDARY.search(text, match.end())
    high = after.start() if after else len(text)
    head = text[sentence : match.start()]
    asks = [found.start() for found in re.finditer(r"\batt\b", head)]
    if asks and not STATED.search(head[: asks[-1]]):
        return None
    if ON_CONDITION.search(head) or ELSEWHERE.search(text[low:high]):
        return None
    if text[match.start()] in match["who"] and not SUBJECT.search(text[: match.start()]):
        return None
    return _Place(head, text[low:high], text[match.end() : high])


def _found(
    marked: Marked, patterns: list[re.Pattern[str]]
) -> Iterator[tuple[re.Match[str], _Place, str]]:
    """Where patterns stand and say something, with their words as they were written."""
    for pattern in patterns:
        at = 0
        while match := pattern.search(marked.text, at):
            # Of ”tillfaller Sjö kommun och Berga kommun får inget” only the last gets nothing.
            place = _place(marked, match)
            at = match.start() + 1 if place is None else match.end()
            if place is not None:
                yield match, place, marked.read(match[0]).strip()


def _refused(marked: Marked) -> Iterator[Said]:
    for match, place, words in _found(marked, [REFUSES]):
        if UNLESS.search(ASKED_FOR.sub("", place.tail)):
            continue
        who, tail = marked.named(match["who"]), place.tail
        noun = re.match(r"\s+(\w+)", tail)
        if not match["who"].endswith(GENITIVE) or noun is None or UNLIMITED.match(tail):
            if UNLIMITED.match(tail):
                yield Said(Kind.NOTHING, who, words, place.years)
            continue
        words, after = f"{words} {noun[1]}", tail[noun.end() :]
        if re.fullmatch(OF_ITS_OWN, noun[1], re.IGNORECASE):
            continue
        sure = bool(re.fullmatch(DEL, noun[1], re.IGNORECASE))
        sure = sure and not (ABOUT.match(after) or PART_OF.match(after))
        part = noun[1].casefold() in ("ansökan", "ansökningen")
        sure = sure and (part or not sums_in(after))
        yield Said(Kind.NOTHING, who, words, place.years, sure)
    for match, place, words in _found(marked, [IS_REFUSED]):
        if not UNLESS.search(place.tail):
            yield Said(Kind.NOTHING, marked.named(match["who"]), words, place.years)


def _nothing(marked: Marked) -> Iterator[Said]:
    for match, place, words in _found(marked, NOTHING):
        if UNLIMITED.match(place.tail) and not _limited(place):
            yield Said(Kind.NOTHING, marked.named(match["who"]), words, place.years)
    for match, place, words in _found(marked, [GOES]):
        yield Said(Kind.NOTHING, marked.named(match["who"]), words, place.years, sure=False)


def _everything(marked: Marked) -> Iterator[Said]:
    for pattern, sure in EVERYTHING:
        for match, place, words in _found(marked, [pattern]):
            of_somebody = match.end() == match.end("who") and match["who"].endswith(GENITIVE)
            if UNLESS.search(place.tail) or (of_somebody and not UNLIMITED.match(place.tail)):
                continue
            if STRANGER in place.segment or re.match(rf".*{ONE}\s*$", marked.text[: match.start()]):
                continue
            passes_on = re.search(r"\bvidare|\bför\s+fördelning\b", marked.text[match.end() :])
            marks = match["who"]
            if re.match(rf"\s+(?:{NOT}\s+)?{GETS}", place.tail):  # the last gets what follows
                marks = marks[: max(marks.rfind(" "), marks.rfind(","), 1)]
            who = marked.named(marks)
            yield Said(Kind.ALL, who, words, place.years, sure and not passes_on)


def _something(marked: Marked) -> Iterator[Said]:
    for match, place, words in _found(marked, SOMETHING):
        if re.search(rf"\b{NOT}\b|\b{NONE}\s", place.segment) or _limited(place):
            continue
        by_others = re.search(r"\b(?:genom|via)\b", place.tail) is not None
        if UNLIMITED.match(place.tail) or sums_in(place.tail):
            who = marked.named(match["who"])
            yield Said(Kind.SOMETHING, who, words, place.years, not by_others)


def _limited(place: _Place) -> bool:
    return bool(UNLESS.search(place.tail) or FROM_OTHERS.match(place.tail))


def _sums(marked: Marked) -> Iterator[Said]:
    for match, place, words in _found(marked, SUMS):
        sums = sums_in(match["sum"])
        if len(sums) != 1 or len(sums_in(place.segment)) != 1:
            continue
        tail = marked.text[match.end("sum") :]
        if OTHER_PURPOSE.match(tail) or FROM_OTHERS.match(tail):
            continue
        count = COUNT.search(place.segment)
        each = bool(EACH.search(place.segment)) or any(
            marked.words.get(mark, "").casefold().startswith(EACH_OF) for mark in match["who"]
        )
        rates = ((YEARLY, 1), (QUARTERLY, 4), (MONTHLY, 12))
        times = next((n for pattern, n in rates if pattern.search(place.segment)), 0)
        yield Said(
            Kind.SUM,
            marked.named(match["who"]),
            _with_rate(marked, match, words, place),
            place.years,
            kr=sums[0],
            times=times,
            sure=not LOOSE.search(place.segment),
            count=COUNTED.get(count[1].casefold(), 0) or int(count[1]) if count else 0,
            each=each,
        )
    for match, place, words in _found(marked, [IN_LETTERS]):
        yield Said(Kind.SUM, marked.named(match["who"]), words, place.years, sure=False)


def _with_rate(marked: Marked, match: re.Match[str], words: str, place: _Place) -> str:
    """The words of a sum with how often it comes, where that stands after them."""
    patterns = (YEARLY, QUARTERLY, MONTHLY, COUNT)
    ends = [found.end() for p in patterns for found in p.finditer(place.tail)]
    return f"{words}{marked.read(place.tail[: max(ends)])}" if ends else words


def _parts(marked: Marked) -> Iterator[Said]:
    for match, place, words in _found(marked, [PART]):
        if not UNLIMITED.match(place.tail) or _limited(place):
            continue
        said = match["part"].casefold()
        thousandths = PARTS.get(said) or int(re.sub(r"\D", "", said)) * 10
        who = marked.named(match["who"])
        yield Said(Kind.PART, who, words, place.years, thousandths=thousandths)


def _times(marked: Marked) -> Iterator[Said]:
    for match, _, words in _found(marked, [TIMES]):
        said = match["when"].casefold()
        until = re.match(r"t|längst|fram", said) and not said.startswith("tidigast")
        kind = Kind.UNTIL if until else Kind.ONLY if said[:2] in ("en", "ba") else Kind.FROM
        paid = (match["paid"] or "").casefold()
        sure = (
            not paid.startswith(("betalas", "utbetalas", "utgår"))
            and "deltar" not in match["share"]
        )
        year = (int(match["year"]),)
        yield Said(kind, marked.named(match["who"]), words, year, sure)
    for match, _, words in _found(marked, [OF_A_YEAR]):
        yield Said(Kind.ONLY, marked.named(match["who"]), words, (int(match["year"]),))
    for match, _, words in _found(marked, [NOT_UNTIL]):
        yield Said(Kind.FROM, marked.named(match["who"]), words, (int(match["year"]),))
