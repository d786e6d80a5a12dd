"""Where a written text says of a named party that it is refused, gets nothing, all, a sum, a part
or in some year, and the data give it otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samordna.kernel.money import format_kr
from samordna.kernel.sentences import listed
from samordna.kernel.wording import mentions
from samordna.kernel.wording.clauses import Clause, Facts
from samordna.kernel.wording.limits import sums_in
from samordna.kernel.wording.mentions import marked
from samordna.kernel.wording.owners_said import Kind, Said, comes_from_others, said_of_owners


@dataclass(frozen=True, slots=True)
class OwnerSlip:
    """What a clause says of a party and what the data have, as Swedish phrases. ``key`` is the
    clause's; not ``sure`` where only the office can know whether they mean the same."""

    key: int
    text: str
    data: str
    sure: bool = True


def owner_slips(clauses: Sequence[Clause], facts: Facts) -> list[OwnerSlip]:
    """The first such slip of each clause that somebody has written, a sure one before others.

    ``clauses`` are those that stand at a grant; ``facts`` have its shares. Nothing where there are
    none.
    """
    parties = _parties(facts)
    if not facts.shares or not facts.amount_kr:
        return []
    own = [clause for clause in clauses if clause.edited and clause.own]
    found = []
    for clause in own:
        elsewhere: frozenset[str] = frozenset()
        if mentions.OTHERS.search(clause.own or ""):
            elsewhere = _named_in([one for one in own if one is not clause], parties, facts)
            elsewhere = elsewhere or _named_in([c for c in clauses if not c.edited], parties, facts)
        text = marked(
            clause.own or "", parties, facts.names, initiative=facts.name, elsewhere=elsewhere
        )
        slips = [
            OwnerSlip(clause.key, f"”{said.words}”", data, said.sure)
            for said in said_of_owners(text)
            if (data := _slip(said, facts))
        ]
        found += sorted(slips, key=lambda slip: not slip.sure)[:1]
    return found


def sums_of_owners(text: str, facts: Facts) -> list[Said]:
    """The sums that a text says a party gets, as :func:`owner_slips` tries them."""
    seen = marked(text, _parties(facts), facts.names, initiative=facts.name)
    return [said for said in said_of_owners(seen) if said.kind is Kind.SUM]


def gives_nothing(text: str, facts: Facts) -> bool:
    """Whether a text says of a party that it gets nothing, and gives no sum."""
    seen = marked(text, _parties(facts), facts.names, initiative=facts.name)
    kinds = {said.kind for said in said_of_owners(seen)}
    return Kind.NOTHING in kinds and not kinds & {Kind.SUM, Kind.SOMETHING, Kind.ALL}


def of_others(text: str, facts: Facts) -> bool:
    """Whether the only sum of a text comes from somebody who has no part in the decision."""
    seen = marked(text, _parties(facts), facts.names, initiative=facts.name)
    return len(sums_in(text)) == 1 and comes_from_others(seen)


def without_places(text: str, facts: Facts) -> str:
    """A text without the parties that are only places in it: ”deltagare i Berga”."""
    return mentions.without_places(text, _parties(facts), facts.names, facts.name)


def _parties(facts: Facts) -> list[str]:
    """Whom the money could go to: those with a share, also of nothing, and who takes part."""
    names = facts.names
    shorts = {short for short, _ in names.shorts}
    known = {whole for _, whole in names.shorts}
    beside = [one for one in names.partners if one not in shorts]
    own = [one for one in names.own if one in known]
    return list(
        dict.fromkeys([*(share.name for share in facts.shares), *facts.owners, *own, *beside])
    )


def _named_in(clauses: Iterable[Clause], parties: Sequence[str], facts: Facts) -> frozenset[str]:
    texts = (marked(c.says(facts), parties, facts.names, initiative=facts.name) for c in clauses)
    return frozenset().union(*(who for text in texts for who in text.names.values()))


