"""What the pages that all rooms share show of meetings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)

from samordna.ground.ordering import BySurname
from samordna.ground.prepared import Kept
from samordna.kernel.deadlines import Deadlines
from samordna.letters.models import Letter
from samordna.letters.rules import UNDELIVERED
from samordna.letters.rules import State as LetterState
from samordna.meetings.models import (
    AgendaItem,
    DecidedAmount,
    Meeting,
    Minutes,
    MinutesSigner,
    Treatment,
)
from samordna.meetings.policies import is_keeper
from samordna.meetings.queries.late import past_adjusting
from samordna.meetings.queries.lists import refused_of_minutes, to_mend
from samordna.meetings.queries.notices import NoticeStanding, standing_from
from samordna.meetings.queries.remarks import with_what_became
from samordna.meetings.queries.summons import SUMMONS_LETTERS
from samordna.meetings.rules.boards import Counting
from samordna.meetings.rules.outcomes import COMING_BACK, SETTLING
from samordna.meetings.rules.states import ADJUSTED, AGENDA_OPEN, CALLING, OVER, RECORDING
from samordna.meetings.subjects import SubjectKind, handlers
from samordna.parties.actors import Actor
from samordna.parties.models import Body, Mandate, Person
from samordna.register.models import Matter


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting, and what has come of it, as the pages that all rooms share tell of it.

    The days are those of the valid minutes and of their notice. ``waits_for`` names the members
    whose boards have not got the notice, and ``taken_early`` those that took it down before its
    time. ``refused`` is how many signatures of the valid minutes have been.
    ``paragraph``, ``outcome``, ``back_by``, ``back_because``, ``rest``, ``amount_kr``,
    ``sought_kr`` and ``not_handled`` are of the treatment that was asked about, and what it
    ``proposes`` to the board;
    ``has_application`` tells that an application of the matter was itself on the agenda.
    ``is_outdated``: the agenda has changed since the summons. ``is_sending``: letters of the
    summons wait in the queue. ``came_back``: how many letters of one that has not gone out did not
    reach their readers. ``taken_back_because``: why the last
    locked minutes were taken back. ``called_without_seat``: one who was called and has lost the
    seat since. ``taken_back_on`` is when the matter's application was withdrawn or written off,
    where the reader has said.
    """

    meeting: Meeting
    adjusted_on: date | None = None
    posted_on: date | None = None
    taken_down_on: date | None = None
    counts_from: str = ""
    counted_from: date | None = None
    waits_for: str = ""
    taken_early: str = ""
    refused: int = 0
    is_outdated: bool = False
    is_sending: bool = False
    came_back: int = 0
    taken_back_because: str = ""
    called_without_seat: str = ""
    paragraph: int | None = None
    outcome: str = ""
    back_by: date | None = None
    back_because: str = ""
    rest: str = ""
    has_application: bool = False
    amount_kr: int | None = None
    sought_kr: int | None = None
    proposes: Sequence[str] = ()
    not_handled: bool = False
    taken_back_on: date | None = None

    @property
    def has_decided(self) -> bool:
        """Whether the matter was granted or refused at a meeting that is over, or tabled or sent
        back in minutes that were not adjusted when it was taken back: the decision is made then,
        and comes to nothing where it is taken back before it has been put into effect."""
        if self.meeting.closed_at is None:
            return False
        adjusted, taken_back = self.adjusted_on, self.taken_back_on
        in_effect = adjusted is not None and (taken_back is None or adjusted < taken_back)
        return self.outcome in SETTLING or (self.outcome in COMING_BACK and not in_effect)

    @property
    def standing(self) -> NoticeStanding:
        """Where the notice stands."""
        return standing_from(
            self.meeting.held_on,
            self.adjusted_on,
            posted_on=self.posted_on,
            taken_down_on=self.taken_down_on,
            rule=self.counts_from,
            now=Counting(self.counted_from, self.waits_for, self.taken_early),
            agreed=self.meeting.adjustment.last,
        )

    @property
    def days(self) -> Deadlines:
        """The law's days, by what has passed."""
        return self.standing.days


_ASKED = tuple(field.name for field in fields(MeetingFacts) if field.name != "meeting")


