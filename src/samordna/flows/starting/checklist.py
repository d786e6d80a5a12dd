"""Kom igång: what an association that begins still lacks, each thing with the page that gives it.

Nothing is ticked by hand: what is done is seen in the data, all of it in one query.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    Max,
    Min,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.fields import BooleanField
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from samordna.flows.starting.steps import (
    STEPS,
    Lacking,
    Step,
    board_seated,
    board_slug,
    boards_told,
    invitations,
    unused_invitations,
)
from samordna.ground.gathering import Gathered
from samordna.ground.ordering import ByName
from samordna.ground.prepared import Kept, Key
from samordna.kernel.counting import counted
from samordna.kernel.sentences import listed
from samordna.parties.actors import Actor
from samordna.parties.models import (
    Association,
    Role,
)
from samordna.parties.rules import Position
from samordna.parties.vacancies import page_of_body, page_to_add, what_is_added
from samordna.web.links import link
from samordna.web.shared import Act, ChecklistItem, Task

#: How many of those that lack something are named.
MOST_NAMED = 3


@Kept
def _with_facts(association: int, today: date) -> QuerySet[Association]:
    """An association with what the checklist asks about it."""
    steps = {f"step_{number}": _truth(step.done(today)) for number, step in enumerate(STEPS)}
    begun = {
        f"begun_{number}": step.begun(today) for number, step in enumerate(STEPS) if step.begun
    }
    lacking = {lack.key: _first(lack.parties(today)) for step in STEPS for lack in step.lacking}
    # Each with what is told of all, so that they are sought once.
    unused = JSONObject(
        name=Coalesce("contact__name", "person__name"),
        number=Window(Count("pk")),
        since=Window(Min("made_at")),
        until=Window(Max("valid_until")),
    )
    invited = unused_invitations(today).annotate(told=unused).values_list("told")
    return Association.objects.filter(pk=association).annotate(
        **steps,
        **begun,
        **lacking,
        unused=Gathered(invited[:MOST_NAMED]),
        board=board_slug(),
    )


def _first(parties: QuerySet[Any]) -> Gathered:
    """The first parties that lack something, by name: as many as are told of, and one more."""
    told = JSONObject(pk="pk", name="name")
    named = parties.order_by(ByName("name")).annotate(told=told).values_list("told")
    return Gathered(named[: MOST_NAMED + 1])


def _truth(condition: Exists | Q) -> Exists | Case:
    if isinstance(condition, Exists):
        return condition
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )


def checklist(actor: Actor, today: date, association: Association) -> list[ChecklistItem]:
    """Every step, done or not, for the director and the registrar; none for others.

    One query, none for others.
    """
    if not actor.has(Role.REGISTRAR):
        return []
    (found,) = _with_facts(Key(association.pk), today)
    return [_item(number, step, found, actor, today) for number, step in enumerate(STEPS)]


def _item(number: int, step: Step, association: Any, actor: Actor, today: date) -> ChecklistItem:
    there = bool(getattr(association, f"step_{number}"))
    done = there and not any(getattr(association, lack.key) for lack in step.lacking)
    if step.done is invitations:
        done = there and not association.unused
    return ChecklistItem(
        label=step.label,
        why=_why(step, association, done=done),
        url=_url(step, association) if step.open_to(actor)[0] else "",
        done=done,
        needed=step.needed,
        begun=bool(getattr(association, f"begun_{number}", False)),
        task=_task(step, association, today),
        acts=_acts(step, association, chaired=there) if step.open_to(actor)[0] else (),
    )


def _url(step: Step, association: Any) -> str:
    """The page of a step; of the boards, where the first that is lacking is told of."""
    if step.done is boards_told and association.boardless:
        pk = association.boardless[0]["pk"]
        return link(association.slug, "parties:edit_organisation", pk=pk)
    return link(association.slug, step.page)


def _acts(step: Step, association: Any, *, chaired: bool) -> tuple[Act, ...]:
    """The seats on the board that nobody has, each with the page where somebody is added; and, when
    not all are told of, the page that has them all."""
    slug, board = association.slug, association.board
    if step.done is not board_seated or not board:
        return ()
    seats: list[tuple[Position, dict[str, Any]]] = [] if chaired else [(Position.CHAIR, {})]
    lacking = [(lack.adds, getattr(association, lack.key) or ()) for lack in step.lacking]
    seats += [(seat, one) for seat, parties in lacking if seat for one in parties[:MOST_NAMED]]
    found = [
        Act(
            f"Lägg till {what_is_added('styrelsen', one.get('name', ''), seat)}",
            page_to_add(slug, board, one.get("pk"), seat),
        )
        for seat, one in seats
    ]
    if any(len(parties) > MOST_NAMED for _, parties in lacking):
        found.append(Act("Alla lediga platser i styrelsen", page_of_body(slug, board)))
    return tuple(found)


def _why(step: Step, association: Any, *, done: bool) -> str:
    """Why a step is needed; and of the parties that lack something which they are."""
    if done:
        return step.why
    if step.done is invitations and association.unused:
        return f"{step.why} {_who_has_not_come(association)}"
    said = [text for lack in step.lacking if (text := _who_lacks(lack, association))]
    if step.done is board_seated and not said:
        said = ["Ordförande saknas."]
    return " ".join((step.why, *said))


def _who_lacks(lack: Lacking, association: Any) -> str:
    """Which parties lack something, the first few by name; empty where none does."""
    names = [one["name"] for one in getattr(association, lack.key) or ()]
    if not names:
        return ""
    more = " med flera" if len(names) > MOST_NAMED else ""
    return f"{lack.words} för {listed(names[:MOST_NAMED])}{more}.{lack.unless}"


def _who_has_not_come(association: Any) -> str:
    """Who has not used the invitation, the first few by name, and since when."""
    named, number = [one["name"] for one in association.unused], association.unused[0]["number"]
    more = " med flera" if number > MOST_NAMED else ""
    day = _day(association.unused[0]["since"])
    since = f"sedan {day}" if number == 1 else f"den äldsta från {day}"
    return f"Inte använd av {listed(named)}{more}, {since}."


def _day(written: str) -> date:
    """The day of a moment of a JSON object: SQLite writes it in UTC without saying so."""
    moment = datetime.fromisoformat(written)
    if timezone.is_naive(moment):
        moment = moment.replace(tzinfo=UTC)
    return timezone.localdate(moment)


def _task(step: Step, association: Any, today: date) -> Task | None:
    """The line on Idag about invitations of earlier days that nobody has used."""
    if step.done is not invitations or not association.unused:
        return None
    all_of_them = association.unused[0]
    if _day(all_of_them["since"]) >= today:
        return None
    who = counted(all_of_them["number"], "person", "personer")
    # With no link that works somebody is shut out until the office has done this.
    too_old = _day(all_of_them["until"]) < today
    old = " Ingen länk fungerar längre." if too_old else ""
    return Task(
        "Bjud in igen",
        f"{who} som inte har använt sin inbjudan",
        link(association.slug, step.page),
        f"{_who_has_not_come(association)}{old} Skicka igen, eller skriv ut",
        can_wait=not too_old,
    )


def in_place(items: list[ChecklistItem]) -> bool:
    """Whether everything that an association needs to begin is there."""
    return all(item.settled for item in items if item.needed)
