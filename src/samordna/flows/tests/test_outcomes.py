"""The outcome about an application, its clauses and its amounts say the same, or nothing locks."""

from __future__ import annotations

from typing import Any

import pytest

from samordna.flows.tests import test_settle as settle
from samordna.funding.models import Application, Statement
from samordna.kernel.money import NBSP
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Treatment
from samordna.meetings.proceedings.load import load_proceedings
from samordna.meetings.services.minutes import lock_minutes
from samordna.meetings.services.table import close_meeting, treat_item
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast, application = settle.cast, settle.application

BOUND = [
    f"bevilja Plattform finansiellt stöd med högst 7{NBSP}000{NBSP}000{NBSP}kr",
    "finansieringen gäller under förutsättning att förbundet beviljas medel av sina medlemmar.",
]


@pytest.fixture
def meeting(cast: Cast, application: Application) -> Meeting:
    """The meeting at the table; the statement's clauses have hard spaces and a full stop."""
    Statement.objects.update(clauses=BOUND)
    return settle._on_the_agenda(cast, application)


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
    assert form["clauses"].splitlines() == BOUND
    table.send(form, outcome=outcome)
    assert table.saved.clauses == [clause]
    assert not table.saved.amounts.exists()
    table.send(table.read(), outcome="approved")
    assert table.saved.clauses == BOUND
    assert sum(a.amount_kr for a in table.saved.amounts.all()) == 7_000_000


def test_a_browser_that_makes_hard_spaces_ordinary_changes_nothing(table: Table) -> None:
    form = table.read()
    plain = form["clauses"].replace(NBSP, " ")
    table.send(form, outcome="approved", clauses=plain)
    assert table.saved.clauses == BOUND  # the amount has its hard spaces again
    table.send(table.read(), outcome="rejected", clauses=plain)
    assert table.saved.clauses == ["avslå ansökan"]


def test_clauses_saved_with_ordinary_spaces_are_known_too(table: Table) -> None:
    form = table.read()
    Treatment.objects.update(clauses=[clause.replace(NBSP, " ") for clause in BOUND])
    table.send(table.read(), outcome="rejected")
    assert table.saved.clauses == ["avslå ansökan"]
    assert form["clauses"]


def _lock(cast: Cast, meeting: Meeting) -> None:
    actor = story.keeper(cast)
    with story.on(story.MEETING_DAY):
        close_meeting(actor=actor, meeting=meeting)
        lock_minutes(actor=actor, meeting=meeting)


@pytest.mark.parametrize(
    ("outcome", "clauses", "said"),
    [
        ("rejected", ["bevilja Plattform högst 100 kr"], "§ 3 har utgången ”Avslag”, men en"),
        ("postponed", ["bifalla ansökan"], "§ 3 har utgången ”Bordläggning”, men en att-sats"),
        ("approved", ["avslå den"], "§ 3 har utgången ”Enligt förslaget”, men ingen att-sats"),
        ("amended", ["invänta budgeten"], "§ 3 har utgången ”Med ändring”, men ingen att-sats"),
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
        ("postponed", ["återremittera ansökan"]),
        ("approved", ["godkänna förslaget"]),
        ("approved", ["bevilja 3 000 000 kr för 2025 och 4 000 000 kr för 2026"]),
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
    assert f"högst 5{NBSP}500{NBSP}000{NBSP}kr" in table.saved.clauses[0]


def test_an_earlier_sum_does_not_outlive_the_refusal(table: Table) -> None:
    year = f"belopp_{table.heby}_2026"
    table.send(table.read(), outcome="amended")
    table.send(table.read(), **{year: "3 500 000"})
    read_by_b = table.read()
    table.send(table.read(), **{year: "3 000 000"})
    table.send(read_by_b, outcome="rejected", over=table.saved.revision)
    assert table.saved.clauses == ["avslå ansökan"]


def test_nothing_locks_while_clause_and_amounts_name_two_sums(cast: Cast, meeting: Meeting) -> None:
    story.decide(cast, meeting, "Plattform", clauses=["bevilja Plattform högst 1 234 567 kr"])
    story.decide(cast, meeting, "Övriga", "noted")
    (finding,) = load_proceedings(Meeting.objects.get(pk=meeting.pk)).findings
    assert (finding.expected_kr, finding.found_kr) == (7_000_000, 1_234_567)
    with pytest.raises(NotPossible) as refused:
        _lock(cast, meeting)
    assert "§ 3 beviljar 7 000 000 kr, men beslutets att-satser säger 1 234 567 kr" in str(
        refused.value
    ).replace(NBSP, " ")
