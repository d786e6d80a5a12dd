"""Tags and filters of every template, besides those of figures and days (``figures.py``) and links;
``docs/components.md`` lists them with their usage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samordna.kernel.checksums import in_groups
from samordna.kernel.counting import counted
from samordna.kernel.findings import Finding, summary
from samordna.kernel.sentences import listed, without_stop
from samordna.web.components import (
    OutlineItem,
    error_links,
    field_view,
    findings_for,
    shown_value,
    with_tones,
)
from samordna.web.controls import draw_as_text, draw_field, draw_field_findings, draw_options
from samordna.web.held import MARK, ONCE, mark_for
from samordna.web.markup import escaped, with_whole_days, with_whole_marks
from samordna.web.once import new_key
from samordna.web.refused import RefusedPost, refused_post
from samordna.web.templatetags.figures import is_missing
from samordna.web.words import with_soft_hyphens
from samordna.web.written import as_carried, texts_at

if TYPE_CHECKING:
    from django import forms
    from django.core.paginator import Page
    from django.forms.boundfield import BoundField

    from samordna.web.shared import ThreadStep

register = template.Library()

TONES = ("neutral", "info", "success", "warning", "danger")
STEP_WORDS = {"done": "klart", "now": "nu", "coming": "kommande"}


# Forms --------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def csrf_token(context: template.Context) -> SafeString:
    """Django's token and, beside it, the mark of whoever the page is made for (``web/held.py``)
    and the form's own key (``web/once.py``).

    It takes the place of Django's tag, so that no form of the house can be without the two.
    """
    token = context.get("csrf_token")
    if not token or str(token) == "NOTPROVIDED":
        return SafeString("")
    html = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)
    request = context.get("request")
    if request is not None and (mark := mark_for(request)):
        html += format_html('<input type="hidden" name="{}" value="{}">', MARK, mark)
        # A browser that draws the page anew must not put the key of the earlier one back.
        html += format_html(
            '<input type="hidden" name="{}" value="{}" autocomplete="off">', ONCE, new_key(request)
        )
    return html


@register.simple_tag(takes_context=True)
def own_drafts(context: template.Context, at: str = "") -> SafeString:
    """What the reader has written in forms that are sent to an address, the page's own unless told,
    and has not pressed their button for (``web/written.py``): a data element that the script
    reads, with JSON by key. One query."""
    request = context.get("request")
    actor = getattr(request, "actor", None)
    if request is None or actor is None or not actor.is_insider:
        return as_carried({})
    return as_carried(texts_at(actor.association_id, str(request.user.pk), at or request.path))


@register.simple_tag(takes_context=True)
def refused_texts(context: template.Context) -> RefusedPost | None:
    """What was typed in the post that the page refuses (``web/refused.py``)."""
    request = context.get("request")
    return None if request is None else refused_post(request)


@register.simple_tag
def office(of: Any, about: str = "") -> SafeString:
    """How one reaches the office of an association, inside a sentence: by the ways it has given.

    ``about`` is the subject of the letter. Of no association, as on a link that leads nowhere, it
    says nothing.
    """
    if is_missing(of):
        return SafeString("förbundets kansli")
    if of.email:
        subject = f"?subject={quote(about)}" if about else ""
        written = format_html('<a href="mailto:{}{}">{}</a>', of.email, subject, address(of.email))
        return format_html("{} eller ring {}", written, of.phone) if of.phone else written
    ways = [f"telefon {of.phone}"] if of.phone else []
    ways += [of.postal_address] if of.postal_address else []
    return format_html("{}", ", ".join(["förbundets kansli", *ways]))


# States, findings, people -------------------------------------------------------------------------


def _tone(tone: str) -> str:
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"the tone is one of {', '.join(TONES)}, not {tone!r}")
    return tone


register.filter("listed", listed)


@register.filter
def checksum(value: str) -> str:
    """A checksum in groups of four, to be compared by eye: ``9f86 d081``."""
    return in_groups(value)


@register.filter
def divisible(text: object) -> str:
    """A text whose long words may be divided, for headings and narrow columns; never for a form."""
    return with_soft_hyphens(str(text))


@register.filter
def whole_days(text: object) -> SafeString:
    """A text that somebody or a rule has written, in which no day is divided over two lines."""
    return with_whole_days(text)


@register.filter
def whole_marks(text: object) -> SafeString:
    """As :func:`whole_days`, and neither is a § divided from its number: in narrow places."""
    return with_whole_marks(text)


@register.filter
def headed(text: object) -> SafeString:
    """A line of which what stands before its first colon is its head: ”Beslutet innebär: …”."""
    head, colon, rest = str(text).partition(": ")
    if not colon:
        return with_whole_days(text)
    return SafeString(f"<strong>{escaped(head)}:</strong> {with_whole_days(rest)}")


@register.filter
def unstopped(text: str) -> str:
    """What somebody has written before a full stop of ours."""
    return without_stop(str(text))


@register.filter
def address(text: str) -> SafeString:
    """A mail address that is divided after its @ where it has no room in one line."""
    return SafeString(escaped(text).replace("@", "@<wbr>"))


@register.simple_tag
def badge(text: str, tone: str = "neutral") -> SafeString:
    """A state in words, with a small shape and a tone."""
    return SafeString(f'<span class="badge {_tone(tone)}">{escaped(text)}</span>')


@register.inclusion_tag("web/components/findings.html")
def findings(
    found: Iterable[Finding],
    empty: str = "Inga anmärkningar.",
    link_fields: bool = False,
    ways: Mapping[Finding, Sequence[tuple[str, str]]] | None = None,
) -> dict[str, Any]:
    """All findings, the worst first, with their places and figures; ``ways``: the links, with
    their words, to where each is put right."""
    rows = [(finding, tone, (ways or {}).get(finding, ())) for finding, tone in with_tones(found)]
    return {"rows": rows, "empty": empty, "link_fields": link_fields}


@register.simple_tag
def field_findings(found: Iterable[Finding], field: str, id: str = "") -> SafeString:
    """The findings about one field, compact."""
    return draw_field_findings(findings_for(found, field), id)


@register.simple_tag(name="counted")
def counted_tag(number_of: int, one: str, many: str) -> str:
    """How many of something: ``{% counted 1 "ansökan" "ansökningar" %}`` is *1 ansökan*."""
    return counted(number_of, one, many)


@register.simple_tag
def findings_summary(found: Iterable[Finding]) -> str:
    """How many findings of each severity: ``2 fel, 1 varning``."""
    return summary(found or ())


@register.simple_tag
def person(name: str, organisation: str = "", role: str = "") -> SafeString:
    """A person's name, with role and organisation after it."""
    about = "".join(f", {part}" for part in (role, organisation) if part)
    return SafeString(
        f'<span class="person"><span class="person-name">{escaped(name)}</span>'
        f'<span class="person-about">{escaped(about)}</span></span>'
    )


