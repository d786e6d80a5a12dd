"""That a body was not quorate and did not handle a matter is said alike wherever it is told."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from samordna.flows.coming import own_applications
from samordna.flows.services import put_on_agenda
from samordna.flows.subjects.earlier_item import became
from samordna.flows.tests import settling
from samordna.flows.thread import thread_of
from samordna.flows.today import application_tasks, item_tasks
from samordna.funding.models import Application
from samordna.funding.services.drafting import withdraw_application
from samordna.letters.models import Letter
from samordna.letters.rules import Kind
from samordna.meetings.models import AgendaItem, Meeting, Treatment
from samordna.meetings.queries.lists import offers_for
from samordna.meetings.rules.not_handled import COMES_BACK
from samordna.meetings.rules.quorum import TABLED, WAY_OUT
from samordna.meetings.services.presence import record_absence
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast
from tests.support.standings.meetings import committee

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application
AGENDA = "beslut Verksamhetsplan"
LATER = story.MEETING_DAY + timedelta(days=40)
DAY = "12 september 2024"
#: What nothing that was not handled may be called.
ELSE = ("utan beslut", "Inget beslut", "inte fattat något beslut")


def _said(body: str, paragraph: int, what: str) -> str:
    return f"{body} var inte beslutför den {DAY}, § {paragraph}, och behandlade inte {what}."


def _left(cast: Cast, meeting: Meeting, heading: str, *away: str) -> Treatment:
    """So many leave before the item that the body is no quorum, and the minutes are adjusted."""
    story.decide(cast, meeting, heading, "undecided")
    for name in away or ("Lars", "Alva", "Tage"):
        record_absence(
            actor=story.keeper(cast),
            attendee=story.person(meeting, name),
            reason="left",
            from_item=story.item(meeting, heading),
        )
    if meeting.items.filter(heading__contains="Övriga").exists():
        story.decide(cast, meeting, "Övriga", "undecided")
    settling.signed(cast, meeting)
    treatment = Treatment.objects.get(item__meeting=meeting, item__heading__contains=heading)
    assert treatment.not_handled
    return treatment


def _at_board(cast: Cast, application: Application) -> Treatment:
    return _left(cast, settling.on_the_agenda(cast, application), "Plattform")


def _at_committee(cast: Cast, application: Application) -> tuple[Cast, Treatment]:
    of_committee = committee(cast)
    meeting = settling.on_the_agenda(of_committee, application)
    return of_committee, _left(of_committee, meeting, "Plattform", "Lars", "Orvar")


def _why(cast: Cast) -> str:
    (task,) = [t for t in application_tasks(cast.actor("director"), LATER) if "Platt" in t.thing]
    return task.why


def _offered(cast: Cast, kind: SubjectKind = SubjectKind.APPLICATION) -> str:
    again = story.plan(cast, "", LATER)
    (offers,) = [o for o in offers_for(again) if o.kind == kind]
    return " ".join(" ".join(row.cells) for row in offers.rows)


def _background(cast: Cast, kind: SubjectKind, pk: int) -> str:
    again = story.plan(cast, "", LATER)
    registrar = cast.actor("registrar")
    put = put_on_agenda(actor=registrar, meeting=again, kind=kind, subject_id=pk)
    return AgendaItem.objects.get(pk=put.pk).background


def test_an_application_that_the_board_did_not_handle(
    cast: Cast, application: Application, client: Client
) -> None:
    """Idag of both, the offer, the thread and the page say the same; then the agenda does."""
    number = _at_board(cast, application).paragraph
    said = _said("Styrelsen", number, "ansökan")
    assert _why(cast) == f"{said} Beredd. Lägg den på styrelsens föredragningslista"
    assert said in _offered(cast)
    (line,) = own_applications(cast.actor("applicant"), LATER).lines
    assert (line.note, line.words) == (f"{said} Den väntar som förut.", "Beredd av kansliet")
    assert line.url.endswith("#beslut")
    steps = thread_of(cast.actor("applicant"), LATER, application=application)
    notes = {step.label: step.note for step in steps}
    assert notes[f"Styrelsen § {number}"] == "Inte beslutför, behandlades inte"
    assert "Tas upp av styrelsen" in [step.label for step in steps]
    client.force_login(cast.people["applicant"])
    for path in ("idag/", f"ansokningar/{application.number}/"):
        with story.on(LATER):
            html = client.get(f"/uppsala/{path}").content.decode()
        html = re.sub(r"<[^>]+>", "", html).replace("\u00a0", " ")
        assert f"{said} Den väntar som förut." in html
        assert not [words for words in ELSE if words in html]
    text = _background(cast, SubjectKind.APPLICATION, application.pk)
    assert text.startswith(_said("Styrelsen", number, "ärendet"))


def test_an_application_that_a_preparing_body_did_not_handle(
    cast: Cast, application: Application
) -> None:
    _, treatment = _at_committee(cast, application)
    number = treatment.paragraph
    said = _said("Arbetsutskottet", number, "ansökan")
    assert said in _why(cast) and said in _offered(cast)
    (line,) = own_applications(cast.actor("applicant"), LATER).lines
    assert line.note == f"{said} Den väntar som förut."
    steps = thread_of(cast.actor("applicant"), LATER, application=application)
    notes = {step.label: step.note for step in steps}
    assert notes[f"Arbetsutskottet § {number}"] == "Inte beslutför, behandlades inte"
    text = _background(cast, SubjectKind.APPLICATION, application.pk)
    assert text.startswith(_said("Arbetsutskottet", number, "ärendet"))


@pytest.mark.parametrize("preparing", [False, True])
def test_an_ordinary_item_that_was_not_handled(cast: Cast, client: Client, preparing: bool) -> None:
    body = committee(cast) if preparing else cast
    name, away = ("Arbetsutskottet", ("Lars", "Orvar")) if preparing else ("Styrelsen", ())
    meeting = settling.opened(body, story.plan(body, AGENDA))
    treatment = _left(body, meeting, "Verksamhetsplan", *away)
    said = _said(name, treatment.paragraph, "ärendet")
    tasks = [t for t in item_tasks(cast.actor("registrar"), LATER) if "Verksamhets" in t.thing]
    assert [(t.verb, t.why) for t in tasks] == [("Ta upp igen", said)]
    short = f"§ {treatment.paragraph}, inte beslutför, behandlades inte"
    assert short in _offered(body, SubjectKind.EARLIER_ITEM)
    client.force_login(cast.people["registrar"])
    with story.on(LATER):
        html = client.get(tasks[0].url).content.decode()
    assert said in html and "utan beslut" not in html
    text = _background(body, SubjectKind.EARLIER_ITEM, treatment.item_id)
    assert text.startswith(said)


def test_what_was_said_before_it_is_told_beside_it(cast: Cast, application: Application) -> None:
    """The tabling with its reason and day still holds, in the thread, the decision and the text."""
    because, by = "budgeten ska kompletteras", story.MEETING_DAY + timedelta(days=60)
    meeting = settling.on_the_agenda(cast, application)
    story.decide(cast, meeting, "Plattform", "postponed", back_because=because, back_by=by)
    story.decide(cast, meeting, "Övriga", "undecided")
    settling.signed(cast, meeting)
    again = story.plan(cast, "")
    settling.place(cast.actor("registrar"), application, again)
    number = _left(cast, settling.opened(cast, again), "Plattform").paragraph
    steps = thread_of(cast.actor("applicant"), LATER, application=application)
    told = [(step.decision, step.appeal) for step in steps if step.decision]
    assert told[1][0] == f"{_said('Styrelsen', number, 'ansökan')} Den väntar som förut."
    assert because in told[0][0] and "Läs skälet" in told[0][1]
    (coming,) = [step for step in steps if step.label == "Tas upp av styrelsen"]
    assert coming.note == f"senast {by}"
    text = _background(cast, SubjectKind.APPLICATION, application.pk)
    assert because in text and _said("Styrelsen", number, "ärendet") in text


def test_it_waits_no_more_when_the_board_has_handled_it(
    cast: Cast, application: Application
) -> None:
    number = _at_board(cast, application).paragraph
    again = story.plan(cast, "")
    settling.place(cast.actor("registrar"), application, again)
    meeting = settling.opened(cast, again)
    story.decide(cast, meeting, "Plattform", "postponed")
    story.decide(cast, meeting, "Övriga", "undecided")
    settling.signed(cast, meeting)
    assert "beslutför" not in _why(cast) + _offered(cast)
    (line,) = own_applications(cast.actor("applicant"), LATER).lines
    assert line.note == ""
    steps = thread_of(cast.actor("applicant"), LATER, application=application)
    first, last = [step for step in steps if step.decision]
    assert (first.decision, first.appeal) == (_said("Styrelsen", number, "ansökan"), "")
    assert "bordlagt" in last.decision


def test_the_letter_of_one_that_had_ended_says_it_too(cast: Cast, application: Application) -> None:
    meeting = settling.on_the_agenda(cast, application)
    with story.on(story.MEETING_DAY):
        withdraw_application(
            actor=cast.actor("applicant"), application=application, reason="Vi ångrar oss."
        )
    number = _left(cast, meeting, "Plattform").paragraph
    found = Letter.objects.filter(kind=Kind.WITHDRAWN, subject__startswith="Avslutad")
    assert found
    for letter in found:
        text = letter.text.replace("\u00a0", " ")
        assert f"Styrelsen var inte beslutför den {DAY}, § {number}, och behandlade inte" in text
        assert "fattade inget beslut" not in text and "förut" not in text


def test_the_advice_says_how_it_comes_back() -> None:
    for advice in (WAY_OUT, TABLED):
        assert f"et {COMES_BACK}" in advice


def test_information_that_nobody_could_be_given_comes_back(cast: Cast) -> None:
    meeting = settling.opened(cast, story.plan(cast, "information Nationell konferens"))
    _left(cast, meeting, "konferens")
    kind = SubjectKind.EARLIER_ITEM
    assert "Nationell konferens § 3, inte beslutför, behandlades inte" in _offered(cast, kind)


def test_what_was_left_by_a_quorum_is_still_undecided(cast: Cast) -> None:
    meeting = settling.opened(cast, story.plan(cast, AGENDA))
    story.decide(cast, meeting, "Verksamhetsplan", "undecided")
    settling.signed(cast, meeting)
    item = AgendaItem.objects.select_related("treatment", "meeting__body").get(
        meeting=meeting, heading="Verksamhetsplan"
    )
    assert became(item).startswith("Ärendet lämnades utan beslut av styrelsen")
