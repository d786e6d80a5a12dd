"""What was taken back or replaced before it was submitted is the parties' own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django_scopes import scope

from samordna.documents.models import XLSX, DocumentVersion
from samordna.documents.policies import may_read
from samordna.documents.steps import add_version
from samordna.funding.kinds import PaperKind
from samordna.funding.models import Application
from samordna.funding.services.signing import recall_application, request_signatures
from samordna.funding.tests.world import register, submit, write_application
from samordna.meetings.tests.story import on
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association), on(date(2024, 9, 5)):
        yield made


def reads(cast: Cast, who: str, version: DocumentVersion) -> bool:
    return may_read(cast.actor(who), version)


def test_a_version_taken_back_is_not_read_by_the_board(cast: Cast) -> None:
    application, applicant = write_application(cast), cast.actor("applicant")
    first = request_signatures(actor=applicant, application=application).paper
    recall_application(actor=applicant, application=application)
    register(cast, submit(cast, application))
    signed = application.versions.get(withdrawn_at=None).paper
    assert reads(cast, "member", signed) and not reads(cast, "member", first)
    for who in ("applicant", "partner_signatory", "director"):
        assert reads(cast, who, signed) and reads(cast, who, first)
    assert not reads(cast, "outsider", signed)


def test_a_budget_that_was_replaced_is_not_read_by_the_board(cast: Cast) -> None:
    application, document = write_application(cast), None
    kept = []
    for number in (1, 2):
        version = add_version(
            actor=cast.actor("applicant"),
            data=f"budget {number}".encode(),
            media_type=XLSX,
            filename="budget.xlsx",
            kind=PaperKind.BUDGET,
            title="Budget",
            document=document,
        )
        document = version.document
        kept.append(version)
    Application.objects.filter(pk=application.pk).update(budget_file=kept[1])
    register(cast, submit(cast, application))
    assert [reads(cast, "member", v) for v in kept] == [False, True]
    assert [reads(cast, "applicant", v) for v in kept] == [True, True]
