"""What an application must have before its parties sign it, section by section.

Everything is found at once and points at its field. Errors and what is missing stop the sending;
warnings and notes are shown and do not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from samordna.budgets import codes as budget_codes
from samordna.budgets.findings import check
from samordna.funding.rules import codes
from samordna.funding.rules.content import Content
from samordna.funding.rules.counts import count_findings
from samordna.funding.rules.form import AGREEMENT, BUDGET, INITIATIVE, Section
from samordna.kernel.findings import Finding, Severity, Where, stops
from samordna.kernel.likely import unlikely
from samordna.kernel.unread import findings_of


def check_content(
    content: Content, *, minimum_parties: int, today: date | None = None
) -> dict[str, list[Finding]]:
    """Return the findings of every section, by its key, in the order of the outline.

    ``today``: for who writes it; a period that has been, or is far off, is then asked about.
    """
    asked = [] if today is None else _unlikely_period(content, today)
    found = {
        INITIATIVE: [*check_initiative(content, minimum_parties=minimum_parties), *asked],
        **{s.key: _answers(s, content) for s in content.form.sections},
        BUDGET: check_budget(content),
        AGREEMENT: [],
    }
    return {key: [*findings_of(content.unread.get(key, {})), *said] for key, said in found.items()}


def check_initiative(content: Content, *, minimum_parties: int) -> list[Finding]:
    """What there is to say of the initiative's own facts: period, intake, parties."""
    return [*_period(content), *_extends(content), *_parties(content, minimum_parties)]


def _answers(section: Section, content: Content) -> list[Finding]:
    """What there is to say of a section's answers: those missing, and numbers that cannot be."""
    keys = {question.key for question in section.questions}
    period = (content.period_from, content.period_to)
    years = period[1].year - period[0].year + 1 if period[0] and period[1] else None
    counts = count_findings(content.answers, years=years)
    return [
        *check_answers(section, content.answers),
        *(finding for finding in counts if finding.where.field in keys),
    ]


def check_answers(section: Section, answers: Mapping[str, str]) -> list[Finding]:
    """Required questions of a section that have no answer yet."""
    return [
        _missing(codes.ANSWER_MISSING, f"”{question.label}” är inte besvarad.", question.key)
        for question in section.questions
        if question.required and not answers.get(question.key, "").strip()
    ]


def check_budget(content: Content) -> list[Finding]:
    """What there is to say of the budget as it is written, places named as inputs of the page."""
    if all(line.is_empty for line in content.budget.lines):
        return [
            _missing(
                codes.BUDGET_EMPTY,
                "Budgeten är tom. Läs in arbetsboken eller skriv raderna.",
                "rows",
            )
        ]
    found = []
    if not content.budget.requested_kr:
        found.append(
            _error(codes.BUDGET_EMPTY, "Budgeten söker inga pengar från förbundet.", "rows")
        )
    found += _amounts_of_others(content)
    return found + check(content.budget_to_check)


def may_be_sent(findings: Mapping[str, Sequence[Finding]]) -> bool:
    """Whether nothing stops the application from being sent for signature."""
    return not any(stops(of_section) for of_section in findings.values())


def _missing(code: str, message: str, field: str) -> Finding:
    return Finding(code, Severity.MISSING, message, Where(field=field))


def _error(code: str, message: str, field: str) -> Finding:
    return Finding(code, Severity.ERROR, message, Where(field=field))


def _period(content: Content) -> list[Finding]:
    start, end, intake = content.period_from, content.period_to, content.intake_end
    found = []
    if start is None:
        found.append(
            _missing(budget_codes.PERIOD_MISSING, "Skriv insatsens första dag.", "period_from")
        )
    if end is None:
        found.append(
            _missing(budget_codes.PERIOD_MISSING, "Skriv insatsens sista dag.", "period_to")
        )
    if start and end and end < start:
        found.append(
            _error(budget_codes.ENDS_BEFORE_START, "Insatsen slutar innan den börjar.", "period_to")
        )
    elif intake and ((start and intake < start) or (end and intake > end)):
        found.append(
            _error(
                codes.INTAKE_OUTSIDE_PERIOD,
                "Sista dag för intag ligger utanför insatsens tid.",
                "intake_end",
            )
        )
    return found


#: How many years ahead an initiative begins, and how many it lasts, without a question.
_BEGINS_WITHIN, _LASTS = 3, 10


def _unlikely_period(content: Content, today: date) -> list[Finding]:
    start, end = content.period_from, content.period_to
    if end and end < today and (start is None or start <= end):
        field, sentence = "period_to", f"Insatsen slutar {end}, och den dagen har varit."
    elif start and start > today and (why := unlikely(start, today, years_ahead=_BEGINS_WITHIN)):
        field, sentence = "period_from", f"Insatsen börjar {start}, och det {why}."
    elif start and end and end.year - start.year > _LASTS:
        field, sentence = "period_to", f"Insatsen pågår i {end.year - start.year} år."
    else:
        return []
    sentence = f"{sentence} Kontrollera årtalet."
    return [Finding(codes.PERIOD_UNLIKELY, Severity.WARNING, sentence, Where(field=field))]


def _extends(content: Content) -> list[Finding]:
    if content.nature != "new" and not content.extends.strip():
        return [
            _missing(codes.EXTENDS_MISSING, "Skriv vilken insats ansökan bygger på.", "extends")
        ]
    return []


def _parties(content: Content, minimum: int) -> list[Finding]:
    members = sum(1 for party in content.parties if party.is_member)
    if members >= minimum:
        return []
    found = _error if content.partners else _missing
    return [
        found(
            codes.TOO_FEW_PARTIES,
            f"Minst {minimum} av förbundets medlemmar ska delta, insatsägaren inräknad. "
            f"Nu deltar {members}. Annars prövas inte ansökan.",
            "partners",
        )
    ]


def _amounts_of_others(content: Content) -> list[Finding]:
    """Amounts of organisations that no longer take part: they would stand in nobody's column."""
    strangers = content.budget.owners_with_money - {party.id for party in content.parties}
    return [
        _error(
            codes.PARTY_MISSING,
            "Budgeten har belopp hos en organisation som inte deltar i ansökan. "
            "Lägg till den i avsnittet Insatsen eller skriv om raden.",
            "rows",
        )
        for _ in sorted(strangers)[:1]
    ]
