"""Writing an application: begun, saved section by section, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samordna.funding.models import (
    Application,
    ApplicationPartner,
    BudgetAmount,
    Call,
)
from samordna.funding.policies import may_edit, may_start, may_withdraw
from samordna.funding.rules.form import BUDGET, INITIATIVE, parse_form
from samordna.funding.services.errors import PartnerHasAmounts
from samordna.funding.services.locking import locked, take_step
from samordna.ground import clock
from samordna.ground.locking import for_change
from samordna.journal.changes import changes
from samordna.journal.services import journal, journal_change, journal_writing
from samordna.kernel.unread import Fields, as_json
from samordna.parties.access import Refused, require
from samordna.parties.actors import Actor
from samordna.parties.models import Organisation
from samordna.parties.numbers import take_number
from samordna.register.models import Record
from samordna.register.steps import register_record
from samordna.web.revisions import Stale


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeFacts:
    """The facts of the section Insatsen. ``partner_ids`` are in the order of the budget."""

    name: str
    kind: str
    nature: str
    extends: str = ""
    partner_ids: tuple[int, ...] = ()
    period_from: date | None = None
    period_to: date | None = None
    intake_end: date | None = None


@changes
def start_application(
    *,
    actor: Actor,
    call: Call,
    owner: Organisation,
    name: str,
    kind: str,
    nature: str = Application.Nature.NEW,
    extends: str = "",
) -> Application:
    """Begin an application in an open call, on the call's form; journalled. Raises Refused."""
    # Held, so that the call is not removed meanwhile.
    held = for_change(Call.objects.all()).filter(pk=call.pk).first()
    if held is None:
        raise Refused("Utlysningen är borttagen.")
    call = held
    require(may_start(actor, call, owner.pk, clock.today()))
    moment = clock.now()
    application = Application.objects.create(
        association_id=actor.association_id,
        number=take_number(actor.association_id, kind="application", key=""),
        call=call,
        form_id=call.form_id,
        owner=owner,
        name=name,
        kind=kind,
        nature=nature,
        extends=extends,
        created_by_id=actor.person_id,
        created_at=moment,
        changed_at=moment,
    )
    journal(
        actor=actor,
        verb="start_application",
        subject=application,
        after={"number": application.number, "call": call.number, "owner": owner.name},
    )
    return application


@changes
def save_application(
    *,
    actor: Actor,
    application: Application,
    revision: int,
    facts: InitiativeFacts | None = None,
    section: str = "",
    answers: Mapping[str, str] | None = None,
    unread: Fields | None = None,
    writing: bool = False,
) -> Application:
    """Save one section of a draft: its ``facts``, or the ``answers`` of a ``section``; journalled.

    ``revision`` is the one that the section was read at. ``unread``: what was typed in it and
    cannot be read, by input, which is kept as it was typed and stops the sending. ``writing``:
    saved while it is written, and journalled once for ten minutes of it. Raises Refused,
    :class:`Stale` when somebody has saved the same section since then, :class:`PartnerHasAmounts`,
    and KeyError for a section that the form does not have.
    """
    application = locked(application)
    require(may_edit(actor, application))
    if facts is not None:
        require_current(application, INITIATIVE, revision)
        before, after = _save_facts(application, facts)
        touch(application, INITIATIVE, unread)
    else:
        require_current(application, section, revision)
        before, after = _save_answers(application, section, answers or {})
        touch(application, section, unread)
    application.save()
    note = journal_writing if writing else journal_change
    note(actor=actor, verb="save_application", subject=application, before=before, after=after)
    return application


def require_current(application: Application, section: str, revision: int) -> None:
    """Raise :class:`Stale` unless the section stands as it did at ``revision`` of the application.

    Other sections may have been saved since. A revision that the application has not come to was
    never read by anybody.
    """
    if not application.section_revisions.get(section, 0) <= revision <= application.revision:
        raise Stale(application.revision)


