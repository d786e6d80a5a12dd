"""The notice board and the other pages that anyone may see."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

import samordna
from samordna.funding.models import Call, FormVersion
from samordna.initiatives.models import Initiative
from samordna.meetings.models import Minutes, Notice, Treatment
from samordna.parties.models import Association, Body
from samordna.parties.tests.cast import Cast, make_cast, make_stranger
from samordna.publicsite.tests.posted import post_minutes

pytestmark = pytest.mark.django_db

PAPER = Path(samordna.__file__).parent / "documents/pdf/templates/certificates.typ"
HELD = date(2024, 9, 12)  # posted 2024-09-20, so the last day of appeal is 2024-10-11
MOST_QUERIES = 12


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return " ".join(answer.content.decode().split())


@pytest.fixture
def cast() -> Cast:
    cast = make_cast()
    Association.objects.filter(pk=cast.association.pk).update(
        administrative_court="Förvaltningsrätten i Uppsala", minutes_kept_at="Kansliet, Storgatan 1"
    )
    return cast


@pytest.fixture
def notice(cast: Cast) -> Notice:
    with scope(association=cast.association):
        return post_minutes(cast.board, held_on=HELD)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the day; the day when nothing is said is 23 September 2024."""

    def set_day(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)
        monkeypatch.setattr("samordna.ground.clock.now", lambda: moment)

    set_day(date(2024, 9, 23))
    return set_day


