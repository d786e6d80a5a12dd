"""Where the words that a person has written say another thing than the data of their paragraph.

Words that are made of the data are never tried: they cannot say anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from samordna.kernel.dates import format_long
from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.payouts import rules_spoken_of
from samordna.kernel.wording.clauses import WRITTEN, Clause, ClauseKind, Facts, same_words
from samordna.kernel.wording.disagreements import disagreements, perhaps_otherwise
from samordna.kernel.wording.limits import years_in, years_in_words
from samordna.kernel.wording.reductions import reductions
from samordna.kernel.wording.speech import (
    ACT_WORDS,
    Says,
    about_the_application,
    acts_in,
    contrary_act,
    gives_money,
    of_the_rest,
    refuses_a_part,
    says_yes,
    settles_rest,
)
from samordna.meetings.rules import codes
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.outcomes import GRANTING, Outcome, Rest
from samordna.meetings.rules.presence import Presence
from samordna.meetings.rules.reading_checks import reading_findings
from samordna.meetings.rules.said_checks import said_findings
from samordna.meetings.rules.stance_checks import (
    as_proposed,
    refuses_something_else,
    stance_findings,
)
from samordna.meetings.rules.treated import TreatedItem

#: What a text may say at an outcome.
_FITS: Final = {
    Outcome.APPROVED: Says.GRANT,
    Outcome.AMENDED: Says.GRANT,
    Outcome.REJECTED: Says.REFUSE,
    Outcome.POSTPONED: Says.POSTPONE,
    Outcome.REMITTED: Says.REMIT,
}
#: Clauses that are made of other rows than the proposal.
_MADE: Final = frozenset(
    {ClauseKind.ADJUSTER, ClauseKind.ELECTED, ClauseKind.DISTRIBUTION, ClauseKind.REST}
)
#: What a text may say of what is not granted; where nothing is chosen, that it is refused.
SAYS_OF_REST: Final = {
    None: Says.REFUSE,
    Rest.REJECTED: Says.REFUSE,
    Rest.POSTPONED: Says.POSTPONE,
    Rest.REMITTED: Says.REMIT,
}


def text_findings(presence: Presence, item: TreatedItem) -> list[Finding]:
    """Where written words contradict the outcome, the amounts, the years, the period, the name of
    the initiative or the rule of payment. Each names what the text says and what the data say."""
    if item.outcome is None:
        return []
    where = item.where(presence)
    found = _about_outcome(where, item, item.outcome) or stance_findings(where, item)
    found += _about_change(where, item) + _about_proposal(where, item)
    found += said_findings(where, item)
    if item.about_money and item.outcome in GRANTING:
        found += _about_amounts(where, item)
        found += _about_facts(where, item) + _about_period(where, item.facts)
        found += _about_unfunded(where, item)
        found += _about_payout(where, item)
        # What stops has said it more plainly than a doubt.
        if any(one.severity is Severity.ERROR for one in found):
            found = [one for one in found if one.code != codes.OUTCOME_DOUBTED]
    return found + reading_findings(where, item, found)


def _about_outcome(where: str, item: TreatedItem, outcome: Outcome) -> list[Finding]:
    said = f"{where} har utgången ”{outcome.label}”"
    for block in item.blocks:
        if block.act in (Act.INFORMS, Act.NOTHING):
            continue
        for clause in block.clauses:
            wrong = _contradicts(item, outcome, clause, main=block.main)
            if wrong is not None:
                verb, text = ACT_WORDS[wrong], clause.says(item.facts)
                way = "Rätta texten, återställ orden eller rätta utgången."
                if item.about_money and outcome in GRANTING and of_the_rest(text, item.facts.years):
                    way = (
                        "Välj det under ”Det som inte beviljas”, så får den delen också verkan, "
                        "eller rätta texten."
                    )
                message = f"{said}, men en att-sats {verb}: ”{_short(text)}”. {way}"
                return [
                    Finding(codes.OUTCOME_CONTRADICTED, Severity.ERROR, message, Where(field=where))
                ]
    if part := _refused_part(item, outcome):
        message = (
            f"{said}, men en att-sats avslår bara en del: {part}. Välj ”Med ändring” och skriv "
            "beloppen, eller rätta texten."
        )
        return [Finding(codes.OUTCOME_CONTRADICTED, Severity.ERROR, message, Where(field=where))]
    if item.about_money and outcome in GRANTING and not _grants(item):
        message = (
            f"{said}, men ingen att-sats beviljar. Skriv vad som beviljas, återställ orden eller "
            "rätta utgången."
        )
        return [Finding(codes.OUTCOME_CONTRADICTED, Severity.ERROR, message, Where(field=where))]
    return []


def _contradicts(item: TreatedItem, outcome: Outcome, clause: Clause, *, main: bool) -> Says | None:
    """The act that a written clause speaks of and that the outcome is not; None if there is none.

    Outside the block about the proposal a body may table or refuse what it likes; but nothing is
    granted anywhere when the outcome does not grant.
    """
    if not clause.edited and clause.kind not in WRITTEN:
        return None
    right = _FITS.get(outcome)
    if item.about_money and right is Says.GRANT:
        rest = SAYS_OF_REST[item.rest]
        wrong = contrary_act(clause, item.facts, right, rest)
        return wrong if main or about_the_application(clause.says(item.facts)) else None
    if not item.about_money and as_proposed(item, clause):
        return None
    acts = acts_in(clause.says(item.facts)) - {right}
    if right is Says.GRANT and refuses_something_else(item, clause):
        acts -= {Says.REFUSE}
    if item.about_money and gives_money(clause.says(item.facts)):
        acts |= {Says.GRANT}
    if not main:
        acts &= {Says.GRANT}
    if not item.about_money:
        acts -= {Says.GRANT}
    return min(acts, default=None)


def _refused_part(item: TreatedItem, outcome: Outcome) -> str:
    """The words that refuse only a part of what is refused as a whole; empty without."""
    if not item.about_money or outcome is not Outcome.REJECTED:
        return ""
    texts = (c.says(item.facts) for c in item.main.clauses if c.edited or c.kind in WRITTEN)
    parts = (refuses_a_part(text, item.facts.years) for text in texts)
    return next((f"”{part}”" for part in parts if part), "")


def _grants(item: TreatedItem) -> bool:
    """Whether the block about the proposal says yes; a proposal to another body may say it in any
    words."""
    if item.main.act is not Act.DECIDES or not any(c.says(item.facts) for c in item.main.clauses):
        return True
    return says_yes(item.main.clauses, item.facts)


def _about_facts(where: str, item: TreatedItem) -> list[Finding]:
    against = disagreements(item.saying, item.facts)
    bases = {item.sought_kr or 0, item.proposed.amount_kr if item.proposed else 0}
    told, less = {one.key for one in against}, reductions(item.saying, item.facts, bases)
    wrongs = [*against, *(one for one in less if one.key not in told)]
    unsure = perhaps_otherwise(item.saying, item.facts, wrongs)
    return [
        Finding(
            codes.TEXT_CONTRADICTED,
            Severity.ERROR,
            f"{where}: en att-sats säger {wrong.text}, men beslutet gäller {wrong.data}. Rätta "
            "texten eller återställ orden.",
            Where(field=where),
            expected_kr=wrong.expected_kr,
            found_kr=wrong.found_kr,
        )
        for wrong in wrongs
    ] + [
        Finding(
            codes.OWNER_UNCLEAR,
            Severity.WARNING,
            f"{where}: en att-sats säger {wrong.text}, och beslutet ger {wrong.data}. Stämmer de "
            "inte överens, rätta texten eller beloppen.",
            Where(field=where),
        )
        for wrong in unsure
    ]


def _about_proposal(where: str, item: TreatedItem) -> list[Finding]:
    """*Enligt förslaget* where the words, or what they rest on, are not those of the proposal.

    Only the block about the proposal counts: a body may decide of its own beside it. Who adjusts
    and when is chosen at the meeting, and who is elected by its ballot, whatever was proposed.
    """
    elected = item.elects_adjusters or item.ballot is not None
    if item.outcome is not Outcome.APPROVED or not item.planned or elected:
        return []
    own = [c for c in item.main.clauses if c.kind not in _MADE]
    said = [(clause, clause.says(item.facts)) for clause in own]
    if missing := _unlike(item.planned, [text for _, text in said]):
        what = f"förslaget säger ”{_short(missing[0])}”, och det står inte i beslutet"
    elif added := _unlike([text for clause, text in said if clause.edited], item.planned):
        what = f"”{_short(added[0])}” står inte i förslaget"
    elif item.proposed is not None and _granted(item.facts) != _granted(item.proposed):
        what = "beloppen, perioden eller utbetalningen är inte förslagets"
    else:
        return []
    message = (
        f"{where} har utgången ”{Outcome.APPROVED.label}”, men {what}. Välj "
        f"”{Outcome.AMENDED.label}”, eller återställ orden."
    )
    return [Finding(codes.PROPOSAL_CHANGED, Severity.ERROR, message, Where(field=where))]


def _unlike(lines: Sequence[str], others: Sequence[str]) -> list[str]:
    """The lines that none of the others says."""
    return [line for line in lines if line and not any(same_words(line, one) for one in others)]


def _about_change(where: str, item: TreatedItem) -> list[Finding]:
    """*Med ändring* where the words and what they rest on are those of the proposal."""
    changed = item.proposed is not None and _granted(item.facts) != _granted(item.proposed)
    own = [c for c in item.main.clauses if c.kind not in _MADE]
    written = len(item.blocks) > 1 or (
        any(c.edited for c in own)
        if item.planned is None
        else not _same_lines([c.says(item.facts) for c in own], item.planned)
    )
    if item.outcome is not Outcome.AMENDED or changed or written:
        return []
    message = (
        f"{where} har utgången ”{Outcome.AMENDED.label}”, men inget är ändrat. Skriv ändringen, "
        f"eller välj ”{Outcome.APPROVED.label}”."
    )
    return [Finding(codes.NOTHING_CHANGED, Severity.WARNING, message, Where(field=where))]


def _same_lines(lines: Sequence[str], planned: Sequence[str]) -> bool:
    said = [line for line in lines if line]
    return len(said) == len(planned) and all(map(same_words, said, planned))


def _granted(facts: Facts) -> tuple[object, ...]:
    shares = frozenset(share for share in facts.shares if share.kr)
    return shares, facts.start, facts.end, facts.payout


def _about_amounts(where: str, item: TreatedItem) -> list[Finding]:
    """A grant of nothing cannot be put on record."""
    if not item.takes_effect or item.facts.amount_kr:
        return []
    message = f"{where} beviljar en ansökan men inget belopp. Ange belopp eller avslå."
    return [Finding(codes.GRANTS_NOTHING, Severity.ERROR, message, Where(field=where))]


def _about_period(where: str, facts: Facts) -> list[Finding]:
    """Money for a year outside the granted period, or a period that begins or ends with none."""
    if not (facts.start and facts.end and facts.years):
        return []
    period = set(range(facts.start.year, facts.end.year + 1))
    said = f"{format_long(facts.start)} till {format_long(facts.end)}"
    if outside := set(facts.years) - period:
        message = (
            f"{where} beviljar belopp för {years_in_words(outside)}, men perioden är {said}. Rätta "
            "beloppen eller perioden."
        )
        return [Finding(codes.AMOUNT_OUTSIDE_PERIOD, Severity.ERROR, message, Where(field=where))]
    given = range(min(facts.years), max(facts.years) + 1)
    empty = period - set(given)
    if not empty:
        return []
    message = (
        f"{where} beviljar inget belopp för {years_in_words(empty)}, men perioden är {said}. Skriv "
        "beloppet, eller ändra perioden om den också ska bli kortare."
    )
    return [Finding(codes.PERIOD_WITHOUT_AMOUNT, Severity.WARNING, message, Where(field=where))]


def _about_unfunded(where: str, item: TreatedItem) -> list[Finding]:
    """Years that were applied for and get nothing, where nothing says what becomes of them."""
    left = set(item.unfunded)
    for text in (clause.says(item.facts) for clause in item.saying):
        if settles_rest(text, item.facts.years, Says.REFUSE):
            left -= (set(years_in(text)) - set(item.facts.years)) or left
    if not left or item.rest is not None:
        return []
    message = (
        f"{where}: ansökan gäller också {years_in_words(left)}, som varken beviljas eller avslås. "
        "Välj vad som händer under ”Det som inte beviljas”, eller skriv det som en att-sats."
    )
    return [Finding(codes.YEAR_UNSETTLED, Severity.WARNING, message, Where(field=where))]


def _about_payout(where: str, item: TreatedItem) -> list[Finding]:
    """A rule of payment that the grant would get and that no clause of the decision tells."""
    rule = item.facts.payout
    if rule is None or item.main.act is not Act.DECIDES:
        return []
    said = ((clause, clause.says(item.facts)) for clause in item.saying)
    if any(
        text and (c.kind is ClauseKind.PAYOUT or rule in rules_spoken_of(text)) for c, text in said
    ):
        return []
    message = (
        f"{where} säger inte hur medlen betalas ut, men regeln är ”{rule.label}”. Återställ orden, "
        "eller skriv regeln som en att-sats."
    )
    return [Finding(codes.PAYOUT_UNSAID, Severity.ERROR, message, Where(field=where))]


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
