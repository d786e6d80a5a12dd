"""Files that are attached to an item: all or none, and read before anything is held."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from pikepdf import Dictionary, Name, String

from samordna.documents.models import DocumentVersion
from samordna.documents.pdf import tests as pdf_tests
from samordna.documents.pdf.foreign.check import PdfFacts, check_attachment, check_pdf_file
from samordna.documents.pdf.tests import foreign_files as files
from samordna.documents.queries import bytes_of
from samordna.ground.apart import Apart
from samordna.journal.models import JournalEntry
from samordna.meetings.errors import NotAttached, NotPossible
from samordna.meetings.models import AgendaItem, Meeting
from samordna.meetings.services import planning
from samordna.meetings.services.planning import NewAttachment, upload_attachments
from samordna.meetings.tests import story
from samordna.parties.access import Refused
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.models import KeptFile

pytestmark = pytest.mark.django_db

SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
PLAIN = files.plain("Karta")
RISKY = files.with_root("/OpenAction", SCRIPT)
#: Its instructions have no length, and are recovered.
(_DAMAGED,) = Path(pdf_tests.__path__[0], "field").glob("pdf01-*.pdf")
DAMAGED = _DAMAGED.read_bytes()
LOCKED = files.locked(user="u")


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    return story.item(story.plan(cast), "Riktlinjer")


@pytest.fixture
def sends(cast: Cast, item: AgendaItem, client: Client) -> Callable[..., str]:
    """Send files to the item's page by their names; the text of the page that comes."""
    client.force_login(cast.people["registrar"])
    address = f"/uppsala/sammantraden/1/punkt/{item.pk}/bilaga/"

    def send(kept: tuple[str, ...] = (), once: str = "", **sent: bytes) -> str:
        chosen = [SimpleUploadedFile(f"{name}.pdf", data) for name, data in sent.items()]
        form: dict[str, Any] = {"title": "", "file": chosen, "file_kvar": ["", *kept]}
        form |= {"en_gang": once} if once else {}
        answer = client.post(address, form, follow=True)
        return unescape(answer.content.decode()).replace("\u00a0", " ")

    return send


def new(data: bytes, name: str = "karta") -> NewAttachment:
    return NewAttachment(data=data, filename=f"{name}.pdf", title=name.capitalize())


def test_several_are_attached_in_their_order_and_each_is_known(
    cast: Cast, item: AgendaItem
) -> None:
    sent = [new(PLAIN, "karta"), new(files.plain("a", "b"), "plan"), new(files.form(), "svar")]
    known = upload_attachments(actor=cast.actor("registrar"), item=item, files=sent)
    assert known == [PdfFacts(1, False), PdfFacts(2, False), PdfFacts(1, False, has_form=True)]
    attached = list(item.attachments.select_related("version__document"))
    assert [a.version.document.title for a in attached] == ["Karta", "Plan", "Svar"]
    assert [bytes_of(a.version) for a in attached] == [file.data for file in sent]
    assert [a.label for a in attached] == ["3", "3.1", "3.2"]
    assert JournalEntry.objects.filter(verb="attach_paper").count() == 3


def test_one_of_three_refused_attaches_none(cast: Cast, item: AgendaItem) -> None:
    sent = [new(PLAIN), new(LOCKED, "plan"), new(files.form(), "svar")]
    with pytest.raises(NotAttached) as refusal:
        upload_attachments(actor=cast.actor("registrar"), item=item, files=sent)
    assert list(refusal.value.reasons) == [1]
    assert "lösenord" in refusal.value.reasons[1]
    assert not item.attachments.exists()
    assert not DocumentVersion.objects.exists()


def test_a_risky_original_is_only_downloaded(cast: Cast, item: AgendaItem, client: Client) -> None:
    (facts,) = upload_attachments(actor=cast.actor("registrar"), item=item, files=[new(RISKY)])
    assert facts.risky and not facts.repaired
    version = item.attachments.get().version
    assert not version.file.opens
    assert bytes_of(version) == RISKY
    client.force_login(cast.people["registrar"])
    about = {"association": cast.association.slug, "pk": version.pk}
    answer = client.get(reverse("documents:version", kwargs=about))
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_sound_one_opens(cast: Cast, item: AgendaItem) -> None:
    upload_attachments(actor=cast.actor("registrar"), item=item, files=[new(PLAIN)])
    assert item.attachments.get().version.file.opens


