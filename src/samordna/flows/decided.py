"""What the board has decided about an application, and whether it can be appealed, in words: for
the application's page, the thread and the letter alike.

Whoever applies is no party that can appeal: a decision of an association is tried for its
lawfulness, when a member of a municipality or region of it asks (28 § lagen 2003:1210, KL 13 kap.),
within three weeks of when the adjustment is announced (KL 13:5).
What only prepares, as to table and to remit, cannot be tried (KL 13:2).
"""

from __future__ import annotations

from datetime import date

from samordna.kernel.dates import format_long
from samordna.kernel.money import format_kr, part_of_kr
from samordna.meetings.models import Treatment
from samordna.meetings.rules.boards import CountsFrom
from samordna.meetings.rules.not_handled import not_handled as was_not_handled

_Outcome = Treatment.Outcome
#: What the board has done, by the outcome of the paragraph.
DECIDED = {
    _Outcome.APPROVED: "beviljat",
    # The board's change is of another's proposal: whoever applied is told of what was applied for.
    _Outcome.AMENDED: "beviljat",
    _Outcome.REJECTED: "avslagit",
    _Outcome.POSTPONED: "bordlagt",
    _Outcome.REMITTED: "återremitterat",
    _Outcome.UNDECIDED: "inte fattat något beslut om",
}
_GRANTED = frozenset({_Outcome.APPROVED, _Outcome.AMENDED})
_ONLY_PREPARES = {
    _Outcome.POSTPONED: "Ett beslut att bordlägga",
    _Outcome.REMITTED: "Ett beslut att återremittera",
}


def in_part(outcome: str, granted_kr: int | None, sought_kr: int | None) -> str:
    """What was granted of what was applied for, where that is less, in words; empty otherwise, and
    where it is not known. Whole kronor."""
    if outcome not in _GRANTED or not granted_kr or not sought_kr or granted_kr >= sought_kr:
        return ""
    return part_of_kr(granted_kr, sought_kr)


def decision_sentence(
    outcome: str,
    day: date | None,
    paragraph: int | None,
    part: str = "",
    what: str = "ansökan",
    back: str = "",
    *,
    granted_kr: int | None = None,
    not_handled: bool = False,
) -> str:
    """What was decided, when and in which paragraph; empty for what decides nothing of it.

    ``part`` is what was granted of what was applied for (:func:`in_part`), ``granted_kr`` the sum
    of a grant, ``what`` the application as the reader knows it, ``back`` why and by when it comes
    up again, where that was said (``told_back``). ``not_handled``: the board was no quorum.
    """
    if not outcome or _Outcome(outcome) not in DECIDED:
        return ""
    if not_handled and day:
        return f"{was_not_handled('Styrelsen', day, paragraph, what)}."
    when = f" den {format_long(day)}, § {paragraph}," if day else ""
    if part and outcome in _GRANTED:
        return f"Styrelsen har{when} beviljat {what} till en del: {part}."
    said = f"Styrelsen har{when} {DECIDED[_Outcome(outcome)]} {what}."
    if granted_kr and outcome in _GRANTED:
        return f"{said.removesuffix('.')}: {format_kr(granted_kr)}."
    return f"{said}{back}" if outcome in _ONLY_PREPARES else said


def in_paragraph(day: date, paragraph: int | None) -> str:
    """Which decision an appeal is about, where there are several: " i § 16 den 4 december 2024"."""
    return f" i § {paragraph} den {format_long(day)}" if paragraph else ""


def appeal_sentence(
    outcome: str,
    court: str,
    last_day: date | None,
    today: date,
    *,
    which: str = "",
    reason: str = "",
    counts_from: str = "",
) -> str:
    """Whether and how the decision can be appealed, and until when; empty as above.

    ``which`` names the decision where there are several (:func:`in_paragraph`). ``reason``: why it
    was tabled or sent back; the applicant may then have something to do. ``counts_from``: what the
    time counts from (``CountsFrom``), in the words of the notice, while the last day is not known.
    """
    if not outcome or _Outcome(outcome) not in DECIDED:
        return ""
    if (what := _ONLY_PREPARES.get(_Outcome(outcome))) is not None:
        return (
            f"Ansökan är inte avgjord. {what} är bara ett led i beredningen och kan inte "
            f"överklagas (13 kap. 2 § kommunallagen). {_to_do(reason)}"
        )
    if outcome == _Outcome.UNDECIDED:
        return "Ansökan är inte avgjord. Ni behöver inte göra något nu."
    if last_day is not None and last_day < today:
        gone = f"sista dagen var {format_long(last_day)}"
        return f"Beslutet{which} kan inte längre överklagas: {gone}."
    until = (
        f"senast den {format_long(last_day)}"
        if last_day is not None
        else f"inom tre veckor från {CountsFrom(counts_from or CountsFrom.LAST_MEMBER).label}. Den "
        "sista dagen står på förbundets anslagstavla när den är känd"
    )
    return (
        f"Den som söker kan inte överklaga beslutet{which} som part. Den som är medlem i en "
        "kommun eller en region som ingår i förbundet kan begära att rätten prövar om det är "
        "lagligt "
        f"(laglighetsprövning), skriftligt till {court} {until}."
    )


def _to_do(reason: str) -> str:
    if not reason.strip():
        return "Ni behöver inte göra något nu."
    return "Läs skälet, och tala med kansliet om det är något som ni ska göra."
