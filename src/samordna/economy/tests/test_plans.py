"""Plans: written whole, the latest open to change, older ones standing, nothing typed ever lost."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django_scopes import scope

from samordna.economy.funds.services import Weighed, save_contribution_key
from samordna.economy.models import ContributionShare, EconomicPlan, PlanAmount
from samordna.economy.plan.queries import rows_of
from samordna.economy.plan.services import (
    PlanExists,
    PlanNotPossible,
    PlanRowInput,
    copy_plan,
    save_plan,
)
from samordna.economy.space.queries import decision_space
from samordna.economy.tests.given import PLAN_DAY, SUMMONS_DAY, the_applications, the_plan
from samordna.initiatives.steps import grant_funds
from samordna.initiatives.tests.given import an_application
from samordna.journal.models import JournalEntry
from samordna.journal.queries import verify
from samordna.parties.access import Refused
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.markup import with_whole_days
from samordna.web.revisions import Stale
from samordna.web.tests.both_texts import shown_differences

pytestmark = pytest.mark.django_db

NBSP = "\u00a0"
LATER = date(2024, 10, 1)


@pytest.fixture(autouse=True)
def frozen_now(monkeypatch) -> None:
    monkeypatch.setattr("samordna.ground.clock.now", lambda: datetime(2024, 9, 5, 9, 0, tzinfo=UTC))


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def write(cast: Cast, who: str = "economist", **changes) -> EconomicPlan:
    values = {
        "actor": cast.actor(who),
        "as_of": PLAN_DAY,
        "title": "Plan",
        "first_year": 2024,
        "preliminary_years": 2,
        "opening_kr": 100,
        "reserve_kr": 0,
        "rows": [
            PlanRowInput("income", "avgifter", "Avgifter", "", {"budget": 10, "2025": 20}),
            PlanRowInput("elected", "fortroendevalda", "Förtroendevalda", "", {"2025": 5}),
        ],
        **changes,
    }
    return save_plan(**values)


def test_a_plan_is_kept_row_by_row(cast: Cast) -> None:
    with scope(association=cast.association):
        plan = write(cast)
        assert [(row.key, amounts) for row, amounts in rows_of(plan)] == [
            ("avgifter", {"budget": 10, "2025": 20}),
            ("fortroendevalda", {"2025": 5}),
        ]
        assert decision_space(cast.association, SUMMONS_DAY).kr("closing", "2026") == 115


def test_a_change_is_journalled_with_what_was_before(cast: Cast) -> None:
    with scope(association=cast.association):
        plan = write(cast)
        changed = write(
            cast,
            rows=[PlanRowInput("income", "avgifter", "Avgifter", "", {"2025": 30})],
            revision=plan.revision,
        )
        assert (changed.pk, changed.revision) == (plan.pk, 1)
        assert PlanAmount.objects.count() == 1
        entry = JournalEntry.objects.filter(verb="save_plan").last()
        assert entry.before["rows"][0]["amounts_kr"] == {"budget": 10, "2025": 20}
        assert len(entry.before["rows"]) == 2
        assert entry.after["rows"] == [
            {
                "section": "income",
                "key": "avgifter",
                "label": "Avgifter",
                "owner": "",
                "grant": None,
                "amounts_kr": {"2025": 30},
            }
        ]
        assert verify(cast.association.pk).ok


def test_who_was_first_is_not_overwritten(cast: Cast) -> None:
    with scope(association=cast.association):
        plan = write(cast)
        write(cast, title="Annans", revision=plan.revision)
        with pytest.raises(Stale):
            write(cast, title="Min", revision=plan.revision)
        assert EconomicPlan.objects.get().title == "Annans"


def test_a_replaced_plan_stands(cast: Cast) -> None:
    with scope(association=cast.association):
        write(cast)
        write(cast, as_of=LATER)
        with pytest.raises(Refused, match="har ersatts av en nyare"):
            write(cast, title="Annan historia")
        with pytest.raises(PlanExists, match="måste gälla en senare dag"):
            write(cast, as_of=date(2024, 9, 1))


@pytest.mark.parametrize("who", ["registrar", "case_officer", "chair", "auditor", "applicant"])
def test_only_the_economist_and_the_director_write_plans(cast: Cast, who: str) -> None:
    with scope(association=cast.association):
        with pytest.raises(Refused):
            write(cast, who=who)
        assert write(cast, who="director")


def row(**changes) -> PlanRowInput:
    return PlanRowInput(**{"section": "income", "key": "a", "label": "A", **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"first_year": 24},
        {"preliminary_years": 9},
        {"preliminary_years": -1},
        {"opening_kr": 10**12},
        {"rows": [row(), row()]},
        {"rows": [row(section="other")]},
        {"rows": [row(key="Å")]},
        {"rows": [row(key="grant-1")]},
        {"rows": [row(label=" ")]},
        {"rows": [row(label="x" * 121)]},
        {"rows": [row(amounts={"2031": 1})]},
        {"rows": [row(amounts={"2025": 10**12})]},
        {"rows": [row(grant_id=1)]},
        {"rows": [row(section="decided", grant_id=12345)]},
        {"rows": [row(key=f"r{n}") for n in range(301)]},
    ],
)
def test_what_makes_no_plan_is_refused_whole(cast: Cast, changes) -> None:
    with scope(association=cast.association):
        with pytest.raises(PlanNotPossible):
            write(cast, **changes)
        assert not EconomicPlan.objects.exists()
        assert not JournalEntry.objects.filter(verb="save_plan").exists()


def copy(cast: Cast, source: EconomicPlan, **changes) -> EconomicPlan:
    values = {
        "actor": cast.actor("economist"),
        "source": source,
        "as_of": LATER,
        "title": "Ny",
        "first_year": source.first_year,
        "preliminary_years": source.preliminary_years,
        **changes,
    }
    return copy_plan(**values)


def test_a_copy_gives_the_same_table(cast: Cast) -> None:
    with scope(association=cast.association):
        source = the_plan(cast.association)
        the_applications(cast.association)
        before = decision_space(cast.association, LATER).as_dict()
        copy(cast, source)
        assert decision_space(cast.association, LATER).as_dict() == before


def test_a_copy_may_begin_with_the_next_year(cast: Cast) -> None:
    with scope(association=cast.association):
        source = the_plan(cast.association)
        before = decision_space(cast.association, LATER)
        made = copy(cast, source, first_year=2025, preliminary_years=3)
        assert made.opening_kr == 4_830_000
        after = decision_space(cast.association, LATER)
        assert [c.label for c in after.columns][:3] == ["Budget 2025", "Prognos 2025", "Prel 2026"]
        assert after.kr("closing", "forecast") == before.kr("closing", "2025") == 18_213_000
        assert after.kr("closing", "2028") == before.kr("closing", "2028")
        assert after.kr("closing", "budget") == after.kr("closing", "forecast")
        with pytest.raises(PlanExists):
            copy(cast, source, as_of=date(2024, 11, 1))


@pytest.mark.parametrize("first_year", [2023, 2030])
def test_a_copy_cannot_begin_where_no_closing_space_is_known(cast: Cast, first_year) -> None:
    with scope(association=cast.association), pytest.raises(PlanNotPossible, match="2024 och"):
        copy(cast, the_plan(cast.association), first_year=first_year)


# --- pages ----------------------------------------------------------------------------------------

EDIT = f"/uppsala/ekonomi/planer/{PLAN_DAY}/andra/"


def as_(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def typed(html: str) -> dict[str, str]:
    """What a browser would send from the page's form, unchanged."""
    form = html[html.index('<form method="post" novalidate') :]
    form = form[: form.index("</form>")]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        values = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if values.get("type") != "checkbox" and "name" in values:
            sent[values["name"]] = values.get("value", "")
    return sent


