"""Forms at the table: who was away, who else is there, who adjusts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from samordna.meetings.forms.fields import TimeOfDayField
from samordna.meetings.models import Absence, AgendaItem, Attendee
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.rules.adjustment import AdjustmentDay
from samordna.web.forms import DAY_SHAPE, HouseForm, SwedishDateField, TidyCharField
from samordna.web.merging import DrawnForm

#: What a list of people begins with: nobody is chosen until somebody has chosen.
NOBODY_YET = ("", "Välj …")


def may_vote(attendee: Attendee) -> bool:
    """Whether somebody at the meeting has a seat, or may serve in one."""
    return attendee.present and attendee.capacity != Attendee.Capacity.OTHER


def _serving(proceedings: Proceedings, *items: AgendaItem) -> list[tuple[str, str]]:
    """Those who serve in a seat at one of the items, as choices."""
    serving = {
        person.key
        for item in items
        for person in proceedings.presence.serving_at(proceedings.places[item.pk])
    }
    return [(str(a.pk), a.name) for a in proceedings.attendees if str(a.pk) in serving]


def _in_hand(proceedings: Proceedings, at: AgendaItem | None, data: Any) -> list[AgendaItem]:
    """The item that a form of one item is about: the one given, else the one that was sent."""
    sent = str((data or {}).get("item", ""))
    return [at] if at else [item for item in proceedings.items if str(item.pk) == sent]


class PresenceForm(DrawnForm):
    """One person's presence."""

    present = forms.BooleanField(label="Närvarande", required=False)
    by_distance = forms.BooleanField(label="På distans", required=False)
    serves_for = forms.IntegerField(required=False, min_value=1)

    @staticmethod
    def values_of(attendee: Attendee) -> dict[str, Any]:
        """What is saved of somebody's presence, by the names of the fields."""
        return {
            "present": attendee.present,
            "by_distance": attendee.by_distance,
            "serves_for": attendee.serves_for_id,
        }


class OtherForm(HouseForm):
    """Somebody else at the meeting, without a vote."""

    name = TidyCharField(label="Namn", max_length=120)
    organisation_name = TidyCharField(label="Organisation", required=False, max_length=120)
    title = TidyCharField(label="Titel eller uppgift", required=False, max_length=80)


class AbsenceForm(HouseForm):
    """An exception from presence. For who came late, ``item`` is the first one attended."""

    ids = "franvaro_%s"

    attendee = forms.ChoiceField(label="Vem", error_messages={"required": "Välj vem det gäller."})
    reason = forms.ChoiceField(label="Vad hände", choices=Absence.Reason.choices)
    item = forms.ChoiceField(label="Vid punkt")
    to_item = forms.ChoiceField(label="Till och med punkt", required=False)
    at = TimeOfDayField(label="Klockslag", required=False)

    def __init__(self, proceedings: Proceedings, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id=self.ids)
        people = [(str(a.pk), a.name) for a in proceedings.attendees if self.may_be(a)]
        items = [(str(i.pk), item_label(i)) for i in proceedings.items]
        self._proceedings = proceedings
        self.fields["attendee"].choices = [NOBODY_YET, *people]  # type: ignore[attr-defined]
        self.fields["item"].choices = items  # type: ignore[attr-defined]
        self.fields["to_item"].choices = [("", "Till slutet, eller bara den"), *items]  # type: ignore[attr-defined]

    @staticmethod
    def may_be(attendee: Attendee) -> bool:
        """Whether somebody can be chosen."""
        return attendee.present

    def item_of(self, name: str) -> AgendaItem | None:
        """The item chosen in a field."""
        chosen = self.cleaned_data.get(name)
        return next((i for i in self._proceedings.items if str(i.pk) == chosen), None)

    def before(self, item: AgendaItem) -> AgendaItem | None:
        """The item before another, None for the first."""
        place = self._proceedings.places[item.pk]
        return self._proceedings.items[place - 2] if place > 1 else None


class ItemAbsenceForm(AbsenceForm):
    """An exception at the item in hand: only who is asked, and the button says what happened."""

    ids = "undantag_%s"
    may_be = staticmethod(may_vote)

    def __init__(
        self,
        proceedings: Proceedings,
        data: Mapping[str, Any] | None = None,
        *,
        at: AgendaItem | None = None,
    ) -> None:
        super().__init__(proceedings, data)
        # Who has left or does not serve is not offered; what was sent meanwhile is taken.
        offered = _serving(proceedings, *_in_hand(proceedings, at, data))
        self.fields["attendee"].widget.choices = [NOBODY_YET, *offered]
        for name in ("reason", "item", "to_item", "at"):
            self.fields[name].widget = forms.HiddenInput()


