"""The pure rules: forms, whose column is whose, what is applied for, proposals, the outline."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samordna.budgets.shape import Budget, Group, Line, Side
from samordna.budgets.typed import Party, years_of_groups, years_of_line
from samordna.funding.rules import states
from samordna.funding.rules.completeness import check_content
from samordna.funding.rules.content import Content, from_json, to_json
from samordna.funding.rules.form import BadForm, parse_form
from samordna.funding.rules.outline import progress
from samordna.funding.rules.proposal import (
    applied_amounts,
    check_proposal,
    facts_of,
    standard_clauses,
)
from samordna.funding.services.calls import DEFAULT_FORM
from samordna.journal.words import verb_label
from samordna.kernel.findings import Severity, Where
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts, proposal_of, proposed, said
from samordna.kernel.wording.receivers import Names

UPPSALA = Party(1, "Uppsala kommun", "Uppsala", "municipality")
REGION = Party(2, "Region Uppsala", "Region Uppsala", "region")
AF = Party(3, "Arbetsförmedlingen", "AF", "af")
TIERP = Party(4, "Tierps kommun", "Tierp", "municipality")

DEFINITION: dict[str, Any] = {
    "sections": [
        {
            "key": "bakgrund",
            "heading": "Bakgrund",
            "questions": [{"key": "behov", "label": "Behov", "required": True}],
        }
    ],
    "agreement": [{"heading": "Lagar", "text": "Lagen följs."}],
}


def wage(key: str, label: str, start: str, end: str, party: Party, kr: int) -> Line:
    return Line(
        where=Where(field=key),
        side=Side.REQUESTED,
        group=Group.WAGE,
        label=label,
        percent=Decimal(100),
        date_from=date.fromisoformat(start),
        date_to=date.fromisoformat(end),
        amounts={party.id: kr},
    )


def other(key: str, label: str, kr: int) -> Line:
    return Line(
        where=Where(field=key),
        side=Side.REQUESTED,
        group=Group.OTHER,
        label=label,
        amounts={UPPSALA.id: kr},
    )


# A real application: seven posts at two organisations, four other costs, nothing spread on years.
SAMORDNAT_STOD = Budget(
    lines=(
        wage("row-1", "Projektledare", "2024-10-01", "2026-12-31", UPPSALA, 1_822_500),
        wage("row-2", "Coach", "2025-01-01", "2026-12-31", UPPSALA, 1_332_000),
        wage("row-3", "Coach", "2025-01-01", "2026-12-31", UPPSALA, 1_332_000),
        wage("row-4", "Coach", "2025-01-01", "2026-12-31", UPPSALA, 1_332_000),
        wage("row-5", "Coach", "2025-01-01", "2026-12-31", UPPSALA, 1_332_000),
        wage("row-6", "Specialistläkare", "2025-01-01", "2025-03-31", REGION, 45_000),
        wage("row-7", "Reko", "2025-01-01", "2026-12-31", REGION, 810_000),
        other("row-8", "Utvärdering", 100_000),
        other("row-9", "Spridningsseminarier", 50_000),
        other("row-10", "Utbildning insatsmedarbetare", 150_000),
        other("row-11", "Informationsmaterial", 10_000),
    )
)


def content(**changes: Any) -> Content:
    facts: dict[str, Any] = {
        "name": "Samordnat stöd",
        "kind": "individual",
        "nature": "new",
        "extends": "",
        "owner": UPPSALA,
        "partners": (REGION,),
        "form": parse_form(DEFINITION),
        "period_from": date(2024, 10, 1),
        "period_to": date(2026, 12, 31),
        "answers": {"behov": "Stort."},
        "budget": SAMORDNAT_STOD,
    }
    return Content(**{**facts, **changes})


def codes(found: list[Any]) -> list[str]:
    return [finding.code for finding in found]


class TestForm:
    def test_the_default_form_can_be_read_and_asks_what_the_domain_asks(self) -> None:
        form = parse_form(json.loads(DEFAULT_FORM.read_text(encoding="utf-8")))
        keys = {question.key for question in form.questions}
        assert {
            "behov",
            "syfte",
            "effektmal",
            "resultatmal",
            "malgrupp_beskrivning",
            "samverkansmetod",
            "metoder",
            "jamstalldhet",
            "uppfoljning_utvardering",
            "spridning",
            "implementering",
            "resurser",
            "lokal_grupp",
            "lokal_grupp_dag",
        } <= keys
        assert len(form.agreement) == 7

    @pytest.mark.parametrize(
        ("definition", "said"),
        [
            ({"sections": []}, "inga avsnitt"),
            ({"sections": "nej"}, "ska vara en lista"),
            ({"sections": [{"key": "budget", "heading": "B", "questions": []}]}, "upptagen"),
            ({"sections": [{"key": "Å", "heading": "B", "questions": []}]}, "små bokstäver"),
            ({"sections": [{"key": "a", "heading": "A", "questions": []}]}, "inga frågor"),
            (
                {
                    "sections": [
                        {
                            "key": "a",
                            "heading": "A",
                            "questions": [{"key": "b", "label": "B", "kind": "färg"}],
                        }
                    ]
                },
                "finns inte",
            ),
            (
                {
                    "sections": [
                        {
                            "key": "a",
                            "heading": "A",
                            "questions": [{"key": "b", "label": "B"}, {"key": "b", "label": "C"}],
                        }
                    ]
                },
                "samma nyckel",
            ),
        ],
    )
    def test_what_is_no_form_is_said(self, definition: dict[str, Any], said: str) -> None:
        with pytest.raises(BadForm, match=said):
            parse_form(definition)


class TestFindingsPointAtInputs:
    def test_a_row_and_its_years(self) -> None:
        line = replace(
            SAMORDNAT_STOD.lines[0], years=years_of_line({2024: 1}), date_to=date(2027, 1, 31)
        )
        budget = replace(SAMORDNAT_STOD, lines=(line,))
        facts = content(budget=budget).budget_to_check
        assert facts.lines[0].at("amount-0").field == "row-1.amount-0"
        assert facts.spread[0][1].at("year-2024").field == "row-1.year-2024"
        found = check_content(content(budget=budget), minimum_parties=2)["budget"]
        places = {f.code: f.where.field for f in found}
        assert places["row-years-differ"] == "row-1.years"
        assert places["outside-period"] == "row-1.date_to"

    def test_nothing_spread_is_a_warning_and_does_not_stop(self) -> None:
        found = check_content(content(), minimum_parties=2)["budget"]
        assert [(f.code, str(f.severity)) for f in found] == [("years-missing", "warning")]


class TestCompleteness:
    def test_intake_must_lie_within_the_period(self) -> None:
        found = check_content(content(intake_end=date(2027, 1, 1)), minimum_parties=2)
        assert codes(found["insatsen"]) == ["intake-outside-period"]

    def test_an_extension_says_what_it_extends(self) -> None:
        found = check_content(content(nature="extension"), minimum_parties=2)
        assert codes(found["insatsen"]) == ["extends-missing"]

    def test_partners_that_are_not_members_do_not_count(self) -> None:
        outsider = Party(9, "Stiftelsen", "Stiftelsen", "other", is_member=False)
        found = check_content(content(partners=(outsider,)), minimum_parties=2)
        assert codes(found["insatsen"]) == ["too-few-parties"]

    def test_the_outline_says_how_far_each_section_has_come(self) -> None:
        empty = content(answers={}, budget=Budget(), period_to=None)
        found = progress(empty, check_content(empty, minimum_parties=2))
        assert [(p.key, p.state, p.note) for p in found] == [
            ("insatsen", "started", "1 kvar"),
            ("bakgrund", "empty", ""),
            ("budget", "empty", ""),
            ("overenskommelse", "done", "fast text"),
            ("skicka", "empty", "3 avsnitt kvar"),
        ]
        whole = content()
        found = progress(whole, check_content(whole, minimum_parties=2))
        assert [(p.state, p.note) for p in found] == [
            ("done", ""),
            ("done", ""),
            ("warning", "1 varning"),
            ("done", "fast text"),
            ("started", "kan skickas"),
        ]
        late = progress(whole, check_content(whole, minimum_parties=2), "sista dagen har passerat")
        assert (late[-1].state, late[-1].note) == ("empty", "sista dagen har passerat")


class TestProposal:
    def test_the_real_application_is_cut_by_one_coach(self) -> None:
        applied = applied_amounts(content())
        assert sum(applied.values()) == 8_315_500
        without_a_coach = dict(applied)
        for year in (2025, 2026):
            without_a_coach[UPPSALA.id, year] -= 666_000
        assert sum(without_a_coach.values()) == 6_983_500
        # The paper rounds to whole thousands per year; then the clause must say that sum.
        paper = {
            (UPPSALA.id, 2025): 3_064_000,
            (UPPSALA.id, 2026): 3_065_000,
            (REGION.id, 2025): 428_000,
            (REGION.id, 2026): 427_000,
        }
        assert sum(paper.values()) == 6_984_000
        clauses = standard_clauses(["bevilja {name} högst {amount}"])
        typed = [replace(clauses[0], own="bevilja högst 6 983 500 kr")]
        found = check_proposal(
            content(), paper, typed, assessment="Bra.", cut_reason="En coach mindre."
        )
        assert [(f.code, f.difference_kr) for f in found] == [("clause-differs-from-table", -500)]
        assert not check_proposal(
            content(), paper, clauses, assessment="Bra.", cut_reason="En coach mindre."
        )
        facts = facts_of(content(), paper, PayoutRule.HALVES)
        words = said(proposal_of(clauses, facts), facts)
        assert words[0].endswith(" högst 6\u00a0984\u00a0000\u00a0kr")
        assert words[1].startswith("hälften av medlen betalas ut när avtalet är undertecknat")

    def test_words_that_do_the_opposite_of_the_table_stop_the_statement(self) -> None:
        clauses = standard_clauses(["att bevilja {name} högst {amount}"])
        assert clauses[0].words.startswith("bevilja")
        for own in ("avslå ansökan om medel", "notera ansökan"):
            typed = [replace(clauses[0], own=own), *clauses[1:]]
            found = check_proposal(content(), {(1, 2025): 1}, typed, assessment="x", cut_reason="x")
            assert "clause-contrary" in codes(found)
        granting = [*clauses, Clause(ClauseKind.PROPOSED, own="bevilja ansökan", key=9)]
        found = check_proposal(content(), {}, granting, assessment="x", cut_reason="x")
        assert "clause-contrary" in codes(found)

    def test_a_proposal_to_refuse_another_application_stops_the_statement(self) -> None:
        names = Names(initiatives=("Bryggan",))
        for own, stops in (("avslå ansökan Bryggan", True), ("avslå ansökan", False)):
            clauses = [Clause(ClauseKind.PROPOSED, own=own, key=1)]
            found = check_proposal(
                content(), {}, clauses, assessment="x", cut_reason="x", names=names
            )
            assert ("clause-differs-from-table" in codes(found)) is stops

    def test_a_sum_in_the_text_that_the_tables_do_not_have_is_said(self) -> None:
        amounts = {(1, 2025): 600_000, (1, 2026): 400_000, (2, 2025): 100_000}

        def said_of(summary: str) -> list[tuple[str, int | None, int | None]]:
            found = check_proposal(
                content(), amounts, GRANTS, summary=summary, assessment="Ja.", cut_reason="Ja."
            )
            assert {f.severity for f in found} <= {Severity.WARNING}
            return [
                (f.where.field, f.expected_kr, f.found_kr)
                for f in found
                if f.code == "text-differs-from-table"
            ]

        assert said_of("Kansliet föreslår 1 200 000 kr.") == [("summary", 1_100_000, 1_200_000)]
        applied = sum(applied_amounts(content()).values())
        assert said_of("Parterna söker 5 kr.") == [("summary", applied, 5)]
        for fine in (
            "Kansliet föreslår 1 100 000 kr, varav 700 000 kr för 2025 och 1 Mkr till kommunen.",
            f"Parterna söker {applied} kr. Kansliet föreslår 1 100 000 kr.",
            f"Det föreslås {applied - 1_100_000} kr mindre än det sökta.",
            "År 2022 beviljades 3 000 000 kr. En plats kostar 40 000 kr.",
        ):
            assert said_of(fine) == []

    def test_a_proposal_without_amounts_refuses(self) -> None:
        clauses = standard_clauses(["bevilja {name} högst {amount}", "villkor"])
        facts = facts_of(content(), {})
        assert said(proposal_of(clauses, facts), facts) == ["avslå ansökan"]

    def test_what_the_budget_does_not_spread_is_spread_by_days(self) -> None:
        applied = applied_amounts(content())
        assert applied[REGION.id, 2025] == 45_000 + 405_000
        assert {year for _, year in applied} == {2024, 2025, 2026}

    def test_more_than_applied_a_year_outside_and_no_reason_are_said(self) -> None:
        more = check_proposal(content(), {(1, 2027): 9_000_000}, GRANTS, assessment="Ja.")
        assert codes(more) == ["proposed-more-than-applied", "outside-period"]
        less = check_proposal(content(), {(1, 2025): 1}, GRANTS, assessment="Ja.")
        assert codes(less) == ["reason-missing"]
        nothing = check_proposal(content(), {}, [], cut_reason="Nej.")
        assert codes(nothing) == ["nothing-proposed", "assessment-missing", "clause-missing"]

    def test_clauses_are_filled_and_unknown_braces_stay(self) -> None:
        facts = Facts(name="A{amount}", amount_kr=6_984_000, start=date(2025, 1, 1))
        clauses = proposed(["{name} får {amount} från {from} till {to}", "{okänt} 100 %"])
        assert said(clauses, facts) == [
            "A{amount} får 6\u00a0984\u00a0000\u00a0kr från 1 januari 2025 till …",
            "{okänt} 100 %",
        ]


GRANTS = proposed(["bevilja"])
amounts = st.dictionaries(st.sampled_from([1, 2]), st.integers(0, 10**8), max_size=2)
years = st.dictionaries(st.integers(2024, 2027), st.integers(0, 10**7), max_size=4)
days = st.dates(date(2024, 10, 1), date(2026, 12, 31))
rows = st.builds(
    Line,
    where=st.just(Where(field="row-1")),
    side=st.sampled_from(Side),
    group=st.sampled_from(Group),
    label=st.text(max_size=20),
    percent=st.none() | st.decimals(0, 100, places=2),
    date_from=st.none() | days,
    date_to=st.none(),
    amounts=amounts,
    note=st.text(max_size=20),
    years=years.map(years_of_line),
)
budgets = st.builds(
    Budget,
    lines=st.lists(rows, max_size=5).map(tuple),
    other_years=st.dictionaries(st.sampled_from(Group), years, max_size=3).map(years_of_groups),
)


@given(budgets)
def test_what_is_applied_for_always_adds_up_to_the_budget(budget: Budget) -> None:
    applied = applied_amounts(content(budget=budget))
    assert sum(applied.values()) == budget.requested_kr
    for party in (1, 2):
        of_party = sum(kr for (pk, _), kr in applied.items() if pk == party)
        assert of_party == budget.total_kr(Side.REQUESTED, owner=party)


@given(budgets)
def test_a_frozen_application_is_read_back_as_it_was(budget: Budget) -> None:
    before = content(budget=budget, intake_end=date(2025, 1, 1))
    stored = json.loads(json.dumps(to_json(before, DEFINITION)))
    assert from_json(stored) == before


def test_every_state_has_words_for_staff_and_applicant() -> None:
    assert set(states.State) == set(states.APPLICATION.state_labels)
    for state in states.State:
        for is_office in (True, False):
            words, tone = states.words_for(state, is_office=is_office)
            assert words and tone in ("neutral", "info", "success", "warning", "danger")
    assert states.words_for("submitted", is_office=True) != states.words_for(
        "submitted", is_office=False
    )


@pytest.mark.parametrize("verb", ["schedule", "unschedule", *states.OUTCOMES.values()])
def test_a_step_of_the_board_has_words_in_the_journal(verb: str) -> None:
    assert verb_label(f"{verb}_application") != f"{verb}_application"
