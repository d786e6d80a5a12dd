"""The bodies of an association, how they decide, and with which § they begin."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict

from django.utils.text import slugify

from samordna.ground.locking import for_change
from samordna.ground.references import references_to, said_of
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import (
    Association,
    AssociationSetting,
    Body,
    NumberSeries,
    Organisation,
)
from samordna.parties.numbers import next_number, paragraph_key, paragraph_period
from samordna.parties.policies import may_change_association
from samordna.parties.rules import same_name
from samordna.parties.seats import fewer_than_members
from samordna.parties.services.errors import AlreadyGiven, StillUsed, TooFewSeats
from samordna.parties.steps import save_setting, start_series

_COLUMNS = ("kind", "name", "numbering", "term_starts")


class BodyDetails(TypedDict):
    """What is said of a body. The rules hold from ``valid_from``."""

    kind: str
    name: str
    numbering: str
    term_starts: date | None
    quorum: dict[str, Any]
    lead: str
    seats: int | None
    valid_from: date


@changes
def add_body(*, actor: Actor, details: BodyDetails, first_paragraph: int, today: date) -> Body:
    """Add a body with its rules, and with the § that its next meeting begins at; journalled.

    Raises Refused, :class:`AlreadyGiven` for a name in use and for a second board, and
    :class:`TooFewSeats`.
    """
    require(may_change_association(actor))
    for_change(Association.objects.all()).get(pk=actor.association_id)  # two offices take turns
    _check_name(actor, details)
    _check_seats(actor, details)
    body = Body.objects.create(
        association_id=actor.association_id,
        slug=_free_slug(details["name"]),
        **{name: details[name] for name in _COLUMNS},  # type: ignore[literal-required]
    )
    journal(actor=actor, verb="add_body", subject=body, after=_facts(body))
    _save_rules(actor, body, details)
    _begin_at(actor, body, first_paragraph, today)
    return body


@changes
def edit_body(
    *,
    actor: Actor,
    body: Body,
    details: BodyDetails,
    first_paragraph: int | None,
    today: date,
) -> Body:
    """Change a body and its rules; journalled.

    ``first_paragraph`` is None where paragraphs have been given: they go on. Raises Refused,
    :class:`AlreadyGiven`, :class:`TooFewSeats`, and NumbersGiven when another first § is asked for
    after paragraphs have been given.
    """
    require(may_change_association(actor))
    for_change(Association.objects.all()).get(pk=actor.association_id)
    locked = for_change(Body.objects.all()).get(pk=body.pk)
    _check_name(actor, details, but=locked.pk)
    _check_seats(actor, details)
    before = _facts(locked)
    goes_on_at, _ = next_number(actor.association_id, **_series(locked, today))
    for name in _COLUMNS:
        setattr(locked, name, details[name])  # type: ignore[literal-required]
    after = _facts(locked)
    if before != after:
        locked.save(update_fields=_COLUMNS)
        journal(actor=actor, verb="edit_body", subject=locked, before=before, after=after)
    _save_rules(actor, locked, details)
    if first_paragraph is not None:
        _begin_at(actor, locked, first_paragraph, today)
    elif not next_number(actor.association_id, **_series(locked, today))[1]:
        _begin_at(actor, locked, goes_on_at, today)  # another run: its numbers follow on
    return locked


def paragraphs_given(body: Body, today: date) -> bool:
    """Whether a § of the run that holds on a day has been given. One query."""
    return next_number(body.association_id, **_series(body, today))[1]


def _series(body: Body, today: date) -> dict[str, str]:
    return {"kind": "paragraph", "key": paragraph_key(body, today)}


def why_body_stays(body: Body) -> str:
    """Why a body cannot be taken away, as a Swedish sentence; empty when it can. One query."""
    if used := said_of(references_to(body, but=("parties.AssociationSetting",))):
        return f"{body.name} kan inte tas bort, eftersom organet har {used}."
    return ""


@changes
def remove_body(*, actor: Actor, body: Body) -> None:
    """Take away a body that nobody sits in and that has not met, with its rules; journalled.

    Raises Refused, and :class:`StillUsed` with what refers to it.
    """
    require(may_change_association(actor))
    for_change(Association.objects.all()).get(pk=actor.association_id)
    locked = for_change(Body.objects.all()).get(pk=body.pk)
    if reason := why_body_stays(locked):
        raise StillUsed(reason)
    rules = AssociationSetting.objects.filter(body=locked)
    said = [f"{row.key} från {row.valid_from}: {row.value}" for row in rules.order_by("pk")]
    journal(
        actor=actor, verb="remove_body", subject=locked, before=_facts(locked) | {"rules": said}
    )
    NumberSeries.objects.filter(kind="paragraph", key__startswith=f"{locked.pk}:").delete()
    rules.delete()
    locked.delete()


def _facts(body: Body) -> dict[str, Any]:
    return {name: getattr(body, name) for name in _COLUMNS}


def _check_name(actor: Actor, details: BodyDetails, but: int = 0) -> None:
    others = Body.objects.filter(association_id=actor.association_id).exclude(pk=but)
    if any(same_name(details["name"], name) for name in others.values_list("name", flat=True)):
        raise AlreadyGiven(f"{details['name']} finns redan bland organen. Välj ett annat namn.")
    if details["kind"] == Body.Kind.BOARD and others.filter(kind=Body.Kind.BOARD).exists():
        raise AlreadyGiven("Förbundet har redan en styrelse, och kan bara ha en.", field="kind")


def _check_seats(actor: Actor, details: BodyDetails) -> None:
    """Raise :class:`TooFewSeats` for a board on which not every member would have a ledamot."""
    if details["kind"] != Body.Kind.BOARD:
        return
    members = Organisation.objects.filter(association_id=actor.association_id, is_member=True)
    if reason := fewer_than_members(details["seats"], members.count()):
        raise TooFewSeats(reason)


def _free_slug(name: str) -> str:
    base = slugify(name)[:36] or "organ"
    taken = set(Body.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 2
    slug = base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _save_rules(actor: Actor, body: Body, details: BodyDetails) -> None:
    day = details["valid_from"]
    for key in ("quorum", "lead", "seats"):
        value = details[key]
        save_setting(actor=actor, key=key, value=value, valid_from=day, body=body)


def _begin_at(actor: Actor, body: Body, first: int, today: date) -> None:
    period = paragraph_period(body, today)
    run = f"{body.name} {period}" if period.isdecimal() else f"{body.name}, mandatperioden"
    key = paragraph_key(body, today)
    start_series(
        actor=actor,
        kind="paragraph",
        key=key,
        first=first,
        what=f"§ {{}} i {run}",
        way_out="Är numren fel, ändra dem på protokollets sida innan protokollet låses.",
    )
