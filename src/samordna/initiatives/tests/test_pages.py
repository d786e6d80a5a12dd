"""The pages of the initiatives, and their part of the thread."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from samordna.flows import thread
from samordna.funding.models import Application
from samordna.initiatives.models import Grant
from samordna.initiatives.steps import grant_funds
from samordna.initiatives.tests.given import an_application
from samordna.parties.tests.cast import Cast, make_cast, make_stranger
from samordna.register.models import Matter

pytestmark = pytest.mark.django_db

NBSP = "\u00a0"
URL = "/uppsala/insatser/"


@pytest.fixture(autouse=True)
def frozen_now(monkeypatch) -> None:
    monkeypatch.setattr("samordna.ground.clock.now", lambda: datetime(2025, 9, 5, 9, 0, tzinfo=UTC))


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def granted(cast: Cast, number: int, name: str, owner: str = "heby", **changes) -> Grant:
    """A granted application: 1 000 000 kr for 2025 and 500 000 kr for 2026 to its owner."""
    more = {key: changes.pop(key) for key in ("amounts", "payout_rule") if key in changes}
    organisation = cast.organisations[owner]
    application = an_application(
        cast.association, number=number, name=name, owner=organisation, **changes
    )
    values = {
        "amounts": {(organisation.pk, 2025): 1_000_000, (organisation.pk, 2026): 500_000},
        "decided_on": date(2024, 9, 12),
        "adjusted_on": date(2024, 9, 20),
        "paragraph": "§ 73",
        "conditions": ["insatsen följer ansökan"],
        **more,
    }
    return grant_funds(actor=cast.actor("chair"), application=application, **values)


def as_(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def read(client: Client, url: str = URL) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode().replace(NBSP, " ")


def test_applicants_see_their_own_and_the_board_sees_all(cast: Cast) -> None:
    heby, tierp = cast.organisations["heby"], cast.organisations["tierp"]
    with scope(association=cast.association):
        granted(cast, 1, "Hebys egen")
        granted(cast, 2, "Tierps egen", "tierp")
        shared = {(tierp.pk, 2025): 100, (heby.pk, 2025): 50}
        granted(cast, 3, "Delad", "tierp", amounts=shared)
    for who, seen in (
        ("applicant", {1, 3}),
        ("owner_signatory", {1, 3}),
        ("partner_signatory", set()),
        ("auditor", {1, 2, 3}),
        ("substitute", {1, 2, 3}),
        ("case_officer", {1, 2, 3}),
    ):
        client = as_(cast, who)
        html = read(client)
        for number, name in ((1, "Hebys egen"), (2, "Tierps egen"), (3, "Delad")):
            assert (name in html) is (number in seen), who
            status = client.get(f"{URL}{number}/").status_code
            assert status == (200 if number in seen else 404), who


def test_outsiders_and_strangers_see_nothing(cast: Cast) -> None:
    make_stranger(cast)
    with scope(association=cast.association):
        granted(cast, 1, "Hebys egen")
    for who in ("outsider", "stranger"):
        assert as_(cast, who).get(URL).status_code == 404
        assert as_(cast, who).get(f"{URL}1/").status_code == 404
    assert Client().get(URL).status_code == 302
    assert as_(cast, "chair").get(f"{URL}{'9' * 30}/").status_code == 404


def test_the_page_of_an_initiative(cast: Cast) -> None:
    heby, region = cast.organisations["heby"], cast.organisations["region"]
    with scope(association=cast.association):
        amounts = {
            (heby.pk, 2025): 2_447_000,
            (heby.pk, 2026): 2_523_000,
            (region.pk, 2026): 83_000,
        }
        granted(cast, 1, "Plattform", amounts=amounts)
        granted(
            cast,
            2,
            "Plattform 2",
            nature=Application.Nature.EXTENSION,
            extends="Plattform",
            period_from=date(2028, 1, 1),
            period_to=date(2028, 12, 31),
            amounts={(heby.pk, 2028): 7},
        )
    html = read(as_(cast, "chair"), f"{URL}1/")
    assert "<h1>Plattform</h1>" in html
    # Years and receivers added up: 2025, 2026, 2028 and all together.
    for figure in ("2 447 000", "2 606 000", "83 000", "5 053 007", "4 970 007"):
        assert f">{figure}<" in html
    assert "5 053 007 kr" in html
    assert "2028-12-31" in html
    assert "insatsen följer ansökan" in html
    assert "Beviljat i § 73 den 2024-09-12" in html
    for promised in ("Slutrapport", "Avtal", "Rekvisitioner"):
        assert f"{promised}</" not in html


def test_the_list_can_be_searched_and_narrowed(cast: Cast) -> None:
    with scope(association=cast.association):
        granted(cast, 1, "Älvens väg", period_from=date(2024, 1, 1), period_to=date(2024, 12, 31))
        granted(cast, 2, "Bryggan", "tierp")
        granted(cast, 3, "Sedan", period_from=date(2026, 1, 1))
    client = as_(cast, "chair")
    for query, seen in (
        ("sok=älvens", {"Älvens väg"}),
        ("sok=ÄLVENS+heby", {"Älvens väg"}),
        ("sok=tierp", {"Bryggan"}),
        ("lage=running", {"Bryggan"}),
        ("lage=over", {"Älvens väg"}),
        ("lage=coming", {"Sedan"}),
        ("lage=nonsense", {"Älvens väg", "Bryggan", "Sedan"}),
        ("sok=%00&sida=999", {"Älvens väg", "Bryggan", "Sedan"}),
        ("sok=finns+inte", set()),
    ):
        html = read(client, f"{URL}?{query}")
        for name in ("Älvens väg", "Bryggan", "Sedan"):
            assert (f">{name}</a>" in html) is (name in seen), query
    assert "Ingen insats stämmer med urvalet." in read(client, f"{URL}?sok=finns+inte")


def test_an_empty_list_says_so(cast: Cast) -> None:
    assert "Här finns inga insatser än." in read(as_(cast, "chair"))


def test_few_queries_and_no_more_with_more_initiatives(cast: Cast) -> None:
    client = as_(cast, "chair")

    def queries_of(url: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    with scope(association=cast.association):
        for number in range(1, 4):
            granted(cast, number, f"Insats {number}")
    with_few, one = queries_of(f"{URL}?sok=insats"), queries_of(f"{URL}1/")
    with scope(association=cast.association):
        for number in range(4, 31):
            granted(cast, number, f"Insats {number}")
        for number in range(31, 36):
            nature = Application.Nature.SUPPLEMENT
            granted(cast, number, "Tillägg", nature=nature, extends="Insats 1")
    assert queries_of(f"{URL}?sok=insats") == with_few <= 12
    assert queries_of(f"{URL}1/") == one <= 12


# --- the thread -----------------------------------------------------------------------------------


def thread_of(cast: Cast, matter: Matter, who: str = "chair") -> list[tuple]:
    found = thread.grant_steps(matter.application, cast.actor(who))
    return [(step.label, step.state, step.day) for step in found]


def test_before_the_decision_the_grant_is_to_come_and_nothing_is_promised_after_it(
    cast: Cast,
) -> None:
    with scope(association=cast.association):
        application = an_application(
            cast.association, number=1, name="Plattform", owner=cast.organisations["heby"]
        )
        assert thread_of(cast, application.matter) == [("Beviljat", "coming", None)]


def test_after_the_decision_it_is_granted_on_the_day_of_adjustment(cast: Cast) -> None:
    with scope(association=cast.association):
        grant = granted(cast, 1, "Plattform")
        granted_step = next(thread.grant_steps(grant.application, cast.actor("chair")))
        assert (granted_step.state, granted_step.day) == ("done", date(2024, 9, 20))
        assert granted_step.url == f"{URL}1/"
        assert granted_step.note == f"1{NBSP}500{NBSP}000{NBSP}kr, § 73"
        hidden = next(thread.grant_steps(grant.application, cast.actor("partner_signatory")))
        assert hidden.url is None


@pytest.mark.parametrize("state", [Application.State.REJECTED, Application.State.WITHDRAWN])
def test_what_has_ended_has_nothing_to_come(cast: Cast, state: str) -> None:
    with scope(association=cast.association):
        heby = cast.organisations["heby"]
        application = an_application(
            cast.association, number=1, name="Nej", owner=heby, state=state
        )
        assert thread_of(cast, application.matter) == []
        other = Matter.objects.create(
            association=cast.association,
            year=2024,
            serial=99,
            subject="Valärende",
            opened_on=date(2024, 1, 1),
        )
        assert thread.thread_of(cast.actor("chair"), date(2024, 9, 30), matter=other) == []
