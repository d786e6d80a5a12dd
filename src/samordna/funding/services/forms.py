"""The forms of applications: chosen among the ready ones, and changed by new versions."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from samordna.funding.models import FormVersion
from samordna.funding.policies import may_edit_calls
from samordna.funding.rules.form import parse_form
from samordna.funding.services.calls import FORMS, add_form_version
from samordna.ground.locking import for_change
from samordna.ground.references import references_to, said_of
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.kernel.ordering import name_key
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.models import Association, Body
from samordna.parties.services.errors import StillUsed
from samordna.web.revisions import Stale


@dataclass(frozen=True, slots=True)
class ReadyForm:
    """A form that comes with the product: its key, name, what it is for, and its content."""

    key: str
    name: str
    about: str
    definition: dict[str, Any]

    @property
    def asks_of_local_group(self) -> bool:
        """Whether something in it is about the local group that has taken up the application."""
        return self.definition != self.without_local_group()

    def without_local_group(self) -> dict[str, Any]:
        """The content for an association without local groups: nothing is asked about them."""
        definition = deepcopy(self.definition)
        for section in definition["sections"]:
            section["questions"] = [
                question for question in section["questions"] if not question.get(OF_LOCAL_GROUP)
            ]
        return definition


#: Marks a question of a ready form that only an association with local groups has an answer to.
OF_LOCAL_GROUP = "of_local_group"


def ready_forms() -> list[ReadyForm]:
    """The forms that come with the product, by name."""
    found = [_read(path) for path in FORMS.glob("*.json")]
    return sorted(found, key=lambda form: name_key(form.name))


def _read(path: Path) -> ReadyForm:
    raw = json.loads(path.read_text(encoding="utf-8"))
    definition = {"sections": raw["sections"], "agreement": raw["agreement"]}
    return ReadyForm(path.stem, raw["name"], raw["about"], definition)


@changes
def choose_form(
    *, actor: Actor, ready: ReadyForm, valid_from: date, local_groups: bool = False
) -> FormVersion:
    """Give the association one of the ready forms, once; journalled. Raises Refused.

    ``local_groups``: whether local groups take up the applications: the form asks which and when.
    """
    require(may_edit_calls(actor))
    for_change(Association.objects.all()).get(pk=actor.association_id)  # two at once take turns
    has = FormVersion.objects.filter(association_id=actor.association_id, name=ready.name)
    return has.order_by("-version").first() or add_form_version(
        actor=actor,
        name=ready.name,
        valid_from=valid_from,
        definition=ready.definition if local_groups else ready.without_local_group(),
    )


def newest_version(form: FormVersion) -> FormVersion:
    """The newest version of the form of that name. One query."""
    versions = FormVersion.objects.filter(association_id=form.association_id, name=form.name)
    return versions.latest("version")


def has_local_groups() -> bool:
    """Whether the association of the open scope has a local group. One query."""
    return Body.objects.filter(kind=Body.Kind.LOCAL_GROUP).exists()


@changes
def edit_form(
    *,
    actor: Actor,
    form: FormVersion,
    name: str,
    valid_from: date,
    questions: dict[str, dict[str, Any]],
    seen: int | None = None,
) -> FormVersion:
    """Make the next version of a form; journalled. Applications keep the version they began on.

    ``questions`` has label, help and required by the question's key; one with an empty label, or
    left out, is taken away, and a section without questions goes with it. ``seen`` is the key of
    the newest version when the actor read the form. Raises Refused, BadForm for a form without
    questions, and :class:`~samordna.web.revisions.Stale` when somebody has made a version since.
    """
    require(may_edit_calls(actor))
    for_change(Association.objects.all()).get(pk=actor.association_id)  # two take turns
    if seen is not None and seen != (newest := newest_version(form)).pk:
        raise Stale(newest.pk)
    definition = deepcopy(form.definition)
    sections = []
    for section in definition["sections"]:
        kept = [
            {**question, **questions[question["key"]]}
            for question in section["questions"]
            if questions.get(question["key"], {}).get("label")
        ]
        if kept:
            sections.append({**section, "questions": kept})
    definition["sections"] = sections
    parse_form(definition)
    if definition == form.definition and name == form.name:
        return form
    return add_form_version(actor=actor, name=name, valid_from=valid_from, definition=definition)


def why_form_stays(form: FormVersion) -> str:
    """Why a version of a form cannot be taken away, as a Swedish sentence; empty when it can. One
    query."""
    if used := said_of(references_to(form)):
        return f"{form} kan inte tas bort, eftersom den har {used}."
    return ""


@changes
def remove_form(*, actor: Actor, form: FormVersion) -> None:
    """Take away a version of a form that no call and no application has; journalled with what it
    asked.

    Raises Refused, and StillUsed with what refers to it.
    """
    require(may_edit_calls(actor))
    locked = for_change(FormVersion.objects.all()).get(pk=form.pk)
    if reason := why_form_stays(locked):
        raise StillUsed(reason)
    before = {
        "name": locked.name,
        "version": locked.version,
        "valid_from": locked.valid_from,
        "definition": locked.definition,
    }
    journal(actor=actor, verb="remove_form_version", subject=locked, before=before)
    locked.delete()
