"""A plan with the wrong day or years is corrected, or removed; no amount falls away unseen."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django_scopes import scope

from samordna.economy.models import EconomicPlan
from samordna.economy.plan.queries import rows_of
from samordna.economy.plan.services import (
    PlanExists,
    PlanNotPossible,
    PlanRowInput,
    copy_plan,
    correct_plan,
    remove_plan,
    save_plan,
)
from samordna.economy.tests.test_plans import place as place_of
from samordna.economy.tests.test_plans import typed as typed_in
from samordna.journal.models import JournalEntry
from samordna.parties.access import Refused
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.tests.both_texts import shown_differences

pytestmark = pytest.mark.django_db

PLANS = "/uppsala/ekonomi/planer/"
AMOUNTS = {"budget": 10, "forecast": 20, "2025": 30, "2026": 40}


@pytest.fixture(autouse=True)
def frozen_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samordna.ground.clock.now", lambda: datetime(2024, 9, 5, 9, 0, tzinfo=UTC))


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def _plan(cast: Cast, as_of: date = date(2024, 8, 22), first_year: int = 2024) -> EconomicPlan:
    moved = first_year - 2024
    amounts = {str(int(k) + moved) if k.isdecimal() else k: kr for k, kr in AMOUNTS.items()}
    return save_plan(
        actor=cast.actor("economist"),
        as_of=as_of,
        title="Plan",
        first_year=first_year,
        preliminary_years=2,
        opening_kr=100,
        reserve_kr=0,
        rows=[PlanRowInput("income", "avgifter", "Avgifter", "", amounts)],
    )


def _amounts(plan: EconomicPlan) -> dict[str, int]:
    ((_, amounts),) = rows_of(plan)
    return amounts


def _economist(cast: Cast) -> Client:
    client = Client()
    client.force_login(
        cast.people["economist"], backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def _drawn(client: Client, page: str) -> dict[str, str]:
    """Which plan, as it stands, a page's form was drawn with."""
    html = client.get(page).content.decode()
    return dict(re.findall(r'name="(plan|revision)" value="(\d+)"', html))


def test_mistyped_years_are_corrected_and_every_amount_stays_in_its_place(cast: Cast) -> None:
    with scope(association=cast.association):
        _plan(cast, date(2029, 9, 5), first_year=2052)
    client = _economist(cast)
    page = f"{PLANS}2029-09-05/"
    assert f"{page}dag-och-ar/" in client.get(page).content.decode()
    sent = {"as_of": "2024-09-05", "first_year": "2024", "preliminary_years": "3"}
    sent |= _drawn(client, f"{page}dag-och-ar/")
    answer = client.post(f"{page}dag-och-ar/", sent)
    assert answer["Location"] == f"{PLANS}2024-09-05/"
    stale = client.post(f"{PLANS}2024-09-05/dag-och-ar/", {**sent, "first_year": "2025"})
    assert "Sparat av någon annan" in stale.content.decode()
    with scope(association=cast.association):
        plan = EconomicPlan.objects.get()
        assert (plan.as_of, plan.first_year, plan.preliminary_years) == (date(2024, 9, 5), 2024, 3)
        assert _amounts(plan) == AMOUNTS
        entry = JournalEntry.objects.get(verb="correct_plan")
        assert (entry.before["first_year"], entry.after["first_year"]) == (2052, 2024)
        assert entry.before["rows"][0]["amounts_kr"]["2054"] == 40


def test_years_with_amounts_are_not_cut_off(cast: Cast) -> None:
    with scope(association=cast.association):
        plan = _plan(cast)
        who = {"actor": cast.actor("economist"), "first_year": 2024}
        with pytest.raises(PlanNotPossible, match=r"belopp för 2025 och 2026.*Välj 2 preliminära"):
            correct_plan(**who, plan=plan, as_of=plan.as_of, preliminary_years=0, revision=0)
        with pytest.raises(PlanNotPossible, match="belopp för 2026"):
            copy_plan(**who, source=plan, as_of=date(2024, 9, 5), title="Ny", preliminary_years=1)
        copied = copy_plan(
            **who, source=plan, as_of=date(2024, 9, 5), title="Ny", preliminary_years=2
        )
        assert _amounts(copied) == AMOUNTS


def test_a_plan_is_not_moved_before_the_one_it_was_made_from(cast: Cast) -> None:
    with scope(association=cast.association):
        first = _plan(cast)
        latest = _plan(cast, date(2024, 9, 5))
        actor = cast.actor("economist")
        for day in (date(2024, 8, 21), date(2024, 8, 22)):
            with pytest.raises(PlanExists, match="Det finns en plan per 2024-08-22"):
                correct_plan(
                    actor=actor,
                    plan=latest,
                    as_of=day,
                    first_year=2024,
                    preliminary_years=2,
                    revision=0,
                )
        with pytest.raises(Refused, match="ersatts av en nyare"):
            correct_plan(
                actor=actor,
                plan=first,
                as_of=date(2024, 8, 1),
                first_year=2024,
                preliminary_years=2,
                revision=0,
            )
        with pytest.raises(Refused, match="ersatts av en nyare"):
            remove_plan(actor=actor, plan=first, reason="Fel", revision=0)


