"""Two who write in one budget: each row and each amount goes by whoever changed it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from samordna.funding.budget_rows import RowForm
from samordna.funding.models import Application, ApplicationPartner, BudgetLine
from samordna.funding.services.budget import save_budget
from samordna.funding.tests.browsing import Browser, inputs
from samordna.funding.tests.world import make_application, make_call, write_application
from samordna.parties.tests.cast import Cast
from samordna.web.tests.both_texts import shown_differences
from samordna.web.tests.third import after_the_merge

PATH = "/uppsala/ansokningar/1/skriv/budget/"
Page = dict[str, Any]


def page_of(client: Client) -> Page:
    return inputs(client.get(PATH).content.decode())


def autosave(client: Client, data: Page, page: str) -> Any:
    return client.post(PATH, {**data, "flik": page}, headers={"X-Autosave": "1"})


def add_row(client: Client, data: Page, label: str) -> Page:
    """Press *Lägg till rad* under wages, and write what the row is called."""
    html = client.post(PATH, {**data, "add": "requested:wage"}).content.decode()
    more = inputs(html)
    (marker,) = set(more["rows"]) - set(data["rows"])
    return {**more, f"{marker.partition(':')[0]}.label": label}


def remove_row(client: Client, data: Page, key: str) -> Page:
    return inputs(client.post(PATH, {**data, "remove": key}).content.decode())


def saved(key: str = "row-1") -> dict[str, Any]:
    line = BudgetLine.objects.get(key=int(key.removeprefix("row-")))
    kr = {a.organisation_id: a.amount_kr for a in line.amounts.all()}
    return {"label": line.label, "percent": line.percent, "kr": kr}


@pytest.fixture
def two(cast: Cast, browser: Browser) -> tuple[Client, Client]:
    write_application(cast)
    return browser("applicant"), browser("applicant")


def test_rows_keep_their_keys_from_save_to_save(two: tuple[Client, Client]) -> None:
    one, _ = two
    data = page_of(one)
    more = add_row(one, data, "Handledare")
    (added,) = {marker.partition(":")[0] for marker in set(more["rows"]) - set(data["rows"])}
    less = remove_row(one, more, "row-1")
    assert one.post(PATH, less).status_code == 302
    assert sorted(page_of(one)["rows"]) == sorted(less["rows"])
    kept = {f"row-{key}" for key in BudgetLine.objects.values_list("key", flat=True)}
    assert kept == {"row-2", added}


def test_a_save_makes_each_row_once(
    two: tuple[Client, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two
    data = {**page_of(one), "row-1.label": "Handledare"}
    made, begin = [], RowForm.__init__

    def noted(form: RowForm, /, **given: Any) -> None:
        made.append(given["key"])
        begin(form, **given)

    monkeypatch.setattr(RowForm, "__init__", noted)
    assert autosave(one, data, "flik-1").status_code == 200
    assert len(made) == len(set(made)) == len(data["rows"])


@pytest.mark.parametrize("script", [True, False])
def test_other_cells_and_rows_of_the_other_are_kept(
    two: tuple[Client, Client], script: bool
) -> None:
    one, other = two
    first, second = page_of(one), page_of(other)
    first = add_row(one, {**first, "row-1.percent": "75"}, "Hens rad")
    one.post(PATH, first)
    second = add_row(other, {**second, "row-1.label": "Min coach"}, "Min rad")
    if script:
        answer = autosave(other, second, "b")
        assert answer.status_code == 200
        assert "Hens rad" in answer.content.decode()
    else:
        assert other.post(PATH, second).status_code == 302
    assert (saved()["label"], saved()["percent"]) == ("Min coach", 75)
    labels = set(BudgetLine.objects.values_list("label", flat=True))
    assert {"Hens rad", "Min rad", "Utbildning insatsmedarbetare"} <= labels


def test_only_a_cell_that_both_changed_is_asked_about(two: tuple[Client, Client]) -> None:
    one, other = two
    first, second = page_of(one), page_of(other)
    one.post(PATH, {**first, "row-1.amount-0": "1 000", "row-1.label": "Hens titel"})
    mine = {**second, "row-1.amount-0": "2 000", "row-1.percent": "10"}
    asked = autosave(other, mine, "b")
    assert asked.status_code == 409
    html = asked.content.decode()
    assert shown_differences(html) == {"Coach: Heby": ("1 000", "2 000")}
    revision = inputs(html)["revision"]
    assert autosave(other, {**mine, "vagt": revision}, "b").status_code == 200
    now = saved()
    assert (now["label"], now["percent"], 2_000 in now["kr"].values()) == ("Hens titel", 10, True)


def test_the_saved_cell_can_be_fetched_and_mine_elsewhere_stands(
    two: tuple[Client, Client],
) -> None:
    one, other = two
    first, second = page_of(one), page_of(other)
    one.post(PATH, {**first, "row-1.amount-0": "1 000"})
    mine = {**second, "row-1.amount-0": "2 000", "row-1.percent": "10"}
    revision = inputs(autosave(other, mine, "b").content.decode())["revision"]
    assert autosave(other, {**mine, "hamtat": revision}, "b").status_code == 200
    assert saved()["percent"] == 10 and 1_000 in saved()["kr"].values()


def test_without_script_both_are_shown_and_the_next_press_keeps_mine(
    two: tuple[Client, Client],
) -> None:
    one, other = two
    first, second = page_of(one), page_of(other)
    one.post(PATH, {**first, "row-1.amount-0": "1 000", "row-1.label": "Hens titel"})
    page = other.post(PATH, {**second, "row-1.amount-0": "2 000"})
    again = inputs(page.content.decode())
    assert (again["row-1.label"], again["row-1.amount-0"]) == ("Hens titel", "2 000")
    assert other.post(PATH, again).status_code == 302
    assert saved()["label"] == "Hens titel" and 2_000 in saved()["kr"].values()


def test_a_row_that_one_took_away_and_the_other_left_is_gone(two: tuple[Client, Client]) -> None:
    one, other = two
    first, second = page_of(one), page_of(other)
    one.post(PATH, remove_row(one, first, "row-2"))
    answer = autosave(other, {**second, "row-1.label": "Min coach"}, "b")
    assert answer.status_code == 200 and "row-2:" not in answer.content.decode()
    assert [line.key for line in BudgetLine.objects.all()] == [1]
    third = page_of(one)
    other.post(PATH, {**page_of(other), "row-1.percent": "20"})
    assert autosave(one, remove_row(one, third, "row-1"), "c").status_code == 409


@pytest.mark.parametrize("choice", ["vagt", "hamtat"])
def test_a_row_that_one_took_away_and_the_other_changed_is_asked_about(
    two: tuple[Client, Client], choice: str
) -> None:
    one, other = two
    first, second = page_of(one), page_of(other)
    one.post(PATH, remove_row(one, first, "row-2"))
    mine = {**second, "row-2.label": "Utbildning för alla"}
    asked = autosave(other, mine, "b")
    assert asked.status_code == 409
    html = asked.content.decode()
    assert "raden är borttagen" in html
    assert autosave(other, {**mine, choice: inputs(html)["revision"]}, "b").status_code == 200
    keys = {line.key for line in BudgetLine.objects.all()}
    assert keys == ({1, 2} if choice == "vagt" else {1})


def test_years_of_a_group_are_laid_together(two: tuple[Client, Client]) -> None:
    one, other = two
    first, second = page_of(one), page_of(other)
    one.post(PATH, {**first, "years-other.year-2025": "120 000"})
    other.post(PATH, {**second, "years-other.year-2026": "80 000"})
    years = page_of(one)
    found = [years[f"years-other.year-{year}"].replace("\xa0", " ") for year in (2025, 2026)]
    assert found == ["120 000", "80 000"]


def test_two_who_begin_the_same_standard_rows(cast: Cast, browser: Browser) -> None:
    make_application(cast, make_call(cast))
    one, other = browser("applicant"), browser("applicant")
    first, second = page_of(one), page_of(other)
    rent = next(name for name, value in first.items() if value == "Lokalhyra").partition(".")[0]
    one.post(PATH, {**first, "row-1.label": "Coach", "row-1.amount-0": "9 000"})
    assert autosave(other, {**second, f"{rent}.amount-0": "5 000"}, "b").status_code == 200
    assert set(BudgetLine.objects.values_list("label", flat=True)) == {"Coach", "Lokalhyra"}


def test_a_form_that_does_not_say_how_it_was_drawn_overwrites_nothing(
    two: tuple[Client, Client],
) -> None:
    one, other = two
    first, second = page_of(one), page_of(other)
    one.post(PATH, {**first, "row-1.label": "Hens titel"})
    del second["ritat"]
    assert other.post(PATH, {**second, "row-1.percent": "1"}).status_code == 200
    assert saved()["label"] == "Hens titel"


def test_amounts_follow_their_organisation_when_another_has_been_added(
    cast: Cast, two: tuple[Client, Client]
) -> None:
    one, _ = two
    data = page_of(one)
    application = Application.objects.get()
    ApplicationPartner.objects.filter(application=application).update(position=2)
    ApplicationPartner.objects.create(
        association=cast.association,
        application=application,
        organisation=cast.organisations["region"],
        position=1,
    )
    name = "row-2.amount-1"
    assert re.sub(r"\s", "", data[name]) == "200000"
    assert one.post(PATH, {**data, name: "300 000"}).status_code == 302
    assert saved("row-2")["kr"] == {cast.organisations["af"].pk: 300_000}


def test_a_bad_amount_is_no_conflict_and_is_kept_beside_what_the_other_saved(
    cast: Cast, two: tuple[Client, Client]
) -> None:
    one, other = two
    first, second = page_of(one), page_of(other)
    one.post(PATH, {**first, "row-1.label": "Hens titel"})
    answer = autosave(other, {**second, "row-1.amount-0": "tusen", "row-1.percent": "5"}, "b")
    assert answer.status_code == 422
    again = inputs(answer.content.decode())
    assert (again["row-1.label"], again["row-1.amount-0"]) == ("Hens titel", "tusen")
    assert saved()["percent"] == 5 and 400_000 in saved()["kr"].values()


def test_a_workbook_read_in_meanwhile_has_rows_of_its_own(
    cast: Cast, two: tuple[Client, Client]
) -> None:
    from samordna.funding.services.budget import with_new_keys
    from samordna.funding.tests.world import small_budget

    one, _ = two
    data = page_of(one)
    application = Application.objects.get()
    budget = small_budget(cast.organisations["heby"].pk, cast.organisations["af"].pk)
    rows = with_new_keys(application, budget.lines)
    assert {row.key for row in rows}.isdisjoint(m.partition(":")[0] for m in data["rows"])
    save_budget(
        actor=cast.actor("applicant"),
        application=application,
        revision=application.revision,
        budget=type(budget)(lines=tuple(rows), other_years=budget.other_years),
    )
    assert autosave(one, {**data, "row-1.percent": "60"}, "b").status_code == 409


def test_a_cell_that_a_third_saves_between_is_asked_about(
    two: tuple[Client, Client], browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one, other), third = two, browser("applicant")
    first, second = page_of(one), page_of(other)
    one.post(PATH, {**first, "row-1.percent": "75"})
    after_the_merge(
        monkeypatch, lambda: third.post(PATH, {**page_of(third), "row-1.amount-0": "3 000"})
    )
    page = other.post(PATH, {**second, "row-1.amount-0": "2 000"}).content.decode()
    assert shown_differences(page) == {"Coach: Heby": ("3 000", "2 000")}
    assert saved()["percent"] == 75 and 3_000 in saved()["kr"].values()
