"""Forms of planning: the meeting, its items, their attachments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from samordna.documents.pdf.foreign.facts import LARGEST_BYTES
from samordna.kernel.media import plain_name
from samordna.kernel.wording.clauses import (
    Clause,
    ClauseKind,
    Facts,
    Shown,
    clauses_of,
    proposal_of,
    reworded,
    shown,
)
from samordna.meetings.forms.fields import ClausesField, TimeOfDayField
from samordna.meetings.models import AgendaItem, Meeting
from samordna.meetings.services.planning import ITEM_FIELDS, ItemDetails, MeetingDetails, values_of
from samordna.parties.models import Body, Person
from samordna.web.choosing import FilesField
from samordna.web.clauses import ShownField
from samordna.web.forms import HouseForm, OneReason, SwedishDateField, TextField, TidyCharField
from samordna.web.merging import DrawnForm


class MeetingForm(DrawnForm):
    """What is planned of a meeting. The body is chosen once, when it is planned."""

    body = forms.ChoiceField(label="Organ")
    held_on = SwedishDateField(label="Dag")
    starts_at = TimeOfDayField(label="Börjar")
    ends_at = TimeOfDayField(label="Slutar", required=False, help_text="Till exempel 12.00")
    place = TidyCharField(label="Plats", help_text="Lokal, eller hur man ansluter på distans.")
    mode = forms.ChoiceField(label="Form", choices=Meeting.Mode.choices, widget=forms.RadioSelect)
    hindrance_contact = TidyCharField(
        label="Anmäl förhinder till",
        required=False,
        help_text="Till vem och senast när; det står på kallelsen.",
    )
    proposed_adjustment_on = SwedishDateField(
        label="Föreslagen justeringsdag",
        required=False,
        help_text="ÅÅÅÅ-MM-DD, senast fjorton dagar efter sammanträdet.",
    )
    secretary = forms.ChoiceField(label="Sekreterare", required=False)

    @staticmethod
    def values_of(meeting: Meeting) -> dict[str, Any]:
        """What the form begins with for a meeting that is planned."""
        names = (
            "held_on", "starts_at", "ends_at", "place", "mode", "hindrance_contact",
            "proposed_adjustment_on",
        )  # fmt: skip
        who = {"body": meeting.body_id, "secretary": meeting.secretary_id or ""}
        return {**{name: getattr(meeting, name) for name in names}, **who}

    def __init__(
        self, *args: Any, bodies: Sequence[Body], secretaries: Mapping[Person, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._bodies = {str(b.pk): b for b in bodies}
        self._secretaries = {str(p.pk): p for p in secretaries}
        body, secretary = self.fields["body"], self.fields["secretary"]
        body.choices = [(key, b.name) for key, b in self._bodies.items()]  # type: ignore[attr-defined]
        secretary.choices = [  # type: ignore[attr-defined]
            ("", "Den som öppnar sammanträdet"),
            *((str(p.pk), name) for p, name in secretaries.items()),
        ]

    @property
    def chosen_body(self) -> Body:
        """The body that was chosen."""
        return self._bodies[self.cleaned_data["body"]]

    @property
    def details(self) -> MeetingDetails:
        """The cleaned form as the service takes it."""
        data = self.cleaned_data
        return {
            "held_on": data["held_on"],
            "starts_at": data["starts_at"],
            "ends_at": data["ends_at"],
            "place": data["place"],
            "mode": data["mode"],
            "hindrance_contact": data["hindrance_contact"],
            "proposed_adjustment_on": data["proposed_adjustment_on"],
            "secretary": self._secretaries.get(data["secretary"]),
        }


class ItemForm(DrawnForm):
    """An agenda item as planned. ``revision`` is the one that the form was read at."""

    heading = TidyCharField(label="Ärenderubrik", max_length=250)
    kind = forms.ChoiceField(
        label="Slag",
        choices=AgendaItem.Kind.choices,
        widget=forms.RadioSelect,
        initial=AgendaItem.Kind.DECISION,
    )
    presenter = TidyCharField(label="Föredragande", required=False, max_length=120)
    note = TidyCharField(label="Övriga uppgifter", required=False, max_length=250)
    background = TextField(label="Ärendet", required=False, rows=6)
    proposal = ClausesField(label="Förslag till beslut", rows=4)
    shown = ShownField("proposal")
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        item: AgendaItem | None = None,
        facts: Facts | None = None,
        **kwargs: Any,
    ) -> None:
        self.clauses = clauses_of(item.proposal) if item else []
        self.facts = facts or Facts()
        initial = {} if item is None else self.fields_of(values_of(item, ITEM_FIELDS))
        if item is not None:
            initial |= {"revision": item.revision, "shown": self._lines(self.clauses)}
        super().__init__(data, initial=initial, **kwargs)

    def _lines(self, clauses: Sequence[Clause]) -> list[Shown]:
        return shown(proposal_of(clauses, self.facts), self.facts)

    def fields_of(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        """What the service keeps of an item, by the names of the form's fields."""
        lines = self._lines(clauses_of(saved["proposal"]))
        return {**saved, "proposal": [line.text for line in lines]}

    def take(self, data: QueryDict, name: str, value: Any) -> None:
        """A proposal that is taken over is one that the page showed so."""
        super().take(data, name, value)
        if name == "proposal":
            was = self.fields["shown"]
            data["shown"] = was.prepare_value(self._lines(self.clauses))

    def _proposal(self) -> list[Clause]:
        """The proposal as it was written; lines that were not touched stay data."""
        was = self.cleaned_data["shown"]
        return reworded(
            self.clauses,
            self._lines(self.clauses) if was is None else was,
            self.cleaned_data["proposal"],
            self.facts,
            added=Clause(ClauseKind.PROPOSED),
        )

    @property
    def details(self) -> ItemDetails:
        """The cleaned form as the service takes it."""
        data = self.cleaned_data
        return {
            "heading": data["heading"],
            "kind": data["kind"],
            "presenter": data["presenter"],
            "note": data["note"],
            "background": data["background"],
            "proposal": self._proposal(),
        }


class AttachmentForm(OneReason, HouseForm):
    """PDFs to attach to an item."""

    title = TidyCharField(
        label="Bilagans rubrik",
        max_length=200,
        required=False,
        help_text="Lämna tomt, så får varje bilaga sin fils namn som rubrik.",
    )
    file = FilesField(
        label="Filer",
        largest=LARGEST_BYTES,
        accept="application/pdf,.pdf",
        help_text="En PDF eller flera, högst 30 MB tillsammans.",
        error_messages={"required": "Välj en PDF."},
    )

    @property
    def attachments(self) -> list[tuple[UploadedFile[Any], str]]:
        """The files and the title of each: what is written, when there is one file to give it."""
        files, title = self.cleaned_data["file"], self.cleaned_data["title"]
        own = title if len(files) == 1 else ""
        return [(file, own or plain_name(file.name or "")) for file in files]

    def clean(self) -> dict[str, Any]:
        """One title is not several attachments'."""
        data = super().clean() or {}
        if data.get("title") and len(data.get("file") or []) > 1:
            self.add_error(
                "title", "Lämna rubriken tom när filerna är flera: varje bilaga får sin fils namn."
            )
        return data
