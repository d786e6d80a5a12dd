"""The lines of Idag about the seats of the bodies that decide: decisions to register, questions to
ask, terms that run out, seats that stand empty, and members without anybody on the board."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, JSONObject

from samordna.flows.letters_today import account_letters_told, account_tasks
from samordna.flows.unattended_today import ending_role_tasks, ending_roles
from samordna.ground.gathering import Gathered
from samordna.ground.ordering import ByName
from samordna.kernel.counting import counted
from samordna.kernel.ordering import name_key
from samordna.kernel.sentences import listed
from samordna.letters.queries import late_before
from samordna.meetings.models import Meeting
from samordna.meetings.rules.states import AGENDA_OPEN
from samordna.parties.actors import Actor
from samordna.parties.directory import lacks_papers
from samordna.parties.models import Body, Mandate, Organisation
from samordna.parties.policies import may_change_people
from samordna.parties.queries import mandates_of_deciding_bodies
from samordna.parties.rules import Position, QuorumRule, running_out
from samordna.parties.seats import Held, empty_until_filled
from samordna.parties.standing import MANDATE_STANDING, MandateState
from samordna.parties.vacancies import (
    page_of_body,
    page_to_add,
    term_began,
    what_is_added,
    without_ledamot,
)
from samordna.web.links import link
from samordna.web.shared import Task

#: More lines of one kind than this about one body become one.
MOST_OF_A_KIND = 3
#: Days before the last one from which a term that runs out is told of.
TERM_TOLD_BEFORE = 60


def mandate_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """For those who keep the register of people: appointments whose decision has not come in; until
    then the person may not decide; seats on the board whose ground has ended; terms that run
    out without anybody to follow; seats that stand empty; members without anybody on the board;
    and, read with these rows, roles that soon end and letters about accounts that do not come out.
    """
    if actor.kind != "person" or not may_change_people(actor)[0]:
        return
    bodies: dict[Body, list[Mandate]] = {}
    late = late_before()
    since = term_began(today)
    mandates = mandates_of_deciding_bodies(actor, today, since, _told, late)
    unseated, ending, letters = (
        _read(key, actor, today, late, mandates) for key in ("unseated", "ending", "account")
    )
    # Before the board has met, Kom igång says so.
    yield from _vacant([one for one in unseated if one["met"]])
    yield from ending_role_tasks(actor, ending)
    yield from account_tasks(letters)
    for mandate in mandates:
        bodies.setdefault(mandate.body, []).append(mandate)
    for body, known in bodies.items():
        held = [m for m in known if m.valid_to is None or m.valid_to >= today]
        yield from _questions(body, [m for m in held if getattr(m, "question", "")])
        lacking = [m for m in held if lacks_papers(m)]
        yield from _decisions(body, lacking)
        yield from _terms(body, held, today)
        yield from _empty(body, known, today, {one["pk"] for one in unseated})


def _told(actor: Actor, today: date, late: datetime | None) -> dict[str, Subquery]:
    """What is read with the mandates."""
    beside = _beside(actor, today, late)
    return {
        "sits_on": _next_meeting(today),
        **{key: Gathered(rows) for key, rows in beside.items()},
    }


def _beside(actor: Actor, today: date, late: datetime | None) -> dict[str, QuerySet[Any, Any]]:
    """What has nothing to do with mandates and is read with the first of them: the members that
    nobody sits for on the board, and of the others as many as are told of, and one more."""
    # Of the members all are read: each seat that the law gives one is told of once.
    rows = {"ending": ending_roles(actor, today), "account": account_letters_told(actor, late)}
    told = {key: found[: MOST_OF_A_KIND + 1] for key, found in rows.items()}
    return {"unseated": _unseated(actor, today), **told}


def _read(
    key: str, actor: Actor, today: date, late: datetime | None, mandates: Sequence[Mandate]
) -> Sequence[Mapping[str, Any]]:
    """What was read with the mandates; where there are none, what a query of its own answers."""
    if not mandates:
        return list(_beside(actor, today, late)[key])
    return getattr(mandates[0], key) or ()


def _page(body: Body, held: Sequence[Mandate], more: str = "") -> str:
    return f"{page_of_body(held[0].association.slug, body.slug)}{more}"


def _questions(body: Body, asked: Sequence[Mandate]) -> Iterator[Task]:
    if len(asked) > MOST_OF_A_KIND:
        what = f"{len(asked)} uppdrag i {body.in_text}, om de stämmer"
        why = "Valbarheten behöver bekräftas. Frågan står vid varje uppdrag"
        yield Task("Fråga om", what, _page(body, asked), why, asked[0].eligible_to)
        return
    for mandate in asked:
        url = link(mandate.association.slug, "parties:edit_mandate", pk=mandate.pk)
        question = getattr(mandate, "question", "")
        yield Task("Fråga om", str(mandate), url, question, mandate.eligible_to)


def _decisions(body: Body, lacking: Sequence[Mandate]) -> Iterator[Task]:
    """The decisions that have not come in, by the day on which they are needed: that of the next
    meeting in which the person would sit."""
    verb = MANDATE_STANDING[MandateState.WITHOUT_PAPERS].task
    why = "Tills beslutet har kommit in får personen närvara men inte besluta"
    days = [getattr(mandate, "sits_on", None) for mandate in lacking]
    if len(lacking) > MOST_OF_A_KIND:
        what = f"{len(lacking)} beslut om val, {body.name}"
        due = min(filter(None, days), default=None)
        said = f"{body.name} sammanträder {due}. {why}" if due else why
        yield Task(verb, what, _page(body, lacking, "&handling=saknas"), said, due)
        return
    for mandate, day in zip(lacking, days, strict=True):
        yield Task(
            verb,
            f"Beslutet om valet av {mandate.name}, {body.name}",
            link(mandate.association.slug, "parties:receive_papers", pk=mandate.pk),
            f"{body.name} sammanträder {day}. {why}" if day else why,
            day,
        )


def _next_meeting(today: date) -> Subquery:
    """The day of the body's next meeting, or of the one that is held, in which a mandate sits."""
    meetings = Meeting.objects.filter(
        body=OuterRef("body"),
        held_on__gte=Greatest(OuterRef("valid_from"), today),
        held_on__lte=Coalesce(OuterRef("valid_to"), F("held_on")),
        state__in=AGENDA_OPEN,
    )
    return Subquery(meetings.order_by("held_on").values("held_on")[:1])


