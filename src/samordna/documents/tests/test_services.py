"""Papers: bytes once, versions in order, signatures on exact bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

import pytest
from django_scopes import scope

from samordna.documents import services, steps
from samordna.documents.errors import AlreadySigned
from samordna.documents.kinds import PaperKind
from samordna.documents.looking import Incoming
from samordna.documents.models import PDF, DocumentVersion, Signature, StoredFile
from samordna.documents.pdf.tests.foreign_files import plain
from samordna.documents.policies import may_read
from samordna.documents.queries import bytes_of, version_for_reading
from samordna.journal.queries import entries_about
from samordna.parties.access import Refused
from samordna.parties.actors import system_actor
from samordna.parties.models import Association
from samordna.parties.tests.cast import Cast, make_cast, make_stranger
from samordna.register.models import Record
from samordna.register.services import close_matter
from samordna.register.steps import open_matter, register_record


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def add(cast: Cast, data: bytes = b"%PDF-1.7 one", **facts: object) -> DocumentVersion:
    values = {
        "media_type": PDF,
        "filename": "avtal.pdf",
        "kind": PaperKind.ATTACHMENT,
        "title": "Avtal",
    }
    return steps.add_version(
        actor=cast.actor("director"),
        data=data,
        **{**values, **facts},  # type: ignore[arg-type]
    )


class TestFiles:
    def test_the_same_bytes_are_kept_once(self, cast: Cast) -> None:
        one = steps.store_file(cast.association.pk, b"bytes", PDF)
        again = steps.store_file(cast.association.pk, b"bytes", PDF)
        other = steps.store_file(cast.association.pk, b"others", PDF)
        assert one.pk == again.pk != other.pk
        assert (one.sha256, one.size) == (hashlib.sha256(b"bytes").hexdigest(), 5)
        assert StoredFile.objects.count() == 2

    def test_each_association_keeps_its_own(self, cast: Cast) -> None:
        make_stranger(cast)
        other = Association.objects.get(slug="ornskoldsvik")
        one = steps.store_file(cast.association.pk, b"bytes", PDF)
        with scope(association=other):
            assert steps.store_file(other.pk, b"bytes", PDF).pk != one.pk

    def test_two_who_store_the_same_at_once_get_the_same(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The second looks, finds nothing, and is late with its insert."""
        first = steps.store_file(cast.association.pk, b"bytes", PDF)
        real, looks = type(StoredFile.objects.all()).first, []

        def blind_once(rows: object) -> object:
            looks.append(1)
            return None if len(looks) == 1 else real(rows)

        monkeypatch.setattr(type(StoredFile.objects.all()), "first", blind_once)
        assert steps.store_file(cast.association.pk, b"bytes", PDF).pk == first.pk


class TestVersions:
    def test_versions_are_numbered_and_keep_their_own_bytes(self, cast: Cast) -> None:
        first = add(cast)
        second = add(cast, b"%PDF-1.7 two", document=first.document)
        assert (first.number, second.number) == (1, 2)
        assert second.document_id == first.document_id
        assert (bytes_of(first), bytes_of(second)) == (b"%PDF-1.7 one", b"%PDF-1.7 two")
        [entry] = entries_about(second)
        assert entry.after["sha256"] == second.file.sha256

    def test_a_version_stands_in_one_place_of_the_register(self, cast: Cast) -> None:
        registrar = cast.actor("registrar")
        matter = open_matter(actor=registrar, subject="Avtal")
        records = [
            register_record(
                actor=registrar, matter=matter, direction=Record.Direction.IN, subject="Avtal"
            )
            for _ in range(2)
        ]
        version = add(cast)
        placed = steps.attach_to_record(actor=registrar, version=version, record=records[0])
        assert placed.record_id == records[0].pk
        steps.attach_to_record(actor=registrar, version=version, record=records[0])
        with pytest.raises(ValueError, match="already registered"):
            steps.attach_to_record(actor=registrar, version=version, record=records[1])