@register.inclusion_tag("web/components/thread.html")
def thread(steps: Iterable[ThreadStep], label: str = "Röda tråden") -> dict[str, Any]:
    """Röda tråden: each step with its day, state and link."""
    return {"steps": [(s, STEP_WORDS[s.state]) for s in steps], "label": label}


@register.inclusion_tag("web/components/outline.html")
def outline(items: Iterable[OutlineItem], label: str = "Delar") -> dict[str, Any]:
    """The steps of a long form, each with its state."""
    return {"items": list(items), "label": label}


# Forms --------------------------------------------------------------------------------------------


@register.simple_tag
def field(bound: BoundField, **options: Any) -> SafeString:
    """A form field with label, help, errors and findings, linked to each other."""
    return draw_field(field_view(bound, **options))


@register.simple_tag
def control(
    bound: BoundField, row: str = "", errors_beneath: bool = False, **options: Any
) -> SafeString:
    """A form field in a row of a table: the label is there for screen readers only.

    ``row`` is what the row is called: a field says which one it stands in, and not only its column.
    ``errors_beneath``: the page has a line beneath the row for what is wrong in its narrow cells.
    """
    options = {"hide_label": True, "help": "", "optional_mark": False, **options}
    if row:
        options["label"] = f"{options.get('label', bound.label)}, {row}"
    view = field_view(bound, **options)
    view.errors_beneath = errors_beneath
    return draw_field(view, compact=True)


