"""The notice board says what cannot be appealed, and from which day and whose board time counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from samordna.documents.pdf.tests.reading import text
from samordna.flows.tests import settling
from samordna.funding.models import Application
from samordna.kernel.sentences import listed
from samordna.meetings.models import Notice
from samordna.meetings.queries.notices import boards_of
from samordna.meetings.rules.appeals import not_to_be_appealed
from samordna.meetings.services.notices import post_notice
from samordna.meetings.tests import story
from samordna.meetings.tests import test_boards as boards
from samordna.parties.models import Organisation
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def _page(client: Client, notice: Notice) -> str:
    html = client.get(f"/uppsala/anslagstavla/{notice.pk}/").content.decode()
    return " ".join(re.sub("<[^>]+>", "", html).split())


def _paper(notice: Notice) -> str:
    assert notice.paper is not None
    return text(bytes(notice.paper.file.data))


def _posted(cast: Cast, outcome: str) -> Notice:
    application: Application = settling.prepared(cast)
    meeting = settling.on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform", outcome)
    story.decide(cast, meeting, "Övriga", "noted")
    minutes = settling.signed(cast, meeting)
    with story.on(settling.MOMENT.date().replace(year=2024, month=9, day=17)):
        return post_notice(actor=cast.actor("registrar"), minutes=minutes)


@pytest.mark.parametrize(
    ("outcome", "prepares"),
    [("postponed", True), ("remitted", True), ("undecided", True), ("rejected", False)],
)
def test_what_only_prepares_is_said_not_to_be_appealed(
    cast: Cast, client: Client, outcome: str, *, prepares: bool
) -> None:
    notice = _posted(cast, outcome)
    with story.on(notice.posted_on):
        page = _page(client, notice)
    (said,) = re.findall(r"(§[^.]*?) avgör inget ärende, och kan inte", page) or [""]
    assert ("§ 3" in said) is prepares
    assert "Så överklagar du" in page  # the adjusters were elected
    board = client.get("/uppsala/anslagstavla/").content.decode()
    assert (f"{said} avgör inget ärende" in board) is bool(said)
    # The certificate names the same paragraphs in the same words.
    paper = _paper(notice)
    named = re.findall(r"(§[^.]*?) avgör inget ärende, och kan inte", paper) or [""]
    assert named == [said] and "Så överklagar du" in paper


def test_proposals_to_the_board_cannot_be_appealed(cast: Cast, client: Client) -> None:
    cast.board.kind = "working_committee"
    cast.board.save()
    Organisation.objects.update(notice_board="")
    notice = boards.posted(cast)
    with story.on(notice.posted_on):
        html = client.get(f"/uppsala/anslagstavla/{notice.pk}/")
    shown = html.context["notice"]
    proposed = [p.number for p in shown.decisions if any("föreslår" in b.lead for b in p.blocks)]
    assert proposed
    assert all(f"§ {number}" in shown.only_prepares for number in proposed)
    assert shown.only_prepares in _paper(notice)


def test_where_nothing_can_be_appealed_the_paper_does_not_tell_how(
    cast: Cast, client: Client
) -> None:
    meeting = settling.on_the_agenda(cast, settling.prepared(cast))
    for heading in ("Val av", "Fastställande", "Plattform", "Övriga"):
        story.decide(cast, meeting, heading, "undecided", clauses=[])
    minutes = settling.signed(cast, meeting)
    with story.on(settling.MOMENT.date().replace(year=2024, month=9, day=17)):
        notice = post_notice(actor=cast.actor("registrar"), minutes=minutes)
        page = _page(client, notice)
    for shown in (page, _paper(notice)):
        assert "Protokollet avgör inget ärende. Det kan inte överklagas" in shown
        assert "Kan inte överklagas: inget i protokollet avgör ett ärende" in shown
        assert "Så överklagar du" not in shown


@pytest.mark.parametrize(
    ("decides", "sentence"),
    [
        ({}, ""),
        ({3: True}, ""),
        ({3: True, 4: False}, "§ 4 avgör inget ärende, och kan"),
        ({3: False, 4: True, 5: False}, "§ 3 och § 5 avgör inget ärende, och kan"),
        ({3: False, 4: False}, "Protokollet avgör inget ärende. Det kan"),
    ],
)
def test_the_sentence_names_them(decides: dict[int, bool], sentence: str) -> None:
    told = " inte överklagas (13 kap. 2 § kommunallagen)."
    assert not_to_be_appealed(decides) == (f"{sentence}{told}" if sentence else "")


def test_the_day_that_time_counts_from_is_told_with_whose_board(cast: Cast, client: Client) -> None:
    Organisation.objects.filter(kind="municipality").update(notice_board="Digital tavla")
    notice = boards.all_post(cast, boards.posted(cast), boards.TIERP)
    with story.on(boards.TIERP):
        page = _page(client, notice)
        board = client.get("/uppsala/anslagstavla/").content.decode()
    assert f"justeringen: {boards.TIERP}" in _paper(notice)
    members = listed([board.organisation.name for board in boards_of(notice)])
    assert f"anslagstavla har justeringen: {boards.TIERP} ({members})" in page
    assert f"({members})" in board
