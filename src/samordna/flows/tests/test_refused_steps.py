"""Every sentence that a table of states can answer with, of every thing, state and verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from samordna.flows.standing import EVERY
from samordna.kernel.transitions import IllegalTransition, Transitions
from samordna.meetings.rules.states import MEETING

_ENDS_WITHOUT_ITS_THING = re.compile(r"\b(för|till|om|från|på|i|med|av|igen för)(,|\.| eller)")


def _refusals(table: Transitions) -> Iterator[tuple[str, str, str]]:
    for state in table.state_labels:
        for verb in table.verb_labels:
            if not table.allows(state, verb):
                with pytest.raises(IllegalTransition) as refused:
                    table.next(state, verb)
                yield state, verb, str(refused.value)


@pytest.mark.parametrize("table", [one.transitions for one in EVERY], ids=lambda t: t.thing)
def test_what_is_refused_is_said_in_whole_phrases(table: Transitions) -> None:
    for _, verb, said in _refusals(table):
        assert not _ENDS_WITHOUT_ITS_THING.search(said), said
        assert "{" not in said and "Inget mer" not in said
        assert verb not in said.split()
        _, _, possible = said.partition("är att ")
        steps = re.split(", | eller ", possible.rstrip("."))
        assert len(set(steps)) == len(steps), said


def _said(state: str, verb: str) -> str:
    return next(said for s, v, said in _refusals(MEETING) if (s, v) == (state, verb))


def test_the_minutes_are_taken_back_and_locked_in_plain_swedish() -> None:
    assert _said("signing", "close") == (
        "Det går inte att avsluta sammanträdet i läget ”För justering”. "
        "Det som kan göras nu är att återta protokollet eller justera protokollet."
    )
    assert _said("closed", "post") == (
        "Det går inte att anslå protokollet när sammanträdet har läget ”Avslutat”. "
        "Det som kan göras nu är att återuppta det eller låsa protokollet."
    )


def test_posting_twice_says_that_it_is_done() -> None:
    assert _said("posted", "post") == "Det är redan gjort: sammanträdet har läget ”Anslaget”."
