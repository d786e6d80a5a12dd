"""Who signs in the chair's stead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.kernel.findings import Severity
from samordna.meetings.rules.chair_and_adjusters import (
    Adjuster,
    SigningRole,
    signing_plan,
)
from samordna.meetings.rules.codes import STOPPING
from samordna.meetings.rules.presence import Absence, Reason
from samordna.meetings.rules.stand_ins import (
    StandsIn,
    secretary_findings,
    who_may,
    with_stand_ins,
)
from samordna.meetings.tests.board import meeting


def instead(
    for_chairs: dict[str, str], for_adjusters: dict[str, str] | None = None
) -> list[StandsIn]:
    """Each for all the paragraphs of the meeting, by who was to sign and who does."""
    known = [(SigningRole.FOR_CHAIR, for_chairs), (SigningRole.FOR_ADJUSTER, for_adjusters or {})]
    return [
        StandsIn(item, role, other, by)
        for role, found in known
        for other, by in found.items()
        for item in range(60, 80)
    ]


SERVING = ("birger", "cecilia", "david", "elsa", "farid")


def test_another_who_served_signs_what_the_chair_led_and_the_minutes_say_as_what() -> None:
    presence = meeting()
    plan = with_stand_ins(
        signing_plan(presence, [Adjuster("birger")]), presence, instead({"astrid": "elsa"})
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
    found = with_stand_ins(plan, presence, instead({"astrid": stand_in})).findings
    assert [finding.code for finding in found] == [code]


def test_one_who_was_away_for_a_paragraph_does_not_stand_in_for_it() -> None:
    presence = meeting([Absence("elsa", 70, None, Reason.LEFT)])
    plan = signing_plan(presence, [Adjuster("birger")])
    (finding,) = with_stand_ins(plan, presence, instead({"astrid": "elsa"})).findings
    assert finding.code == "chair-absent"
    assert finding.where.field.replace("\u00a0", " ") == "§§ 70–79"


def test_another_signs_for_an_adjuster_and_the_plan_says_for_whom() -> None:
    presence = meeting()
    plan = signing_plan(presence, [Adjuster("birger")])
    found = with_stand_ins(plan, presence, instead({}, {"birger": "elsa"}))
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
    found = with_stand_ins(plan, presence, instead({}, {"birger": stand_in})).findings
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
    found = with_stand_ins(plan, presence, instead(for_chairs, for_adjusters))
    assert found.findings == ()
    assert [s.numbers for s in found.signings] == [s.numbers for s in plan.signings]


@given(st.sampled_from(SERVING), st.sampled_from(SERVING))
def test_every_paragraph_keeps_two_signatures(adjuster: str, stand_in: str) -> None:
    presence = meeting()
    plan = signing_plan(presence, [Adjuster(adjuster)])
    other = with_stand_ins(plan, presence, instead({"astrid": stand_in}))
    assert [s.numbers for s in other.signings] == [s.numbers for s in plan.signings]
    assert bool(other.findings) == (adjuster == stand_in)


def test_the_paragraphs_of_one_adjuster_are_divided_among_those_who_served() -> None:
    gone = [
        Absence("elsa", 70, None, Reason.LEFT),
        Absence("david", 60, 69, Reason.ARRIVED_LATE),
        Absence("cecilia", 64, 64, Reason.DISQUALIFIED),
    ]
    presence = meeting(gone)
    plan = signing_plan(presence, [Adjuster("birger")])
    (adjusts,) = [s for s in plan.signings if s.role is SigningRole.ADJUSTER]
    may = {
        item: {p.key for p in who_may(presence, plan.signings, adjusts, item)}
        for item in presence.paragraphs
    }
    assert may[60] == {"cecilia", "elsa", "farid", "hugo"}
    assert may[64] == {"elsa", "farid", "hugo"}
    assert may[70] == {"cecilia", "david", "farid", "hugo"}
    half = [
        StandsIn(item, SigningRole.FOR_ADJUSTER, "birger", "elsa" if item < 70 else "david")
        for item in presence.paragraphs
    ]
    found = with_stand_ins(plan, presence, half)
    assert found.findings == ()
    labels = {
        s.attendee.key: s.label.replace("\u00a0", " ")
        for s in found.signings
        if s.instead_of is not None
    }
    assert labels == {
        "elsa": "I justerarens ställe §§ 60–69",
        "david": "I justerarens ställe §§ 70–79",
    }


def test_a_stand_in_for_one_paragraph_does_not_spread() -> None:
    presence = meeting()
    one = [StandsIn(64, SigningRole.FOR_ADJUSTER, "birger", "elsa")]
    plan = signing_plan(presence, [Adjuster("birger")])
    numbers = {
        (s.attendee.key, s.role): s.numbers for s in with_stand_ins(plan, presence, one).signings
    }
    assert numbers["elsa", SigningRole.FOR_ADJUSTER] == (64,)
    assert 64 not in numbers["birger", SigningRole.ADJUSTER]
    # Whoever is not to sign the paragraph any more is not stood in for.
    other = signing_plan(presence, [Adjuster("david")])
    assert with_stand_ins(other, presence, one).signings == other.signings


@given(
    st.lists(st.tuples(st.sampled_from(SERVING), st.integers(60, 79)), max_size=12),
    st.sampled_from(SERVING),
    st.sampled_from([SigningRole.CHAIR, SigningRole.ADJUSTER]),
)
def test_who_may_never_gives_one_that_is_found_fault_with(
    left: list[tuple[str, int]], adjuster: str, role: SigningRole
) -> None:
    presence = meeting([Absence(who, at, None, Reason.LEFT) for who, at in dict(left).items()])
    plan = signing_plan(presence, [Adjuster(adjuster)])
    for signing in plan.signings:
        for item in signing.items if signing.role is role else ():
            may = who_may(presence, plan.signings, signing, item)
            serving = presence.serving_at(item)
            chair = next(s for s in plan.signings if s.role is SigningRole.CHAIR)
            if len(serving) > 2 and signing.role is SigningRole.ADJUSTER:
                assert chair.attendee not in may
            for person in may:
                as_who = (
                    SigningRole.FOR_CHAIR if role is SigningRole.CHAIR else SigningRole.FOR_ADJUSTER
                )
                one = [StandsIn(item, as_who, signing.attendee.key, person.key)]
                assert with_stand_ins(plan, presence, one).findings == plan.findings


def test_a_stand_in_who_is_disqualified_is_told_of() -> None:
    presence = meeting([Absence("elsa", 64, 64, Reason.DISQUALIFIED)])
    plan = signing_plan(presence, [Adjuster("birger")])
    for role, other, code in (
        (SigningRole.FOR_ADJUSTER, "birger", "adjuster-disqualified"),
        (SigningRole.FOR_CHAIR, "astrid", "chair-disqualified"),
    ):
        found = with_stand_ins(plan, presence, [StandsIn(64, role, other, "elsa")]).findings
        assert [finding.code for finding in found] == [code]


def test_one_who_stands_in_and_cannot_either_is_replaced_by_another_or_the_first() -> None:
    presence = meeting([Absence(who, 60, None, Reason.LEFT) for who in ("david", "farid", "hugo")])
    plan = signing_plan(presence, [Adjuster("birger")])
    found = with_stand_ins(plan, presence, instead({}, {"birger": "elsa"}))
    (stands_in,) = [s for s in found.signings if s.instead_of is not None]
    may = {p.key for p in who_may(presence, found.signings, stands_in, 60)}
    assert may == {"birger", "cecilia"}


def test_a_secretary_with_jav_is_told_of_and_stops_nothing() -> None:
    presence = meeting([Absence("jonas", 73, 73, Reason.DISQUALIFIED)])
    (finding,) = secretary_findings(presence, ["jonas"], "Jonas Vik")
    assert (finding.code, finding.severity) == ("secretary-disqualified", Severity.WARNING)
    assert finding.code not in STOPPING
    assert "Jonas Vik har jäv i § 73" in finding.message.replace("\u00a0", " ")
    assert secretary_findings(presence, ["ines"], "Ines Falk") == []