def _asked(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Ask for the days of the minutes and notices together with the meetings."""
    # Of minutes that have not been taken back, a meeting has one version at most.
    now = FilteredRelation("minutes", condition=Q(minutes__withdrawn_at=None))
    return found.select_related("body", "association").annotate(
        locked=now,
        adjusted_on=F("locked__adjusted_on"),
        posted_on=F("locked__notice__posted_on"),
        taken_down_on=F("locked__notice__taken_down_on"),
        counts_from=F("locked__notice__counts_from"),
        counted_from=F("locked__notice__counted_from"),
        waits_for=F("locked__notice__waits_for"),
        taken_early=F("locked__notice__taken_early"),
        appeal_last_day=F("locked__notice__appeal_last_day"),
        refused=refused_of_minutes(),
    )


def _read(asked: Iterable[Meeting]) -> list[MeetingFacts]:
    """What was asked together with the meetings; where nothing was found, the fact's default."""
    return [
        MeetingFacts(meeting, **{n: has[n] for n in _ASKED if has.get(n) is not None})
        for meeting in asked
        for has in (vars(meeting),)
    ]


def meetings_to_keep(actor: Actor) -> list[MeetingFacts]:
    """What is not over, for those who keep meetings. One query, none for others."""
    return _read(_to_keep(actor))


@Kept
def _to_keep(actor: Actor) -> QuerySet[Meeting]:
    if not is_keeper(actor) or actor.kind == "system":
        return Meeting.objects.none()
    unfinished = ~Q(state__in=[Meeting.State.POSTED, Meeting.State.CANCELLED])
    # Down on the own board, the notice may have to go up again, or be missing on a member's.
    unfinished |= Q(state=Meeting.State.POSTED, taken_down_on=None)
    unfinished |= Q(state=Meeting.State.POSTED, appeal_last_day=None)
    unfinished |= Q(state=Meeting.State.POSTED, waits_for__gt="")
    changed = Q(agenda_changed_at__gt=F("summons__created_at"))
    found = Meeting.objects.annotate(
        is_outdated=Case(When(changed, True), default=False),
        taken_back_because=_reason_taken_back(OuterRef("pk")),
        is_sending=Case(When(Exists(_waiting_summons()), True), default=False),
        came_back=Case(When(state=Meeting.State.SUMMONING, then=_came_back()), default=None),
        called_without_seat=Case(
            When(state__in=CALLING, then=_called_without_seat()), default=None
        ),
    )
    return _asked(found).filter(unfinished).order_by("held_on")


def _waiting_summons() -> QuerySet[Letter]:
    """The letters of a meeting's summons that wait in the queue."""
    return Letter.objects.filter(
        about_type=Meeting._meta.label_lower,
        about_id=OuterRef("pk"),
        kind__in=SUMMONS_LETTERS,
        state=LetterState.WAITING,
    )


def _newest_summons() -> Subquery:
    """The entry of the journal that made the newest summons, for letters of a meeting."""
    newest = Letter.objects.filter(
        about_type=Meeting._meta.label_lower,
        about_id=OuterRef(OuterRef("pk")),
        kind__in=SUMMONS_LETTERS,
        event__verb="send_summons",
    ).order_by("-event_id")
    return Subquery(newest.values("event_id")[:1])


def _came_back() -> Subquery:
    """How many letters of the newest summons came back, or could not be sent."""
    lost = Letter.objects.filter(
        about_type=Meeting._meta.label_lower,
        about_id=OuterRef("pk"),
        kind__in=SUMMONS_LETTERS,
        state__in=UNDELIVERED,
        event_id__gte=_newest_summons(),
    ).order_by()
    return Subquery(lost.values("about_id").annotate(number=Count("pk")).values("number"))


def _called_without_seat() -> Subquery:
    """Who has a letter of the newest summons and no longer a mandate on the meeting's day."""
    own = Letter.objects.filter(
        about_type=Meeting._meta.label_lower, about_id=OuterRef("pk"), kind__in=SUMMONS_LETTERS
    )
    day = OuterRef(OuterRef("held_on"))
    seats = Mandate.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day),
        valid_from__lte=day,
        body=OuterRef(OuterRef("body")),
        person=OuterRef("person"),
    )
    lost = own.filter(~Exists(seats), event_id__gte=_newest_summons())
    return Subquery(lost.order_by(BySurname("name"), "pk").values("name")[:1])


