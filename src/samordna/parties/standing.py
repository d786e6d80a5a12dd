"""Where mandates and roles stand, who moves them on, and the ways out that the office has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samordna.kernel.choices import Choice
from samordna.kernel.standing import Standing, Way, final
from samordna.kernel.transitions import Transitions


class MandateState(Choice):
    """Where an appointment stands."""

    WITHOUT_PAPERS = "without_papers", "Beslutet har inte kommit in"
    RECEIVED = "received", "Beslutet har kommit in"
    FILED = "filed", "Lagt till handlingarna"
    ENDED = "ended", "Avslutat"


MANDATE: Final = Transitions(
    thing="uppdraget",
    table={
        (MandateState.WITHOUT_PAPERS, "receive"): MandateState.RECEIVED,
        (MandateState.WITHOUT_PAPERS, "end"): MandateState.ENDED,
        (MandateState.RECEIVED, "file"): MandateState.FILED,
        (MandateState.RECEIVED, "end"): MandateState.ENDED,
        (MandateState.FILED, "end"): MandateState.ENDED,
    },
    state_labels={state: state.label for state in MandateState},
    verb_labels={
        "receive": "registrera beslutet om {}",
        "file": "lägga beslutet till handlingarna",
        "end": "avsluta {}",
    },
)

_END = Way("end_mandate", "parties:end_mandate")

MANDATE_STANDING: Final[Mapping[str, Standing]] = {
    MandateState.WITHOUT_PAPERS: Standing(
        who="Administratören",
        page="parties:receive_papers",
        task="Registrera",
        gone="Förbundschefen har samma rad.",
        late="Personen får närvara men inte besluta; ersättaren kallas.",
        refuses="Förbundschefen registrerar.",
        disqualified="Ingen registrerar sitt eget val: en kollega gör det.",
        ways=(Way("receive_papers", "parties:receive_papers"), _END),
    ),
    MandateState.RECEIVED: Standing(
        rests="Uppdraget gäller. Valärendet erbjuds på styrelsens nästa föredragningslista.",
        ways=(_END,),
    ),
    MandateState.FILED: Standing(rests="Uppdraget gäller till sin sista dag.", ways=(_END,)),
    MandateState.ENDED: final("Uppdraget är slut. Protokoll från dess tid justeras ändå."),
}


class RoleState(Choice):
    """Where a role stands."""

    HELD = "held", "Gäller"
    ENDED = "ended", "Avslutad"


ROLE: Final = Transitions(
    thing="rollen",
    table={(RoleState.HELD, "end"): RoleState.ENDED},
    state_labels={state: state.label for state in RoleState},
    verb_labels={"end": "avsluta {}"},
)

ROLE_STANDING: Final[Mapping[str, Standing]] = {
    RoleState.HELD: Standing(
        rests="Rollen gäller till sin sista dag. Den sista förbundschefen kan inte lämna sin.",
        ways=(Way("end_role", "parties:end_role"),),
    ),
    RoleState.ENDED: final("Rollen är slut, och ges på nytt om den behövs."),
}
