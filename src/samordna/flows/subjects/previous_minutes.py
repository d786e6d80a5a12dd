"""The minutes of an earlier meeting as the subject of an item: they are put on file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from samordna.ground.locking import for_change
from samordna.ground.prepared import Kept, Key
from samordna.kernel.dates import format_long
from samordna.kernel.wording.clauses import ClauseKind, proposed
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaItem, Meeting, Minutes, Treatment
from samordna.meetings.papers.words import body_in_text
from samordna.meetings.queries.lists import standing_on_agendas
from samordna.meetings.rules.numbering import written
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.steps import file_minutes
from samordna.meetings.subjects import Decided, Offer, Offers, Planned, Subject, SubjectKind
from samordna.parties.actors import Actor
from samordna.parties.models import Body

#: The last minutes that a planning page offers; those before them were put on file long ago.
_MOST = 3


class PreviousMinutesSubject(Subject):
    """A body puts its own adjusted minutes on file, at a later meeting."""

    kind = SubjectKind.PREVIOUS_MINUTES
    counted = ("Ett protokoll", "protokoll")
    words = {
        Outcome.POSTPONED: ["bordlägga ärendet till ett kommande sammanträde"],
        Outcome.NOTED: ["lägga föregående protokoll till handlingarna"],
    }
    impossible = {
        Outcome.AMENDED: "Ett justerat protokoll läggs till handlingarna eller ärendet bordläggs; "
        "det ändras inte.",
        Outcome.REMITTED: "Ett justerat protokoll läggs till handlingarna eller ärendet bordläggs; "
        "det kan inte återremitteras.",
        Outcome.REJECTED: "Ett justerat protokoll läggs till handlingarna eller ärendet bordläggs; "
        "det kan inte avslås.",
    }

    def offers(self, meeting: Meeting) -> Offers:
        """The body's last adjusted minutes that have not been put on file, the oldest first: in
        that order they are put on the agenda."""
        last_first = _waiting(Key(meeting.pk), Key(meeting.body_id), meeting.held_on)
        waiting = list(last_first)[::-1]
        return Offers(
            kind=self.kind,
            heading="Föregående protokoll att lägga till handlingarna",
            about="Protokollet läggs som egen punkt med det justerade protokollet som bilaga.",
            columns=("Protokoll", "Paragrafer", "Justerat"),
            rows=[_offer(minutes) for minutes in waiting],
        )

    def planned(self, meeting: Meeting, pk: int) -> Planned:
        """The adjusted minutes as the item's paper, and the words that put them on file."""
        minutes = _minutes_before(meeting).filter(pk=pk).first()
        adjusted = minutes.adjusted_on if minutes else None
        if minutes is None or adjusted is None:
            raise NotPossible("Det protokollet är inte justerat, eller hör till ett annat organ.")
        if minutes.filed_by is not None:
            raise NotPossible(filed_already(minutes.filed_by))
        day = format_long(minutes.meeting.held_on)
        return Planned(
            name=f"Protokollet från {day}",
            heading=f"Föregående protokoll, {day}",
            kind=AgendaItem.Kind.INFORMATION,
            background=f"Protokollet från {body_in_text(minutes.meeting)} den {day}, "
            f"{written(range(minutes.first_paragraph, minutes.last_paragraph + 1))}, "
            f"justerades den {format_long(adjusted)}.",
            proposal=proposed(["lägga föregående protokoll till handlingarna"], ClauseKind.FILE),
            papers=(minutes.paper,),
        )

    def moved(self, meeting: Meeting, pk: int) -> None:
        """The meeting stays after the one whose minutes it puts on file."""
        if not _minutes_before(meeting).filter(pk=pk).exists():
            raise NotPossible(
                "På föredragningslistan ligger protokollet från ett sammanträde som då inte längre "
                "är tidigare. Välj en senare dag eller ta bort punkten först."
            )

    def placed(self, actor: Actor, meeting: Meeting, pk: int) -> None:
        """The row is locked, so that two agendas do not get it at once."""
        for_change(Minutes.objects.all(), of=("self",)).get(pk=pk)

    def became(self) -> QuerySet[Minutes, Any]:
        """Those put on file."""
        filed = Minutes.objects.filter(pk=OuterRef("subject_id"), filed_by__isnull=False)
        return filed.values(
            told=JSONObject(
                body="filed_by__item__meeting__body__name",
                paragraph="filed_by__paragraph",
                held_on="filed_by__item__meeting__held_on",
            )
        )

    def remark(self, item: AgendaItem, became: Mapping[str, Any]) -> str:
        """Put on file meanwhile, by another meeting."""
        held_on = date.fromisoformat(became["held_on"])
        return _filed_in(became["body"], became["paragraph"], held_on)

    def takes_effect_in(self, body: Body) -> bool:
        """Every body puts its own minutes on file."""
        return True

    def approved(self, actor: Actor, decided: Decided) -> None:
        """Put on file, as :meth:`noted`."""
        self.noted(actor, decided)

    def noted(self, actor: Actor, decided: Decided) -> None:
        """The earlier minutes say by which paragraph they were put on file."""
        file_minutes(actor=actor, minutes_id=decided.subject_id, treatment=decided.treatment)


def filed_already(treatment: Treatment) -> str:
    """By which paragraph the minutes were put on file, as a sentence."""
    meeting = treatment.item.meeting
    return _filed_in(meeting.body.name, treatment.paragraph, meeting.held_on)


def _filed_in(body: str, paragraph: int, held_on: date) -> str:
    return (
        f"Det protokollet är redan lagt till handlingarna: {body} "
        f"§ {paragraph} den {format_long(held_on)}."
    )


@Kept
def _waiting(meeting: Any, body: Any, held_on: date) -> QuerySet[Minutes]:
    """The minutes that a meeting of a body is offered."""
    listed = standing_on_agendas(meeting, SubjectKind.PREVIOUS_MINUTES)
    found = _adjusted_before(body, held_on).filter(filed_by=None).exclude(pk__in=listed)
    return found.order_by("-meeting__held_on", "-pk")[:_MOST]


def _minutes_before(meeting: Meeting) -> QuerySet[Minutes]:
    """The body's adjusted minutes of the meetings before this one."""
    return _adjusted_before(meeting.body_id, meeting.held_on)


def _adjusted_before(body: Any, held_on: date) -> QuerySet[Minutes]:
    return (
        Minutes.objects.filter(meeting__body=body, meeting__held_on__lt=held_on, withdrawn_at=None)
        .exclude(adjusted_on=None)
        .select_related("meeting__body", "paper", "filed_by__item__meeting__body")
    )


def _offer(minutes: Minutes) -> Offer:
    meeting = minutes.meeting
    return Offer(
        minutes.pk,
        (
            f"{meeting.body.name} {meeting.held_on}",
            written(range(minutes.first_paragraph, minutes.last_paragraph + 1)),
            str(minutes.adjusted_on),
        ),
    )
