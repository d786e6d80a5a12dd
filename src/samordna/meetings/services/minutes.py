"""Locking the minutes, and taking them back until everybody has signed."""

from __future__ import annotations

from datetime import date
from typing import Any

from samordna.documents.logos import logo_of
from samordna.documents.models import PDF, DocumentVersion
from samordna.documents.pdf.papers.meeting import MinutesPaper
from samordna.documents.pdf.render import render_pdf
from samordna.documents.steps import add_version
from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.kernel.findings import Finding
from samordna.meetings.errors import NotPossible
from samordna.meetings.kinds import PaperKind
from samordna.meetings.models import LockedPaper, Meeting, Minutes, MinutesSigner, Treatment
from samordna.meetings.papers.kept import as_kept
from samordna.meetings.papers.minutes import minutes_paper, title
from samordna.meetings.papers.words import next_filename
from samordna.meetings.proceedings.decisions import the_treatment
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules.chair_and_adjusters import Signing
from samordna.meetings.rules.codes import STOPPING, WORDS_UNREAD
from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.states import MEETING
from samordna.meetings.services.locking import locked_meeting
from samordna.meetings.services.table import what_stops_closing
from samordna.parties.actors import Actor


def what_stops_locking(proceedings: Proceedings) -> list[Finding]:
    """The findings that must be put right before the minutes can be locked."""
    return [finding for finding in proceedings.findings if finding.code in STOPPING]


@changes
def lock_minutes(*, actor: Actor, meeting: Meeting, again: bool = False) -> Minutes:
    """Lock the minutes for signing: the PDF is made and its bytes are what is signed; journalled.

    ``again``: the version that was taken back this moment was locked with the same words, which
    nobody reads anew: it may be from before anybody was asked to.
    Raises Refused, IllegalTransition, and :class:`NotPossible` while something would make the
    signatures wrong.
    """
    locked = locked_meeting(actor, meeting)
    state = MEETING.next(locked.state, "lock")
    if stops := what_stops_closing(locked):
        raise stops
    proceedings = load_proceedings(locked)
    stopping = what_stops_locking(proceedings)
    if again:
        stopping = [finding for finding in stopping if finding.code != WORDS_UNREAD]
    if stopping:
        raise NotPossible(" ".join(finding.message for finding in stopping[:3]))
    if locked.secretary is None:
        raise NotPossible("Sammanträdet saknar sekreterare. Ange vem som för protokollet.")
    earlier = locked.minutes.order_by("-number").select_related("paper__document").first()
    number = earlier.number + 1 if earlier else 1
    told = minutes_paper(proceedings, version=number)
    pdf = render_pdf(told, moment=clock.now(), logo=logo_of(actor.association_id))
    paper = add_version(
        actor=actor,
        data=pdf,
        media_type=PDF,
        filename=next_filename("protokoll", locked, earlier.paper if earlier else None),
        kind=PaperKind.MINUTES,
        title=title(told.body, locked.held_on),
        document=earlier.paper.document if earlier else None,
    )
    _keep_words(proceedings)
    minutes = _keep(actor, proceedings, paper, told)
    before = {"state": locked.state}
    locked.state = state
    locked.save(update_fields=["state"])
    after = {
        "state": state,
        "version": minutes.number,
        "sha256": paper.file.sha256,
        "signers": [str(s) for s in minutes.signers.all()],
    }
    journal(actor=actor, verb="lock_minutes", subject=minutes, before=before, after=after)
    return minutes


def _keep_words(proceedings: Proceedings) -> None:
    """Keep the words of each paragraph as they were set: the pages say what was signed. What is
    proposed to the board is kept clause by clause, for its agenda."""
    rows = []
    for item in proceedings.treated:
        treatment = the_treatment(item)
        decided = proceedings.decided(item)
        treatment.minuted, treatment.meaning = decided.kept, decided.meaning
        treatment.proposes = proceedings.proposed_to_board(item)
        treatment.not_handled = proceedings.not_handled(item)
        rows.append(treatment)
    Treatment.objects.bulk_update(rows, ["minuted", "meaning", "proposes", "not_handled"])


