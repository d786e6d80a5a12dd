"""Wherever one writes more than a line it is saved while it is written, and a place says so.

The table says of each form with text areas how what is written is kept: in the thing itself, or as
its writer's own draft where others would read it, or something be done, before the button is
pressed. A form that the table does not name fails, and so does a page that keeps it otherwise.
"""

# ruff: noqa: E501
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

import samordna
from bench.pages import MOST_QUERIES_SAVED
from samordna.rooms import ROOMS
from tests.support.long_texts import DRAFT, IN_PLACE, LOST, long_forms
from tests.support.permissions import every_row
from tests.support.things import World
from tests.test_edit_forms import _page

SOURCES = Path(samordna.__file__).parent


@dataclass(frozen=True)
class Kept:
    """A form: its class, what is written about, how it is kept, its fields and its templates.

    ``made``: the text areas that it makes for itself, each a pattern.
    """

    form: str
    thing: str
    how: str
    fields: str
    templates: str
    made: str = ""


TABLE = (
    Kept("funding.forms.writing.AnswersForm", "a section of an application", IN_PLACE, "", "funding/write_answers", r"[\w-]+"),
    Kept("funding.forms.office.StatementForm", "a statement", IN_PLACE, "summary assessment cut_reason", "funding/statement", r"clause-\d+"),
    Kept("meetings.forms.decision.DecisionForm", "a paragraph at the table", IN_PLACE, "background claims back_because vote_order candidates reservations", "meetings/_decision", r"\w+-?\d*"),
    # Drafted from when the summons has gone out, and before there is an item at all.
    Kept("meetings.forms.planning.ItemForm", "an item in planning", IN_PLACE, "background proposal", "meetings/item_form"),
    Kept("meetings.forms.planning.ItemForm", "an item, new or summoned", DRAFT, "background proposal", "meetings/item_form"),
    Kept("funding.forms.calls.CallForm", "a call", DRAFT, "text", "funding/call_form"),
    # A line each, and many of them.
    Kept("economy.plan.forms.PlanHeadForm", "the rows of a plan", DRAFT, "", "economy/plan/edit_plan"),
    Kept("economy.funds.forms.ContributionKeyForm", "members' shares", DRAFT, "", "economy/plan/contribution_key"),
    Kept("funding.form_editor.FormEditor", "the questions of a form", DRAFT, "", "funding/edit_form"),
    Kept("meetings.forms.standard_agenda.StandardItemForm", "a template of agendas", DRAFT, "proposal", "meetings/standard_agenda", r"punkt-\d+-proposal"),
    Kept("parties.forms.association.AssociationForm", "the association's postal address", DRAFT, "postal_address", "parties/form"),
    Kept("flows.starting.forms.ImportForm", "a table of people", DRAFT, "table", "flows/import_people"),
    Kept("meetings.forms.boards.BoardsForm", "why a member posts no notice", DRAFT, "", "meetings/_boards_form", r"reason-\d+"),
    Kept("economy.plan.forms.RemovePlanForm", "why a plan is removed", DRAFT, "reason", "economy/plan/remove_plan"),
    Kept("flows.forms.ReplaceForm", "why somebody else signs", DRAFT, "reason", "flows/replace_signer"),
    Kept("funding.forms.signing.ExtendForm", "why the last day is moved", DRAFT, "reason", "funding/extend"),
    Kept("funding.forms.signing.ReasonForm", "why the office does something", DRAFT, "reason", "funding/remove_call funding/write_off"),
    Kept("funding.forms.signing.RecallForm", "why an application is taken back", DRAFT, "reason", "funding/recall"),
    Kept("funding.forms.signing.RefuseForm", "why an organisation does not sign", DRAFT, "reason", "funding/refuse"),
    Kept("funding.forms.signing.WithdrawForm", "why an application is withdrawn", DRAFT, "reason", "funding/withdraw"),
    Kept("meetings.forms.dispatch.UncalledForm", "why a meeting opens uncalled", DRAFT, "reason", "meetings/open"),
    Kept("meetings.forms.numbering.RenumberForm", "why paragraphs get other numbers", DRAFT, "reason", "meetings/renumber"),
    Kept("meetings.forms.reason.ReasonForm", "why something about a meeting is done", DRAFT, "reason", "meetings/recall flows/cancel_meeting flows/effect flows/refuse_minutes flows/returned_item"),
    Kept("meetings.forms.reason.UntakeForm", "why an item was not taken up", DRAFT, "reason", "meetings/untake"),
    Kept("parties.forms.people.MistakeForm", "why something never was", DRAFT, "reason", "parties/form"),
    Kept("register.forms.SkipForm", "why numbers are skipped", DRAFT, "reason", "register/first_number"),
)  # fmt: skip