def place(sent: dict[str, str], key: str) -> str:
    """What the names of a row's fields begin with."""
    return next(name for name, value in sent.items() if value == key).removesuffix("-key")


def test_saving_what_was_shown_changes_nothing(cast: Cast) -> None:
    with scope(association=cast.association):
        plan = the_plan(cast.association)
        the_applications(cast.association)
        before = decision_space(cast.association, SUMMONS_DAY)
        PlanAmount.objects.filter(row__key="fortroendevalda", column="2025").update(
            amount_kr=600_125
        )
        kept = [(r.key, amounts) for r, amounts in rows_of(plan)]
    client = as_(cast, "economist")
    answer = client.post(EDIT, typed(client.get(EDIT).content.decode()))
    assert answer.status_code == 302
    with scope(association=cast.association):
        saved = EconomicPlan.objects.get()
        assert [(r.key, amounts) for r, amounts in rows_of(saved)] == kept
        assert saved.revision == 1
        assert decision_space(cast.association, SUMMONS_DAY).kr("closing", "2026") == (
            before.kr("closing", "2026") - 125
        )


def test_figures_are_typed_in_thousands_or_in_kronor(cast: Cast) -> None:
    with scope(association=cast.association):
        plan = the_plan(cast.association)
    client = as_(cast, "economist")
    sent = typed(client.get(EDIT).content.decode())
    row = place(sent, "fortroendevalda")
    sent |= {f"{row}-2025": "700,5", f"{row}-2026": f"612{NBSP}345 kr", f"{row}-2027": ""}
    blank = next(
        name.removesuffix("-section")
        for name, value in sent.items()
        if value == "income" and not sent[name.replace("-section", "-key")]
    )
    sent |= {f"{blank}-label": "Grant-bidrag åäö", f"{blank}-forecast": "1 000"}
    gone = place(sent, "kompetenshojande-insatser")
    sent[f"{gone}-remove"] = "1"
    assert client.post(EDIT, sent).status_code == 302
    with scope(association=cast.association):
        kept = {r.key: (r.label, amounts) for r, amounts in rows_of(plan)}
    amounts = kept["fortroendevalda"][1]
    assert (amounts["2025"], amounts["2026"], amounts.get("2027")) == (700_500, 612_345, None)
    assert kept["rad-grant-bidrag-aao"] == ("Grant-bidrag åäö", {"forecast": 1_000_000})
    assert "kompetenshojande-insatser" not in kept


