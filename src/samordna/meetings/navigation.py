"""What the shared pages get from this room: a link, tasks for "Idag", steps of the thread."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest

from samordna.kernel.deadlines import Deadlines, deadlines
from samordna.meetings.models import AgendaItem, Meeting, Minutes, MinutesSigner, Notice, Treatment
from samordna.meetings.papers.words import body_in_text
from samordna.meetings.policies import is_keeper, may_read, may_read_minutes
from samordna.meetings.queries.lists import reads_meetings
from samordna.parties.actors import Actor
from samordna.parties.models import Body
from samordna.register.models import Matter
from samordna.web.links import link
from samordna.web.registry import NavItem, Task, ThreadStep

#: Days before the meeting by which the summons should be out (practice).
DAYS_TO_SUMMON = 7


def navigation(request: HttpRequest) -> Iterator[NavItem]:
    """*Sammanträden*, for those who have any to read."""
    if reads_meetings(request.actor):  # type: ignore[attr-defined]
        yield NavItem("Sammanträden", link(request, "meetings:meetings"), 40)


# Idag ---------------------------------------------------------------------------------------------


def _with_days(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Add the days of the valid minutes and of their notice, in the same query."""
    minutes = Minutes.objects.filter(meeting=OuterRef("pk"), withdrawn_at=None)
    notices = Notice.objects.filter(minutes__meeting=OuterRef("pk"), minutes__withdrawn_at=None)
    return found.select_related("body", "association").annotate(
        adjusted_on=Subquery(minutes.values("adjusted_on")[:1]),
        posted_on=Subquery(notices.values("posted_on")[:1]),
        taken_down_on=Subquery(notices.values("taken_down_on")[:1]),
    )


def keeper_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """What the registrar and the director have to do with each meeting, one step at a time."""
    if not is_keeper(actor) or actor.kind == "system":
        return
    unfinished = ~Q(state=Meeting.State.POSTED) | Q(taken_down_on=None)
    for meeting in _with_days(Meeting.objects.all()).filter(unfinished).order_by("held_on"):
        if (task := _keeper_task(meeting, today)) is not None:
            yield task


def _keeper_task(meeting: Meeting, today: date) -> Task | None:
    what = f"{body_in_text(meeting)} {meeting.held_on}"
    slug = meeting.association.slug
    planning = link(slug, "meetings:meeting", number=meeting.number)
    minutes = link(slug, "meetings:minutes", number=meeting.number)
    days = _days(meeting)
    if meeting.state == Meeting.State.PLANNED:
        due = meeting.held_on - timedelta(days=DAYS_TO_SUMMON)
        why = "Kallelsen går ut en vecka före"
        return Task("Kalla till", f"Kallelse till {what}", planning, why, due)
    if meeting.state == Meeting.State.SUMMONED:
        return Task("Håll", f"Sammanträde {what}", planning, "Du för protokollet", meeting.held_on)
    if meeting.state == Meeting.State.IN_SESSION:
        table = link(slug, "meetings:table", number=meeting.number)
        return Task("Avsluta", f"Sammanträde {what}", table, "Pågår", meeting.held_on)
    if meeting.state == Meeting.State.CLOSED:
        why = "Justeras inom fjorton dagar"
        return Task("Lås", f"Protokoll {what}", minutes, why, days.adjust_by)
    if meeting.state == Meeting.State.ADJUSTED:
        why = "Senast andra dagen efter justeringen"
        return Task("Anslå", f"Protokoll {what}", minutes, why, days.post_by)
    down = days.take_down_earliest
    if meeting.state == Meeting.State.POSTED and down is not None and down <= today:
        return Task("Ta ned", f"Anslag {what}", minutes, "Tiden för överklagande är ute", down)
    return None


def _days(meeting: Meeting) -> Deadlines:
    return deadlines(
        meeting.held_on,
        getattr(meeting, "adjusted_on", None),
        getattr(meeting, "posted_on", None),
    )


def signer_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """Minutes that wait for the actor's signature."""
    if actor.person_id is None:
        return
    waiting = (
        MinutesSigner.objects.filter(
            person_id=actor.person_id, signature=None, minutes__withdrawn_at=None
        )
        .select_related("minutes__meeting__body", "minutes__meeting__association")
        .order_by("minutes__meeting__held_on", "pk")
    )
    seen: set[int] = set()
    for signer in waiting:
        meeting = signer.minutes.meeting
        if meeting.pk in seen:
            continue
        seen.add(meeting.pk)
        yield Task(
            "Justera",
            f"Protokoll {body_in_text(meeting)} {meeting.held_on}",
            link(meeting.association.slug, "flows:sign_minutes", number=meeting.number),
            f"Du är {signer.get_role_display().lower()}, {signer.paragraphs}",
            deadlines(meeting.held_on).adjust_by,
        )


