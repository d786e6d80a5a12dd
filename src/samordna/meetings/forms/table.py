"""Forms at the table: what was decided, who was away, who else is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from samordna.meetings.forms.fields import ClausesField, TimeOfDayField
from samordna.meetings.models import Absence, AgendaItem, Attendee, DecidedAmount, Treatment
from samordna.meetings.proceedings.decisions import the_treatment
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.rules.voting import Stand, Vote
from samordna.meetings.services.table import Decision
from samordna.meetings.subjects import subject_of
from samordna.web.forms import KronorField, TextField, TidyCharField

VOTE_LABELS = {Vote.YES: "Ja", Vote.NO: "Nej", Vote.ABSTAINS: "Avstår"}
STANDS = [("", "–"), *Stand.choices]
OUTCOMES = [(o.value, o.label) for o in Treatment.Outcome]


def _amount_field(organisation_id: int, year: int) -> str:
    return f"belopp_{organisation_id}_{year}"


def _amount_name(amount: DecidedAmount) -> str:
    return _amount_field(amount.organisation_id, amount.year)


class DecisionForm(forms.Form):
    """What was decided in one paragraph. ``revision`` is the one that the form was read at."""

    outcome = forms.ChoiceField(
        label="Utgång", required=False, widget=forms.RadioSelect, choices=OUTCOMES
    )
    clauses = ClausesField(label="Beslut", rows=4)
    background = TextField(label="Ärendet", required=False, rows=4)
    claims = TextField(label="Yrkanden", required=False, rows=2, help_text="Ett yrkande per rad.")
    vote_yes = forms.ChoiceField(label="Ja står för", required=False, choices=STANDS)
    vote_no = forms.ChoiceField(label="Nej står för", required=False, choices=STANDS)
    vote_question = TidyCharField(
        label="Frågan med egna ord",
        required=False,
        max_length=250,
        help_text="Lämna tomt så skrivs frågan av vad ja och nej står för.",
    )
    vote_order = TextField(
        label="Propositionsordning",
        required=False,
        rows=2,
        help_text="När det finns fler än två förslag: ett per rad, i den ordning de ställs.",
    )
    reservations = TextField(
        label="Reservationer", required=False, rows=2, help_text="En reservation per rad."
    )
    informed = TidyCharField(
        label="Expedieras till", required=False, max_length=250, help_text="Skilj med komma."
    )
    chaired_by = forms.ChoiceField(label="Leder ärendet", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    over = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(
        self, proceedings: Proceedings, item: AgendaItem, data: Mapping[str, Any] | None
    ) -> None:
        self.proceedings, self.item, self.treatment = proceedings, item, the_treatment(item)
        t = self.treatment
        initial = {
            "outcome": t.outcome,
            "clauses": list(t.clauses),
            "background": t.background,
            "claims": t.claims,
            "vote_yes": t.vote_yes,
            "vote_no": t.vote_no,
            "vote_question": t.vote_question,
            "vote_order": "\n".join(t.vote_order),
            "reservations": t.reservations,
            "informed": t.informed,
            "chaired_by": str(t.chaired_by_id or ""),
            "revision": t.revision,
        }
        super().__init__(data, initial=initial, auto_id="id_%s")
        impossible = subject_of(item).impossible
        self.fields["outcome"].choices = [o for o in OUTCOMES if o[0] not in impossible]  # type: ignore[attr-defined]
        self._add_chairs()
        self._add_votes()
        self._add_amounts()

    def _add_chairs(self) -> None:
        chair = (
            self.proceedings.chair_of(self.item) if self.treatment.chaired_by_id is None else None
        )
        usual = f"Enligt ordningen: {chair.name}" if chair else "Enligt ordningen"
        people = [(str(a.pk), a.name) for a in self.proceedings.attendees if _may_vote(a)]
        self.fields["chaired_by"].choices = [("", usual), *people]  # type: ignore[attr-defined]

    def _add_votes(self) -> None:
        place = self.proceedings.places[self.item.pk]
        deciding = {p.key for p in self.proceedings.presence.serving_at(place)}
        self.voters = [
            a
            for a in self.proceedings.attendees
            if str(a.pk) in deciding or str(a.pk) in self.treatment.votes
        ]
        for voter in self.voters:
            self.fields[f"rost_{voter.pk}"] = forms.ChoiceField(
                label=voter.name,
                required=False,
                choices=[("", "–"), *((str(v), label) for v, label in VOTE_LABELS.items())],
                initial=self.treatment.votes.get(str(voter.pk), ""),
            )

    def _add_amounts(self) -> None:
        self.amount_rows = list(self.treatment.amounts.all())
        for amount in self.amount_rows:
            self.fields[_amount_name(amount)] = KronorField(
                label=f"{amount.organisation.short_name} {amount.year}",
                required=False,
                initial=amount.amount_kr,
            )

    @property
    def vote_fields(self) -> list[forms.BoundField]:
        """The votes by name."""
        return [self[f"rost_{voter.pk}"] for voter in self.voters]

    @property
    def amount_fields(self) -> list[forms.BoundField]:
        """The granted amounts, by owner and year."""
        return [self[_amount_name(amount)] for amount in self.amount_rows]

    @property
    def amended(self) -> bool:
        """Whether the amounts may be written: an application granted with a change."""
        return self.treatment.outcome == Treatment.Outcome.AMENDED

    @property
    def read_at(self) -> int:
        """The revision that the save is meant for: the one chosen over, or the one read."""
        over: int | None = self.cleaned_data.get("over")
        revision: int = self.cleaned_data["revision"]
        return revision if over is None else over

    @property
    def decision(self) -> Decision:
        """The cleaned form as the service takes it."""
        data = self.cleaned_data
        return {
            "outcome": data["outcome"],
            "clauses": data["clauses"],
            "background": data["background"],
            "claims": data["claims"],
            "vote_yes": data["vote_yes"],
            "vote_no": data["vote_no"],
            "vote_question": data["vote_question"],
            "vote_order": lines_of(data["vote_order"]),
            "votes": {
                str(v.pk): data[f"rost_{v.pk}"] for v in self.voters if data.get(f"rost_{v.pk}")
            },
            "reservations": data["reservations"],
            "informed": data["informed"],
            "chaired_by": self.proceedings.by_key.get(data["chaired_by"]),
        }

    def as_fields(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        """What the service keeps of a paragraph, by the names of the form's fields.

        Amounts that the form could not write are left out.
        """
        amounts = saved["amounts"] if self.amended else ()
        return {
            **saved,
            "vote_order": "\n".join(saved["vote_order"]),
            "chaired_by": str(saved["chaired_by_id"] or ""),
            **{f"rost_{voter}": vote for voter, vote in saved["votes"].items()},
            **{_amount_field(organisation, year): kr for organisation, year, kr in amounts},
        }

    @property
    def amounts(self) -> dict[tuple[int, int], int] | None:
        """The amounts as typed; None where the form had none to write."""
        given = {
            (row.organisation_id, row.year): kr
            for row in self.amount_rows
            if (kr := self.cleaned_data.get(_amount_name(row))) is not None
        }
        return given if self.amended and given else None


def lines_of(text: str) -> list[str]:
    """The lines of a text that have something on them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _may_vote(attendee: Attendee) -> bool:
    return attendee.present and attendee.capacity != Attendee.Capacity.OTHER


