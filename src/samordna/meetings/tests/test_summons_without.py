"""A summons that an attachment stops names it, and goes out without it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.documents.kinds import PaperKind
from samordna.documents.models import PDF
from samordna.documents.pdf import attachments as bundling
from samordna.documents.pdf.foreign.check import NotJoined, fill_apart
from samordna.documents.pdf.tests import foreign_files as files
from samordna.documents.pdf.tests.reading import text
from samordna.documents.queries import bytes_of
from samordna.documents.steps import add_version
from samordna.journal.models import JournalEntry
from samordna.meetings.models import AgendaAttachment, Meeting
from samordna.meetings.queries import joining
from samordna.meetings.services.planning import attach_paper
from samordna.meetings.services.summons import NotBundled, send_summons
from samordna.meetings.tests import story
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

MADE = date(2024, 9, 4)
GOOD, ANOTHER, BAD = files.plain("Karta"), files.plain("Plan"), files.locked(user="u")


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    joining._try.cache_clear()
    with scope(association=made.association):
        yield made


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return story.plan(cast)


def attach(cast: Cast, meeting: Meeting, data: bytes, name: str) -> AgendaAttachment:
    """A file that came in when nobody tried it."""
    actor = cast.actor("registrar")
    version = add_version(
        actor=actor,
        data=data,
        media_type=PDF,
        filename=f"{name}.pdf",
        kind=PaperKind.ATTACHMENT,
        title=name.capitalize(),
    )
    return attach_paper(actor=actor, item=story.item(meeting, "Riktlinjer"), version=version)


def send(cast: Cast, meeting: Meeting, *without: AgendaAttachment) -> Meeting:
    with story.on(MADE):
        return send_summons(
            actor=cast.actor("registrar"),
            meeting=meeting,
            without=[attachment.pk for attachment in without],
        )


def said(meeting: Meeting) -> str:
    meeting.refresh_from_db()
    assert meeting.summons is not None
    return " ".join(text(bytes_of(meeting.summons)).split())


@pytest.fixture
def page(cast: Cast, client: Client) -> Callable[..., str]:
    def fetch(who: str, path: str = "", data: dict[str, Any] | None = None) -> str:
        client.force_login(cast.people[who])
        url = f"/uppsala/sammantraden/1/{path}"
        with story.on(MADE):
            answer = client.get(url) if data is None else client.post(url, data, follow=True)
        return unescape(answer.content.decode()).replace("\u00a0", " ")

    return fetch


def clash(monkeypatch: pytest.MonkeyPatch, number: str, among: int) -> list[int]:
    """Let that many files together be one too many for the one with the number; how many each
    bundle that was tried had."""
    tried: list[int] = []

    def fill(ours: bytes, slots: Any) -> bytes:
        tried.append(len(slots))
        if len(slots) >= among:
            raise NotJoined({f"Bilaga {number}": ("Filen krockar.",)})
        return fill_apart(ours, slots)

    monkeypatch.setattr(bundling, "fill_apart", fill)
    return tried


def test_the_item_and_the_file_are_named(cast: Cast, meeting: Meeting) -> None:
    attach(cast, meeting, GOOD, "karta")
    bad = attach(cast, meeting, BAD, "last")
    with pytest.raises(NotBundled) as refusal:
        send(cast, meeting)
    assert str(refusal.value).startswith(
        "Bilaga 3.1, Last (last.pdf), till punkt 3, Riktlinjer för resor, kan inte fogas in i "
        "kallelsen. Filen går inte att öppna utan lösenord."
    )
    assert [one.attachment for one in refusal.value.found] == [bad]
    meeting.refresh_from_db()
    assert meeting.summons is None


def test_it_goes_out_without_and_says_so_in_its_place(cast: Cast, meeting: Meeting) -> None:
    good, bad = attach(cast, meeting, GOOD, "karta"), attach(cast, meeting, BAD, "last")
    send(cast, meeting, bad)
    words = said(meeting)
    assert "Bilaga 3.1: Last" in words
    assert "kunde inte fogas in i kallelsen. Den finns i ärendet som en egen fil, last.pdf" in words
    assert "Karta" in words
    marks = dict(AgendaAttachment.objects.values_list("pk", "left_out"))
    assert marks == {good.pk: False, bad.pk: True}
    assert JournalEntry.objects.get(verb="send_summons").after["without"] == ["3.1"]


def test_one_that_is_made_again_with_all_of_them_leaves_none_out(
    cast: Cast, meeting: Meeting
) -> None:
    good = attach(cast, meeting, GOOD, "karta")
    send(cast, meeting, good)
    assert AgendaAttachment.objects.get().left_out
    send(cast, meeting)
    assert not AgendaAttachment.objects.get().left_out
    assert "kunde inte fogas in" not in said(meeting)
    latest = JournalEntry.objects.filter(verb="send_summons").latest("number")
    assert "without" not in latest.after


def test_the_key_of_another_meetings_attachment_changes_nothing(
    cast: Cast, meeting: Meeting
) -> None:
    other = story.plan(cast, day=date(2024, 10, 10))
    theirs = attach(cast, other, GOOD, "karta")
    attach(cast, meeting, ANOTHER, "plan")
    send(cast, meeting, theirs)
    assert not AgendaAttachment.objects.filter(left_out=True).exists()


class TestPage:
    def test_names_the_file_and_its_button_sends_without_it(
        self, cast: Cast, meeting: Meeting, page: Callable[..., str]
    ) -> None:
        attach(cast, meeting, GOOD, "karta")
        bad = attach(cast, meeting, BAD, "last")
        looked = page("registrar", "kallelse/")
        assert "Bilagor som inte kan fogas in" in looked
        assert "Bilaga 3.1, Last (last.pdf), till punkt 3, Riktlinjer för resor" in looked
        assert "kallelsen utan bilaga 3.1 till 6 personer</button>" in looked
        assert re.findall(r'name="utan" value="(\d+)"', looked) == [str(bad.pk)]
        told = page("registrar", "kallelse/", {"utan": bad.pk})
        assert "Kallelsen är skapad." in told
        assert "Kallelse med bilagor (PDF)</a>, utan bilaga 3.1, gjord" in told

    def test_members_have_the_file_of_its_own(
        self, cast: Cast, meeting: Meeting, page: Callable[..., str], client: Client
    ) -> None:
        attach(cast, meeting, GOOD, "karta")
        bad = attach(cast, meeting, BAD, "last")
        send(cast, meeting, bad)
        read = page("chair")
        assert read.count("(egen fil, som inte är med i kallelsen)") == 1
        link = re.search(r'href="([^"]+)">Bilaga 3\.1</a> <span class="muted">Last \(egen', read)
        assert link is not None
        assert client.get(link[1]).content == BAD

    def test_pressed_without_having_looked_shows_what_stands_in_the_way(
        self, cast: Cast, meeting: Meeting, page: Callable[..., str]
    ) -> None:
        attach(cast, meeting, BAD, "last")
        told = page("registrar", "kallelse/", {})
        assert "kallelsen utan bilaga 3 till 6 personer</button>" in told
        meeting.refresh_from_db()
        assert meeting.summons is None

    def test_files_that_clash_are_found_before_it_is_sent(
        self,
        cast: Cast,
        meeting: Meeting,
        page: Callable[..., str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        attach(cast, meeting, GOOD, "karta")
        second = attach(cast, meeting, ANOTHER, "plan")
        tried = clash(monkeypatch, "1", among=2)  # by its place when tried, from 0
        looked = page("registrar", "kallelse/")
        assert "Bilaga 3.1, Plan (plan.pdf), till punkt 3" in looked
        assert "Filen krockar." in looked
        assert re.findall(r'name="utan" value="(\d+)"', looked) == [str(second.pk)]
        assert tried == [2, 2, 1]  # once more where each is tried alone again

    def test_what_joined_is_not_tried_again(
        self,
        cast: Cast,
        meeting: Meeting,
        page: Callable[..., str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        attach(cast, meeting, GOOD, "karta")
        tried = clash(monkeypatch, "0", among=9)
        for _ in range(2):
            assert "Bilagor som inte kan fogas in" not in page("registrar", "kallelse/")
        assert tried == [1]
        attach(cast, meeting, ANOTHER, "plan")
        page("registrar", "kallelse/")
        assert tried == [1, 2]

    def test_what_stops_it_only_when_it_is_made_is_shown_too(
        self,
        cast: Cast,
        meeting: Meeting,
        page: Callable[..., str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        attach(cast, meeting, GOOD, "karta")
        second = attach(cast, meeting, ANOTHER, "plan")
        assert "Bilagor som inte kan fogas in" not in page("registrar", "kallelse/")
        clash(monkeypatch, "3.1", among=2)
        told = page("registrar", "kallelse/", {})
        assert "Filen krockar." in told
        assert re.findall(r'name="utan" value="(\d+)"', told) == [str(second.pk)]
        assert "Kallelsen är skapad." in page("registrar", "kallelse/", {"utan": second.pk})


def test_a_key_that_no_attachment_can_have_is_passed_over(
    cast: Cast, meeting: Meeting, client: Client
) -> None:
    client.force_login(cast.people["registrar"])
    with story.on(MADE):
        address = f"/uppsala/sammantraden/{meeting.number}/kallelse/"
        answer = client.post(address, {"utan": ["9" * 5000]})
    assert answer.status_code == 302
    meeting.refresh_from_db()
    assert meeting.summons is not None
