"""Values that components show, and how a form field becomes a component."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from samordna.kernel.findings import Finding, Severity, worst_first

#: State of a step in an outline: the word a person reads, and the tone of its badge.
OUTLINE_STATES = {
    "done": ("Klar", "success"),
    "started": ("Påbörjad", "info"),
    "empty": ("Inte påbörjad", "neutral"),
    "warning": ("Se över", "warning"),
    "error": ("Fel", "danger"),
}

SEVERITY_TONES = {
    Severity.ERROR: "danger",
    Severity.MISSING: "neutral",
    Severity.WARNING: "warning",
    Severity.NOTE: "info",
}


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A step of a long form, in the outline at its left.

    ``state`` is one of ``done``, ``started``, ``empty``, ``warning``, ``error``.
    """

    label: str
    url: str
    state: str = "empty"
    current: bool = False
    note: str = ""

    @property
    def state_label(self) -> str:
        """The Swedish word for the state. Raises KeyError for an unknown state."""
        return OUTLINE_STATES[self.state][0]

    @property
    def tone(self) -> str:
        """The tone that the state is drawn in."""
        return OUTLINE_STATES[self.state][1]


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """A line of the summary of errors: a sentence and, where known, the control it is about."""

    label: str
    message: str
    target: str = ""


@dataclass(slots=True)
class FieldView:
    """What a form field is drawn from. ``kind``: hidden, plain, checkbox or group."""

    kind: str
    label: str
    help: str
    optional: bool
    hide_label: bool
    width: str
    unit: str
    id: str
    described_by: str
    errors: Sequence[Any] = ()
    control: SafeString | str = ""
    options: Sequence[Any] = ()
    findings: list[Finding] = field(default_factory=list)
    #: What is wrong stands beneath the row, under the id that the control is described by.
    errors_beneath: bool = False


def with_tones(findings: Iterable[Finding] | None) -> list[tuple[Finding, str]]:
    """Findings with the tone that each is drawn in, the worst first."""
    return [(f, SEVERITY_TONES[f.severity]) for f in worst_first(findings or ())]


def findings_for(findings: Iterable[Finding] | None, name: str) -> list[Finding]:
    """The findings that are about one field of a form."""
    return [f for f in findings or () if f.where.field == name]


def field_kind(bound: BoundField) -> str:
    """How a form field is drawn: ``hidden``, ``checkbox``, ``group`` or ``plain``."""
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "group"
    return "plain"


def control_id(bound: BoundField) -> str:
    """The id of the control that takes focus: the first option of a group."""
    return f"{bound.auto_id}_0" if field_kind(bound) == "group" else bound.auto_id


def field_view(
    bound: BoundField,
    *,
    label: str | None = None,
    help: str | None = None,
    findings: Iterable[Finding] | None = None,
    width: str = "",
    hide_label: bool = False,
    optional_mark: bool = True,
    about: str = "",
) -> FieldView:
    """Gather a form field with its help, errors and findings, linked by ``aria-describedby``.

    ``about`` is the id of a text that stands once in the page for many fields. Placeholders are
    dropped: they vanish when one starts to write, and the help stands above.
    """
    kind = field_kind(bound)
    own_findings = findings_for(findings, bound.name)
    help_text = str(bound.help_text if help is None else help)
    # Each of these is worked out anew at every asking.
    errors, id = bound.errors, bound.auto_id
    parts = (
        ("hjalp", bool(help_text)),
        ("fel", bool(errors)),
        ("anm", bool(own_findings)),
    )
    described_by = " ".join([*([about] if about else []), *(f"{id}_{n}" for n, it in parts if it)])
    view = FieldView(
        kind=kind,
        label=str(bound.label if label is None else label),
        help=help_text,
        optional=optional_mark
        and not bound.field.required
        and not getattr(bound.field, "need_is_said", False)
        and kind != "checkbox",
        hide_label=hide_label,
        width=width or getattr(bound.field, "width_class", "") or _width_of(bound.field),
        unit=getattr(bound.field, "unit", ""),
        id=id,
        described_by=described_by,
        errors=errors,
        findings=own_findings,
    )
    if kind == "group":
        view.options = list(bound)
    else:
        attrs: dict[str, Any] = {"placeholder": False}
        if described_by:
            attrs["aria-describedby"] = described_by
        # Django points at its own help where none is drawn, unless the field has none.
        own_help, bound.help_text = bound.help_text, help_text
        view.control = bound.as_widget(attrs=attrs)
        bound.help_text = own_help
    return view


def _width_of(of: forms.Field) -> str:
    """A count of something has few digits."""
    return "number" if isinstance(of, forms.IntegerField) else ""


def shown_value(bound: BoundField) -> Any:
    """What a field holds, in the words that a person reads: the label of a choice, not its key."""
    value = bound.value()
    if isinstance(bound.field, forms.ChoiceField):
        options: Iterable[tuple[Any, Any]] = bound.field.choices  # type: ignore[assignment]
        labels = {str(key): label for key, label in options}
        chosen = value if isinstance(value, (list, tuple)) else [value]
        return [labels.get(str(one), "") for one in chosen if one not in (None, "")]
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return "Ja" if value else ""
    return "" if value is None else value


def error_links(
    forms_shown: Iterable[forms.BaseForm | forms.BaseFormSet[Any] | None],
    labels: Mapping[str, str] | None = None,
) -> list[ErrorLink]:
    """Every error of the forms and formsets, in the order of the page.

    ``labels`` holds the words of those fields that the page calls something else than the form.
    A form that is a row of a table, and says so by its ``title``, is named after its fields.
    """
    links: list[ErrorLink] = []
    for shown in forms_shown:
        if isinstance(shown, forms.BaseFormSet):
            if shown.is_bound:
                links += [ErrorLink("", str(e)) for e in shown.non_form_errors()]
                for number, form in enumerate(shown.forms, start=1):
                    links += _links_of(form, labels or {}, row=f"Rad {number}, ")
        elif shown is not None and shown.is_bound:
            links += _links_of(shown, labels or {})
    return links


def _links_of(form: forms.BaseForm, labels: Mapping[str, str], row: str = "") -> list[ErrorLink]:
    links = [ErrorLink("", str(e)) for e in form.non_field_errors()]
    for bound in form:
        name = labels.get(bound.name, str(bound.label or ""))
        # A label that is a sentence, or asks, ends without its sign: a colon follows.
        label = f"{row}{name.rstrip(' .:?')}" if name else row.rstrip(", ")
        label += f", {title}" if (title := getattr(form, "title", "")) else ""
        target = "" if bound.is_hidden else control_id(bound)
        for error in map(str, bound.errors):
            # A sentence that names its field is the link, and the name is not said twice.
            named = f"”{name.rstrip('.')}”" in error and label == name.rstrip(" .:?")
            links.append(ErrorLink(error, "", target) if named else ErrorLink(label, error, target))
    return links
