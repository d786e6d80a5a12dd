"""From draft to settled: what each service does, and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from samordna.budgets.shape import Budget, Side
from samordna.budgets.typed import years_of_line
from samordna.documents.models import Signature
from samordna.documents.queries import bytes_of
from samordna.funding.models import Application, ApplicationVersion, ProposedAmount, Statement
from samordna.funding.queries.content import content_of, draft_content
from samordna.funding.queries.proposals import proposals_open_on
from samordna.funding.rules.content import from_json, to_json
from samordna.funding.rules.proposal import applied_amounts, standard_clauses
from samordna.funding.services.budget import save_budget
from samordna.funding.services.calls import install_default_form
from samordna.funding.services.drafting import (
    InitiativeFacts,
    save_application,
    start_application,
    withdraw_application,
)
from samordna.funding.services.errors import (
    NotComplete,
    OutcomeUnknown,
    PartnerHasAmounts,
    VersionGone,
)
from samordna.funding.services.preparing import (
    StatementDraft,
    complete_statement,
    register_application,
    reopen_statement,
    save_statement,
)
from samordna.funding.services.signing import (
    recall_application,
    request_signatures,
    sign_application,
)
from samordna.funding.steps import schedule_application, settle_application
from samordna.funding.tests.world import register, small_budget, submit, write_application
from samordna.journal.models import JournalEntry
from samordna.kernel.transitions import IllegalTransition
from samordna.kernel.wording.clauses import Facts, clauses_of, said
from samordna.parties.access import Refused
from samordna.parties.tests.cast import Cast
from samordna.register.models import Record
from samordna.web.revisions import Stale


def test_an_application_is_begun_only_for_ones_own_organisation(cast: Cast) -> None:
    application = write_application(cast)
    with pytest.raises(Refused, match="sökande"):
        start_application(
            actor=cast.actor("applicant"),
            call=application.call,
            owner=cast.organisations["tierp"],
            name="Annans",
            kind="individual",
        )


def test_a_closed_call_takes_no_application(cast: Cast) -> None:
    application = write_application(cast)
    call = application.call
    call.closes_on = date(2024, 9, 4)
    call.save()
    with pytest.raises(Refused, match="stängde 2024-09-04"):
        start_application(
            actor=cast.actor("applicant"),
            call=call,
            owner=application.owner,
            name="För sent",
            kind="individual",
        )
    with pytest.raises(Refused, match="Sista dagen"):
        request_signatures(actor=cast.actor("applicant"), application=application)


def test_two_people_may_write_different_sections_and_not_the_same(cast: Cast) -> None:
    application = write_application(cast)
    actor, read_at = cast.actor("applicant"), application.revision
    save_application(
        actor=actor,
        application=application,
        revision=read_at,
        section="bakgrund",
        answers={"behov": "Den första skrev."},
    )
    save_budget(
        actor=actor,
        application=application,
        revision=read_at,
        budget=small_budget(application.owner_id, cast.organisations["af"].pk),
    )
    with pytest.raises(Stale) as caught:
        save_application(
            actor=actor,
            application=application,
            revision=read_at,
            section="bakgrund",
            answers={"behov": "Den andra skrev."},
        )
    application.refresh_from_db()
    assert caught.value.revision == application.revision
    assert application.answers["behov"] == "Den första skrev."


@pytest.mark.parametrize("ahead", [1, 999_999])
def test_a_revision_that_nobody_has_read_writes_over_nothing(cast: Cast, ahead: int) -> None:
    application = write_application(cast)
    never = application.revision + ahead
    with pytest.raises(Stale):
        save_application(
            actor=cast.actor("applicant"),
            application=application,
            revision=never,
            section="bakgrund",
            answers={"behov": "Aldrig läst."},
        )
    with pytest.raises(Stale):
        save_budget(
            actor=cast.actor("applicant"), application=application, revision=never, budget=Budget()
        )
    application = register(cast, submit(cast, application))
    officer, draft = cast.actor("case_officer"), statement_draft(cast)
    with pytest.raises(Stale):
        save_statement(actor=officer, application=application, revision=ahead, draft=draft)
    save_statement(actor=officer, application=application, revision=0, draft=draft)
    with pytest.raises(Stale):
        complete_statement(actor=officer, application=application, revision=1 + ahead)


def test_a_partner_with_money_is_not_taken_out(cast: Cast) -> None:
    application = write_application(cast)
    with pytest.raises(PartnerHasAmounts, match="Arbetsförmedlingen har belopp"):
        save_application(
            actor=cast.actor("applicant"),
            application=application,
            revision=application.revision,
            facts=InitiativeFacts(name="X", kind="individual", nature="new"),
        )


def test_the_office_reads_a_draft_and_does_not_write_in_it(cast: Cast) -> None:
    application = write_application(cast)
    with pytest.raises(Refused, match="sökande för insatsägaren"):
        save_budget(
            actor=cast.actor("director"),
            application=application,
            revision=application.revision,
            budget=small_budget(1, 2),
        )


def test_what_is_missing_stops_the_sending_and_says_where(cast: Cast) -> None:
    application = write_application(cast)
    application.partners.all().delete()
    application.answers = {}
    application.save()
    with pytest.raises(NotComplete) as caught:
        request_signatures(actor=cast.actor("applicant"), application=application)
    codes = {key: [f.code for f in found] for key, found in caught.value.findings.items()}
    assert codes["insatsen"] == ["too-few-parties"]
    assert codes["bakgrund"] == ["answer-missing"]
    assert codes["budget"][0] == "party-missing"
    application.refresh_from_db()
    assert application.state == Application.State.DRAFT
    assert not ApplicationVersion.objects.exists()


def test_a_budget_with_errors_is_saved_and_not_sent(cast: Cast) -> None:
    application = write_application(cast)
    budget = small_budget(application.owner_id, cast.organisations["af"].pk)
    coach = replace(budget.lines[0], years=years_of_line({2025: 200_000, 2026: 197_000}))
    save_budget(
        actor=cast.actor("applicant"),
        application=application,
        revision=application.revision,
        budget=replace(budget, lines=(coach, budget.lines[1])),
    )
    with pytest.raises(NotComplete) as caught:
        request_signatures(actor=cast.actor("applicant"), application=application)
    found = {f.code: f for f in caught.value.findings["budget"]}
    assert found["row-years-differ"].difference_kr == -3_000
    assert found["row-years-differ"].where.field == "row-1.years"


def test_every_party_signs_the_frozen_bytes_and_then_it_is_submitted(cast: Cast) -> None:
    application = write_application(cast)
    version = request_signatures(actor=cast.actor("applicant"), application=application)
    first = sign_application(
        actor=cast.actor("owner_signatory"),
        application=application,
        version_number=version.number,
        organisation_id=cast.organisations["heby"].pk,
        strong=True,
    )
    application.refresh_from_db()
    assert application.state == Application.State.SIGNING
    assert first.signature is not None
    assert first.signature.sha256 == version.paper.file.sha256
    assert first.signature.method == Signature.Method.PRODUCT_STRONG
    sign_application(
        actor=cast.actor("partner_signatory"),
        application=application,
        version_number=version.number,
        organisation_id=cast.organisations["af"].pk,
    )
    application.refresh_from_db()
    assert application.state == Application.State.SUBMITTED
    assert application.submitted_at is not None
    assert bytes_of(version.paper).startswith(b"%PDF-")


def test_nobody_signs_for_another_organisation_or_twice(cast: Cast) -> None:
    application = write_application(cast)
    version = request_signatures(actor=cast.actor("applicant"), application=application)
    heby = cast.organisations["heby"].pk
    with pytest.raises(Refused, match="firmatecknare"):
        sign_application(
            actor=cast.actor("partner_signatory"),
            application=application,
            version_number=version.number,
            organisation_id=heby,
        )
    for attempt in range(2):
        if attempt == 0:
            sign_application(
                actor=cast.actor("owner_signatory"),
                application=application,
                version_number=version.number,
                organisation_id=heby,
            )
            continue
        with pytest.raises(VersionGone, match="redan skrivit under"):
            sign_application(
                actor=cast.actor("owner_signatory"),
                application=application,
                version_number=version.number,
                organisation_id=heby,
            )
    assert Signature.objects.count() == 1


def test_a_recalled_version_keeps_its_signatures_and_cannot_be_signed(cast: Cast) -> None:
    application = write_application(cast)
    heby = cast.organisations["heby"].pk
    first = request_signatures(actor=cast.actor("applicant"), application=application)
    sign_application(
        actor=cast.actor("owner_signatory"),
        application=application,
        version_number=1,
        organisation_id=heby,
    )
    recall_application(actor=cast.actor("applicant"), application=application)
    application.refresh_from_db()
    first.refresh_from_db()
    assert application.state == Application.State.DRAFT
    assert first.withdrawn_at is not None
    assert first.paper.signatures.count() == 1
    second = request_signatures(actor=cast.actor("applicant"), application=application)
    assert (second.number, second.paper.number) == (2, 2)
    assert second.paper.document_id == first.paper.document_id
    with pytest.raises(VersionGone, match="tagits tillbaka"):
        sign_application(
            actor=cast.actor("owner_signatory"),
            application=application,
            version_number=1,
            organisation_id=heby,
        )


def test_what_was_signed_is_what_is_read_whatever_happens_to_the_rows(cast: Cast) -> None:
    application = write_application(cast)
    drawn = draft_content(application)
    submit(cast, application)
    application.name = "Ett annat namn"
    application.budget_lines.all().delete()
    application.save()
    read = content_of(application)
    assert read.name == "Samordnat stöd"
    assert read.budget.requested_kr == 600_000
    assert from_json(to_json(drawn, application.form.definition)) == read


def test_registering_opens_a_matter_with_its_papers(cast: Cast) -> None:
    application = submit(cast, write_application(cast))
    with pytest.raises(Refused, match="administratören"):
        register_application(actor=cast.actor("applicant"), application=application)
    application = register(cast, application)
    assert application.state == Application.State.REGISTERED
    assert application.matter is not None
    assert application.matter.number == "2024:1"
    assert application.matter.subject == "Ansökan om medel: Samordnat stöd"
    record = Record.objects.get(matter=application.matter)
    assert (record.direction, record.dated) == ("in", date(2024, 9, 5))
    version = ApplicationVersion.objects.get(application=application)
    assert version.paper.record_id == record.pk
    with pytest.raises(Refused):
        register(cast, application)


def statement_draft(cast: Cast, **changes: object) -> StatementDraft:
    heby, af = cast.organisations["heby"].pk, cast.organisations["af"].pk
    draft = StatementDraft(
        summary="Heby kommun söker medel.",
        assessment="Kansliet bedömer att insatsen behövs.",
        cut_reason="En coach mindre.",
        clauses=standard_clauses(["bevilja medel med högst {amount} för tiden", "villkor gäller"]),
        amounts={(heby, 2025): 150_000, (heby, 2026): 100_000, (af, 2025): 150_000},
    )
    return replace(draft, **changes)  # type: ignore[arg-type]


def test_a_statement_gets_its_sum_from_the_table_and_becomes_a_registered_paper(
    cast: Cast,
) -> None:
    application = register(cast, submit(cast, write_application(cast)))
    officer = cast.actor("case_officer")
    statement = save_statement(
        actor=officer, application=application, revision=0, draft=statement_draft(cast)
    )
    facts = Facts(amount_kr=400_000)
    assert said(clauses_of(statement.clauses), facts)[0] == (
        "bevilja medel med högst 400\u00a0000\u00a0kr för tiden"
    )
    done = complete_statement(actor=officer, application=application, revision=1)
    application.refresh_from_db()
    assert application.state == Application.State.PREPARED
    assert (done.state, done.ready_on) == (Statement.State.READY, date(2024, 9, 5))
    assert done.paper is not None and done.paper.record is not None
    assert done.paper.record.direction == Record.Direction.INTERNAL
    proposals = proposals_open_on(cast.association, date(2024, 9, 5))
    assert [(p.owner_label, p.total_kr) for p in proposals] == [("Heby", 250_000), ("AF", 150_000)]


def test_a_stale_or_unfinished_statement_is_refused(cast: Cast) -> None:
    application = register(cast, submit(cast, write_application(cast)))
    officer = cast.actor("case_officer")
    unfinished = statement_draft(cast, assessment="")
    save_statement(actor=officer, application=application, revision=0, draft=unfinished)
    with pytest.raises(NotComplete) as caught:
        complete_statement(actor=officer, application=application, revision=1)
    assert [f.code for f in caught.value.findings["statement"]] == ["assessment-missing"]
    with pytest.raises(Stale):
        save_statement(
            actor=officer, application=application, revision=0, draft=statement_draft(cast)
        )
    with pytest.raises(Refused, match="verksamhetsutvecklaren"):
        save_statement(
            actor=cast.actor("registrar"),
            application=application,
            revision=1,
            draft=statement_draft(cast),
        )


def test_a_reopened_statement_leaves_the_decision_space_and_comes_back_as_version_2(
    cast: Cast,
) -> None:
    application = register(cast, submit(cast, write_application(cast)))
    officer = cast.actor("case_officer")
    draft = statement_draft(cast)
    save_statement(actor=officer, application=application, revision=0, draft=draft)
    first = complete_statement(actor=officer, application=application, revision=1)
    reopen_statement(actor=officer, application=application)
    assert proposals_open_on(cast.association, date(2024, 9, 5)) == []
    draft = replace(draft, clauses=clauses_of(first.clauses))
    save_statement(actor=officer, application=application, revision=2, draft=draft)
    second = complete_statement(actor=officer, application=application, revision=3)
    assert first.paper is not None and second.paper is not None
    assert (first.paper.number, second.paper.number) == (1, 2)


def test_from_agenda_to_settled(cast: Cast) -> None:
    application = register(cast, submit(cast, write_application(cast)))
    officer = cast.actor("case_officer")
    save_statement(actor=officer, application=application, revision=0, draft=statement_draft(cast))
    complete_statement(actor=officer, application=application, revision=1)
    schedule_application(actor=officer, application=application)
    settle_application(actor=officer, application=application, outcome="postponed")
    application.refresh_from_db()
    assert (application.state, application.settled_on) == (Application.State.POSTPONED, None)
    schedule_application(actor=officer, application=application)
    settle_application(
        actor=officer, application=application, outcome="granted", settled_on=date(2024, 9, 26)
    )
    application.refresh_from_db()
    assert application.state == Application.State.GRANTED
    assert application.settled_on == date(2024, 9, 26)
    with pytest.raises(IllegalTransition, match="avslå ansökan i läget ”Beviljad”"):
        settle_application(actor=officer, application=application, outcome="rejected")
    with pytest.raises(OutcomeUnknown):
        settle_application(actor=officer, application=application, outcome="kanske")


def test_withdrawing_a_registered_application_is_registered_and_ends_it(cast: Cast) -> None:
    application = register(cast, submit(cast, write_application(cast)))
    withdraw_application(actor=cast.actor("owner_signatory"), application=application)
    application.refresh_from_db()
    assert application.state == Application.State.WITHDRAWN
    assert application.settled_on == date(2024, 9, 5)
    subjects = list(Record.objects.values_list("subject", flat=True))
    assert subjects[-1] == "Återkallelse av ansökan: Samordnat stöd"
    with pytest.raises(Refused):
        withdraw_application(actor=cast.actor("partner_signatory"), application=application)


def test_every_step_is_journalled(cast: Cast) -> None:
    application = register(cast, submit(cast, write_application(cast)))
    verbs = JournalEntry.objects.filter(
        subject_type="funding.application", subject_id=application.pk
    ).values_list("verb", flat=True)
    assert list(verbs.order_by("number")) == [
        "start_application",
        "save_application",
        "save_application",
        "save_budget",
        "request_signatures",
        "sign_application",
        "sign_application",
        "register_application",
    ]


def test_what_is_applied_for_is_known_per_organisation_and_year(cast: Cast) -> None:
    application = write_application(cast)
    content = draft_content(application)
    heby, af = cast.organisations["heby"].pk, cast.organisations["af"].pk
    assert applied_amounts(content) == {
        (heby, 2025): 200_000,
        (heby, 2026): 200_000,
        (af, 2025): 150_000,
        (af, 2026): 50_000,
    }
    assert content.budget.total_kr(Side.REQUESTED, owner=heby) == 400_000
    assert ProposedAmount.objects.count() == 0


def test_the_default_form_is_installed_once(cast: Cast) -> None:
    first = install_default_form(actor=cast.actor("director"))
    again = install_default_form(actor=cast.actor("director"))
    assert first.pk == again.pk
    assert len(first.definition["agreement"]) == 7
