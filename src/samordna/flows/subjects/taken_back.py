"""An item whose application has been taken back by its applicant, or written off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject

from samordna.flows.waived import no_effect, what_to_do
from samordna.funding.models import Application, ApplicationPartner
from samordna.funding.rules.states import TAKEN_BACK, State
from samordna.ground.gathering import Gathered
from samordna.kernel.dates import format_long
from samordna.meetings.models import AgendaItem, Minutes
from samordna.meetings.proceedings.decisions import treatment_of
from samordna.meetings.queries.remarks import day
from samordna.meetings.rules.outcomes import COMING_BACK, SETTLING
from samordna.meetings.subjects import Remark


def _taken_back() -> QuerySet[Application]:
    """The application of an item, when it has been taken back or written off."""
    return Application.objects.filter(pk=OuterRef("subject_id"), state__in=TAKEN_BACK)


def of_its_matter() -> QuerySet[Application]:
    """The application of an item's matter, when it has been taken back or written off: an item gets
    its matter from the application, also one about the rest of it."""
    return Application.objects.filter(matter=OuterRef("matter"), state__in=TAKEN_BACK)


def how_it_ended() -> QuerySet[Application, Any]:
    """What :func:`remark_on` takes: how and when the application of an item ended, whether that was
    after the meeting and later than the adjustment of its minutes, and who the parties were."""
    adjusted = Minutes.objects.filter(
        meeting=OuterRef(OuterRef("meeting")),
        withdrawn_at=None,
        adjusted_on__lt=OuterRef("settled_on"),
    )
    in_effect = Case(
        When(Exists(adjusted), then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    after = When(changed_at__gte=OuterRef("meeting__closed_at"), then=Value(1))
    late = Case(after, default=Value(0), output_field=IntegerField())
    partners = ApplicationPartner.objects.filter(application=OuterRef("pk"))
    names = JSONObject(name="organisation__name", short="organisation__short_name")
    told = JSONObject(
        state="state",
        on="settled_on",
        late=late,
        in_effect=in_effect,
        owner=JSONObject(name="owner__name", short="owner__short_name"),
        partners=Gathered(partners.values(told=names)),
    )
    return _taken_back().values(told=told)


def ended_before_it_was_over() -> Q:
    """Items of a meeting that was not over, or is not."""
    before = _taken_back().filter(changed_at__lt=OuterRef("meeting__closed_at"))
    during = Q(meeting__closed_at=None) & Q(Exists(_taken_back()))
    return during | Q(Exists(before))


def remark_on(item: AgendaItem, ended: Mapping[str, Any], *, board: bool) -> Remark:
    """What is said of an item by how its application ended. ``board``: that body decides it."""
    state, settled = ended["state"], day(ended["on"])
    treatment = treatment_of(item)
    if ended["late"] and treatment is not None:
        tabled = treatment.outcome in COMING_BACK
        if treatment.outcome in SETTLING or (tabled and not ended["in_effect"]):
            # To table is decided by whichever body does it; to grant or refuse, by the board.
            decides = board or tabled
            said = no_effect(treatment.paragraph, state, settled, decides=decides)
            return Remark(said, waives=True)
    because, parties = how_taken_back(state, settled), [ended["owner"], *(ended["partners"] or ())]
    if ended["late"]:
        return Remark(f"{because.capitalize()}, efter sammanträdet. Den tas inte upp igen.")
    return Remark(
        f"{because.capitalize()}. {what_to_do(item.meeting, treatment)}.",
        rules_out=SETTLING,
        because=because,
        not_told=[name for one in parties for name in one.values()],
    )


def how_taken_back(state: str, settled: date | None) -> str:
    """That an application is taken back or written off, and since when, as a clause."""
    by = "återkallad av sökanden" if state == State.WITHDRAWN else "avskriven"
    return f"ansökan är {by}{f' den {format_long(settled)}' if settled else ''}"