def _slip(said: Said, facts: Facts) -> str:
    """What the data have where a text says another thing; empty where they say the same."""
    if said.kind is Kind.NOTHING:
        return _given(_with_money(said.who, said.years, facts), said.years, facts)
    if said.kind is Kind.SOMETHING:
        lacks = [one for one in sorted(said.who) if not _kr(one, said.years, facts)]
        return _given(lacks, said.years, facts)
    if said.kind is Kind.ALL:
        given = _with_money({share.name for share in facts.shares}, said.years, facts)
        others = [one for one in given if one not in said.who]
        lacks = [one for one in sorted(said.who) if one not in given]
        return _given(others or lacks, said.years, facts)
    if said.kind is Kind.SUM:
        return _given(sorted(said.who), (), facts) if _other_sum(said, facts) else ""
    if said.kind is Kind.EQUALLY:
        who = sorted(said.who) or sorted({share.name for share in facts.shares if share.kr})
        sums = [_kr(one, (), facts) for one in who]
        return _given(who, (), facts) if max(sums) - min(sums) > 1 else ""
    if said.kind is Kind.PART:
        whole = sum(share.kr for share in facts.shares if _within(share.year, said.years))
        kr = sum(_kr(one, said.years, facts) for one in said.who)
        same = whole and abs(kr * 1000 - said.thousandths * whole) <= 5 * whole
        return "" if same else _given(sorted(said.who), said.years, facts)
    wrong = [one for one in sorted(said.who) if _other_years(said, one, facts)]
    return _given(wrong, (), facts)


def _other_years(said: Said, name: str, facts: Facts) -> bool:
    """Whether a party gets money in a year that is said to be outside, or none in one that is the
    first, the last or the only one."""
    year, years = said.years[0], _years(name, facts)
    if not years:
        return True
    if said.kind is Kind.FROM:
        return min(years) != year
    if said.kind is Kind.UNTIL:
        return max(years) != year
    return years != [year]


def _other_sum(said: Said, facts: Facts) -> bool:
    """Whether a sum is that of no reading: what each gets, or where several are named, all."""
    each = [not _same_sum(said, [one], facts) for one in said.who]
    if said.each or len(said.who) == 1:
        return any(each)
    return any(each) and not _same_sum(said, list(said.who), facts)


def _same_sum(said: Said, names: Sequence[str], facts: Facts) -> bool:
    by_year = {
        year: sum(share.kr for share in facts.shares if share.name in names and share.year == year)
        for year in said.years or facts.years
    }
    given = [kr for kr in by_year.values() if kr]
    if said.count and said.count != len(given):
        return False
    if said.times == 1:
        return all(kr == said.kr for kr in (given if said.count else by_year.values()))
    if said.times:
        months = _months(facts, [year for year, kr in by_year.items() if kr])
        return sum(given) in {
            said.kr * -(-months * said.times // 12),
            said.kr * said.times * len(given),
        }
    return sum(given) == said.kr or (bool(said.count) and all(kr == said.kr for kr in given))


def _months(facts: Facts, years: Sequence[int]) -> int:
    """How many months of the granted period fall in some years."""
    if not (facts.start and facts.end):
        return 12 * len(years)
    first, last = facts.start, facts.end
    return sum(
        (last.month if year == last.year else 12) - (first.month if year == first.year else 1) + 1
        for year in years
    )


def _with_money(names: Iterable[str], years: Sequence[int], facts: Facts) -> list[str]:
    return [one for one in sorted(names) if _kr(one, years, facts)]


def _kr(name: str, years: Sequence[int], facts: Facts) -> int:
    """What a party gets for some years, or in all."""
    return sum(s.kr for s in facts.shares if s.name == name and _within(s.year, years))


def _within(year: int, years: Sequence[int]) -> bool:
    return not years or year in years


def _years(name: str, facts: Facts) -> list[int]:
    return sorted({share.year for share in facts.shares if share.name == name and share.kr})


def _given(names: Sequence[str], years: Sequence[int], facts: Facts) -> str:
    """What parties get: ”Berga kommun 200 000 kr för 2026 och 250 000 kr för 2027”."""
    return listed([_of_one(name, years, facts) for name in names])


def _of_one(name: str, years: Sequence[int], facts: Facts) -> str:
    found = [
        f"{format_kr(_kr(name, [year], facts))} för {year}"
        for year in _years(name, facts)
        if _within(year, years)
    ]
    of = f" för {listed([str(year) for year in years])}" if years else ""
    return f"{name} {listed(found) or f'{format_kr(0)}{of}'}"
