"""Authorising loaders: 404 to those who may not know of a meeting, 403 to those who only read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from samordna.ground.prepared import Kept, Key
from samordna.journal.models import JournalEntry
from samordna.meetings import policies
from samordna.meetings.models import (
    Absence,
    Adjuster,
    AgendaAttachment,
    AgendaItem,
    Attendee,
    InStead,
    Meeting,
    Minutes,
    MinutesSigner,
    Notice,
    Treatment,
)
from samordna.meetings.queries.lists import with_notice
from samordna.meetings.rules.states import LOCKED
from samordna.parties.access import Refused, require
from samordna.parties.actors import Actor
from samordna.web.gone import Gone, Way, gone

Row = TypeVar("Row", bound=Model)


def _found(number: int) -> Meeting:
    if number > 2_000_000_000:  # larger than the column: no such meeting, and no error either
        raise Http404
    found = _numbered(Key(number))
    if not found:
        raise Http404
    return found[0]


@Kept
def _numbered(number: Any) -> QuerySet[Meeting]:
    """The meeting of a number, as each page about it reads it."""
    found = with_notice(Meeting.objects).filter(number=number).order_by()
    return found.select_related(
        "body",
        "secretary",
        "secretary_contact",
        "secretary_signed_by",
        "secretary_stand_in",
        "summons",
        "matter",
        "association",
    )


def meeting_for_reading(actor: Actor, number: int) -> Meeting:
    """A meeting that the actor may read. Raises Http404."""
    meeting = _found(number)
    if not _may_read(actor, meeting):
        raise Http404
    return meeting


def _may_read(actor: Actor, meeting: Meeting) -> bool:
    if policies.may_read(actor, meeting)[0]:
        return True
    return meeting.state in LOCKED and policies.is_signer(actor, meeting)


def meeting_for_knowing(actor: Actor, number: int) -> tuple[Meeting, bool]:
    """A meeting that the actor may know the day and the place of, and whether its agenda and papers
    may be read as well. Raises Http404."""
    meeting = _found(number)
    may_read = _may_read(actor, meeting)
    if not may_read and not policies.may_know_of(actor, meeting)[0]:
        raise Http404
    return meeting, may_read


def meeting_for_keeping(actor: Actor, number: int) -> Meeting:
    """A meeting that the actor plans and records. Raises Http404, or Refused to readers."""
    meeting = meeting_for_reading(actor, number)
    require(policies.may_keep(actor, meeting))
    return meeting


def meeting_for_minutes(actor: Actor, number: int) -> Meeting:
    """A meeting whose minutes the actor may read. Raises Http404, or Refused before that day."""
    meeting = meeting_for_reading(actor, number)
    if meeting.opened_at is None:
        raise Http404
    require(policies.may_read_minutes(actor, meeting))
    return meeting


def signers_of(meeting: Meeting) -> list[MinutesSigner]:
    """Those who sign the minutes, also in versions that were taken back, the newest version first;
    with the minutes and the notice. One query."""
    signers = (
        MinutesSigner.objects.filter(minutes__meeting=meeting)
        .select_related("signature", "minutes__notice__paper", "minutes__paper__file")
        .select_related("minutes__certificate", "minutes__filed_by__item__meeting")
        .defer("minutes__paper__file__data")
        .order_by()
    )
    return sorted(signers, key=lambda signer: (-signer.minutes.number, signer.pk))


def minutes_for_keeping(actor: Actor, number: int) -> Minutes:
    """The minutes locked now, of a meeting that the actor keeps. Raises Http404, Refused."""
    meeting = meeting_for_keeping(actor, number)
    minutes = get_object_or_404(Minutes.objects.filter(meeting=meeting, withdrawn_at=None))
    minutes.meeting = meeting
    return minutes


def paragraph_for_extract(
    actor: Actor, number: int, paragraph: int
) -> tuple[Treatment, Minutes | None]:
    """A paragraph, and the minutes that are locked with what they say and who signs them: for the
    office at any time, for others once they are adjusted.

    Applicants and signatories read the paragraph of their own organisation's application, those who
    read the minutes all of them. Raises Http404.
    """
    meeting = _found(number)
    treatment = get_object_or_404(
        Treatment.objects.select_related("item").filter(
            item__meeting=meeting, paragraph=min(paragraph, 2_000_000_000)
        )
    )
    treatment.item.meeting = meeting
    valid = Minutes.objects.filter(meeting=meeting, withdrawn_at=None)
    minutes = valid.select_related("locked_paper").prefetch_related("signers").first()
    adjusted = minutes is not None and minutes.adjusted_on is not None
    if not policies.may_read_extract(actor, treatment, adjusted)[0]:
        raise Http404
    return treatment, minutes


def minutes_for_signing(actor: Actor, number: int) -> Minutes:
    """The minutes that are locked for signing, for those named to sign, also when their mandate has
    ended since the meeting (KL 5:69: who took part adjusts). Raises Http404, Refused.

    Who was named in a version that has been taken back gets that one when none is locked, and when
    others sign the one that is.
    """
    meeting = _found(number)
    versions = Minutes.objects.filter(meeting=meeting)
    if not policies.may_read(actor, meeting)[0]:
        if actor.person_id is None:
            raise Http404
        versions = versions.filter(signers__person_id=actor.person_id).distinct()
    minutes = _newest(versions)
    if minutes is None:
        raise Http404
    named = any(s.person_id == actor.person_id for s in minutes.signers.all())
    if not named and not policies.may_keep(actor, meeting)[0]:
        own = versions.filter(signers__person_id=actor.person_id or 0).distinct()
        minutes = _newest(own)
    if minutes is None:
        raise Refused("Bara de som är utsedda att underteckna protokollet kan justera det.")
    minutes.meeting = meeting
    return minutes


def _newest(versions: QuerySet[Minutes]) -> Minutes | None:
    """The version that is locked, or else the one that was taken back last; with its signers."""
    return (
        versions.select_related("paper__file", "paper__document")
        .defer("paper__file__data")
        .prefetch_related("signers__signature")
        .order_by(F("withdrawn_at").desc(nulls_first=True))
        .first()
    )


def locked_since(minutes: Minutes) -> Minutes | None:
    """The version that is locked now, where this one was taken back. One query at most."""
    if minutes.withdrawn_at is None:
        return None
    versions = Minutes.objects.filter(meeting=minutes.meeting_id, withdrawn_at=None)
    return versions.prefetch_related("signers").first()


def signed_before(actor: Actor, minutes: Minutes) -> list[MinutesSigner]:
    """The actor's signatures on versions of the same minutes that were taken back, the newest
    first. One query."""
    return list(
        MinutesSigner.objects.filter(
            minutes__meeting=minutes.meeting_id,
            minutes__withdrawn_at__isnull=False,
            signature__isnull=False,
            person_id=actor.person_id or 0,
        )
        .exclude(minutes=minutes)
        .select_related("minutes", "signature")
        .order_by("-minutes__number", "pk")
    )


def signer_for_replacing(actor: Actor, number: int, pk: int) -> MinutesSigner:
    """A signature that locked minutes want, of a meeting that the actor keeps. Raises Http404,
    Refused."""
    minutes = minutes_for_keeping(actor, number)
    signer = get_object_or_404(MinutesSigner.objects.filter(minutes=minutes, pk=_pk(pk)))
    signer.minutes = minutes
    return signer


def returned_item_for_keeping(actor: Actor, number: int, pk: int) -> AgendaItem:
    """An item that was on a meeting's agenda and may come up again. Raises Http404, Refused."""
    item = item_for_keeping(actor, number, pk)
    require(policies.may_plan(actor))
    return item