def test_what_cannot_be_read_is_said_in_its_place_and_stays(cast: Cast) -> None:
    with scope(association=cast.association):
        the_plan(cast.association)
    client = as_(cast, "economist")
    sent = typed(client.get(EDIT).content.decode())
    row = place(sent, "fortroendevalda")
    sent |= {f"{row}-2025": "sju", f"{row}-2026": "2753000", f"{row}-2027": "1" * 200}
    sent["opening_kr"] = "\x00"
    answer = client.post(EDIT, sent)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "”sju” är inte ett belopp" in html
    assert "2753000 tkr är orimligt mycket" in html
    assert 'value="sju"' in html
    assert f'href="#id_{row}-2025"' in html
    with scope(association=cast.association):
        assert EconomicPlan.objects.get().revision == 0


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"rows": "x"},
        {"rows": "99999999999999999999"},
        {"rows": "2", "r0-section": "nowhere", "r1-section": "income", "r1-grant": "9" * 30},
        {"title": "A", "opening_kr": "1", "reserve_kr": "1", "rows": "0", "revision": "-1"},
        {
            "title": "A",
            "opening_kr": "1",
            "reserve_kr": "1",
            "revision": "0",
            "rows": "1",
            "r0-section": "income",
            "r0-key": "../x",
            "r0-label": "A",
        },
    ],
)
def test_odd_input_is_answered(cast: Cast, sent) -> None:
    with scope(association=cast.association):
        the_plan(cast.association)
    assert as_(cast, "economist").post(EDIT, sent).status_code == 200


def test_a_stale_save_shows_both_texts_and_keeps_what_was_typed(cast: Cast) -> None:
    with scope(association=cast.association):
        the_plan(cast.association)
    client = as_(cast, "economist")
    mine = typed(client.get(EDIT).content.decode())
    director = as_(cast, "director")
    theirs = typed(director.get(EDIT).content.decode())
    row = place(mine, "fortroendevalda")
    theirs[f"{row}-2025"] = "650"
    assert director.post(EDIT, theirs).status_code == 302
    mine[f"{row}-2025"] = "700"
    answer = client.post(EDIT, mine)
    html = answer.content.decode()
    assert shown_differences(html) == {"Förtroendevalda, Prel 2025": ("650", "700")}
    assert client.post(EDIT, typed(html)).status_code == 302
    with scope(association=cast.association):
        kept = {r.key: amounts for r, amounts in rows_of(EconomicPlan.objects.get())}
        assert kept["fortroendevalda"]["2025"] == 700_000


@pytest.mark.parametrize(
    ("who", "edit", "new"),
    [
        ("economist", 200, 200),
        ("director", 200, 200),
        ("registrar", 403, 403),
        ("chair", 403, 403),
        ("auditor", 403, 403),
        ("applicant", 404, 404),
        ("outsider", 404, 404),
    ],
)
def test_who_may_change_plans(cast: Cast, who: str, edit: int, new: int) -> None:
    with scope(association=cast.association):
        the_plan(cast.association)
    client = as_(cast, who)
    assert client.get(EDIT).status_code == edit
    assert client.post(EDIT, {}).status_code == edit
    assert client.get("/uppsala/ekonomi/planer/ny/").status_code == new
    assert client.post("/uppsala/ekonomi/planer/ny/", {}).status_code == new


