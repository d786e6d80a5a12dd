"""What is told of words that say little, twice, or another thing than was chosen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samordna.kernel.findings import Finding, Severity
from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts
from samordna.meetings.rules import codes
from samordna.meetings.rules.adjuster_words import tells_day
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.chair_and_adjusters import Adjuster
from samordna.meetings.rules.checks import minutes_findings
from samordna.meetings.rules.elections import Election
from samordna.meetings.rules.granted_elsewhere import granted_elsewhere
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.presence import Absence, Reason
from samordna.meetings.rules.treated import TreatedBlock, TreatedItem
from samordna.meetings.tests.board import SEATS, meeting


def _item(*texts: str, act: Act = Act.DECIDES, outcome: Outcome = Outcome.APPROVED) -> TreatedItem:
    clauses = tuple(Clause(ClauseKind.FREE, own=text) for text in texts)
    return TreatedItem(66, "Medel", outcome, (TreatedBlock(act, clauses),))


def _found(item: TreatedItem, absences: tuple[Absence, ...] = ()) -> list[Finding]:
    filed = _item("lägga informationen till handlingarna", outcome=Outcome.NOTED)
    every = [replace(filed, item=n, heading="Information") for n in range(60, 80)]
    treated = [item if item.item == other.item else other for other in every]
    return minutes_findings(meeting(absences), treated, SEATS, [Adjuster("elsa")])


def _codes(item: TreatedItem) -> list[str]:
    return [finding.code for finding in _found(item)]


def test_a_proposal_that_proposes_once_more_is_told_of() -> None:
    twice = _item("föreslå styrelsen att bevilja medel", act=Act.PROPOSES)
    assert _codes(twice) == [codes.PROPOSAL_TWICE]
    assert _codes(_item("uppdra åt kansliet att föreslå en plan", act=Act.PROPOSES)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ge Ung framtid 5 550 000 kr", True),
        ("bevilja Ung framtid 500 tkr", True),
        ("bevilja ledighet", False),
        ("godkänna budgeten på 25 000 000 kr", False),
    ],
)
def test_money_without_an_application_is_told_of(text: str, *, told: bool) -> None:
    assert (codes.GRANT_WITHOUT_APPLICATION in _codes(_item(text))) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("bevilja insatsen Samspel 1 000 000 kr till Granby kommun", True),
        ("ge samspels ägare 500 tkr", True),
        ("bevilja Samspel hela det sökta beloppet", True),
        ("bevilja Samspel förlängd tid för slutrapporten", False),
        ("bevilja Samspelet 500 tkr", False),
        ("ge Samspel beröm", False),
        ("bevilja Ung framtid 500 tkr", False),
    ],
)
@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.APPROVED])
def test_money_to_what_another_paragraph_decides_on_stops(
    text: str, outcome: Outcome, *, told: bool
) -> None:
    """A paragraph refused the initiative, and an item of its own granted it a million."""
    item = replace(_item(text, outcome=Outcome.AMENDED), item=70)
    about = replace(_item("avslå ansökan", outcome=outcome), about_money=True)
    about = replace(about, facts=Facts(name="Samspel"))
    found = granted_elsewhere(meeting(()), item, [about, item])
    assert [one.code for one in found] == [codes.GRANTED_ELSEWHERE] * told
    assert codes.GRANTED_ELSEWHERE in codes.STOPPING
    assert granted_elsewhere(meeting(()), about, [about, item]) == []


def test_what_is_put_on_file_says_so() -> None:
    filed = _item("lägga informationen till handlingarna", outcome=Outcome.NOTED)
    assert _codes(filed) == []
    assert _codes(replace(filed, blocks=())) == [codes.DECISION_WITHOUT_CLAUSES]


def test_a_change_that_changes_nothing_is_told_of() -> None:
    same = replace(_item("anta planen", outcome=Outcome.AMENDED), planned=("anta planen",))
    assert _codes(same) == [codes.NOTHING_CHANGED]
    assert _codes(replace(same, planned=("anta planen för 2025",))) == []


@pytest.mark.parametrize(
    ("planned", "said", "told"),
    [
        (("anta planen från den 1 oktober",), ("anta planen från den 1 november",), True),
        (("anta planen",), ("anta planen", "uppdra åt kansliet att följa den"), True),
        (("anta planen", "uppdra åt kansliet att följa den"), ("anta planen",), True),
        (("anta planen på 25\u00a0000\u00a0kr",), ("att anta  planen på 25 000 kr.",), False),
        ((), ("anta planen",), False),
        (None, ("anta planen",), False),
    ],
)
def test_as_proposed_is_in_the_words_of_the_proposal(
    planned: tuple[str, ...] | None, said: tuple[str, ...], *, told: bool
) -> None:
    item = replace(_item(*said), planned=planned)
    assert _codes(item) == ([codes.PROPOSAL_CHANGED] if told else [])
    assert codes.PROPOSAL_CHANGED in codes.STOPPING
    changed = replace(item, outcome=Outcome.AMENDED)
    assert codes.PROPOSAL_CHANGED not in _codes(changed)


def test_what_a_body_decides_beside_the_proposal_is_no_change_of_it() -> None:
    item = replace(_item("anta planen"), planned=("anta planen",))
    beside = TreatedBlock(Act.INFORMS, (Clause(ClauseKind.FREE, own="planen trycks"),), main=False)
    made = Clause(ClauseKind.PAYOUT, words="medlen betalas ut kvartalsvis")
    main = replace(item.main, clauses=(*item.main.clauses, made))
    assert _codes(replace(item, blocks=(main, beside))) == []


def test_a_rule_of_payment_that_was_not_proposed_is_a_change() -> None:
    item = replace(_item("anta planen"), planned=("anta planen",))
    proposed, other = Facts(payout=PayoutRule.QUARTERLY), Facts(payout=PayoutRule.FINAL)
    assert _codes(replace(item, facts=proposed, proposed=proposed)) == []
    assert _codes(replace(item, facts=other, proposed=proposed)) == [codes.PROPOSAL_CHANGED]


def test_a_lot_to_nobody_known_is_told_of_once() -> None:
    tied = Election((("Elsa", 3), ("David", 3)), drawn=("Farid",), drawn_by="Astrid")
    assert _codes(replace(_item(), election=True, ballot=tied)) == [codes.ELECTION_UNSETTLED]


def test_paragraphs_without_quorum_are_told_of_together() -> None:
    gone = tuple(Absence(k, 70, None, Reason.LEFT) for k in ("birger", "cecilia", "david", "farid"))
    clauses = (Clause(ClauseKind.FREE, own="anta planen"),)
    treated = [
        TreatedItem(n, "Plan", Outcome.APPROVED, (TreatedBlock(Act.DECIDES, clauses),))
        for n in range(60, 80)
    ]
    found = minutes_findings(meeting(gone), treated, SEATS, [Adjuster("elsa")])
    (one,) = [finding for finding in found if finding.code == codes.QUORUM_LACKING]
    assert one.message.replace("\u00a0", " ").startswith("Inte beslutför vid §§ 70–79: 3 av 7")


ELECTS = replace(
    _item("utse Elsa Björk att justera protokollet"), heading="Val av justerare",
    elects_adjusters=True,
)  # fmt: skip


def test_who_adjusts_was_elected() -> None:
    nobody = replace(ELECTS, outcome=Outcome.UNDECIDED, blocks=())
    assert _codes(nobody) == [codes.ADJUSTER_NOT_ELECTED]


def test_a_body_that_is_no_quorum_is_not_asked_to_elect_who_adjusts() -> None:
    gone = tuple(Absence(k, 60, None, Reason.LEFT) for k in ("birger", "cecilia", "david", "farid"))
    nobody = replace(ELECTS, outcome=Outcome.UNDECIDED, blocks=())
    (told,) = [f for f in _found(nobody, gone) if f.code == codes.ADJUSTER_NOT_ELECTED]
    assert told.severity is Severity.NOTE
    assert Outcome.APPROVED.label not in told.message
    assert told.message.replace("\u00a0", " ").startswith(
        "§ 66 utser ingen, eftersom organet inte är beslutfört. Elsa Björk står under Justerare"
    )


def test_when_the_minutes_are_adjusted_is_asked_for() -> None:
    assert _codes(ELECTS) == [codes.ADJUSTMENT_DAY_MISSING]
    day = "utse Elsa Björk att justera protokollet torsdagen den 26 september"
    said = replace(ELECTS, blocks=_item(day).blocks)
    assert _codes(said) == []


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("justera protokollet torsdagen den 26 september", True),
        ("utse Elsa att justera protokollet senast 2024-09-26", True),
        ("justeringen sker digitalt", True),
        ("utse Elsa att justera protokollet", False),
        ("nästa sammanträde är den 26 september", False),
    ],
)
def test_the_day_of_adjustment_in_other_words(text: str, *, tells: bool) -> None:
    assert tells_day(text) is tells


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("bevilja Samordnat stöd ytterligare 432 000 kr för 2025", True),
        ("bifalla ansökan i den del som inte beviljats", True),
        ("bevilja resten", True),
        ("godkänna resterande belopp", True),
        ("öka ramen med 432 000 kr", True),
        ("bevilja den del av ansökan som söks för 2026", True),
        ("bevilja Plattform 2026", True),
        ("bevilja resten som tillägg", True),
        ("bevilja insatsen stöd också för 2026", True),
        ("bevilja två miljoner kronor", True),
        ("fastställa stödet för 2026 till 4 000 000 kr", True),
        ("lämna bidrag med 4 000 000 kr till Heby kommun", True),
        ("bifalla ansökan som söks för 2026", True),
        ("inte bevilja resterande 432 000 kr", False),
        ("uppdra åt kansliet att bereda frågan om 432 000 kr för 2026", False),
        ("avslå ansökan i den del som inte beviljats", False),
        ("godkänna att resterande del söks som tillägg", False),
        ("bjuda in sökanden att komma med en ny ansökan", False),
        ("bevilja sökanden anstånd", False),
        ("ge kansliet i uppdrag att pröva resten", False),
    ],
)
@pytest.mark.parametrize("act", [Act.DECIDES, Act.PROPOSES])
def test_what_a_grant_left_out_is_not_granted_in_words_alone(
    text: str, act: Act, *, told: bool
) -> None:
    rest = replace(_item(text, act=act, outcome=Outcome.AMENDED), of_a_rest=True)
    assert (codes.REST_GRANTED in _codes(rest)) is told
    assert codes.GRANT_WITHOUT_APPLICATION not in _codes(rest)
    assert codes.REST_GRANTED in codes.STOPPING
