"""The demonstration's meeting held on its days, for the pages that exist only afterwards.

Runs inside the product (``product.run_in``), through the services that the pages call. The journeys
that are about the meeting take every step in the browser; this is for those who come later.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django_scopes import scope

from samordna.demonstration import clock
from samordna.demonstration.cast import actor_of
from samordna.flows.services import sign_and_settle
from samordna.letters.delivery import deliver_all
from samordna.meetings.models import AgendaItem, Meeting, Minutes
from samordna.meetings.services.decisions import save_decision
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.notices import post_notice
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.summons import send_summons
from samordna.meetings.services.table import close_meeting, open_meeting, treat_item
from samordna.parties.actors import Actor
from samordna.parties.models import Association

REGISTRAR = "petra.lindahl@uppsala.exempel.se"


def _on(day: date, hour: int = 9) -> None:
    clock.set_clock(datetime.combine(day, time(hour), tzinfo=clock.STOCKHOLM))


def _registrar(association: Association) -> Actor:
    return actor_of(REGISTRAR, association)


def open_table() -> None:
    """The meeting is open, all members are there, and the first four items are treated."""
    association = Association.objects.get(slug="uppsala")
    with scope(association=association):
        meeting = _open(association)
        for item in meeting.items.order_by("position")[:4]:
            _decide(association, item)
        following = meeting.items.get(position=5)
        treat_item(actor=_registrar(association), item=following)


def post_minutes() -> None:
    """The meeting is held to its end; its minutes are adjusted and posted on the notice board."""
    association = Association.objects.get(slug="uppsala")
    with scope(association=association):
        meeting = _open(association)
        for item in meeting.items.order_by("position"):
            _decide(association, item)
        registrar = _registrar(association)
        close_meeting(actor=registrar, meeting=meeting, ended_at=time(11, 50))
        minutes = lock_minutes(actor=registrar, meeting=meeting)
        adjusting = meeting.proposed_adjustment_on or meeting.held_on
        _on(adjusting)
        for signer in minutes.signers.select_related("person"):
            if signer.person is not None:
                actor = actor_of(signer.person.email, association)
                _sign_once(actor, minutes)
        _on(adjusting + timedelta(days=1))
        minutes = Minutes.objects.get(pk=minutes.pk)
        post_notice(actor=_registrar(association), minutes=minutes)


def _open(association: Association) -> Meeting:
    meeting = Meeting.objects.get(held_on=date(2024, 9, 12))
    send_summons(actor=_registrar(association), meeting=meeting)
    _on(meeting.held_on)
    deliver_all()
    registrar = _registrar(association)
    meeting = open_meeting(actor=registrar, meeting=Meeting.objects.get(pk=meeting.pk))
    set_all_present(actor=registrar, meeting=meeting)
    adjuster = meeting.attendees.get(name="Ludvig Nyman")
    choose_adjuster(actor=registrar, meeting=meeting, attendee=adjuster)
    return meeting


def _decide(association: Association, item: AgendaItem) -> None:
    registrar = _registrar(association)
    treatment = treat_item(actor=registrar, item=item)
    decided = item.kind in (AgendaItem.Kind.DECISION, AgendaItem.Kind.ELECTION)
    save_decision(
        actor=registrar,
        treatment=treatment,
        revision=treatment.revision,
        decision={"outcome": "approved" if decided else "noted"},
    )


def _sign_once(actor: Actor, minutes: Minutes) -> None:
    fresh = Minutes.objects.get(pk=minutes.pk)
    waiting = fresh.signers.filter(signature=None).values_list("person_id", flat=True)
    if actor.person_id in waiting:
        sign_and_settle(actor=actor, minutes=fresh)