class AdjusterForm(HouseForm):
    """Who adjusts the minutes, or one item of them."""

    ids = "justerare_%s"

    attendee = forms.ChoiceField(
        label="Justerare", error_messages={"required": "Välj vem som ska justera."}
    )
    item = forms.ChoiceField(label="Justerar", required=False)

    def __init__(
        self, proceedings: Proceedings, data: Mapping[str, Any] | None = None, **chosen: Any
    ) -> None:
        super().__init__(data, auto_id=self.ids, initial=chosen)
        people = [(str(a.pk), a.name) for a in proceedings.attendees if may_vote(a)]
        items = [(str(i.pk), f"Bara {item_label(i)}") for i in proceedings.items]
        self.fields["attendee"].choices = [NOBODY_YET, *people]  # type: ignore[attr-defined]
        self.fields["item"].choices = [("", "Hela protokollet"), *items]  # type: ignore[attr-defined]
        # Nobody who serves at no item can adjust the minutes.
        offered = [NOBODY_YET, *_serving(proceedings, *proceedings.items)]
        self.fields["attendee"].widget.choices = offered


class ItemAdjusterForm(AdjusterForm):
    """Who adjusts the item in hand."""

    ids = "egen_justerare_%s"

    def __init__(
        self,
        proceedings: Proceedings,
        data: Mapping[str, Any] | None = None,
        *,
        at: AgendaItem | None = None,
        **chosen: Any,
    ) -> None:
        super().__init__(proceedings, data, **chosen)
        # Who leads the item, is disqualified in it or does not serve cannot adjust it; who was
        # chosen before that was known stands until another is chosen.
        stands = str(chosen.get("attendee", ""))
        here = _in_hand(proceedings, at, data)
        able = {key for key, _ in _serving(proceedings, *here)}
        able -= {chair.key for item in here if (chair := proceedings.chair_of(item))}
        people = self.fields["attendee"].choices  # type: ignore[attr-defined]
        offered = [(key, name) for key, name in people if key in {"", stands, *able}]
        self.fields["attendee"].widget.choices = offered
        self.fields["attendee"].label = "Annan justerare för ärendet"
        self.fields["item"].widget = forms.HiddenInput()


class AdjustmentDayForm(HouseForm):
    """By which day the minutes are adjusted, where it is another than the proposed one."""

    day = SwedishDateField(label="Justeras senast", required=False)
    at_once = forms.BooleanField(label="Omedelbart, vid sammanträdet", required=False)

    def __init__(self, day: AdjustmentDay, data: Mapping[str, Any] | None = None) -> None:
        initial = {"day": day.decided, "at_once": day.at_once}
        super().__init__(data, auto_id="justeringsdag_%s", initial=initial)
        self._chosen = day
        stands = "den föreslagna" if day.proposed and not day.too_late else "lagens sista"
        written = f"{DAY_SHAPE}, senast {day.outermost}. Lämna tomt om {stands} dagen gäller."
        self.fields["day"].help_text = written

    def clean(self) -> dict[str, Any]:
        """At once takes the place of a day that was saved, and not of one that is written now."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("at_once") and data.get("day") == self._chosen.decided:
            data["day"] = None
        return data


def choices_of_the_present(proceedings: Proceedings) -> list[SafeString]:
    """The lists of the page that hold those who are present, to be put in the old ones' place."""
    forms_of_page = (AbsenceForm(proceedings), AdjusterForm(proceedings))
    swapped: dict[str, str | bool] = {"data-hx-swap-oob": "true"}
    return [form["attendee"].as_widget(attrs=swapped) for form in forms_of_page]


def item_label(item: AgendaItem) -> str:
    """An item in a list of choices: its paragraph when it has one, its number and its heading."""
    treatment = getattr(item, "treatment", None)
    mark = f"§ {treatment.paragraph}" if treatment else f"punkt {item.position}"
    heading = item.heading if len(item.heading) <= 60 else f"{item.heading[:59]}…"
    return f"{mark} {heading}"
