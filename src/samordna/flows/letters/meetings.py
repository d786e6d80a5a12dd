"""Letters about meetings: the summons, the minutes to sign, and what has been adjusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from samordna.flows.letters.applications import ended_at
from samordna.flows.letters.readers import called_to, keepers, read_now
from samordna.flows.letters.words import meetings as words
from samordna.flows.letters.words.parts import Words
from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.kernel.deadlines import deadlines
from samordna.kernel.sentences import listed
from samordna.letters.rules import Kind
from samordna.letters.steps import Draft, stop_letters
from samordna.meetings.models import Meeting, Minutes, MinutesSigner, Notice
from samordna.meetings.queries.summons import SUMMONS_LETTERS, sending_of
from samordna.parties.models import Body, Organisation, Person
from samordna.web.links import link

TO_SIGN = (Kind.MINUTES_TO_SIGN, Kind.ADJUSTMENT_REMINDER)


def _drafts(
    meeting: Meeting,
    kind: Kind,
    readers: Iterable[Person],
    said: Words,
    page: str,
    label: str,
) -> Iterator[Draft]:
    subject, text = said
    path = link(meeting.association.slug, page, number=meeting.number)
    for person in readers:
        yield Draft(kind=kind, to=person, subject=subject, text=text, path=path, link_label=label)


def summons(entry: JournalEntry, meeting: Meeting) -> Iterator[Draft]:
    """The summons, new or made again, to members and substitutes of the body."""
    again = bool(entry.before.get("summons"))
    reason = "En nyare kallelse har ersatt den."
    stop_letters(about=meeting, kinds=SUMMONS_LETTERS, reason=reason)
    yield from _drafts(
        meeting,
        Kind.SUMMONS_CHANGED if again else Kind.SUMMONS,
        called_to(meeting),
        words.summons(meeting, again=again),
        "meetings:meeting",
        "Föredragningslistan och alla handlingar",
    )


def summons_to_added(entry: JournalEntry, meeting: Meeting) -> Iterator[Draft]:
    """The summons, to who has got a seat since it was made."""
    added = [mandate.person for mandate in sending_of(meeting).added]
    said = words.summons(meeting, again=False)
    label = "Föredragningslistan och alla handlingar"
    yield from _drafts(meeting, Kind.SUMMONS, added, said, "meetings:meeting", label)


def cancelled(entry: JournalEntry, meeting: Meeting) -> Iterator[Draft]:
    """Whoever has been called learns that the meeting is cancelled; others never heard of it."""
    stop_letters(about=meeting, kinds=SUMMONS_LETTERS, reason="Sammanträdet är inställt.")
    if meeting.summoned_on is None:
        return
    said = words.meeting_cancelled(meeting)
    kind = Kind.MEETING_CANCELLED
    page = "meetings:meeting"
    yield from _drafts(meeting, kind, called_to(meeting), said, page, "Sammanträdet")


def _signers(minutes: Minutes) -> dict[Person, list[MinutesSigner]]:
    """Those whose signature is wanted and not given, with all that each signs as. One query."""
    waiting = minutes.signers.filter(signature=None).exclude(person=None).select_related("person")
    found: dict[Person, list[MinutesSigner]] = {}
    for signer in waiting:
        if signer.person is not None:
            found.setdefault(signer.person, []).append(signer)
    return found


def minutes_locked(entry: JournalEntry, minutes: Minutes) -> Iterator[Draft]:
    """Those who are to sign the minutes; who has signed an earlier version is told that it is
    another. Nobody needs to hear that it was taken back any more."""
    earlier = Minutes.objects.filter(meeting=minutes.meeting_id, number__lt=minutes.number)
    for version in earlier:
        reason = "Protokollet är låst i en ny version."
        stop_letters(about=version, kinds=(Kind.MINUTES_RECALLED,), reason=reason)
    for person, signs in _signers(minutes).items():
        said = words.minutes_to_sign(minutes, signs)
        yield from _to_sign(minutes, Kind.MINUTES_TO_SIGN, [person], said)
    yield from _no_longer_sign(entry, minutes)


def _no_longer_sign(entry: JournalEntry, minutes: Minutes) -> Iterator[Draft]:
    """Who was to sign the version before this one, and is not to sign this: another does instead,
    or somebody else adjusts. Two queries."""
    versions = Minutes.objects.filter(meeting=minutes.meeting_id, number__lt=minutes.number)
    before = versions.order_by("-number").first()
    if before is None:
        return
    now = list(minutes.signers.all())
    stay = {signer.person_id for signer in now}
    earlier = list(before.signers.exclude(person=None).select_related("person"))
    known = {signer.person_id for signer in earlier}
    came = [signer for signer in now if signer.person_id not in known]
    for signer in earlier:
        if signer.person is None or signer.person_id in {*stay, entry.actor_id}:
            continue
        instead = [other for other in now if other.instead_of == signer.name]
        names = list(dict.fromkeys(other.name for other in instead or came))
        named = names if instead or len(names) == 1 else []
        said = words.minutes_not_to_sign(minutes, signer, listed(named))
        page, label = "flows:sign_minutes", "Varför det blev så"
        kind = Kind.MINUTES_RECALLED
        yield from _drafts(minutes.meeting, kind, [signer.person], said, page, label)


def minutes_recalled(entry: JournalEntry, minutes: Minutes) -> Iterator[Draft]:
    """Nobody shall sign what has been taken back, and all who were to learn it, and that what they
    have signed counts for no other version. Where the next one is locked at once, its letter tells.
    """
    stop_letters(about=minutes, kinds=TO_SIGN, reason="Protokollet har återtagits.")
    if entry.after.get("locks_anew"):
        return
    named = minutes.signers.exclude(person=None).exclude(person=entry.actor_id)
    page, label = "flows:sign_minutes", "Protokollet och skälet"
    for signer in named.select_related("person"):
        said = words.minutes_recalled(minutes, signed=signer.signature_id is not None)
        readers = [signer.person] if signer.person is not None else []
        kind = Kind.MINUTES_RECALLED
        yield from _drafts(minutes.meeting, kind, readers, said, page, label)


def minutes_reminded(entry: JournalEntry, minutes: Minutes) -> Iterator[Draft]:
    """Those who have not signed are reminded before the last day."""
    said = words.adjustment_reminder(minutes)
    yield from _to_sign(minutes, Kind.ADJUSTMENT_REMINDER, _signers(minutes), said)


def _to_sign(
    minutes: Minutes, kind: Kind, readers: Iterable[Person], said: Words
) -> Iterator[Draft]:
    page, label = "flows:sign_minutes", "Läs och skriv under"
    yield from _drafts(minutes.meeting, kind, readers, said, page, label)


def minutes_refused(entry: JournalEntry, minutes: Minutes) -> Iterator[Draft]:
    """The office learns that somebody will not sign."""
    said = words.minutes_refused(minutes, entry.actor_name)
    readers, page = keepers(clock.today()), "meetings:minutes"
    yield from _drafts(minutes.meeting, Kind.MINUTES_REFUSED, readers, said, page, "Protokollet")


def minutes_adjusted(entry: JournalEntry, minutes: Minutes) -> Iterator[Draft]:
    """The body learns that the minutes are adjusted, and the office by when to post the notice."""
    meeting = minutes.meeting
    said = words.minutes_adjusted(minutes)
    page, label = "meetings:minutes", "Protokollet"
    kind = Kind.MINUTES_ADJUSTED
    yield from _drafts(meeting, kind, read_now(meeting), said, page, label)
    said = words.notice_to_post(minutes, deadlines(meeting.held_on, minutes.adjusted_on))
    yield from _drafts(meeting, Kind.NOTICE_TO_POST, keepers(clock.today()), said, page, label)
    yield from ended_at(minutes)


def _boards() -> list[Organisation]:
    """The members on whose boards the notice is to hang. One query."""
    members = Organisation.objects.filter(is_member=True)
    return [one for one in members if one.posts_notices]


def notice_posted(entry: JournalEntry, notice: Notice) -> Iterator[Draft]:
    """The notice of the board's minutes is to hang on the members' boards too (19 §): the office
    asks them. Nobody asks for those of a body that prepares, and no days are written of them."""
    if notice.minutes.meeting.body.kind != Body.Kind.BOARD:
        return
    said = words.notice_to_members(notice, _boards())
    subject, text = said
    slug = notice.minutes.meeting.association.slug
    path = link(slug, "publicsite:notice", pk=notice.pk)
    for person in keepers(clock.today()):
        yield Draft(
            kind=Kind.NOTICE_TO_POST,
            to=person,
            subject=subject,
            text=text,
            path=path,
            link_label="Anslaget",
        )
