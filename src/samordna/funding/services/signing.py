"""From draft to submitted: the exact version is frozen, signed by every party, or taken back."""

from __future__ import annotations

from datetime import date

from samordna.documents.models import PDF
from samordna.documents.pdf.render import render_pdf
from samordna.documents.steps import add_version, sign
from samordna.funding.kinds import PaperKind
from samordna.funding.models import (
    Application,
    ApplicationVersion,
    WantedSignature,
)
from samordna.funding.papers import application_paper
from samordna.funding.policies import acts_for_owner, may_recall, may_send, may_sign
from samordna.funding.queries.content import draft_content
from samordna.funding.queries.signatories import nobody_signs_for, without_signatory
from samordna.funding.rules.completeness import check_content, may_be_sent
from samordna.funding.rules.content import to_json
from samordna.funding.services.errors import (
    NobodySigns,
    NotComplete,
    ReasonMissing,
    VersionGone,
)
from samordna.funding.services.locking import locked, take_step
from samordna.funding.services.stuck import extend_deadline
from samordna.ground import clock
from samordna.journal.changes import changes
from samordna.journal.services import journal
from samordna.parties.access import require
from samordna.parties.actors import Actor
from samordna.parties.settings import setting

SIGNATORY = "Firmatecknare"


@changes
def request_signatures(*, actor: Actor, application: Application) -> ApplicationVersion:
    """Freeze a complete draft as a PDF and ask every party to sign it; journalled.

    Raises Refused, :class:`NotComplete` with the findings that stop it, :class:`NobodySigns` for a
    party that has nobody who may sign, and IllegalTransition.
    """
    application = locked(application)
    today, moment = clock.today(), clock.now()
    require(may_send(actor, application, today))
    content = draft_content(application)
    minimum = setting(application.association, "minimum_parties", today)
    findings = check_content(content, minimum_parties=minimum)
    if not may_be_sent(findings):
        raise NotComplete("Ansökan är inte klar. Rätta det som står under varje avsnitt.", findings)
    if missing := without_signatory([party.id for party in content.parties], today):
        raise NobodySigns(nobody_signs_for(missing, application.association.email))
    before = take_step(application, "request_signatures")
    last = application.versions.select_related("paper__document").order_by("-number").first()
    paper = application_paper(content, association=application.association.name)
    version = ApplicationVersion.objects.create(
        association_id=application.association_id,
        application=application,
        number=last.number + 1 if last else 1,
        paper=add_version(
            actor=actor,
            data=render_pdf(paper, moment=moment),
            media_type=PDF,
            filename=f"ansokan-{application.number}-version-{last.number + 1 if last else 1}.pdf",
            kind=PaperKind.APPLICATION,
            title=f"Ansökan: {application.name}",
            document=last.paper.document if last else None,
        ),
        snapshot=to_json(content, application.form.definition),
        frozen_at=moment,
    )
    WantedSignature.objects.bulk_create(
        WantedSignature(
            association_id=application.association_id, version=version, organisation_id=party.id
        )
        for party in content.parties
    )
    application.changed_at = moment
    application.before_workbook = {}
    application.save(update_fields=["state", "changed_at", "before_workbook"])
    journal(
        actor=actor,
        verb="request_signatures",
        subject=application,
        before={"state": before},
        after={
            "state": application.state,
            "version": version.number,
            "sha256": version.paper.file.sha256,
            "parties": [party.name for party in content.parties],
        },
    )
    return version