def touch(application: Application, section: str, unread: Fields | None = None) -> None:
    """Count the change, and remember that it was this section's, and what of it cannot be read.

    A budget that is changed is no longer what a workbook made it. The caller saves the row.
    """
    if section == BUDGET:
        application.before_workbook = {}
    application.unread.pop(section, None)
    if unread:
        application.unread[section] = as_json(unread)
    application.revision += 1
    application.section_revisions[section] = application.revision
    application.changed_at = clock.now()


def _save_facts(
    application: Application, facts: InitiativeFacts
) -> tuple[dict[str, Any], dict[str, Any]]:
    before = _facts(application)
    application.name, application.kind = facts.name, facts.kind
    application.nature, application.extends = facts.nature, facts.extends
    application.period_from, application.period_to = facts.period_from, facts.period_to
    application.intake_end = facts.intake_end
    partner_ids = [pk for pk in facts.partner_ids if pk != application.owner_id]
    before["partners"] = _set_partners(application, partner_ids)
    if before["partners"] != partner_ids:
        application.before_workbook = {}  # the amounts there are the earlier parties'
    return before, {**_facts(application), "partners": partner_ids}


def _facts(application: Application) -> dict[str, Any]:
    return {
        "name": application.name,
        "kind": application.kind,
        "nature": application.nature,
        "extends": application.extends,
        "period_from": application.period_from,
        "period_to": application.period_to,
        "intake_end": application.intake_end,
    }


def _set_partners(application: Application, wanted: Sequence[int]) -> list[int]:
    """Make the partners those wanted, in that order; return who they were. One query where nothing
    changes, and five at most."""
    rows = {row.organisation_id: row for row in application.partners.all()}
    places = {pk: place for place, pk in enumerate(wanted, start=1)}
    if places == {pk: row.position for pk, row in rows.items()}:
        return list(rows)
    gone = [pk for pk in rows if pk not in wanted]
    with_money = (
        BudgetAmount.objects.filter(line__application=application, organisation_id__in=gone)
        .exclude(amount_kr=0)
        .values_list("organisation__name", flat=True)
        .distinct()
    )
    if names := sorted(with_money):
        raise PartnerHasAmounts(
            f"{', '.join(names)} har belopp i budgeten. Ta bort beloppen i avsnittet Budget först."
        )
    ApplicationPartner.objects.filter(application=application, organisation_id__in=gone).delete()
    moved = [row for pk, row in rows.items() if pk in places and row.position != places[pk]]
    for row in moved:
        row.position = places[row.organisation_id]
    ApplicationPartner.objects.bulk_update(moved, ["position"])
    ApplicationPartner.objects.bulk_create(
        ApplicationPartner(
            application=application,
            organisation_id=pk,
            position=place,
            association_id=application.association_id,
        )
        for pk, place in places.items()
        if pk not in rows
    )
    return list(rows)


def _save_answers(
    application: Application, section_key: str, answers: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    section = parse_form(application.form.definition).section(section_key)
    if section is None:
        raise KeyError(section_key)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for question in section.questions:
        old, new = application.answers.get(question.key, ""), answers.get(question.key, "")
        if old != new:
            before[question.key], after[question.key] = old, new
            application.answers[question.key] = new
    return {"section": section_key, **before}, {"section": section_key, **after}


@changes
def withdraw_application(
    *, actor: Actor, application: Application, reason: str = ""
) -> Application:
    """Withdraw an application that is not decided; journalled, and registered if it has a matter.

    Raises Refused, and IllegalTransition.
    """
    application = locked(application)
    require(may_withdraw(actor, application))
    before = take_step(application, "withdraw")
    why = f". Skäl: {' '.join(reason.split())}" if reason.strip() else ""
    application.settled_on = clock.today()
    application.changed_at = clock.now()
    application.save(update_fields=["state", "settled_on", "changed_at"])
    if application.matter is not None:
        register_record(
            actor=actor,
            matter=application.matter,
            direction=Record.Direction.IN,
            subject=f"Återkallelse av ansökan: {application.name}{why}",
            counterparty=application.owner.name,
        )
    journal(
        actor=actor,
        verb="withdraw_application",
        subject=application,
        before={"state": before},
        after={"state": application.state, "reason": reason},
    )
    return application
