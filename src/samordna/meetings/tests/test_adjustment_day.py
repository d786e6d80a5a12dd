"""By which day the minutes are adjusted: as proposed, and as the meeting itself decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.journal.models import JournalEntry
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting
from samordna.meetings.papers.minutes import minutes_paper
from samordna.meetings.papers.words import adjust_by, adjustment_proposal
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules import codes
from samordna.meetings.services.adjustment import decide_adjustment_day
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.planning import edit_meeting
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.summons import send_summons
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

EARLIER = story.MEETING_DAY + timedelta(days=4)
LAST = story.MEETING_DAY + timedelta(days=14)


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def page(cast: Cast, client: Client) -> Callable[..., str]:
    """``page("vid-bordet/", {...})``: what meeting 1 answers its secretary, as text."""
    client.force_login(cast.people["registrar"])

    def fetch(path: str = "", data: dict[str, Any] | None = None) -> str:
        url = f"/uppsala/sammantraden/1/{path}"
        with story.on(story.MEETING_DAY):
            answer = (
                client.get(url, follow=True)
                if data is None
                else client.post(url, data, follow=True)
            )
        text = answer.content.decode().replace("\u00a0", " ")
        return re.sub(r"</?(?:span|time)\b[^>]*>", "", text)

    return fetch


def _sitting(cast: Cast) -> Meeting:
    """Everybody is there and Viola adjusts."""
    meeting = story.opened(cast)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    viola = story.person(meeting, "Viola")
    choose_adjuster(actor=story.keeper(cast), meeting=meeting, attendee=viola)
    return meeting


def _said(meeting: Meeting) -> tuple[str, list[str]]:
    """What the cover and the election of who adjusts say of the day."""
    paper = minutes_paper(load_proceedings(Meeting.objects.get(pk=meeting.pk)))
    election = next(p for p in paper.paragraphs if "justerare" in p.heading)
    said = [clause for block in election.decisions for clause in block.items]
    return paper.adjustment, [clause.replace("\u00a0", " ").rstrip(".") for clause in said]


def test_the_decided_day_takes_the_proposed_ones_place(cast: Cast) -> None:
    meeting, keeper = _sitting(cast), story.keeper(cast)
    story.decide_all(cast, meeting)
    cover, clauses = _said(meeting)
    assert cover == "Elektronisk underskrift, senast 26 september 2024"
    assert "justeringen sker senast den 26 september 2024" in clauses

    meeting = decide_adjustment_day(actor=keeper, meeting=meeting, day=EARLIER)
    cover, clauses = _said(meeting)
    assert cover == "Elektronisk underskrift, senast 16 september 2024"
    assert "justeringen sker senast den 16 september 2024" in clauses
    assert adjust_by(meeting) == EARLIER
    assert adjustment_proposal(meeting) == "Förslag på justeringsdag: 26 september 2024"

    meeting = decide_adjustment_day(actor=keeper, meeting=meeting, at_once=True)
    cover, clauses = _said(meeting)
    assert cover == "Elektronisk underskrift, omedelbart"
    assert "protokollet justeras omedelbart" in clauses
    assert adjust_by(meeting) == story.MEETING_DAY

    meeting = decide_adjustment_day(actor=keeper, meeting=meeting)
    assert _said(meeting)[0] == "Elektronisk underskrift, senast 26 september 2024"
    assert JournalEntry.objects.filter(verb="decide_adjustment_day").count() == 3


def test_written_words_are_locked_with_the_day_they_say(
    cast: Cast, page: Callable[..., str]
) -> None:
    meeting, keeper = _sitting(cast), story.keeper(cast)
    story.decide_all(cast, meeting)
    for words, sent in (
        ("justeringen sker senast den 16 september 2024", {"day": "2024-09-16"}),
        ("protokollet justeras omedelbart", {"day": "2024-09-16", "at_once": "on"}),
    ):
        written = ["utse Viola Vik att justera protokollet", words]
        election = story.decide(cast, meeting, "Val av justerare", clauses=written)
        remark = next(
            f
            for f in load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings
            if f.code == codes.TEXT_CONTRADICTED
        )
        assert "Välj dagen under Justeringsdag, eller rätta texten." in remark.message
        text = page("justeringsdag/", {**sent, "tillbaka": election.item_id})
        assert "som sammanträdet har bestämt" in text
        assert "Välj dagen under" not in text
    close_meeting(actor=keeper, meeting=meeting)
    minutes = lock_minutes(actor=keeper, meeting=meeting)
    assert minutes.meeting.adjustment.at_once
    with pytest.raises(NotPossible, match="bestämma justeringsdagen"):
        decide_adjustment_day(actor=keeper, meeting=meeting, day=LAST)


def test_the_day_is_chosen_at_the_election_and_among_who_is_there(
    cast: Cast, page: Callable[..., str]
) -> None:
    meeting = _sitting(cast)
    election = story.item(meeting, "Val av justerare")
    story.decide_all(cast, meeting)
    for at in ("vid-bordet/", f"vid-bordet/?punkt={election.pk}"):
        text = page(at)
        assert "senast 26 september 2024, som föreslaget i kallelsen" in text
        assert "Lämna tomt om den föreslagna dagen gäller." in text
    other = story.item(meeting, "Riktlinjer")
    assert "Spara justeringsdagen" not in page(f"vid-bordet/?punkt={other.pk}")
    text = page("justeringsdag/", {"day": "2024-09-27"})
    assert "Justeringsdagen är för sen" in text
    assert "alltså senast den 26 september 2024" in text
    assert 'value="2024-09-27"' in text
    assert "ligger före sammanträdet" in page("justeringsdag/", {"day": "2024-09-11"})
    both = page("justeringsdag/", {"day": "2024-09-16", "at_once": "on"})
    assert "Skriv en dag eller välj omedelbart, inte båda." in both
    page("justeringsdag/", {"day": "16 september 2024"})
    meeting.refresh_from_db()
    assert meeting.decided_adjustment_on == EARLIER
    assert "senast 16 september 2024, som sammanträdet har bestämt" in page()


def test_a_day_beyond_the_law_is_told_and_can_be_changed_while_planned(
    cast: Cast, page: Callable[..., str]
) -> None:
    meeting = story.plan(cast)
    late = LAST + timedelta(days=1)
    Meeting.objects.filter(pk=meeting.pk).update(proposed_adjustment_on=late)
    meeting.refresh_from_db()
    text = page()
    assert "Den föreslagna justeringsdagen är för sen" in text
    assert "senast 26 september 2024" in text
    assert '<a href="/uppsala/sammantraden/1/andra/">Ändra den föreslagna dagen</a>' in text
    assert "är för sen" in page("kallelse/")
    with (
        story.on(story.MEETING_DAY),
        pytest.raises(NotPossible, match="alltså senast den 26 september 2024"),
    ):
        send_summons(actor=story.keeper(cast), meeting=meeting)
    names = ("held_on", "starts_at", "ends_at", "place", "mode", "hindrance_contact", "secretary")
    details: Any = {name: getattr(meeting, name) for name in names}
    with pytest.raises(NotPossible, match="alltså senast den 26 september 2024"):
        edit_meeting(
            actor=story.keeper(cast),
            meeting=meeting,
            details={**details, "proposed_adjustment_on": late},
        )
    edit_meeting(
        actor=story.keeper(cast),
        meeting=meeting,
        details={**details, "proposed_adjustment_on": LAST},
    )
    assert "är för sen" not in page()


def test_a_late_day_is_put_right_once_the_meeting_has_opened(
    cast: Cast, page: Callable[..., str]
) -> None:
    meeting, keeper = _sitting(cast), story.keeper(cast)
    Meeting.objects.filter(pk=meeting.pk).update(proposed_adjustment_on=date(2024, 10, 30))
    story.decide_all(cast, meeting)
    cover, clauses = _said(meeting)
    assert cover == "Elektronisk underskrift"
    assert not any("justeringen sker" in clause for clause in clauses)
    way = '<a href="/uppsala/sammantraden/1/vid-bordet/#justeringsdag">'
    assert f"{way}Välj den dag som sammanträdet bestämmer</a>" in page()
    assert "Den föreslagna dagen, 30 oktober 2024, är för sen" in page("vid-bordet/")
    meeting = close_meeting(actor=keeper, meeting=meeting)
    assert f"{way}Justeringsdag</a>" in page("protokoll/")
    with pytest.raises(NotPossible):
        lock_minutes(actor=keeper, meeting=meeting)
    page("justeringsdag/", {"day": "2024-09-26"})
    assert "är för sen" not in page("protokoll/")
    assert lock_minutes(actor=keeper, meeting=meeting).meeting.state == Meeting.State.SIGNING