def test_a_plan_that_should_never_have_been_made_is_removed_with_a_reason(cast: Cast) -> None:
    with scope(association=cast.association):
        _plan(cast)
        _plan(cast, date(2024, 9, 5))
    client = _economist(cast)
    page = f"{PLANS}2024-09-05/ta-bort/"
    assert "Planen per " in (html := client.get(page).content.decode()) and "2024-08-22" in html
    assert client.post(page, {"reason": " ", "revision": "0"}).status_code == 200
    drawn = _drawn(client, page)
    stale = client.post(page, {"reason": "Fel dag", **drawn, "revision": "7"})
    assert "Sparat av någon annan" in stale.content.decode()
    assert client.post(page, {"reason": "Fel  dag", **drawn})["Location"] == PLANS
    assert client.get(f"{PLANS}2024-08-22/andra/").status_code == 200
    last = client.get(f"{PLANS}2024-08-22/ta-bort/").content.decode()
    assert "Förbundet har då ingen plan" in last
    with scope(association=cast.association):
        assert EconomicPlan.objects.get().as_of == date(2024, 8, 22)
        entry = JournalEntry.objects.get(verb="remove_plan")
        assert entry.after == {"reason": "Fel dag"}
        assert entry.before["rows"][0]["amounts_kr"] == AMOUNTS


def test_a_day_or_year_that_may_be_mistyped_is_asked_about(cast: Cast) -> None:
    client = _economist(cast)
    sent = {"title": "Ny", "preliminary_years": "4"}
    refused = client.post(f"{PLANS}ny/", {**sent, "as_of": "2024-09-05", "first_year": "2052"})
    assert "Budgetåret 2052 ligger långt från dagen" in refused.content.decode()
    far = {**sent, "as_of": "2029-09-05", "first_year": "2029"}
    asked = client.post(f"{PLANS}ny/", far)
    assert asked.status_code == 200 and "Gör planen ändå" in asked.content.decode()
    assert client.post(f"{PLANS}ny/", {**far, "dag_sedd": "2029-09-05"}).status_code == 302


def test_a_plan_made_anew_of_the_same_day_is_not_written_over_or_removed_unseen(
    cast: Cast,
) -> None:
    with scope(association=cast.association):
        _plan(cast)
        old = _plan(cast, date(2024, 9, 5))
    client, base = _economist(cast), f"{PLANS}2024-09-05/"
    pages = ("andra/", "dag-och-ar/", "ta-bort/")
    drawn = {page: _drawn(client, base + page) for page in pages}
    with scope(association=cast.association):
        remove_plan(actor=cast.actor("director"), plan=old, reason="Fel", revision=0)
        anew = _plan(cast, date(2024, 9, 5))
    typed = {
        "andra/": {"title": "Gamla", "opening_kr": "1", "reserve_kr": "0", "rows": "0"},
        "dag-och-ar/": {"as_of": "2024-09-06", "first_year": "2024", "preliminary_years": "2"},
        "ta-bort/": {"reason": "Fel"},
    }
    for page in pages:
        answer = client.post(base + page, {**typed[page], **drawn[page]})
        assert "Sparat av någon annan" in answer.content.decode(), page
    with scope(association=cast.association):
        latest = EconomicPlan.objects.latest("as_of")
        assert (latest.pk, latest.title, latest.as_of) == (anew.pk, "Plan", date(2024, 9, 5))


def test_figures_typed_for_other_years_are_told_and_put_in_no_other_year(cast: Cast) -> None:
    with scope(association=cast.association):
        old = _plan(cast)
    client, page = _economist(cast), f"{PLANS}2024-08-22/andra/"
    html = client.get(page).content.decode()
    typed = typed_in(html)
    place = place_of(typed, "avgifter")
    typed |= {f"{place}-budget": "777", f"{place}-2026": "550"}
    with scope(association=cast.association):
        remove_plan(actor=cast.actor("director"), plan=old, reason="Fel", revision=0)
        anew = _plan(cast, first_year=2023)
    answer = client.post(page, typed).content.decode()
    assert "Planen är gjord om med andra år" in answer
    told = shown_differences(answer)
    assert told["Avgifter, Budget 2024"] == ("året finns inte i planen", "777")
    assert told["Avgifter, Prel 2026"] == ("året finns inte i planen", "550")
    assert typed_in(answer)[f"{place}-budget"] != "777"
    with scope(association=cast.association):
        assert EconomicPlan.objects.get().pk == anew.pk


def test_a_plan_that_is_gone_says_so_and_does_not_rise_again(cast: Cast) -> None:
    with scope(association=cast.association):
        plan, actor = _plan(cast), cast.actor("economist")
        remove_plan(actor=actor, plan=plan_again(plan), reason="Fel", revision=0)
        with pytest.raises(PlanNotPossible, match="har tagit bort planen"):
            remove_plan(actor=actor, plan=plan, reason="Fel", revision=0)
        with pytest.raises(PlanNotPossible, match="har tagit bort planen"):
            correct_plan(
                actor=actor,
                plan=plan,
                as_of=plan.as_of,
                first_year=2024,
                preliminary_years=2,
                revision=0,
            )
        with pytest.raises(PlanNotPossible, match="har tagit bort planen"):
            save_plan(
                actor=actor,
                as_of=plan.as_of,
                title="Plan",
                first_year=2024,
                preliminary_years=2,
                opening_kr=0,
                reserve_kr=0,
                rows=[],
                revision=0,
            )
        assert not EconomicPlan.objects.exists()


def plan_again(plan: EconomicPlan) -> EconomicPlan:
    """The same row, read by somebody else."""
    return EconomicPlan.objects.get(pk=plan.pk)