def _keep(
    actor: Actor, proceedings: Proceedings, paper: DocumentVersion, told: MinutesPaper
) -> Minutes:
    numbers = proceedings.minuted.numbered(proceedings.minuted.items)
    minutes = Minutes.objects.create(
        association_id=actor.association_id,
        meeting=proceedings.meeting,
        number=told.version,
        paper=paper,
        association_name=told.association,
        body_name=told.body,
        first_paragraph=min(numbers),
        last_paragraph=max(numbers),
        locked_at=clock.now(),
    )
    LockedPaper.objects.create(
        association_id=actor.association_id, minutes=minutes, paper=as_kept(told)
    )
    meeting = proceedings.meeting
    role, name, other = meeting.signs_as_secretary
    rows = [
        MinutesSigner(
            person=meeting.secretary_signed_by or meeting.secretary,
            name=name,
            organisation_name=meeting.association.name,
            role=role,
            paragraphs=written(numbers),
            **_decided(meeting, other),
        )
    ]
    for signing in proceedings.plan.signings:
        row = proceedings.by_key[signing.attendee.key]
        rows.append(
            MinutesSigner(
                person_id=row.person_id,
                name=row.name,
                organisation_name=row.organisation_name,
                role=signing.role,
                paragraphs=written(signing.numbers),
                **_instead_of(proceedings, signing),
            )
        )
    for signer in rows:
        signer.association_id = actor.association_id
        signer.minutes = minutes
    MinutesSigner.objects.bulk_create(rows)
    return minutes


def _instead_of(proceedings: Proceedings, signing: Signing) -> dict[str, Any]:
    """For whom somebody signs, why and by whose decision; nothing for who was to sign."""
    if signing.instead_of is None:
        return {}
    rows = proceedings.rows_of(signing)
    latest = max(rows, key=lambda row: (row.decided_on or date.min, row.pk))
    reasons = dict.fromkeys(row.reason for row in rows if row.reason)
    return {
        "instead_of": signing.instead_of.name,
        "stand_in_reason": "; ".join(reasons)[:300],
        "stand_in_decided_by": latest.decided_by,
        "stand_in_decided_on": latest.decided_on,
    }


def _decided(meeting: Meeting, instead_of: str) -> dict[str, Any]:
    """The same for who signs in the secretary's stead, as it is noted on the meeting."""
    if not instead_of:
        return {}
    return {
        "instead_of": instead_of,
        "stand_in_reason": meeting.stand_in_reason,
        "stand_in_decided_by": meeting.stand_in_decided_by,
        "stand_in_decided_on": meeting.stand_in_decided_on,
    }


@changes
def recall_minutes(*, actor: Actor, minutes: Minutes, reason: str) -> Minutes:
    """Take locked minutes back to be put right, until the last signature; journalled.

    The reason is for those who are to sign, and for those who already have: what they signed stays
    on record as it was, and counts for no other version. Raises Refused, IllegalTransition and
    :class:`NotPossible`.
    """
    meeting = locked_meeting(actor, minutes.meeting)
    if not reason.strip():
        raise NotPossible(
            "Skriv varför protokollet tas tillbaka. De som skriver under läser skälet."
        )
    return take_back(actor, meeting, minutes, reason)


def take_back(
    actor: Actor, meeting: Meeting, minutes: Minutes, reason: str, *, locks_anew: bool = False
) -> Minutes:
    """Take a version of locked minutes back, with whatever signatures it has; journalled.

    The version and its signatures stay on record: nobody alters what was signed, and each signature
    is of exactly its bytes, so that none of them counts for the next version. ``locks_anew`` tells
    that the next one is locked at once, so that its own letter says everything. The caller has
    locked the meeting and asked for its keeper. Raises IllegalTransition and :class:`NotPossible`.
    """
    state = MEETING.next(meeting.state, "recall")
    locked = for_change(Minutes.objects.all()).get(pk=minutes.pk)
    if locked.withdrawn_at is not None:
        raise NotPossible("Den här versionen är redan återtagen.")
    locked.withdrawn_at = clock.now()
    locked.withdrawal_reason = reason.strip()[:300]
    locked.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    before = {"state": meeting.state}
    meeting.state = state
    meeting.save(update_fields=["state"])
    after = {
        "state": state,
        "version": locked.number,
        "withdrawn_at": locked.withdrawn_at,
        "reason": locked.withdrawal_reason,
        "signed": [str(s) for s in locked.signers.exclude(signature=None)],
        "locks_anew": locks_anew,
    }
    journal(actor=actor, verb="recall_minutes", subject=locked, before=before, after=after)
    return locked
