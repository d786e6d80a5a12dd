"""The summons: one file with the agenda and every attachment, and how it goes out.

It counts as sent when it has gone out: with the first letter of it, or when the office says how it
was sent. Then the meeting is *Kallat*, and the register has the summons as outgoing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from samordna.documents.logos import logo_of
from samordna.documents.models import PDF
from samordna.documents.pdf.foreign.check import NotJoined
from samordna.documents.pdf.render import render_pdf
from samordna.documents.steps import add_version
from samordna.ground import clock
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.kernel.dates import format_long
from samordna.letters.rules import State as LetterState
from samordna.letters.services import NotSendable, send_again
from samordna.letters.steps import hand_over
from samordna.meetings.errors import NotPossible
from samordna.meetings.kinds import PaperKind
from samordna.meetings.models import AgendaAttachment, AgendaItem, Meeting
from samordna.meetings.papers.summons import summons_paper
from samordna.meetings.papers.words import body_in_text, meeting_title, next_filename
from samordna.meetings.queries.joining import InTheWay, named
from samordna.meetings.queries.seats import mandates_on
from samordna.meetings.queries.summons import letters_of_summons, sending_of
from samordna.meetings.rules.adjustment import why_not_by
from samordna.meetings.rules.states import MEETING, TO_OPEN, Dispatch
from samordna.meetings.services.locking import locked_meeting
from samordna.meetings.steps import matter_of, summons_sent
from samordna.parties.actors import Actor
from samordna.register.steps import open_matter

#: Why nobody is called any more.
PASSED: Final = "Sammanträdets dag har passerat, så ingen kan kallas till den."


class NotBundled(ValueError):
    """Attachments cannot join the others in the summons; the message is Swedish sentences.
    ``found``: which, and why."""

    def __init__(self, found: Sequence[InTheWay]) -> None:
        super().__init__(" ".join(str(one) for one in found))
        self.found = tuple(found)


def send_summons(*, actor: Actor, meeting: Meeting, without: Collection[int] = ()) -> Meeting:
    """Make the summons and let the body read it; journalled, and mailed to the body.

    May be made again until the meeting opens: a new version, which is sent anew. The file is set
    between two short transactions, because a long agenda takes seconds and nobody else should wait.
    ``without``: the keys of attachments that are left out, and read as files of their own; a page
    in their place says so. Raises Refused, IllegalTransition, :class:`NotPossible` when the agenda
    is empty or changed while the file was being made, and :class:`NotBundled` for attachments that
    cannot join the others.
    """
    ready, agenda_as_of = _open_for_summons(actor, meeting)
    paper, logo = summons_paper(ready, without=without), logo_of(actor.association_id)
    try:
        pdf = render_pdf(paper, moment=clock.now(), logo=logo)
    except NotJoined as error:
        raise NotBundled(named(ready, error.why)) from error
    return _keep_summons(actor, ready, agenda_as_of, pdf, without)


def why_not_summoned(meeting: Meeting, items: Sequence[AgendaItem] | None = None) -> str:
    """What a summons of a meeting lacks, in Swedish; empty when it can be made. Two queries, or one
    when its ``items`` are read already."""
    if meeting.held_on < clock.today():
        return (
            f"{PASSED} Öppna sammanträdet i efterhand om det hölls, flytta det eller ställ in det."
        )
    if not (meeting.items.exists() if items is None else items):
        return "Föredragningslistan är tom. Lägg till minst en punkt."
    if (late := meeting.adjustment.too_late) is not None:
        return (
            f"Den föreslagna justeringsdagen {format_long(late)} "
            f"{why_not_by(meeting.held_on, late)}. Ändra den under Ändra tid och plats."
        )
    if not mandates_on(meeting.body, meeting.held_on):
        return (
            f"Ingen har ett uppdrag i {body_in_text(meeting)} {meeting.held_on}, så kallelsen "
            "skulle inte gå till någon. Lägg till ledamöterna under Personer, eller ändra dagen."
        )
    return ""


@changes
def _open_for_summons(actor: Actor, meeting: Meeting) -> tuple[Meeting, datetime | None]:
    """Check that a summons may be made, and open the meeting's matter the first time."""
    locked = locked_meeting(actor, meeting)
    MEETING.next(locked.state, "summon")
    if reason := why_not_summoned(locked):
        raise NotPossible(reason)
    if matter_of(locked) is None:
        locked.matter = open_matter(actor=actor, subject=meeting_title(locked))
        locked.save(update_fields=["matter"])
    return locked, locked.agenda_changed_at