def _terms(body: Body, held: Sequence[Mandate], today: date) -> Iterator[Task]:
    seats = [
        (m.organisation_id, m.position == Mandate.Position.SUBSTITUTE, m.valid_from, m.valid_to)
        for m in held
    ]
    for day, number in running_out(seats, today, today + timedelta(days=TERM_TOLD_BEFORE)).items():
        yield Task(
            "Begär nya val till",
            f"{body.name}: mandat går ut {day}, {counted(number, 'uppdrag', 'uppdrag')}",
            _page(body, held),
            "Ingen är inlagd från dagen efter. Fråga medlemmarna vilka de har utsett",
            day,
        )


def _empty(body: Body, known: Sequence[Mandate], today: date, unseated: set[int]) -> Iterator[Task]:
    """The seats that stand empty after those who held them, until somebody fills them or the body
    has fewer. ``unseated`` are the members without anybody on the board: they have their own."""
    since, some = term_began(today), known[0]
    seats = [
        Held(m.organisation_id, max(m.valid_from, since), m.valid_to)
        for m in known
        if m.position != Mandate.Position.SUBSTITUTE
    ]
    members = None
    if body.kind == Body.Kind.BOARD:
        members = unseated | {m.organisation_id for m in known if m.organisation.is_member}
    found = empty_until_filled(seats, today, members=members, total=getattr(some, "seats", None))
    empty = [member for member in found if member not in unseated]
    if not empty:
        return
    parties = {m.organisation_id: m.organisation.name for m in known}
    names = {parties[member] for member in empty if member is not None}
    what = f"{body.name}: {counted(len(empty), 'ledig plats', 'lediga platser')}"
    if names:
        among = "bland dem för " if None in empty else ""
        what += f", {among}{listed(sorted(names, key=name_key))}"
    rule = (getattr(some, "quorum", None) or {}).get("rule", QuorumRule.MAJORITY)
    count = f"Räknas ändå när {body.in_text} ska vara beslutför. "
    less = "Ska ingen väljas, ändra antalet ordinarie platser under Förbundet, Ändra"
    if body.kind == Body.Kind.BOARD:
        less += ": varje medlem har kvar minst en (lagen 10 §)"
    else:
        less += ". Har organet upphört, ange där att det inte fattar några beslut"
    why = f"{count if rule == QuorumRule.MAJORITY else ''}{less}"
    page = _page(body, known)
    if len(empty) == 1:
        page = page_to_add(some.association.slug, body.slug, empty[0], Position.MEMBER)
    yield Task("Begär nya val till", what, page, why)


def _unseated(actor: Actor, today: date) -> QuerySet[Any, Any]:
    """The members that nobody sits for on the board, by name, each with the board and whether it
    has met."""
    own = {"association": actor.association_id}
    met = Meeting.objects.filter(**own).exclude(opened_at=None)
    board = Body.objects.filter(kind=Body.Kind.BOARD, **own).values("slug")[:1]
    told = JSONObject(
        pk="pk",
        slug="association__slug",
        name="name",
        board=Subquery(board),
        met=Exists(met),
    )
    found = without_ledamot(Organisation.objects.filter(**own), today)
    return found.order_by(ByName("name")).annotate(told=told).values_list("told", flat=True)


def _vacant(members: Sequence[Mapping[str, Any]]) -> Iterator[Task]:
    """The members without anybody on the board: the law gives each a seat, however many seats the
    association has said that there are."""
    why = (
        "Varje medlem ska ha minst en ledamot i styrelsen (lagen 10 §). Fråga {} och lägg till "
        "uppdraget när svaret kommer. Till dess är platsen ledig, och styrelsen får besluta när "
        "fler än hälften av platserna är besatta"
    )
    if len(members) > MOST_OF_A_KIND:
        first = members[0]
        names = listed([one["name"] for one in members])
        what = f"Ledamöter i styrelsen för {names}"
        page = page_of_body(first["slug"], first["board"])
        yield Task("Lägg till", what, page, why.format("medlemmarna vilka de har utsett"))
        return
    for one in members:
        what = what_is_added("styrelsen", one["name"], Position.MEMBER)
        page = page_to_add(one["slug"], one["board"], one["pk"], Position.MEMBER)
        who = why.format("medlemmen vem den har utsett")
        yield Task("Lägg till", f"{what[:1].upper()}{what[1:]}", page, who)
