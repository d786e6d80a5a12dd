"""What minutes lack before they can be signed: every slip at once, each with its paragraph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import amounts_in, format_kr
from samordna.meetings.rules import codes
from samordna.meetings.rules.chair_and_adjusters import Adjuster, chair_for, signing_plan
from samordna.meetings.rules.clauses import approves, decides, grants, proposes
from samordna.meetings.rules.numbering import listed, numbering_findings, written
from samordna.meetings.rules.outcomes import GRANTING, OPEN, SETTLING, Outcome
from samordna.meetings.rules.presence import Attendee, Presence
from samordna.meetings.rules.quorum import quorum_findings
from samordna.meetings.rules.voting import DecidedBy, Propositions, Vote, VoteResult, count_vote


@dataclass(frozen=True, slots=True)
class TreatedItem:
    """How one item was treated. ``clauses`` are its att-clauses, ``votes`` a vote by name if there
    was one; ``decision_text`` is free text beside the clauses, where a body writes that. With
    ``proposes`` the body does not decide here but proposes to another. ``about_money`` tells that
    the item is about something that is granted, and ``granted_kr`` what its amounts add up to. With
    ``takes_effect`` the adjusted paragraph does something by itself: grants, refuses, files."""

    item: int
    heading: str
    outcome: Outcome | None
    clauses: tuple[str, ...] = ()
    proposes: bool = False
    decision_text: str = ""
    about_money: bool = False
    granted_kr: int = 0
    takes_effect: bool = False
    election: bool = False
    votes: Mapping[str, Vote] = field(default_factory=dict)
    vote_about: Propositions = field(default_factory=Propositions)

    @property
    def undecided(self) -> bool:
        """Whether the paragraph decides nothing, so that it may stand without a quorum."""
        return self.outcome in OPEN or not any(map(str.strip, self.clauses))


def minutes_findings(
    presence: Presence,
    treated: Sequence[TreatedItem],
    members: int,
    adjusters: Sequence[Adjuster],
    *,
    first_number: int | None = None,
    chosen_chairs: Mapping[int, str] | None = None,
    oldest_first: Sequence[str] = (),
) -> list[Finding]:
    """Return everything that stands in the way of the minutes, in the order of the rules.

    ``members`` is the number of seats of the body. ``first_number`` is the paragraph number that
    the meeting starts with; without it the run is not tried. Codes of its own:
    ``item-without-outcome``, ``decision-without-clauses``, ``effect-without-clauses``,
    ``proposal-in-decision``, ``decision-in-proposal``, ``vote-without-right``,
    ``outcome-contradicted``, ``granted-differs-from-clause``; besides those of presence, quorum,
    numbering and signing. Raises KeyError when a voter or an adjuster is nobody at the meeting.
    """
    found: list[Finding] = []
    chairs = chosen_chairs or {}
    for item in treated:
        found += _about_item(presence, item)
        found += _about_money(presence, item)
        found += _about_votes(presence, item)
        chair = chairs.get(item.item) or _key(chair_for(presence, item.item, oldest_first))
        found += _about_result(presence, item, chair)
    found += presence.findings()
    undecided = {item.item for item in treated if item.undecided}
    found += quorum_findings(presence, members, undecided)
    if first_number is not None:
        found += numbering_findings(presence.numbered(presence.items), first_number)
    found += signing_plan(presence, adjusters, chosen_chairs, oldest_first).findings
    return found


def _about_item(presence: Presence, item: TreatedItem) -> list[Finding]:
    where = _where(presence, item)
    if item.outcome is None:
        return [
            Finding(
                codes.ITEM_WITHOUT_OUTCOME,
                Severity.ERROR,
                f"{where} saknar utgång. Välj hur ärendet slutade.",
                Where(field=where),
            )
        ]
    texts = [text for text in (*item.clauses, item.decision_text) if text.strip()]
    if item.takes_effect and not texts and item.outcome is not Outcome.UNDECIDED:
        return [
            Finding(
                codes.EFFECT_WITHOUT_CLAUSES,
                Severity.ERROR,
                f"{where} får verkan när protokollet är justerat men har ingen att-sats. Skriv vad "
                "som beslutas.",
                Where(field=where),
            )
        ]
    if item.outcome not in SETTLING:
        return []
    if not texts:
        treated = "föreslagen vidare" if item.proposes else "beslutad"
        return [
            Finding(
                codes.DECISION_WITHOUT_CLAUSES,
                Severity.ERROR,
                f"{where} är {treated} men har ingen att-sats.",
                Where(field=where),
            )
        ]
    if not item.proposes and any(map(proposes, texts)):
        return [
            Finding(
                codes.PROPOSAL_IN_DECISION,
                Severity.WARNING,
                f"{where} är ett beslut men skriver ”föreslår”. Dela upp det i beslut och "
                "förslag, eller skriv om.",
                Where(field=where),
            )
        ]
    if item.proposes and any(map(decides, texts)):
        return [
            Finding(
                codes.DECISION_IN_PROPOSAL,
                Severity.WARNING,
                f"{where} är ett förslag men skriver ”beslutar”. Dela upp det i beslut och "
                "förslag, eller skriv om.",
                Where(field=where),
            )
        ]
    return []


def _about_money(presence: Presence, item: TreatedItem) -> list[Finding]:
    """What is refused or tabled is not granted by its clauses, and what is granted is, with the
    sum that its amounts add up to."""
    if not item.about_money or item.outcome is None or not any(map(str.strip, item.clauses)):
        return []
    where = _where(presence, item)
    granting = [clause for clause in item.clauses if grants(clause)]
    granted = item.outcome in GRANTING
    if granting and not granted:
        return [
            Finding(
                codes.OUTCOME_CONTRADICTED,
                Severity.ERROR,
                f"{where} har utgången ”{item.outcome.label}”, men en att-sats beviljar. Rätta "
                "att-satserna eller utgången.",
                Where(field=where),
            )
        ]
    if granted and not item.proposes and not any(map(approves, item.clauses)):
        return [
            Finding(
                codes.OUTCOME_CONTRADICTED,
                Severity.ERROR,
                f"{where} har utgången ”{item.outcome.label}”, men ingen att-sats beviljar. Skriv "
                "vad som beviljas, eller rätta utgången.",
                Where(field=where),
            )
        ]
    return _about_sum(where, item, granting or list(item.clauses)) if granted else []


def _about_sum(where: str, item: TreatedItem, clauses: Sequence[str]) -> list[Finding]:
    """Clauses may name the sum, or parts that add up to it, or no amount at all."""
    named = [amounts_in(clause) for clause in clauses]
    parts = [kr for amounts in named for kr in amounts]
    if not item.granted_kr or not parts:
        return []
    if item.granted_kr in (*parts, *map(sum, named), sum(parts)):
        return []
    return [
        Finding(
            codes.GRANTED_DIFFERS_FROM_CLAUSE,
            Severity.ERROR,
            f"{where} beviljar {format_kr(item.granted_kr)}, men beslutets att-satser säger "
            f"{format_kr(parts[0])}. Rätta texten eller beloppen.",
            Where(field=where),
            expected_kr=item.granted_kr,
            found_kr=parts[0],
        )
    ]


def _key(person: Attendee | None) -> str | None:
    return person.key if person else None


def _about_votes(presence: Presence, item: TreatedItem) -> list[Finding]:
    """Nobody votes who was disqualified, out of the room or without a seat (KL 6:30).

    Nor does anybody stand as abstaining who was not there to vote. Who decided and stands in the
    vote with no name is told: an open vote is minuted by name (KL 5:67).
    """
    where = _where(presence, item)
    deciding = {person.key for person in presence.deciding_at(item.item)}
    serving = {person.key for person in presence.serving_at(item.item)}
    found = _without_vote(presence, item, where, deciding)
    for key, vote in item.votes.items():
        if key in deciding or (vote is Vote.ABSTAINS and key in serving):
            continue
        if presence.is_disqualified(key, item.item):
            why = "har jäv"
        elif not presence.in_room(key, item.item):
            why = "var inte närvarande"
        else:
            why = "deltog inte i beslutet"
        found.append(
            Finding(
                codes.VOTE_WITHOUT_RIGHT,
                Severity.ERROR,
                f"{presence.attendee(key).name} {why} i {where} men har en röst i omröstningen. "
                "Ta bort rösten eller rätta närvaron.",
                Where(field=where),
            )
        )
    return found


def _without_vote(
    presence: Presence, item: TreatedItem, where: str, deciding: AbstractSet[str]
) -> list[Finding]:
    missing = sorted(presence.attendee(key).name for key in deciding - set(item.votes))
    if not item.votes or not missing:
        return []
    return [
        Finding(
            codes.VOTE_WITHOUT_NAME,
            Severity.WARNING,
            f"{listed(missing)} deltog i beslutet i {where} men har ingen röst. Ange ja, nej eller "
            "avstår.",
            Where(field=where),
        )
    ]


def _about_result(presence: Presence, item: TreatedItem, chair: str | None) -> list[Finding]:
    """The votes, the chair's vote at a tie and the outcome say the same, or nothing locks."""
    if not item.votes or item.outcome is None:
        return []
    where, result = _where(presence, item), count_vote(item.votes, chair, item.vote_about)
    code, said = _contradiction(item, item.outcome, result)
    return [Finding(code, Severity.ERROR, f"{where}: {said}", Where(field=where))] if code else []


def _contradiction(item: TreatedItem, outcome: Outcome, result: VoteResult) -> tuple[str, str]:
    """The code and the words of what a vote and the outcome disagree about; empty if nothing."""
    if slip := result.about.slip:
        return codes.VOTE_UNCLEAR, f"{slip}. Rätta omröstningen."
    if item.election and result.decided_by is DecidedBy.CHAIR:
        return codes.ELECTION_BY_CHAIR, (
            "vid lika röstetal i ett val avgör lotten, inte ordförandens röst. Anteckna valet med "
            "kandidater och lottning."
        )
    if result.allows(outcome):
        return "", ""
    if result.won is None:
        return codes.VOTE_UNDECIDED, (
            f"omröstningen avgör inte frågan, men utgången är ”{outcome.label}”. Fyll i rösterna, "
            "eller välj ”Bordläggning” eller ”Inget beslut”."
        )
    return codes.VOTE_CONTRADICTED, (
        f"omröstningen gav {result.sentence.rstrip('.')}, men utgången är ”{outcome.label}”. Rätta "
        "utgången, rösterna eller vad ja och nej står för."
    )


def _where(presence: Presence, item: TreatedItem) -> str:
    return written(presence.numbered([item.item])) or f"Punkten ”{item.heading}”"
