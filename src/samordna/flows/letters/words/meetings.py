"""Letters about a meeting, its minutes and their notice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from samordna.flows.letters.words.parts import Words, first_up, paragraphs
from samordna.kernel.dates import format_long
from samordna.kernel.deadlines import Deadlines
from samordna.kernel.sentences import listed
from samordna.meetings.models import Meeting, Minutes, MinutesSigner, Notice
from samordna.meetings.papers.words import adjust_by, body_in_text, day_told, hours, place_words
from samordna.parties.models import Organisation


def summons(meeting: Meeting, *, again: bool) -> Words:
    """``again``: the body has been called before, and something has changed since."""
    body, day = body_in_text(meeting), format_long(meeting.held_on)
    place = place_words(meeting)
    hindrance = (
        f"Har du förhinder anmäler du det till {meeting.hindrance_contact}."
        if meeting.hindrance_contact
        else ""
    )
    return (
        f"{'Ny kallelse' if again else 'Kallelse'} till {body} {day}",
        paragraphs(
            "Kallelsen har ändrats sedan du fick den förra. Det här gäller nu." if again else "",
            f"Du är kallad till sammanträde med {body} den {day} kl. {hours(meeting)}."
            + (f" Plats: {place}." if place else ""),
            hindrance,
        ),
    )


def meeting_cancelled(meeting: Meeting) -> Words:
    """To whoever was called. The reason stands on the page; the hour and the place may have been
    changed since the summons, and are not told."""
    body, called_to = body_in_text(meeting), meeting.summons_for or meeting.held_on
    return (
        f"Inställt: sammanträde med {body} {format_long(called_to)}",
        f"Sammanträdet med {body} den {day_told(meeting)} är inställt. Skälet står på "
        "sammanträdets sida.",
    )


def _minutes_of(minutes: Minutes) -> str:
    meeting = minutes.meeting
    return f"protokollet från {body_in_text(meeting)} den {format_long(meeting.held_on)}"


def minutes_to_sign(minutes: Minutes, signs: Sequence[MinutesSigner]) -> Words:
    """To those who adjust, and to the secretary: in whose stead, where it is in another's."""
    stands_in = any(signer.instead_of for signer in signs)
    as_who = f" {listed([_as_who(signer) for signer in signs])}" if stands_in else ""
    last = adjust_by(minutes.meeting)
    by = f"senast {format_long(last)}"
    if last < timezone.localtime(minutes.locked_at).date():
        by = f"så snart du kan: det skulle ha varit justerat {by}"
    return (
        f"Protokoll att justera: {body_in_text(minutes.meeting)} {minutes.meeting.held_on}",
        f"Du är utsedd att skriva under {_minutes_of(minutes)}{as_who}. Läs det och justera det "
        f"{by}.{_anew(minutes)}",
    )


def _as_who(signer: MinutesSigner) -> str:
    """”som justerare, § 8”, or ”i justerarens ställe, för Elsa Ek, § 64”."""
    own = f", {signer.paragraphs}" if signer.paragraphs else ""
    return f"{signer.as_who_for}{own}"


def _anew(minutes: Minutes) -> str:
    if minutes.number == 1:
        return ""
    return (
        f" Det är version {minutes.number}, och den behöver allas underskrift: den som skrev under "
        "en tidigare version skriver under igen."
    )


def minutes_recalled(minutes: Minutes, *, signed: bool) -> Words:
    """To those who were to sign. The reason stands on the page. ``signed``: the reader had."""
    own = (
        f"Din underskrift står kvar på version {minutes.number}, men gäller inte för nästa version."
        if signed
        else "Det ska inte skrivas under nu."
    )
    return (
        f"Återtaget: protokoll {body_in_text(minutes.meeting)} {minutes.meeting.held_on}",
        f"{first_up(_minutes_of(minutes))} har tagits tillbaka för att rättas. {own} Du får ett "
        "nytt brev när det är låst igen, om du fortfarande ska skriva under.",
    )


def minutes_not_to_sign(minutes: Minutes, signer: MinutesSigner, name: str) -> Words:
    """To who was to sign an earlier version and is not to sign this one: ``name`` does instead,
    where it is known who. The reason stands on the page."""
    own = (
        f" Din underskrift står kvar på version {signer.minutes.number}, men gäller inte för den "
        "nya."
        if signer.signature_id is not None
        else ""
    )
    by = f"{name} skriver under det i stället för dig." if name else "Andra skriver under det."
    return (
        f"Du ska inte längre skriva under: protokoll {body_in_text(minutes.meeting)} "
        f"{minutes.meeting.held_on}",
        f"{first_up(_minutes_of(minutes))} är låst i en ny version, version {minutes.number}. {by} "
        f"Du behöver inte göra något mer.{own}",
    )


def adjustment_reminder(minutes: Minutes) -> Words:
    """To those who have not signed."""
    last = format_long(adjust_by(minutes.meeting))
    return (
        f"Påminnelse: justera protokollet från {body_in_text(minutes.meeting)} "
        f"{minutes.meeting.held_on}",
        f"{first_up(_minutes_of(minutes))} väntar på din underskrift. Det ska vara justerat "
        f"senast {last}.",
    )


def minutes_refused(minutes: Minutes, name: str) -> Words:
    """To the office."""
    return (
        f"{name} justerar inte protokollet",
        f"{name} har sagt nej till att skriva under {_minutes_of(minutes)}. Skälet står på "
        "protokollets sida. Återta protokollet och ändra det, eller utse någon annan.",
    )


def minutes_adjusted(minutes: Minutes) -> Words:
    """To the body."""
    return (
        f"Justerat: protokoll {body_in_text(minutes.meeting)} {minutes.meeting.held_on}",
        f"{first_up(_minutes_of(minutes))} är justerat av alla som skulle skriva under.",
    )


def notice_to_post(minutes: Minutes, dates: Deadlines) -> Words:
    """To the office: the law gives two days."""
    last = f" senast {format_long(dates.post_by)}" if dates.post_by else ""
    return (
        f"Anslå protokollet från {body_in_text(minutes.meeting)} {minutes.meeting.held_on}",
        f"{first_up(_minutes_of(minutes))} är justerat. Anslå det{last}.",
    )


def notice_to_members(notice: Notice, members: Iterable[Organisation]) -> Words:
    """To the office, which asks the members to post it on their boards, and where those are."""
    minutes = notice.minutes
    last = f"Tiden för överklagande räknas från {notice.get_counts_from_display()}."
    if notice.appeal_last_day and notice.take_down_earliest:
        last = (
            f"Sista dag att överklaga är {format_long(notice.appeal_last_day)}, och anslaget får "
            f"tas ned tidigast {format_long(notice.take_down_earliest)}."
        )
    return (
        f"Be medlemmarna anslå protokollet {minutes.meeting.held_on}",
        paragraphs(
            f"{first_up(_minutes_of(minutes))} sitter på förbundets anslagstavla. Justeringen ska "
            "också tillkännages på medlemmarnas anslagstavlor (19 § lagen om finansiell "
            "samordning). Skicka länken till dem, och anteckna på protokollets sida när de har "
            f"anslagit. {last}",
            "\n".join(map(_board_of, members)),
        ),
    )


def _board_of(member: Organisation) -> str:
    """A member's board as the office has entered it."""
    where = ", ".join(filter(None, (member.notice_board_email, member.notice_board_url)))
    return f"{member.name}: {where or 'anslagstavlan är inte ifylld på medlemmens sida'}"