def test_a_new_plan_from_the_latest_with_what_has_been_granted(cast: Cast) -> None:
    heby = cast.organisations["heby"]
    with scope(association=cast.association):
        the_plan(cast.association)
        application = an_application(cast.association, number=1, name="Plattform", owner=heby)
        grant = grant_funds(
            actor=cast.actor("chair"),
            application=application,
            amounts={(heby.pk, 2025): 2_447_000},
            decided_on=date(2024, 8, 23),
            adjusted_on=date(2024, 8, 30),
            paragraph="§ 70",
            conditions=[],
        )
    client = as_(cast, "economist")
    new = "/uppsala/ekonomi/planer/ny/"
    assert 'value="2024-09-05"' in client.get(new).content.decode()
    sent = {"as_of": "2024-09-05", "title": "Ny", "first_year": "2024", "preliminary_years": "4"}
    refused = client.post(new, {**sent, "as_of": "2024-08-01"})
    assert with_whole_days(
        "Det finns redan en plan per 2024-08-22"
    ) in refused.content.decode() or (
        with_whole_days("Det finns en plan per 2024-08-22") in refused.content.decode()
    )
    answer = client.post(new, sent)
    assert answer["Location"] == "/uppsala/ekonomi/planer/2024-09-05/andra/"
    assert client.get(EDIT).status_code == 403
    with scope(association=cast.association):
        plan = EconomicPlan.objects.get(as_of=date(2024, 9, 5))
        rows = {row.grant_id: amounts for row, amounts in rows_of(plan) if row.grant_id}
        assert rows == {grant.pk: {"2025": 2_447_000}}
    html = client.get("/uppsala/ekonomi/planer/2024-09-05/").content.decode()
    assert 'href="/uppsala/insatser/1/"' in html


def test_the_first_plan_of_an_association(cast: Cast) -> None:
    client = as_(cast, "economist")
    assert "Här finns ingen plan än" in client.get("/uppsala/ekonomi/planer/").content.decode()
    sent = {"as_of": "2024-09-05", "title": "Ny", "first_year": "2024", "preliminary_years": "4"}
    assert client.post("/uppsala/ekonomi/planer/ny/", sent).status_code == 302
    assert client.get("/uppsala/ekonomi/planer/2024-09-05/andra/").status_code == 200
    assert "Beslutsutrymmet räcker" in client.get("/uppsala/beslutsutrymme/").content.decode()


@pytest.mark.parametrize("day", ["2024-08-23", "igar", "2024-13-01", "99999-01-01"])
def test_a_day_without_a_plan_is_not_found(cast: Cast, day: str) -> None:
    with scope(association=cast.association):
        the_plan(cast.association)
    assert as_(cast, "economist").get(f"/uppsala/ekonomi/planer/{day}/").status_code == 404


def test_the_parties_shares_stand_on_the_plan(cast: Cast) -> None:
    with scope(association=cast.association):
        the_plan(cast.association)
    client = as_(cast, "economist")
    url = f"/uppsala/ekonomi/planer/{PLAN_DAY}/"
    assert "Medel</h2>" not in client.get(url).content.decode()
    with scope(association=cast.association):
        members = [
            Weighed(cast.organisations[name], weight)
            for name, weight in (("region", 1), ("heby", 3), ("tierp", 1))
        ]
        save_contribution_key(
            actor=cast.actor("economist"),
            valid_from=date(2024, 1, 1),
            state_kr=2_517_000,
            members=members,
            nns_fee_per_mille=2,
        )
    html = client.get(url).content.decode().replace(NBSP, " ")
    for figure in ("5 034 000 kr", "2 517 000", "1 258 500", "943 875", "314 625", "10 068 kr"):
        assert figure in html
    assert "Serviceavgiften till Nationella nätverket för samordningsförbund (NNS) är 2" in html
    with scope(association=cast.association):
        ContributionShare.objects.all().delete()
    assert "Medel</h2>" not in client.get(url).content.decode()


def test_the_pages_of_plans_ask_few_questions(cast: Cast, django_assert_max_num_queries) -> None:
    with scope(association=cast.association):
        the_plan(cast.association)
    client = as_(cast, "economist")
    for url in ("/uppsala/ekonomi/planer/", f"/uppsala/ekonomi/planer/{PLAN_DAY}/", EDIT):
        with django_assert_max_num_queries(12):
            client.get(url)
