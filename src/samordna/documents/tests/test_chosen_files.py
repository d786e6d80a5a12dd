"""A file that was chosen is not lost when something else in the form was wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from samordna.documents.models import DocumentVersion
from samordna.documents.queries import bytes_of
from samordna.ground.apart import Apart
from samordna.parties.tests.cast import Cast, make_cast
from samordna.register.models import Record
from samordna.register.steps import open_matter
from samordna.web import kept_files
from samordna.web.models import KeptFile


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def page(cast: Cast) -> str:
    matter = open_matter(actor=cast.actor("registrar"), subject="Revision")
    about = {"association": cast.association.slug, "year": matter.year, "serial": matter.serial}
    return reverse("documents:new_record", kwargs=about)


@pytest.fixture
def client(cast: Cast, client: Client) -> Client:
    client.force_login(cast.people["registrar"])
    return client


FACTS = {
    "direction": "in",
    "dated": "2024-09-05",
    "subject": "Handlingar",
    "counterparty": "Revisor Rehn",
    "file_kvar": "",
}
WRONG = {**FACTS, "counterparty": ""}


def keys_in(html: str) -> list[str]:
    return re.findall(r'name="file_kvar" value="([0-9a-f]+)"', html)


def sent_wrong(client: Client, page: str, *names: str, **more: Any) -> str:
    files = [SimpleUploadedFile(name, b"Hej " + name.encode()) for name in names]
    answer = client.post(page, {**WRONG, "file": files, **more})
    assert answer.status_code == 200
    html: str = answer.content.decode()
    return html


def test_the_files_stand_in_the_form_and_are_registered_with_it(client: Client, page: str) -> None:
    html = sent_wrong(client, page, "brev.txt", "karta.txt")
    assert "brev.txt <span>(Text, 12" in html and "Ta bort" in html
    answer = client.post(page, {**FACTS, "file_kvar": keys_in(html)})
    assert answer.status_code == 302
    found = {v.filename: bytes_of(v) for v in DocumentVersion.objects.all()}
    assert found == {"brev.txt": b"Hej brev.txt", "karta.txt": b"Hej karta.txt"}
    assert not KeptFile.objects.exists()


def test_they_stay_however_many_times_something_is_wrong_and_more_can_be_chosen(
    client: Client, page: str
) -> None:
    html = sent_wrong(client, page, "brev.txt")
    html = sent_wrong(client, page, "karta.txt", file_kvar=keys_in(html))
    assert len(keys_in(html)) == 2
    client.post(page, {**FACTS, "file_kvar": keys_in(html)})
    assert DocumentVersion.objects.count() == 2


def test_a_file_can_be_taken_away(client: Client, page: str) -> None:
    html = sent_wrong(client, page, "brev.txt", "karta.txt")
    first, second = keys_in(html)
    client.post(page, {**FACTS, "file_kvar": [first, second], "file_utan": [first]})
    assert [v.filename for v in DocumentVersion.objects.all()] == ["karta.txt"]
    assert not KeptFile.objects.exists()


def test_what_is_wrong_itself_is_not_kept_and_the_others_are(client: Client, page: str) -> None:
    files = [SimpleUploadedFile("tom.txt", b""), SimpleUploadedFile("brev.txt", b"Hej")]
    html = client.post(page, {**FACTS, "file": files}).content.decode()
    assert "Filen tom.txt är tom." in html
    assert [kept.filename for kept in KeptFile.objects.all()] == ["brev.txt"]
    assert keys_in(html) == [KeptFile.objects.get().key]


def test_what_is_saved_at_once_is_kept_nowhere_else(client: Client, page: str) -> None:
    client.post(page, {**FACTS, "file": SimpleUploadedFile("brev.txt", b"Hej")})
    assert DocumentVersion.objects.count() == 1
    assert not KeptFile.objects.exists()


def test_another_person_and_another_form_get_nothing(client: Client, page: str, cast: Cast) -> None:
    html = sent_wrong(client, page, "brev.txt")
    other = open_matter(actor=cast.actor("registrar"), subject="Avtal")
    about = {"association": cast.association.slug, "year": other.year, "serial": other.serial}
    elsewhere = reverse("documents:new_record", kwargs=about)
    client.post(elsewhere, {**FACTS, "file_kvar": keys_in(html)})
    client.force_login(cast.people["director"])
    client.post(page, {**FACTS, "subject": "Brev", "file_kvar": keys_in(html)})
    assert Record.objects.count() == 2
    assert not DocumentVersion.objects.exists()
    assert KeptFile.objects.count() == 1


def test_it_is_kept_for_a_day(client: Client, page: str) -> None:
    html = sent_wrong(client, page, "brev.txt")
    KeptFile.objects.update(kept_at=KeptFile.objects.get().kept_at - timedelta(days=1))
    client.post(page, {**FACTS, "file_kvar": keys_in(html)})
    assert not DocumentVersion.objects.exists()
    sent_wrong(client, page, "karta.txt")
    kept_files.forget_old_files()
    assert [kept.filename for kept in KeptFile.objects.all()] == ["karta.txt"]
    KeptFile.objects.update(kept_at=KeptFile.objects.get().kept_at - timedelta(days=1))
    kept_files.forget_old_files()
    assert not KeptFile.objects.exists()


def test_what_is_kept_for_a_person_is_bounded_and_the_oldest_gives_way(
    client: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_files, "MOST_FILES", 2)
    for name in ("a.txt", "b.txt", "c.txt"):
        sent_wrong(client, page, name)
    assert [kept.filename for kept in KeptFile.objects.order_by("pk")] == ["b.txt", "c.txt"]
    monkeypatch.setattr(kept_files, "MOST_BYTES", 10)
    sent_wrong(client, page, "d.txt")
    assert [kept.filename for kept in KeptFile.objects.order_by("pk")] == ["d.txt"]


def test_after_a_lost_session_the_file_is_there_too(client: Client, page: str, cast: Cast) -> None:
    drawn = client.get(page).content.decode()
    marks = dict(re.findall(r'name="(skriven_av|en_gang)" value="([^"]+)"', drawn))
    client.logout()
    file = SimpleUploadedFile("brev.txt", b"Hej")
    answer = client.post(page, {**FACTS, **marks, "file": file})
    client.force_login(cast.people["registrar"])
    onwards = re.search(r"fortsatt%3D([^&]+)", answer["Location"])
    assert onwards is not None
    html = client.get(f"{page}?fortsatt={onwards[1]}").content.decode()
    assert "brev.txt <span>" in html and "Välj den igen" not in html
    client.post(page, {**FACTS, "file_kvar": keys_in(html)})
    assert bytes_of(DocumentVersion.objects.get()) == b"Hej"


def test_the_same_form_sent_twice_registers_its_kept_file_once(client: Client, page: str) -> None:
    html = sent_wrong(client, page, "brev.txt")
    once = {"en_gang": "en-nyckel-som-ritats", "file_kvar": keys_in(html)}
    answers = [client.post(page, {**FACTS, **once}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert DocumentVersion.objects.count() == 1


def test_nothing_is_held_while_files_are_read(
    client: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also not the form's own key, which on SQLite holds the whole database."""
    outside, seen, called = len(connection.savepoint_ids), [], Apart.call

    def watched(self: Apart, function: Any, *args: Any) -> Any:
        seen.append(len(connection.savepoint_ids))
        return called(self, function, *args)

    monkeypatch.setattr(Apart, "call", watched)
    files = [SimpleUploadedFile(name, b"Hej " + name.encode()) for name in ("a.txt", "b.txt")]
    client.post(page, {**FACTS, "en_gang": "en-nyckel-som-ritats", "file": files})
    assert DocumentVersion.objects.count() == 2
    assert seen == [outside, outside]