#: The page of parts shows a form that is nobody's, and keeps nothing.
OF_NOBODY = {"web.views_components.ExampleForm", "web:components"}


def _classes() -> Iterator[type[forms.BaseForm]]:
    for room in ROOMS:
        package = import_module(room.module)
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if "form" in module.name and ".tests" not in module.name:
                import_module(module.name)
    left = [forms.BaseForm]
    while left:
        for one in left.pop().__subclasses__():
            left.append(one)
            if one.__module__.startswith("samordna.") and ".tests." not in one.__module__:
                yield one


def _areas(form: type[forms.BaseForm]) -> list[str]:
    fields: dict[str, forms.Field] = getattr(form, "base_fields", {})
    return [name for name, field in fields.items() if isinstance(field.widget, forms.Textarea)]


def test_every_form_with_a_text_area_says_how_it_is_kept() -> None:
    found = {
        f"{one.__module__.removeprefix('samordna.')}.{one.__name__}": one for one in _classes()
    }
    told = {row.form: set(row.fields.split()) for row in TABLE}
    assert {name for name in told if name not in found} == set(), "no such form"
    asked = {name: set(areas) for name, one in found.items() if (areas := _areas(one))}
    for name, areas in asked.items():
        if name not in OF_NOBODY:
            assert told.get(name) == areas, f"{name}: how are {areas} kept? Say so in TABLE."


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.thing}, {row.how}")
def test_its_template_keeps_it_so_and_has_a_place_that_says_it(row: Kept) -> None:
    for name in row.templates.split():
        (template,) = SOURCES.glob(f"*/templates/{name}.html")
        text = template.read_text()
        places = (
            ("_draft_state.html",) if row.how == DRAFT else ("_save_state.html", "data-save-state")
        )
        assert any(place in text for place in places), name
        assert ("data-unsaved" if row.how == DRAFT else "data-autosave") in text, name


@pytest.mark.django_db
def test_every_page_keeps_it_as_the_table_says(worlds: tuple[World, World]) -> None:
    seen = set()
    for page in every_row():
        if page.method != "GET" or page.name in OF_NOBODY:
            continue
        drawn = _page(worlds[0], page)
        for form in long_forms(drawn[2]) if drawn else ():
            assert form.kept != LOST, f"{page}: {form.areas} are kept nowhere"
            known = [row for row in TABLE if row.how == form.kept and _is_of(row, form.areas)]
            assert known, f"{page}: {form.areas} are kept {form.kept}, which TABLE does not say"
            seen.add(str(page))
    assert len(seen) > 25


def _is_of(row: Kept, areas: set[str]) -> bool:
    declared = set(row.fields.split())
    return all(
        name in declared or (row.made and re.fullmatch(row.made, name) is not None)
        for name in areas
    )


@pytest.mark.django_db
def test_a_draft_is_shown_to_its_writer_alone(
    worlds: tuple[World, World], django_assert_max_num_queries: Any
) -> None:
    """What the director has begun is in the director's page, on any computer, and nobody else's."""
    world, other = worlds
    page = reverse("funding:open_call", kwargs={"association": world.slug})
    keep = reverse("parties:keep_written", kwargs={"association": world.slug})
    people = {name: Client() for name in ("director", "registrar")}
    for name, client in people.items():
        client.force_login(
            world.cast.people[name], backend="django.contrib.auth.backends.ModelBackend"
        )
    sent = {"plats": page, "nyckel": f"samordna/1/{page}/0/a", "text": '{"changes": {}}'}
    with django_assert_max_num_queries(MOST_QUERIES_SAVED):
        assert people["director"].post(keep, sent).status_code == 204
    assert '{"samordna/1/' in people["director"].get(page).content.decode()
    assert '{"samordna/1/' not in people["registrar"].get(page).content.decode()
    assert people["registrar"].post(keep, {"kasta": sent["nyckel"]}).status_code == 204
    assert '{"samordna/1/' in people["director"].get(page).content.decode()
    assert people["director"].post(keep, {"kasta": sent["nyckel"]}).status_code == 204
    assert '{"samordna/1/' not in people["director"].get(page).content.decode()
    assert people["director"].post(keep.replace(world.slug, other.slug), sent).status_code == 404
