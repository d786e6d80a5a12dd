"""The rows of the detailed budget, one by one: places, dates, percentages, own financing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from samordna.budgets import codes
from samordna.budgets.labels import fold, is_standard
from samordna.budgets.sentences import TOLERANCE_PERCENT, format_percent, quoted
from samordna.budgets.shape import Budget, Group, Line, Part, Scope, Side
from samordna.kernel.findings import Finding, Severity
from samordna.kernel.money import format_kr

#: No larger share of full time than this is a fraction: 0,85 where 85 was meant, 1 for one post.
_FRACTION = 1
#: More full-time posts than one row has without saying how many.
_MOST_POSTS = 5

_COUNT_WORDS = {"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6}
_LABEL_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]+)?)\s*(?:%|procent)")
# A bare digit first may be the row's number ("2 Rehabcoach"): it counts only before a plural.
_LABEL_COUNT = re.compile(
    r"^(?:(en|ett|två|tre|fyra|fem|sex)|([0-9]{1,2})\s*(?:st|x)|([0-9]{1,2})(?=\s+[a-zåäö]+er\b))\s+[a-zåäö]"
)


def row_findings(budget: Budget) -> Iterator[Finding]:
    """Yield what there is to say of each row, and of the period they stand in."""
    yield from _period(budget)
    for line in budget.lines:
        yield from _misplaced(line)
        yield from _without_amount(budget, line)
        yield from _dates(budget, line)
        yield from _label_against_percent(line)
        yield from _unreasonable_percent(line)
    yield from _percent_sums(budget)


def _period(budget: Budget) -> Iterator[Finding]:
    if budget.period_from is None or budget.period_to is None:
        if {"period_from", "period_to"} & budget.unread_places:
            return
        yield Finding(
            codes.PERIOD_MISSING,
            Severity.WARNING,
            "Insatsens löptid saknas eller går inte att läsa. Skriv båda datumen.",
            budget.at("period_from" if budget.period_from is None else "period_to"),
        )
    elif budget.period_to < budget.period_from:
        yield Finding(
            codes.ENDS_BEFORE_START,
            Severity.ERROR,
            f"Insatsens löptid slutar {budget.period_to}, innan den börjar {budget.period_from}.",
            budget.at("period_to"),
        )


def _misplaced(line: Line) -> Iterator[Finding]:
    if line.misplaced_kr is not None:
        yield Finding(
            codes.AMOUNT_IN_DATE_COLUMN,
            Severity.ERROR,
            f"{quoted(line.label)}: {format_kr(line.misplaced_kr)} står i en kolumn för datum och "
            "räknas inte. Flytta beloppet till ägarens kolumn.",
            line.at("misplaced"),
            found_kr=line.misplaced_kr,
        )


def _without_amount(budget: Budget, line: Line) -> Iterator[Finding]:
    lacks = budget.lacks(Scope(part=Part.DETAILED, side=line.side, row=line.row))
    if line.note:
        instead = f"har texten {quoted(line.note, '””')} i stället för ett belopp"
    elif line.amount_kr == 0 and line.misplaced_kr is None and not lacks and _promises(line):
        instead = "har inget belopp"
    else:
        return
    label, where = quoted(line.label), line.at("note" if line.note else "amount-0")
    if line.side is Side.OWN:
        yield Finding(
            codes.OWN_FINANCING_WITHOUT_AMOUNT,
            Severity.WARNING,
            f"{label} i egenfinansieringen {instead}. Skriv vad det kostar i kronor, annars räknas "
            "det som 0 kr.",
            where,
            found_kr=line.amount_kr,
        )
    elif line.note:
        yield Finding(
            codes.NOT_AN_AMOUNT,
            Severity.ERROR,
            f"{label} {instead} och räknas som {format_kr(line.amount_kr)}.",
            where,
            found_kr=line.amount_kr,
        )


def _promises(line: Line) -> bool:
    """Whether an own row without amount says that something is put in all the same."""
    if line.side is not Side.OWN:
        return False
    return bool(line.percent) or (bool(fold(line.label)) and not is_standard(line.label))


def _dates(budget: Budget, line: Line) -> Iterator[Finding]:
    start, end = line.date_from, line.date_to
    if start and end and end < start:
        yield Finding(
            codes.ENDS_BEFORE_START,
            Severity.ERROR,
            f"{quoted(line.label)} slutar {end}, innan den börjar {start}.",
            line.at("date_to"),
        )
        return
    if budget.period_from and start and start < budget.period_from:
        yield _outside(budget, line, "date_from", f"börjar {start}", start)
    if budget.period_to and end and end > budget.period_to:
        yield _outside(budget, line, "date_to", f"slutar {end}", end)


def _outside(budget: Budget, line: Line, place: str, verb: str, day: date) -> Finding:
    period_from, period_to = budget.period_from, budget.period_to
    edge = f"innan insatsen börjar {period_from}"
    if period_to is not None and day > period_to:
        edge = f"efter att insatsen har slutat {period_to}"
    return Finding(
        codes.OUTSIDE_PERIOD,
        Severity.WARNING,
        f"{quoted(line.label)} {verb}, {edge}.",
        line.at(place),
    )


def _label_against_percent(line: Line) -> Iterator[Finding]:
    """Posts named in the label: ``50 %``, ``två heltider``, ``2 coacher``."""
    if line.group is not Group.WAGE or not line.percent:
        return
    label = line.label.casefold()
    count = _count(label)
    percents = [Decimal(text.replace(",", ".")) for text in _LABEL_PERCENT.findall(label)]
    each = percents[0] if len(percents) == 1 else None
    if each is None and "heltid" in label:
        each = Decimal(100)
    elif each is None and "halvtid" in label:
        each = Decimal(50)
    if each is not None:
        allowed = {each, each * max(1, count)}
        if line.percent in allowed:
            return
        said = format_percent(max(allowed))
    elif count >= 2 and not 100 * (count - 1) < line.percent <= 100 * count:
        said = f"{count} tjänster"
    else:
        return
    yield Finding(
        codes.PERCENT_MISMATCH,
        Severity.WARNING,
        f"{quoted(line.label)} säger {said}, men i kolumnen Tjänst i % står "
        f"{format_percent(line.percent)}.",
        line.at("percent"),
    )


def _unreasonable_percent(line: Line) -> Iterator[Finding]:
    """A post that costs money but is none, a fraction where per cent is asked, or many times too
    large."""
    percent = line.percent
    if line.group is not Group.WAGE or percent is None or not line.amount_kr:
        return
    written, label = format_percent(percent), quoted(line.label)
    if percent == 0:
        sentence = f"{label} kostar {format_kr(line.amount_kr)} men tjänsten är {written}."
    elif percent <= _FRACTION:
        sentence = (
            f"{label} är {written} av en heltid. Skriv i procent: "
            f"{format_percent(percent * 100)} om det är en sådan andel av en heltid."
        )
    elif percent > 100 * max(_MOST_POSTS, _count(line.label.casefold())):
        sentence = (
            f"{label} är {written} av en heltid. Är det {format_percent(percent / 10)}? Flera "
            "tjänster får en rad var, eller sitt antal i benämningen."
        )
    else:
        return
    yield Finding(codes.PERCENT_UNREASONABLE, Severity.WARNING, sentence, line.at("percent"))


def _count(label: str) -> int:
    match = _LABEL_COUNT.match(label)
    if match is None:
        return 0
    word, *digits = match.groups()
    return _COUNT_WORDS[word] if word else int(digits[0] or digits[1])


def _percent_sums(budget: Budget) -> Iterator[Finding]:
    for stated in budget.percents:
        rows = _percent(budget, stated.side)
        if abs(stated.percent - rows) > TOLERANCE_PERCENT:
            yield Finding(
                codes.PERCENT_MISMATCH,
                Severity.WARNING,
                f"Summan av tjänsterna är skriven som {format_percent(stated.percent)}, men "
                f"raderna ger {format_percent(rows)}.",
                stated.where,
            )
    if budget.posts_in_text is not None:
        rows, said = _percent(budget, Side.REQUESTED), budget.posts_in_text * 100
        if abs(said - rows) > TOLERANCE_PERCENT:
            yield Finding(
                codes.PERCENT_MISMATCH,
                Severity.WARNING,
                f"Ansökans text talar om {format_percent(said)} av en heltid, men budgetens "
                f"tjänster ger {format_percent(rows)}.",
                budget.at("posts_in_text"),
            )


def _percent(budget: Budget, side: Side) -> Decimal:
    lines = budget.lines_of(side, Group.WAGE)
    return sum((line.percent or Decimal(0) for line in lines), Decimal(0))