def _reason_taken_back(meeting: OuterRef) -> Subquery:
    """Why the last version of a meeting's minutes that was taken back was so."""
    earlier = Minutes.objects.filter(meeting=meeting, withdrawn_at__isnull=False)
    return Subquery(earlier.order_by("-number").values("withdrawal_reason")[:1])


@Kept
def minutes_to_sign(actor: Actor, today: date) -> QuerySet[MinutesSigner]:
    """The places in locked minutes where the actor's signature is wanted; and for those who keep
    meetings, the signatures of anybody that were refused, or that have not come in the time that
    the law gives. ``signed_version`` is the version that was taken back with the same person's
    signature, and ``taken_back_because`` the reason for that. One query."""
    if actor.person_id is None:
        return MinutesSigner.objects.none()
    wanted = Q(person_id=actor.person_id, refused_at=None)
    if is_keeper(actor):
        wanted |= Q(refused_at__isnull=False)
        wanted |= past_adjusting(today)
    signed = MinutesSigner.objects.filter(
        minutes__meeting=OuterRef("minutes__meeting"),
        minutes__withdrawn_at__isnull=False,
        person=OuterRef("person"),
        signature__isnull=False,
    ).order_by("-minutes__number")
    return (
        MinutesSigner.objects.filter(wanted, signature=None, minutes__withdrawn_at=None)
        .annotate(
            signed_version=Subquery(signed.values("minutes__number")[:1]),
            taken_back_because=Subquery(signed.values("minutes__withdrawal_reason")[:1]),
        )
        .select_related("minutes__meeting__body", "minutes__meeting__association")
        .order_by("minutes__meeting__held_on", "pk")
    )


@dataclass(frozen=True, slots=True)
class ItemsToday:
    """Items of agendas that wait for whoever keeps them.

    ``to_see_to``: whose subjects may have come to something since, on agendas whose minutes are not
    locked.
    ``to_mend``: what :func:`~samordna.meetings.queries.lists.to_mend` names.
    """

    to_see_to: list[AgendaItem]
    to_mend: list[AgendaItem]


def items_today(actor: Actor, most: int) -> ItemsToday:
    """The items that Idag tells of, each with its meeting and how it was treated; ``most`` of those
    to mend. One query for both, none for who keeps no meetings."""
    found = _items(actor)
    over = [item for item in found if item.meeting.state in OVER]
    return ItemsToday([item for item in found if item.meeting.state not in OVER], over[:most])


@Kept
def _items(actor: Actor) -> QuerySet[AgendaItem]:
    wanted: list[QuerySet[AgendaItem]] = []
    conditions = [one for handler in handlers() if (one := handler.to_see_to()) is not None]
    if actor.person_id is not None and actor.is_office and conditions:
        kept = Q() if is_keeper(actor) else Q(meeting__secretary=actor.person_id)
        open_states = [*AGENDA_OPEN, Meeting.State.CLOSED]
        # What is cheap to see stands first: PostgreSQL looks in this order. It begins with the
        # meetings of the association, of which few are open.
        of_open = Q(meeting__association=F("association"), meeting__state__in=open_states)
        wanted.append(AgendaItem.objects.filter(of_open & kept & reduce(or_, conditions)))
    if is_keeper(actor) and actor.kind != "system":
        wanted += to_mend()
    if not wanted:
        return AgendaItem.objects.none()
    # Only those found are read with all that is told of them.
    keys = [Q(pk__in=found.order_by().values("pk")) for found in wanted]
    related = ("meeting__body", "meeting__association", "treatment")
    rows = with_what_became(AgendaItem.objects.filter(reduce(or_, keys)))
    return rows.select_related(*related).order_by("meeting__held_on", "position")


def grants_money(meeting: Meeting) -> bool:
    """Whether the adjusted minutes of a meeting grant anybody money: only the board's do. One
    query at most."""
    if meeting.body.kind != Body.Kind.BOARD:
        return False
    given = DecidedAmount.objects.filter(treatment__item__meeting=meeting, amount_kr__gt=0)
    return given.exists()


def decided_on(kind: SubjectKind) -> Subquery:
    """The day of the meeting whose adjusted paragraph was the board's last about a subject, for a
    query over the subjects: a decision is of that day, whenever the minutes were adjusted."""
    last = AgendaItem.objects.filter(
        subject_kind=kind,
        subject_id=OuterRef("pk"),
        meeting__state__in=ADJUSTED,
        meeting__body__kind=Body.Kind.BOARD,
        treatment__isnull=False,
    )
    return Subquery(last.order_by("-meeting__held_on", "-pk").values("meeting__held_on")[:1])