class PresenceForm(forms.Form):
    """One person's presence."""

    present = forms.BooleanField(label="Närvarande", required=False)
    by_distance = forms.BooleanField(label="På distans", required=False)
    serves_for = forms.IntegerField(required=False, min_value=1)


class OtherForm(forms.Form):
    """Somebody else at the meeting, without a vote."""

    name = TidyCharField(label="Namn", max_length=120)
    organisation_name = TidyCharField(label="Organisation", required=False, max_length=120)
    title = TidyCharField(label="Titel eller uppgift", required=False, max_length=80)


class AbsenceForm(forms.Form):
    """An exception from presence. For who came late, ``item`` is the first one attended."""

    attendee = forms.ChoiceField(label="Vem")
    reason = forms.ChoiceField(label="Vad hände", choices=Absence.Reason.choices)
    item = forms.ChoiceField(label="Vid punkt")
    to_item = forms.ChoiceField(label="Till och med punkt", required=False)
    at = TimeOfDayField(label="Klockslag", required=False)

    def __init__(self, proceedings: Proceedings, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="franvaro_%s")
        people = [(str(a.pk), a.name) for a in proceedings.attendees if a.present]
        items = [(str(i.pk), item_label(i)) for i in proceedings.items]
        self._proceedings = proceedings
        self.fields["attendee"].choices = people  # type: ignore[attr-defined]
        self.fields["item"].choices = items  # type: ignore[attr-defined]
        self.fields["to_item"].choices = [("", "Till slutet, eller bara den"), *items]  # type: ignore[attr-defined]

    def item_of(self, name: str) -> AgendaItem | None:
        """The item chosen in a field."""
        chosen = self.cleaned_data.get(name)
        return next((i for i in self._proceedings.items if str(i.pk) == chosen), None)

    def before(self, item: AgendaItem) -> AgendaItem | None:
        """The item before another, None for the first."""
        place = self._proceedings.places[item.pk]
        return self._proceedings.items[place - 2] if place > 1 else None


class AdjusterForm(forms.Form):
    """Who adjusts the minutes, or one item of them."""

    attendee = forms.ChoiceField(label="Justerare")
    item = forms.ChoiceField(label="Justerar", required=False)

    def __init__(self, proceedings: Proceedings, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="justerare_%s")
        people = [(str(a.pk), a.name) for a in proceedings.attendees if _may_vote(a)]
        items = [(str(i.pk), f"Bara {item_label(i)}") for i in proceedings.items]
        self.fields["attendee"].choices = people  # type: ignore[attr-defined]
        self.fields["item"].choices = [("", "Hela protokollet"), *items]  # type: ignore[attr-defined]


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
