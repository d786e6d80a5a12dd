"""The page of the budget: rows and years, workbooks in and out, two people at once."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django_scopes import scope

from samordna.budgets.shape import Budget, Group, Line, Side
from samordna.budgets.tests.drift import WORKBOOKS
from samordna.funding.models import Application
from samordna.funding.services.budget import save_budget
from samordna.funding.tests.browsing import Browser, inputs, page, send, upload
from samordna.funding.tests.world import make_application, make_call, write_application
from samordna.funding.views import budget as budget_views
from samordna.journal.models import JournalEntry
from samordna.kernel.findings import Where
from samordna.parties.tests.cast import Cast
from samordna.web.held import PRESS
from samordna.web.shown_again import REACHED
from samordna.web.tests.both_texts import shown_differences


def test_a_stale_budget_keeps_what_was_typed_and_shows_what_is_saved(
    cast: Cast, browser: Browser
) -> None:
    application = write_application(cast)
    applicant = browser("applicant")
    typed = inputs(page(applicant, "ansokningar/1/skriv/budget/"))
    save_budget(
        actor=cast.actor("applicant"),
        application=application,
        revision=application.revision,
        budget=one_coach(cast, 123_456),
    )
    typed["row-1.amount-0"] = "777 777"
    html = send(applicant, "ansokningar/1/skriv/budget/", typed).content.decode()
    assert shown_differences(html) == {"Coach: Heby": ("123 456", "777 777")}
    assert 'value="777 777"' in html


def test_a_budget_that_came_during_the_request_is_the_one_shown_as_saved(
    cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_application(cast)
    applicant = browser("applicant")
    typed = inputs(page(applicant, "ansokningar/1/skriv/budget/"))

    typed["row-1.amount-0"] = "777 777"

    def second(**kwargs: Any) -> Application:
        save_budget(**{**kwargs, "budget": one_coach(cast, 123_456)})
        return save_budget(**kwargs)

    monkeypatch.setattr(budget_views, "save_budget", second)
    html = send(applicant, "ansokningar/1/skriv/budget/", typed).content.decode()
    assert shown_differences(html)["Coach: Heby"] == ("123 456", "777 777")


def one_coach(cast: Cast, kr: int) -> Budget:
    heby = cast.organisations["heby"].pk
    where = Where(field="row-1")
    line = Line(
        side=Side.REQUESTED, group=Group.WAGE, label="Coach", amounts={heby: kr}, where=where
    )
    return Budget(lines=(line,))


def a_coach_that_is_saved(cast: Cast, browser: Browser) -> tuple[Client, dict[str, Any]]:
    """The applicant's browser, and the fields of the page with 1 234 000 kr in its one row."""
    application = write_application(cast)
    save_budget(
        actor=cast.actor("applicant"),
        application=application,
        revision=application.revision,
        budget=one_coach(cast, 1_234_000),
    )
    applicant = browser("applicant")
    return applicant, inputs(page(applicant, "ansokningar/1/skriv/budget/"))


def test_rows_come_and_go_without_script_and_nothing_typed_is_lost(
    cast: Cast, browser: Browser
) -> None:
    write_application(cast)
    applicant = browser("applicant")
    typed = inputs(page(applicant, "ansokningar/1/skriv/budget/"))
    typed["row-1.label"] = "Ändrad coach"
    typed["row-1.amount-0"] = "inget belopp"
    more = send(applicant, "ansokningar/1/skriv/budget/", {**typed, "add": "own:wage"})
    html = more.content.decode()
    added = re.findall(r'value="(row-\d{7,9}):own:wage"', html)
    assert len(added) == 1
    assert 'value="Ändrad coach"' in html
    assert 'value="inget belopp"' in html
    less = send(applicant, "ansokningar/1/skriv/budget/", {**inputs(html), "remove": added[0]})
    assert added[0] not in less.content.decode()
    assert Application.objects.get().budget_lines.count() == 2


