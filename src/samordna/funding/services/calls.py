"""Calls (utlysningar) and the forms that they use."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from samordna.funding.models import Call, FormVersion
from samordna.funding.policies import may_edit_calls
from samordna.funding.rules.form import parse_form
from samordna.funding.services.errors import CallInUse
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal, journal_change
from samordna.kernel.counting import counted
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.numbers import take_number

FORMS = Path(__file__).resolve().parent.parent / "forms_default"
DEFAULT_FORM = FORMS / "ansokan-2025.json"


@changes
def install_default_form(*, actor: Actor) -> FormVersion:
    """Give the association the form that comes with the product, once; journalled."""
    raw = json.loads(DEFAULT_FORM.read_text(encoding="utf-8"))
    existing = FormVersion.objects.filter(
        association_id=actor.association_id, name=raw["name"], version=raw["version"]
    ).first()
    if existing is not None:
        return existing
    definition = {"sections": raw["sections"], "agreement": raw["agreement"]}
    return add_form_version(
        actor=actor,
        name=raw["name"],
        valid_from=date.fromisoformat(raw["valid_from"]),
        definition=definition,
    )


@changes
def add_form_version(
    *, actor: Actor, name: str, valid_from: date, definition: dict[str, Any]
) -> FormVersion:
    """Add the next version of a form; journalled. Applications keep the version they began on.

    Raises Refused, and BadForm with a Swedish sentence for a definition that is no form.
    """
    require(may_edit_calls(actor))
    parse_form(definition)
    form = FormVersion.objects.create(
        association_id=actor.association_id,
        name=name,
        version=take_number(actor.association_id, kind="form", key=name[:40]),
        valid_from=valid_from,
        definition=definition,
    )
    journal(actor=actor, verb="add_form_version", subject=form, after={"name": str(form)})
    return form


@changes
def open_call(
    *,
    actor: Actor,
    title: str,
    text: str,
    opens_on: date,
    closes_on: date,
    form: FormVersion,
) -> Call:
    """Publish a call with the next number; journalled. Raises Refused."""
    require(may_edit_calls(actor))
    call = Call.objects.create(
        association_id=actor.association_id,
        number=take_number(actor.association_id, kind="call", key=""),
        title=title,
        text=text,
        opens_on=opens_on,
        closes_on=closes_on,
        form=form,
    )
    journal(actor=actor, verb="open_call", subject=call, after=_facts(call))
    return call


@changes
def edit_call(
    *,
    actor: Actor,
    call: Call,
    title: str,
    text: str,
    opens_on: date,
    closes_on: date,
    form: FormVersion,
) -> Call:
    """Change a call; journalled. Applications already begun keep their form. Raises Refused."""
    require(may_edit_calls(actor))
    call = for_change(Call.objects.all()).get(pk=call.pk)
    before = _facts(call)
    call.title, call.text = title, text
    call.opens_on, call.closes_on, call.form = opens_on, closes_on, form
    call.save()
    journal_change(actor=actor, verb="edit_call", subject=call, before=before, after=_facts(call))
    return call


@changes
def remove_call(*, actor: Actor, call: Call, reason: str) -> None:
    """Remove a call that was opened by mistake; journalled with all that it said.

    Raises Refused, and :class:`CallInUse` when an application has been begun in it, or it is gone.
    """
    require(may_edit_calls(actor))
    held = for_change(Call.objects.all()).filter(pk=call.pk).first()
    if held is None:
        raise CallInUse("Någon annan har redan tagit bort utlysningen.")
    call, begun = held, held.applications.count()
    if begun:
        raise CallInUse(
            f"I utlysningen har {counted(begun, 'ansökan', 'ansökningar')} börjat skrivas, och den "
            "tas inte bort. Ändra sista dagen i stället, så tar den inte emot fler."
        )
    journal(
        actor=actor, verb="remove_call", subject=call, before=_facts(call), after={"reason": reason}
    )
    call.delete()


def _facts(call: Call) -> dict[str, Any]:
    return {
        "number": call.number,
        "title": call.title,
        "text": call.text,
        "opens_on": call.opens_on,
        "closes_on": call.closes_on,
        "form": call.form_id,
    }
