"""A workbook that was read over a budget is taken back, with everything that stood there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.budgets.tests.drift import WORKBOOKS
from samordna.funding.models import Application
from samordna.funding.queries.content import budget_of
from samordna.funding.rules.content import budget_json
from samordna.funding.rules.form import BUDGET
from samordna.funding.services.drafting import InitiativeFacts, save_application
from samordna.funding.services.errors import NothingToUndo
from samordna.funding.services.signing import recall_application, request_signatures
from samordna.funding.services.upload import undo_upload, upload_budget
from samordna.funding.tests.browsing import Browser, inputs, page, send, upload
from samordna.funding.tests.world import write_application
from samordna.journal.models import JournalEntry
from samordna.parties.access import Refused
from samordna.parties.tests.cast import Cast

PAGE = "ansokningar/1/skriv/budget/"
UNDO = "ansokningar/1/skriv/budget/angra/"
DATA = (WORKBOOKS / "plattform.xlsx").read_bytes()


def _everything(application: Application) -> object:
    application.refresh_from_db()
    return (
        budget_json(budget_of(application)),
        application.unread.get(BUDGET),
        application.budget_file_id,
        application.budget_file_findings,
    )


def _undo(client: Client, html: str) -> Any:
    form = html[html.index('id="angra-inlasning"') :]
    revision = re.search(r'name="revision" value="(\d+)"', form)
    assert revision
    return send(client, UNDO, {"revision": revision[1]})


def test_all_that_stood_in_the_budget_comes_back_also_what_could_not_be_read(
    cast: Cast, browser: Browser
) -> None:
    application = write_application(cast)
    applicant = browser("applicant")
    typed = inputs(page(applicant, PAGE))
    cell = next(name for name, text in typed.items() if text == "400\u00a0000")
    send(applicant, PAGE, {**typed, cell: "fyra hundra", "stay": "1"})
    before = _everything(application)
    assert before[1] and "Ångra inläsningen" not in page(applicant, PAGE)

    html = upload(applicant, DATA, "plattform.xlsx", application.revision)
    assert "Ångra inläsningen" in html and _everything(application) != before
    html = _undo(applicant, html).content.decode()
    assert "Inläsningen är ångrad." in html and "Ångra inläsningen" not in html
    assert _everything(application) == before
    assert 'value="fyra hundra"' in html
    with scope(association=cast.association):
        entry = JournalEntry.objects.filter(verb="undo_upload").get()
    assert entry.before["requested_kr"] == 10_256_000
    assert entry.after["requested_kr"] < 1_000_000


def test_it_is_one_step_and_ends_with_the_next_change(cast: Cast, browser: Browser) -> None:
    application = write_application(cast)
    applicant = browser("applicant")
    first = upload(applicant, DATA, "plattform.xlsx", application.revision)
    once = _everything(application)
    second = upload(applicant, DATA, "igen.xlsx", application.revision)
    assert "ändrats efter inläsningen" in _undo(applicant, first).content.decode()
    _undo(applicant, second)
    assert _everything(application) == once
    assert "ändrats efter inläsningen" in _undo(applicant, second).content.decode()

    html = upload(applicant, DATA, "plattform.xlsx", application.revision)
    saved = send(applicant, PAGE, {**inputs(page(applicant, PAGE)), "stay": "1"})
    assert "Ångra inläsningen" not in saved.content.decode()
    changed = _everything(application)
    assert "ändrats efter inläsningen" in _undo(applicant, html).content.decode()
    assert _everything(application) == changed


def test_another_section_leaves_it_and_other_partners_or_a_sending_end_it(cast: Cast) -> None:
    application = write_application(cast)
    actor = cast.actor("applicant")
    book = {"data": DATA, "filename": "plattform.xlsx"}
    read = upload_budget(
        actor=actor, application=application, revision=application.revision, **book
    ).application
    partners = tuple(read.partners.values_list("organisation_id", flat=True))
    facts = InitiativeFacts(
        name="Nytt namn",
        kind=read.kind,
        nature=read.nature,
        partner_ids=partners,
        period_from=read.period_from,
        period_to=read.period_to,
        intake_end=read.intake_end,
    )
    saved = save_application(actor=actor, application=read, revision=read.revision, facts=facts)
    assert saved.before_workbook
    at = saved.section_revisions[BUDGET]
    with pytest.raises(Refused):
        undo_upload(actor=cast.actor("director"), application=saved, revision=at)
    assert not undo_upload(actor=actor, application=saved, revision=at).before_workbook

    sent = write_application(cast, name="Sänd")
    Application.objects.filter(pk=sent.pk).update(before_workbook={"budget": {}})
    request_signatures(actor=actor, application=sent)
    recall_application(actor=actor, application=sent)
    sent.refresh_from_db()
    with pytest.raises(NothingToUndo):
        undo_upload(actor=actor, application=sent, revision=sent.section_revisions[BUDGET])


def test_an_empty_budget_is_empty_again(cast: Cast, browser: Browser) -> None:
    application = write_application(cast)
    with scope(association=cast.association):
        application.budget_lines.all().delete()
    applicant = browser("applicant")
    html = upload(applicant, DATA, "plattform.xlsx", application.revision)
    _undo(applicant, html)
    with scope(association=cast.association):
        assert not application.budget_lines.exists()