class TestBoard:
    def test_a_paragraph_locked_without_words_is_no_bare_heading(
        self, client: Client, cast: Cast, notice: Notice
    ) -> None:
        with scope(association=cast.association):
            first = Treatment.objects.order_by("paragraph")[0]
            kept = [["Styrelsen beslutar", ["välja Lars Lind."]]]
            Treatment.objects.filter(pk=first.pk).update(minuted=kept)
        for address in ("/uppsala/anslagstavla/", f"/uppsala/anslagstavla/{notice.pk}/"):
            page = text_of(client, address)
            assert page.count("I protokollet står inget beslut i paragrafen.") == 2
            assert "välja Lars Lind." in page

    def test_anyone_reads_what_was_decided_and_until_when_one_may_appeal(
        self, client: Client, cast: Cast, notice: Notice
    ) -> None:
        page = text_of(client, "/uppsala/anslagstavla/")
        assert "Styrelsen" in page and "12 september 2024" in page
        assert "§§ 3–5" in page
        assert "bevilja Vägen in högst 1 200 000 kr, samt" in page
        assert "villkora beslutet av medlemmarnas bidrag." in page
        assert page.count("Styrelsen fattar inget beslut i ärendet.") == 1  # Övriga frågor
        assert "Inget beslut fattades" not in page
        for day in ("2024-09-19", "2024-09-20", "2024-10-11", "2024-10-12"):
            assert f'datetime="{day}"' in page
        assert "om 18 dagar" in page
        assert "Förvaltningsrätten i Uppsala" in page
        assert "Kansliet, Storgatan 1" in page
        assert "skriftligt" in page

    def test_the_minutes_can_be_fetched_by_anyone(
        self, client: Client, cast: Cast, notice: Notice
    ) -> None:
        path = f"/uppsala/handlingar/{notice.minutes.paper_id}/"
        assert path in text_of(client, "/uppsala/anslagstavla/")
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.content == b"%PDF-1.7 protokoll 1"

    def test_minutes_that_are_not_posted_are_nobodys_business(
        self, client: Client, cast: Cast, notice: Notice
    ) -> None:
        paper = notice.minutes.paper_id
        with scope(association=cast.association):
            notice.delete()
        assert client.get(f"/uppsala/handlingar/{paper}/").status_code == 404
        assert "Inget är anslaget just nu" in text_of(client, "/uppsala/anslagstavla/")

    def test_withdrawn_minutes_are_not_shown(
        self, client: Client, cast: Cast, notice: Notice
    ) -> None:
        with scope(association=cast.association):
            Minutes.objects.update(withdrawn_at=datetime(2024, 9, 21, tzinfo=UTC))
        assert "Inget är anslaget" in text_of(client, "/uppsala/anslagstavla/")
        assert client.get(f"/uppsala/anslagstavla/{notice.pk}/").status_code == 404

    def test_a_notice_taken_down_leaves_the_board_for_the_archive(
        self, client: Client, cast: Cast, notice: Notice, today: Any
    ) -> None:
        assert "På anslagstavlan" in text_of(client, "/uppsala/protokoll/")
        today(date(2024, 10, 13))
        with scope(association=cast.association):
            Notice.objects.update(taken_down_on=date(2024, 10, 12))
        assert "§§ 3–5" not in text_of(client, "/uppsala/anslagstavla/")
        archive = text_of(client, "/uppsala/protokoll/")
        assert "§§ 3–5" in archive and 'datetime="2024-10-12"' in archive
        assert "På anslagstavlan" not in archive
        page = text_of(client, f"/uppsala/anslagstavla/{notice.pk}/")
        assert "Anslaget är nedtaget" in page
        assert "Så överklagar du" not in page

    def test_how_to_appeal_is_worded_as_on_paper_with_the_last_day(
        self, client: Client, cast: Cast, notice: Notice
    ) -> None:
        page = text_of(client, f"/uppsala/anslagstavla/{notice.pk}/")
        head, _, appeal = page.partition('<section aria-labelledby="overklaga">')
        assert 'href="#overklaga"' in head
        assert "Förvaltningsrätten i Uppsala senast <strong>" in appeal
        assert '<time datetime="2024-10-11">11 oktober 2024</time>' in appeal
        paper = " ".join(PAPER.read_text().split())
        words = re.findall(r"<(?:p|li)>([^<{]*?)(?: till| <|</)", appeal.partition("</section>")[0])
        assert len(words) == 4
        assert [said for said in words if said not in paper] == []

    def test_no_court_is_named_that_the_association_has_not_given(
        self, client: Client, cast: Cast, notice: Notice
    ) -> None:
        Association.objects.update(administrative_court="", seat="Tierp")
        page = text_of(client, f"/uppsala/anslagstavla/{notice.pk}/")
        assert "kommit in till förvaltningsrätten för Tierp senast" in page

    def test_a_notice_dated_ahead_is_not_up_yet(
        self, client: Client, cast: Cast, notice: Notice, today: Any
    ) -> None:
        today(date(2024, 9, 19))
        assert "Inget är anslaget" in text_of(client, "/uppsala/anslagstavla/")
        assert client.get(f"/uppsala/anslagstavla/{notice.pk}/").status_code == 404

    def test_on_the_last_day_one_may_still_appeal_and_the_day_after_not(
        self, client: Client, cast: Cast, notice: Notice, today: Any
    ) -> None:
        today(date(2024, 10, 11))
        assert ">i dag<" in text_of(client, "/uppsala/anslagstavla/")
        today(date(2024, 10, 12))
        assert "tiden har gått ut" in text_of(client, "/uppsala/anslagstavla/")

    def test_no_mail_addresses_of_people(self, client: Client, cast: Cast, notice: Notice) -> None:
        pages = ("", "anslagstavla/", f"anslagstavla/{notice.pk}/", "protokoll/")
        for page in pages:
            assert "@uppsala.exempel.se" not in text_of(client, f"/uppsala/{page}")

    def test_another_associations_notice_does_not_exist_here(
        self, client: Client, cast: Cast, notice: Notice
    ) -> None:
        make_stranger(cast)
        assert client.get(f"/ornskoldsvik/anslagstavla/{notice.pk}/").status_code == 404
        assert "§§ 3–5" not in text_of(client, "/ornskoldsvik/anslagstavla/")

    def test_those_signed_in_elsewhere_read_it_too(
        self, client: Client, cast: Cast, notice: Notice
    ) -> None:
        client.force_login(make_stranger(cast))
        page = text_of(client, "/uppsala/anslagstavla/")
        assert "§§ 3–5" in page
        assert "/uppsala/idag/" not in page

    def test_a_working_committee_proposes(self, client: Client, cast: Cast, notice: Notice) -> None:
        with scope(association=cast.association):
            Body.objects.update(kind=Body.Kind.WORKING_COMMITTEE, name="Arbetsutskottet")
        page = text_of(client, "/uppsala/anslagstavla/")
        assert "Arbetsutskottet föreslår styrelsen besluta" in page

    @pytest.mark.parametrize("path", ["anslagstavla/", "protokoll/", "finansierade-insatser/", ""])
    def test_only_reading_is_possible(self, client: Client, cast: Cast, path: str) -> None:
        assert client.post(f"/uppsala/{path}").status_code == 405

    @pytest.mark.parametrize("path", ["", "anslagstavla/", "protokoll/", "anslagstavla/1/"])
    def test_an_unknown_association_does_not_exist(
        self, client: Client, cast: Cast, path: str
    ) -> None:
        assert client.get(f"/ingenstans/{path}").status_code == 404