def test_a_damaged_one_is_repaired_for_the_summons_and_kept_as_it_came(
    cast: Cast, item: AgendaItem
) -> None:
    (facts,) = upload_attachments(actor=cast.actor("registrar"), item=item, files=[new(DAMAGED)])
    assert facts.repaired and facts.risky
    version = item.attachments.get().version
    assert bytes_of(version) == DAMAGED
    assert not version.file.opens


def test_files_are_read_before_anything_is_held(
    cast: Cast, item: AgendaItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside, seen = len(connection.savepoint_ids), []

    def watched(filename: str, data: bytes) -> PdfFacts:
        seen.append((len(connection.savepoint_ids), item.attachments.count()))
        return check_attachment(filename, data)

    monkeypatch.setattr(planning, "check_attachment", watched)
    sent = [new(PLAIN), new(files.plain("a", "b"), "plan")]
    upload_attachments(actor=cast.actor("registrar"), item=item, files=sent)
    assert seen == [(outside, 0), (outside, 0)]


def test_nothing_is_read_for_who_may_not_or_when_it_is_too_late(
    cast: Cast, item: AgendaItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(filename: str, data: bytes) -> PdfFacts:
        raise AssertionError("it was read")

    monkeypatch.setattr(planning, "check_attachment", read)
    with pytest.raises(Refused):
        upload_attachments(actor=cast.actor("economist"), item=item, files=[new(PLAIN)])
    Meeting.objects.update(state=Meeting.State.CLOSED)
    ended = AgendaItem.objects.select_related("meeting").get(pk=item.pk)
    with pytest.raises(NotPossible, match="bifoga en handling"):
        upload_attachments(actor=cast.actor("registrar"), item=ended, files=[new(PLAIN)])


def test_what_was_closed_while_the_files_were_read_takes_none(
    cast: Cast, item: AgendaItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(filename: str, data: bytes) -> PdfFacts:
        Meeting.objects.update(state=Meeting.State.CLOSED)
        return check_attachment(filename, data)

    monkeypatch.setattr(planning, "check_attachment", read)
    with pytest.raises(NotPossible, match="bifoga en handling"):
        upload_attachments(actor=cast.actor("registrar"), item=item, files=[new(PLAIN)])
    assert not DocumentVersion.objects.exists()


class TestPage:
    def test_what_the_summons_will_not_show_is_told(
        self, item: AgendaItem, sends: Callable[..., str]
    ) -> None:
        said = sends(karta=PLAIN, program=RISKY, gammal=DAMAGED)
        assert "3 bilagor är tillagda." in said
        warnings = re.findall(r'callout warning".*?<p>(.*?)</p>', said, re.DOTALL)
        assert len(warnings) == 2
        assert warnings[0].startswith("program.pdf: I kallelsen visas filens sidor")
        assert "JavaScript" in warnings[0]
        assert warnings[1].startswith("gammal.pdf: Filen är skadad")
        assert "originalet är kvar" in warnings[1]
        assert item.attachments.count() == 3

    def test_every_refused_file_is_named_and_the_others_stay_chosen(
        self, item: AgendaItem, sends: Callable[..., str]
    ) -> None:
        said = sends(karta=PLAIN, last=LOCKED, brev=b"PK\x03\x04 ett brev")
        assert "last.pdf: Filen går inte att öppna utan lösenord." in said
        assert "brev.pdf: Filen är inte en PDF." in said
        assert not item.attachments.exists()
        assert [kept.filename for kept in KeptFile.objects.all()] == ["karta.pdf"]
        said = sends(kept=(KeptFile.objects.get().key,), plan=files.plain("a", "b"))
        assert "2 bilagor är tillagda." in said
        assert not KeptFile.objects.exists()

    def test_nothing_is_held_while_files_are_read_and_each_is_read_once(
        self,
        cast: Cast,
        item: AgendaItem,
        sends: Callable[..., str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Also not the form's own key, which on SQLite holds the whole database."""
        sends(karta=PLAIN, last=LOCKED)
        kept = KeptFile.objects.get().key
        outside, seen, called = len(connection.savepoint_ids), [], Apart.call

        def watched(self: Apart, function: Any, *args: Any) -> Any:
            seen.append((function, len(connection.savepoint_ids)))
            return called(self, function, *args)

        monkeypatch.setattr(Apart, "call", watched)
        said = sends(kept=(kept,), once="a-key-that-was-drawn", plan=files.plain("a"), x=LOCKED)
        assert "x.pdf: Filen går inte att öppna" in said
        assert seen == [(check_pdf_file, outside)] * 3
        said = sends(kept=tuple(KeptFile.objects.values_list("key", flat=True)), once="another-key")
        assert "2 bilagor är tillagda." in said
        assert seen == [(check_pdf_file, outside)] * 5