def minutes_put_right(actor: Actor) -> list[Minutes]:
    """The minutes that the actor was to sign, or has signed, and that were taken back and are not
    locked again, each in its last version. One query, none for those who keep meetings."""
    return list({minutes.meeting_id: minutes for minutes in _put_right(actor)}.values())


@Kept
def _put_right(actor: Actor) -> QuerySet[Minutes]:
    if actor.person_id is None or is_keeper(actor):
        return Minutes.objects.none()
    return (
        Minutes.objects.filter(
            signers__person_id=actor.person_id,
            withdrawn_at__isnull=False,
            meeting__state__in=RECORDING,
        )
        .select_related("meeting__body", "meeting__association")
        .order_by("meeting__held_on", "number")
    )


def own_signatures_waiting(person: Person) -> list[MinutesSigner]:
    """Where a person is still to sign minutes, in any association: who has left the body signs all
    the same. It asks for nobody else's. One query."""
    waiting = MinutesSigner._base_manager.filter(
        person=person, signature=None, refused_at=None, minutes__withdrawn_at=None
    )
    related = ("minutes__meeting__body", "minutes__meeting__association")
    return list(waiting.select_related(*related).order_by("minutes__meeting__held_on", "pk"))


@Kept
def meetings_to_attend(actor: Actor, today: date) -> QuerySet[Meeting]:
    """Meetings to come that the actor is summoned to. One query, none without a seat."""
    if not actor.seats:
        return Meeting.objects.none()
    return (
        Meeting.objects.filter(
            body_id__in=actor.bodies,
            state=Meeting.State.SUMMONED,
            held_on__gte=today,
        )
        .select_related("body", "association")
        .order_by("held_on")
    )


def board_meetings_about(matter: Matter) -> list[MeetingFacts]:
    """The board's meetings that had a matter on the agenda, or whose own it is, the oldest first,
    and those of other bodies that have proposed something about it, or tabled what they had of its
    application or did not handle it, in adjusted minutes.

    ``paragraph``, ``outcome``, ``back_by``, ``back_because`` and ``rest`` are of what was decided
    of the matter, of its application before what else the meeting had of it. One query.
    """
    is_application = Q(subject_kind=SubjectKind.APPLICATION)
    about = Q(pk__in=AgendaItem.objects.filter(matter=matter).values("meeting"))
    proposing = AgendaItem.objects.filter(matter=matter, treatment__isnull=False)
    tabled = is_application & Q(treatment__outcome__in=COMING_BACK)
    tabled |= is_application & Q(treatment__not_handled=True)
    proposed = Q(
        pk__in=proposing.filter(~Q(treatment__proposes=[]) | tabled).values("meeting"),
        state__in=ADJUSTED,
    )
    board = (about | Q(matter=matter)) & Q(body__kind=Body.Kind.BOARD)
    found = Meeting.objects.filter(board | proposed)
    found = found.exclude(~Q(matter=matter), state=Meeting.State.CANCELLED)
    here = AgendaItem.objects.filter(matter=matter, meeting=OuterRef("pk"))
    last = Case(When(item__subject_kind=SubjectKind.APPLICATION, then=0), default=1)
    treated = Treatment.objects.filter(item__matter=matter, item__meeting=OuterRef("pk"))
    treated = treated.order_by(last, "paragraph")
    return _read(
        _asked(found)
        .annotate(
            paragraph=Subquery(treated.values("paragraph")[:1]),
            outcome=Subquery(treated.values("outcome")[:1]),
            proposes=Subquery(treated.values("proposes")[:1]),
            not_handled=Subquery(treated.values("not_handled")[:1]),
            back_by=Subquery(treated.values("back_by")[:1]),
            back_because=Subquery(treated.values("back_because")[:1]),
            rest=Subquery(treated.values("rest")[:1]),
            sought_kr=Subquery(treated.values("sought_kr")[:1]),
            has_application=Exists(here.filter(is_application)),
            amount_kr=Subquery(
                treated.order_by()
                .values("pk")
                .annotate(kr=Sum("amounts__amount_kr"))
                .values("kr")[:1]
            ),
        )
        .order_by("held_on", "pk")
    )