class TestNavigation:
    def test_the_public_finds_the_board_the_minutes_and_the_initiatives(
        self, client: Client, cast: Cast
    ) -> None:
        page = text_of(client, "/uppsala/protokoll/")
        for path in ("anslagstavla/", "finansierade-insatser/"):
            assert f'<a href="/uppsala/{path}" >' in page
        assert '<a href="/uppsala/protokoll/" aria-current="page">Protokoll</a>' in page
        assert '<a href="/uppsala/" aria-current="page">' not in page

    def test_an_insider_keeps_the_own_navigation_with_the_board_in_it(
        self, client: Client, cast: Cast
    ) -> None:
        client.force_login(cast.people["registrar"])
        page = text_of(client, "/uppsala/anslagstavla/")
        assert "/uppsala/idag/" in page
        assert '<a href="/uppsala/anslagstavla/" aria-current="page">Anslagstavla</a>' in page


class TestHome:
    def test_it_says_what_this_is_and_lists_the_associations(
        self, client: Client, cast: Cast
    ) -> None:
        make_stranger(cast)
        page = text_of(client, "/")
        assert "Samordna är det öppna systemet" in page
        assert 'href="/uppsala/"' in page and 'href="/ornskoldsvik/anslagstavla/"' in page
        assert "/konto/logga-in/" in page
        assert "/demo/" not in page

    def test_the_demonstration_says_where_to_begin(
        self, client: Client, cast: Cast, settings: Any
    ) -> None:
        settings.SAMORDNA_DEMONSTRATION = True
        settings.ROOT_URLCONF = "samordna.config.urls_demo"
        assert 'href="/demo/"' in text_of(client, "/")

    def test_one_that_is_signed_in_has_the_own_associations_first(
        self, client: Client, cast: Cast
    ) -> None:
        make_stranger(cast)
        client.force_login(cast.people["member"])
        page = text_of(client, "/")
        assert "Dina förbund" in page
        assert "/uppsala/idag/" in page and "/ornskoldsvik/idag/" not in page

    def test_an_account_without_a_role_is_told_so(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.people["outsider"])
        assert "ingen roll i något förbund" in text_of(client, "/")

    def test_an_empty_installation_says_how_to_begin(self, client: Client) -> None:
        assert "samordna association" in text_of(client, "/")


class TestAssociation:
    def test_calls_initiatives_and_members(self, client: Client, cast: Cast) -> None:
        with scope(association=cast.association):
            form = FormVersion.objects.create(
                association=cast.association,
                name="Ansökan",
                version=1,
                valid_from=date(2024, 1, 1),
                definition={"sections": [], "agreement": []},
            )
            periods = {
                "Utlysning som är öppen": (date(2024, 9, 1), date(2024, 9, 23)),
                "Utlysning som är stängd": (date(2024, 9, 1), date(2024, 9, 22)),
                "Utlysning som kommer": (date(2024, 9, 24), date(2024, 10, 22)),
            }
            for number, (title, (opens, closes)) in enumerate(periods.items(), 1):
                Call.objects.create(
                    association=cast.association,
                    number=number,
                    title=title,
                    opens_on=opens,
                    closes_on=closes,
                    form=form,
                )
            add_initiative(cast, 1, date(2024, 1, 1), date(2024, 12, 31))
            add_initiative(cast, 2, date(2020, 1, 1), date(2022, 12, 31))
        page = text_of(client, "/uppsala/")
        assert "Utlysning som är öppen" in page and ">i dag<" in page
        assert "Utlysning som är stängd" not in page
        assert "Utlysning som kommer</a> öppnar" in page
        assert "Region Uppsala" in page
        assert "Insats 1" in page and "Insats 2" not in page
        every = text_of(client, "/uppsala/finansierade-insatser/")
        assert "Insats 1" in every and "Insats 2" in every
        found = text_of(client, "/uppsala/finansierade-insatser/?sok=insats+2")
        assert "Insats 1" not in found and "Insats 2" in found

    def test_the_accessibility_statement_is_linked_from_every_page(
        self, client: Client, cast: Cast
    ) -> None:
        assert 'href="/uppsala/tillganglighet/"' in text_of(client, "/uppsala/")
        assert "2018:1937" in text_of(client, "/uppsala/tillganglighet/")

    @pytest.mark.parametrize("query", ["?sida=-1", "?sida=9999999999", "?sok=%00", "?sok=("])
    def test_odd_questions_are_answered(self, client: Client, cast: Cast, query: str) -> None:
        for path in ("protokoll/", "finansierade-insatser/"):
            text_of(client, f"/uppsala/{path}{query}")

    def test_a_number_larger_than_the_column_does_not_exist(
        self, client: Client, cast: Cast
    ) -> None:
        assert client.get(f"/uppsala/anslagstavla/{10**30}/").status_code == 404