@register.simple_tag
def options(choices: Iterable[tuple[Any, Any]], chosen: Any = None) -> SafeString:
    """The options of a select that stands in no form: pairs of value and label."""
    return draw_options(choices, chosen)


@register.simple_tag
def as_text(bound: BoundField, label: str = "") -> SafeString:
    """What a field holds, as text under its label; nothing when it holds nothing."""
    return draw_as_text(label or str(bound.label), shown_value(bound))


@register.inclusion_tag("web/components/form_errors.html")
def form_errors(
    *shown: forms.BaseForm | forms.BaseFormSet[Any] | list[forms.BaseForm] | None, **labels: str
) -> dict[str, Any]:
    """The one summary of all errors of the forms, each a link to its control. A list of forms, as
    of the rows of a table, stands among the others.

    A keyword names a field as the page calls it: ``{% form_errors form code="Kod ur appen" %}``.
    """
    every = [form for one in shown for form in (one if isinstance(one, list) else [one])]
    return {"errors": error_links(every, labels)}


# Parts of a page ----------------------------------------------------------------------------------


@register.simple_block_tag
def scroll(content: SafeString, label: str) -> SafeString:
    """A region that scrolls sideways by itself and can be reached with the keyboard."""
    return format_html(
        '<div class="table-scroll" role="region" aria-label="{}" tabindex="0">{}</div>',
        label,
        content,
    )


@register.simple_block_tag
def callout(content: SafeString, tone: str = "info", title: str = "") -> SafeString:
    """A notice in the page."""
    heading = format_html('<p class="callout-title">{}</p>', title) if title else ""
    return format_html(
        '<div class="callout {}">{}<div class="callout-body">{}</div></div>',
        _tone(tone),
        heading,
        content,
    )


@register.simple_block_tag
def empty_state(content: SafeString, text: str) -> SafeString:
    """An empty state: a kind sentence and, between the tags, a way on."""
    return format_html('<div class="empty"><p class="empty-text">{}</p>{}</div>', text, content)


@register.simple_block_tag
def dialog(content: SafeString, id: str, title: str) -> SafeString:
    """A dialog, opened by a link to its id; without script it opens in the page."""
    return format_html(
        '<dialog class="dialog" id="{0}" aria-labelledby="{0}-rubrik">'
        '<div class="dialog-head"><h2 id="{0}-rubrik">{1}</h2>'
        '<a class="button quiet" href="#innehall" data-dialog-close>Stäng</a></div>'
        '<div class="dialog-body">{2}</div></dialog>',
        id,
        title,
        content,
    )


@register.inclusion_tag("web/components/pagination.html", takes_context=True)
def pagination(
    context: template.Context, page: Page[Any], parameter: str = "sida"
) -> dict[str, Any]:
    """Links to the pages of a long list; the other parameters of the address stay."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None

    def address(number_of: int | None) -> str:
        if number_of is None:
            return ""
        if query is None:
            return f"?{parameter}={number_of}"
        query[parameter] = str(number_of)
        return f"?{query.urlencode()}"

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "page": page,
        "links": [(n, address(n) if isinstance(n, int) else "") for n in shown],
        "previous_url": address(page.number - 1 if page.has_previous() else None),
        "next_url": address(page.number + 1 if page.has_next() else None),
    }
