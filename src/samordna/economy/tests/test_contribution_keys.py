"""The key of the funds as rows: who writes it, and what it refuses."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.economy.funds.queries import funds_of
from samordna.economy.funds.services import (
    KeyNotPossible,
    KeyStands,
    Weighed,
    save_contribution_key,
)
from samordna.economy.models import ContributionKey
from samordna.economy.tests.race_plan import plan_of
from samordna.journal.models import JournalEntry
from samordna.journal.queries import verify
from samordna.parties.access import Refused
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

DAY = date(2024, 1, 1)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def weighed(cast: Cast, **weights: int) -> list[Weighed]:
    return [Weighed(cast.organisations[name], weight) for name, weight in weights.items()]


def save(cast: Cast, who: str = "economist", **changes: Any) -> ContributionKey:
    values = {
        "actor": cast.actor(who),
        "valid_from": DAY,
        "state_kr": 2_517_000,
        "members": weighed(cast, region=1, heby=3, tierp=1),
        "nns_fee_per_mille": 2,
    }
    with scope(association=cast.association):
        return save_contribution_key(**{**values, **changes})


def shown(cast: Cast, day: date = DAY) -> dict[str, int] | None:
    """Kronor by party on a day, or None when nothing is shown."""
    with scope(association=cast.association):
        found = funds_of(cast.association, day)
    return None if found is None else {part.party: part.amount_kr for part in found.parts}


def plans(cast: Cast, *days: date) -> None:
    """A plan of each day; the last replaces the others."""
    for day in days:
        plan_of(cast, day)


class TestSaving:
    def test_a_key_holds_from_its_day_until_the_next(self, cast: Cast) -> None:
        save(cast)
        save(cast, valid_from=date(2025, 1, 1), state_kr=1_000_000)
        assert shown(cast, date(2023, 12, 31)) is None
        assert shown(cast, date(2024, 12, 31)) == {
            "Staten": 2_517_000,
            "Region Uppsala": 1_258_500,
            "Heby kommun": 943_875,
            "Tierps kommun": 314_625,
        }
        assert shown(cast, date(2025, 1, 1))["Staten"] == 1_000_000

    def test_a_key_of_the_same_day_is_replaced_and_the_journal_holds_both(self, cast: Cast) -> None:
        save(cast)
        save(cast, members=weighed(cast, region=1, tierp=1), nns_fee_per_mille=3)
        assert list(shown(cast)) == ["Staten", "Region Uppsala", "Tierps kommun"]
        with scope(association=cast.association):
            assert ContributionKey.objects.count() == 1
            entry = JournalEntry.objects.filter(verb="save_contribution_key").latest("number")
            assert entry.before["nns_fee_per_mille"] == 2
            assert entry.before["shares"][1] == {
                "party": "Heby kommun",
                "group": "municipality",
                "weight": 3,
            }
            assert entry.after["nns_fee_per_mille"] == 3
            assert entry.after["valid_from"] == "2024-01-01"
            assert verify(cast.association).ok

    def test_a_plan_that_stands_keeps_the_shares_it_shows(self, cast: Cast) -> None:
        save(cast)
        plans(cast, date(2024, 3, 1))
        save(cast, state_kr=2_000_000)  # the only plan is open to change, and so are its shares
        plans(cast, date(2024, 9, 1), date(2024, 12, 1))
        before = shown(cast, date(2024, 9, 1))
        for day in (DAY, date(2024, 6, 1), date(2024, 9, 1)):
            with pytest.raises(
                KeyStands, match=r"Planen per 2024-09-01.*till exempel från 2025-01"
            ):
                save(cast, valid_from=day, state_kr=1)
        assert shown(cast, date(2024, 9, 1)) == before
        save(cast, state_kr=2_000_000)  # says nothing else than it did
        save(cast, valid_from=date(2024, 9, 2), state_kr=3_000_000)
        save(cast, valid_from=date(2025, 1, 1), state_kr=4_000_000)
        assert shown(cast, date(2024, 9, 1)) == before
        assert shown(cast, date(2025, 1, 1))["Staten"] == 4_000_000

    def test_the_first_key_may_hold_from_before_plans_that_showed_none(self, cast: Cast) -> None:
        plans(cast, date(2024, 3, 1), date(2024, 9, 1))
        save(cast)
        assert shown(cast, date(2024, 3, 1))["Staten"] == 2_517_000
        with pytest.raises(KeyStands, match="2024-03-01"):
            save(cast, state_kr=1)

    def test_the_page_says_why_and_keeps_what_was_typed(self, cast: Cast, client: Client) -> None:
        save(cast)
        plans(cast, date(2024, 3, 1), date(2024, 9, 1))
        client.force_login(cast.people["economist"])
        url = "/uppsala/ekonomi/fordelningsnyckel/"
        html = client.get(url).content.decode()
        assert 'href="?fran=2025-01-01"' in html
        assert 'href="?fran=2024-01-01"' not in html
        sent = {"valid_from": "2024-01-01", "state_kr": "777", "nns_fee_per_mille": "2"}
        keys = re.findall(r'name="(vikt-\d+)"', html)
        answer = client.post(url, sent | dict.fromkeys(keys, "1"))
        assert answer.status_code == 200
        html = answer.content.decode()
        assert "Gör en ny fördelningsnyckel" in html
        assert 'value="777"' in html
        assert shown(cast)["Staten"] == 2_517_000

    @pytest.mark.parametrize("who", ["registrar", "case_officer", "auditor", "chair", "applicant"])
    def test_only_the_economist_and_the_director_write_it(self, cast: Cast, who: str) -> None:
        with pytest.raises(Refused, match="ekonom"):
            save(cast, who)
        save(cast, "director")
        with scope(association=cast.association):
            assert ContributionKey.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"state_kr": -1}, "kan inte vara"),
            ({"state_kr": 10**12}, "orimligt stort"),
            ({"nns_fee_per_mille": -1}, "inte är negativa"),
            ({"nns_fee_per_mille": 1001}, "promille"),
        ],
    )
    def test_figures_that_make_no_funds_are_refused(
        self, cast: Cast, changes: dict[str, int], sentence: str
    ) -> None:
        with pytest.raises(KeyNotPossible, match=sentence):
            save(cast, **changes)
        assert shown(cast) is None

    @pytest.mark.parametrize(
        ("weights", "sentence"),
        [
            ({"region": 1}, "kommunerna"),
            ({"heby": 1}, "regionerna"),
            ({"region": 1, "heby": 0}, "kommunerna"),
            ({"region": 1, "heby": -1, "tierp": 2}, "kommunerna"),
            ({"region": 1, "heby": 10**13}, "orimligt stor"),
            ({"region": 1, "heby": 1, "fk": 1}, "Försäkringskassan är ingen region"),
        ],
    )
    def test_weights_that_share_nothing_are_refused(
        self, cast: Cast, weights: dict[str, int], sentence: str
    ) -> None:
        save(cast)
        with pytest.raises(KeyNotPossible, match=sentence):
            save(cast, members=weighed(cast, **weights))
        assert shown(cast)["Heby kommun"] == 943_875

    def test_nobody_stands_twice_and_only_members_pay(self, cast: Cast) -> None:
        with pytest.raises(KeyNotPossible, match="två gånger"):
            save(cast, members=[*weighed(cast, region=1, heby=1), *weighed(cast, heby=1)])
        cast.organisations["tierp"].is_member = False
        with pytest.raises(KeyNotPossible, match="Tierps kommun"):
            save(cast)
        foreign = make_cast("ornskoldsvik").organisations["heby"]
        with pytest.raises(KeyNotPossible, match="Heby kommun"):
            save(cast, members=[*weighed(cast, region=1), Weighed(foreign, 1)])


class TestPage:
    PATH = "/uppsala/ekonomi/fordelningsnyckel/"

    def test_a_key_is_written_and_read_back(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.people["economist"])
        region, heby, tierp = (cast.organisations[n].pk for n in ("region", "heby", "tierp"))
        posted = {
            "valid_from": "2024-01-01",
            "state_kr": "2 517 000",
            "nns_fee_per_mille": "2",
            f"vikt-{region}": "1",
            f"vikt-{heby}": "3",
            f"vikt-{tierp}": "1",
        }
        asked = client.get(self.PATH).content.decode()
        kinds = asked.split("<legend>")[1:]
        assert [kind.split("</legend>")[0] for kind in kinds] == [
            "Regionernas vikter",
            "Kommunernas vikter",
        ]
        assert [re.findall(r'name="vikt-(\d+)"', kind) for kind in kinds] == [
            [str(region)],
            [str(heby), str(tierp)],
        ]
        assert client.post(self.PATH, posted).status_code == 302
        assert (shown(cast) or {})["Heby kommun"] == 943_875
        assert "2 517 000" in client.get(self.PATH).content.decode().replace("\xa0", " ")
        nobody = {**posted, f"vikt-{heby}": "0", f"vikt-{tierp}": "0"}
        assert client.post(self.PATH, nobody).status_code == 200


def test_who_saves_after_somebody_else_is_told_and_sees_both(cast: Cast, client: Client) -> None:
    client.force_login(cast.people["economist"])
    url = "/uppsala/ekonomi/fordelningsnyckel/"
    seen = re.search(r'name="revision" value="(\d+)"', client.get(url).content.decode())
    assert seen
    save(cast, "director", state_kr=2_000_000)
    posted = {
        "valid_from": str(DAY),
        "state_kr": "3000000",
        "nns_fee_per_mille": "0",
        "revision": seen[1],
    }
    for name in ("region", "heby", "tierp"):
        posted[f"vikt-{cast.organisations[name].pk}"] = "1"
    page = client.post(url, posted).content.decode()
    assert "data-stale" in page and "3000000" in page
    assert "2\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000" in page
    assert shown(cast)["Staten"] == 2_000_000
    posted["revision"] = re.search(r'name="revision" value="(\d+)"', page)[1]
    assert client.post(url, posted).status_code == 302
    assert shown(cast)["Staten"] == 3_000_000
