"""The thread (röda tråden): where a matter came from, where it is, and what is to come.

A room's queries find the rows; here the steps get their words, their days and their links. Each
part of the thread is given what has been read already, and asks the database once at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils import timezone

from samordna.flows.board_thread import board_steps
from samordna.flows.waived import ended
from samordna.funding.models import Application, Statement
from samordna.funding.policies import may_read_statement, reads_all
from samordna.funding.queries.applications import earlier_statements, state_words, statement_of
from samordna.funding.queries.shared import application_of
from samordna.funding.rules.states import TAKEN_BACK, State
from samordna.initiatives.models import GrantAmount
from samordna.initiatives.policies import may_follow
from samordna.initiatives.queries import amounts_granted
from samordna.kernel.money import format_kr
from samordna.parties.actors import Actor
from samordna.register.models import Matter
from samordna.web.links import link
from samordna.web.shared import ThreadStep

#: Applications in these states will never be granted anything.
ENDED = frozenset({State.REJECTED, *TAKEN_BACK})


def thread_of(
    actor: Actor,
    today: date,
    *,
    matter: Matter | None = None,
    application: Application | None = None,
) -> list[ThreadStep]:
    """The thread of a matter, or of an application with what it has come to.

    What is done stands first, in the order of its days. The first step that is not done is the
    present one; all after it are coming. Three queries, one fewer when the application is given,
    one more of an application that the board has sent back.
    """
    if application is None and matter is not None:
        application = application_of(matter)
    elif application is not None:
        matter = application.matter
    steps: list[ThreadStep] = []
    if application is not None:
        steps += application_steps(application, actor)
    if matter is not None:
        steps += board_steps(matter, actor, today, application)
    if matter is not None and application is not None:
        steps += grant_steps(application, actor)
    if application is not None and application.state in TAKEN_BACK:
        steps = ended(application, steps)
    return in_order(steps)


def in_order(steps: list[ThreadStep]) -> list[ThreadStep]:
    """Steps with what is done first, by day, and then the present one and those to come."""
    done = _by_day([step for step in steps if step.state == "done"])
    left = [step for step in steps if step.state != "done"]
    return [
        *done,
        *(
            replace(step, state="coming") if place else _now(step)
            for place, step in enumerate(left)
        ),
    ]


#: What is going on while a step is the present one.
WORKING = {
    "Registrerad": "Väntar på registrering",
    "Tjänsteutlåtande": "Bereds av kansliet",
    "Kallelse": "Väntar på kallelse",
    "På föredragningslistan": "Väntar på föredragningslista",
    "Styrelsens beslut": "Väntar på styrelsens beslut",
    "Justeras senast": "Protokollet justeras",
    "Anslås senast": "Protokollet ska anslås",
    "Laga kraft": "Väntar på laga kraft",
    "Beviljat": "Väntar på styrelsens beslut",
}


def _now(step: ThreadStep) -> ThreadStep:
    """The present step, named by what is going on; a last day stands in words behind it."""
    if step.label.endswith("senast") and step.day:
        # Of a paragraph about what was left out, the note names it.
        mark = f"{step.note}, " if step.note.startswith("§") else ""
        note = f"{mark}senast {step.day}"
        return replace(step, state="now", label=WORKING[step.label], day=None, note=note)
    return replace(step, state="now", label=WORKING.get(step.label, step.label))


def _by_day(steps: list[ThreadStep]) -> list[ThreadStep]:
    """Steps by their days; one without a day stays behind the step it stood behind."""
    keyed: list[tuple[date, ThreadStep]] = []
    latest = date.min
    for step in steps:
        latest = step.day or latest
        keyed.append((latest, step))
    return [step for _, step in sorted(keyed, key=lambda pair: pair[0])]


# From the application to the statement ------------------------------------------------------------


def application_steps(application: Application, actor: Actor) -> Iterator[ThreadStep]:
    """The steps from application to statement, which is linked to those who may read it.

    An application without a matter has begun, and awaits a decision.
    """
    slug, matter = application.association.slug, application.matter
    if matter is None:
        yield ThreadStep("Påbörjad", "done", timezone.localtime(application.created_at).date())
    submitted = application.submitted_at
    writing = {State.DRAFT: "Ansökan skrivs", State.SIGNING: "Ansökan skrivs under"}
    if getattr(application, "refused", 0):
        writing[State.SIGNING] = state_words(application, is_office=True)[0]
    yield ThreadStep(
        writing.get(State(application.state), "Ansökan inlämnad"),
        "done" if submitted else "coming",
        timezone.localtime(submitted).date() if submitted else None,
        link(slug, "funding:application", number=application.number),
    )
    yield ThreadStep(
        "Registrerad",
        "done" if matter else "coming",
        matter.opened_on if matter else None,
        note=f"dnr {matter.number}" if matter else "",
    )
    yield from _statement_steps(application, actor)
    if matter is None:
        yield ThreadStep("Styrelsens beslut", "coming")


def _statement_steps(application: Application, actor: Actor) -> Iterator[ThreadStep]:
    """The statement, and those that were drawn up before it, whose papers stand in the register:
    also while it is written anew."""
    statement = statement_of(application)
    for version in earlier_statements(application):
        url = link(application.association.slug, "documents:version", pk=version.pk)
        drawn_up = timezone.localtime(version.created_at).date()
        yield ThreadStep("Tjänsteutlåtande", "done", drawn_up, url if reads_all(actor) else None)
    if statement is not None and statement.ready_on is not None:
        paper = None
        if statement.paper_id and may_read_statement(actor, application, statement):
            paper = link(application.association.slug, "documents:version", pk=statement.paper_id)
        yield ThreadStep("Tjänsteutlåtande", "done", statement.ready_on, paper)
    if statement is None or statement.state != Statement.State.READY:
        yield ThreadStep("Tjänsteutlåtande", "coming")


# After the decision -------------------------------------------------------------------------------


def grant_steps(application: Application, actor: Actor) -> Iterator[ThreadStep]:
    """The grant of an application's matter. One query.

    What comes after a grant gets its steps when the house has it: nothing is promised before.
    """
    if application.state in ENDED:
        return
    amounts = amounts_granted(application)
    yield _granted(application, amounts, actor) if amounts else ThreadStep("Beviljat", "coming")


def _granted(application: Application, amounts: list[GrantAmount], actor: Actor) -> ThreadStep:
    grant, url = amounts[0].grant, None
    if may_follow(actor, grant.initiative, (amount.organisation_id for amount in amounts)):
        slug, number = application.association.slug, grant.initiative.number
        url = link(slug, "initiatives:initiative", number=number)
    granted = Counter[int]()
    for amount in amounts:
        granted[amount.organisation_id] += amount.amount_kr
    note = f"{format_kr(granted.total())}, {grant.paragraph}"
    step = ThreadStep("Beviljat", "done", grant.adjusted_on, url, note)
    return replace(step, amount_kr=granted.total(), of_parties=tuple(granted.items()))