@pytest.mark.parametrize("value", ["9" * 40, "\x00\x01", "1e9", "-5", "<b>", "½"])
def test_odd_input_is_an_error_in_the_page_and_stays_in_the_field(
    cast: Cast, browser: Browser, value: str
) -> None:
    write_application(cast)
    applicant = browser("applicant")
    typed = inputs(page(applicant, "ansokningar/1/skriv/budget/"))
    typed |= {"row-1.amount-0": value, "row-1.percent": value, "row-1.date_from": value}
    response = send(applicant, "ansokningar/1/skriv/budget/", {**typed, "stay": "1"})
    assert response.status_code == 200
    assert "has-errors" in response.content.decode()
    assert send(applicant, "ansokningar/1/skriv/budget/", {"rows": value}).status_code == 200


def test_a_real_workbook_lands_in_the_tables_with_its_findings(
    cast: Cast, browser: Browser
) -> None:
    application = write_application(cast)
    applicant = browser("applicant")
    data = (WORKBOOKS / "plattform.xlsx").read_bytes()
    html = upload(applicant, data, "plattform.xlsx", application.revision)
    assert "Arbetsboken är inläst" in html
    assert 'value="3\u00a0690\u00a0000"' in html
    assert "Processledare/samordnare" in html
    application.refresh_from_db()
    assert application.budget_file is not None
    sums = application.budget_lines.filter(side="requested").values_list("amounts__amount_kr")
    assert sum(kr or 0 for (kr,) in sums) == 10_256_000


@pytest.mark.parametrize("name", sorted(file.name for file in WORKBOOKS.glob("*.xlsx")))
def test_every_remark_on_a_workbook_leads_to_an_input(
    cast: Cast, browser: Browser, name: str
) -> None:
    """Remarks on rows of all kinds: with years of their own and without, and on both sides."""
    application = write_application(cast)
    applicant = browser("applicant")
    upload(applicant, (WORKBOOKS / name).read_bytes(), name, application.revision)
    html = page(applicant, "ansokningar/1/skriv/budget/")
    found = html[html.index('id="budgetens-anmarkningar"') : html.index('id="budgetens-rader"')]
    links = re.findall('<a href="#([^"]+)"', found)
    assert set(links) <= set(re.findall(r'<input [^>]*id="([^"]+)"', html))
    rows = html[html.index('id="budgetens-rader"') :]
    assert len(links) == len(re.findall(r'<li class="(?:error|missing|warning|note)', rows))


def test_rows_are_replaced_only_when_it_has_been_asked(cast: Cast, browser: Browser) -> None:
    application = write_application(cast)
    applicant = browser("applicant")
    before = list(application.budget_lines.values_list("pk", flat=True))
    data = (WORKBOOKS / "plattform.xlsx").read_bytes()
    html = page(applicant, "ansokningar/1/skriv/budget/")
    assert "Ersätt raderna som står i budgeten" in html
    html = upload(applicant, data, "plattform.xlsx", application.revision, sure=())
    assert "I budgeten står det redan rader." in html
    html = upload(applicant, data, "plattform.xlsx", application.revision, sure=("replaces",))
    assert "Inget är ersatt." in html
    assert "fast den ser ut att höra till en annan ansökan" in html
    application.refresh_from_db()
    assert application.budget_file is None
    assert list(application.budget_lines.values_list("pk", flat=True)) == before
    assert "Arbetsboken är inläst" in upload(
        applicant, data, "plattform.xlsx", application.revision
    )


