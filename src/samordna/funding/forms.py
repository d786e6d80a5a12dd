"""The forms of calls, applications, registration and statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from samordna.budgets.typed import Party
from samordna.documents.workbooks.guard import LARGEST_FILE
from samordna.funding.models import Application, Call
from samordna.funding.rules.counts import NotACount, parse_count
from samordna.funding.rules.form import Question, Section
from samordna.funding.rules.proposal import amount_field, clause_field, clause_number
from samordna.funding.services.drafting import InitiativeFacts
from samordna.funding.services.preparing import StatementDraft
from samordna.kernel.clauses import (
    Clause,
    ClauseKind,
    Facts,
    Shown,
    proposal_of,
    restored,
    shown,
    without_figures,
    written,
)
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.unread import Fields
from samordna.parties.models import Organisation, Person
from samordna.web.clauses import ShownField
from samordna.web.forms import (
    HouseForm,
    KronorField,
    OneReason,
    SwedishDateField,
    TextField,
    TidyCharField,
)
from samordna.web.merging import DRAWN, DrawnForm

CHOOSE = {"required": "Välj ett alternativ.", "invalid_choice": "Välj ett av alternativen."}


class CallForm(OneReason, DrawnForm):
    """A call: what may be applied for, between which days, on which form."""

    title = TidyCharField(label="Rubrik", max_length=160)
    text = TextField(
        label="Text", required=False, rows=8, help_text="Vad som kan sökas, och för vilka insatser."
    )
    opens_on = SwedishDateField(label="Öppnar")
    closes_on = SwedishDateField(label="Stänger")
    form: Any = forms.ModelChoiceField(
        label="Formulär",
        queryset=None,
        empty_label=None,
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["form"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = versions

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", "Utlysningen kan inte stänga innan den öppnar.")
        return cleaned

    @staticmethod
    def values_of(call: Call) -> dict[str, Any]:
        """What the form shows of a call."""
        names = ("title", "text", "opens_on", "closes_on")
        return {**{name: getattr(call, name) for name in names}, "form": call.form_id}


class StartForm(HouseForm):
    """The first facts of an application; the rest is written section by section."""

    name = TidyCharField(label="Insatsens namn", max_length=200)
    owner = forms.ChoiceField(
        label="Insatsägare", help_text="Den organisation som söker.", error_messages=CHOOSE
    )
    kind = forms.ChoiceField(
        label="Typ av insats",
        choices=Application.Kind.choices,
        widget=forms.RadioSelect,
        initial=Application.Kind.INDIVIDUAL,
        error_messages=CHOOSE,
    )
    nature = forms.ChoiceField(
        label="Ny insats, förlängning eller tillägg",
        choices=Application.Nature.choices,
        widget=forms.RadioSelect,
        initial=Application.Nature.NEW,
        error_messages=CHOOSE,
    )
    extends = TidyCharField(
        label="Vilken insats bygger ansökan på?",
        required=False,
        help_text="För en förlängning eller ett tillägg.",
    )

    def __init__(self, *args: Any, owners: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(o.pk), o.name) for o in owners]
        if len(owners) == 1:
            field.initial = str(owners[0].pk)
        self.owners = {str(o.pk): o for o in owners}

    @property
    def chosen_owner(self) -> Organisation:
        """The organisation that was chosen."""
        return self.owners[self.cleaned_data["owner"]]


class RevisionForm(OneReason, DrawnForm):
    """A form that carries the revision at which it was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def read_revision(self) -> int:
        """The revision that was sent; 0 when somebody has changed it into nonsense."""
        return int(self.cleaned_data["revision"])


