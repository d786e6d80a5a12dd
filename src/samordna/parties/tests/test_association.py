"""What an association says of itself, its bodies, its organisations and its first numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django_scopes import scope
from PIL import Image

from samordna.ground.apart import Apart, NotRead
from samordna.journal.queries import entries_about
from samordna.parties.access import Refused
from samordna.parties.models import Body, Logo, Organisation
from samordna.parties.numbers import paragraph_key, take_number
from samordna.parties.pictures import read_picture
from samordna.parties.services import association, bodies, errors, organisations
from samordna.parties.services.bodies import BodyDetails
from samordna.parties.settings import body_setting, setting
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.models import KeptFile
from samordna.web.tests.drawn import send

DAY = date(2024, 9, 5)

DETAILS = {
    "name": "Samordningsförbundet Uppsala",
    "short_name": "Uppsala",
    "organisation_number": "222000-2063",
    "seat": "Uppsala",
    "county": "Uppsala län",
    "postal_address": "Gatan 1\n753 00 Uppsala",
    "email": "kansli@exempel.se",
    "phone": "018-00 00 00",
    "administrative_court": "Förvaltningsrätten i Uppsala",
    "minutes_kept_at": "Kansliet, Gatan 1",
}


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def details(**changes: Any) -> BodyDetails:
    base: BodyDetails = {
        "kind": Body.Kind.WORKING_COMMITTEE,
        "name": "Arbetsutskottet",
        "numbering": Body.Numbering.YEAR,
        "term_starts": None,
        "quorum": {"rule": "majority"},
        "lead": "body",
        "seats": None,
        "valid_from": DAY,
    }
    return {**base, **changes}  # type: ignore[typeddict-item]


def png(width: int = 40, height: int = 40, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height)).save(out, kind)
    return out.getvalue()


class TestDetails:
    def test_are_changed_and_only_what_changed_is_journalled(self, cast: Cast) -> None:
        changed = association.edit_association(
            actor=cast.actor("registrar"),
            notice_counts_from="last_member",
            valid_from=DAY,
            **DETAILS,
        )
        assert changed.organisation_number == "222000-2063"
        [entry] = entries_about(changed)
        assert entry.before["seat"] == "" and "name" not in entry.after

    def test_the_day_that_appeals_count_from_holds_from_its_day(self, cast: Cast) -> None:
        later = date(2025, 1, 1)
        association.edit_association(
            actor=cast.actor("director"), notice_counts_from="own", valid_from=later, **DETAILS
        )
        assert setting(cast.association, "notice_counts_from", DAY) == "last_member"
        assert setting(cast.association, "notice_counts_from", later) == "own"

    def test_others_change_nothing(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="förbundets uppgifter"):
            association.edit_association(
                actor=cast.actor("economist"), notice_counts_from="own", valid_from=DAY, **DETAILS
            )

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"organisation_number": "222000-2064"}, "Kontrollsiffran stämmer inte"),
            ({"organisation_number": "811218-9876"}, "Kontrollsiffran|personnummer"),
            ({"email": "kansliet"}, "hel e-postadress"),
            ({"name": ""}, "Fyll i ”Namn”."),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, cast: Cast, client: Client, wrong: dict[str, str], says: str
    ) -> None:
        client.force_login(cast.people["registrar"])
        posted = {**DETAILS, "notice_counts_from": "own", "valid_from": "2024-09-05", **wrong}
        page = client.post("/uppsala/forbundet/uppgifter/", posted).content.decode()
        assert any(part in page for part in says.split("|"))
        assert "Kansliet, Gatan 1" in page


class TestLogo:
    @pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
    def test_is_shown_to_anybody(
        self, cast: Cast, client: Client, kind: str, media_type: str
    ) -> None:
        association.save_logo(actor=cast.actor("registrar"), content=png(kind=kind))
        answer = client.get("/uppsala/logotyp/")
        assert (answer.status_code, answer["Content-Type"]) == (200, media_type)
        assert "brand-logo" in client.get("/uppsala/anslagstavla/").content.decode()
        association.remove_logo(actor=cast.actor("registrar"))
        assert client.get("/uppsala/logotyp/").status_code == 404

    def test_a_jpeg_of_a_telephone_with_more_pictures_in_it_is_a_jpeg(self, cast: Cast) -> None:
        out = BytesIO()
        image = Image.new("RGB", (40, 40))
        image.save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (40, 40))])
        saved = association.save_logo(actor=cast.actor("registrar"), content=out.getvalue())
        assert saved.media_type == "image/jpeg"

    @pytest.mark.parametrize("kind", ["PNG", "JPEG"])
    def test_what_a_camera_wrote_beside_the_picture_is_left_out(
        self, cast: Cast, kind: str
    ) -> None:
        notes = Image.Exif()
        notes[0x010E], notes[0x0112] = "Kungsgatan 1, Uppsala", 6  # where, and which side is up
        out = BytesIO()
        Image.new("RGB", (60, 40), "#006b5f").save(out, kind, exif=notes)
        assert b"Kungsgatan" in out.getvalue()
        behind = out.getvalue() + b"<script>alert(1)</script>"
        saved = association.save_logo(actor=cast.actor("registrar"), content=behind)
        assert b"Kungsgatan" not in saved.content
        assert b"script" not in saved.content
        assert (saved.width, saved.height) == (40, 60)
        with Image.open(BytesIO(saved.content)) as shown:
            assert shown.size == (40, 60)

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "inte att läsa som en bild"),
            (png()[:60], "inte att läsa som en bild"),
            (png(4000, 20), "4000 x 20"),
            (png(8, 8), "8 x 8"),
            (b"\x89PNG" + b"0" * 400_000, "för stor"),
            (png(kind="GIF"), "inte att läsa som en bild"),
        ],
    )
    def test_another_file_is_refused(self, cast: Cast, content: bytes, says: str) -> None:
        with pytest.raises(errors.NoPicture, match=says):
            association.save_logo(actor=cast.actor("registrar"), content=content)
        assert not Logo.objects.exists()

    def test_is_read_in_the_process_for_foreign_files_before_anything_is_held(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        outside, seen = len(connection.savepoint_ids), []
        called = Apart.call

        def watched(self: Apart, function: Any, *args: Any) -> Any:
            seen.append((function, len(connection.savepoint_ids)))
            return called(self, function, *args)

        monkeypatch.setattr(Apart, "call", watched)
        with pytest.raises(Refused):
            association.save_logo(actor=cast.actor("economist"), content=png())
        assert seen == []
        association.save_logo(actor=cast.actor("registrar"), content=png())
        assert seen == [(read_picture, outside)]

    def test_one_that_its_reader_falls_over_is_refused_with_a_sentence(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def falls(*_: Any) -> Any:
            raise NotRead("Filen fick läsningen att avbrytas.")

        monkeypatch.setattr(Apart, "call", falls)
        with pytest.raises(errors.NoPicture, match="Spara den på nytt, mindre"):
            association.save_logo(actor=cast.actor("registrar"), content=png())
        assert not Logo.objects.exists()

    def test_a_picture_that_is_refused_is_named_and_another_is_chosen(
        self, cast: Cast, client: Client
    ) -> None:
        client.force_login(cast.people["registrar"])
        page = "/uppsala/forbundet/logotyp/"
        for content, says in (
            (png(8, 8), "Bilden är 8 x 8 bildpunkter."),
            (b"\x89PNG" + b"0" * 400_000, "Filen är för stor. Den får vara högst 300 kB."),
        ):
            answer = client.post(page, {"picture": SimpleUploadedFile("logo.png", content)})
            assert says in answer.content.decode()
            assert not KeptFile.objects.exists()
        client.post(page, {"picture": SimpleUploadedFile("logo.png", png())})
        assert Logo.objects.exists()

    def test_a_chosen_one_is_there_after_a_lost_session(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.people["registrar"])
        page = "/uppsala/forbundet/logotyp/"
        drawn = client.get(page).content.decode()
        marks = dict(re.findall(r'name="(skriven_av|en_gang)" value="([^"]+)"', drawn))
        client.logout()
        chosen = SimpleUploadedFile("logo.png", png())
        answer = client.post(page, {**marks, "picture": chosen, "picture_kvar": ""})
        client.force_login(cast.people["registrar"])
        onwards = re.search(r"fortsatt%3D([^&]+)", answer["Location"])
        assert onwards is not None
        html = client.get(f"{page}?fortsatt={onwards[1]}").content.decode()
        assert "logo.png <span>" in html and "Välj den igen" not in html
        assert not Logo.objects.exists()
        client.post(page, {"picture_kvar": re.findall(r'picture_kvar" value="(\w+)"', html)})
        assert Logo.objects.exists()
        assert not KeptFile.objects.exists()


class TestBodies:
    def add(self, cast: Cast, first: int = 1, **changes: Any) -> Body:
        return bodies.add_body(
            actor=cast.actor("registrar"),
            details=details(**changes),
            first_paragraph=first,
            today=DAY,
        )

    def take(self, body: Body, day: date = DAY) -> int:
        with transaction.atomic():
            return take_number(body.association_id, kind="paragraph", key=paragraph_key(body, day))

    def test_begins_at_its_first_paragraph(self, cast: Cast) -> None:
        body = self.add(cast, first=60)
        assert [self.take(body), self.take(body)] == [60, 61]
        assert self.take(body, date(2025, 2, 1)) == 1

    def test_the_first_paragraph_is_changed_until_one_is_given(self, cast: Cast) -> None:
        body = self.add(cast, first=60)
        again = {"actor": cast.actor("registrar"), "body": body, "today": DAY}
        bodies.edit_body(details=details(), first_paragraph=108, **again)
        assert self.take(body) == 108
        with pytest.raises(errors.NumbersGiven, match="§ 108 i Arbetsutskottet 2024 har redan"):
            bodies.edit_body(details=details(), first_paragraph=60, **again)
        bodies.edit_body(details=details(name="AU"), first_paragraph=109, **again)
        assert self.take(body) == 109

    def test_a_term_runs_on_through_the_years(self, cast: Cast) -> None:
        body = self.add(
            cast, first=108, numbering=Body.Numbering.TERM, term_starts=date(2023, 4, 1)
        )
        assert [self.take(body), self.take(body, date(2025, 2, 1))] == [108, 109]

    def test_rules_hold_from_their_day(self, cast: Cast) -> None:
        body = self.add(cast, quorum={"rule": "at_least", "number": 3}, lead="association")
        bodies.edit_body(
            actor=cast.actor("registrar"),
            body=body,
            details=details(valid_from=date(2025, 1, 1)),
            first_paragraph=1,
            today=DAY,
        )
        assert body_setting(body, "quorum", DAY) == {"rule": "at_least", "number": 3}
        assert body_setting(body, "quorum", date(2025, 1, 1)) == {"rule": "majority"}
        assert body_setting(cast.board, "lead", DAY) == "body"

    def test_a_name_in_use_and_a_second_board_are_refused(self, cast: Cast) -> None:
        with pytest.raises(errors.AlreadyGiven, match="redan en styrelse"):
            self.add(cast, kind=Body.Kind.BOARD)
        with pytest.raises(errors.AlreadyGiven, match="finns redan bland organen"):
            self.add(cast, name="styrelsen")

    def test_two_with_alike_names_have_addresses_of_their_own(self, cast: Cast) -> None:
        slugs = {
            self.add(cast, name=name).slug for name in ("Lokus Älvkarleby", "Lokus, Alvkarleby")
        }
        assert len(slugs) == 2

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"quorum_rule": "at_least"}, "hur många som måste vara med"),
            ({"kind": "board", "quorum_rule": "none"}, "KL 6:27"),
            ({"numbering": "term"}, "den dag då mandatperioden började"),
            ({"kind": ""}, "Välj vilket slags organ"),
            ({"first_paragraph": "sextio"}, "Skriv ett heltal"),
        ],
    )
    def test_what_is_wrong_is_said(
        self, cast: Cast, client: Client, wrong: dict[str, str], says: str
    ) -> None:
        client.force_login(cast.people["director"])
        posted = {
            "name": "Lokus Heby",
            "kind": "local_group",
            "quorum_rule": "majority",
            "lead": "body",
            "seats": "",
            "valid_from": "2024-09-05",
            "numbering": "year",
            "first_paragraph": "1",
            **wrong,
        }
        page = client.post("/uppsala/forbundet/nytt-organ/", posted).content.decode()
        assert says in page and "Lokus Heby" in page

    def test_the_page_adds_one(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.people["director"])
        posted = {
            "name": "Lokus Heby",
            "kind": "local_group",
            "quorum_rule": "none",
            "lead": "association",
            "seats": "",
            "valid_from": "2024-09-05",
            "numbering": "year",
            "first_paragraph": "12",
        }
        assert client.post("/uppsala/forbundet/nytt-organ/", posted).status_code == 302
        page = client.get("/uppsala/forbundet/").content.decode()
        assert "Lokus Heby" in page and "§ 12" in page


class TestOrganisations:
    def test_numbers_are_tried_and_written_as_the_house_does(
        self, cast: Cast, client: Client
    ) -> None:
        client.force_login(cast.people["registrar"])
        heby = cast.organisations["heby"]
        posted = {
            "name": "Heby kommun",
            "short_name": "Heby",
            "kind": "municipality",
            "is_member": "on",
            "organisation_number": "2120002411",
            "bankgiro": "1884774",
            "plusgiro": "286543-4",
            "notice_board": "Hebys anslagstavla",
            "notice_board_url": "heby.exempel.se/anslag",
        }
        path = f"/uppsala/organisationer/{heby.pk}/andra/"
        assert send(client, path, **posted).status_code == 302
        heby.refresh_from_db()
        assert (heby.organisation_number, heby.bankgiro) == ("212000-2411", "188-4774")
        assert heby.notice_board_url == "https://heby.exempel.se/anslag"
        page = send(client, path, **{**posted, "bankgiro": "1884775"}).content.decode()
        assert "Kontrollsiffran stämmer inte i bankgironumret" in page

    def test_a_member_with_people_in_the_bodies_stays_one(self, cast: Cast) -> None:
        with pytest.raises(errors.StillUsed, match="Avsluta dem"):
            organisations.edit_organisation(
                actor=cast.actor("registrar"),
                organisation=cast.organisations["heby"],
                is_member=False,
            )

    def test_units_and_contact_persons_come_and_go(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.people["registrar"])
        heby = cast.organisations["heby"]
        base = f"/uppsala/organisationer/{heby.pk}"
        assert client.post(f"{base}/ny-enhet/", {"name": "Socialtjänsten"}).status_code == 302
        again = client.post(f"{base}/ny-enhet/", {"name": "Socialtjänsten"}).content.decode()
        assert "finns redan bland enheterna" in again
        unit = heby.units.get()
        person = {"name": "Kim Kant", "unit": unit.pk, "email": "kim@exempel.se"}
        assert client.post(f"{base}/ny-kontakt/", person).status_code == 302
        nobody = client.post(f"{base}/ny-kontakt/", {"name": "Onåbar"}).content.decode()
        assert "e-postadress eller ett telefonnummer" in nobody
        assert "Socialtjänsten" in client.get(f"{base}/").content.decode()
        contact = heby.contact_persons.get()
        client.post(f"/uppsala/organisationer/enhet/{unit.pk}/ta-bort/")
        contact.refresh_from_db()
        assert contact.unit is None
        client.post(f"/uppsala/organisationer/kontakt/{contact.pk}/ta-bort/")
        assert not Organisation.objects.get(pk=heby.pk).contact_persons.exists()
