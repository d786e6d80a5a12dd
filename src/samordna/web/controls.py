"""Form controls, and the fields they stand in, written by Python instead of by templates.

A field took four templates, a control three more and each choice of a list two: a budget has sixty
fields and a list of attendees some eighty choices, and they took longer than the rest of their
pages. The markup of a control is Django's own, to the letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import linebreaks
from django.utils.safestring import SafeString

from samordna.kernel.findings import Finding
from samordna.web.components import FieldView, with_tones
from samordna.web.markup import escaped, with_whole_days


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    shown = "" if value is None else f' value="{escaped(value)}"'
    kind, name = escaped(widget["type"]), escaped(widget["name"])
    return f'<input type="{kind}" name="{name}"{shown}{_attributes(widget["attrs"])}>'


def _choice(widget: Mapping[str, Any]) -> str:
    """A radio button or a checkbox of a group, with its label around it where one is wanted."""
    if not widget["wrap_label"]:
        return _input(widget)
    target = f' for="{escaped(widget["attrs"]["id"])}"' if widget["attrs"].get("id") else ""
    return f"<label{target}>{_input(widget)} {escaped(widget['label'])}</label>"


def _textarea(widget: Mapping[str, Any]) -> str:
    name, attributes = escaped(widget["name"]), _attributes(widget["attrs"])
    return f'<textarea name="{name}"{attributes}>\n{escaped(widget["value"] or "")}</textarea>'


def _option(option: Mapping[str, Any]) -> str:
    attributes, label = _attributes(option["attrs"]), escaped(option["label"])
    return f'<option value="{escaped(option["value"])}"{attributes}>{label}</option>'


def _select(widget: Mapping[str, Any]) -> str:
    parts = [f'<select name="{escaped(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _ in widget["optgroups"]:
        drawn = [f"  {_option(option)}" for option in options]
        if group:
            drawn = [f'  <optgroup label="{escaped(group)}">', *drawn, "  </optgroup>"]
        parts += drawn
    return "\n".join([*parts, "</select>"])


_FOLDER = "django/forms/widgets"
_DRAWN: dict[str, Callable[[Mapping[str, Any]], str]] = {
    **dict.fromkeys(
        (
            f"{_FOLDER}/{kind}.html"
            for kind in ("text", "number", "email", "url", "password", "hidden", "checkbox", "file")
        ),
        _input,
    ),
    f"{_FOLDER}/radio_option.html": _choice,
    f"{_FOLDER}/checkbox_option.html": _choice,
    f"{_FOLDER}/textarea.html": _textarea,
    f"{_FOLDER}/select.html": _select,
}


class ControlRenderer(DjangoTemplates):
    """Draws the controls that forms are made of here; what it does not know, Django draws."""

    def render(
        self, template_name: str, context: dict[str, Any], request: Any = None
    ) -> SafeString:
        """The markup of one control."""
        draw = _DRAWN.get(template_name)
        if draw is None:
            return SafeString(super().render(template_name, context, request))
        return SafeString(draw(context["widget"]))


def draw_options(choices: Iterable[tuple[Any, Any]], chosen: Any = None) -> SafeString:
    """The options of a select that stands in no form: pairs of value and label."""
    return SafeString(
        "".join(
            _option({"value": value, "attrs": {"selected": value == chosen}, "label": label})
            for value, label in choices
        )
    )


# Fields -------------------------------------------------------------------------------------------


def draw_field(field: FieldView, compact: bool = False) -> SafeString:
    """A field with its label, help, errors, control and findings; only what it has of them."""
    draw = {"hidden": _hidden, "checkbox": _checkbox, "group": _group}.get(field.kind)
    return SafeString(draw(field) if draw else _plain(field, compact))


def draw_field_findings(found: Iterable[Finding], id: str = "") -> SafeString:
    """Findings as a compact list, to stand under what they are about; nothing for none."""
    lines = "".join(
        f'<li class="{escaped(tone)}"><strong>{escaped(finding.severity_label)}:</strong>'
        f" {with_whole_days(finding.message)}</li>"
        for finding, tone in with_tones(found)
    )
    anchor = f' id="{escaped(id)}"' if id else ""
    return SafeString(f'<ul class="field-findings"{anchor}>{lines}</ul>' if lines else "")


def draw_as_text(label: str, value: Any) -> SafeString:
    """What a field holds, as text under its label; nothing for a field that holds nothing.

    ``value`` is one text or several. A form that cannot be written in is not shown disabled: its
    text would be grey, cut off in its boxes, and left out by whoever reads by the keyboard.
    """
    texts = [str(v).strip() for v in value] if isinstance(value, (list, tuple)) else [str(value)]
    lines = [linebreaks(with_whole_days(text)) for text in texts if text.strip()]
    if not lines:
        return SafeString("")
    return SafeString(f'<h3 class="field-name">{escaped(label)}</h3>\n{"".join(lines)}')


def _hidden(field: FieldView) -> str:
    return str(field.control)


def _plain(field: FieldView, compact: bool) -> str:
    control = str(field.control)
    if field.unit:
        unit = f'<span class="unit" aria-hidden="true">{escaped(field.unit)}</span>'
        control = f'<span class="with-unit">{control}{unit}</span>'
    return (
        f'<div class="{_classes(field, "field", field.width, "compact" if compact else "")}">\n'
        f'<label for="{escaped(field.id)}"{_unseen(field)}>{_words(field)}</label>\n'
        f"{_about(field)}{control}\n{_findings(field)}</div>"
    )


def _checkbox(field: FieldView) -> str:
    label = f"<span{_unseen(field)}>{escaped(field.label)}</span>"
    return (
        f'<div class="{_classes(field, "field", "field-checkbox")}">\n'
        f'<label class="choice" for="{escaped(field.id)}">{field.control} {label}</label>\n'
        f"{_about(field)}{_findings(field)}</div>"
    )


def _group(field: FieldView) -> str:
    about = f' aria-describedby="{escaped(field.described_by)}"' if field.described_by else ""
    choices = "\n".join(
        f'<label class="choice" for="{escaped(option.id_for_label)}">{option.tag()} '
        f"<span>{escaped(option.choice_label)}</span></label>"
        for option in field.options
    )
    return (
        f'<fieldset id="{escaped(field.id)}"'
        f' class="{_classes(field, "field", "field-group", field.width)}"{about}>\n'
        f"<legend{_unseen(field)}>{_words(field)}</legend>\n"
        f'{_about(field)}<div class="choices-list">\n{choices}\n</div>\n'
        f"{_findings(field)}</fieldset>"
    )


def _classes(field: FieldView, *names: str) -> str:
    return escaped(" ".join(filter(None, (*names, "has-errors" if field.errors else ""))))


def _unseen(field: FieldView) -> str:
    """The class of a label that is there for screen readers only."""
    return ' class="visually-hidden"' if field.hide_label else ""


def _words(field: FieldView) -> str:
    mark = ' <span class="optional">(valfritt)</span>' if field.optional else ""
    return f"{escaped(field.label)}{mark}"


def _about(field: FieldView) -> str:
    help_text = ""
    if field.help:
        help_text = (
            f'<div class="field-help" id="{escaped(field.id)}_hjalp">{escaped(field.help)}</div>\n'
        )
    if not field.errors or field.errors_beneath:
        return help_text
    errors = "\n".join(
        f'<p><span class="visually-hidden">Fel:</span> {with_whole_days(error)}</p>'
        for error in field.errors
    )
    return f'{help_text}<div class="field-errors" id="{escaped(field.id)}_fel">\n{errors}\n</div>\n'


def _findings(field: FieldView) -> str:
    return draw_field_findings(field.findings, f"{field.id}_anm") if field.findings else ""
