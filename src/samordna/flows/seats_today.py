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
from samordna.kernel.counting import counted
from samordna.kernel.ordering import name_key
from samordna.kernel.sentences import listed
from samordna.letters.queries import late_before
from samordna.meetings.models import Meeting
from samordna.meetings.queries.seats import term_began
from samordna.meetings.rules.seats import Held, empty_until_filled
from samordna.meetings.rules.states import AGENDA_OPEN
from samordna.parties.actors import Actor
from samordna.parties.directory import lacks_papers
from samordna.parties.models import Body, Mandate
from samordna.parties.policies import may_change_people
from samordna.parties.queries import mandates_of_deciding_bodies, members_without_seat
from samordna.parties.rules import QuorumRule, running_out
from samordna.parties.standing import MANDATE_STANDING, MandateState
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
    yield from map(_vacant, [one for one in unseated if one["met"]][:MOST_OF_A_KIND])
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
    return f"{link(held[0].association.slug, 'parties:people')}?organ={body.slug}{more}"


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
    names = {m.organisation.name for m in known if m.organisation_id in empty}
    what = f"{body.name}: {counted(len(empty), 'ledig plats', 'lediga platser')}"
    if names:
        among = "bland dem för " if None in empty else ""
        what += f", {among}{listed(sorted(names, key=name_key))}"
    rule = (getattr(some, "quorum", None) or {}).get("rule", QuorumRule.MAJORITY)
    count = f"Räknas ändå när {body.in_text} ska vara beslutför. "
    less = "Ska ingen väljas, ändra antalet ordinarie platser under Förbundet, Ändra"
    if body.kind != Body.Kind.BOARD:
        less += ". Har organet upphört, ange där att det inte fattar några beslut"
    why = f"{count if rule == QuorumRule.MAJORITY else ''}{less}"
    yield Task("Begär nya val till", what, _page(body, known), why)


def _unseated(actor: Actor, today: date) -> QuerySet[Any, Any]:
    """The members that nobody sits for on the board, by name, each with whether the board has
    met."""
    met = Meeting.objects.filter(association=actor.association_id).exclude(opened_at=None)
    told = JSONObject(pk="pk", slug="association__slug", name="name", met=Exists(met))
    return members_without_seat(actor, today).annotate(told=told).values_list("told", flat=True)


def _vacant(one: Mapping[str, Any]) -> Task:
    return Task(
        "Fråga om",
        f"Ledamot i styrelsen för {one['name']}",
        link(one["slug"], "parties:new_mandate"),
        "Medlemmen har ingen ledamot. Platsen räknas ändå när styrelsen ska vara beslutför",
    )
