"""The line of data of a paragraph about money, the own words that are read against it, and what a
confirmation is of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from samordna.kernel.findings import Severity
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts
from samordna.meetings.rules import codes
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.checks import minutes_findings
from samordna.meetings.rules.meaning import Reading, meaning_line, own_words
from samordna.meetings.rules.outcomes import Outcome, Rest
from samordna.meetings.rules.treated import TreatedBlock, TreatedItem
from samordna.meetings.tests.board import SEATS, meeting

FACTS = Facts(
    name="Växtkraft",
    amount_kr=7_000_000,
    start=date(2026, 1, 1),
    end=date(2027, 12, 31),
    payout=PayoutRule.QUARTERLY,
)
GRANT = Clause(ClauseKind.GRANT, words="bevilja {name} högst {amount}", key=1)
SHARES = ("medlen till Heby kommun fördelas med 3 500 000 kr för 2026 och 3 500 000 kr för 2027",)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_grant_is_told_with_its_sum_period_shares_rest_and_payment() -> None:
    line = meaning_line(
        Act.DECIDES,
        Outcome.AMENDED,
        FACTS,
        in_part="7 000 000 kr av sökta 9 000 000 kr",
        shares=SHARES,
        rest=Rest.POSTPONED.done("år 2028"),
        back_by=date(2026, 3, 1),
    )
    assert _plain(line) == (
        "Beslutet innebär: 7 000 000 kr av sökta 9 000 000 kr beviljas insatsen Växtkraft för "
        "perioden 1 januari 2026 till 31 december 2027; medlen till Heby kommun fördelas med "
        "3 500 000 kr för 2026 och 3 500 000 kr för 2027; ansökan bordläggs i den del som avser "
        "år 2028; det som inte beviljas ska tas upp igen senast den 1 mars 2026; medlen betalas ut "
        "kvartalsvis mot rekvisition av faktiska kostnader."
    )


@pytest.mark.parametrize(
    ("act", "outcome", "said"),
    [
        (Act.DECIDES, Outcome.REJECTED, "Beslutet innebär: ansökan avslås, inga medel beviljas."),
        (Act.PROPOSES, Outcome.REJECTED, "Förslaget innebär: ansökan avslås, inga medel beviljas."),
        (Act.DECIDES, Outcome.POSTPONED, "Beslutet innebär: ansökan bordläggs, inga medel "
            "beviljas."),
        (Act.DECIDES, Outcome.REMITTED, "Beslutet innebär: ansökan återremitteras till kansliet, "
            "inga medel beviljas."),
        (Act.DECIDES, Outcome.UNDECIDED, "Beslutet innebär: inget beslut fattas om ansökan, inga "
            "medel beviljas."),
    ],
)  # fmt: skip
def test_what_grants_nothing_says_so(act: Act, outcome: Outcome, said: str) -> None:
    assert meaning_line(act, outcome, FACTS) == said


def test_every_outcome_has_its_line() -> None:
    for outcome in Outcome:
        assert meaning_line(Act.DECIDES, outcome, FACTS).startswith("Beslutet innebär: ")
    assert meaning_line(Act.DECIDES, Outcome.AMENDED, Facts()) == (
        "Beslutet innebär: inga medel beviljas."
    )


def test_own_words_are_those_that_are_not_made() -> None:
    made = GRANT.made(FACTS)
    clauses = [
        GRANT,
        replace(
            GRANT, own=f"Bevilja  {made.removeprefix('bevilja').strip()}.".replace("\xa0", " ")
        ),
        replace(GRANT, own=""),
        replace(GRANT, own="bevilja Växtkraft stöd"),
        Clause(ClauseKind.CONDITION, words="insatsen följer ansökan"),
        Clause(ClauseKind.PROPOSED, words="tacka för ansökan"),
        Clause(ClauseKind.FREE, own="beloppet sänks"),
    ]
    assert own_words([(Act.DECIDES, clauses)], FACTS) == (
        (Act.DECIDES, "bevilja Växtkraft stöd"),
        (Act.DECIDES, "tacka för ansökan"),
        (Act.DECIDES, "beloppet sänks"),
    )


def test_the_digest_is_of_the_words_what_is_done_by_them_and_the_data() -> None:
    reading = Reading("Beslutet innebär: 7 000 000 kr.", ((Act.DECIDES, "bevilja  stöd"),))
    same = Reading("Beslutet innebär: 7\u00a0000\u00a0000 kr.", ((Act.DECIDES, "Bevilja stöd"),))
    assert reading.digest == same.digest
    others = [
        replace(reading, line="Beslutet innebär: 5 000 000 kr."),
        replace(reading, words=((Act.DECIDES, "bevilja inget stöd"),)),
        replace(reading, words=((Act.INFORMS, "bevilja stöd"),)),
        replace(reading, words=((Act.DECIDES, "bevilja"), (Act.DECIDES, "stöd"))),
    ]
    assert len({one.digest for one in [reading, *others]}) == 5


# What stops -------------------------------------------------------------------------------------


def _codes(item: TreatedItem) -> list[str]:
    found = minutes_findings(meeting(), [item], SEATS, [])
    assert all(f.severity is Severity.ERROR for f in found if f.code == codes.WORDS_UNREAD)
    return [f.code for f in found if f.code in {
        codes.WORDS_UNREAD, codes.MIXED_ALPHABETS, codes.OUTCOME_CONTRADICTED,
    }]  # fmt: skip


def _item(own: str, outcome: Outcome = Outcome.AMENDED) -> TreatedItem:
    clause = replace(GRANT, own=own)
    reading = Reading("Beslutet innebär: …", ((Act.DECIDES, own),))
    blocks = (TreatedBlock(Act.DECIDES, (clause,)),)
    return TreatedItem(66, "Medel", outcome, blocks, FACTS, about_money=True, unread=reading)


def test_own_words_that_nobody_has_read_stop_the_minutes_unless_they_are_known_to_be_wrong() -> (
    None
):
    item = _item("bevilja Växtkraft 7 000 000 kr")
    assert _codes(item) == [codes.WORDS_UNREAD]
    assert _codes(replace(item, unread=None)) == []
    assert _codes(_item("avslå ansökan")) == [codes.OUTCOME_CONTRADICTED]
    assert {codes.WORDS_UNREAD, codes.MIXED_ALPHABETS} <= codes.STOPPING


def test_a_word_of_two_alphabets_stops_in_any_paragraph() -> None:
    mixed = _item("b\u0435vilja Växtkraft stöd")
    assert codes.MIXED_ALPHABETS in _codes(mixed)
    ordinary = replace(mixed, about_money=False, unread=None, facts=Facts())
    assert _codes(ordinary) == [codes.MIXED_ALPHABETS]


def test_a_refusal_may_say_that_no_money_is_granted() -> None:
    for own in ("avslå ansökan, inga medel beviljas", "avslå ansökan och bevilja inga medel"):
        assert _codes(_item(own, Outcome.REJECTED)) == [codes.WORDS_UNREAD]
    assert _codes(_item("avslå ansökan och bevilja medel", Outcome.REJECTED)) == [
        codes.OUTCOME_CONTRADICTED
    ]
