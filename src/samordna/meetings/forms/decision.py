"""The form of what was decided in one paragraph: words, votes, election and amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from samordna.kernel.dates import format_long
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import Facts, said
from samordna.meetings.forms.blocks import BlocksForm, act_of, text_of
from samordna.meetings.forms.choices import outcome_choices, stand_choices
from samordna.meetings.forms.fields import CandidatesField
from samordna.meetings.forms.table import may_vote
from samordna.meetings.models import AgendaItem, DecidedAmount, Treatment
from samordna.meetings.proceedings.amounts import in_order
from samordna.meetings.proceedings.decisions import the_treatment
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.rules.blocks import blocks_of
from samordna.meetings.rules.elections import Election
from samordna.meetings.rules.outcomes import (
    COMING_BACK,
    GRANTING,
    NO_REST,
    OPEN_REST,
    Outcome,
    Rest,
)
from samordna.meetings.rules.voting import Vote
from samordna.meetings.services.decisions import Decision, values_of
from samordna.meetings.subjects import subject_of
from samordna.web.forms import KronorField, ReasonField, SwedishDateField, TextField, TidyCharField

VOTE_LABELS = {Vote.YES: "Ja", Vote.NO: "Nej", Vote.ABSTAINS: "Avstår"}
#: The fields of an election by closed ballot.
OF_ELECTION = ("candidates", "seats", "drawn", "drawn_by")
#: The days of a granted period.
OF_PERIOD = ("period_from", "period_to")
#: Why what was tabled or sent back comes back, and by when.
OF_COMING_BACK = ("back_because", "back_by")


def _amount_field(organisation_id: int, year: int) -> str:
    return f"belopp_{organisation_id}_{year}"


def _amount_name(amount: DecidedAmount) -> str:
    return _amount_field(amount.organisation_id, amount.year)


@dataclass(frozen=True, slots=True)
class Following:
    """What the page shows of a decision that follows its outcome: the words of each block, what the
    body does in it, which clauses somebody has written, which blocks can be restored, what was
    chosen, and whether amounts and days may be written."""

    words: dict[int, list[str]]
    acts: dict[int, str]
    edited: list[int]
    changed: list[int]
    chosen: list[object]
    amounts: list[object]
    writes_amounts: bool


class DecisionForm(BlocksForm):
    """What was decided in one paragraph. ``revision`` is the one that the form was read at."""

    outcome = forms.ChoiceField(label="Utgång", required=False, widget=forms.RadioSelect)
    background = TextField(label="Ärendet", required=False, rows=4)
    claims = TextField(label="Yrkanden", required=False, rows=2, help_text="Ett yrkande per rad.")
    #: How the money is paid out, where that follows the proposal and is not chosen.
    payout = ""
    payout_rule = forms.ChoiceField(label="Utbetalning", required=False, choices=PayoutRule.choices)
    rest = forms.ChoiceField(
        label="Det som inte beviljas",
        required=False,
        choices=[("", NO_REST), *Rest.choices],
        help_text="Bordläggs eller återremitteras det, kommer det tillbaka som en egen punkt.",
    )
    period_from = SwedishDateField(label="Från och med", required=False)
    period_to = SwedishDateField(label="Till och med", required=False)
    back_because = ReasonField(
        label="Skäl",
        required=False,
        max_length=300,
        help_text="Till exempel det som ska kompletteras. Står i beslutet.",
    )
    back_by = SwedishDateField(label="Tas upp igen senast", required=False)
    vote_yes = forms.ChoiceField(label="Ja står för", required=False)
    vote_no = forms.ChoiceField(label="Nej står för", required=False)
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
    candidates = CandidatesField(label="Kandidater och röster", rows=3)
    seats = forms.IntegerField(
        label="Antal att välja",
        required=False,
        min_value=1,
        max_value=20,
        error_messages={"invalid": "Skriv ett heltal."},
    )
    drawn = TidyCharField(
        label="Lotten gav",
        required=False,
        max_length=250,
        help_text="Vid lika röstetal: den som lotten gav. Flera skiljs med komma.",
    )
    drawn_by = TidyCharField(label="Vem drog lotten", required=False, max_length=120)
    reservations = TextField(
        label="Reservationer", required=False, rows=2, help_text="En reservation per rad."
    )
    informed = TidyCharField(
        label="Expedieras till", required=False, max_length=250, help_text="Skilj med komma."
    )
    chaired_by = forms.ChoiceField(label="Leder ärendet", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, proceedings: Proceedings, item: AgendaItem, data: Mapping[str, Any] | None
    ) -> None:
        t = the_treatment(item)
        self.applied = proceedings.proposed_facts.get(item.pk, Facts())
        initial = {**self._of_row(values_of(t)), "revision": t.revision}
        super().__init__(proceedings, item, data, initial)
        proposed = proceedings.proposed_outcome(item)
        impossible = subject_of(item).impossible_of(item.subject_id)
        for name, choices in (
            ("outcome", outcome_choices(proposed, t.outcome, impossible)),
            ("vote_yes", stand_choices(proposed, t.vote_yes)),
            ("vote_no", stand_choices(proposed, t.vote_no)),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self._follow_outcome()
        if not proceedings.may_elect(item):
            for name in OF_ELECTION:
                del self.fields[name]
        self._add_chairs()
        self._add_votes()
        self._add_amounts()

    def _follow_outcome(self) -> None:
        """What is paid, left and taken up again is asked where the outcome has it."""
        if not subject_of(self.item).carries_money or self.treatment.outcome not in GRANTING:
            del self.fields["payout_rule"], self.fields["rest"]
        elif self.treatment.left == []:
            del self.fields["rest"]  # all that was applied for is granted
        if "payout_rule" in self.fields and self.treatment.outcome == Outcome.APPROVED:
            self._follow_proposed_payout()
        open_rest = "rest" in self.fields and self.treatment.rest in OPEN_REST
        if self.treatment.outcome not in COMING_BACK and not open_rest:
            for name in OF_COMING_BACK:
                del self.fields[name]

    def _follow_proposed_payout(self) -> None:
        """As proposed is as the proposal pays. Where another rule stands, the field says so."""
        proposed = self.applied.payout
        if proposed is None:
            return
        if self.treatment.payout_rule == proposed:
            del self.fields["payout_rule"]
            self.payout = proposed.label
            return
        self.fields[
            "payout_rule"
        ].help_text = (
            f"Förslaget är ”{proposed.label}”. Välj det, eller utgången ”{Outcome.AMENDED.label}”."
        )

    def _add_chairs(self) -> None:
        chair = (
            self.proceedings.chair_of(self.item) if self.treatment.chaired_by_id is None else None
        )
        usual = f"Enligt ordningen: {chair.name}" if chair else "Enligt ordningen"
        place, presence = self.proceedings.places[self.item.pk], self.proceedings.presence
        people = [
            (str(a.pk), a.name)
            for a in self.proceedings.attendees
            # Who was chosen before the disqualification was noted stands until another is chosen.
            if a.pk == self.treatment.chaired_by_id
            or (may_vote(a) and not presence.is_disqualified(str(a.pk), place))
        ]
        self.fields["chaired_by"].choices = [("", usual), *people]  # type: ignore[attr-defined]
        # Who has left or does not serve cannot lead, and is not offered.
        able = {str(self.treatment.chaired_by_id), *(p.key for p in presence.serving_at(place))}
        offered = [("", usual), *(one for one in people if one[0] in able)]
        self.fields["chaired_by"].widget.choices = offered

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
        self.amount_rows = in_order(self.treatment, self.applied.owner)
        if not (self.amended and self.amount_rows and self.initial["period_to"]):
            for name in OF_PERIOD:
                del self.fields[name]
        for amount in self.amount_rows:
            self.fields[_amount_name(amount)] = KronorField(
                label=f"{amount.organisation.short_name} {amount.year}",
                required=False,
                initial=amount.amount_kr,
            )

    def clean(self) -> dict[str, Any]:
        """What one owner is granted for one year may be typed in the clause alone: the amount
        follows it, unless it was typed as well."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.amended or len(self.amount_rows) != 1:
            return data
        amount, place = self.amount_rows[0], _amount_name(self.amount_rows[0])
        if place not in self.data or data.get(place) != amount.amount_kr:
            return data
        if (kr := self.take_sum(data)) is not None:
            data[place] = kr
        return data

    @property
    def sent(self) -> Following:
        """What the part of the page that follows the outcome was sent with."""
        amounts = any(_amount_name(row) in self.data for row in self.amount_rows)
        return self._following(self.cleaned_data, amounts)

    @property
    def kept(self) -> Following:
        """The same as it is kept: where it differs, the page shows that part anew."""
        fields = self.fields.items()
        kept = {n: self.get_initial_for_field(f, n) for n, f in fields}
        return self._following(kept, self.amended and bool(self.amount_rows))

    def _following(self, values: Mapping[str, Any], writes_amounts: bool) -> Following:
        return Following(
            words={block.key: values[text_of(block)] for block in self.blocks},
            acts={block.key: values[act_of(block)] for block in self.blocks},
            edited=[c.key for block in self.blocks for c in block.clauses if c.edited],
            changed=[block.key for block in self.blocks if self.is_changed(block)],
            chosen=[values["outcome"], values.get("payout_rule"), values.get("rest")],
            amounts=[values.get(_amount_name(row)) for row in self.amount_rows]
            if writes_amounts
            else [],
            writes_amounts=writes_amounts,
        )

    @property
    def elects(self) -> bool:
        """Whether the item elects somebody."""
        return "candidates" in self.fields

    @property
    def election_fields(self) -> list[forms.BoundField]:
        """The candidates with their votes, the seats, and the lot."""
        return [self[name] for name in OF_ELECTION] if self.elects else []

    @property
    def vote_fields(self) -> list[forms.BoundField]:
        """The votes by name."""
        return [self[f"rost_{voter.pk}"] for voter in self.voters]

    @property
    def amount_fields(self) -> list[forms.BoundField]:
        """The granted amounts, by owner and year."""
        return [self[_amount_name(amount)] for amount in self.amount_rows]

    @property
    def period(self) -> str:
        """The granted period in words, empty for what has none."""
        start, end = self.initial["period_from"], self.initial["period_to"]
        return f"{format_long(start)} till {format_long(end)}" if start and end else ""

    @property
    def period_fields(self) -> list[forms.BoundField]:
        """The days of the granted period, where they may be written."""
        return [self[name] for name in OF_PERIOD if name in self.fields]

    @property
    def back_fields(self) -> list[forms.BoundField]:
        """Why it comes back and by when, where it does."""
        return [self[name] for name in OF_COMING_BACK if name in self.fields]

    @property
    def amended(self) -> bool:
        """Whether the amounts may be written: an application granted with a change."""
        return self.treatment.outcome == Treatment.Outcome.AMENDED

    @property
    def read_at(self) -> int:
        """The revision that the page was drawn at."""
        revision: int = self.cleaned_data["revision"]
        return revision

    @property
    def decision(self) -> Decision:
        """The cleaned form as the service takes it."""
        data = self.cleaned_data
        decision: Decision = {
            "outcome": data["outcome"],
            **self.of_blocks,
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
        if self.elects:
            decision["election"] = _election(data)
        if self.period_fields:
            decision["period_from"], decision["period_to"] = data["period_from"], data["period_to"]
        if self.back_fields:
            decision["back_because"] = data["back_because"]
            decision["back_by"] = data["back_by"]
        if "rest" in self.fields and self.add_prefix("rest") in self.data:
            decision["rest"] = data["rest"]
        if data.get("payout_rule"):
            decision["payout_rule"] = data["payout_rule"]
        return decision

    def as_fields(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        """What the service keeps of a paragraph, by the names of the form's fields.

        Amounts that the form could not write are left out.
        """
        amounts = saved["amounts"] if self.amended else ()
        outcome = Outcome(saved["outcome"]) if saved["outcome"] else None
        facts = self.proceedings.facts(self.item)
        blocks, standing = blocks_of(saved["blocks"]), self.proceedings.standing
        return {
            **self._of_row(saved),
            **{text_of(b): said(standing(self.item, b, outcome), facts) for b in blocks},
            **{act_of(b): str(b.act or "") for b in blocks},
            **{f"rost_{voter}": vote for voter, vote in saved["votes"].items()},
            **{_amount_field(organisation, year): kr for organisation, year, kr in amounts},
        }

    def _of_row(self, kept: Mapping[str, Any]) -> dict[str, Any]:
        """What a row keeps of a paragraph itself, by the names of the form's fields; a day of the
        period that is not decided as it was applied for."""
        return {
            **kept,
            **_election_fields(kept["election"]),
            "period_from": kept["period_from"] or self.applied.start,
            "period_to": kept["period_to"] or self.applied.end,
            "vote_order": "\n".join(kept["vote_order"]),
            "chaired_by": str(kept["chaired_by_id"] or ""),
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


def _election_fields(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What a row keeps of an election, by the names of the form's fields."""
    return {
        "candidates": [tuple(pair) for pair in kept.get("counts", ())],
        "seats": kept.get("seats", 1),
        "drawn": ", ".join(kept.get("drawn", ())),
        "drawn_by": kept.get("drawn_by", ""),
    }


def _election(data: Mapping[str, Any]) -> dict[str, Any]:
    """The election as a row keeps it; empty without candidates."""
    if not data["candidates"]:
        return {}
    drawn = tuple(name for part in data["drawn"].split(",") if (name := part.strip()))
    made = Election(tuple(data["candidates"]), data["seats"] or 1, drawn, data["drawn_by"])
    return made.as_dict()


def lines_of(text: str) -> list[str]:
    """The lines of a text that have something on them."""
    return [line.strip() for line in text.splitlines() if line.strip()]
