"""Where a grant stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samordna.kernel.choices import Choice
from samordna.kernel.standing import Standing, final
from samordna.kernel.transitions import Transitions


class GrantState(Choice):
    """A grant stands as the adjusted minutes gave it."""

    GIVEN = "given", "Beviljat"


GRANT: Final = Transitions(
    thing="beviljandet",
    table={},
    state_labels={state: state.label for state in GrantState},
    verb_labels={},
)

GRANT_STANDING: Final[Mapping[str, Standing]] = {
    GrantState.GIVEN: final("Det justerade protokollet har beviljat. Bara ett nytt beslut ändrar."),
}
