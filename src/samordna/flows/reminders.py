"""Reminders: what is due soon and still waits for somebody. Made once for each thing that waits.

The worker looks every minute; the journal tells what has been reminded of already.
"""

from __future__ import annotations

from datetime import date, timedelta

from django_scopes import scope

from samordna.funding.models import Application, WantedSignature
from samordna.funding.rules.states import State as ApplicationState
from samordna.ground import clock
from samordna.ground.aside import left_aside
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.queries import entries_about
from samordna.journal.services import journal
from samordna.meetings.models import Meeting, Minutes
from samordna.meetings.papers.words import adjust_by
from samordna.parties.actors import Actor, system_actor
from samordna.parties.models import Association

#: Days before the last one on which those who have not signed are reminded.
DAYS_BEFORE = 3


def remind_all() -> int:
    """Remind in every association of what is due within days; returns how many reminders."""
    today = clock.today()
    reminded = 0
    for association in Association.objects.all():
        with left_aside(f"reminders in {association.slug}"):
            reminded += _remind_in(association, today)
    return reminded


def _remind_in(association: Association, today: date) -> int:
    actor = system_actor(association)
    with scope(association=association):
        return sum(
            [
                *(remind_signatories(actor, a, today) for a in _to_be_signed()),
                *(remind_signers(actor, m, today) for m in _to_be_adjusted()),
            ]
        )


def _soon(last: date, today: date) -> bool:
    return today <= last <= today + timedelta(days=DAYS_BEFORE)


def _to_be_signed() -> list[Application]:
    found = Application.objects.filter(state=ApplicationState.SIGNING)
    return list(found.select_related("association", "owner", "call"))


def _to_be_adjusted() -> list[Minutes]:
    found = Minutes.objects.filter(withdrawn_at=None, meeting__state=Meeting.State.SIGNING)
    return list(found.select_related("meeting__body", "meeting__association"))


@changes
def remind_signatories(actor: Actor, application: Application, today: date) -> bool:
    """Remind those who have not signed an application, once a version; journalled."""
    if not _soon(application.last_day, today):
        return False
    locked = for_change(Application.objects.all(), of=("self",)).get(pk=application.pk)
    wanted = WantedSignature.objects.filter(
        version__application=locked, version__withdrawn_at=None, signature=None, refused_at=None
    )
    number = wanted.values_list("version__number", flat=True).first()
    if locked.state != ApplicationState.SIGNING or number is None:
        return False
    after = {"version": number, "last_day": application.last_day}
    reminded = entries_about(application).filter(verb="remind_signatories")
    if any(entry.after.get("version") == number for entry in reminded):
        return False
    journal(actor=actor, verb="remind_signatories", subject=application, after=after)
    return True


@changes
def remind_signers(actor: Actor, minutes: Minutes, today: date) -> bool:
    """Remind those who have not signed minutes, once a version; journalled."""
    last = adjust_by(minutes.meeting)
    if not _soon(last, today):
        return False
    for_change(Minutes.objects.all(), of=("self",)).get(pk=minutes.pk)
    unsigned = minutes.signers.filter(signature=None, refused_at=None).exists()
    if not unsigned or entries_about(minutes).filter(verb="remind_signers").exists():
        return False
    after = {"version": minutes.number, "last_day": last}
    journal(actor=actor, verb="remind_signers", subject=minutes, after=after)
    return True
