"""The lines of Idag about the seats of the bodies that decide: decisions to register, questions to
ask, terms that run out, and members without anybody on the board."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from samordna.flows.letters_today import account_letters_told, account_tasks
from samordna.flows.unattended_today import ending_role_tasks, ending_roles
from samordna.ground.gathering import Gathered
from samordna.kernel.counting import counted
from samordna.letters.queries import late_before
from samordna.meetings.models import Meeting
from samordna.meetings.rules.states import AGENDA_OPEN
from samordna.parties.actors import Actor
from samordna.parties.directory import lacks_papers
from samordna.parties.models import Body, Mandate, Organisation
from samordna.parties.policies import may_change_people
from samordna.parties.queries import mandates_of_deciding_bodies, members_without_seat
from samordna.parties.rules import running_out
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
    out without anybody to follow; members without anybody on the board; and, read with these rows,
    roles that soon end and letters about accounts that do not come out."""
    if actor.kind != "person" or not may_change_people(actor)[0]:
        return
    bodies: dict[Body, list[Mandate]] = {}
    late = late_before()
    mandates = mandates_of_deciding_bodies(actor, today, _told, late)
    # With nobody left in any body there is no row to read them with.
    vacant = _vacant_with(mandates[0]) if mandates else _vacant_members(actor, today)
    yield from map(_vacant, vacant)
    ending, letters = (_read(key, actor, today, late, mandates) for key in ("ending", "account"))
    yield from ending_role_tasks(actor, ending)
    yield from account_tasks(letters)
    for mandate in mandates:
        bodies.setdefault(mandate.body, []).append(mandate)
    for body, held in bodies.items():
        yield from _questions(body, [m for m in held if getattr(m, "question", "")])
        lacking = [m for m in held if lacks_papers(m)]
        yield from _decisions(body, lacking)
        yield from _terms(body, held, today)


def _told(actor: Actor, today: date, late: datetime | None) -> dict[str, Subquery]:
    """What is read with the mandates."""
    beside = _beside(actor, today, late)
    return {
        **_vacancies(actor, today),
        "sits_on": _next_meeting(today),
        **{key: Gathered(rows) for key, rows in beside.items()},
    }


def _beside(actor: Actor, today: date, late: datetime | None) -> dict[str, QuerySet[Any, Any]]:
    """What has nothing to do with mandates and is read with the first of them: as many of each as
    are told of, and one more."""
    rows = {"ending": ending_roles(actor, today), "account": account_letters_told(actor, late)}
    return {key: found[: MOST_OF_A_KIND + 1] for key, found in rows.items()}


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


def _members_to_ask(actor: Actor, today: date) -> QuerySet[Organisation]:
    """The members that nobody sits for on the board, by name, when the board has met: before that
    Kom igång says so."""
    met = Meeting.objects.filter(association=actor.association_id).exclude(opened_at=None)
    return members_without_seat(actor, today).filter(Exists(met))


def _vacancies(actor: Actor, today: date) -> dict[str, Subquery]:
    """The first members to ask. To be read with the mandates."""
    names = _members_to_ask(actor, today).values("name")
    return {f"vacant_{n}": Subquery(names[n : n + 1]) for n in range(MOST_OF_A_KIND)}


def _vacant_with(mandate: Mandate) -> list[tuple[str, str]]:
    names = (getattr(mandate, f"vacant_{number}") for number in range(MOST_OF_A_KIND))
    return [(mandate.association.slug, name) for name in names if name]


def _vacant_members(actor: Actor, today: date) -> list[tuple[str, str]]:
    names = _members_to_ask(actor, today).values_list("association__slug", "name")
    return list(names[:MOST_OF_A_KIND])


def _vacant(vacancy: tuple[str, str]) -> Task:
    slug, name = vacancy
    return Task(
        "Fråga om",
        f"Ledamot i styrelsen för {name}",
        link(slug, "parties:new_mandate"),
        "Medlemmen har ingen ledamot. Platsen räknas ändå när styrelsen ska vara beslutför",
    )
