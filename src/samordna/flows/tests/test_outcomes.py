"""The outcome about an application, its clauses and its amounts say the same, or nothing locks."""

from __future__ import annotations

from typing import Any

import pytest

from samordna.flows.tests import settling
from samordna.funding.models import Application
from samordna.initiatives.models import Grant
from samordna.kernel.money import NBSP
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.proceedings.decisions import decided_words
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.table import close_meeting, treat_item
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settling.cast, settling.application

BOUND = settling.GRANTED
_QUARTERLY = BOUND[-1]


@pytest.fixture
def meeting(cast: Cast, application: Application) -> Meeting:
    """The meeting at the table; the statement's clauses are data."""
    return settling.on_the_agenda(cast, application)


class Table:
    """The page at the table, as a browser without script sends it."""

    def __init__(self, cast: Cast, meeting: Meeting, client: Any) -> None:
        client.force_login(cast.people["registrar"])
        self.client, self.heby = client, cast.organisations["heby"].pk
        self.item = story.item(meeting, "Plattform")
        self.page = f"/uppsala/sammantraden/{meeting.number}/"

    def read(self) -> dict[str, Any]:
        """What the form holds when it is opened."""
        with story.on(story.MEETING_DAY):
            form = self.client.get(f"{self.page}vid-bordet/?punkt={self.item.pk}").context[
                "decision_form"
            ]
        return {b.html_name: "" if b.value() is None else b.value() for b in form}

    def send(self, form: dict[str, Any], **changes: Any) -> Any:
        """Send the form with some of it changed."""
        with story.on(story.MEETING_DAY):
            return self.client.post(f"{self.page}punkt/{self.item.pk}/beslut/", {**form, **changes})

    @property
    def saved(self) -> Treatment:
        return Treatment.objects.get(item=self.item)


@pytest.fixture
def table(cast: Cast, meeting: Meeting, client: Any) -> Table:
    made = Table(cast, meeting, client)
    with story.on(story.MEETING_DAY):
        treat_item(actor=story.keeper(cast), item=made.item)
    return made


@pytest.mark.parametrize(
    ("outcome", "clause"),
    [
        ("rejected", "avslå ansökan"),
        ("postponed", "bordlägga ansökan till ett kommande sammanträde"),
    ],
)
def test_what_is_refused_in_the_page_is_not_minuted_as_granted(
    table: Table, outcome: str, clause: str
) -> None:
    """The clauses go through the form unchanged, are known again, and follow the outcome."""
    form = table.read()
    assert form["satser_1"].splitlines() == BOUND
    table.send(form, outcome=outcome)
    assert decided_words(table.saved) == [clause]
    assert not table.saved.amounts.exists()
    table.send(table.read(), outcome="approved")
    assert decided_words(table.saved) == BOUND
    assert sum(a.amount_kr for a in table.saved.amounts.all()) == 7_000_000


def test_a_browser_that_makes_hard_spaces_ordinary_changes_nothing(table: Table) -> None:
    form = table.read()
    plain = form["satser_1"].replace(NBSP, " ")
    table.send(form, outcome="approved", satser_1=plain)
    assert decided_words(table.saved) == BOUND  # the amount has its hard spaces again
    table.send(table.read(), outcome="rejected", satser_1=plain)
    assert decided_words(table.saved) == ["avslå ansökan"]


def test_an_edited_clause_is_kept_and_stands_only_where_its_kind_does(table: Table) -> None:
    mine = f"bevilja Plattform högst 7{NBSP}000{NBSP}000{NBSP}kr för två år"
    table.send(table.read(), outcome="approved")
    form = table.read()
    lines = form["satser_1"].splitlines()
    table.send(form, satser_1="\n".join([mine.replace(NBSP, " "), *lines[1:], "tacka kansliet"]))
    assert decided_words(table.saved) == [mine, *BOUND[1:], "tacka kansliet"]
    table.send(table.read(), outcome="rejected")
    assert decided_words(table.saved) == ["avslå ansökan"]
    table.send(table.read(), outcome="approved")
    assert decided_words(table.saved)[0] == mine
    table.send(table.read(), aterstall_block="1")
    assert decided_words(table.saved) == [*BOUND, "tacka kansliet"]


def test_a_struck_line_comes_again_with_the_made_words(table: Table) -> None:
    table.send(table.read(), outcome="approved")
    form = table.read()
    table.send(form, satser_1=form["satser_1"].splitlines()[0])
    assert decided_words(table.saved) == BOUND[:1]
    table.send(table.read(), aterstall_block="1")
    assert decided_words(table.saved) == BOUND


def test_saving_the_same_page_twice_adds_nothing(table: Table) -> None:
    """A page that was not drawn anew after a save, as when the connection is slow."""
    table.send(table.read(), outcome="approved")
    form = table.read()
    more = form["satser_1"] + "\ntacka kansliet"
    table.send(form, satser_1=more)
    again = {**table.read(), "satser_1": more}
    table.send(again)
    assert decided_words(table.saved) == [*BOUND, "tacka kansliet"]


def _lock(cast: Cast, meeting: Meeting) -> None:
    actor = story.keeper(cast)
    with story.on(story.MEETING_DAY):
        close_meeting(actor=actor, meeting=meeting)
        story.read_words(cast, meeting)
        lock_minutes(actor=actor, meeting=meeting)


