"""What made pages slow does not come back: templates in loops, and fields drawn by templates.

Counted, not timed: a count is the same on any machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django import forms
from django.template import Context, NodeList, Template, engines
from django.template.base import Node
from django.template.defaulttags import ForNode
from django.template.library import InclusionNode
from django.template.loader_tags import IncludeNode

import samordna

ROOT = Path(samordna.__file__).parent
TEMPLATES = sorted(str(p).split("/templates/")[1] for p in ROOT.glob("*/templates/**/*.html"))

#: Templates that a loop may include: where, what, and why there are never many of them.
FEW = {
    ("economy/space/_charts.html", "economy/space/_chart.html"): "a wide and a narrow one",
    ("flows/get_started.html", "web/_acts.html"): "only where seats are empty",
    ("funding/application.html", "funding/_figure_table.html"): "a budget has four tables",
    ("funding/sign.html", "funding/_after_refusal.html"): "what one signs for",
    ("funding/sign.html", "form_errors"): "one for each party that signs",
    ("funding/write_budget.html", "findings"): "one for each sheet of a workbook",
    ("funding/write_budget.html", "funding/_budget_side.html"): "costs and incomes",
    ("funding/write_send.html", "findings"): "one for each part of the application",
    ("initiatives/initiative.html", "initiatives/_amounts.html"): "one for each grant",
    ("letters/invitations_on_paper.html", "letters/_invitation_words.html"): "a printed page each",
    ("meetings/_item.html", "meetings/_exception.html"): "exceptions from one item",
    ("meetings/_merged.html", "meetings/_item_row.html"): "only the item that was saved",
    ("meetings/_paper.html", "meetings/_paper_lines.html"): "only for what a § has",
    ("meetings/_people.html", "meetings/_person.html"): "those who were ticked now",
    ("meetings/_presence.html", "meetings/_exception.html"): "those who come late or leave",
    ("meetings/_presence.html", "meetings/_person.html"): "some twenty; swapped one by one",
    ("meetings/_saved.html", "meetings/_item_row.html"): "the item saved and the one before",
    ("meetings/planning.html", "meetings/_offers.html"): "one for each kind of subject",
    ("meetings/_item_list.html", "meetings/_item_row.html"): "some twenty; swapped one by one",
    ("meetings/_paper.html", "meetings/_confirm_words.html"): "only what is to be read",
    ("parties/people.html", "parties/_mandates.html"): "a table for each body",
    ("parties/people.html", "parties/_roles.html"): "a table for each role",
    ("parties/today.html", "web/_acts.html"): "only where seats are empty",
    ("publicsite/board.html", "publicsite/_decisions.html"): "what hangs on the board now",
    ("publicsite/board.html", "publicsite/_facts.html"): "what hangs on the board now",
}


def included_in_loops(nodes: NodeList, in_loop: bool = False) -> Iterator[str]:
    """What is included inside a ``for``: a template's name, or a tag that has a template."""
    for node in nodes:
        if in_loop and isinstance(node, IncludeNode):
            yield node.token.contents.split()[1].strip('"')
        elif in_loop and isinstance(node, InclusionNode):
            yield node.token.contents.split()[0]
        yield from _within(node, in_loop)


def _within(node: Node, in_loop: bool) -> Iterator[str]:
    # Django's tags of blocks do not name their own.
    for name in dict.fromkeys((*node.child_nodelists, "nodelist")):
        inside = in_loop or (isinstance(node, ForNode) and name == "nodelist_loop")
        yield from included_in_loops(getattr(node, name, None) or NodeList(), inside)


def test_no_loop_over_rows_includes_a_template() -> None:
    """Rows are written in the loop itself, or by a tag that writes them all."""
    engine: Any = engines["django"]
    found = {
        (name, included)
        for name in TEMPLATES
        for included in included_in_loops(engine.get_template(name).template.nodelist)
    }
    assert found == set(FEW)


def test_the_search_finds_what_a_loop_includes() -> None:
    text = (
        '{% for a in b %}{% if a %}{% include "web/_nav_list.html" %}{% endif %}'
        '{% scroll "x" %}{% findings a %}{% endscroll %}{% empty %}{% outline a %}{% endfor %}'
        '{% include "web/_footer.html" %}'
    )
    assert list(included_in_loops(Template(text).nodelist)) == ["web/_nav_list.html", "findings"]


class Row(forms.Form):
    """A row of a typed budget, and a choice among many."""

    label = forms.CharField(help_text="Hjälp")
    amount = forms.CharField(required=False)
    party = forms.ChoiceField(choices=[(n, f"Part {n}") for n in range(50)])
    kind = forms.ChoiceField(choices=[(1, "En"), (2, "Två")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(required=False)


PAGE = (
    "{% for form in rows %}{% for bound in form %}{% field bound %}{% control bound %}"
    "{% endfor %}{% endfor %}"
)


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called, of Python and of C."""
    made = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return made


def page_of(rows: int) -> Callable[[], str]:
    page = Template(PAGE)
    context = Context({"rows": [Row(prefix=str(number)) for number in range(rows)]})
    return lambda: page.render(context)


def test_fields_and_their_controls_render_no_template(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered = []
    render = Template.render

    def watched(self: Template, context: Context) -> str:
        rendered.append(self.name)
        return render(self, context)

    draw = page_of(20)
    monkeypatch.setattr(Template, "render", watched)
    assert draw().count("<select") == 40
    assert rendered == [None]  # the page itself, which has no name


def test_what_a_row_of_fields_costs() -> None:
    """Ten fields with a hundred choices: 4 400 calls; with a template for each part, 37 000."""
    draw = {rows: page_of(rows) for rows in (1, 21)}
    for warm in draw.values():
        warm()
    a_row = (calls_of(draw[21]) - calls_of(draw[1])) / 20
    assert a_row < 6_000
