"""What minutes lack before they can be signed: every slip at once, each with its paragraph."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.wording.speech import Says, acts_in, grants_money, grants_rest
from samordna.meetings.rules import codes
from samordna.meetings.rules.adjuster_words import adjuster_findings
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.chair_and_adjusters import Adjuster, chair_for, signing_plan
from samordna.meetings.rules.claims import claim_findings
from samordna.meetings.rules.clauses import decides, proposes, proposes_twice
from samordna.meetings.rules.granted_elsewhere import granted_elsewhere
from samordna.meetings.rules.left_out import left_out
from samordna.meetings.rules.numbering import numbering_findings
from samordna.meetings.rules.outcomes import SETTLING, Outcome
from samordna.meetings.rules.presence import Attendee, Presence
from samordna.meetings.rules.quorum import quorum_at, quorum_findings
from samordna.meetings.rules.reservations import reservation_findings
from samordna.meetings.rules.stand_ins import StandsIn, with_stand_ins
from samordna.meetings.rules.text_checks import text_findings
from samordna.meetings.rules.treated import TreatedItem
from samordna.meetings.rules.vote_checks import vote_findings


def minutes_findings(
    presence: Presence,
    treated: Sequence[TreatedItem],
    members: int,
    adjusters: Sequence[Adjuster],
    *,
    first_number: int | None = None,
    chosen_chairs: Mapping[int, str] | None = None,
    stand_ins: Sequence[StandsIn] = (),
    oldest_first: Sequence[str] = (),
    quorum_rule: Mapping[str, Any] | None = None,
    tried: Collection[int] | None = None,
) -> list[Finding]:
    """Return everything that stands in the way of the minutes, in the order of the rules.

    ``members`` is the number of seats of the body. ``first_number`` is the paragraph number that
    the meeting starts with; without it the run is not tried. Given the items ``tried``, what stands
    in the paragraphs of others is not. Codes of its own:
    ``item-without-outcome``, ``decided-for-the-board``, ``decision-without-clauses``,
    ``effect-without-clauses``, ``proposal-in-decision``, ``decision-in-proposal``,
    ``vote-without-right``, ``outcome-contradicted``, ``granted-differs-from-clause``;
    besides those of presence, quorum, numbering and signing. Raises KeyError when a voter or an
    adjuster is nobody at the meeting.
    """
    found: list[Finding] = []
    chairs = chosen_chairs or {}
    for item in treated:
        if tried is not None and item.item not in tried:
            continue
        found += granted_elsewhere(presence, item, treated) or _about_item(presence, item)
        found += left_out(presence, item)
        found += _about_presenter(presence, item)
        found += text_findings(presence, item)
        chair = chairs.get(item.item) or _key(chair_for(presence, item.item, oldest_first))
        found += vote_findings(presence, item, chair)
        found += reservation_findings(presence, item, chair)
        found += claim_findings(presence, item)
        quorate = not item.elects_adjusters or (
            quorum_at(presence, members, item.item, quorum_rule).reached
        )
        found += adjuster_findings(presence, item, adjusters, quorate=quorate)
    found += presence.findings()
    undecided = {item.item for item in treated if item.undecided}
    tabled = {item.item for item in treated if item.only_tabled}
    found += quorum_findings(presence, members, undecided, quorum_rule, tabled)
    if first_number is not None:
        found += numbering_findings(presence.numbered(presence.items), first_number)
    left = {item.item for item in treated if item.undecided and not item.only_tabled}
    plan = signing_plan(presence, adjusters, chosen_chairs, oldest_first, left)
    found += with_stand_ins(plan, presence, stand_ins).findings
    return found


def _key(person: Attendee | None) -> str | None:
    return person.key if person else None


def _about_item(presence: Presence, item: TreatedItem) -> list[Finding]:
    where = item.where(presence)

    def found(code: str, severity: Severity, said: str) -> list[Finding]:
        return [Finding(code, severity, f"{where} {said}", Where(field=where))]

    if item.outcome is None:
        return found(
            codes.ITEM_WITHOUT_OUTCOME,
            Severity.MISSING,  # the item may be in hand this very moment
            "saknar utgång. Välj hur ärendet slutade.",
        )
    if item.for_the_board and _settles(item):
        return found(
            codes.DECIDED_FOR_THE_BOARD,
            Severity.ERROR,
            "beslutar det som styrelsen avgör, och får ingen verkan. Välj ”föreslår” under ”Vad "
            "organet gör”, eller bordlägg ärendet.",
        )
    decided, proposed = item.texts(Act.DECIDES), item.texts(Act.PROPOSES)
    if item.takes_effect and not decided and item.outcome is not Outcome.UNDECIDED:
        return found(
            codes.EFFECT_WITHOUT_CLAUSES,
            Severity.ERROR,
            "får verkan när protokollet är justerat men beslutar inget. Skriv vad som beslutas, "
            "eller välj ”Inget beslut”.",
        )
    unsettled = item.ballot is not None and bool(item.ballot.slip)  # told of by the election
    if item.outcome in SETTLING and not decided and not proposed and not unsettled:
        treated = "föreslagen vidare" if item.main.act is Act.PROPOSES else "beslutad"
        return found(
            codes.DECISION_WITHOUT_CLAUSES,
            Severity.ERROR,
            f"är {treated} men har ingen att-sats.",
        )
    if item.outcome is Outcome.NOTED and not item.texts(Act.DECIDES, Act.PROPOSES, Act.INFORMS):
        return found(
            codes.DECISION_WITHOUT_CLAUSES,
            Severity.ERROR,
            f"har utgången ”{item.outcome.label}” men säger inte vad som beslutas. Återställ "
            "orden, eller välj ”Inget beslut”.",
        )
    if any(map(proposes, decided)):
        return found(
            codes.PROPOSAL_IN_DECISION,
            Severity.WARNING,
            "är ett beslut men skriver ”föreslår”. Lägg förslaget i ett eget block, eller skriv "
            "om.",
        )
    if any(map(proposes_twice, proposed)):
        return found(
            codes.PROPOSAL_TWICE,
            Severity.WARNING,
            "är ett förslag, men en att-sats börjar med ”föreslå”: då skulle styrelsen besluta "
            "att föreslå. Skriv vad styrelsen ska besluta.",
        )
    if item.of_a_rest and any(map(grants_rest, [*decided, *proposed])):
        return found(
            codes.REST_GRANTED,
            Severity.ERROR,
            "beviljar av det som inte beviljades, men ingen insats får medlen: det söks som "
            "tillägg. Skriv det i beslutet, eller välj avslag, bordläggning eller återremiss.",
        )
    if not item.about_money and any(map(grants_money, [*decided, *proposed])):
        return found(
            codes.GRANT_WITHOUT_APPLICATION,
            Severity.WARNING,
            "beviljar pengar men gäller ingen ansökan, så ingen insats får medlen. Lägg ansökan "
            "som punkt, om det är en insats som beviljas.",
        )
    if any(map(decides, proposed)):
        return found(
            codes.DECISION_IN_PROPOSAL,
            Severity.WARNING,
            "är ett förslag men skriver ”beslutar”. Lägg beslutet i ett eget block, eller skriv "
            "om.",
        )
    return []


def _about_presenter(presence: Presence, item: TreatedItem) -> list[Finding]:
    """Who presented an item and is not ticked as present."""
    if not item.presenter:
        return []
    where = item.where(presence)
    message = (
        f"{where}: {item.presenter} står som föredragande men inte som närvarande. Rätta närvaron "
        "eller föredragande."
    )
    return [Finding(codes.PRESENTER_ABSENT, Severity.WARNING, message, Where(field=where))]


def _settles(item: TreatedItem) -> bool:
    """Whether something is decided about what was applied for, besides that it is tabled."""
    if item.main.act is Act.DECIDES and item.outcome in {*SETTLING, Outcome.REMITTED}:
        return True
    return any(acts_in(text) - {Says.POSTPONE} for text in item.texts(Act.DECIDES))