def effect_for_keeping(actor: Actor, number: int, paragraph: int) -> Treatment:
    """A paragraph that could not be put into effect. Raises Http404, Refused."""
    meeting = meeting_for_keeping(actor, number)
    treatment = get_object_or_404(
        Treatment.objects.select_related("item").exclude(not_in_effect=""),
        item__meeting=meeting,
        paragraph=min(paragraph, 2_000_000_000),
    )
    treatment.item.meeting = meeting
    return treatment


def item_for_reading(actor: Actor, pk: int) -> AgendaItem:
    """An item of a meeting that the actor may read. Raises Http404."""
    item = get_object_or_404(AgendaItem.objects.select_related("treatment", "meeting"), pk=_pk(pk))
    item.meeting = meeting_for_reading(actor, item.meeting.number)
    return item


def item_for_keeping(actor: Actor, number: int, pk: int) -> AgendaItem:
    """An agenda item of a meeting that the actor keeps. Raises Http404, Refused."""
    meeting = meeting_for_keeping(actor, number)
    rows = AgendaItem.objects.select_related("treatment").filter(meeting=meeting)
    way = Way("Till sammanträdet", "meetings:meeting")
    item = _of_meeting(rows, pk, "punkten", way, number)
    item.meeting = meeting
    return item


def treatment_for_keeping(actor: Actor, number: int, pk: int) -> Treatment:
    """The treatment of an item of a meeting that the actor keeps. Raises Http404, Refused."""
    item = item_for_keeping(actor, number, pk)
    treatment: Treatment | None = getattr(item, "treatment", None)
    if treatment is None:
        raise not_taken_up(item.meeting, item.pk)
    return treatment


