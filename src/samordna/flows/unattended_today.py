"""The lines of Idag about the organisations that something waits for, and that have nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from samordna.funding.queries.unattended import Unattended, Waits, unattended
from samordna.initiatives.queries import without_people
from samordna.parties.actors import Actor
from samordna.parties.models import RoleAssignment
from samordna.parties.policies import may_change_people
from samordna.web.links import link
from samordna.web.shared import Task

#: What happens meanwhile, and what can be done when nobody comes.
_THEN = {
    Waits.SIGNATURE: "ingen får skriva under",
    Waits.TO_BE_SIGNED: "ingen får skriva under",
    Waits.REFUSED: "ingen är sökande. Kansliet kan också ta tillbaka eller avskriva den",
    Waits.DRAFT: "ingen är sökande. Kansliet kan också avskriva den",
    Waits.UNDECIDED: "ingen får veta hur det går eller kan svara på frågor",
    Waits.GRANTED: "ingen företräder den som äger insatsen",
}


def unattended_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """The organisations that lack somebody for what waits, for those who can give the role."""
    if actor.kind != "person" or not may_change_people(actor)[0]:
        return
    more = [without_people(actor.association_id, today)]
    for one in unattended(actor.association_id, today, more):
        page = link(one.slug, "parties:new_role")
        yield Task(
            "Lägg upp",
            f"{one.role.label} för {one.organisation}",
            f"{page}?roll={one.role}&organisation={one.organisation_id}",
            f"{_subject(one)} {one.waits.label}, och {_THEN[one.waits]}",
        )


def left_by(leaving: RoleAssignment, today: date) -> str:
    """What nobody does for an organisation when a role of it has ended, in Swedish; empty where
    somebody else does it or nothing waits. Two queries."""
    if leaving.organisation_id is None:
        return ""
    here = leaving.association_id
    already = set(unattended(here, today, [without_people(here, today)]))
    more = [without_people(here, today, leaving.pk)]
    for one in unattended(here, today, more, but=leaving.pk):
        if one.organisation_id == leaving.organisation_id and one not in already:
            return (
                f"{leaving.name} är den enda som är {leaving.get_role_display().lower()} för "
                f"{one.organisation}. {_subject(one)} {one.waits.label}, och {_THEN[one.waits]}. "
                "Ge rollen till någon annan först."
            )
    return ""


def _subject(one: Unattended) -> str:
    """What waits, by name: ``Ansökan Samordnat stöd``, ``Ansökan A och 2 till``."""
    kind = "Insatsen" if one.waits == Waits.GRANTED else "Ansökan"
    first, *others = one.names
    return f"{kind} {first} och {len(others)} till" if others else f"{kind} {first}"