class TestSigning:
    def sign(self, cast: Cast, version: DocumentVersion, **facts: object) -> Signature:
        values = {"organisation_name": "Heby kommun", "role": "Firmatecknare"}
        return steps.sign(
            actor=cast.actor("owner_signatory"),
            version=version,
            **{**values, **facts},  # type: ignore[arg-type]
        )

    def test_a_signature_names_person_role_method_and_exact_bytes(self, cast: Cast) -> None:
        version = add(cast)
        made = self.sign(cast, version)
        assert (made.name, made.organisation_name) == ("Hedda Hav", "Heby kommun")
        assert (made.method, made.level) == ("product", "en faktor")
        assert made.sha256 == hashlib.sha256(b"%PDF-1.7 one").hexdigest()
        assert len(made.transaction_id) == 32
        assert "sign" in [e.verb for e in entries_about(version)]

    def test_two_factors_are_said(self, cast: Cast) -> None:
        made = self.sign(cast, add(cast), strong=True)
        assert (made.method, made.level) == ("product-mfa", "två faktorer")

    def test_nobody_signs_twice_in_the_same_role(self, cast: Cast) -> None:
        version = add(cast)
        self.sign(cast, version)
        with pytest.raises(AlreadySigned, match="redan"):
            self.sign(cast, version)
        assert Signature.objects.count() == 1
        self.sign(cast, version, role="Projektägare")
        assert Signature.objects.count() == 2

    def test_the_system_signs_nothing(self, cast: Cast) -> None:
        with pytest.raises(ValueError, match="person"):
            steps.sign(
                actor=system_actor(cast.association),
                version=add(cast),
                organisation_name="Heby",
                role="Firmatecknare",
            )

    def test_the_name_is_the_one_that_held(self, cast: Cast) -> None:
        made = self.sign(cast, add(cast))
        person = cast.people["owner_signatory"]
        person.name = "Hedda Strand"
        person.save()
        made.refresh_from_db()
        assert made.name == "Hedda Hav"


class TestRegisterPaper:
    def register(self, cast: Cast, *files: Incoming, who: str = "registrar") -> Record:
        return services.register_paper(
            actor=cast.actor(who),
            matter=open_matter(actor=cast.actor("registrar"), subject="Revision"),
            direction=Record.Direction.IN,
            subject="Rapport",
            dated=date(2024, 9, 5),
            counterparty="Revisor Rehn",
            secrecy_ground="",
            files=files,
        )

    def test_a_record_with_its_pdf(self, cast: Cast) -> None:
        data = plain("Rapport")
        made = self.register(cast, Incoming("rapport.pdf", data))
        version = made.versions.get()
        assert bytes_of(version) == data
        assert version.document.title == "Rapport"
        assert version.file.opens

    def test_a_record_of_something_on_paper(self, cast: Cast) -> None:
        assert not self.register(cast).versions.exists()

    def test_several_files_are_documents_of_one_record_with_titles_of_their_own(
        self, cast: Cast
    ) -> None:
        made = self.register(
            cast,
            Incoming("Årsredovisning_2023.pdf", plain("Rapport")),
            Incoming("Balans.xlsx", b"PK\x03\x04 no workbook"),
        )
        titles = [(v.document.title, v.file.opens) for v in made.versions.order_by("pk")]
        assert titles == [("Årsredovisning 2023", True), ("Balans", False)]

    @pytest.mark.parametrize(
        "data", [b"MZ\x90\x00", b"PK\x03\x04", b"%PDF-1.7 and then nothing", b"<html>", b"hej"]
    )
    def test_any_file_is_registered_byte_for_byte_and_opens_nowhere(
        self, cast: Cast, data: bytes
    ) -> None:
        """What an office has got is registered (OSL 5:1), whatever it is."""
        version = self.register(cast, Incoming("fil", data)).versions.select_related("file").get()
        assert bytes_of(version) == data
        assert not version.file.opens

    @pytest.mark.parametrize("who", ["economist", "auditor", "member", "applicant"])
    def test_others_do_not_register(self, cast: Cast, who: str) -> None:
        with pytest.raises(Refused):
            self.register(cast, who=who)

    def test_a_closed_matter_takes_no_papers(self, cast: Cast) -> None:
        registrar = cast.actor("registrar")
        matter = open_matter(actor=registrar, subject="Revision")
        close_matter(actor=registrar, matter=matter)
        with pytest.raises(Refused, match="avslutades"):
            services.register_paper(
                actor=registrar,
                matter=matter,
                direction=Record.Direction.IN,
                subject="Rapport",
                dated=date(2024, 9, 5),
                counterparty="Revisor Rehn",
                secrecy_ground="",
            )


class TestReading:
    def test_a_paper_of_no_room_is_the_offices(self, cast: Cast) -> None:
        version = add(cast)
        readers = {who for who in cast.people if may_read(cast.actor(who), version)}
        assert readers == {"director", "registrar", "case_officer", "economist"}
        assert not may_read(None, version)

    def test_the_auditor_reads_what_is_in_the_register(self, cast: Cast) -> None:
        registrar = cast.actor("registrar")
        entry = register_record(
            actor=registrar,
            matter=open_matter(actor=registrar, subject="Avtal"),
            direction=Record.Direction.IN,
            subject="Avtal",
        )
        version = add(cast, record=entry)
        assert version_for_reading(cast.actor("auditor"), version.pk) == version
        assert not may_read(cast.actor("member"), version)
