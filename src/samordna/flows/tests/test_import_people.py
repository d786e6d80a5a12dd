"""People out of a table: what is wrong in each row; nothing written until all is right."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from samordna.flows.starting import files, services
from samordna.flows.starting.rows import MOST_ROWS, read_table
from samordna.flows.starting.table import Table
from samordna.flows.tests.one_at_a_time import REFUSALS, write_row
from samordna.flows.tests.people_table import GOOD, HEAD, PAGE
from samordna.ground import clock
from samordna.journal.models import JournalEntry, JournalHead
from samordna.journal.queries import verify
from samordna.letters.models import Letter
from samordna.parties.models import Contact, Mandate, Person, RoleAssignment
from samordna.parties.services.many import NotGiven, give_many
from samordna.parties.tests.cast import Cast, make_cast
from tests.support.world import undone

DAY = date(2024, 9, 5)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def tried(cast: Cast, *rows: str, head: str = HEAD, naming: str = "keep") -> Table:
    text = "\n".join((head, *rows))
    return services.try_people(actor=cast.actor("registrar"), text=text, naming=naming, today=DAY)


def said(table: Table) -> str:
    return " | ".join([*table.problems, *(p for row in table.rows for p in row.problems)])


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("row", "says"),
        [
            ("\tmaj@exempel.se\t\t\tEkonom", "Namnet saknas"),
            ("Maj Mo\t\t\t\tEkonom", "E-postadressen saknas"),
            ("Maj Mo\tmaj@\t\t\tEkonom", "”maj@” är inte en e-postadress"),
            ("Maj Mo\tmaj@exempel.se", "Skriv ett organ och ett uppdrag, eller en roll"),
            ("Maj Mo\tmaj@exempel.se\tNämnden\tLedamot\t\tFK", "Organet ”Nämnden” finns inte"),
            ("Maj Mo\tmaj@exempel.se\tStyrelsen\tKung\t\tFK", "”Kung” är inget uppdrag"),
            ("Maj Mo\tmaj@exempel.se\tStyrelsen\tLedamot", "vilken medlem som har utsett"),
            ("Maj Mo\tmaj@exempel.se\tStyrelsen\tLedamot\t\tGävle", "Organisationen ”Gävle” finns"),
            ("Maj Mo\tmaj@exempel.se\t\t\tKung", "Rollen ”Kung” finns inte"),
            ("Maj Mo\tmaj@exempel.se\t\t\tSökande", "Välj organisationen"),
            ("Maj Mo\tmaj@exempel.se\t\t\tFörbundschef", "Bara förbundschefen ger"),
            ("Bo Bo\tbo@exempel.se\t\t\tChef\tHeby kommun", "Rollen ”Chef” finns inte"),
            ("Bo Bo\tbo@exempel.se\t\t\tHandläggare\tFK", "Rollen ”Handläggare” finns inte"),
            ("Bo Bo\tbo@exempel.se\t\t\tEkonom\tFK", "ekonom är förbundets egen"),
            ("Bo Bo\tbo@exempel.se\t\t\tProcesstödjare\tFK", "är förbundets egen"),
            (
                "Maj Mo\tmaj@exempel.se\tStyrelsen\tLedamot\t\tFK\t2024-05-01\t2024-04-30",
                "Slutar 2024-04-30, före den dag det börjar",
            ),
            ("Maj Mo\tmaj@exempel.se\t\t\tEkonom\t\t2024-06-31", "Datumet 2024-06-31 finns inte"),
            ("Maj Mo\tmaj@exempel.se\t\t\tEkonom\t\t0024-06-01", "Året 0024 i ”0024-06-01”"),
            ("Maj Mo\tmaj@exempel.se\tStyrelsen\tOrdförande\t\tFK", "bara en ordförande"),
            (
                "Lars Lind\tmember@uppsala.exempel.se\tStyrelsen\tErsättare\t\tFK",
                "redan ett uppdrag",
            ),
            ("Ragnhild Rask\tregistrar@uppsala.exempel.se\t\t\tEkonom", "Ingen ger sig själv"),
            (
                "Maj Mo\tmaj@exempel.se\tStyrelsen\tErsättare\t\tFK\t\t\t2024-02-02\t2024-02-01",
                "innan det fattades",
            ),
            (
                "Maj Mo\tmaj@exempel.se\tStyrelsen\tErsättare\tEkonom\tFK",
                "både ett organ och en roll",
            ),
        ],
    )
    def test_is_said_in_its_row(self, cast: Cast, row: str, says: str) -> None:
        table = tried(cast, row)
        assert says in said(table) and not table.ready
        assert table.rows[0].number == 2

    def test_all_that_is_wrong_with_a_row_is_said_at_once(self, cast: Cast) -> None:
        who = "Maj Mo\tmaj@exempel.se\tStyrelsen\tErsättare"
        row = f"{who}\t\tGävle\t2024-13-01\t\t2024-02-02\t2024-02-01"
        told = said(tried(cast, row))
        assert (
            "”Gävle” finns inte" in told and "2024-13-01" in told and "innan det fattades" in told
        )
        told = said(tried(cast, "Maj Mo\tmaj@exempel.se\t\t\tFörbundschef\tGävle"))
        assert "Bara förbundschefen ger" in told and "”Gävle” finns inte" in told

    def test_headings_below_a_title_are_found(self, cast: Cast) -> None:
        table = tried(cast, HEAD, GOOD, head="Våra förtroendevalda\t2024")
        assert table.ready and [row.number for row in table.rows] == [3, 4]
        other = "Förbundet\t\t\nNamn\tE-post\tErsättare 1"
        told = said(tried(cast, "Maj Mo\tmaj@exempel.se\tBo Bo", head=other))
        assert "Okända rubriker: ”Ersättare 1”" in told and "egen rad" in told

    def test_a_doubled_address(self, cast: Cast) -> None:
        table = tried(cast, "Maj Mo\tM@exempel.se\t\t\tEkonom", "May Mo\tm@exempel.se\t\t\tRevisor")
        assert "står också på rad 2, med namnet Maj Mo" in said(table)
        twice = tried(cast, *["Maj Mo\tm@exempel.se\t\t\tEkonom"] * 2)
        assert "Samma sak står redan på rad 2" in said(twice)
        two = tried(cast, "Maj Mo\tm@exempel.se\t\t\tEkonom", "Bo Bok\tm@exempel.se\t\t\tEkonom")
        assert "med namnet Maj Mo" in said(two) and "Samma sak" not in said(two)
        seats = "Maj Mo\tm@exempel.se\tStyrelsen\t{}\t\tFK\t2024-01-01"
        other = said(tried(cast, seats.format("Ledamot"), seats.format("Ersättare")))
        assert "redan ett uppdrag" in other and "Samma sak" not in other

    def test_two_chairs_of_one_table(self, cast: Cast) -> None:
        row = "{}\t{}@exempel.se\tStyrelsen\t2:e vice ordförande\t\tFK\t2024-01-01"
        table = tried(cast, row.format("Maj Mo", "maj"), row.format("Bo Bo", "bo"))
        assert not table.rows[0].problems and "bara en" in said(table)

    @pytest.mark.parametrize(
        ("head", "says"),
        [
            ("Namn\tRoll", "Kolumnen ”E-post” saknas"),
            ("Namn\tE-post\tSkonummer", "Okända rubriker: ”Skonummer”"),
            ("Namn\tE-post\tMejl", "Två kolumner är ”E-post”"),
        ],
    )
    def test_headings(self, cast: Cast, head: str, says: str) -> None:
        assert says in said(tried(cast, "Maj Mo\tmaj@exempel.se", head=head))

    def test_a_known_address_of_another_name_is_noted(self, cast: Cast) -> None:
        row = "Lasse Lind\tmember@uppsala.exempel.se\t\t\tRevisor"
        table = tried(cast, row)
        assert table.ready and table.rows[0].notes == [
            "Adressen hör redan till Lars Lind; namnet behålls."
        ]
        assert "namnet byts" in tried(cast, row, naming="rename").rows[0].notes[0]


class TestWriting:
    def test_nothing_is_written_by_looking(self, cast: Cast) -> None:
        entries = JournalEntry.objects.count()
        assert tried(cast, GOOD).ready
        assert not Person.objects.filter(email="maj@exempel.se").exists()
        assert JournalEntry.objects.count() == entries and not Letter.objects.exists()

    def test_all_or_nothing(self, cast: Cast) -> None:
        wrong = f"{HEAD}\n{GOOD}\nEva Ek\teva@\t\t\tEkonom"
        who = {"actor": cast.actor("registrar"), "naming": "keep", "today": DAY}
        with pytest.raises(services.NotImported) as error:
            services.import_people(text=wrong, **who)
        assert error.value.table.rows[2].problems
        assert not Person.objects.filter(email="maj@exempel.se").exists()
        services.import_people(text=f"{HEAD}\n{GOOD}", **who)
        mandate = Mandate.objects.get(person__email="maj@exempel.se")
        assert (mandate.valid_to, mandate.organisation.short_name) == (date(2027, 3, 31), "FK")
        assert RoleAssignment.objects.get(person__email="bo@exempel.se").role == "signatory"
        assert Contact.objects.get(person=mandate.person).name == "Maj Mo"

    def test_a_role_ends_on_its_last_day(self, cast: Cast, client: Client) -> None:
        head = "Namn\tE-post\tRoll\tFrån\tTill"
        text = f"{head}\nEva Ek\teva@exempel.se\tRevisor\t2024-01-01\t2027-12-31"
        client.force_login(cast.people["registrar"])
        page = client.post(PAGE, {"table": text, "naming": "keep"}).content.decode()
        assert "2027-12-31" in page.partition("<h2>Det här sparas</h2>")[2].partition("</table>")[0]
        who = {"actor": cast.actor("registrar"), "naming": "keep", "today": DAY}
        services.import_people(text=text, **who)
        given = RoleAssignment.objects.get(person__email="eva@exempel.se")
        assert given.valid_to == date(2027, 12, 31)
        entry = JournalEntry.objects.get(verb="give_role", subject_id=given.pk)
        assert entry.after["to"] == "2027-12-31"

    @pytest.mark.parametrize(
        ("first", "reason"),
        [
            ("2024-10-01", "Slutar 2024-09-01, före den dag det börjar (2024-10-01)."),
            ("", "Rollen slutar före den dag den börjar. Ändra en av dem."),
        ],
    )
    def test_a_role_that_ends_before_it_begins_stops_the_import(
        self, cast: Cast, first: str, reason: str
    ) -> None:
        head = "Namn\tE-post\tRoll\tFrån\tTill"
        text = f"{head}\nEva Ek\teva@exempel.se\tRevisor\t{first}\t2024-09-01"
        who = {"actor": cast.actor("registrar"), "naming": "keep", "today": DAY}
        [row] = services.try_people(text=text, **who).rows
        assert (row.problems, row.at) == ([reason], {reason: "valid_to"})

    def test_200_people_take_seconds(self, cast: Cast) -> None:
        rows = [f"Person {n}\tp{n}@exempel.se\t\t\tRevisor\t\t2024-01-01" for n in range(200)]
        text = "\n".join((HEAD, *rows))
        begun = time.process_time()  # what else the machine does says nothing of the import
        services.import_people(actor=cast.actor("registrar"), text=text, naming="keep", today=DAY)
        assert time.process_time() - begun < 20
        assert RoleAssignment.objects.filter(role="auditor").count() == 201


@given(st.text(max_size=300))
def test_any_text_is_read_without_falling(text: str) -> None:
    table = read_table(text, is_address=lambda _: True)
    assert table.problems or table.rows
    assert len(read_table(f"{HEAD}\n{text}", is_address=lambda _: True).rows) <= MOST_ROWS


def test_the_template_is_read_as_it_is_written() -> None:
    text = files.text_of(files.sample())
    assert not read_table(text, is_address=lambda _: True).problems
    assert BytesIO(files.sample()).read(2) == b"PK"


@pytest.mark.parametrize("order", ["0019999999", "001", "0", "100", "1" * 5000, "-1", "٣"])
def test_an_order_that_is_none_is_said(cast: Cast, order: str) -> None:
    text = (
        "Namn\tE-post\tOrgan\tUppdrag\tOrganisation\tOrdning\n"
        f"Nils Nyström\tnils@exempel.se\tStyrelsen\tErsättare\tFK\t{order}"
    )
    [row] = tried(cast, *text.split("\n")[1:], head=text.split("\n")[0]).rows
    assert any("är inte ett tal från 1 till 99" in problem for problem in row.problems)


def test_the_trial_leaves_the_journal_alone(cast: Cast) -> None:
    before = JournalHead.objects.count(), JournalEntry.objects.count()
    text = (
        "Namn\tE-post\tOrgan\tUppdrag\tOrganisation\tValbar som\tValbar till\n"
        "Ni\u200bls Nyström\tnils@exempel.se\tStyrelsen\tErsättare\tHeby\tfullmäktige\t2026-10-14"
    )
    with CaptureQueriesContext(connection) as captured:
        table = tried(cast, *text.split("\n")[1:], head=text.split("\n")[0])
    assert table.ready and table.rows[0].cell("name") == "Nils Nyström"
    assert not [q for q in captured if "journal_" in q["sql"]]
    assert (JournalHead.objects.count(), JournalEntry.objects.count()) == before
    services.import_people(actor=cast.actor("registrar"), text=text, naming="", today=DAY)
    mandate = Mandate.objects.get(person__email="nils@exempel.se")
    assert (mandate.eligible_as, str(mandate.eligible_to)) == ("council", "2026-10-14")
    assert JournalEntry.objects.filter(verb="give_mandate").count() == 1


#: Tables in which rows stand in each other's way, or in the way of what is there.
HARD = {
    "two chairs": (
        "Maj Mo\tmaj@exempel.se\tStyrelsen\t2:e vice ordförande\t\tFK\t2024-01-01\t2024-06-30",
        "Bo Bo\tbo@exempel.se\tStyrelsen\t2:e vice ordförande\t\tFK\t2024-07-01",
        "Eva Ek\teva@exempel.se\tStyrelsen\t2:e vice ordförande\t\tAF\t2024-06-30",
    ),
    "one person twice in a body": (
        "Maj Mo\tmaj@exempel.se\tStyrelsen\tErsättare\t\tFK\t2024-01-01",
        "Maj Mo\tmaj@exempel.se\tStyrelsen\tLedamot\t\tFK\t2024-01-01",
        "Maj Mo\tmaj@exempel.se\t\t\tFirmatecknare\tHeby kommun\t2024-01-01",
        "Maj Mo\tmaj@exempel.se\t\t\tFirmatecknare\tHeby kommun\t2024-02-01",
        "Maj Mo\tmaj@exempel.se\t\t\tFirmatecknare\tFK\t2024-02-01",
    ),
    "two of one name": (
        "Maj Mo\tmaj@exempel.se\t\t\tRevisor",
        "MAJ  MO\tmaj2@exempel.se\t\t\tRevisor",
        "Lars Lind\tlars@exempel.se\t\t\tRevisor",
    ),
    "names that move": (
        "Lasse Lind\tmember@uppsala.exempel.se\t\t\tRevisor",
        "Lars Lind\tlars@exempel.se\t\t\tRevisor",
        "Lasse Lind\tlasse@exempel.se\t\t\tRevisor",
    ),
    "oneself, and the director": (
        "Ragnhild Rask\tregistrar@uppsala.exempel.se\t\t\tEkonom",
        "Maj Mo\tmaj@exempel.se\t\t\tFörbundschef",
        "Maj Mo\tmaj@exempel.se\t\t\tEkonom",
        "Vi Vi\tvi@exempel.se\tStyrelsen\tErsättare\t\tFK\t\t\t2024-02-02\t2024-02-01",
        "Vi Vi\tvi@exempel.se\tStyrelsen\tErsättare\t\tFK\t\t\t\t2031-02-01",
    ),
}


@pytest.mark.parametrize("naming", ["keep", "rename"])
@pytest.mark.parametrize("rows", HARD.values(), ids=HARD)
def test_the_trial_says_what_the_services_say(
    cast: Cast, rows: tuple[str, ...], naming: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row by row, those above written: the trial and the services refuse the same, in one way; and
    so does the service that writes many."""
    monkeypatch.setattr(clock, "today", lambda: DAY)
    table = tried(cast, *rows, naming=naming)
    text = "\n".join((HEAD, *rows))
    written = read_table(text, is_address=services.is_address)
    actor = cast.actor("registrar")
    for row, task in services._try(actor, read_table(text, is_address=str), naming, DAY):
        again = next(one for one in written.rows if one.number == row.number)
        of_many = ""
        with undone():
            try:
                give_many(actor=actor, wanted=[services._wanted(row, task)], naming=naming)
            except NotGiven as refusal:
                of_many = str(refusal)
        try:
            with transaction.atomic():
                write_row(actor, again, task, naming)
        except REFUSALS as refusal:
            again.problems.append(str(refusal))
        assert [of_many] * bool(of_many) == again.problems
    # A row that cannot be read is never written; what else hinders it is said as well.
    for row, again in zip(table.rows, written.rows, strict=True):
        assert row.problems[: len(again.problems)] == again.problems
        assert bool(row.problems) == bool(again.problems)
    assert said(table)


