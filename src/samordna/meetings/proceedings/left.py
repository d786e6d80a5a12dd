"""What of a matter is left or comes back, in clauses made of data; and what a paragraph about money
means, all told in one line. The treatments are loaded with their amounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts
from samordna.kernel.wording.limits import years_in_words
from samordna.kernel.wording.speech import settles_rest
from samordna.meetings.models import Treatment
from samordna.meetings.proceedings.amounts import share_lines
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.coming_back import (
    back_by_words,
    because_words,
    tells_because,
    tells_day_back,
)
from samordna.meetings.rules.meaning import APPLICATION, meaning_line
from samordna.meetings.rules.outcomes import (
    COMING_BACK,
    GRANTING,
    NO_REST_CLAUSE,
    OPEN_REST,
    Outcome,
    Rest,
)
from samordna.meetings.rules.text_checks import SAYS_OF_REST


def rest_clauses(
    treatment: Treatment, facts: Facts, proposed: Facts, told: Sequence[str] = ()
) -> list[Clause]:
    """What becomes of what is not granted, unless ``told`` says it; that nothing is decided of it
    where nobody has said anything."""
    if treatment.outcome not in GRANTING:
        return []
    if not treatment.rest:
        open_still = treatment.in_part and not tells_of_rest(told, facts.years)
        return [Clause(ClauseKind.REST, words=NO_REST_CLAUSE)] if open_still else []
    rest = Rest(treatment.rest)
    if any(settles_rest(text, facts.years, SAYS_OF_REST[rest]) for text in told):
        return []
    return [Clause(ClauseKind.REST, words=rest.words(years_left(facts, proposed)))]


def tells_of_rest(told: Iterable[str], years: Sequence[int]) -> bool:
    """Whether a text tells what becomes of what is not granted; ``years`` are those granted."""
    return any(settles_rest(text, years, says) for text in told for says in SAYS_OF_REST.values())


def years_left(facts: Facts, proposed: Facts) -> str:
    """The years that were proposed and get nothing, in words; empty where all get something."""
    left = set(proposed.years) - set(facts.years)
    return f"år {years_in_words(left)}" if left else ""


def back_clauses(treatment: Treatment, told: Sequence[str] = ()) -> list[Clause]:
    """Why a paragraph was tabled or sent back, and by which day it is to come up again: what
    ``told``, that somebody has written, does not tell already."""
    outcome, what = treatment.outcome, "ärendet"
    kind = ClauseKind.REMIT if outcome == Outcome.REMITTED else ClauseKind.POSTPONE
    if not _comes_back(treatment):
        return []
    if outcome not in COMING_BACK:
        kind, what = ClauseKind.REST, "det som inte beviljas"
    texts = []
    because, day = treatment.back_because, treatment.back_by
    if not any(tells_because(text, because) for text in told):
        texts.append(reason_words(treatment))
    if day is not None and not any(tells_day_back(text, day) for text in told):
        texts.append(back_by_words(what, day))
    return [Clause(kind, words=text) for text in texts if text]


def reason_words(treatment: Treatment) -> str:
    """The clause that says why a paragraph was tabled or sent back: its reason is somebody's own
    words. Empty where none is given."""
    remitted = Outcome.REMITTED in (treatment.outcome, treatment.rest)
    return because_words(treatment.back_because, remitted=remitted)


def _comes_back(treatment: Treatment) -> bool:
    """Whether a paragraph, or what its grant leaves out, is to come up again."""
    if treatment.outcome in COMING_BACK:
        return True
    return treatment.outcome in GRANTING and treatment.rest in OPEN_REST


def line_of_data(
    treatment: Treatment, act: Act, facts: Facts, proposed: Facts, about: str = APPLICATION
) -> str:
    """What a paragraph about money means, in one line made only of data."""
    rest = Rest(treatment.rest).done(years_left(facts, proposed)) if treatment.rest else ""
    return meaning_line(
        act,
        Outcome(treatment.outcome),
        facts,
        in_part=treatment.in_part,
        shares=share_lines(treatment, facts.owner, proposes=act is Act.PROPOSES),
        rest=rest,
        back_by=treatment.back_by if _comes_back(treatment) else None,
        about=about,
    )
