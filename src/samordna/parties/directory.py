"""The people of an association as a list: by body and by role, narrowed by what one looks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from samordna.kernel.folding import fold_for_search
from samordna.kernel.ordering import person_key
from samordna.parties.models import Body, Contact, Mandate, Role, RoleAssignment
from samordna.parties.rules import Position

R = TypeVar("R", Mandate, RoleAssignment)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What one looks for: words, a body's slug and a role; empty for all."""

    words: str = ""
    body: str = ""
    role: str = ""
    #: Only mandates whose decision has not come in.
    lacks_papers: bool = False

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> Narrowed:
        """What the address asks for. An unknown role finds nobody."""
        words = query.get("q", "").replace("\x00", "").strip()[:100]
        lacks = query.get("handling") == "saknas"
        return cls(words, query.get("organ", "")[:40], query.get("roll", "")[:16], lacks)

    @property
    def is_all(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.words or self.body or self.role or self.lacks_papers)

    @property
    def is_of_body(self) -> bool:
        """Whether a body is asked for, and nothing else."""
        return bool(self.body) and not (self.words or self.role or self.lacks_papers)

    def keeps(self, row: Mandate | RoleAssignment) -> bool:
        """Whether every word stands in the name, an address or the organisation of a row."""
        if self.lacks_papers and not (isinstance(row, Mandate) and lacks_papers(row)):
            return False
        organisation = row.organisation
        contact = row.contact
        held = (
            row.name,
            row.person.email,
            contact.email if contact else "",
            organisation.name if organisation else "",
            organisation.short_name if organisation else "",
        )
        text = fold_for_search(" ".join(held))
        return all(word in text for word in fold_for_search(self.words).split())


def lacks_papers(mandate: Mandate) -> bool:
    """Whether the decision about an appointment has not come in."""
    return mandate.papers_received_on is None and mandate.filed_on is None


def by_body(
    bodies: Iterable[Body], mandates: Iterable[Mandate], narrowed: Narrowed
) -> list[tuple[Body, list[Mandate]]]:
    """The bodies with their mandates, also those that nobody is in when nothing else is looked
    for."""
    if narrowed.role:
        return []
    held: dict[int, list[Mandate]] = {}
    # The chair first, as on the list of the board; then by party, as they come.
    order = [position.value for position in Position]
    kept = sorted(_kept(mandates, narrowed), key=lambda m: order.index(m.position))
    for mandate in kept:
        held.setdefault(mandate.body_id, []).append(mandate)
    chosen = [body for body in bodies if narrowed.body in ("", body.slug)]
    whole = narrowed.is_all or narrowed.is_of_body
    return [(body, held.get(body.pk, [])) for body in chosen if whole or body.pk in held]


def by_role(
    roles: Iterable[RoleAssignment], narrowed: Narrowed
) -> list[tuple[Role, list[RoleAssignment]]]:
    """The roles that somebody has, in their order, with those who have them."""
    if narrowed.body:
        return []
    held: dict[str, list[RoleAssignment]] = {}
    for assignment in _kept(roles, narrowed):
        held.setdefault(assignment.role, []).append(assignment)
    chosen = [role for role in Role if narrowed.role in ("", role.value)]
    return [(role, held[role.value]) for role in chosen if role.value in held]


def never_in(rows: Iterable[Mandate | RoleAssignment]) -> list[Mandate | RoleAssignment]:
    """One row for each person who has never come in here, by name."""
    found = [row for row in rows if row.contact is None or row.contact.came_in_at is None]
    once = {row.person_id: row for row in found}
    return sorted(once.values(), key=lambda row: person_key(row.name))


#: What stands under the heading of a body in which nobody is.
_NOBODY = (None,)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: somebody under a heading, or a body in which nobody is (``row`` None)."""

    kind: str
    under: Body | Role | None
    row: Mandate | RoleAssignment | Contact | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The part of the list that stands on a page, under the headings that it belongs to."""

    by_body: list[tuple[Body, list[Mandate]]]
    by_role: list[tuple[Role, list[RoleAssignment]]]
    ended: list[Mandate]
    earlier: list[Contact]

    @property
    def lines(self) -> list[Line]:
        """Every line in the order of the page."""
        return [
            *(
                Line("body", b, m)
                for b, rows in self.by_body
                for m in (*rows, *_NOBODY[len(rows) :])
            ),
            *(Line("role", role, one) for role, rows in self.by_role for one in rows),
            *(Line("ended", None, mandate) for mandate in self.ended),
            *(Line("earlier", None, contact) for contact in self.earlier),
        ]

    def part(self, lines: Sequence[Line]) -> Shown:
        """The same list with these of its lines alone."""
        there = {(line.kind, line.under, line.row) for line in lines}

        def rows(kind: str, under: Body | Role | None, held: Sequence[T]) -> list[T]:
            return [one for one in held if (kind, under, one) in there]

        return Shown(
            [
                (body, rows("body", body, held))
                for body, held in self.by_body
                if any(("body", body, one) in there for one in (*held, *_NOBODY[len(held) :]))
            ],
            [(role, now) for role, held in self.by_role if (now := rows("role", role, held))],
            rows("ended", None, self.ended),
            rows("earlier", None, self.earlier),
        )


def _kept(rows: Iterable[R], narrowed: Narrowed) -> list[R]:
    return [row for row in rows if narrowed.keeps(row)]