@pytest.mark.parametrize("count", [2, MOST_ROWS])
def test_the_trial_neither_writes_nor_locks_however_long(cast: Cast, count: int) -> None:
    """Others go on meanwhile: no row is held, and the queries are as many as for two rows."""
    rows = [f"Person {n}\tp{n}@exempel.se\t\t\tRevisor\t\t2024-01-01" for n in range(count)]
    asked = {"actor": cast.actor("registrar"), "naming": "keep", "today": DAY}
    text = "\n".join((HEAD, *rows))
    with CaptureQueriesContext(connection) as captured:
        assert services.try_people(text=text, **asked).ready
    sent = [query["sql"] for query in captured.captured_queries]
    assert len(sent) == 6
    assert all(sql.startswith("SELECT") and "FOR UPDATE" not in sql for sql in sent)


def test_the_journals_end_is_held_last_when_a_table_is_written(cast: Cast) -> None:
    before = JournalEntry.objects.count()
    with CaptureQueriesContext(connection) as captured:
        who = {"actor": cast.actor("registrar"), "naming": "keep", "today": DAY}
        services.import_people(text=f"{HEAD}\n{GOOD}", **who)
    asked = [query["sql"] for query in captured.captured_queries]
    head = JournalHead._meta.db_table
    first = next(n for n, sql in enumerate(asked) if f'"{head}"' in sql)
    changes = (Mandate._meta.db_table, RoleAssignment._meta.db_table, Contact._meta.db_table)
    inserts = tuple(f'INSERT INTO "{table}"' for table in changes)
    made = [n for n, sql in enumerate(asked) if sql.startswith(inserts)]
    assert made and max(made) < first
    assert JournalEntry.objects.count() == before + 2
    assert verify(cast.association.pk).ok