@pytest.mark.parametrize(
    ("outcome", "clauses", "said"),
    [
        ("rejected", ["bevilja Plattform högst 100 kr"], "”Avslag”, men en att-sats beviljar"),
        ("rejected", ["bordlägga ansökan"], "”Avslag”, men en att-sats bordlägger"),
        ("postponed", ["bifalla ansökan"], "”Bordläggning”, men en att-sats beviljar"),
        ("postponed", ["återremittera ansökan"], "”Bordläggning”, men en att-sats återremitterar"),
        ("remitted", ["avslå ansökan"], "”Återremiss”, men en att-sats avslår"),
        ("approved", ["avslå den"], "”Enligt förslaget”, men en att-sats avslår"),
        ("amended", ["invänta budgeten"], "”Med ändring”, men ingen att-sats beviljar"),
        ("approved", ["bevilja Plattform 1 234 567 kr"], "säger 1 234 567 kr, men beslutet gäller"),
        ("rejected", ["delvis avslå ansökan"], "en att-sats avslår bara en del: ”delvis”"),
        ("rejected", ["avslå ansökan i den del som avser 2026"], "bara en del: ”i den del”"),
        ("approved", ["bevilja Plattform högst 6 000 tkr"], "säger 6 000 000 kr, men beslutet"),
        ("approved", ["bevilja Plattform medel för 2025"], "säger år 2025, men beslutet gäller"),
        ("approved", ["bevilja Plattform medel för 2028"], "säger år 2028, men beslutet gäller"),
        ("approved", ["bevilja Framsteget 7 000 000 kr"], "säger ”Framsteget”, men beslutet"),
        (
            "approved",
            ["bevilja Plattform medel för perioden 1 januari 2025 till 31 december 2027"],
            "säger 1 januari 2025 till 31 december 2027, men beslutet gäller",
        ),
        (
            "approved",
            ["bevilja Plattform medel", "insatsen följs upp", "medlen betalas mot faktura"],
            "men beslutet gäller ”medlen betalas ut kvartalsvis",
        ),
    ],
)
def test_nothing_locks_while_the_outcome_and_the_clauses_contradict_each_other(
    cast: Cast, meeting: Meeting, outcome: str, clauses: list[str], said: str
) -> None:
    story.decide(cast, meeting, "Plattform", outcome, clauses=clauses)
    story.decide(cast, meeting, "Övriga", "noted")
    with pytest.raises(NotPossible) as refused:
        _lock(cast, meeting)
    assert said in str(refused.value).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("outcome", "clauses"),
    [
        ("rejected", ["avslå ansökan om 7 000 000 kr", "uppdra åt kansliet att bevilja resor"]),
        ("rejected", ["inte bevilja ansökan"]),
        ("postponed", ["ta upp ansökan i december"]),
        ("remitted", ["återremittera ansökan med fråga om hyran"]),
        ("amended", ["godkänna förslaget", _QUARTERLY]),
        ("amended", ["bevilja 3 000 000 kr för 2025 och 4 000 000 kr för 2026", _QUARTERLY]),
    ],
)
def test_other_words_for_the_same_lock(
    cast: Cast, meeting: Meeting, outcome: str, clauses: list[str]
) -> None:
    story.decide(cast, meeting, "Plattform", outcome, clauses=clauses)
    story.decide(cast, meeting, "Övriga", "noted")
    _lock(cast, meeting)


def test_my_text_kept_over_anothers_follows_the_amounts(table: Table) -> None:
    """B read 6 500 000 kr, A saved 6 000 000 meanwhile, B writes 5 500 000 and keeps that."""
    year = f"belopp_{table.heby}_2026"
    table.send(table.read(), outcome="amended")
    table.send(table.read(), **{year: "3 500 000"})
    read_by_b = table.read()
    table.send(table.read(), **{year: "3 000 000"})
    mine = {year: "2 500 000"}
    assert table.send(read_by_b, **mine).status_code == 422
    table.send(read_by_b, **mine, over=table.saved.revision)
    assert sum(a.amount_kr for a in table.saved.amounts.all()) == 5_500_000
    assert f"högst 5{NBSP}500{NBSP}000{NBSP}kr" in decided_words(table.saved)[0]
    assert not any(c["own"] for b in table.saved.blocks for c in b["clauses"])


def test_an_earlier_sum_does_not_outlive_the_refusal(table: Table) -> None:
    year = f"belopp_{table.heby}_2026"
    table.send(table.read(), outcome="amended")
    table.send(table.read(), **{year: "3 500 000"})
    read_by_b = table.read()
    table.send(table.read(), **{year: "3 000 000"})
    table.send(read_by_b, outcome="rejected", over=table.saved.revision)
    assert decided_words(table.saved) == ["avslå ansökan"]


def test_the_finding_names_both_sums(cast: Cast, meeting: Meeting) -> None:
    clauses = ["bevilja Plattform högst 1 234 567 kr", _QUARTERLY]
    story.decide(cast, meeting, "Plattform", "amended", clauses=clauses)
    story.decide(cast, meeting, "Övriga", "noted")
    (finding,) = load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings
    assert (finding.expected_kr, finding.found_kr) == (7_000_000, 1_234_567)


def test_what_is_in_the_paragraph_is_what_is_granted(cast: Cast, meeting: Meeting) -> None:
    """The rule of payment is decided with the grant, in data and words, and reaches it."""
    story.decide(cast, meeting, "Plattform", "amended", payout_rule="final")
    story.decide(cast, meeting, "Övriga", "noted")
    settling.signed(cast, meeting)
    grant = Grant.objects.get()
    assert grant.payout_rule == "final"
    assert grant.conditions[-2] == "medlen betalas ut mot faktura när slutrapporten har godkänts"
