"""Where written words say another thing than the paragraph in what is not granted, in days and in
to whom: whose application it is, for how much, when it comes back, and days that there are not."""

from __future__ import annotations

import re

from samordna.kernel.dates import format_long
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr
from samordna.kernel.wording.clauses import WRITTEN, Clause
from samordna.kernel.wording.refusals import another_application, another_sought, refused_in_part
from samordna.kernel.wording.said_days import impossible_day
from samordna.meetings.rules import codes
from samordna.meetings.rules.coming_back import other_day_back
from samordna.meetings.rules.outcomes import GRANTING, Outcome, Rest
from samordna.meetings.rules.treated import TreatedItem

#: ”återremittera ansökan till arbetsutskottet”: somebody else than the office.
_SENT_TO = re.compile(
    r"\båterremitter\w*\b[^.;]*?\btill\s+(?P<who>arbetsutskottet|AU\b|beredningsgruppen\w*"
    r"|arbetsgruppen|utskottet|sökanden|den\s+sökande|insatsägaren)",
    re.IGNORECASE,
)


def said_findings(where: str, item: TreatedItem) -> list[Finding]:
    """Every such slip of a paragraph, each with what the text says and what stands."""
    return [
        *_about_days(where, item),
        *_about_day_back(where, item),
        *_about_receiver(where, item),
        *_about_application(where, item),
    ]


def written_clauses(item: TreatedItem) -> list[Clause]:
    """The clauses of every block that somebody has written."""
    clauses = [clause for block in item.blocks for clause in block.clauses]
    return [clause for clause in clauses if clause.edited or clause.kind in WRITTEN]


def _contradicted(where: str, said: str) -> list[Finding]:
    message = f"{where}: {said}"
    return [Finding(codes.TEXT_CONTRADICTED, Severity.ERROR, message, Where(field=where))]


def _about_days(where: str, item: TreatedItem) -> list[Finding]:
    """A day that there is not, in any paragraph."""
    for clause in written_clauses(item):
        if day := impossible_day(clause.says(item.facts)):
            return _contradicted(
                where, f"en att-sats säger {day}, en dag som inte finns. Rätta dagen."
            )
    return []


def _about_day_back(where: str, item: TreatedItem) -> list[Finding]:
    """Written words by which the matter comes up again by another day than was said."""
    if item.back_by is None:
        return []
    texts = (clause.says(item.facts) for clause in written_clauses(item))
    other = other_day_back(texts, item.back_by)
    if other is None:
        return []
    return _contradicted(
        where,
        f"en att-sats säger att det tas upp igen {format_long(other)}, men under ”Tas upp igen "
        f"senast” står {format_long(item.back_by)}. Rätta det ena.",
    )


def _about_receiver(where: str, item: TreatedItem) -> list[Finding]:
    """What is sent back opens the office's preparation: nobody else gets it by that."""
    remits = item.outcome is Outcome.REMITTED or item.rest is Rest.REMITTED
    if not (item.about_money and remits and item.takes_effect):
        return []
    for clause in written_clauses(item):
        if found := _SENT_TO.search(clause.says(item.facts)):
            message = (
                f"{where}: en att-sats återremitterar till {found['who']}, men det som "
                "återremitteras öppnas hos kansliet. Skriv till kansliet, eller se till att "
                f"{found['who']} får ärendet därifrån."
            )
            code = codes.REMITTED_ELSEWHERE
            return [Finding(code, Severity.WARNING, message, Where(field=where))]
    return []


def _about_application(where: str, item: TreatedItem) -> list[Finding]:
    """Whose application is not granted, and what was applied for."""
    if not item.about_money or item.outcome is None:
        return []
    facts, clauses = item.facts, written_clauses(item)
    texts = [clause.says(facts) for clause in clauses]
    granting = item.outcome in GRANTING
    found: list[Finding] = []
    for wrong in [] if granting else another_application(clauses, facts)[:1]:
        found += _contradicted(
            where,
            f"en att-sats säger {wrong.text}, men paragrafen gäller {wrong.data}. Rätta texten "
            "eller återställ orden.",
        )
    if item.sought_kr is None:
        return found
    sought = format_kr(item.sought_kr)
    part = (
        refused_in_part(texts, item.sought_sums, item.sought_kr)
        if item.outcome is Outcome.REJECTED
        else ""
    )
    right = {item.sought_kr, *item.sought_sums, facts.amount_kr, *(s.kr for s in facts.shares)}
    other = another_sought(texts, right)
    if part or other:
        found += _contradicted(
            where,
            f"en att-sats säger {part or format_kr(other)}, men ansökan gäller {sought}. Rätta "
            "texten" + (", eller välj ”Med ändring” om bara en del avslås." if part else "."),
        )
    if granting and facts.amount_kr > item.sought_kr:
        message = (
            f"{where} beviljar {format_kr(facts.amount_kr)}, men ansökan gäller {sought}. Rätta "
            "beloppen, eller skriv varför mer beviljas än vad som söks."
        )
        found.append(
            Finding(
                codes.GRANTS_MORE_THAN_SOUGHT,
                Severity.WARNING,
                message,
                Where(field=where),
                expected_kr=item.sought_kr,
                found_kr=facts.amount_kr,
            )
        )
    return found
