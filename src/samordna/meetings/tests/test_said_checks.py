"""Words of a paragraph that say another thing than it does, one by one, and those that do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from samordna.kernel.findings import Severity
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts
from samordna.kernel.wording.receivers import Names
from samordna.kernel.wording.shares import Share
from samordna.meetings.rules import codes
from samordna.meetings.rules.adjuster_words import adjuster_findings
from samordna.meetings.rules.adjustment import AdjustmentDay, day_findings
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.chair_and_adjusters import Adjuster
from samordna.meetings.rules.election_words import office_of
from samordna.meetings.rules.elections import Election
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.text_checks import text_findings
from samordna.meetings.rules.treated import TreatedBlock, TreatedItem
from samordna.meetings.rules.vote_checks import vote_findings
from samordna.meetings.tests.board import meeting

#: Framsteget sought 600 000 kr, 250 000 kr of it for 2025, at the meeting on 26 September 2024.
SOUGHT = TreatedItem(
    66, "Ansökan Framsteget", Outcome.REJECTED, about_money=True, takes_effect=True,
    sought_kr=600_000, sought_sums=(250_000, 350_000), held_on=date(2024, 9, 26),
    facts=Facts(name="Framsteget", names=Names(initiatives=("Växtkraft", "Bryggan"))),
)  # fmt: skip


def _item(outcome: Outcome, *texts: str) -> TreatedItem:
    clauses = tuple(Clause(ClauseKind.FREE, own=text) for text in texts)
    return replace(SOUGHT, outcome=outcome, blocks=(TreatedBlock(Act.DECIDES, clauses),))


def _codes(item: TreatedItem) -> set[str]:
    return {finding.code for finding in text_findings(meeting(), item)}


@pytest.mark.parametrize(
    ("outcome", "texts", "stops"),
    [
        (Outcome.REJECTED, ["avslå ansökan"], False),
        (Outcome.REJECTED, ["avslå ansökan om 600 000 kr"], False),
        (Outcome.REJECTED, ["avslå ansökan Framsteget"], False),
        (Outcome.REJECTED, ["avslå ansökan", "uppdra åt kansliet att bjuda in Bryggan"], False),
        (Outcome.REJECTED, ["avslå ansökan Växtkraft"], True),
        (Outcome.REJECTED, ["avslå 300 000 kr av ansökan"], True),
        (Outcome.REJECTED, ["avslå ansökan om 700 000 kr"], True),
        (Outcome.REJECTED, ["avslå ansökan", "ge Framsteget 50 000 kr"], True),
        (Outcome.REJECTED, ["avslå ansökan", "Framsteget får 50 000 kr"], True),
        (Outcome.REJECTED, ["avslå ansökan", "betala 50 000 kr till Framsteget"], True),
        (Outcome.POSTPONED, ["bordlägga ansökan"], False),
        (Outcome.POSTPONED, ["bordlägga ansökan Bryggan"], True),
        (Outcome.POSTPONED, ["bordlägga ansökan om 700 000 kr"], True),
        (Outcome.POSTPONED, ["bordlägga ansökan", "ge Framsteget 50 000 kr"], True),
        (Outcome.REMITTED, ["återremittera ansökan Bryggan till kansliet"], True),
        (Outcome.UNDECIDED, ["ge Framsteget 50 000 kr"], True),
    ],
)
def test_what_is_not_granted(outcome: Outcome, texts: list[str], *, stops: bool) -> None:
    assert bool(_codes(_item(outcome, *texts)) & codes.STOPPING) is stops


def test_more_than_was_sought_is_told_of_and_stops_nothing() -> None:
    facts = Facts(name="Framsteget", amount_kr=750_000, years=(2025,),
                  shares=(Share("Heby kommun", 2025, 750_000),))  # fmt: skip
    more = replace(_item(Outcome.AMENDED, "bevilja Framsteget 750 000 kr"), facts=facts)
    (found,) = [
        f for f in text_findings(meeting(), more) if f.code == codes.GRANTS_MORE_THAN_SOUGHT
    ]
    assert (found.severity, found.expected_kr, found.found_kr) == (
        Severity.WARNING, 600_000, 750_000,
    )  # fmt: skip
    assert codes.GRANTS_MORE_THAN_SOUGHT not in codes.STOPPING
    as_sought = replace(more, facts=replace(facts, amount_kr=600_000))
    assert codes.GRANTS_MORE_THAN_SOUGHT not in _codes(as_sought)


@pytest.mark.parametrize(
    ("outcome", "text", "stops"),
    [
        (Outcome.POSTPONED, "bordlägga ansökan till den 20 december 2024", True),
        (Outcome.POSTPONED, "bordlägga ansökan till den 20 december", True),
        (Outcome.POSTPONED, "bordlägga ansökan till sammanträdet 2024-12-20", True),
        (
            Outcome.REMITTED,
            "återremittera ansökan till kansliet, som ska ha ärendet tillbaka den 20 december 2024",
            True,
        ),
        (Outcome.REMITTED, "återremittera ansökan, ärendet prövas igen den 20 december 2024", True),
        (Outcome.POSTPONED, "bordlägga ansökan till den 5 december 2024", False),
        (Outcome.POSTPONED, "bordlägga ansökan till den 5 december", False),
        (Outcome.POSTPONED, "bordlägga ansökan till ett kommande sammanträde", False),
        (Outcome.POSTPONED, "bordlägga ansökan den 3 mars 2024 till den 5 december 2024", False),
        (
            Outcome.POSTPONED,
            "bordlägga ansökan till nästa sammanträde, komplettering lämnas den 1 november 2024",
            False,
        ),
        (
            Outcome.REMITTED,
            "återremittera ansökan till kansliet för komplettering senast den 1 november 2024",
            False,
        ),
        (Outcome.POSTPONED, "bordlägga ansökan. Sökanden kompletterar den 1 november 2024", False),
    ],
)
def test_the_day_on_which_it_comes_back(outcome: Outcome, text: str, *, stops: bool) -> None:
    item = replace(_item(outcome, text), back_by=date(2024, 12, 5))
    assert (codes.TEXT_CONTRADICTED in _codes(item)) is stops


def test_what_is_sent_back_to_another_than_the_office_is_told_of() -> None:
    to_au = _item(Outcome.REMITTED, "återremittera ansökan till arbetsutskottet")
    assert _codes(to_au) == {codes.REMITTED_ELSEWHERE}
    assert codes.REMITTED_ELSEWHERE not in codes.STOPPING
    assert _codes(_item(Outcome.REMITTED, "återremittera ansökan till kansliet")) == set()


def test_a_day_that_there_is_not_stops_in_any_paragraph() -> None:
    plain = replace(_item(Outcome.APPROVED, "rapporten lämnas 30 februari 2025"), about_money=False)
    assert _codes(plain) == {codes.TEXT_CONTRADICTED}
    real = replace(_item(Outcome.APPROVED, "rapporten lämnas 28 februari 2025"), about_money=False)
    assert _codes(real) == set()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("justeringen sker senast den 3 oktober 2024", ""),
        ("justeringen sker senast den 3 oktober", ""),
        ("justeringen sker senast 2024-10-03", ""),
        ("utse Elsa Björk att justera protokollet från sammanträdet den 26 september 2024", ""),
        ("justeringen sker digitalt", ""),
        ("justeringen sker senast den 1 november 2024", "senast fjorton dagar"),
        ("justeringen sker senast den 1 november", "senast fjorton dagar"),
        ("justeringen sker den 1 september 2024", "ligger före sammanträdet"),
        ("justeringen sker senast den 8 oktober 2024", "på framsidan står senast 3 oktober 2024"),
        ("protokollet justeras omedelbart", "på framsidan står senast 3 oktober 2024"),
    ],
)
def test_the_day_of_adjustment(words: str, said: str) -> None:
    item = replace(
        _item(Outcome.APPROVED, "utse Elsa Björk att justera protokollet", words),
        heading="Val av justerare", about_money=False, elects_adjusters=True,
        adjustment=AdjustmentDay(date(2024, 9, 26), date(2024, 10, 3)),
    )  # fmt: skip
    found = [
        f.message
        for f in adjuster_findings(meeting(), item, [Adjuster("elsa")])
        if f.code == codes.TEXT_CONTRADICTED
    ]
    assert bool(found) is bool(said)
    assert said in "".join(found)
    no_front = replace(item, adjustment=None)
    if "framsidan" in said:  # nothing on the front contradicts it: the day is to be chosen
        (unsaid,) = adjuster_findings(meeting(), no_front, [Adjuster("elsa")])
        assert unsaid.code == codes.ADJUSTMENT_DAY_MISSING
        assert "Välj den under Justeringsdag" in unsaid.message


@pytest.mark.parametrize(
    ("words", "at_once", "later"),
    [
        ("protokollet justeras omedelbart", True, False),
        ("justeringen sker senast den 26 september 2024", True, False),
        ("justeringen sker senast den 30 september 2024", False, True),
        ("justeringen sker senast den 3 oktober 2024", False, False),
    ],
)
def test_words_say_the_day_that_was_decided(words: str, *, at_once: bool, later: bool) -> None:
    item = replace(
        _item(Outcome.APPROVED, "utse Elsa Björk att justera protokollet", words),
        heading="Val av justerare", about_money=False, elects_adjusters=True,
    )  # fmt: skip
    held, proposed = date(2024, 9, 26), date(2024, 10, 3)
    for decided, agrees in (
        (AdjustmentDay(held, proposed, at_once=True), at_once),
        (AdjustmentDay(held, proposed, decided=date(2024, 9, 30)), later),
    ):
        found = adjuster_findings(meeting(), replace(item, adjustment=decided), [Adjuster("elsa")])
        assert [f.code for f in found] == ([] if agrees else [codes.TEXT_CONTRADICTED])


def test_a_proposed_day_beyond_the_law_is_told_until_another_is_decided() -> None:
    late = AdjustmentDay(date(2024, 9, 23), date(2024, 10, 30))
    (found,) = day_findings(late, "§ 71")
    assert found.code == codes.ADJUSTMENT_DAY_TOO_LATE
    assert found.code in codes.STOPPING
    assert "senast den 7 oktober 2024" in found.message
    assert (late.last, late.words, late.clause) == (None, "", "")
    assert day_findings(replace(late, proposed=date(2024, 10, 7))) == []
    assert day_findings(replace(late, decided=date(2024, 10, 7))) == []
    assert day_findings(replace(late, at_once=True)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("utse David Ek", True),
        ("utse David Ek till andre vice ordförande", False),
        ("till andre vice ordförande välja David Ek", False),
        ("utse David Ek som ombud", False),
        ("tacka David Ek", False),
    ],
)
def test_an_election_says_to_what(text: str, *, told: bool) -> None:
    item = replace(
        _item(Outcome.APPROVED, text), heading="Val av andre vice ordförande", about_money=False,
        election=True,
    )  # fmt: skip
    found = [
        f.message for f in vote_findings(meeting(), item, None) if f.code == codes.OFFICE_UNSAID
    ]
    assert bool(found) is told
    assert not told or "Skriv ”till andre vice ordförande”." in found[0]
    adjusts = replace(item, elects_adjusters=True)
    assert vote_findings(meeting(), adjusts, None) == []


@pytest.mark.parametrize(
    ("heading", "office"),
    [
        ("Val av andre vice ordförande", "andre vice ordförande"),
        ("Val av två ombud till årsmötet för 2025", "ombud till årsmötet"),
        ("Fyllnadsval av ledamot i arbetsutskottet", "ledamot i arbetsutskottet"),
        ("Valärenden", ""),
    ],
)
def test_the_office_of_a_heading(heading: str, office: str) -> None:
    assert office_of(heading) == office


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("Jonas Vik", False),
        ("Astrid Lindqvist (S)", False),
        ("sekreteraren", False),
        ("Per Pil", True),
        ("Greta Holm", True),
    ],
)
def test_a_lot_is_drawn_by_somebody_who_is_there(by: str, *, told: bool) -> None:
    tied = Election((("David Ek", 3), ("Elsa Björk", 3)), drawn=("David Ek",), drawn_by=by)
    item = replace(
        _item(Outcome.APPROVED), heading="Val av ombud", about_money=False, election=True,
        ballot=tied,
    )  # fmt: skip
    found = {finding.code for finding in vote_findings(meeting(), item, None)}
    assert found == ({codes.LOT_BY_NOBODY} if told else set())