def not_taken_up(meeting: Meeting, pk: int) -> Http404:
    """What to raise of an item that is not taken up, for who keeps the meeting: who took that back,
    or took the item off, as the journal knows."""
    item = AgendaItem.objects.filter(meeting=meeting, pk=_pk(pk)).first()
    if item is None:
        way = Way("Till sammanträdet", "meetings:meeting", {"number": meeting.number})
        return gone("punkten", "meetings.agendaitem", way, pk=pk, meeting=meeting.number)
    entries = JournalEntry.objects.filter(
        subject_type="meetings.treatment", verb="untake_item", before__item_key=pk
    )
    entry = entries.order_by("-number").first()
    if entry is None:
        return Http404()
    way = Way("Till punkten", _TABLE, {"number": meeting.number}, f"?punkt={pk}")
    return Gone("paragrafen", entry, way, "ångrade att punkten togs upp")


def attachment_for_keeping(actor: Actor, number: int, pk: int) -> AgendaAttachment:
    """An attachment of a meeting that the actor keeps. Raises Http404, Refused."""
    meeting = meeting_for_keeping(actor, number)
    attachment = get_object_or_404(
        AgendaAttachment.objects.select_related("item", "version__document").filter(
            item__meeting=meeting, pk=_pk(pk)
        )
    )
    attachment.item.meeting = meeting
    return attachment


def attendee_for_keeping(actor: Actor, number: int, pk: int) -> Attendee:
    """Somebody at a meeting that the actor keeps. Raises Http404, Refused."""
    meeting = meeting_for_keeping(actor, number)
    rows = Attendee.objects.filter(meeting=meeting)
    attendee = _of_meeting(rows, pk, "personen", Way("Till närvaron", _TABLE), number)
    attendee.meeting = meeting
    return attendee


def absence_for_keeping(actor: Actor, number: int, pk: int) -> Absence:
    """An exception from somebody's presence. Raises Http404, Refused."""
    meeting = meeting_for_keeping(actor, number)
    rows = Absence.objects.select_related("attendee", "from_item", "to_item")
    own, way = rows.filter(attendee__meeting=meeting), Way("Till närvaron", _TABLE)
    absence = _of_meeting(own, pk, "undantaget", way, number)
    absence.attendee.meeting = meeting
    return absence


def adjuster_for_keeping(actor: Actor, number: int, pk: int) -> Adjuster:
    """The choice of an adjuster at a meeting that the actor keeps. Raises Http404, Refused."""
    meeting = meeting_for_keeping(actor, number)
    rows = Adjuster.objects.select_related("attendee", "item").filter(meeting=meeting)
    way = Way("Till närvaron", _TABLE)
    adjuster = _of_meeting(rows, pk, "valet av justerare", way, number)
    adjuster.meeting = meeting
    return adjuster


def stand_in_for_keeping(actor: Actor, number: int, pk: int) -> InStead:
    """Who signs in another's stead, at a meeting that the actor keeps. Raises Http404, Refused."""
    meeting = meeting_for_keeping(actor, number)
    row = get_object_or_404(
        InStead.objects.select_related("by", "instead_of").filter(meeting=meeting, pk=_pk(pk))
    )
    row.meeting = meeting
    return row


def notice_for_keeping(actor: Actor, number: int) -> Notice:
    """The notice of a meeting that the actor keeps. Raises Http404, Refused."""
    meeting = meeting_for_keeping(actor, number)
    notice = get_object_or_404(
        Notice.objects.select_related("minutes", "paper").filter(
            minutes__meeting=meeting, minutes__withdrawn_at=None
        )
    )
    notice.minutes.meeting = meeting
    return notice


_TABLE = "meetings:table"


def _of_meeting(rows: QuerySet[Row], pk: int, what: str, way: Way, number: int) -> Row:
    """A row of a meeting that the actor keeps. Raises Http404: where it was removed, by whom."""
    found = rows.filter(pk=_pk(pk)).first()
    if found is None:
        on = replace(way, about={"number": number})
        raise gone(what, rows.model._meta.label_lower, on, pk=pk, meeting=number)
    return found


def _pk(pk: int) -> int:
    if pk > 2**62:
        raise Http404
    return pk
