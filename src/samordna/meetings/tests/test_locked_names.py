"""What is made of locked minutes says what was locked, whatever anything is called since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from django_scopes import scope

from samordna.documents.pdf.papers.meeting import ExtractPaper, NoticePaper
from samordna.meetings.models import LockedPaper, Meeting, Minutes, Notice
from samordna.meetings.papers.kept import as_kept, as_locked
from samordna.meetings.papers.minutes import minutes_paper
from samordna.meetings.papers.notices import extract_paper, notice_paper
from samordna.meetings.proceedings.load import load_decisions, load_proceedings
from samordna.meetings.services.notices import post_notice
from samordna.meetings.steps import sign_minutes
from samordna.meetings.tests import story
from samordna.parties.models import Association, Body, Contact, Mandate, Organisation
from samordna.parties.tests.cast import Cast, make_cast

LATER = date(2024, 9, 20)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def posted(cast: Cast) -> Minutes:
    minutes = story.locked(cast)
    with story.on(LATER):
        for who in ("registrar", "chair", "vice_chair"):
            minutes = sign_minutes(actor=cast.actor(who), minutes=minutes)
        post_notice(actor=cast.actor("registrar"), minutes=minutes)
    return minutes


def renamed() -> None:
    """Everything that has a name gets another, and nobody sits as what they did."""
    for kind in (Association, Body, Contact, Organisation):
        kind.objects.update(name=Concat(Value("Nya "), "name"))
    Mandate.objects.update(position=Mandate.Position.SUBSTITUTE)


def extracts(minutes: Minutes) -> list[ExtractPaper]:
    fresh = Minutes.objects.get(pk=minutes.pk)
    proceedings = load_proceedings(Meeting.objects.get(pk=minutes.meeting_id))
    return [
        extract_paper(proceedings, item, fresh, certifier=None, certified=LATER)
        for item in proceedings.treated
    ]


def notice(minutes: Minutes) -> NoticePaper:
    found = Notice.objects.select_related("minutes__meeting").get(minutes=minutes)
    return notice_paper(found, [], {}, certified=LATER, certifier="", title="")


def test_each_extract_says_what_was_locked(cast: Cast) -> None:
    minutes = posted(cast)
    before = extracts(minutes)
    assert before[0].body == "Styrelsen" and before[0].signatories
    renamed()
    assert extracts(minutes) == before


def test_the_notice_names_the_body_as_it_was_and_what_may_be_appealed(cast: Cast) -> None:
    minutes = posted(cast)
    before = notice(minutes)
    decided = load_decisions([minutes.meeting])[minutes.meeting.pk]
    assert any(p.decides for p in decided) and not before.nothing_to_appeal
    renamed()
    after = notice(minutes)
    told = ("association", "body", "paragraphs", "not_appealed", "nothing_to_appeal")
    assert [getattr(after, name) for name in told] == [getattr(before, name) for name in told]


def test_minutes_from_before_it_was_kept_are_read_and_keep_their_names(cast: Cast) -> None:
    minutes = posted(cast)
    before = extracts(minutes)
    LockedPaper.objects.all().delete()
    Body.objects.update(name="Direktionen")
    Association.objects.update(name="Förbundet Nytt")
    after = extracts(minutes)
    assert [(p.association, p.body, p.paragraph.decisions, p.signatories) for p in after] == [
        (p.association, p.body, p.paragraph.decisions, p.signatories) for p in before
    ]


def test_what_is_kept_reads_back_as_it_was_set(cast: Cast) -> None:
    minutes = story.locked(cast)
    paper = minutes_paper(load_proceedings(Meeting.objects.get(pk=minutes.meeting_id)))
    row = LockedPaper.objects.get(minutes=minutes)
    assert as_locked(Minutes.objects.get(pk=minutes.pk)) == paper
    assert row.paper.keys() == as_kept(paper).keys()


def test_the_page_the_extract_and_the_certificate_answer(cast: Cast, client: Client) -> None:
    minutes = posted(cast)
    renamed()
    client.force_login(cast.people["registrar"])
    where = f"/uppsala/sammantraden/{minutes.meeting.number}"
    page = client.get(f"{where}/protokoll/")
    assert page.context["paper"].body == "Styrelsen"
    assert "Orvar" in page.context["paper"].signatories[1].name
    extract = client.get(f"{where}/paragraf/{minutes.first_paragraph}/utdrag.pdf")
    assert extract.status_code == 200 and extract.content.startswith(b"%PDF")