def member_tasks(actor: Actor, today: date) -> Iterator[Task]:
    """The papers to read before a meeting of one's own body."""
    if not actor.seats:
        return
    found = (
        Meeting.objects.filter(
            body_id__in=[seat.body_id for seat in actor.seats],
            state=Meeting.State.SUMMONED,
            held_on__gte=today,
        )
        .select_related("body", "association")
        .order_by("held_on")
    )
    for meeting in found:
        yield Task(
            "Läs",
            f"Läs handlingarna inför {body_in_text(meeting)} {meeting.held_on}",
            link(meeting.association.slug, "meetings:meeting", number=meeting.number),
            f"Du är kallad till {body_in_text(meeting)}",
            meeting.held_on,
        )


# The thread ---------------------------------------------------------------------------------------


def thread(matter: Matter, actor: Actor, today: date) -> Iterator[ThreadStep]:
    """Agenda, decision, adjustment, notice and legal force of a matter. At most two queries.

    A matter of an application that is on no agenda yet gets the coming steps without days.
    """
    meetings = list(_meetings_of(matter))
    if not meetings:
        if getattr(matter, "application", None) is not None:
            yield from (
                ThreadStep(label, "coming")
                for label in ("På föredragningslistan", "Styrelsens beslut", "Justerat", "Anslaget")
            )
            yield ThreadStep("Laga kraft", "coming")
        return
    for meeting in meetings[:-1]:
        yield _decided(meeting, matter, actor)
    yield from _steps(meetings[-1], matter, actor, today)


def _meetings_of(matter: Matter) -> QuerySet[Meeting]:
    if not matter.pk:
        return Meeting.objects.none()
    # Items are sought twice: by one condition with "or" over both tables, no index would serve.
    of_matter = AgendaItem.objects.filter(matter=matter)
    of_application = AgendaItem.objects.filter(application__matter=matter)
    about = Q(pk__in=of_matter.values("meeting")) | Q(pk__in=of_application.values("meeting"))
    found = Meeting.objects.filter(about | Q(matter=matter), body__kind=Body.Kind.BOARD)
    here = Q(item__matter=matter) | Q(item__application__matter=matter)
    treated = Treatment.objects.filter(here, item__meeting=OuterRef("pk"))
    return (
        _with_days(found)
        .annotate(
            paragraph=Subquery(treated.values("paragraph")[:1]),
            outcome=Subquery(treated.values("outcome")[:1]),
        )
        .order_by("held_on", "pk")
    )


def _url(meeting: Meeting, name: str) -> str:
    return link(meeting.association.slug, name, number=meeting.number)


def _decided(meeting: Meeting, matter: Matter, actor: Actor) -> ThreadStep:
    """The decision, or the meeting itself in the thread of the meeting's own matter."""
    number = getattr(meeting, "paragraph", None)
    held = meeting.opened_at is not None and meeting.state != Meeting.State.IN_SESSION
    done = number is not None or (held and meeting.matter_id == matter.pk)
    label = f"Styrelsen § {number}" if number else "Styrelsens beslut"
    if meeting.matter_id == matter.pk:
        label = "Sammanträde"
    outcome = getattr(meeting, "outcome", "") or ""
    note = Treatment.Outcome(outcome).label if outcome and _told(meeting, actor) else ""
    extract = None
    if number and getattr(meeting, "adjusted_on", None):
        slug = meeting.association.slug
        extract = link(slug, "meetings:extract", number=meeting.number, paragraph=number)
    url = extract
    if done and may_read_minutes(actor, meeting)[0]:
        url = _url(meeting, "meetings:minutes") + (f"#paragraf-{number}" if number else "")
    return ThreadStep(
        label,
        "done" if done else "coming",
        meeting.held_on,
        url,
        note,
        paper=f"Protokollsutdrag § {number} (PDF)" if extract else "",
        paper_url=extract,
    )


def _told(meeting: Meeting, actor: Actor) -> bool:
    """Others than the office learn the outcome from the adjusted minutes."""
    return actor.is_office or getattr(meeting, "adjusted_on", None) is not None


def _steps(meeting: Meeting, matter: Matter, actor: Actor, today: date) -> Iterator[ThreadStep]:
    days = _days(meeting)
    own = meeting.matter_id == matter.pk
    url = _url(meeting, "meetings:meeting") if may_read(actor, meeting)[0] else None
    summoned = meeting.summoned_on
    first = "Kallelse" if own else "På föredragningslistan"
    listed = "done" if not own or summoned else "coming"
    yield ThreadStep(first, listed, summoned if own else meeting.held_on, url)
    yield _decided(meeting, matter, actor)
    adjusted = getattr(meeting, "adjusted_on", None)
    yield ThreadStep(
        "Justerat" if adjusted else "Justeras senast",
        "done" if adjusted else "coming",
        adjusted or days.adjust_by,
    )
    posted = getattr(meeting, "posted_on", None)
    yield ThreadStep(
        "Anslaget" if posted else "Anslås senast",
        "done" if posted else "coming",
        posted or days.post_by,
    )
    force = days.legal_force_from
    done = force is not None and force <= today
    note = "" if done or force is None else "om ingen överklagar"
    yield ThreadStep("Laga kraft", "done" if done else "coming", force, note=note)
