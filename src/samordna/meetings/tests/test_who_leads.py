"""Who leads an item: nobody who is disqualified in it; and the candidates of an election."""

from __future__ import annotations

import time

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from samordna.meetings.errors import NotPossible
from samordna.meetings.forms.decision import DecisionForm
from samordna.meetings.forms.fields import CandidatesField
from samordna.meetings.models import Meeting
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.services.decisions import save_decision
from samordna.meetings.services.presence import record_absence, set_all_present
from samordna.meetings.tests import story
from samordna.parties.tests.cast import make_cast


@pytest.fixture
def cast(db):
    made = make_cast()
    with scope(association=made.association):
        yield made


def test_who_is_disqualified_in_an_item_does_not_lead_it(cast):
    meeting = story.opened(cast)
    actor = story.keeper(cast)
    set_all_present(actor=actor, meeting=meeting)
    item, viola = story.item(meeting, "Nationell"), story.person(meeting, "Viola")
    story.decide(cast, meeting, "Nationell")
    record_absence(actor=actor, attendee=viola, reason="disqualified", from_item=item)

    def offered():
        proceedings = load_proceedings(Meeting.objects.get(pk=meeting.pk))
        (one,) = [i for i in proceedings.items if i.pk == item.pk]
        form = DecisionForm(proceedings, one, None)
        return {name for _, name in form["chaired_by"].field.widget.choices}, one.treatment

    names, treatment = offered()
    assert "Viola Vik" not in names
    assert "Lars Lind" in names
    with pytest.raises(NotPossible, match="jävig"):
        save_decision(
            actor=actor,
            treatment=treatment,
            decision={"chaired_by": viola},
            revision=treatment.revision,
        )
    lars = story.person(meeting, "Lars")
    save_decision(
        actor=actor, treatment=treatment, decision={"chaired_by": lars}, revision=treatment.revision
    )
    # Whoever was chosen before it was noted stays in the list, so that nothing else is held up.
    record_absence(actor=actor, attendee=lars, reason="disqualified", from_item=item)
    assert "Lars Lind" in offered()[0]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Anna Berg 5", ("Anna Berg", 5)),
        ("Anna  Berg :  5 röster.", ("Anna Berg", 5)),
        ("Anna Berg, 1 röst", ("Anna Berg", 1)),
        ("Lista 2: 12", ("Lista 2", 12)),
    ],
)
def test_a_candidate_and_the_votes_are_read(line, found):
    assert CandidatesField().clean(line) == [found]


@pytest.mark.parametrize("line", ["5", "Anna", "Anna 12345", "Anna ٥", ": 5"])
def test_a_line_without_either_is_asked_about(line):
    with pytest.raises(ValidationError, match="saknar namn eller antal"):
        CandidatesField().clean(line)


def test_a_line_of_blanks_holds_nothing_up():
    begun = time.process_time()
    with pytest.raises(ValidationError):
        CandidatesField().clean("a" + " " * 1_900 + "x")
    assert time.process_time() - begun < 0.5
