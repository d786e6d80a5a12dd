"""The page of the decision space: who may see it, what it says, and that every figure leads on."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from samordna.documents.models import DocumentVersion
from samordna.documents.policies import may_read
from samordna.economy.models import PlanAmount
from samordna.economy.space.queries import decision_space
from samordna.economy.tests.given import PLAN_DAY, SUMMONS_DAY, the_applications, the_plan
from samordna.initiatives.steps import grant_funds
from samordna.initiatives.tests.given import a_proposal, an_application
from samordna.parties.models import AssociationSetting
from samordna.parties.tests.cast import Cast, make_cast, make_stranger
from samordna.web.markup import with_whole_days
from tests.support.links import called_the_same

pytestmark = pytest.mark.django_db

URL = "/uppsala/beslutsutrymme/"
NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def frozen_now(monkeypatch) -> None:
    """The day that the summons goes out."""
    monkeypatch.setattr("samordna.ground.clock.now", lambda: datetime(2024, 9, 5, 9, 0, tzinfo=UTC))


@pytest.fixture
def cast() -> Cast:
    cast = make_cast()
    with scope(association=cast.association):
        the_plan(cast.association)
        the_applications(cast.association)
    return cast


def as_(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(cast: Cast, query: str = "", who: str = "chair") -> str:
    answer = as_(cast, who).get(f"{URL}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *((who, 200) for who in ("director", "registrar", "case_officer", "economist")),
        *((who, 200) for who in ("chair", "member", "substitute", "auditor")),
        *((who, 404) for who in ("applicant", "owner_signatory", "outsider", "stranger")),
    ],
)
def test_who_may_see_it(cast: Cast, who: str, status: int) -> None:
    make_stranger(cast)
    client = as_(cast, who)
    assert client.get(URL).status_code == status
    assert client.get("/uppsala/ekonomi/planer/").status_code == status
    assert client.get(f"/uppsala/ekonomi/planer/{PLAN_DAY}/").status_code == status
    shown = b"Beslutsutrymme</a>" in client.get("/uppsala/insatser/").content
    assert shown is (status == 200)


def test_without_signing_in_one_is_asked_to(cast: Cast) -> None:
    answer = Client().get(URL)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/konto/logga-in/")


def test_the_year_that_is_short_is_said_first(cast: Cast) -> None:
    html = page(cast)
    sentence = (
        f"2026 räcker inte beslutsutrymmet: det saknas 61{NBSP}tkr (exakt 61{NBSP}321{NBSP}kr) om "
        "alla ansökningar beviljas som föreslagits."
    )
    assert sentence in html
    assert html.index(sentence) < html.index('<svg class="chart') < html.index("<table")
    assert "nej, 61 saknas" in html
    assert f"Reservfonden på 1{NBSP}000{NBSP}tkr står utanför" in html
    assert "2027 räcker inte" not in html


def test_the_chart_says_its_figures_in_words_and_numbers(cast: Cast) -> None:
    html = page(cast)
    assert (
        f"Prel 2026: 34{NBSP}240{NBSP}tkr före ansökningarna och \u221261{NBSP}tkr efter, under "
        "noll." in html
    )
    charts = re.findall(r"<svg class=\"chart space-chart.*?</svg>", html, re.S)
    assert len(charts) == 2
    for chart in charts:
        labels = re.findall(r'<text class="chart-(?:value|negative)"[^>]*>([^<]*)<', chart)
        assert labels == [
            f"4{NBSP}830",
            f"18{NBSP}213",
            f"1{NBSP}225",
            f"34{NBSP}240",
            "\u221261",
            f"49{NBSP}817",
            f"1{NBSP}944",
            f"66{NBSP}340",
            f"13{NBSP}837",
        ]
        assert len(re.findall(r'class="chart-negative"', chart)) == 1
        assert not re.search(r'(?:x|y|cx|cy)="\d+,\d', chart), "coordinates are not localized"
    assert " style=" not in html


def test_the_table_shows_every_figure_of_the_table(cast: Cast) -> None:
    html = page(cast)
    with scope(association=cast.association):
        table = decision_space(cast.association, SUMMONS_DAY)
    shown = {text.replace(NBSP, " ") for text in re.findall(r"money[^>]*>([^<]+)<", html)}
    from samordna.kernel.money import format_number

    for row in table.rows:
        for column in table.columns:
            if (tkr := row.tkr(column.key)) is not None:
                assert format_number(tkr).replace(NBSP, " ") in shown, (row.key, column.key)
    assert '<span class="visually-hidden"> under noll</span>' in html
    assert '<span class="visually-hidden"> underskott</span>' in html


def test_a_figure_that_leads_on_says_its_row_and_its_year(cast: Cast) -> None:
    html = page(cast)
    body = html[html.index('class="table sticky') :]
    links = re.findall(r'<td class="num[^>]*><a [^>]*>(.*?)</a>', body)
    names = [re.sub(r"<[^>]+>", "", link).replace(NBSP, " ") for link in links]
    assert len(names) > 20 and len(set(names)) == len(names)
    assert any(name.endswith(" Kostnader, Budget 2024") for name in names)


def test_two_rows_of_one_name_have_links_that_say_whose_each_is(cast: Cast) -> None:
    shown = page(cast)
    assert shown.count(">Lokussamordnare<") > 1
    assert called_the_same(shown) == {}


def test_the_keyboard_goes_from_row_to_row_and_not_through_every_figure(cast: Cast) -> None:
    html = page(cast)
    body = html[html.index('class="table sticky space-table"') :]
    body = body[: body.index("</table>")]
    rows = [row for row in re.findall(r"<tr.*?</tr>", body, re.S) if "<td" in row]
    stops = [len(re.findall(r"<a (?![^>]*tabindex)", row)) for row in rows]
    assert max(stops) <= 2
    assert sum(stops) <= len(rows) * 2
    named = [row for row in rows if "money" in row and "<a " in row.partition("</th>")[0]]
    assert len(named) >= len(rows) - 2


def test_a_row_leads_to_the_year_that_is_short_and_on_to_its_other_years(cast: Cast) -> None:
    html = page(cast)
    where = "siffra=space_after_applications.2026#siffra"
    assert f'{where}">Beslutsutrymme efter ansökningarna</a>' in html
    shown = page(cast, "?siffra=space_after_applications.2026")
    panel = shown[shown.index('id="siffra"') :]
    panel = panel[: panel.index("</section>")]
    for year in ("2025", "2026", "2027", "2028"):
        assert f"siffra=space_after_applications.{year}#siffra" in panel
    assert 'aria-current="true">Prel 2026</a>' in panel


def test_every_figure_leads_on(cast: Cast) -> None:
    html = page(cast)
    body = html[html.index('class="table sticky space-table"') :]
    body = body[: body.index("</table>")]
    cells = re.findall(r'<td class="num[^>]*>(.*?)</td>', body, re.S)
    figures = [cell for cell in cells if "money" in cell]
    assert len(figures) > 150
    unlinked = [cell for cell in figures if "<a " not in cell]
    # Applications lead to the pages of the funding room, where there is one.
    from django.urls import NoReverseMatch, reverse

    try:
        reverse("funding:application", kwargs={"association": "uppsala", "number": 1})
        assert unlinked == []
    except NoReverseMatch:
        assert len(unlinked) == 35
    client = as_(cast, "chair")
    targets = {u.partition("#")[0] for u in re.findall(r'href="([^"]+)"', "".join(figures))}
    explained = [u.replace("&amp;", "&") for u in targets if "siffra=" in u]
    assert len(explained) > 50
    for url in explained[:8]:
        assert "Så är siffran gjord" in client.get(url).content.decode()


def test_the_figure_of_2026_is_taken_apart(cast: Cast) -> None:
    html = page(cast, "?siffra=space_after_applications.2026")
    part = html[html.index('id="siffra"') :]
    part = re.sub(r"<[^>]+>", " ", part[: part.index("</section>")])
    text = " ".join(part.replace(NBSP, " ").split())
    assert "Kvarvarande beslutsutrymme, Prel 2026 34 240 000" in text
    assert "avgår Summa nya ansökningar, Prel 2025 \u221216 988 252" in text
    assert "avgår Summa nya ansökningar, Prel 2026 \u221217 313 069" in text
    assert "Prel 2026 \u221261 321" in text


@pytest.mark.parametrize(
    "query",
    [
        "?per=2024-13-45",
        "?per=" + "9" * 5000,
        "?per=%00",
        "?per=9999-12-31",
        "?siffra=nothing.2026",
        "?siffra=closing.1999",
        "?siffra=....",
        "?siffra=%00.%00",
        "?rader=summor",
        "?rader=annat",
    ],
)
def test_odd_addresses_are_answered(cast: Cast, query: str) -> None:
    html = page(cast, query)
    assert "61" in html
    assert 'id="siffra"' not in html


def test_a_day_that_cannot_be_read_stays_in_the_field(cast: Cast) -> None:
    html = page(cast, "?per=2025-06-31")
    assert with_whole_days("Datumet 2025-06-31 finns inte. Rätta dagen.") in html
    assert 'value="2025-06-31"' in html


def test_sums_alone_without_script(cast: Cast) -> None:
    whole, sums = page(cast), page(cast, "?rader=summor")
    assert "Kompetenshöjande insatser" in whole
    assert "Kompetenshöjande insatser" not in sums
    assert "Visa alla rader" in sums


def test_before_the_first_plan_there_is_nothing_and_it_says_so(cast: Cast) -> None:
    html = page(cast, "?per=2024-08-21")
    assert "Det finns ingen ekonomisk plan per 21 augusti 2024" in html


def test_the_associations_own_floor(cast: Cast) -> None:
    with scope(association=cast.association):
        AssociationSetting.objects.create(
            association=cast.association,
            key="decision_space_floor_kr",
            valid_from=date(2024, 1, 1),
            value=1_500_000,
        )
    html = page(cast)
    assert (
        f"2025 räcker inte beslutsutrymmet: det saknas 275{NBSP}tkr för att nå golvet "
        f"1{NBSP}500{NBSP}tkr" in html
    )
    assert f"2026 räcker inte beslutsutrymmet: det saknas 1{NBSP}561{NBSP}tkr" in html


def test_when_all_fits_it_says_where_it_is_tightest(cast: Cast) -> None:
    from samordna.funding.models import Application

    with scope(association=cast.association):
        Application.objects.filter(name__startswith="Samordnat").update(settled_on=date(2024, 9, 4))
    html = page(cast)
    assert "Beslutsutrymmet räcker alla år" in html
    assert f"Minst blir kvar 2025: 4{NBSP}717{NBSP}tkr" in html
    assert "räcker inte" not in html


def test_few_queries_and_no_more_with_more_applications(cast: Cast) -> None:
    client = as_(cast, "chair")

    def queries_with(first: int, last: int) -> int:
        with scope(association=cast.association):
            for number in range(first, last):
                propose(cast, number)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(URL).status_code == 200
        return len(asked)

    with_few = queries_with(100, 103)
    assert queries_with(103, 130) == with_few <= 12


def propose(cast: Cast, number: int) -> None:
    """An application with a proposal; every third has been granted since the plan."""
    heby = cast.organisations["heby"]
    made = an_application(cast.association, number=number, name=f"Ansökan {number}", owner=heby)
    a_proposal(made, {(heby, 2025): 1000})
    if number % 3 == 0:
        grant_funds(
            actor=cast.actor("chair"),
            application=made,
            amounts={(heby.pk, 2026): 5},
            decided_on=date(2024, 8, 23),
            adjusted_on=date(2024, 8, 30),
            paragraph="§ 70",
            conditions=[],
        )


# --- the paper ------------------------------------------------------------------------------------


def test_the_office_makes_the_boards_paper(cast: Cast) -> None:
    client = as_(cast, "economist")
    answer = client.post(f"{URL}handling/", {"per": "2024-09-05"})
    with scope(association=cast.association):
        version = DocumentVersion.objects.get()
        assert answer.status_code == 302
        assert answer["Location"] == f"/uppsala/handlingar/{version.pk}/"
        assert version.document.title == "Ekonomisk information per 2024-09-05"
        assert bytes(version.file.data).startswith(b"%PDF")
        assert may_read(cast.actor("chair"), version)
        assert may_read(cast.actor("auditor"), version)
        assert not may_read(cast.actor("applicant"), version)
        assert not may_read(None, version)
    client.post(f"{URL}handling/", {"per": "2024-09-05"})
    with scope(association=cast.association):
        assert DocumentVersion.objects.filter(document=version.document).count() == 2


def test_the_paper_says_what_the_page_says(cast: Cast) -> None:
    import pypdfium2

    from samordna.economy.space.services import economic_information_paper

    with scope(association=cast.association):
        version = economic_information_paper(actor=cast.actor("director"), as_of=SUMMONS_DAY)
        pdf = pypdfium2.PdfDocument(bytes(version.file.data))
    text = "".join(page.get_textpage().get_text_range() for page in pdf).replace(NBSP, " ")
    text = " ".join(text.split())
    assert "2026 räcker inte beslutsutrymmet: det saknas 61 tkr" in text
    for figure in ("66 340", "13 837", "\u221261", "17 313", "\u22121 530"):
        assert figure in text


def test_others_make_no_papers(cast: Cast) -> None:
    assert as_(cast, "chair").post(f"{URL}handling/", {"per": ""}).status_code == 403
    assert as_(cast, "applicant").post(f"{URL}handling/").status_code == 404
    assert as_(cast, "economist").get(f"{URL}handling/").headers["Location"] == URL
    answer = as_(cast, "economist").post(f"{URL}handling/", {"per": "2020-01-01"}, follow=True)
    assert "Det finns ingen ekonomisk plan" in answer.content.decode()


def test_a_cost_without_a_figure_says_nought_beside_the_sums(cast: Cast) -> None:
    with scope(association=cast.association):
        PlanAmount.objects.filter(row__section="elected").delete()
    cells = page(cast).partition("Förtroendevalda")[2].partition("</tr>")[0]
    shown = re.findall(r'<span class="money[^"]*">([^<]*)</span>', cells)
    assert shown and set(shown) == {"0"}


def test_the_chart_explains_no_line_of_applications_where_none_waits(cast: Cast) -> None:
    from samordna.funding.models import Application

    assert "Det som ansökningarna tar" in page(cast)
    with scope(association=cast.association):
        Application.objects.update(settled_on=date(2024, 9, 4))
    assert "Det som ansökningarna tar" not in page(cast)
