"""The grants that a row of a plan can stand for: those with money in its years."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django_scopes import scope

from samordna.economy.plan.queries import grants_to_choose
from samordna.economy.tests.given import PLAN_DAY, the_plan
from samordna.initiatives.models import Grant
from samordna.initiatives.steps import grant_funds
from samordna.initiatives.tests.given import an_application
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def a_grant(cast: Cast, number: int, name: str, amounts: dict[int, int]) -> Grant:
    heby, decided_on = cast.organisations["heby"], date(min(amounts) - 1, 8, 23)
    return grant_funds(
        actor=cast.actor("chair"),
        application=an_application(cast.association, number=number, name=name, owner=heby),
        amounts={(heby.pk, year): kr for year, kr in amounts.items()},
        decided_on=decided_on,
        adjusted_on=decided_on,
        paragraph=f"§ {number}",
        conditions=[],
    )


def test_only_what_has_money_in_the_years_is_chosen_among_and_what_is_chosen(cast: Cast) -> None:
    with scope(association=cast.association):
        new = a_grant(cast, 1, "Plattform", {2025: 2_447_000})
        past = a_grant(cast, 2, "Förr", {2022: 100_000, 2023: 100_000, 2024: 0})
        economist, years = cast.actor("economist"), {2024, 2025}
        assert [pk for pk, _ in grants_to_choose(economist, years, set())] == [new.pk]
        kept = grants_to_choose(economist, years, {past.pk, 999_999_999})
    assert kept == [
        (new.pk, "Plattform, § 1, 23 augusti 2024"),
        (past.pk, "Förr, § 2, 23 augusti 2021"),
    ]


def test_each_row_has_the_grants_and_its_own_chosen(cast: Cast, client: Client) -> None:
    with scope(association=cast.association):
        plan = the_plan(cast.association)
        new = a_grant(cast, 1, "Plattform", {2025: 2_447_000})
        a_grant(cast, 2, "Förr", {2022: 100_000})
        plan.rows.filter(pk=plan.rows.filter(section="decided").first().pk).update(grant=new)
    backend = "django.contrib.auth.backends.ModelBackend"
    client.force_login(cast.people["economist"], backend=backend)
    html = client.get(f"/uppsala/ekonomi/planer/{PLAN_DAY}/andra/").content.decode()
    assert html.count(f'<option value="{new.pk}" selected>Plattform, § 1') == 1
    assert html.count("Plattform, § 1") > 1
    assert "Förr" not in html
