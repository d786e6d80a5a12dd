"""Ordinary paragraphs and refused applications: words that say the contrary of the outcome stop,
doubtful ones are told of, and what secretaries lawfully write does neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from django_scopes import scope

from samordna.kernel.findings import Finding
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting
from samordna.meetings.rules import codes
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.outcomes import Outcome
from samordna.meetings.rules.text_checks import text_findings
from samordna.meetings.rules.treated import TreatedBlock, TreatedItem
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.table import close_meeting
from samordna.meetings.tests import story
from samordna.meetings.tests.board import meeting
from samordna.parties.tests.cast import make_cast

YES, CHANGED, NO = Outcome.APPROVED, Outcome.AMENDED, Outcome.REJECTED
LATER, BACK, FILED = Outcome.POSTPONED, Outcome.REMITTED, Outcome.NOTED
TRIPS = "godkänna riktlinjer för resor"

#: The outcome, what was proposed and what was written in the paragraph, a line each.
STOPS: list[tuple[Outcome, str, str]] = [
    (NO, TRIPS, TRIPS),
    (NO, TRIPS, "anta riktlinjerna"),
    (NO, TRIPS, "bifalla förslaget"),
    (NO, TRIPS, "bifall till förslaget"),
    (NO, TRIPS, "säga ja till förslaget"),
    (NO, TRIPS, "ställa sig bakom förslaget"),
    (NO, TRIPS, "besluta enligt förslaget"),
    (NO, TRIPS, "riktlinjerna godkänns"),
    (NO, TRIPS, "förslaget antas i sin helhet"),
    (NO, TRIPS, "styrelsen godkänner riktlinjerna"),
    (NO, TRIPS, "införa riktlinjerna från den 1 januari 2025"),
    (NO, TRIPS, "genomföra förslaget"),
    (NO, TRIPS, "riktlinjerna för resor börjar gälla den 1 januari 2025"),
    (NO, TRIPS, "avslå förslaget, men godkänna riktlinjerna"),
    (NO, TRIPS, "avslå förslaget|anta riktlinjer för resor"),
    (NO, TRIPS, "godkänna en resepolicy"),
    (NO, "utse Lars Lind till ombud", "utse Lars Lind till ombud"),
    (NO, "", "godkänna riktlinjerna"),
    (LATER, TRIPS, TRIPS),
    (LATER, TRIPS, "bifalla förslaget"),
    (LATER, TRIPS, "bordlägga ärendet|godkänna riktlinjerna"),
    (LATER, TRIPS, "bordlägga ärendet men anta förslaget"),
    (LATER, TRIPS, "anta riktlinjerna"),
    (LATER, TRIPS, "avslå förslaget"),
    (BACK, TRIPS, TRIPS),
    (BACK, TRIPS, "fastställa riktlinjerna"),
    (BACK, TRIPS, "återremittera ärendet, dock godkänna riktlinjerna"),
    (FILED, TRIPS, TRIPS),
    (FILED, TRIPS, "anta riktlinjerna"),
    (FILED, TRIPS, "godkänna riktlinjerna och lägga dem till handlingarna"),
    (FILED, "", "anta riktlinjerna"),
    (FILED, TRIPS, "avslå förslaget"),
    (CHANGED, TRIPS, "inte godkänna riktlinjerna"),
    (CHANGED, TRIPS, "avslå riktlinjerna"),
    (CHANGED, TRIPS, "avslå förslaget"),
    (CHANGED, TRIPS, "säga nej till riktlinjerna"),
    (CHANGED, TRIPS, "riktlinjerna godkänns inte"),
    (CHANGED, TRIPS, "avstå från att anta riktlinjerna"),
    (CHANGED, TRIPS, "bordlägga ärendet"),
    (NO, TRIPS, "inte avslå förslaget"),
    (NO, TRIPS, "förslaget kan inte avslås"),
    (NO, TRIPS, "avslå yrkandet om avslag"),
    (NO, TRIPS, "avslå förslaget att avslå ärendet"),
    (LATER, TRIPS, "inte bordlägga ärendet"),
    (LATER, TRIPS, "ärendet ska inte bordläggas"),
    (LATER, TRIPS, "avslå yrkandet om bordläggning"),
    (BACK, TRIPS, "inte återremittera ärendet"),
]  # fmt: skip

#: What secretaries lawfully write: nothing is said of it.
LAWFUL: list[tuple[Outcome, str, str]] = [
    (NO, TRIPS, "avslå förslaget, som inte medges utan vidare"),
    (NO, TRIPS, "avslå förslaget, eftersom det inte ryms i budgeten"),
    (LATER, TRIPS, "bordlägga ärendet, som inte kan avgöras utan mer underlag"),
    (BACK, TRIPS, "återremittera ärendet, eftersom det inte är berett"),
    (YES, "inte avslå motionen", "inte avslå motionen"),
    # Refused.
    (NO, TRIPS, "avslå förslaget"),
    (NO, TRIPS, "avslå förslaget att godkänna riktlinjer för resor"),
    (NO, TRIPS, "inte godkänna riktlinjerna"),
    (NO, TRIPS, "inte anta förslaget, eftersom gällande riktlinjer är från 2023"),
    (NO, TRIPS, "lämna förslaget utan bifall"),
    (NO, TRIPS, "lämna förslaget utan åtgärd"),
    (NO, TRIPS, "avslå förslaget och behålla nuvarande riktlinjer"),
    (NO, TRIPS, "avslå förslaget|uppdra åt kansliet att ta fram ett nytt förslag"),
    (NO, TRIPS, "avslå förslaget|uppdra åt kansliet att återkomma med riktlinjer i december"),
    (NO, TRIPS, "avslå förslaget med motiveringen att kommunens riktlinjer redan gäller"),
    (NO, TRIPS, "behålla nuvarande riktlinjer för resor"),
    (NO, TRIPS, "säga nej till förslaget"),
    (NO, "ta ut en avgift om 300 kr", "inte ta ut någon avgift"),
    (NO, TRIPS, "avvisa förslaget då det kom in för sent"),
    # Tabled and sent back.
    (LATER, TRIPS, "bordlägga ärendet"),
    (LATER, TRIPS, "bordlägga ärendet till nästa sammanträde"),
    (LATER, TRIPS, "bordlägga ärendet tills medlemmarna har godkänt budgeten"),
    (LATER, TRIPS, "bordlägga ärendet i avvaktan på att fullmäktige fastställer taxan"),
    (LATER, TRIPS, "ta upp ärendet igen i december"),
    (LATER, TRIPS, "skjuta upp beslutet till den 5 december 2024"),
    (LATER, TRIPS, "bordlägga ärendet|uppdra åt kansliet att komplettera underlaget"),
    (LATER, TRIPS, "avvakta med beslut om riktlinjer tills remissvaren har kommit"),
    (LATER, TRIPS, "bordlägga frågan om att anta riktlinjer"),
    (BACK, TRIPS, "återremittera ärendet till kansliet för vidare beredning"),
    (BACK, TRIPS,
     "återremittera ärendet för att belysa kostnaden|ge kansliet i uppdrag att återkomma"),
    (BACK, TRIPS, "lämna tillbaka ärendet till kansliet för komplettering"),
    (BACK, TRIPS,
     "återremittera förslaget för att redovisa hur riktlinjerna godkänns hos parterna"),
    # Put on file.
    (FILED, "", "lägga informationen till handlingarna"),
    (FILED, "", "notera informationen"),
    (FILED, "", "anse sig informerad"),
    (FILED, "", "tacka för informationen och lägga den till handlingarna"),
    (FILED, "godkänna redovisningen", "godkänna redovisningen och lägga den till handlingarna"),
    (FILED, "", "godkänna rapporten och lägga den till handlingarna"),
    (FILED, "", "godkänna informationen"),
    (FILED, "", "godkänna uppföljningen av internkontrollplanen"),
    (FILED, "", "godkänna den ekonomiska rapporten"),
    (FILED, "", "godkänna föregående protokoll och lägga det till handlingarna"),
    (FILED, "", "notera att 500 000 kr återstår av årets medel"),
    (FILED, "", "notera att riktlinjerna antas av medlemmarna i november"),
    (FILED, "lägga delårsrapporten till handlingarna", "lägga delårsrapporten till handlingarna"),
    (FILED, "", "ta del av revisionsrapporten och uppdra åt förbundschefen att besvara den"),
    (FILED, "", "lägga protokollet till handlingarna utan anmärkning"),
    (FILED, "", "inte vidta några åtgärder och lägga skrivelsen till handlingarna"),
    (FILED, "", "godkänna redogörelsen"),
    (FILED, "", "godkänna anmälan av delegationsbeslut"),
    (FILED, "", "godkänna verksamhetsberättelsen och lägga den till handlingarna"),
    (FILED, "", "lägga rapporten med godkännande till handlingarna"),
    # Approved and changed.
    (CHANGED, TRIPS, "anta riktlinjerna utom punkt 3, som avslås"),
    (CHANGED, TRIPS, "punkt 3 utgår"),
    (CHANGED, "höja avgiften", "inte höja avgiften 2025"),
    (YES, TRIPS, TRIPS),
    (YES, "inte ta ut avgift", "inte ta ut avgift"),
    (YES, "avslå begäran om utträde", "avslå begäran om utträde"),
    (YES, "återremittera ärendet till beredningsgruppen",
     "återremittera ärendet till beredningsgruppen"),
    (YES, "inte godkänna redovisningen", "inte godkänna redovisningen"),
    (YES, "ställa sig bakom yttrandet", "ställa sig bakom yttrandet"),
    (YES, "delegera till förbundschefen att teckna avtal",
     "delegera till förbundschefen att teckna avtal"),
    (YES, "fastställa budgeten för 2025 till 25 000 000 kr",
     "fastställa budgeten för 2025 till 25 000 000 kr"),
    (YES, "utse Lars Lind till ombud vid NNS årsmöte", "utse Lars Lind till ombud vid NNS årsmöte"),
    (CHANGED, TRIPS, "godkänna riktlinjerna med tillägget att tåg väljs"),
    (CHANGED, TRIPS, "anta riktlinjerna|inte godkänna undantaget i punkt 3"),
    (CHANGED, TRIPS, "anta riktlinjerna|avslå yrkandet om återremiss"),
    (CHANGED, "ta ut avgift", "inte ta ut avgift under 2025 men därefter 300 kr"),
    (CHANGED, "inte ta ut avgift", "inte ta ut avgift för parterna"),
    (CHANGED, "avslå begäran om utträde", "avslå begäran om utträde med hänvisning till avtalet"),
    (CHANGED, "godkänna en förstärkning på 25 000 kr", "godkänna en förstärkning på 20 000 kr"),
    (CHANGED, "uppdra åt kansliet att utreda", "uppdra åt arbetsutskottet att återkomma i mars"),
    (CHANGED, TRIPS, "anta riktlinjerna att gälla tills vidare, dock inte för förtroendevalda"),
    (CHANGED, "utse en arbetsgrupp", "utse Viola Berg och Lars Lind till arbetsgrupp"),
    (CHANGED, TRIPS, "ge arbetsutskottet i uppdrag att fastställa riktlinjerna"),
    (CHANGED, "", "förbundschefen får i uppdrag att skicka ut nya kallelser"),
    (CHANGED, "", "flytta sammanträdet från den 25 till den 30 november"),
    (CHANGED, "", "notera att 500 000 kr återstår"),
    (CHANGED, "", "fastställa avgiften oförändrad"),
    (CHANGED, "",
     "ställa sig positiv till fortsatt arbete men inte ta ställning till omfattningen"),
]  # fmt: skip

#: What may be meant: told of, and stops nothing.
DOUBTFUL: list[tuple[Outcome, str, str]] = [
    (FILED, "", "godkänna riktlinjerna"),
    (FILED, "", "godkänna det ekonomiska läget"),
    (FILED, "", "fastställa att inga jäv föreligger"),
    (FILED, TRIPS, "godkänna en handlingsplan"),
    (CHANGED, "", "inte genomföra någon konferens 2025"),
    (CHANGED, "", "inte införa avgifter för parterna"),
    (CHANGED, "", "avslå begäran om ersättning"),
    (CHANGED, TRIPS, "inte genomföra någon konferens 2025"),
    (NO, "bifalla motionen om resor", "avslå motionen och godkänna svaret"),
    (NO, "fastställa avgiften till 400 kr",
     "avslå förslaget om höjning och fastställa avgiften till 300 kr"),
    (NO, TRIPS, "hänvisa till kommunens regler"),
    (LATER, TRIPS, "bordlägga ärendet|godkänna tidplanen för det fortsatta arbetet"),
    (BACK, TRIPS, "återremittera ärendet|fastställa en ny tidplan"),
    (FILED, "", "ställa sig bakom slutsatserna och lägga dem till handlingarna"),
    (CHANGED, TRIPS, "avslå yrkandet om återremiss|införa riktlinjerna med ett tillägg"),
]  # fmt: skip


def _findings(item: TreatedItem, outcome: Outcome, planned: str, texts: str) -> list[Finding]:
    clauses = tuple(Clause(ClauseKind.FREE, own=text) for text in texts.split("|"))
    decided = replace(
        item,
        outcome=outcome,
        blocks=(TreatedBlock(Act.DECIDES, clauses),),
        planned=tuple(filter(None, planned.split("|"))),
    )
    return [f for f in text_findings(meeting(), decided) if f.code != codes.NOTHING_CHANGED]


ORDINARY = TreatedItem(66, "Riktlinjer", None)


@pytest.mark.parametrize(("outcome", "planned", "texts"), STOPS)
def test_words_against_the_outcome_stop(outcome: Outcome, planned: str, texts: str) -> None:
    (found,) = _findings(ORDINARY, outcome, planned, texts)
    assert found.code == codes.OUTCOME_CONTRADICTED
    assert found.code in codes.STOPPING


@pytest.mark.parametrize(("outcome", "planned", "texts"), LAWFUL)
def test_what_is_lawfully_written_is_left_alone(outcome: Outcome, planned: str, texts: str) -> None:
    assert [f.message for f in _findings(ORDINARY, outcome, planned, texts)] == []


@pytest.mark.parametrize(("outcome", "planned", "texts"), DOUBTFUL)
def test_doubtful_words_are_told_of(outcome: Outcome, planned: str, texts: str) -> None:
    (found,) = _findings(ORDINARY, outcome, planned, texts)
    assert found.code == codes.OUTCOME_DOUBTED
    assert found.code not in codes.STOPPING


#: 600 000 kr were sought for Framsteget, 250 000 kr of it for 2025.
SOUGHT = TreatedItem(
    66, "Ansökan Framsteget", None, about_money=True, takes_effect=True, sought_kr=600_000,
    sought_sums=(250_000, 350_000),
    facts=Facts(name="Framsteget", owners=("Heby kommun",), years=(2025, 2026)),
)  # fmt: skip
_PROPOSED = "bevilja Framsteget högst 600 000 kr"

MONEY_STOPS: list[tuple[Outcome, str]] = [
    (NO, "avslå ansökan, men ge Framsteget 50 000 kr"),
    (NO, "avslå ansökan men ge Heby kommun 50 000 kr"),
    (NO, "avslå ansökan, dock betala 50 000 kr till Heby kommun"),
    (NO, "avslå ansökan, men stödja insatsen med 50 000 kr"),
    (NO, "avslå ansökan, dock betala 600 000 kr till Heby kommun"),
    (NO, "avslå ansökan|Framsteget får i stället 50 000 kr ur reserven"),
    (NO, "avslå ansökan|Heby kommun ersätts med 50 000 kr"),
    (NO, "avslå ansökan|uppdra åt förbundschefen att betala ut 50 000 kr"),
    (NO, "avslå ansökan|reservera 50 000 kr för en förstudie"),
    (NO, "säga ja till ansökan"),
    (NO, "ställa sig bakom ansökan"),
    (LATER, "bordlägga ärendet och i väntan på beslut betala ut 50 000 kr"),
    (LATER, "bordlägga ärendet|betala ut 50 000 kr i förskott"),
    (LATER, "bordlägga ärendet|ge klartecken till insatsen"),
    (BACK, "återremittera ansökan och under tiden betala Heby kommun 50 000 kr"),
    (BACK, "återremittera ansökan|ge Heby kommun 50 000 kr för förstudien"),
    (BACK, "tillstyrka ansökan"),
    (FILED, "godkänna insatsen"),
]
MONEY_LAWFUL: list[tuple[Outcome, str]] = [
    (NO, "avslå ansökan"),
    (NO, "avslå ansökan om 600 000 kr"),
    (NO, "avslå Framsteget 600 000 kr"),
    (NO, "inte bevilja ansökan, som gäller 250 000 kr för 2025 och 350 000 kr för 2026"),
    (NO, "avslå ansökan eftersom medfinansiering med 300 000 kr saknas"),
    (NO, "avslå ansökan då bara 400 000 kr återstår i budgeten"),
    (NO, "avslå ansökan|notera att 400 000 kr återstår av årets medel"),
    (NO, "avslå ansökan med hänvisning till att insatsen redan får 200 000 kr från regionen"),
    (NO, "avslå ansökan|konstatera att insatsen tidigare har beviljats 1 200 000 kr"),
    (NO, "avslå ansökan|400 000 kr återstår av årets medel"),
    (NO, "avslå ansökan och uppmana sökanden att komma in med en ny"),
    (LATER, "bordlägga ansökan i väntan på regionens beslut om 500 000 kr"),
    (LATER, "bordlägga ansökan om 600 000 kr till nästa sammanträde"),
    (LATER, "bordlägga ansökan tills medlemmarna har beslutat om budgeten på 25 000 000 kr"),
    (BACK, "återremittera ansökan till kansliet för att visa en egen finansiering om 300 000 kr"),
    (BACK, "återremittera ansökan för att pröva om 500 000 kr räcker"),
    (BACK, "återremittera ansökan till kansliet, som bereder en budget på 500 000 kr"),
]
MONEY_DOUBTFUL: list[tuple[Outcome, str]] = [
    (BACK, "återremittera ansökan för en lägre budget, högst 500 000 kr"),
    (NO, "avslå ansökan|uppdra åt kansliet att bereda frågan om 432 000 kr för 2026"),
    (NO, "avslå ansökan|godkänna kansliets bedömning"),
]


@pytest.mark.parametrize(("outcome", "texts"), MONEY_STOPS)
def test_money_where_nothing_is_granted_stops(outcome: Outcome, texts: str) -> None:
    found = _findings(SOUGHT, outcome, _PROPOSED, texts)
    assert {f.code for f in found} & codes.STOPPING


@pytest.mark.parametrize(("outcome", "texts"), MONEY_LAWFUL)
def test_sums_that_are_only_told_of_are_left_alone(outcome: Outcome, texts: str) -> None:
    assert [f.message for f in _findings(SOUGHT, outcome, _PROPOSED, texts)] == []


@pytest.mark.parametrize(("outcome", "texts"), MONEY_DOUBTFUL)
def test_doubtful_sums_are_told_of(outcome: Outcome, texts: str) -> None:
    (found,) = _findings(SOUGHT, outcome, _PROPOSED, texts)
    assert found.code == codes.OUTCOME_DOUBTED


@pytest.mark.django_db
def test_minutes_do_not_lock_over_a_yes_that_the_vote_refused() -> None:
    made = make_cast()
    with scope(association=made.association), story.on(story.MEETING_DAY, 10):
        keeper = story.keeper(made)
        sat = story.opened(made)
        set_all_present(actor=keeper, meeting=sat)
        choose_adjuster(actor=keeper, meeting=sat, attendee=story.person(sat, "Viola"))
        story.decide_all(made, sat)
        against = {str(story.person(sat, n).pk): "no" for n in ("Viola", "Lars", "Alva", "Tage")}
        votes = {str(story.person(sat, "Orvar").pk): "yes", **against}
        story.decide(made, sat, "Riktlinjer", "rejected", clauses=[TRIPS], votes=votes)
        close_meeting(actor=keeper, meeting=Meeting.objects.get(pk=sat.pk), ended_at=time(11, 40))
        closed = Meeting.objects.get(pk=sat.pk)
        with pytest.raises(NotPossible, match="en att-sats säger ja: ”godkänna riktlinjer"):
            lock_minutes(actor=keeper, meeting=closed)