class FactsForm(RevisionForm):
    """The section Insatsen. Only the name and the kinds are needed to save."""

    name = TidyCharField(label="Insatsens namn", max_length=200)
    kind = forms.ChoiceField(
        label="Typ av insats",
        choices=Application.Kind.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    nature = forms.ChoiceField(
        label="Ny insats, förlängning eller tillägg",
        choices=Application.Nature.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    extends = TidyCharField(
        label="Vilken insats bygger ansökan på?",
        required=False,
        help_text="För en förlängning eller ett tillägg.",
    )
    partners = forms.MultipleChoiceField(
        label="Samverkansparter",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Minst två av förbundets medlemmar ska delta, insatsägaren inräknad.",
        error_messages={"invalid_choice": "Välj bland organisationerna i listan."},
    )
    period_from = SwedishDateField(label="Första dag", required=False)
    period_to = SwedishDateField(label="Sista dag", required=False)
    intake_end = SwedishDateField(label="Sista dag för intag", required=False)

    def __init__(self, *args: Any, choices: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["partners"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(o.pk), o.name) for o in choices]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("period_from"), cleaned.get("period_to")
        if start and end and end < start:
            self.add_error("period_to", "Insatsen kan inte sluta innan den börjar.")
        return cleaned

    def facts(self) -> InitiativeFacts:
        """What was written, for the service."""
        cleaned = dict(self.cleaned_data)
        for carried in ("revision", DRAWN):
            cleaned.pop(carried, None)
        partners = tuple(int(pk) for pk in cleaned.pop("partners"))
        return InitiativeFacts(partner_ids=partners, **cleaned)


class CountField(forms.Field):
    """A whole number from 0, or a span of them, as text: answers are kept as they are shown."""

    width_class = "short"
    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def to_python(self, value: Any) -> str:
        if not (text := str(value or "").strip()):
            return ""
        try:
            return str(parse_count(text))
        except NotACount as error:
            raise ValidationError(str(error), code="invalid") from error


def _answer_field(question: Question) -> forms.Field:
    if question.kind == "number":
        return CountField(label=question.label, help_text=question.help, required=False)
    if question.kind == "line":
        return TidyCharField(label=question.label, help_text=question.help, required=False)
    return TextField(label=question.label, help_text=question.help, required=False, rows=7)


class AnswersForm(RevisionForm):
    """The questions of one section. Nothing has to be answered to save a draft."""

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        for question in section.questions:
            self.fields[question.key] = _answer_field(question)

    def answers(self) -> dict[str, str]:
        """What was written, by the question's key."""
        return {q.key: self.cleaned_data[q.key] or "" for q in self.section.questions}

    def rows(self) -> list[tuple[Any, bool]]:
        """Each question's field, and whether it must be answered before the sending."""
        return [(self[q.key], q.required) for q in self.section.questions]


class WorkbookForm(RevisionForm):
    """The budget as a workbook."""

    workbook = forms.FileField(
        label="Arbetsbok (.xlsx)",
        error_messages={
            "required": "Välj en fil att läsa in.",
            "empty": "Filen är tom.",
            "missing": "Välj en fil att läsa in.",
            "invalid": "Filen kom inte fram. Försök igen.",
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    replaces = forms.BooleanField(
        label="Ersätt raderna som står i budgeten",
        error_messages={
            "required": "I budgeten står det redan rader. Kryssa i att de ska ersättas, och välj "
            "filen igen. Inläsningen kan ångras tills budgeten ändras."
        },
    )
    another = forms.BooleanField(
        label="Läs in arbetsboken fast den ser ut att höra till en annan ansökan", required=False
    )

    def __init__(self, *args: Any, replaced: str = "", **kwargs: Any) -> None:
        """``replaced``: in words, what stands in the budget and would be replaced; or nothing."""
        super().__init__(*args, **kwargs)
        if replaced:
            self.fields["replaces"].help_text = f"Nu står där {replaced}."
        else:
            del self.fields["replaces"]

    def clean_workbook(self) -> UploadedFile[Any]:
        """Turn a file away by its size before a byte of it is read."""
        sent: UploadedFile[Any] = self.cleaned_data["workbook"]
        if (sent.size or 0) > LARGEST_FILE:
            limit = LARGEST_FILE // (1024 * 1024)
            raise ValidationError(f"Filen är för stor. Den får vara högst {limit} MB.")
        return sent


class SignForm(HouseForm):
    """The confirmation that stands beside the button Skriv under."""

    organisation = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    read = forms.BooleanField(
        label="Jag har läst ansökan och överenskommelsen och är behörig att skriva under.",
        error_messages={"required": "Kryssa för att du har läst och är behörig."},
    )


class ReasonForm(HouseForm):
    """Why the office or a signatory does what the page is about."""

    reason = TidyCharField(
        label="Skäl",
        max_length=300,
        error_messages={"required": "Skriv ett skäl. De som berörs läser det."},
    )


class ExtendForm(ReasonForm):
    """More time, and why."""

    until = SwedishDateField(label="Ny sista dag")
    field_order = ("until", "reason")


class RecallForm(HouseForm):
    """Why the office takes back what waits for signatures, and how long it may be changed."""

    reason = TidyCharField(
        label="Skäl",
        max_length=300,
        error_messages={"required": "Skriv varför kansliet tar tillbaka ansökan."},
    )
    until = SwedishDateField(
        label="Ny sista dag för ansökan",
        required=False,
        help_text="Behövs när utlysningen har stängt, för att ansökan ska kunna skickas igen.",
    )


class RefuseForm(ReasonForm):
    """Why an organisation does not sign, beside the button Neka."""

    organisation = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(HouseForm):
    """Why an application is withdrawn."""

    reason = TidyCharField(label="Skäl", required=False, max_length=500)


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
