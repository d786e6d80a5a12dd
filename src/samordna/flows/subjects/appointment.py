"""An appointment (valärende) as the subject of an item: the adjusted paragraph puts it on file.

Until the decision about the appointment has come in, the person may attend a meeting of the body
but not decide (practice); then it stands on the board's agenda, and the board puts it on file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, JSONObject

from samordna.ground.locking import for_change
from samordna.ground.prepared import Kept, Key
from samordna.kernel.dates import format_long
from samordna.kernel.wording.clauses import ClauseKind, proposed
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import AgendaItem, Meeting
from samordna.meetings.proceedings.decisions import treatment_of
from samordna.meetings.queries.lists import standing_on_agendas
from samordna.meetings.queries.remarks import day
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.subjects import Decided, Offer, Offers, Planned, Subject, SubjectKind
from samordna.parties.actors import Actor
from samordna.parties.models import Body, Mandate, Organisation, Person, one_of_two
from samordna.parties.steps import file_mandate

#: Days before the meeting from which a decision that came in is offered. An older one was put on
#: file before the association began to use the system.
_RECENT = 365
_MOST = 50


class AppointmentSubject(Subject):
    """A seat that a member has filled. Nobody here may refuse it: it is put on file or tabled."""

    kind = SubjectKind.APPOINTMENT
    boards_alone = True  # also appointments to other bodies
    counted = ("Ett valärende", "valärenden")
    see_to = "Uppdraget har ändrats. Punktens text säger inte det som står där"
    words = {
        Outcome.POSTPONED: ["bordlägga valärendet till ett kommande sammanträde"],
        Outcome.NOTED: ["lägga valärendet till handlingarna"],
    }
    impossible = {
        Outcome.AMENDED: "Medlemmen väljer sina ledamöter. Ett valärende läggs till handlingarna "
        "eller bordläggs; det kan inte ändras.",
        Outcome.REMITTED: "Medlemmen väljer sina ledamöter. Ett valärende läggs till handlingarna "
        "eller bordläggs; det kan inte återremitteras.",
        Outcome.REJECTED: "Medlemmen väljer sina ledamöter. Ett valärende läggs till handlingarna "
        "eller bordläggs; det kan inte avslås.",
    }

    def offers(self, meeting: Meeting) -> Offers | None:
        """Appointments whose decision has come in by the meeting, and that stand on no agenda."""
        if not self.takes_effect_in(meeting.body):
            return None
        return Offers(
            kind=self.kind,
            heading="Valärenden att lägga till handlingarna",
            about="Valärendet läggs som egen punkt. När protokollet är justerat står det på "
            "uppdraget vilken paragraf som lade det till handlingarna.",
            columns=("Namn", "Uppdrag", "Utsedd av", "Beslutet kom in"),
            rows=[_offer(mandate) for mandate in _waiting(Key(meeting.pk), meeting.held_on)],
        )

    def planned(self, meeting: Meeting, pk: int) -> Planned:
        """Who was appointed, by which body, decided when, and from when to when."""
        mandate = _appointments().filter(pk=pk).first()
        if mandate is None:
            raise NotPossible("Uppdraget finns inte.")
        who = f"{mandate.name}, {mandate.title.lower()}"
        if not self.takes_effect_in(meeting.body):
            raise NotPossible("Valärenden läggs till handlingarna av styrelsen.")
        if reason := _not_in(mandate, meeting):
            raise NotPossible(reason)
        if mandate.filed_on is not None:
            raise NotPossible(filed_already(mandate))
        return Planned(
            name=f"Valet av {mandate.name}",
            heading=f"Valärende: {who} i {mandate.body.in_text}",
            kind=AgendaItem.Kind.DECISION,
            background=told_of(mandate),
            proposal=proposed(["lägga valärendet till handlingarna"], ClauseKind.FILE),
        )

    def placed(self, actor: Actor, meeting: Meeting, pk: int) -> None:
        """The row is locked, so that two agendas do not get it at once."""
        for_change(Mandate.objects.all()).get(pk=pk)

    def moved(self, meeting: Meeting, pk: int) -> None:
        """The meeting stays on the day that the decision came in, or after it."""
        mandate = _appointments().get(pk=pk)
        if mandate.papers_received_on and mandate.papers_received_on > meeting.held_on:
            raise NotPossible(f"{_not_in(mandate, meeting)} Ta bort punkten först.")

    def became(self) -> QuerySet[Mandate, Any]:
        """Every mandate, as it now is."""
        rows = Mandate.objects.filter(pk=OuterRef("subject_id"))
        return rows.annotate(is_one_of_two=one_of_two()).values(
            told=JSONObject(
                name=Coalesce("contact__name", "person__name"),
                organisation="organisation__name",
                body="body__name",
                one_of_two="is_one_of_two",
                **{field: field for field in (*_TEXTS, *_DAYS)},
            )
        )

    def remark(self, item: AgendaItem, became: Mapping[str, Any]) -> str:
        """Put on file meanwhile, ended before the meeting, without its decision, or told otherwise
        than it now is."""
        return _remark(_read(became), item.meeting, item)

    def to_see_to(self) -> Q:
        """Those whose mandate says something else since than the item does."""
        return Q(subject_kind=self.kind, subject_changed_at__isnull=False)

    def approved(self, actor: Actor, decided: Decided) -> None:
        """Put on file, as :meth:`noted`."""
        self.noted(actor, decided)

    def noted(self, actor: Actor, decided: Decided) -> None:
        """The mandate says by which paragraph it was put on file."""
        file_mandate(
            actor=actor,
            mandate_id=decided.subject_id,
            filed_on=decided.adjusted_on,
            filed_by=f"{decided.meeting.body.name} {decided.mark}",
        )


def _not_in(mandate: Mandate, meeting: Meeting) -> str:
    """That the decision has not come in by the meeting, as a sentence; empty when it has."""
    came = mandate.papers_received_on
    if came is None:
        return f"Beslutet om valet av {mandate.name} har inte kommit in."
    if came > meeting.held_on:
        return (
            f"Beslutet om valet av {mandate.name} kom in den {format_long(came)}, efter "
            "sammanträdet."
        )
    return ""


#: What a mandate says of itself: in words, and as days.
_TEXTS = ("position", "appointed_by", "filed_by")
_DAYS = ("valid_from", "valid_to", "appointed_on", "papers_received_on", "filed_on")


def _read(became: Mapping[str, Any]) -> Mandate:
    """A mandate as it was read with an item: enough for the words about it, and not to be saved."""
    mandate = Mandate(
        person=Person(name=became["name"]),
        organisation=Organisation(name=became["organisation"]),
        body=Body(name=became["body"]),
        **{field: became[field] for field in _TEXTS},
        **{field: day(became[field]) for field in _DAYS},
    )
    vars(mandate)["is_one_of_two"] = bool(became["one_of_two"])
    Mandate._meta.get_field("contact").set_cached_value(mandate, None)  # the name is the contact's
    return mandate


def _remark(mandate: Mandate, meeting: Meeting, item: AgendaItem) -> str:
    if mandate.filed_on is not None:
        return filed_already(mandate)
    if mandate.valid_to is not None and mandate.valid_to < meeting.held_on:
        return (
            f"Uppdraget för {mandate.name} slutar den {format_long(mandate.valid_to)}, före "
            "sammanträdet."
        )
    if reason := _not_in(mandate, meeting):
        return reason
    treatment = treatment_of(item)
    text = (treatment.background if treatment else item.background).lower()
    if all(fact.lower() in text for fact in _facts(mandate)):
        return ""
    return (
        f"Texten om valet av {mandate.name} säger inte det som står på uppdraget. Där står: "
        f"{told_of(mandate)}"
    )


def _facts(mandate: Mandate) -> list[str]:
    """What a text about the appointment says, however it is worded."""
    days = (
        mandate.appointed_on, mandate.papers_received_on, mandate.valid_from, mandate.valid_to,
    )  # fmt: skip
    return [mandate.appointed_by, *(format_long(day) for day in days if day is not None)]


def filed_already(mandate: Mandate) -> str:
    """Where the appointment was put on file, as a sentence."""
    return (
        f"Valet av {mandate.name} är redan lagt till handlingarna: {mandate.filed_by}, "
        f"justerat den {format_long(mandate.filed_on)}."
        if mandate.filed_on
        else ""
    )


def told_of(mandate: Mandate) -> str:
    """The appointment in sentences: by whom, when, to what, and from when to when."""
    by = mandate.appointed_by or mandate.organisation.name
    decided = f" den {format_long(mandate.appointed_on)}" if mandate.appointed_on else ""
    until = f" till och med den {format_long(mandate.valid_to)}" if mandate.valid_to else ""
    came = mandate.papers_received_on
    came_in = f" Beslutet kom in den {format_long(came)}." if came else ""
    return (
        f"{by[:1].upper()}{by[1:]} har{decided} utsett {mandate.name} till "
        f"{mandate.title.lower()} i {mandate.body.in_text} för "
        f"{mandate.organisation.name}, från den {format_long(mandate.valid_from)}{until}.{came_in}"
    )


def _appointments() -> QuerySet[Mandate]:
    rows = Mandate.objects.select_related("person", "contact", "organisation", "body")
    return rows.annotate(is_one_of_two=one_of_two())


@Kept
def _waiting(meeting: Any, held_on: date) -> QuerySet[Mandate]:
    """The appointments that a meeting of the board is offered."""
    found = _appointments().filter(
        Q(valid_to=None) | Q(valid_to__gte=held_on),
        filed_on=None,
        papers_received_on__gte=held_on - timedelta(days=_RECENT),
        papers_received_on__lte=held_on,
    )
    listed = standing_on_agendas(meeting, SubjectKind.APPOINTMENT)
    return found.exclude(pk__in=listed).order_by("papers_received_on", "pk")[:_MOST]


def _offer(mandate: Mandate) -> Offer:
    return Offer(
        mandate.pk,
        (
            mandate.name,
            f"{mandate.title} i {mandate.body.in_text}",
            mandate.appointed_by or mandate.organisation.name,
            str(mandate.papers_received_on),
        ),
    )