@changes
def _keep_summons(
    actor: Actor,
    meeting: Meeting,
    agenda_as_of: datetime | None,
    pdf: bytes,
    without: Collection[int],
) -> Meeting:
    locked = locked_meeting(actor, meeting)
    if locked.agenda_changed_at != agenda_as_of:
        raise NotPossible(
            "Föredragningslistan ändrades medan kallelsen gjordes. Skapa kallelsen igen."
        )
    if matter_of(locked) is None:
        raise NotPossible("Sammanträdet saknar ärende i diariet. Skapa kallelsen igen.")
    earlier = locked.summons
    before = {"state": locked.state, "summons": earlier.pk if earlier else None}
    locked.summons = add_version(
        actor=actor,
        data=pdf,
        media_type=PDF,
        filename=next_filename("kallelse", locked, earlier),
        kind=PaperKind.SUMMONS,
        title=f"Kallelse {locked.body.name} {locked.held_on}",
        document=earlier.document if earlier else None,
    )
    locked.summons_for = locked.held_on
    locked.state = MEETING.next(locked.state, "summon")
    locked.save(update_fields=["summons", "summons_for", "state"])
    after = {"state": locked.state, "summons": locked.summons.pk, "size": len(pdf)}
    if left_out := _leave_out(locked, without):
        after["without"] = left_out
    journal(actor=actor, verb="send_summons", subject=locked, before=before, after=after)
    return locked


def _leave_out(meeting: Meeting, without: Collection[int]) -> list[str]:
    """Mark the attachments that the summons is made without, and no others; their numbers."""
    attached = AgendaAttachment.objects.filter(item__meeting=meeting)
    attached.filter(left_out=True).exclude(pk__in=without).update(left_out=False)
    if not without:
        return []
    attached.filter(pk__in=without).update(left_out=True)
    return [found.label for found in attached.filter(left_out=True).select_related("item")]


@changes
def send_to_rest(*, actor: Actor, meeting: Meeting) -> int:
    """Send the summons to those whom it has not reached, and who have been added since it was made;
    journalled. Returns how many it goes to.

    Raises Refused, and :class:`NotPossible` where there is nobody, or nothing to send.
    """
    locked = locked_meeting(actor, meeting)
    if locked.state not in TO_OPEN or locked.summons is None:
        raise NotPossible("Det finns ingen kallelse att skicka.")
    if locked.held_on < clock.today():
        raise NotPossible(PASSED)
    sending, sent = sending_of(locked), 0
    for letter in sending.left:
        if letter.state == LetterState.WAITING:
            continue
        try:
            send_again(actor=actor, letter=letter)
            sent += 1
        except NotSendable:
            continue  # why stands on the letter's own page
    if sending.added:
        names = [mandate.name for mandate in sending.added]
        journal(actor=actor, verb="summon_added", subject=locked, after={"people": names})
        sent += len(names)
    if not sent:
        raise NotPossible("Alla som ska ha kallelsen har fått den, eller väntar på den.")
    return sent


@changes
def record_dispatch(*, actor: Actor, meeting: Meeting, how: Dispatch, sent_on: date) -> Meeting:
    """Say how and when the office has sent the summons itself; journalled, and registered.

    Letters of it that have not gone out are not sent after that. Raises Refused,
    :class:`NotPossible` without a summons that waits, and for a day before it was made or to come.
    """
    locked = locked_meeting(actor, meeting)
    if locked.state != Meeting.State.SUMMONING or locked.summons is None:
        raise NotPossible("Det finns ingen kallelse som väntar på att skickas.")
    made = timezone.localtime(locked.summons.created_at).date()
    last = max(made, min(clock.today(), locked.held_on))
    if not made <= sent_on <= last:
        until = "i dag" if last == clock.today() else f"{last}, då sammanträdet skulle hållas"
        raise NotPossible(f"Kallelsen gjordes {made}. Ange en dag från och med den till {until}.")
    hand_over(letters_of_summons(locked), f"{how.label} {sent_on}")
    return summons_sent(actor=actor, meeting=locked, how=how, sent_on=sent_on)
