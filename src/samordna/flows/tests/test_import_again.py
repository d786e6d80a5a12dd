"""A table that is imported again, in part, or in pieces: what is there is let be, a row may be left
out, and the table stays until it is saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope
from xlsxwriter import Workbook

from samordna.flows.starting import kept, services
from samordna.flows.starting.table import Row, Table
from samordna.meetings.tests.story import on
from samordna.parties.models import Contact, Mandate, Organisation, Person, RoleAssignment
from samordna.parties.tests.cast import Cast, make_cast

DAY = date(2024, 9, 5)
PAGE = "/uppsala/personer/importera/"
HEAD = "Namn\tE-post\tTelefon\tOrgan\tUppdrag\tRoll\tTitel\tOrganisation\tFrån\tTill"
SEAT = "Maj Mo\tmaj@exempel.se\t018-10 10\tStyrelsen\tErsättare\t\t\tFK\t2024-01-01\t2026-12-31"
ROLE = "Bo Bo\tbo@exempel.se\t\t\t\tFirmatecknare\tChef\tHeby kommun\t2024-01-01"
NEW = "Eva Ek\teva@exempel.se\t\t\t\tRevisor\t\t\t2024-01-01"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association), on(DAY):
        yield cast


@pytest.fixture
def registrar(cast: Cast, client: Client) -> Client:
    client.force_login(cast.people["registrar"])
    return client


def tried(cast: Cast, *rows: str, head: str = HEAD, naming: str = "keep", who: str = "registrar"):
    text = "\n".join((head, *rows))
    return services.try_people(actor=cast.actor(who), text=text, naming=naming, today=DAY)


def written(cast: Cast, *rows: str) -> Table:
    text = "\n".join((HEAD, *rows))
    who = cast.actor("registrar")
    return services.import_people(actor=who, text=text, naming="keep", today=DAY)


def problems(row: Row) -> str:
    return " ".join(row.problems)


class TestWhatIsThere:
    def test_is_let_be_and_the_rest_is_saved(self, cast: Cast) -> None:
        written(cast, SEAT, ROLE)
        again = tried(cast, SEAT, ROLE, NEW)
        assert again.ready and [row.number for row in again.same] == [2, 3]
        assert [row.cell("name") for row in again.good] == ["Eva Ek"]
        written(cast, SEAT, ROLE, NEW)
        assert Mandate.objects.filter(person__email="maj@exempel.se").count() == 1
        assert RoleAssignment.objects.filter(person__email="bo@exempel.se").count() == 1
        assert RoleAssignment.objects.filter(person__email="eva@exempel.se").exists()

    def test_what_a_row_does_not_say_is_no_difference(self, cast: Cast) -> None:
        written(cast, SEAT, ROLE)
        head = "Namn\tE-post\tOrgan\tUppdrag\tRoll\tOrganisation"
        seat = "Maj Mo\tMAJ@exempel.se\tstyrelse\tersättare\t\tFörsäkringskassan"
        again = tried(cast, seat, "Bo Bo\tbo@exempel.se\t\t\tfirmatecknare\tHeby", head=head)
        assert [row.number for row in again.same] == [2, 3] and not again.faulty

    @pytest.mark.parametrize(
        ("row", "differs", "page"),
        [
            (SEAT.replace("2026-12-31", "2027-03-31"), ("Till", "2026-12-31", "2027-03-31"), "m"),
            (SEAT.replace("2024-01-01", "2024-02-01"), ("Från", "2024-01-01", "2024-02-01"), "m"),
            (SEAT.replace("018-10 10", "018-20 20"), ("Telefon", "018-10 10", "018-20 20"), "p"),
            (ROLE.replace("Chef", "Enhetschef"), ("Titel", "Chef", "Enhetschef"), "r"),
        ],
    )
    def test_what_differs_is_shown_with_both_and_leads_to_its_page(
        self, cast: Cast, registrar: Client, row: str, differs: tuple[str, str, str], page: str
    ) -> None:
        written(cast, SEAT, ROLE)
        table = tried(cast, row, NEW)
        [changed] = table.changed
        assert changed.there
        assert [(one.label, one.there, one.said) for one in changed.there.differs] == [differs]
        assert table.ready and not table.faulty
        shown = registrar.post(PAGE, {"table": f"{HEAD}\n{row}\n{NEW}", "naming": "keep"})
        label, was, said = differs
        assert f"{label}: {was} finns, {said} i tabellen" in re.sub(
            r"<[^>]+>", "", shown.content.decode()
        )
        contact = Contact.objects.get(person__email="maj@exempel.se").pk
        where = {
            "m": f"/uppsala/personer/uppdrag/{changed.there.pk}/andra/",
            "r": f"/uppsala/personer/roll/{changed.there.pk}/andra/",
            "p": f"/uppsala/personer/{contact}/andra/",
        }[page]
        links = re.findall(r'href="(/uppsala/personer/[^"]*/andra/)"', shown.content.decode())
        assert links == [where] and registrar.get(where).status_code == 200

    def test_another_last_day_of_a_role_leads_to_where_roles_end(
        self, cast: Cast, registrar: Client
    ) -> None:
        written(cast, ROLE)
        row = f"{ROLE}\t2026-12-31"
        [changed] = tried(cast, row, NEW).changed
        assert changed.there
        assert [(one.label, one.there, one.said) for one in changed.there.differs] == [
            ("Till", "–", "2026-12-31")
        ]
        page = registrar.post(PAGE, {"table": f"{HEAD}\n{row}\n{NEW}", "naming": "keep"})
        shown = page.content.decode()
        where = f"/uppsala/personer/roll/{changed.there.pk}/avsluta/"
        assert shown.count(where) == 1 and "Ändra rollen" not in shown
        assert registrar.get(where).status_code == 200

    def test_a_role_of_earlier_years_is_another_than_the_one_held_now(self, cast: Cast) -> None:
        written(cast, ROLE)
        earlier = f"{ROLE.replace('2024-01-01', '2019-01-01')}\t2020-12-31"
        written(cast, earlier)
        held = RoleAssignment.objects.filter(person__email="bo@exempel.se").order_by("valid_from")
        assert [str(one.valid_to) for one in held] == ["2020-12-31", "None"]

    def test_what_was_not_changed_is_said_when_the_rest_is_saved(
        self, cast: Cast, registrar: Client
    ) -> None:
        written(cast, SEAT, ROLE)
        row = SEAT.replace("2026-12-31", "2027-03-31")
        posted = {"table": f"{HEAD}\n{row}\n{ROLE}\n{NEW}", "naming": "keep", "spara": "1"}
        page = registrar.post(PAGE, posted, follow=True).content.decode()
        assert "1 person är inlagd. 1 rad fanns redan." in page
        assert "tabellen sade annat om Maj Mo" in page
        assert str(Mandate.objects.get(person__email="maj@exempel.se").valid_to) == "2026-12-31"

    def test_another_name_that_is_to_hold_is_a_difference(self, cast: Cast) -> None:
        written(cast, SEAT)
        row = SEAT.replace("Maj Mo", "Maja Mo")
        [kept_name] = tried(cast, row).same
        assert "namnet behålls" in kept_name.notes[0]
        [renamed] = tried(cast, row, naming="rename").changed
        assert renamed.there and renamed.there.differs[0].said == "Maja Mo"

    def test_ones_own_row_is_there_too(self, cast: Cast) -> None:
        row = "Ragnhild Rask\tregistrar@uppsala.exempel.se\t\t\t\tAdministratör"
        assert len(tried(cast, row).same) == 1

    def test_an_earlier_term_is_not_what_the_row_is_about(self, cast: Cast) -> None:
        written(cast, SEAT)
        later = SEAT.replace("2024-01-01\t2026-12-31", "2027-01-01\t")
        assert tried(cast, later).ready

    def test_another_seat_in_the_body_says_what_is_there_and_where_it_ends(
        self, cast: Cast, registrar: Client
    ) -> None:
        written(cast, SEAT)
        row = SEAT.replace("Ersättare", "Ledamot")
        [faulty] = tried(cast, row).faulty
        assert "redan ett uppdrag" in problems(faulty) and faulty.in_the_way
        page = registrar.post(PAGE, {"table": f"{HEAD}\n{row}", "naming": "keep"})
        pk = Mandate.objects.get(person__email="maj@exempel.se").pk
        text = page.content.decode()
        assert "Finns nu: Ersättare i styrelsen för Försäkringskassan" in text
        assert f'href="/uppsala/personer/uppdrag/{pk}/avsluta/"' in text

    def test_nothing_new_is_no_fault(self, cast: Cast, registrar: Client) -> None:
        posted = {"table": f"{HEAD}\n{SEAT}\n{ROLE}", "naming": "keep"}
        assert registrar.post(PAGE, {**posted, "spara": "1"}).status_code == 302
        page = registrar.post(PAGE, posted).content.decode()
        assert "inget nytt att spara" in page and 'name="spara"' not in page
        assert "2 rader finns redan och hoppas över" in page
        pressed_twice = registrar.post(PAGE, {**posted, "spara": "1"}).content.decode()
        assert "det som står i tabellen finns redan" in pressed_twice


def fields(page: str) -> dict[str, list[str]]:
    """What the form of a review sends when nothing is changed in it."""
    found: dict[str, list[str]] = {"naming": ["keep"]}
    for name, value in re.findall(r'name="(rad-\d+-[a-z_]+|granskad)" value="([^"]*)"', page):
        found[name] = [value]
    found["utan"] = re.findall(r'name="utan" value="(\d+)" checked', page)
    return found


class TestARowThatIsLeftOut:
    def test_stops_nothing_and_is_not_saved(self, cast: Cast, registrar: Client) -> None:
        nameless = "\tkansli@exempel.se\t\t\t\tRevisor"
        own = "Ragnhild Rask\tregistrar@uppsala.exempel.se\t\t\t\tEkonom"
        text = "\n".join((HEAD, NEW, nameless, NEW, own))
        page = registrar.post(PAGE, {"table": text, "naming": "keep"})
        shown = page.content.decode()
        assert shown.count("Ta inte med raden</label>") == 3
        sent = fields(shown) | {
            "table": [page.context["form"].initial["table"]],
            "utan": ["3", "4", "5"],
        }
        page = registrar.post(PAGE, sent)
        shown = page.content.decode()
        assert "1 rad kan sparas" in shown and "Rad 3: kansli@exempel.se, Revisor" in shown
        sent = fields(shown) | {"table": [page.context["form"].initial["table"]]}
        assert sent["utan"] == ["3", "4", "5"]
        answer = registrar.post(PAGE, sent | {"spara": ["1"]}, follow=True).content.decode()
        assert "1 person är inlagd. 3 rader togs inte med." in answer
        assert not Person.objects.filter(email="kansli@exempel.se").exists()

    def test_comes_back_when_the_tick_is_taken_away(self, registrar: Client) -> None:
        text = f"{HEAD}\n{NEW}\n{ROLE}"
        page = registrar.post(PAGE, {"table": text, "naming": "keep"})
        sent = fields(page.content.decode()) | {"table": [text]}
        page = registrar.post(PAGE, sent | {"utan": ["2"]})
        assert "Spara 1 rad<" in page.content.decode()
        page = registrar.post(PAGE, fields(page.content.decode()) | {"table": [text], "utan": []})
        assert "Spara 2 rader<" in page.content.decode()

    def test_a_good_row_is_left_out_as_it_is_saved(self, registrar: Client) -> None:
        text = f"{HEAD}\n{NEW}\n{ROLE}"
        page = registrar.post(PAGE, {"table": text, "naming": "keep"})
        sent = fields(page.content.decode()) | {"table": [text], "utan": ["3"], "spara": ["1"]}
        assert registrar.post(PAGE, sent).status_code == 302
        assert Person.objects.filter(email="eva@exempel.se").exists()
        assert not Person.objects.filter(email="bo@exempel.se").exists()

    def test_a_text_that_was_written_anew_has_other_rows(self, registrar: Client) -> None:
        page = registrar.post(PAGE, {"table": f"{HEAD}\n{NEW}\n{ROLE}", "naming": "keep"})
        sent = fields(page.content.decode()) | {"table": [f"{HEAD}\n{ROLE}"], "utan": ["2"]}
        shown = registrar.post(PAGE, sent).content.decode()
        assert "alla rader tas med igen" in shown and "Spara 1 rad<" in shown


class TestTheTableIsKept:
    def test_with_its_corrections_while_something_is_put_right_elsewhere(
        self, cast: Cast, registrar: Client
    ) -> None:
        text = "\n".join((HEAD, SEAT, ROLE.replace("Heby kommun", "Kraftverket"), "x\tx"))
        page = registrar.post(PAGE, {"table": text, "naming": "rename"})
        sent = fields(page.content.decode()) | {
            "table": [page.context["form"].initial["table"]],
            "naming": ["rename"],
            "rad-3-phone": ["018-30 30 30"],
            "utan": ["4"],
        }
        registrar.post(PAGE, sent)
        Organisation.objects.create(
            association=cast.association, name="Kraftverket", short_name="Kraftverket", kind="other"
        )
        page = registrar.get(PAGE)
        shown = page.content.decode()
        assert "Spara 2 rader<" in shown and "018-30 30 30" in shown
        assert page.context["form"].initial["naming"] == "rename"
        assert fields(shown)["utan"] == ["4"]

    def test_until_it_is_saved(self, registrar: Client) -> None:
        registrar.post(PAGE, {"table": f"{HEAD}\n{NEW}", "naming": "keep"})
        assert "Eva Ek" in registrar.get(PAGE).content.decode()
        registrar.post(PAGE, {"table": f"{HEAD}\n{NEW}", "naming": "keep", "spara": "1"})
        assert "Eva Ek" not in registrar.get(PAGE).content.decode()

    def test_or_thrown_away(self, registrar: Client) -> None:
        registrar.post(PAGE, {"table": f"{HEAD}\n{NEW}", "naming": "keep"})
        answer = registrar.post(PAGE, {"borja_om": "1"}, follow=True)
        assert "Eva Ek" not in answer.content.decode() and answer.status_code == 200

    def test_for_a_day(self, registrar: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(kept, "KEPT_SECONDS", -1)
        registrar.post(PAGE, {"table": f"{HEAD}\n{NEW}", "naming": "keep"})
        assert "Eva Ek" not in registrar.get(PAGE).content.decode()

    def test_for_nobody_else(self, cast: Cast, registrar: Client) -> None:
        registrar.post(PAGE, {"table": f"{HEAD}\n{NEW}", "naming": "keep"})
        registrar.force_login(cast.people["director"])
        assert "Eva Ek" not in registrar.get(PAGE).content.decode()


class TestHowItIsRead:
    def test_rows_are_numbered_as_in_the_sheet(self, registrar: Client) -> None:
        out = BytesIO()
        with Workbook(out, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(2, 0, ["Namn", "E-post", "Roll"])
            sheet.write_row(3, 0, ["Eva Ek", "eva@exempel.se", "Revisor"])
            sheet.write_row(6, 0, ["Bo Bo", "bo@", "Revisor"])
        file = SimpleUploadedFile("personer.xlsx", out.getvalue())
        page = registrar.post(PAGE, {"file": file, "naming": "keep"})
        assert '<a href="#rad-7-email">E-post, rad 7</a>' in page.content.decode()
        sent = fields(page.content.decode()) | {
            "table": [page.context["form"].initial["table"]],
            "rad-7-email": ["bo@exempel.se"],
        }
        page = registrar.post(PAGE, sent)
        assert "Spara 2 rader<" in page.content.decode()
        assert [row.number for row in page.context["table"].rows] == [4, 7]

    def test_empty_rows_above_a_pasted_heading_count(self, registrar: Client) -> None:
        text = "\n\nNamn;E-post;Roll\n\nEva Ek;eva@;Revisor"
        page = registrar.post(PAGE, {"table": text, "naming": "keep"}).content.decode()
        assert "E-post, rad 5" in page

    @pytest.mark.parametrize(
        "head",
        [
            "Fr o m;T o m",
            "fr.o.m;t.o.m",
            "Från och med;Till och med",
            "FR. O. M.;T. O. M.:",
            "from;tom",
        ],
    )
    def test_headings_as_offices_write_them(self, cast: Cast, head: str) -> None:
        head = f"namn;e post;organ;uppdrag;Utsedd av;{head}"
        row = "Maj Mo;maj@exempel.se;styrelse;Ersättare;FK;20 dec 2022;31 mars 2027"
        [read] = tried(cast, row, head=head).good
        assert read.days["valid_from"] == date(2022, 12, 20)
        assert read.days["valid_to"] == date(2027, 3, 31)
        assert read.read["body"] == "Styrelsen"

    @pytest.mark.parametrize(
        ("said", "called"),
        [
            ("arbetsutskottet", "AU"),
            ("Beredningsgruppen", "Beredningsgrupp"),
            ("Lokusgrupp Heby", "Lokusgruppen Heby"),
            ("förbundsstyrelsen", "Styrelsen"),
        ],
    )
    def test_bodies_as_offices_write_them(self, cast: Cast, said: str, called: str) -> None:
        for name, kind in (
            ("AU", "working_committee"),
            ("Beredningsgrupp", "preparing_group"),
            ("Lokusgruppen Heby", "local_group"),
            ("Lokusgruppen Enköping", "local_group"),
        ):
            cast.association.bodies.create(
                name=name, kind=kind, slug=name.lower().replace(" ", "-"), numbering="year"
            )
        row = f"Maj Mo\tmaj@exempel.se\t\t{said}\tErsättare\t\t\tFK\t2024-01-01"
        [read] = tried(cast, row).good
        assert read.read["body"] == called

    def test_two_bodies_that_the_words_may_mean_are_none(self, cast: Cast) -> None:
        row = "Maj Mo\tmaj@exempel.se\t\tgruppen\tErsättare\t\t\tFK\t2024-01-01"
        assert "finns inte" in problems(tried(cast, row).faulty[0])

    @pytest.mark.parametrize(
        ("row", "says"),
        [
            ("?ukasz Nowak\tlukasz@exempel.se\t\t\t\tRevisor", "en bokstav kan ha försvunnit"),
            ("L\ufffdukasz Nowak\tlukasz@exempel.se\t\t\t\tRevisor", "försvunnit"),
            ("Åsa Ek\t?sa@exempel.se\t\t\t\tRevisor", "försvunnit"),
            ("Åsa Ek\tÅSA@exempel.se\t\t\t\tRevisor", "Adressen har ”Å” före @"),
            ("Åsa Ek\tasa@exempel.se\tabc\t\t\tRevisor", "”abc” är inget telefonnummer"),
        ],
    )
    def test_what_cannot_be_right_is_said(self, cast: Cast, row: str, says: str) -> None:
        [faulty] = tried(cast, row).faulty
        assert says in problems(faulty)
