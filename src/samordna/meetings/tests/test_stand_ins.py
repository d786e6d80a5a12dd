"""Who signs in the chair's stead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.meetings.rules.chair_and_adjusters import (
    Adjuster,
    SigningRole,
    signing_plan,
    with_stand_ins,
)
from samordna.meetings.rules.presence import Absence, Reason
from samordna.meetings.tests.board import meeting

SERVING = ("birger", "cecilia", "david", "elsa", "farid")


def test_another_who_served_signs_what_the_chair_led_and_the_minutes_say_as_what() -> None:
    presence = meeting()
    plan = with_stand_ins(
        signing_plan(presence, [Adjuster("birger")]), presence, {"astrid": "elsa"}
    )
    signed = {s.attendee.key: s.role for s in plan.signings}
    assert signed == {"elsa": SigningRole.FOR_CHAIR, "birger": SigningRole.ADJUSTER}
    assert plan.findings == ()
    assert plan.signings[0].label.replace("\u00a0", " ") == "I ordförandens ställe §§ 60–79"


@pytest.mark.parametrize(
    ("stand_in", "code"),
    [("birger", "adjuster-is-chair"), ("jonas", "chair-absent"), ("ines", "chair-absent")],
)
def test_nobody_signs_twice_or_for_what_they_did_not_see(stand_in: str, code: str) -> None:
    presence = meeting()
    plan = signing_plan(presence, [Adjuster("birger")])
    found = with_stand_ins(plan, presence, {"astrid": stand_in}).findings
    assert [finding.code for finding in found] == [code]


def test_one_who_was_away_for_a_paragraph_does_not_stand_in_for_it() -> None:
    presence = meeting([Absence("elsa", 70, None, Reason.LEFT)])
    plan = signing_plan(presence, [Adjuster("birger")])
    (finding,) = with_stand_ins(plan, presence, {"astrid": "elsa"}).findings
    assert finding.code == "chair-absent"
    assert finding.where.field.replace("\u00a0", " ") == "§§ 70–79"


def test_another_signs_for_an_adjuster_and_the_plan_says_for_whom() -> None:
    presence = meeting()
    plan = signing_plan(presence, [Adjuster("birger")])
    found = with_stand_ins(plan, presence, {}, {"birger": "elsa"})
    assert found.findings == ()
    (signing,) = [s for s in found.signings if s.role is SigningRole.FOR_ADJUSTER]
    assert signing.attendee.key == "elsa"
    assert signing.role_words == f"I justerarens ställe, för {presence.attendee('birger').name}"


@pytest.mark.parametrize(
    ("stand_in", "code"), [("astrid", "adjuster-is-chair"), ("jonas", "adjuster-absent")]
)
def test_nobody_adjusts_what_they_led_or_did_not_see(stand_in: str, code: str) -> None:
    presence = meeting()
    plan = signing_plan(presence, [Adjuster("birger")])
    found = with_stand_ins(plan, presence, {}, {"birger": stand_in}).findings
    assert [finding.code for finding in found] == [code]


@pytest.mark.parametrize(
    ("for_chairs", "for_adjusters"), [({}, {"birger": "astrid"}), ({"astrid": "birger"}, {})]
)
def test_of_two_who_served_either_signs_in_the_others_stead(
    for_chairs: dict[str, str], for_adjusters: dict[str, str]
) -> None:
    whole = meeting()
    two = [a for a in whole.attendees if a.key in ("astrid", "birger")]
    presence = replace(whole, attendees=two, absences=[], services=[])
    plan = signing_plan(presence, [Adjuster("birger")])
    assert plan.findings == ()
    found = with_stand_ins(plan, presence, for_chairs, for_adjusters)
    assert found.findings == ()
    assert [s.numbers for s in found.signings] == [s.numbers for s in plan.signings]


@given(st.sampled_from(SERVING), st.sampled_from(SERVING))
def test_every_paragraph_keeps_two_signatures(adjuster: str, stand_in: str) -> None:
    presence = meeting()
    plan = signing_plan(presence, [Adjuster(adjuster)])
    other = with_stand_ins(plan, presence, {"astrid": stand_in})
    assert [s.numbers for s in other.signings] == [s.numbers for s in plan.signings]
    assert bool(other.findings) == (adjuster == stand_in)
