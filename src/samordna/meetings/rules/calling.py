"""Who is called when a member cannot come: the substitutes' order (*inkallelseordning*).

Substitutes of the association's board have an order, which is set when they are appointed (lag
2003:1210, 12 §), and step in only for a member whom the same *medlem* has appointed (15 §).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from samordna.kernel.counting import counted
from samordna.kernel.findings import Finding, Severity
from samordna.kernel.ordering import person_key
from samordna.kernel.sentences import listed
from samordna.meetings.rules import codes


class Answer(StrEnum):
    """What a substitute has said, or what is known of them."""

    NOT_ASKED = "not_asked"
    COMES = "comes"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class Substitute:
    """A substitute. ``member`` is the key of the *medlem* that appointed, ``order`` the place in
    its order, from 1; None where none was set. ``serves_for`` is the member of the body that they
    serve for already."""

    key: str
    name: str
    member: str
    order: int | None = None
    answer: Answer = Answer.NOT_ASKED
    serves_for: str | None = None


def calling_list(substitutes: Iterable[Substitute], member: str) -> list[Substitute]:
    """The substitutes of a *medlem*, in the order in which they are called.

    Those without a place in the order come after those with one, by name.
    """
    own = [one for one in substitutes if one.member == member]
    return sorted(
        own, key=lambda one: (one.order is None, one.order or 0, person_key(one.name), one.key)
    )


def next_called(substitutes: Iterable[Substitute], member: str) -> Substitute | None:
    """Who is to be asked next: the first in the order who has not said no and serves for nobody.

    One who has said yes is the answer, so that nobody is asked beyond. None when the *medlem* has
    nobody left to call.
    """
    for one in calling_list(substitutes, member):
        if one.answer is not Answer.CANNOT and one.serves_for is None:
            return one
    return None


def passed_over(substitutes: Iterable[Substitute], serving: str) -> list[Substitute]:
    """The substitutes who stand before the one that serves, could come and serve for nobody.

    Empty as well where the one that serves, or the other, has no place in an order.
    """
    everybody = list(substitutes)
    found = next((one for one in everybody if one.key == serving), None)
    if found is None or found.order is None:
        return []
    return [
        one
        for one in calling_list(everybody, found.member)
        if one.order is not None
        and one.order < found.order
        and one.answer is Answer.COMES
        and one.serves_for is None
    ]


def uncalled_findings(
    uncalled: bool, missing: int, *, empty: int = 0, made: bool = True
) -> list[Finding]:
    """Return ``opened-uncalled`` where the summons had reached nobody when the meeting was opened,
    or none was ``made``.

    ``missing``: how many of the seats that somebody holds nobody served in; ``empty``: in how many
    that stand empty, though a substitute of the same *medlem* might have. The law tells who sits
    and when they are quorate, and that a decision which has not come about in due order may be set
    aside (KL 13:8), not when a fault of the call has mattered: it stops nothing, and where every
    seat was served in it is only told.
    """
    if not uncalled:
        return []
    said = "Kallelsen hade inte nått någon när sammanträdet öppnades."
    if not made:
        said = "Ingen kallelse hade gått ut när sammanträdet öppnades."
    gone = [counted(missing, "ledamot", "ledamöter")] if missing else []
    gone += [f"en ersättare på {counted(empty, 'ledig plats', 'lediga platser')}"] if empty else []
    away = listed(gone)
    if not away:
        message = f"{said} Alla ledamöter eller deras ersättare var med, så det hindrar inget."
        return [Finding(codes.OPENED_UNCALLED, Severity.NOTE, message)]
    message = (
        f"{said} {away[:1].upper()}{away[1:]} saknas. Visste de om sammanträdet och "
        "avstod hindrar det inget. Annars kan den som överklagar få besluten upphävda, och då kan "
        "ärendena tas upp igen på ett nytt sammanträde."
    )
    return [Finding(codes.OPENED_UNCALLED, Severity.WARNING, message)]


def passed_over_findings(substitutes: Iterable[Substitute]) -> list[Finding]:
    """Return ``substitute-passed-over`` for each who serves before others that have come.

    It stops nothing: who stood before may be disqualified, or may have left (12 § and 15 §).
    """
    everybody = list(substitutes)
    found = []
    for serving in everybody:
        if serving.serves_for is None or not (before := passed_over(everybody, serving.key)):
            continue
        message = (
            f"{listed([one.name for one in before])} står före {serving.name} i "
            "inkallelseordningen, är här och tjänstgör inte. Är det rätt ersättare som tjänstgör?"
        )
        found.append(Finding(codes.SUBSTITUTE_PASSED_OVER, Severity.WARNING, message))
    return found
