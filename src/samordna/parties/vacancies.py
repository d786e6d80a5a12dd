"""Which seats of the bodies stand empty, read for Kom igång, Idag, the pages of the association and
its people, and the meetings; and the page where somebody is added to one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from samordna.kernel.counting import counted
from samordna.parties.models import Body, Mandate, Organisation
from samordna.parties.rules import Position, QuorumRule
from samordna.parties.seats import Held, empty_seats, empty_until_filled
from samordna.parties.settings import settings_of_bodies
from samordna.web.links import link

#: How long a mandate runs (practice): an older seat says nothing of how many there are.
YEARS_OF_A_TERM = 4

_SUBSTITUTE = Q(position=Position.SUBSTITUTE)


def term_began(day: date) -> date:
    """From which day seats still tell, on a day, how many there are."""
    return day.replace(day=min(day.day, 28), year=day.year - YEARS_OF_A_TERM)


# Members without anybody on the board -------------------------------------------------------------


def without_ledamot(parties: QuerySet[Organisation], today: date) -> QuerySet[Organisation]:
    """Those of some parties that are members and that nobody sits for on the board, today or from a
    later day (Act 10 §)."""
    return parties.filter(~_sits(~_SUBSTITUTE, today), is_member=True)


def without_substitute(parties: QuerySet[Organisation], today: date) -> QuerySet[Organisation]:
    """Those of some parties that are members and have no substitute on the board, today or from a
    later day (Act 10 §), and that have not said that they appoint none."""
    return parties.filter(~_sits(_SUBSTITUTE, today), is_member=True, no_substitute=False)


def _sits(as_what: Q, today: date) -> Exists:
    # Kom igång asks before the scope of the association is open: the party is in one.
    held = Mandate._base_manager.filter(
        as_what,
        Q(valid_to=None) | Q(valid_to__gte=today),
        body__kind=Body.Kind.BOARD,
        organisation=OuterRef("pk"),
    )
    return Exists(held)


# The seats of bodies ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Places:
    """The ordinary seats of a body on a day: how many are ``filled``, those that are ``empty``,
    each with the *medlem* that fills it (None where that is unknown), and those of them that nobody
    who is known fills later."""

    filled: int
    empty: tuple[Organisation | None, ...]
    until_filled: tuple[Organisation | None, ...]

    @property
    def words(self) -> str:
        """How many there are, and how many of them are empty: ”4, varav 2 lediga”."""
        total, empty = self.filled + len(self.empty), len(self.empty)
        return f"{total}, varav {counted(empty, 'ledig', 'lediga')}" if empty else str(total)


def places_of(bodies: Iterable[Body], day: date) -> dict[int, Places]:
    """The seats of those bodies of the open scope that decide, by the body's key. Three queries."""
    asked = list(bodies)
    settings = settings_of_bodies(asked, "quorum", "seats")
    deciding = [b for b in asked if settings.of(b, "quorum", day)["rule"] != QuorumRule.NONE]
    if not deciding:
        return {}
    parties = {one.pk: one for one in Organisation.objects.all()}
    since = term_began(day)
    held: dict[int, list[Held]] = {body.pk: [] for body in deciding}
    rows = Mandate.objects.filter(Q(valid_to=None) | Q(valid_to__gte=since), body__in=deciding)
    for key, party, first, last in rows.exclude(_SUBSTITUTE).values_list(
        "body_id", "organisation_id", "valid_from", "valid_to"
    ):
        held[key].append(Held(party, max(first, since), last))
    members = [pk for pk, one in parties.items() if one.is_member]

    def found(keys: Iterable[int | None]) -> tuple[Organisation | None, ...]:
        return tuple(None if key is None else parties[key] for key in keys)

    places = {}
    for body in deciding:
        known: dict[str, Any] = {
            "members": members if body.kind == Body.Kind.BOARD else None,
            "total": settings.of(body, "seats", day),
        }
        places[body.pk] = Places(
            sum(seat.on(day) for seat in held[body.pk]),
            found(empty_seats(held[body.pk], day, **known)),
            found(empty_until_filled(held[body.pk], day, **known)),
        )
    return places


# Where somebody is added --------------------------------------------------------------------------


def page_of_body(slug: str, body: str) -> str:
    """The page with those who sit in a body (its slug), and its empty seats."""
    return f"{link(slug, 'parties:people')}?{urlencode({'organ': body})}"


def page_to_add(slug: str, body: str, party: int | None, position: str) -> str:
    """The page where an appointment is added, with the body (its slug), the *medlem* (where it is
    known) and the seat chosen already."""
    chosen = {"organ": body, "organisation": party, "uppdrag": position}
    asked = urlencode({key: value for key, value in chosen.items() if value is not None})
    return f"{link(slug, 'parties:new_mandate')}?{asked}"


def what_is_added(body: str = "", party: str = "", position: str = "") -> str:
    """What is added, in words: ”ledamot i styrelsen för Heby kommun”; ”uppdrag” where nothing is
    known. ``body`` is as it stands inside a sentence."""
    what = Position(position).label.lower() if position else "uppdrag"
    return f"{what}{f' i {body}' if body else ''}{f' för {party}' if party else ''}"


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Seats of a body that stand empty alike: ``what`` would be added, how many they are where they
    are several, and the page where one is added."""

    what: str
    number: int
    url: str


def with_vacancies(slug: str, bodies: Iterable[Body], today: date) -> None:
    """Give those bodies of the open scope that decide, as ``vacancies``, what stands empty in them
    until somebody is added: ordinary seats, and on the board the substitutes. Four queries."""
    asked = {body.pk: body for body in bodies}
    for key, places in places_of(asked.values(), today).items():
        body = asked[key]
        lacking = [(Position.MEMBER, party) for party in places.until_filled]
        if body.kind == Body.Kind.BOARD:
            unsubstituted = without_substitute(Organisation.objects.all(), today)
            lacking += [(Position.SUBSTITUTE, party) for party in unsubstituted]
        body.vacancies = [  # type: ignore[attr-defined]
            Vacancy(
                what_is_added(body.in_text, party.name if party else "", position),
                number,
                page_to_add(slug, body.slug, party.pk if party else None, position),
            )
            for (position, party), number in Counter(lacking).items()
        ]
