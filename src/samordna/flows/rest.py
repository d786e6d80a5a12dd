"""What has become of what a grant left out of what was applied for, in words for who applied."""

from __future__ import annotations

from datetime import date

from samordna.flows.decided import appeal_sentence
from samordna.kernel.dates import format_long
from samordna.meetings.models import Treatment
from samordna.meetings.rules.outcomes import OPEN_REST, Rest

_Outcome = Treatment.Outcome

#: What has become of what a grant left out, and what is to come of it.
REST_BECAME: dict[str, str] = {
    Rest.REJECTED: "avslaget",
    Rest.POSTPONED: "bordlagt och tas upp igen av styrelsen",
    Rest.REMITTED: "återremitterat till kansliet och tas upp igen av styrelsen",
}
#: The same of what a later paragraph says of it; a grant of it takes an application of its own.
REST_LATER: dict[str, str] = {
    _Outcome.REJECTED: REST_BECAME[Rest.REJECTED],
    _Outcome.POSTPONED: REST_BECAME[Rest.POSTPONED],
    _Outcome.REMITTED: REST_BECAME[Rest.REMITTED],
    _Outcome.NOTED: "lagt till handlingarna utan att något mer beviljades",
    _Outcome.UNDECIDED: "inte avgjort och tas upp igen av styrelsen",
}


#: What was left open of an application that has been taken back or written off since.
REST_ENDED: dict[str, str] = {
    _Outcome.POSTPONED: "bordlades",
    _Outcome.REMITTED: "återremitterades",
    _Outcome.UNDECIDED: "avgjordes inte",
}


#: What settles it: a decision of its own, that can be appealed.
REST_SETTLED = frozenset({_Outcome.REJECTED, _Outcome.NOTED})
_COMES_BACK = frozenset({_Outcome.POSTPONED, _Outcome.REMITTED})


def rest_sentence(
    rest: str,
    later: str,
    day: date | None,
    paragraph: int | None,
    back: str = "",
    *,
    ended: bool = False,
) -> str:
    """What has become of what a grant left out: by the grant's own choice ``rest``, or by the
    outcome ``later`` of the last adjusted paragraph about it. Empty where nothing was said.
    ``back`` is why and by when it comes up again, where that was said (``told_back``). What is left
    open of an application that has ``ended`` does not come up again."""
    if ended and (what := REST_ENDED.get(later or rest)):
        return f"Det som inte beviljades {what} och tas inte upp igen."
    if later and day is not None:
        mark = f"den {format_long(day)}, § {paragraph}" if paragraph else f"den {format_long(day)}"
        if later in REST_LATER:
            why = back if later in _COMES_BACK else ""
            return f"Det som inte beviljades är {REST_LATER[later]} ({mark}).{why}"
        return f"Det som inte beviljades togs upp {mark}."
    if rest not in REST_BECAME:
        return ""
    return f"Det som inte beviljades är {REST_BECAME[rest]}.{back if rest in OPEN_REST else ''}"


def rest_appeal(
    later: str,
    court: str,
    last_day: date | None,
    today: date,
    which: str,
    counts_from: str = "",
) -> str:
    """Whether and until when the paragraph that settled what a grant left out can be appealed;
    empty for one that did not settle it."""
    if later not in REST_SETTLED:
        return ""
    return appeal_sentence(
        _Outcome.REJECTED, court, last_day, today, which=which, counts_from=counts_from
    )
