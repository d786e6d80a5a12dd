"""No policy allows anything with another association's rows, whatever a loader has let through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from inspect import getmembers, isfunction
from types import ModuleType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from samordna.ground.scoping import Scoped
from samordna.parties.access import ANOTHERS, Decision
from samordna.parties.actors import Actor, Seat
from samordna.parties.models import Person, Role
from samordna.rooms import modules_named

Policy = Callable[..., Any]

OURS, THEIRS = 1, 2
#: What every row here has for its key, its people, its bodies and its organisations.
ANY = 7

#: What a policy is told besides the actor and the rows.
TOLD: dict[Any, Any] = {
    int: ANY,
    str: "",
    bool: True,
    date: date(2026, 3, 2),
    Person: Person(pk=ANY),
}


def policies_in(module: ModuleType) -> Iterator[tuple[str, Policy]]:
    """The policies that a module has itself, by the name of its room."""
    for name, policy in getmembers(module, isfunction):
        if name.startswith("may_") and policy.__module__ == module.__name__:
            yield f"{module.__name__.split('.')[1]}.{name}", policy


EVERY = dict(found for module in modules_named("policies") for found in policies_in(module))


def kinds_of(policy: Policy) -> dict[str, Any]:
    """What a policy is asked with, by the names of its parameters. Of a choice, the first."""
    hints = get_type_hints(policy)
    hints.pop("return")
    return {
        name: get_args(kind)[0] if get_origin(kind) is UnionType else kind
        for name, kind in hints.items()
    }


def is_row(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Scoped)


ABOUT_ROWS = [
    (policy, row)
    for policy, asked in EVERY.items()
    for row, kind in kinds_of(asked).items()
    if is_row(kind)
]


def with_everything(kind: str) -> Actor:
    """Somebody of our association with every role, a seat and an organisation in it."""
    one = frozenset({ANY})
    return Actor(
        kind=kind,
        association_id=OURS,
        person_id=ANY,
        name="Allt-i-allo",
        roles=frozenset(Role),
        applicant_for=one,
        signatory_for=one,
        seats=(Seat(ANY, "chair", ANY),),
    )


def told(kind: Any, *, association: int, actor: Actor) -> Any:
    if kind is Actor:
        return actor
    if is_row(kind):
        return kind(pk=ANY, association_id=association)
    return () if get_origin(kind) is Iterable else TOLD[kind]


def test_the_policies_are_found() -> None:
    assert {name.partition(".")[0] for name in EVERY} == {
        module.__name__.split(".")[1] for module in modules_named("policies")
    }
    assert {"documents.may_read", "economy.may_edit_plan", "meetings.may_keep"} <= {
        policy for policy, _ in ABOUT_ROWS
    }


@pytest.mark.parametrize("policy", EVERY)
def test_what_a_policy_is_asked_with_is_known_here(policy: str) -> None:
    """Rows that stood in a list, or behind another kind, would not be tried."""
    for kind in kinds_of(EVERY[policy]).values():
        known = kind is Actor or is_row(kind) or kind in TOLD
        assert known or kind in (Iterable[int], Iterable[str]), kind


@pytest.mark.parametrize("kind", ["person", "system"])
@pytest.mark.parametrize(("policy", "row"), ABOUT_ROWS)
def test_another_associations_row_is_refused_to_whoever_has_everything(
    policy: str, row: str, kind: str
) -> None:
    actor = with_everything(kind)
    answer = EVERY[policy](
        **{
            name: told(of, association=THEIRS if name == row else OURS, actor=actor)
            for name, of in kinds_of(EVERY[policy]).items()
        }
    )
    says_why = get_type_hints(EVERY[policy])["return"] == Decision
    assert answer == (ANOTHERS if says_why else False)
