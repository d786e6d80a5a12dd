"""A closed ballot about who adjusts the minutes chooses who does: data, words and signatures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Any

import pytest
from django_scopes import scope

from samordna.journal.models import JournalEntry
from samordna.kernel.wording.clauses import ClauseKind, kept, proposed
from samordna.meetings.models import Adjuster, Meeting, Treatment
from samordna.meetings.papers.minutes import minutes_paper
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.rules.adjuster_words import the_one
from samordna.meetings.rules.elections import Election
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

LARS = Election((("Lars Lind", 3), ("Alva Alm", 2)))


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    meeting = story.opened(cast)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    return meeting


def ballot(
    cast: Cast, meeting: Meeting, election: Election, outcome: str = "approved"
) -> Treatment:
    return story.decide(cast, meeting, "justerare", outcome, election=election.as_dict())


def adjusting(meeting: Meeting) -> list[str]:
    rows = Adjuster.objects.filter(meeting=meeting, item=None).select_related("attendee")
    return [row.attendee.name for row in rows]


def codes(meeting: Meeting) -> set[str]:
    return {f.code for f in load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings}


def test_who_was_elected_adjusts_and_signs(cast: Cast, meeting: Meeting, client: Any) -> None:
    ballot(cast, meeting, LARS)
    assert adjusting(meeting) == ["Lars Lind"]
    entry = JournalEntry.objects.filter(verb="choose_adjuster").latest("number")
    assert (entry.after["adjuster"], entry.after["elected_in"]) == ("Lars Lind", 1)
    client.force_login(cast.people["registrar"])
    with story.on(story.MEETING_DAY):
        html = client.get(f"/uppsala/sammantraden/{meeting.number}/vid-bordet/").content.decode()
        panel = html.partition('id="justerare"')[2].partition("</ul>")[0]
        assert "Lars Lind" in panel
        for row in meeting.items.order_by("position"):
            if "justerare" not in row.heading:
                noted = row.kind in ("information", "formal")
                story.decide(cast, meeting, row.heading, "noted" if noted else "approved")
        told = minutes_paper(load_proceedings(Meeting.objects.get(pk=meeting.pk)))
        words = " ".join(clause for d in told.paragraphs[0].decisions for clause in d.items)
        assert words.startswith("utse Lars Lind att jämte ordföranden justera protokollet")
        assert words.count("Lars Lind") == 1
        close_meeting(actor=story.keeper(cast), meeting=meeting, ended_at=time(11, 40))
        minutes = lock_minutes(actor=story.keeper(cast), meeting=meeting)
    assert minutes.signers.get(role="adjuster").name == "Lars Lind"


def test_a_corrected_count_chooses_anew_and_another_takes_the_place_of_who_was_chosen(
    cast: Cast, meeting: Meeting
) -> None:
    viola = story.person(meeting, "Viola")
    choose_adjuster(actor=story.keeper(cast), meeting=meeting, attendee=viola)
    ballot(cast, meeting, LARS)
    ballot(cast, meeting, Election((("Lars Lind", 2), ("Alva Alm", 3))))
    assert adjusting(meeting) == ["Alva Alm"]
    assert "adjuster-contradicted" not in codes(meeting)


def test_two_seats_choose_two(cast: Cast, meeting: Meeting) -> None:
    three = Election((("Lars Lind", 3), ("Alva Alm", 2), ("Tage Torn", 1)), seats=2)
    ballot(cast, meeting, three)
    assert sorted(adjusting(meeting)) == ["Alva Alm", "Lars Lind"]


def test_a_tie_chooses_nobody_before_the_lot(cast: Cast, meeting: Meeting) -> None:
    tied = Election((("Lars Lind", 2), ("Alva Alm", 2)))
    ballot(cast, meeting, tied)
    assert adjusting(meeting) == []
    drawn = Election(tied.counts, drawn=("Alva Alm",), drawn_by="Orvar Orre")
    ballot(cast, meeting, drawn)
    assert adjusting(meeting) == ["Alva Alm"]


def test_an_election_that_was_tabled_or_is_of_something_else_chooses_nobody(
    cast: Cast, meeting: Meeting
) -> None:
    ballot(cast, meeting, LARS, "postponed")
    meeting.items.filter(heading__contains="resor").update(kind="election")
    story.decide(cast, meeting, "resor", "approved", election=LARS.as_dict())
    assert adjusting(meeting) == []


def test_what_is_chosen_by_hand_afterwards_stands_and_stops(cast: Cast, meeting: Meeting) -> None:
    treatment = ballot(cast, meeting, LARS)
    viola = story.person(meeting, "Viola")
    choose_adjuster(actor=story.keeper(cast), meeting=meeting, attendee=viola)
    ballot(cast, meeting, LARS, treatment.outcome)  # a save that changes nothing of it
    assert adjusting(meeting) == ["Viola Vik"]
    assert "adjuster-contradicted" in codes(meeting)


def test_a_name_that_is_nobodys_chooses_nobody_and_stops(cast: Cast, meeting: Meeting) -> None:
    ballot(cast, meeting, Election((("Karin Kant", 5),)))
    assert adjusting(meeting) == []
    assert "adjuster-missing" in codes(meeting)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("lars lind", "Lars Lind"),
        ("Lars", "Lars Lind"),
        ("ledamoten Lars Lind", "Lars Lind"),
        ("Alva", None),  # two of them
        ("Alva Alm", "Alva Alm"),
        ("Karin", None),
    ],
)
def test_which_of_the_people_a_name_is_of(name: str, found: str | None) -> None:
    assert the_one(name, ["Lars Lind", "Alva Alm", "Alva Ek"]) == found


@pytest.mark.parametrize(
    ("planned", "said"),
    [
        (
            "utse Viola Vik att jämte ordföranden justera protokollet torsdagen den 26 september",
            ["utse Lars Lind att jämte ordföranden justera protokollet torsdagen den 26 september"],
        ),
        (
            "utse Viola Vik och Alva Alm att justera protokollet",
            [
                "utse Lars Lind att jämte ordföranden justera protokollet",
                "justeringen sker senast den 26 september 2024",
            ],
        ),
        ("utse Lars Lind att justera protokollet digitalt", None),
        ("utse Lars Lind, Heby kommun, att justera protokollet digitalt", None),
        ("fastställa dagen för justering till den 20 september", None),
    ],
)
def test_a_planned_line_follows_who_was_chosen(
    cast: Cast, meeting: Meeting, client: Any, planned: str, said: list[str] | None
) -> None:
    item = story.item(meeting, "justerare")
    item.proposal = kept(proposed([planned], ClauseKind.FORMAL))
    item.save(update_fields=["proposal"])
    story.decide(cast, meeting, "justerare")
    lars = story.person(meeting, "Lars")
    choose_adjuster(actor=story.keeper(cast), meeting=meeting, attendee=lars)
    proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
    (block,) = proceedings.decided(proceedings.items[0]).blocks
    told = [clause.rstrip(",.").removesuffix(", samt") for clause in block.clauses]
    assert told == said if said else planned in told
    assert sum("Lars Lind" in clause for clause in told) == 1
    assert "adjuster-contradicted" not in {finding.code for finding in proceedings.findings}
    # What the form shows and sends back says the same, and becomes nobody's own words.
    client.force_login(cast.people["registrar"])
    page = f"/uppsala/sammantraden/{meeting.number}/"
    with story.on(story.MEETING_DAY):
        form = client.get(f"{page}vid-bordet/?punkt={item.pk}").context["decision_form"]
        sent = {b.html_name: "" if b.value() is None else b.value() for b in form}
        client.post(f"{page}punkt/{item.pk}/beslut/", {**sent, "background": "Valet"})
    row = Treatment.objects.get(item=item)
    assert row.background == "Valet"
    assert not any(clause["own"] for block in row.blocks for clause in block["clauses"])
    viola = story.person(meeting, "Viola")
    choose_adjuster(actor=story.keeper(cast), meeting=meeting, attendee=viola)
    assert "adjuster-contradicted" not in codes(meeting)


def test_what_was_written_at_the_table_of_somebody_else_stops(cast: Cast, meeting: Meeting) -> None:
    lars = story.person(meeting, "Lars")
    choose_adjuster(actor=story.keeper(cast), meeting=meeting, attendee=lars)
    story.decide(cast, meeting, "justerare", clauses=["utse Viola Vik att justera protokollet"])
    assert "adjuster-contradicted" in codes(meeting)
