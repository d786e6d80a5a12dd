"""The forms with which the office registers and prepares an application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from samordna.budgets.typed import Party
from samordna.funding.forms.shared import CHOOSE, RevisionForm
from samordna.funding.models import Application
from samordna.funding.rules.proposal import amount_field, clause_field, clause_number
from samordna.funding.services.preparing import StatementDraft
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.unread import Fields
from samordna.kernel.wording.clauses import (
    Clause,
    ClauseKind,
    Facts,
    Shown,
    proposal_of,
    restored,
    shown,
    sum_typed,
    without_figures,
    written,
)
from samordna.parties.models import Person
from samordna.web.clauses import ShownField
from samordna.web.forms import (
    KronorField,
    TextField,
)
from samordna.web.merging import DrawnForm


class RegisterForm(DrawnForm):
    """Who prepares the application."""

    case_officer = forms.ChoiceField(label="Handläggare", required=False, error_messages=CHOOSE)

    @staticmethod
    def values_of(application: Application) -> dict[str, Any]:
        """What the form begins with."""
        return {"case_officer": str(application.case_officer_id or "")}

    def __init__(self, *args: Any, people: Mapping[Person, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["case_officer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "Ingen utsedd ännu"),
            *((str(p.pk), name) for p, name in people.items()),
        ]
        self.people = {str(p.pk): p for p in people}

    @property
    def chosen(self) -> Person | None:
        """The person that was chosen, if any."""
        return self.people.get(self.cleaned_data["case_officer"])


#: Empty clauses that the page offers below those that are written.
SPARE_CLAUSES = 2


class StatementForm(RevisionForm):
    """The statement: texts, clauses, and an amount per organisation and year."""

    summary = TextField(label="Ansökan", required=False, rows=7, help_text="Vad ansökan går ut på.")
    assessment = TextField(label="Bedömning", required=False, rows=7)
    cut_reason = TextField(
        label="Skäl till lägre belopp",
        required=False,
        rows=3,
        help_text="Skrivs bara om förslaget är lägre än det sökta.",
    )

    payout_rule = forms.ChoiceField(
        label="Utbetalning",
        required=False,
        choices=PayoutRule.choices,
        error_messages=CHOOSE,
        help_text="Förslaget om utbetalning blir en att-sats, och det som beslutas följer med till "
        "insatsen.",
    )

    def __init__(
        self,
        *args: Any,
        parties: Sequence[Party],
        years: Sequence[int],
        clauses: Sequence[Clause],
        facts: Facts,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parties, self.years, self.base, self.facts = parties, years, clauses, facts
        self._shown = {line.key: line for line in shown(proposal_of(clauses, facts), facts)}
        self._add_clauses()
        for party in parties:
            for year in years:
                self.fields[amount_field(party.id, year)] = KronorField(
                    label=f"{party.name}, {year}", required=False
                )

    def _add_clauses(self) -> None:
        """A text a clause, with what it said when it was read beside it, and some empty ones."""
        highest = max((clause.key for clause in self.base), default=0)
        sent = [int(n) for name in self.data if (n := clause_number(name))]
        spare = range(highest + 1, max(highest + SPARE_CLAUSES, *sent, 0) + 1)
        self.clause_keys = sorted({*self._shown, *sent, *spare}, key=self._place)
        for number, key in enumerate(self.clause_keys, start=1):
            line = self._shown.get(key)
            self.fields[clause_field(key)] = TextField(
                label=f"Att-sats {number}",
                required=False,
                rows=2,
                max_length=2000,
                initial=line.text if line else "",
            )
            was = ShownField(clause_field(key), initial=[line] if line else [])
            self.fields[f"shown-{key}"] = was

    def _place(self, key: int) -> tuple[int, int]:
        places = [clause.key for clause in self.base]
        return (places.index(key), 0) if key in places else (len(places), key)

    def clean(self) -> dict[str, Any]:
        """What is proposed for one organisation and one year may be typed in the clause alone: the
        table follows it, unless it was typed as well."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.is_one_amount:
            return data
        place = amount_field(self.parties[0].id, self.years[0])
        if place not in data or data[place] != self.initial.get(place):
            return data
        for key in self.clause_keys:
            name, was = clause_field(key), data.get(f"shown-{key}") or []
            if found := sum_typed(self.base, was, [data.get(name) or ""], self.facts):
                _, data[name], data[place] = found
        return data

    def draft(self, unread: Fields) -> StatementDraft:
        """What was written, and what of it cannot be read, for the service."""
        return StatementDraft(
            summary=self.cleaned_data["summary"],
            assessment=self.cleaned_data["assessment"],
            cut_reason=self.cleaned_data["cut_reason"],
            clauses=self.clauses(),
            amounts=self.amounts(),
            payout_rule=PayoutRule(self.cleaned_data["payout_rule"] or self.initial["payout_rule"]),
            unread=unread,
        )

    def clauses(self) -> list[Clause]:
        """The clauses as they were written; with ``restore`` sent, with the made words again."""
        cleaned = getattr(self, "cleaned_data", {})
        if not self.is_bound:
            return list(self.base)
        pairs, new = [], []
        for key in self.clause_keys:
            text, was = cleaned.get(clause_field(key)) or "", cleaned.get(f"shown-{key}")
            # An empty place that was filled by this page's own save has a clause by now.
            line = next(iter(was or ()), None) or self._shown.get(key) or self._hidden(key, text)
            if line is not None:
                pairs.append((line, text))
            elif text:
                new.append(text)
        last = self.base[-1].key if self.base else 0
        made = written(self.base, pairs, {last: new}, self.facts, added=Clause(ClauseKind.PROPOSED))
        return restored(made) if "restore" in self.data else made

    def _hidden(self, key: int, text: str) -> Shown | None:
        """What a text stood for whose clause the saved amounts do not show.

        While amounts are typed, their sum may pass 0 and back: a page that was saved meanwhile
        still has the text of the clause that grants (or refuses), and it is that clause's, never
        a new one. Words that differ in more than their figures are somebody's own.
        """
        clause = next((clause for clause in self.base if clause.key == key), None)
        if clause is None or not text:
            return None
        as_made = without_figures(text) == without_figures(clause.made(self.facts))
        return Shown(key, text if as_made else "", clause.edited)

    @property
    def is_one_amount(self) -> bool:
        """Whether the table has one amount alone, which the clause may say as well."""
        return len(self.parties) == 1 and len(self.years) == 1

    @property
    def any_edited(self) -> bool:
        """Whether a clause that is made of data has words of somebody's own, or was struck."""
        return any(clause.edited and clause.words for clause in self.base)

    def saved_values(self) -> dict[str, Any]:
        """What is saved, by the names of the fields."""
        return {n: self.get_initial_for_field(f, n) for n, f in self.fields.items()}

    def take(self, data: QueryDict, name: str, value: Any) -> None:
        """A clause that is taken over is one that the page showed so."""
        super().take(data, name, value)
        if key := clause_number(name):
            was = self.fields[f"shown-{key}"]
            data[f"shown-{key}"] = was.prepare_value(was.initial)

    def amounts(self) -> dict[tuple[int, int], int]:
        """The amounts that could be read, in kronor per (organisation's id, year)."""
        cleaned = getattr(self, "cleaned_data", {})
        return {
            (party.id, year): cleaned.get(amount_field(party.id, year)) or 0
            for party in self.parties
            for year in self.years
        }

    @property
    def cannot_read_amounts(self) -> bool:
        """Whether an amount was written that could not be read, so that no sum is known."""
        names = {amount_field(p.id, year) for p in self.parties for year in self.years}
        return self.is_bound and bool(names & set(self.errors))

    def amount_rows(self) -> list[tuple[Party, list[Any]]]:
        """The table's rows: an organisation and its fields, year by year."""
        return [(p, [self[amount_field(p.id, y)] for y in self.years]) for p in self.parties]

    def clause_fields(self) -> list[Any]:
        """The fields of the clauses, in order."""
        return [self[clause_field(key)] for key in self.clause_keys]

    def shown_fields(self) -> list[Any]:
        """What the clauses said when they were read."""
        return [self[f"shown-{key}"] for key in self.clause_keys]
