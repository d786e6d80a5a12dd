"""The summons: one file with the agenda and every attachment, registered as outgoing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samordna.documents.models import PDF
from samordna.documents.pdf.render import render_pdf
from samordna.documents.steps import add_version
from samordna.ground import clock
from samordna.journal.services import journal
from samordna.meetings.errors import NotPossible
from samordna.meetings.kinds import PaperKind
from samordna.meetings.models import Meeting
from samordna.meetings.papers.summons import summons_paper
from samordna.meetings.papers.words import body_in_text, filename, inside, meeting_title
from samordna.meetings.rules.states import MEETING
from samordna.meetings.services.locking import locked_meeting
from samordna.parties.actors import Actor
from samordna.register.models import Record
from samordna.register.steps import open_matter, register_record


def send_summons(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Make the summons, register it in the meeting's matter and let the body read it; journalled.

    May be made again until the meeting opens: a new version, a new record. The file is set between
    two short transactions, because a long agenda takes seconds and nobody else should wait for it.
    Raises Refused, IllegalTransition, :class:`NotPossible` when the agenda is empty or changed
    while the file was being made, and PdfRefused for an attachment that may not
    go out.
    """
    ready, agenda_as_of = _open_for_summons(actor, meeting)
    pdf = render_pdf(summons_paper(ready), moment=clock.now())
    return _keep_summons(actor, ready, agenda_as_of, pdf)


@transaction.atomic
def _open_for_summons(actor: Actor, meeting: Meeting) -> tuple[Meeting, datetime | None]:
    """Check that a summons may be made, and open the meeting's matter the first time."""
    locked = locked_meeting(actor, meeting)
    MEETING.next(locked.state, "summon")
    if not locked.items.exists():
        raise NotPossible("Föredragningslistan är tom. Lägg till minst en punkt.")
    if locked.matter is None:
        locked.matter = open_matter(actor=actor, subject=meeting_title(locked))
        locked.save(update_fields=["matter"])
    return locked, locked.agenda_changed_at


@transaction.atomic
def _keep_summons(
    actor: Actor, meeting: Meeting, agenda_as_of: datetime | None, pdf: bytes
) -> Meeting:
    locked = locked_meeting(actor, meeting)
    if locked.agenda_changed_at != agenda_as_of:
        raise NotPossible(
            "Föredragningslistan ändrades medan kallelsen gjordes. Skapa kallelsen igen."
        )
    if locked.matter is None:
        raise NotPossible("Sammanträdet saknar ärende i diariet. Skapa kallelsen igen.")
    earlier = locked.summons
    record = register_record(
        actor=actor,
        matter=locked.matter,
        direction=Record.Direction.OUT,
        subject=f"Kallelse till {inside(meeting_title(locked))}",
        counterparty=f"Ledamöter och ersättare i {body_in_text(locked)}",
    )
    before = {"state": locked.state, "summons": earlier.pk if earlier else None}
    locked.summons = add_version(
        actor=actor,
        data=pdf,
        media_type=PDF,
        filename=filename("kallelse", locked),
        kind=PaperKind.SUMMONS,
        title=f"Kallelse {locked.body.name} {locked.held_on}",
        document=earlier.document if earlier else None,
        record=record,
    )
    locked.state = MEETING.next(locked.state, "summon")
    locked.summoned_on = clock.today()
    locked.save(update_fields=["summons", "state", "summoned_on"])
    after = {"state": locked.state, "summons": locked.summons.pk, "size": len(pdf)}
    journal(actor=actor, verb="send_summons", subject=locked, before=before, after=after)
    return locked