def add_initiative(cast: Cast, number: int, start: date, end: date) -> None:
    Initiative.objects.create(
        association=cast.association,
        number=number,
        name=f"Insats {number}",
        owner=cast.organisations["heby"],
        kind="individual",
        period_from=start,
        period_to=end,
    )


PAGES = ["", "anslagstavla/", "protokoll/", "finansierade-insatser/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("reader", ["", "member", "director"])
def test_few_queries_whatever_the_number_of_rows(
    client: Client,
    cast: Cast,
    django_assert_max_num_queries: Any,
    django_assert_num_queries: Any,
    path: str,
    reader: str,
) -> None:
    if reader:
        client.force_login(cast.people[reader])
    add_many(cast, 1, 4)
    with django_assert_max_num_queries(MOST_QUERIES) as few:
        text_of(client, f"/uppsala/{path}")
    add_many(cast, 4, 31)
    with django_assert_num_queries(len(few)):
        text_of(client, f"/uppsala/{path}")


def add_many(cast: Cast, first: int, stop: int) -> None:
    with scope(association=cast.association):
        for number in range(first, stop):
            post_minutes(cast.board, held_on=HELD, number=number)
            add_initiative(cast, number, date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize("reader", ["", "member", "director"])
def test_a_notice_takes_few_queries(
    client: Client,
    cast: Cast,
    notice: Notice,
    django_assert_max_num_queries: Any,
    reader: str,
) -> None:
    if reader:
        client.force_login(cast.people[reader])
    with django_assert_max_num_queries(MOST_QUERIES):
        page = text_of(client, f"/uppsala/anslagstavla/{notice.pk}/")
    assert "bevilja Vägen in högst 1 200 000 kr, samt" in page


class TestCall:
    """What an outsider must know before they have an account."""

    def make(self, cast: Cast, **facts: Any) -> Call:
        definition = {
            "sections": [
                {
                    "key": "malgrupp",
                    "heading": "Målgrupp",
                    "questions": [
                        {"key": "vilka", "label": "Vilka är insatsen till för?", "help": "Ålder."}
                    ],
                }
            ],
            "agreement": [{"heading": "Lagar", "text": "Parterna följer lagen (2003:1210)."}],
        }
        Association.objects.filter(pk=cast.association.pk).update(email="kansli@exempel.se")
        with scope(association=cast.association):
            form = FormVersion.objects.create(
                association=cast.association,
                name="Ansökan",
                version=7,
                valid_from=date(2024, 1, 1),
                definition=definition,
            )
            return Call.objects.create(
                association=cast.association,
                number=41,
                title="Medel för unga",
                text="Insatser för unga.",
                form=form,
                **facts,
            )

    def test_anyone_reads_what_an_application_asks_and_how_to_get_an_account(
        self, client: Client, cast: Cast
    ) -> None:
        self.make(cast, opens_on=date(2024, 9, 1), closes_on=date(2024, 9, 30))
        text = text_of(client, "/uppsala/")
        assert 'href="/uppsala/sok-medel/41/"' in text
        text = text_of(client, "/uppsala/sok-medel/41/")
        assert "Vilka är insatsen till för?" in text and "Ålder." in text
        assert "Parterna följer lagen (2003:1210)." in text
        assert "mailto:kansli@exempel.se" in text and "Saknar ni konto?" in text
        assert "Logga in och ansök" in text

    def test_who_is_signed_in_is_offered_to_apply_only_with_the_right_to(
        self, client: Client, cast: Cast
    ) -> None:
        self.make(cast, opens_on=date(2024, 9, 1), closes_on=date(2024, 9, 30))
        way = "/uppsala/utlysningar/41/ansok/"
        client.force_login(cast.people["director"])
        assert way not in text_of(client, "/uppsala/sok-medel/41/")
        client.force_login(cast.people["applicant"])
        text = text_of(client, "/uppsala/sok-medel/41/")
        assert "Skriv ansökan" in text and "Logga in" not in text
        assert client.get(way).status_code == 200

    def test_a_call_that_is_not_open_says_so_and_offers_no_way_to_apply(
        self, client: Client, cast: Cast, today: Any
    ) -> None:
        self.make(cast, opens_on=date(2024, 10, 1), closes_on=date(2024, 10, 30))
        text = text_of(client, "/uppsala/sok-medel/41/")
        assert "Utlysningen öppnar 2024-10-01." in text and "Logga in och ansök" not in text
        today(date(2024, 11, 1))
        text = text_of(client, "/uppsala/sok-medel/41/")
        assert "Utlysningen stängde 2024-10-30." in text and "Logga in och ansök" not in text

    def test_a_call_of_nobody_is_not_found(self, client: Client, cast: Cast) -> None:
        assert client.get("/uppsala/sok-medel/99/").status_code == 404
