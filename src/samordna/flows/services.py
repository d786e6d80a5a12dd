"""The few steps that cross rooms: an application goes on an agenda, and is settled by the minutes.

Each step holds everything it changes in one transaction: an application is never on an agenda that
does not list it, and a grant never stands without the minutes that gave it.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samordna.economy.space.services import economic_information_paper
from samordna.funding.models import Application, Statement
from samordna.funding.queries.content import current_version
from samordna.funding.steps import schedule_application, settle_application, unschedule_application
from samordna.ground import clock
from samordna.initiatives.services import grant_funds
from samordna.journal.services import journal
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaAttachment, AgendaItem, Meeting, Minutes, Treatment
from samordna.meetings.policies import may_keep
from samordna.meetings.services.planning import add_item, attach_paper, remove_item
from samordna.meetings.steps import sign_minutes
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Body

_OUTCOMES = {
    Treatment.Outcome.APPROVED: Application.State.GRANTED,
    Treatment.Outcome.AMENDED: Application.State.GRANTED,
    Treatment.Outcome.REJECTED: Application.State.REJECTED,
    Treatment.Outcome.POSTPONED: Application.State.POSTPONED,
}

#: States in which the statement is complete and nobody has decided: a preparing body may see it.
_PREPARED = frozenset(
    {Application.State.PREPARED, Application.State.SCHEDULED, Application.State.POSTPONED}
)


@transaction.atomic
def put_on_agenda(*, actor: Actor, application: Application, meeting: Meeting) -> AgendaItem:
    """Put a prepared application on a meeting's agenda; journalled by each room.

    The item takes heading, background and proposal from the statement; attachment n is the
    statement and n.1 the signed application. On the board's agenda the application counts as
    scheduled; a body that only prepares leaves its state alone. Raises Refused, IllegalTransition
    and NotPossible.
    """
    require(may_keep(actor, meeting))
    statement = Statement.objects.select_related("paper").filter(application=application).first()
    version = current_version(application)
    if statement is None or statement.paper is None or version is None:
        raise NotPossible(f"{application.name} har inget färdigt tjänsteutlåtande ännu.")
    if meeting.items.filter(application=application).exists():
        raise NotPossible(f"{application.name} står redan på föredragningslistan.")
    if meeting.body.kind == Body.Kind.BOARD:
        schedule_application(actor=actor, application=application)
    elif application.state not in _PREPARED:
        raise NotPossible(f"{application.name} är inte beredd och kan inte tas upp.")
    officer = application.case_officer
    item = add_item(
        actor=actor,
        meeting=meeting,
        details={
            "heading": f"Ansökan {application.name} – {application.owner.short_name}"[:250],
            "kind": AgendaItem.Kind.DECISION,
            "presenter": officer.name if officer else "",
            "background": statement.summary,
            "proposal": list(statement.clauses),
        },
        application=application,
        matter=application.matter,
    )
    for paper in (statement.paper, version.paper):
        attach_paper(actor=actor, item=item, version=paper)
    return item


@transaction.atomic
def take_off_agenda(*, actor: Actor, item: AgendaItem) -> None:
    """Take an item off the agenda; an application on it is prepared again. Journalled.

    An application that was withdrawn meanwhile stays withdrawn. Raises Refused, IllegalTransition
    and NotPossible.
    """
    require(may_keep(actor, item.meeting))
    application = item.application
    is_board = item.meeting.body.kind == Body.Kind.BOARD
    remove_item(actor=actor, item=item)
    if application is not None and is_board and not _is_withdrawn(application):
        unschedule_application(actor=actor, application=application)


def _is_withdrawn(application: Application) -> bool:
    """Whether the applicant has taken the application back. The row is locked and read anew."""
    fresh = Application.objects.select_for_update().only("state").get(pk=application.pk)
    return fresh.state == Application.State.WITHDRAWN


@transaction.atomic
def attach_economic_information(
    *, actor: Actor, item: AgendaItem, as_of: date | None = None
) -> AgendaAttachment:
    """Make the paper of the decision space on a day (today unless told) and attach it to an item.

    Raises Refused, NotPossible, and ``economy.space.queries.NoPlan`` where no plan stands
    on the day.
    """
    require(may_keep(actor, item.meeting))
    paper = economic_information_paper(actor=actor, as_of=as_of or clock.today())
    return attach_paper(actor=actor, item=item, version=paper)


@transaction.atomic
def sign_and_settle(*, actor: Actor, minutes: Minutes, strong: bool = False) -> Minutes:
    """Sign the minutes; the signature that adjusts them settles every application in them.

    Granted applications get their grant with the amounts that the paragraph decided; all in the
    signature's transaction, so that the minutes are not adjusted unless the grants stand. One that
    was withdrawn before the adjustment is left as it is, and gets no grant. Raises Refused,
    NotPossible, IllegalTransition and ``initiatives.services.GrantNotPossible``.
    """
    signed = sign_minutes(actor=actor, minutes=minutes, strong=strong)
    if signed.adjusted_on is not None and signed.meeting.body.kind == Body.Kind.BOARD:
        for treatment in _decided_applications(signed):
            _settle(actor, signed, treatment, signed.adjusted_on)
    return signed


def _decided_applications(minutes: Minutes) -> list[Treatment]:
    found = (
        Treatment.objects.filter(item__meeting=minutes.meeting)
        .exclude(item__application=None)
        .select_related("item__application")
        .prefetch_related("amounts")
    )
    return list(found)


def _settle(actor: Actor, minutes: Minutes, treatment: Treatment, adjusted_on: date) -> None:
    application = treatment.item.application
    if application is None:
        return
    if _is_withdrawn(application):
        # Nothing is left to settle, and what an applicant does may not stop the board's minutes.
        after = {"paragraph": treatment.paragraph, "outcome": treatment.outcome}
        journal(actor=actor, verb="leave_withdrawn", subject=application, after=after)
        return
    outcome = _OUTCOMES[Treatment.Outcome(treatment.outcome)]
    settle_application(
        actor=actor, application=application, outcome=outcome, settled_on=adjusted_on
    )
    if outcome != Application.State.GRANTED:
        return
    grant_funds(
        actor=actor,
        application=application,
        amounts={(a.organisation_id, a.year): a.amount_kr for a in treatment.amounts.all()},
        decided_on=minutes.meeting.held_on,
        adjusted_on=adjusted_on,
        paragraph=f"§ {treatment.paragraph}/{minutes.meeting.held_on.year}",
        conditions=list(treatment.clauses),
    )