def test_one_count_on_the_page_and_in_the_journal_and_the_question_follows_to_the_end(
    cast: Cast, browser: Browser
) -> None:
    application = write_application(cast)
    applicant = browser("applicant")
    data = (WORKBOOKS / "plattform.xlsx").read_bytes()
    html = upload(applicant, data, "plattform.xlsx", application.revision)
    told = re.search(r"Arbetsboken är inläst: ([^.<]+)\.", html)
    assert told and f"när den lästes in ({told[1]})" in html
    with scope(association=cast.association):
        entry = JournalEntry.objects.filter(verb="upload_budget").latest("pk")
    assert entry.after["findings"] == told[1]
    question = "Är det rätt arbetsbok?"
    send_page = page(applicant, "ansokningar/1/skriv/skicka/")
    assert question in send_page
    outline = page(applicant, "ansokningar/1/skriv/budget/")
    assert question in outline
    application.refresh_from_db()
    said = application.budget_file_findings
    name = next(one["book"]["name"] for one in said if one.get("book"))
    assert name and name in str(said)


def test_a_refused_file_changes_nothing_and_says_why(cast: Cast, browser: Browser) -> None:
    application = write_application(cast)
    html = upload(browser("applicant"), b"PK not a workbook", "budget.xlsx", application.revision)
    assert "field-error" in html or "form-errors" in html or 'role="alert"' in html
    assert 'value="400\u00a0000"' in html
    application.refresh_from_db()
    assert application.budget_file is None


