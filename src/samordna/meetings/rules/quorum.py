"""Quorum: a matter may be handled only when more than half of the members are there (KL 6:27)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from samordna.kernel.findings import Finding, Severity, Where
from samordna.meetings.rules import codes
from samordna.meetings.rules.not_handled import COMES_BACK
from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.presence import Presence
from samordna.parties.rules import QuorumRule


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether a body may decide at a paragraph, and the counts behind it."""

    reached: bool
    serving: int
    members: int
    needed: int
    sentence: str


def needed_of(members: int, rule: Mapping[str, Any] | None = None) -> int:
    """How many must be there: more than half of the members (KL 6:27), or what the association has
    said of a body that the law says nothing of: a number of them, or anybody at all."""
    chosen = QuorumRule((rule or {}).get("rule", QuorumRule.MAJORITY))
    if chosen is QuorumRule.AT_LEAST:
        return max(1, int((rule or {})["number"]))
    return 0 if chosen is QuorumRule.NONE else members // 2 + 1


def quorum(
    members: int, serving: int, paragraph: str = "", rule: Mapping[str, Any] | None = None
) -> Quorum:
    """Count the quorum: ``serving`` of the body's ``members``, serving substitutes included.

    More than half is needed unless ``rule`` says otherwise (:func:`needed_of`). ``paragraph``
    (”§ 73”) goes into the Swedish sentence. Raises ValueError for a body without members.
    """
    if members < 1:
        raise ValueError("a body has at least one member")
    needed = needed_of(members, rule)
    reached = serving >= needed
    place = f" vid {paragraph}" if paragraph else ""
    able = "Beslutför" if reached else "Inte beslutför"
    sentence = (
        f"{able}{place}: {serving} av {members} tjänstgör, ersättare medräknade, "
        f"och minst {needed} krävs."
    )
    return Quorum(reached, serving, members, needed, sentence)


def quorum_at(
    presence: Presence, members: int, item: int, rule: Mapping[str, Any] | None = None
) -> Quorum:
    """Count the quorum of one item. A seat counts once; one who abstains is there, one who is
    disqualified is not."""
    seats = {presence.seat_of(person, item) for person in presence.serving_at(item)}
    return quorum(members, len(seats), written(presence.numbered([item])), rule)


#: What can be done where a body that could not decide has decided.
WAY_OUT = (
    f"Välj ”Inget beslut”: ärendet behandlas inte. Det {COMES_BACK}. "
    "Ärendet kan också bordläggas. Stämmer inte närvaron rättar du den."
)
#: Said where such a body has tabled the matter.
TABLED = (
    "Bordläggningen hindrar inte att protokollet låses, men också den är ett beslut, och ett organ "
    "som inte är beslutfört ska inte handlägga ärendet (KL 6:27). Säkrare är ”Inget beslut”: då "
    f"behandlas ärendet inte, och det {COMES_BACK}."
)


def quorum_findings(
    presence: Presence,
    members: int,
    undecided: Collection[int] = (),
    rule: Mapping[str, Any] | None = None,
    tabled: Collection[int] = (),
) -> list[Finding]:
    """Return ``quorum-lacking`` for the paragraphs in which the body decided and could not, and
    ``tabled-without-quorum`` for those that it tabled, together where as many were there.

    ``undecided`` are the items in which nothing was decided, or that were only ``tabled``: they may
    stand.
    """
    lacking: dict[tuple[int, bool], list[int]] = {}
    for item in presence.paragraphs:
        counted = quorum_at(presence, members, item, rule)
        if not counted.reached and (item not in undecided or item in tabled):
            lacking.setdefault((counted.serving, item in tabled), []).append(item)
    found = []
    for (serving, only_tabled), items in lacking.items():
        marks = written(presence.numbered(items))
        sentence = quorum(members, serving, marks, rule).sentence
        code, severity, advice = codes.QUORUM_LACKING, Severity.ERROR, WAY_OUT
        if only_tabled:
            code, severity, advice = codes.TABLED_WITHOUT_QUORUM, Severity.WARNING, TABLED
        found.append(Finding(code, severity, f"{sentence} {advice}", Where(field=marks)))
    return found
