"""The question of a vote in the secretary's own words, against what yes and no stand for."""

from __future__ import annotations

import pytest

from samordna.kernel.wording.clauses import Clause, ClauseKind
from samordna.meetings.rules import codes
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.treated import TreatedBlock, TreatedItem
from samordna.meetings.rules.vote_checks import vote_findings
from samordna.meetings.rules.voting import Propositions, Stand, Vote
from samordna.meetings.tests.board import meeting

YES, NO, CHANGED = Stand.APPROVED, Stand.REJECTED, Stand.AMENDED
LATER, BACK, TODAY = Stand.POSTPONED, Stand.REMITTED, Stand.TODAY
GRANTED, REFUSED = Stand.GRANTED, Stand.REFUSED

#: What yes and no stand for, and a question that says another thing.
WRONG: list[tuple[Stand, Stand, str]] = [
    (YES, NO, "Ja för att inte godkänna riktlinjerna, nej för att godkänna dem."),
    (YES, NO, "Ja för att säga nej till riktlinjerna, nej för att anta dem."),
    (YES, NO, "Ja för att avvisa förslaget, nej för att anta det."),
    (YES, NO, "Ja för att avstyrka, nej för att tillstyrka."),
    (YES, NO, "Ja innebär att riktlinjerna inte antas, nej att de antas."),
    (YES, NO, "Ja innebär att riktlinjerna godkänns inte, nej att de godkänns."),
    (YES, NO, "Den som inte vill bifalla röstar ja, den som vill bifalla röstar nej."),
    (YES, NO, "Ja för att avstå från att anta riktlinjerna, nej för att anta dem."),
    (YES, NO, "Ja för ett nej till riktlinjerna, nej för att fastställa dem."),
    (YES, NO, "Den som avslår förslaget röstar ja, den som bifaller det röstar nej."),
    (YES, NO, "Ja för att gå emot förslaget, nej för att godkänna."),
    (NO, YES, "Ja för att godkänna riktlinjerna, nej för att inte godkänna dem."),
    (NO, YES, "Ja för att inte avslå förslaget, nej för avslag."),
    (LATER, TODAY, "Ja för att inte bordlägga ärendet, nej för bordläggning."),
    (BACK, TODAY, "Ja för att avgöra ärendet i dag, nej för återremiss."),
    (GRANTED, REFUSED, "Ja för att inte bevilja ansökan, nej för att bevilja den."),
    (YES, CHANGED, "Ja för Alvas ändringsyrkande, nej för förslaget."),
]
LAWFUL: list[tuple[Stand, Stand, str]] = [
    (YES, NO, ""),
    (YES, NO, "Ja för bifall till förslaget, nej för avslag."),
    (YES, NO, "Ja för att godkänna riktlinjerna, nej för att inte godkänna dem."),
    (YES, NO, "Ja för att anta riktlinjerna, nej för att säga nej till dem."),
    (YES, NO, "Den som vill bifalla förslaget röstar ja, den som vill avslå det röstar nej."),
    (YES, NO, "Den som bifaller röstar ja. Den som inte bifaller röstar nej."),
    (YES, NO, "Den som röstar ja godkänner riktlinjerna, den som röstar nej avslår dem."),
    (YES, NO, "Ja-röst för arbetsutskottets förslag, nej-röst för avslag på detsamma."),
    (YES, NO, "Ja för att inte avslå förslaget, nej för avslag."),
    (YES, NO, "Ja för bifall till förslaget att avslå motionen, nej för avslag på förslaget."),
    (YES, NO, "Ja för Lars Linds yrkande, nej för Alva Alms yrkande."),
    (YES, NO, "Ska riktlinjerna gälla? Ja eller nej."),
    (YES, NO, "Ja eller nej till riktlinjerna?"),
    (YES, CHANGED, "Ja för arbetsutskottets förslag, nej för Alvas ändringsyrkande."),
    (YES, CHANGED, "Ja för bifall till förslaget, nej för bifall till ändringsyrkandet."),
    (CHANGED, YES, "Ja för bifall till ändringsyrkandet, nej för avslag på ändringsyrkandet."),
    (LATER, TODAY, "Ja för bordläggning, nej för att ärendet avgörs i dag."),
    (LATER, TODAY, "Ja för bordläggning, nej för avslag."),
    (LATER, TODAY, "Ja för att bordlägga ärendet, nej för att inte bordlägga det."),
    (TODAY, BACK, "Ja för att avgöra ärendet idag, nej för återremiss."),
    (TODAY, BACK, "Ja för avslag på återremissyrkandet, nej för återremiss."),
    (GRANTED, REFUSED, "Ja för bifall till ansökan, nej för avslag på ansökan."),
    (GRANTED, REFUSED, "Ja för att bevilja medel, nej för att inte bevilja medel."),
    (GRANTED, REFUSED, "Ja för att godkänna insatsen, nej för avslag."),
    (YES, NO, "Ja för att bevilja ansökan, nej för att avslå ansökan."),
    (NO, YES, "Ja för avslag, nej för bifall."),
]


@pytest.mark.parametrize(("yes", "no", "question"), WRONG)
def test_a_question_that_says_another_thing_is_found(yes: Stand, no: Stand, question: str) -> None:
    assert Propositions(yes, no, question).slip.startswith("frågan säger")


@pytest.mark.parametrize(("yes", "no", "question"), LAWFUL)
def test_a_question_in_other_words_is_left_alone(yes: Stand, no: Stand, question: str) -> None:
    assert Propositions(yes, no, question).slip == ""


@pytest.mark.parametrize(
    ("planned", "question", "stops"),
    [
        ("avslå motionen", "Ja för att avslå motionen, nej för att bifalla den.", False),
        ("avslå motionen", "Ja för bifall till förslaget, nej för avslag på förslaget.", False),
        ("avslå motionen", "Ja för att bifalla motionen, nej för att avslå den.", True),
        ("inte ta ut avgift", "Ja för förslaget, nej för avslag på förslaget.", False),
        ("godkänna motionen", "Ja för att avslå motionen, nej för att bifalla den.", True),
    ],
)
def test_what_is_put_is_read_by_what_was_proposed(
    planned: str, question: str, *, stops: bool
) -> None:
    clause = Clause(ClauseKind.PROPOSED, words=planned)
    item = TreatedItem(
        66, "Motion", Outcome.APPROVED, (TreatedBlock(Act.DECIDES, (clause,)),), planned=(planned,),
        votes={"astrid": Vote.YES, "birger": Vote.YES},
        vote_about=Propositions(question=question),
    )  # fmt: skip
    found = vote_findings(meeting(), item, "astrid")
    assert (codes.VOTE_UNCLEAR in {finding.code for finding in found}) is stops