def test_the_budget_comes_out_as_a_workbook_and_goes_in_again(cast: Cast, browser: Browser) -> None:
    application = write_application(cast)
    applicant = browser("applicant")
    response = applicant.get("/uppsala/ansokningar/1/budget.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert len(book.sheetnames) == 3
    html = upload(applicant, response.content, "budget.xlsx", application.revision)
    assert 'value="400\u00a0000"' in html
    assert 'value="200\u00a0000"' in html


def test_an_empty_workbook_is_fetched_where_it_is_asked_for(cast: Cast, browser: Browser) -> None:
    application = write_application(cast)
    application.budget_lines.all().delete()
    applicant = browser("applicant")
    shown = page(applicant, "ansokningar/1/skriv/budget/")
    address = "/uppsala/ansokningar/1/budget.xlsx"
    assert f'<a href="{address}">Hämta förbundets mall för budget' in shown
    book = openpyxl.load_workbook(io.BytesIO(applicant.get(address).content))
    assert len(book.sheetnames) == 3


def test_a_file_too_large_is_turned_away(cast: Cast, browser: Browser) -> None:
    application = write_application(cast)
    html = upload(
        browser("applicant"), b"x" * (10 * 1024 * 1024 + 1), "b.xlsx", application.revision
    )
    assert "högst 10 MB" in html


def test_a_long_form_keeps_every_row(cast: Cast, browser: Browser) -> None:
    write_application(cast)
    applicant = browser("applicant")
    typed = inputs(page(applicant, "ansokningar/1/skriv/budget/"))
    for number in range(103, 160):
        typed["rows"].append(f"row-{number}:own:wage")
        typed[f"row-{number}.label"] = f"Chef {number}"
        typed[f"row-{number}.amount-1"] = str(number * 1000)
    send(applicant, "ansokningar/1/skriv/budget/", typed)
    assert Application.objects.get().budget_lines.filter(side="own").count() == 57


def test_an_amount_that_cannot_be_read_is_not_counted_as_nothing(
    cast: Cast, browser: Browser
) -> None:
    applicant, typed = a_coach_that_is_saved(cast, browser)
    typed |= {"row-1.year-2025": "617 000", "row-1.year-2026": "617 000"}
    typed["row-1.amount-0"] = "1234 tusen kr ungefär"
    html = send(applicant, "ansokningar/1/skriv/budget/", typed).content.decode()
    assert "är inte ett belopp" in html
    for guess in ("överstiger", "för mycket", "söker inga pengar", "fördelade på"):
        assert guess not in html
    assert '<span class="figure-value"><span class="money">–</span></span>' in html
    # Why it is a dash is said beside it, with the way to the field; the sums of years are known.
    why = 'Räknas inte förrän beloppet kan läsas: <a href="#id_row-1.amount-0">rad 1, '
    assert html.count(why) == 2
    assert 'id="id_row-1.amount-0"' in html
    assert "#id_row-1.year-2025" not in html
    typed = inputs(page(applicant, "ansokningar/1/skriv/budget/"))
    typed |= {"row-1.amount-0": "1 234 000", "row-1.year-2025": "hälften"}
    html = send(applicant, "ansokningar/1/skriv/budget/", typed).content.decode()
    assert why not in html
    assert html.count('kan läsas: <a href="#id_row-1.year-2025">') == 2
    assert 'id="id_row-1.year-2025"' in html


def test_no_two_fields_of_the_budget_have_one_name(cast: Cast, browser: Browser) -> None:
    """A year stands once for each row: its field says which."""
    application = write_application(cast)
    both = one_coach(cast, 100_000).lines[0]
    lines = tuple(
        replace(both, side=side, label=label, group=group, where=Where(field=f"row-{n}"))
        for n, (label, group, side) in enumerate(
            [
                ("Coach", Group.WAGE, Side.REQUESTED),
                ("Handledare", Group.WAGE, Side.REQUESTED),
                ("Hyra", Group.PREMISES, Side.REQUESTED),
                ("Hyra", Group.PREMISES, Side.OWN),
            ],
            start=1,
        )
    )
    save_budget(
        actor=cast.actor("applicant"),
        application=application,
        revision=application.revision,
        budget=Budget(lines=lines),
    )
    html = page(browser("applicant"), "ansokningar/1/skriv/budget/")
    tables = re.findall(r"<table.*?</table>", html, re.DOTALL)
    names = [
        re.sub(r"<[^>]+>", "", label)
        for table in tables
        for label in re.findall(r"<label[^>]*>(.*?)</label>", table, re.DOTALL)
    ]
    assert len(names) == len(set(names)), names
    assert "2025, Coach" in html
    headers = re.findall(r'<th scope="row" class="label-cell" aria-label="([^"]*)"', html)
    assert {"Coach", "Hyra", "Hyra, egenfinansiering"} <= set(headers)


def test_each_finding_of_the_budget_leads_to_its_row(cast: Cast, browser: Browser) -> None:
    applicant, typed = a_coach_that_is_saved(cast, browser)
    typed |= {"row-1.year-2025": "1 000", "row-1.date_from": "2025-06-01"}
    typed |= {"row-1.date_to": "2025-01-01"}
    send(applicant, "ansokningar/1/skriv/budget/", typed)
    html = page(applicant, "ansokningar/1/skriv/budget/")
    found = html[html.index('id="budgetens-anmarkningar"') : html.index('id="budgetens-rader"')]
    rows = html[html.index('id="budgetens-rader"') :]
    said = re.findall(r'<td colspan="\d+">.*?</td>', rows, re.DOTALL)
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', found)
    assert len(links) == sum(cell.count("<li ") for cell in said) > 0
    assert {name for _, name in links} == {"Coach"}
    for target, _ in links:
        assert re.search(rf'<input type="text" [^>]*id="{re.escape(target)}"', rows), target


def test_a_partner_who_may_not_go_holds_nothing_else_back(cast: Cast, browser: Browser) -> None:
    """In the section Insatsen: the rest is saved, and the tick says why it stays."""
    application = write_application(cast)
    applicant = browser("applicant")
    typed = inputs(page(applicant, "ansokningar/1/skriv/insatsen/"))
    typed |= {"name": "Nytt namn", "partners": [], "stay": "1"}
    html = send(applicant, "ansokningar/1/skriv/insatsen/", typed).content.decode()
    assert "har belopp i budgeten" in html
    application.refresh_from_db()
    assert application.name == "Nytt namn"
    assert application.partners.count() == 1


def test_the_standard_rows_are_there_to_fill_in_after_a_save_too(
    cast: Cast, browser: Browser
) -> None:
    make_application(cast, make_call(cast))
    applicant = browser("applicant")
    typed = inputs(page(applicant, "ansokningar/1/skriv/budget/"))
    key = {value: name for name, value in typed.items() if isinstance(value, str)}
    rent, travels = key["Lokalhyra"].partition(".")[0], key["Resor"].partition(".")[0]
    send(applicant, "ansokningar/1/skriv/budget/", {**typed, f"{rent}.amount-0": "5 000"})
    again = inputs(page(applicant, "ansokningar/1/skriv/budget/"))
    assert sorted(again["rows"]) == sorted(typed["rows"])
    assert again[f"{travels}.label"] == "Resor"
    lines = Application.objects.get().budget_lines
    assert [line.label for line in lines.all()] == ["Lokalhyra"]
    send(applicant, "ansokningar/1/skriv/budget/", {**again, f"{travels}.amount-0": "700"})
    assert [line.label for line in lines.order_by("position")] == ["Lokalhyra", "Resor"]


def test_a_press_that_saves_is_taken_for_saved(cast: Cast, browser: Browser) -> None:
    write_application(cast)
    applicant = browser("applicant")
    typed = inputs(page(applicant, "ansokningar/1/skriv/budget/"))
    answer = applicant.post("/uppsala/ansokningar/1/skriv/budget/", {**typed, PRESS: "a1"})
    assert answer.status_code == 302
    assert answer.cookies[REACHED].value == "a1"


def test_an_amount_that_is_refused_is_named_by_row_and_column_on_the_answer_of_the_press(
    cast: Cast, browser: Browser
) -> None:
    write_application(cast)
    applicant = browser("applicant")
    typed = inputs(page(applicant, "ansokningar/1/skriv/budget/"))
    row = next(name for name, value in typed.items() if value == "Lokalhyra").partition(".")[0]
    typed[f"{row}.amount-0"] = "-5"
    address = "/uppsala/ansokningar/1/skriv/budget/"
    html = applicant.post(address, {**typed, PRESS: "a1"}).content.decode()
    link = f'<a href="#id_{row}.amount-0">Heby, Lokalhyra</a>: Beloppet får vara lägst 0'
    assert link in html and f'id="id_{row}.amount-0"' in html
    assert 'data-answers="a1"' in html
    html = applicant.post(address, {**typed, PRESS: '"><b>'}).content.decode()
    assert link in html and "data-answers" not in html


def test_a_workbook_over_what_somebody_saved_meanwhile_is_asked_about_and_then_read(
    cast: Cast, browser: Browser
) -> None:
    application = write_application(cast)
    seen = application.revision
    save_budget(
        actor=cast.actor("applicant"),
        application=application,
        revision=seen,
        budget=one_coach(cast, 123_456),
    )
    data = (WORKBOOKS / "plattform.xlsx").read_bytes()
    applicant = browser("applicant")
    html = upload(applicant, data, "plattform.xlsx", seen)
    assert "Någon annan har sparat budgeten" in html and "123\u00a0456" in html
    form = html[html.index('id="arbetsbok"') :]
    now = re.search(r'name="revision" value="(\d+)"', form)
    assert now and int(now[1]) > seen
    assert "Arbetsboken är inläst" in upload(applicant, data, "plattform.xlsx", int(now[1]))


def test_what_is_wrong_in_several_rows_is_one_summary(cast: Cast, browser: Browser) -> None:
    write_application(cast)
    applicant = browser("applicant")
    typed = inputs(page(applicant, "ansokningar/1/skriv/budget/"))
    wrong = [name for name in typed if re.fullmatch(r"row-\d+\.amount-0", name)]
    assert len(wrong) > 1
    for name in wrong:
        typed[name] = "abc"
    html = send(applicant, "ansokningar/1/skriv/budget/", typed).content.decode()
    assert html.count("data-error-summary") == 1
    assert f"{len(wrong)} fel att rätta" in html