@changes
def sign_application(
    *,
    actor: Actor,
    application: Application,
    version_number: int,
    organisation_id: int,
    strong: bool = False,
) -> WantedSignature:
    """Sign a frozen version for an organisation; the last signature submits it; journalled.

    ``version_number`` is the version that the person has been shown: :class:`VersionGone` is raised
    when it is no longer the one to sign. Raises Refused and AlreadySigned.
    """
    application = locked(application)
    require(may_sign(actor, application, organisation_id))
    wanted = _wanted(application, version_number, organisation_id)
    wanted.signature = sign(
        actor=actor,
        version=wanted.version.paper,
        organisation_name=wanted.organisation.name,
        role=SIGNATORY,
        strong=strong,
    )
    wanted.save(update_fields=["signature"])
    left = WantedSignature.objects.filter(version=wanted.version, signature=None).count()
    before = application.state
    if not left:
        take_step(application, "submit")
        application.submitted_at = clock.now()
        application.changed_at = clock.now()
        application.save(update_fields=["state", "submitted_at", "changed_at"])
    journal(
        actor=actor,
        verb="sign_application",
        subject=application,
        before={"state": before},
        after={
            "state": application.state,
            "organisation": wanted.organisation.name,
            "version": version_number,
            "left": left,
        },
    )
    return wanted


def _wanted(application: Application, version_number: int, organisation_id: int) -> WantedSignature:
    """The signature that the version which was read wants. Raises :class:`VersionGone`."""
    wanted = (
        WantedSignature.objects.select_related("version__paper__file", "organisation")
        .defer("version__paper__file__data", "version__snapshot")
        .filter(
            version__application=application,
            version__withdrawn_at=None,
            version__number=version_number,
            organisation_id=organisation_id,
        )
        .first()
    )
    if wanted is None:
        raise VersionGone(
            "Den version som du läste har tagits tillbaka. Läs den nya innan du skriver under."
        )
    if wanted.signature_id is not None:
        raise VersionGone(f"{wanted.organisation.name} har redan skrivit under den här versionen.")
    return wanted


@changes
def refuse_signature(
    *,
    actor: Actor,
    application: Application,
    version_number: int,
    organisation_id: int,
    reason: str,
) -> WantedSignature:
    """Say for an organisation that it does not sign the version, and why; journalled.

    The application waits as before: its owner or the office takes it back to be changed, or the
    organisation signs after all. Raises Refused, :class:`VersionGone` and :class:`ReasonMissing`.
    """
    application = locked(application)
    require(may_sign(actor, application, organisation_id))
    if not reason.strip():
        raise ReasonMissing("Skriv varför ni inte skriver under, så att ansökan kan rättas.")
    wanted = _wanted(application, version_number, organisation_id)
    wanted.refused_at = clock.now()
    wanted.refused_by_id = actor.person_id
    wanted.refusal_reason = reason.strip()[:500]
    wanted.save(update_fields=["refused_at", "refused_by", "refusal_reason"])
    journal(
        actor=actor,
        verb="refuse_signature",
        subject=application,
        after={
            "organisation": wanted.organisation.name,
            "version": version_number,
            "reason": wanted.refusal_reason,
        },
    )
    return wanted


@changes
def recall_application(
    *, actor: Actor, application: Application, reason: str = "", until: date | None = None
) -> Application:
    """Take an application that waits for signatures back to draft; journalled.

    The version is marked as withdrawn; the signatures on it stay on record. The office says why,
    and may give more time ``until`` a day. Raises Refused, :class:`ReasonMissing` and
    :class:`NotLater`.
    """
    application = locked(application)
    require(may_recall(actor, application))
    if not acts_for_owner(actor, application) and not reason.strip():
        raise ReasonMissing("Skriv varför kansliet tar tillbaka ansökan. Sökanden läser skälet.")
    before = take_step(application, "recall")
    moment = clock.now()
    ApplicationVersion.objects.filter(application=application, withdrawn_at=None).update(
        withdrawn_at=moment
    )
    application.changed_at = moment
    application.save(update_fields=["state", "changed_at"])
    journal(
        actor=actor,
        verb="recall_application",
        subject=application,
        before={"state": before},
        after={"state": application.state, "reason": reason.strip()},
    )
    if until is not None:
        return extend_deadline(actor=actor, application=application, until=until, reason=reason)
    return application
