"""The pages of a meeting, as they are used without script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope

from samordna.journal.models import JournalEntry
from samordna.journal.queries import verify
from samordna.letters.models import Letter
from samordna.meetings.forms.table import PresenceForm
from samordna.meetings.models import Attendee, Meeting, Treatment
from samordna.meetings.rules.adjuster_words import is_about_adjusters
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.table import open_meeting, treat_item
from samordna.meetings.tests import story
from samordna.meetings.tests.fetching import Fetch, pages_of, text_of
from samordna.parties.models import Association
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.markup import with_whole_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def page(cast: Cast, client: Client) -> Fetch:
    return pages_of(cast, client)


def test_a_meeting_is_planned_with_swedish_days_and_times(cast: Cast, page: Fetch) -> None:
    form = {
        "body": cast.board.pk,
        "held_on": "12 september 2024",
        "starts_at": "9",
        "ends_at": "12.00",
        "place": "Kommunhuset",
        "mode": "mixed",
        "proposed_adjustment_on": "240926",
        "secretary": "",
    }
    answer = page("registrar", "/uppsala/sammantraden/nytt/", form)
    assert "Styrelsen 12 september 2024" in text_of(answer)
    meeting = Meeting.objects.get()
    assert (meeting.starts_at.hour, meeting.proposed_adjustment_on) == (9, date(2024, 9, 26))


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("starts_at", "nio", "inget klockslag"),
        ("starts_at", "25.00", "inget klockslag"),
        ("held_on", "2024-06-31", "finns inte"),
        ("ends_at", "08.00", "sluta efter att det har börjat"),
        ("proposed_adjustment_on", "2024-09-01", "före sammanträdet"),
        (
            "proposed_adjustment_on",
            "2024-09-27",
            with_whole_days("alltså senast den 26 september 2024"),
        ),
        ("place", "x" * 300, "300 tecken, och får ha högst 200"),
        ("body", "99999999999999999999", "giltigt"),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(
    cast: Cast, page: Fetch, field: str, typed: str, sentence: str
) -> None:
    form = {
        "body": cast.board.pk,
        "held_on": "2024-09-12",
        "starts_at": "09.00",
        "place": "Kommunhuset",
        "mode": "physical",
        field: typed,
    }
    answer = page("registrar", "/uppsala/sammantraden/nytt/", form)
    assert sentence in text_of(answer)
    assert not Meeting.objects.exists()


def test_a_refused_end_leads_to_each_item_and_keeps_the_time(cast: Cast, page: Fetch) -> None:
    meeting = story.opened(cast)
    item = story.item(meeting, "Riktlinjer")
    page("registrar", f"punkt/{item.pk}/ta-upp/", {})
    answer = page("registrar", f"vid-bordet/?punkt={item.pk}")
    text = text_of(answer)
    found = text[: text.index("saknar utgång")]
    assert 'class="finding neutral"' in found[found.rindex("<li") :]  # no fault yet
    answer = page("registrar", "avsluta/", {"slutade": "11.40"})
    assert answer.status_code == 422
    text = text_of(answer)
    summary = text[text.index("error-summary") :]
    assert f'<a href="#till-{item.pk}">' in summary
    assert f'id="till-{item.pk}"' in text
    assert 'value="11.40"' in text
    answer = page("registrar", "avsluta/", {"slutade": "nio"})
    assert '<a href="#slutade">Slutade kl.</a>' in text_of(answer)
    answer = page("registrar", "narvaro/alla/", {})
    assert answer.redirect_chain[-1][0].endswith("#narvaro")
    assert 'id="narvaro" tabindex="-1"' in text_of(answer)


def test_an_uploaded_file_must_be_a_pdf(cast: Cast, page: Fetch) -> None:
    meeting = story.plan(cast)
    item = story.item(meeting, "Riktlinjer")
    file = SimpleUploadedFile("riktlinjer.pdf", b"PK\x03\x04 a Word file")
    answer = page("registrar", f"punkt/{item.pk}/bilaga/", {"title": "Riktlinjer", "file": file})
    assert answer.status_code == 200
    assert "Riktlinjer" in text_of(answer)
    assert not item.attachments.exists()


def test_a_summons_is_looked_at_before_it_goes(cast: Cast, page: Fetch) -> None:
    meeting = story.plan(cast)
    made = date(2024, 9, 4)
    assert 'href="/uppsala/sammantraden/1/kallelse/"' in text_of(page("registrar", day=made))
    looked = text_of(page("registrar", "kallelse/", day=made))
    assert "Skapa och skicka kallelsen till 6 personer" in looked
    assert "Sammanträdet får också ett ärende i diariet." in looked
    for item in meeting.items.all():
        assert item.heading in looked
    for name in ("Orvar Orre", "Sanna Sten"):
        assert name in looked
    meeting.refresh_from_db()
    assert (meeting.state, meeting.summons, meeting.matter) == (meeting.State.PLANNED, None, None)
    assert not Letter.objects.exists()
    page("registrar", "kallelse/", {}, day=made)
    assert Letter.objects.count() == 6
    again = text_of(page("registrar", "kallelse/", day=made))
    assert (
        "Gör om och skicka kallelsen till 6 personer" in again and "ärende i diariet" not in again
    )


def test_a_summons_that_nobody_would_get_has_no_page_to_look_at(cast: Cast, page: Fetch) -> None:
    meeting = story.plan(cast)
    meeting.items.all().delete()
    answer = page("registrar", "kallelse/", day=date(2024, 9, 4), follow=True)
    assert answer.redirect_chain and "Föredragningslistan är tom" in text_of(answer)


def test_without_a_mail_server_the_office_sends_the_summons_itself(
    cast: Cast, page: Fetch, settings: Any
) -> None:
    settings.SAMORDNA_MAIL_SERVER = False
    story.plan(cast)
    looked = text_of(page("registrar", "kallelse/", day=date(2024, 9, 4)))
    assert "Skapa kallelsen</button>" in looked and "du skickar den själv till 6 person" in looked


def test_the_whole_meeting_without_script(cast: Cast, page: Fetch) -> None:
    """From the summons to the notice through the forms of the pages alone."""
    meeting = story.plan(cast)
    page("registrar", "kallelse/", {}, day=date(2024, 9, 4))
    assert "Vid bordet" not in text_of(page("registrar"))
    assert "Kallelsen har inte nått någon" in text_of(page("registrar", "oppna/", {}))
    page("registrar", "oppna/", {"okallat": "1", "reason": "Alla är här."})
    page("registrar", "narvaro/alla/", {})
    viola = story.person(meeting, "Viola")
    page("registrar", "justerare/", {"attendee": viola.pk, "item": ""})
    lars = story.person(meeting, "Lars")
    drawn = PresenceForm().prints_of(PresenceForm.values_of(lars))
    of_lars = {"ritat": drawn, "present": "on", "by_distance": "on"}
    page("registrar", "narvaro/", {f"{lars.pk}-{name}": sent for name, sent in of_lars.items()})
    leaves = {
        "attendee": story.person(meeting, "Alva").pk,
        "reason": "left",
        "item": story.item(meeting, "Nationell").pk,
        "at": "11.00",
    }
    answer = page("registrar", "franvaro/", leaves)
    assert "Lämnade sammanträdet kl. 11.00, från punkt 5" in text_of(answer)
    for item in meeting.items.order_by("position"):
        page("registrar", f"punkt/{item.pk}/ta-upp/", {})
        outcome = "noted" if item.kind in ("formal", "information") else "approved"
        form = {"outcome": outcome, "revision": 0}
        answer = page("registrar", f"punkt/{item.pk}/beslut/", form)
        assert answer.status_code == 200
    answer = page("registrar", "avsluta/", {"slutade": "11.40"})
    text = text_of(answer)
    assert "Alva Alm lämnade sammanträdet kl. 11.00 och deltog inte i §§ 5–6." in text
    assert "utse Viola Vik att jämte ordföranden justera protokollet" in text
    answer = page("registrar", "protokoll/las/", {})
    assert "Protokollet är låst" in text_of(answer)
    sha256 = meeting.minutes.get().paper.file.sha256
    for who in ("registrar", "chair", "vice_chair"):
        form = {"intygar": "ja", "sha256": sha256}
        answer = page(who, "justera/", form, day=date(2024, 9, 16))
    assert "protokollet är justerat" in text_of(answer)
    answer = page("registrar", "anslag/", {}, day=date(2024, 9, 17))
    assert "2024-10-08" in text_of(answer)
    answer = page("registrar", "anslag/ta-ned/", {}, day=date(2024, 10, 8))
    assert with_whole_days("tidigast 2024-10-09") in text_of(answer)
    answer = page("registrar", "anslag/ta-ned/", {}, day=date(2024, 10, 9))
    assert "Anslaget är nedtaget." in text_of(answer)
    assert page("registrar", "paragraf/3/utdrag.pdf").content.startswith(b"%PDF-")


def test_what_the_notice_lacks_of_the_association_is_told_until_it_is_posted(
    cast: Cast, page: Fetch
) -> None:
    lacking = "saknar förvaltningsrätt, postadress och var protokollen förvaras"
    details = 'href="/uppsala/forbundet/uppgifter/"'
    story.opened(cast)
    draft = text_of(page("registrar", "protokoll/"))
    assert lacking in draft and details in draft
    Association.objects.filter(pk=cast.association.pk).update(
        administrative_court="Förvaltningsrätten i Uppsala",
        postal_address="Gatan 1",
        minutes_kept_at="Kansliet",
    )
    assert "Förbundets uppgifter saknar" not in text_of(page("registrar", "protokoll/"))


def test_locked_minutes_still_tell_what_the_notice_lacks(cast: Cast, page: Fetch) -> None:
    story.locked(cast)
    assert "Förbundets uppgifter saknar förvaltningsrätt" in text_of(
        page("registrar", "protokoll/")
    )
    assert "Förbundets uppgifter saknar" not in text_of(page("chair", "protokoll/"))


def test_a_remark_on_a_paragraph_leads_to_it_and_to_the_day_of_adjustment(
    cast: Cast, page: Fetch
) -> None:
    meeting = story.opened(cast)
    Meeting.objects.filter(pk=meeting.pk).update(proposed_adjustment_on=None)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    viola = story.person(meeting, "Viola")
    choose_adjuster(actor=story.keeper(cast), meeting=meeting, attendee=viola)
    item = next(i for i in meeting.items.all() if is_about_adjusters(i.heading))
    story.decide(cast, meeting, item.heading, clauses=["utse Viola Vik att justera protokollet"])
    text = text_of(page("registrar", "protokoll/"))
    assert "säger inte när protokollet justeras" in text
    assert f'href="/uppsala/sammantraden/1/vid-bordet/?punkt={item.pk}#arende"' in text
    days = '<a href="/uppsala/sammantraden/1/vid-bordet/#justeringsdag">Justeringsdag</a>'
    assert days in text  # what was planned cannot be changed once the meeting has opened


def test_a_remark_on_several_paragraphs_leads_to_each_and_to_who_was_there(
    cast: Cast, page: Fetch
) -> None:
    meeting = story.opened(cast)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    items = list(meeting.items.order_by("position"))[:2]
    for item in items:
        story.decide(cast, meeting, item.heading, "approved", clauses=["godkänna det som föreslås"])
    Attendee.objects.filter(meeting=meeting, capacity=Attendee.Capacity.MEMBER).update(
        present=False
    )
    text = text_of(page("registrar", "protokoll/"))
    assert "Inte beslutför vid §§" in text
    for item in items:
        assert f'href="/uppsala/sammantraden/1/vid-bordet/?punkt={item.pk}#arende"' in text
    assert 'href="/uppsala/sammantraden/1/vid-bordet/#narvaro">Närvaro och justerare</a>' in text


def test_signing_needs_the_confirmation_and_the_bytes_that_were_read(
    cast: Cast, page: Fetch
) -> None:
    minutes = story.locked(cast)
    sha256 = minutes.paper.file.sha256
    answer = page("chair", "justera/", {"sha256": sha256})
    text = text_of(answer)
    assert "Kryssa för att du har läst" in text
    assert "Ett fel att rätta" in text and 'href="#id_intygar"' in text
    assert '<form method="post" novalidate>' in text
    answer = page("chair", "justera/", {"sha256": "0" * 64, "intygar": "ja"})
    assert "ny version" in text_of(answer)
    assert not minutes.signers.exclude(signature=None).exists()


def test_words_are_journalled_for_ten_minutes_and_choices_each_time(
    cast: Cast, page: Fetch
) -> None:
    meeting = story.opened(cast)
    story.decide(cast, meeting, "Riktlinjer")
    item = story.item(meeting, "Riktlinjer")
    before = JournalEntry.objects.filter(verb="save_decision").count()
    url, htmx = f"punkt/{item.pk}/beslut/", {"headers": {"HX-Request": "true"}}

    def save(**fields: str) -> None:
        revision = Treatment.objects.get().revision
        page("registrar", url, {"outcome": "approved", "revision": revision, **fields}, **htmx)

    for words in range(20):
        save(claims=f"Yrkande {words}")
    assert JournalEntry.objects.filter(verb="save_decision").count() <= before + 1
    save(claims="Yrkande 19", outcome="rejected")
    save(claims="Yrkande 19", outcome="approved")
    assert JournalEntry.objects.filter(verb="save_decision").count() >= before + 2
    assert verify(cast.association.pk).ok


def test_htmx_gets_only_what_follows_from_the_save(cast: Cast, page: Fetch) -> None:
    meeting = story.opened(cast)
    treat_item(actor=story.keeper(cast), item=story.item(meeting, "Riktlinjer"))
    item = story.item(meeting, "Riktlinjer")
    form = {"outcome": "rejected", "clauses": "godkänna riktlinjer för resor", "revision": 0}
    answer = page("registrar", f"punkt/{item.pk}/beslut/", form, headers={"HX-Request": "true"})
    text = text_of(answer)
    assert "<html" not in text
    assert 'name="revision" value="1"' in text
    assert "avslå förslaget" in text  # the words of refusal came into the text by themselves
    form["outcome"] = "approved"
    stale = page("registrar", f"punkt/{item.pk}/beslut/", form, headers={"HX-Request": "true"})
    assert stale.status_code == 422
    assert "Hämta den sparade texten" in text_of(stale)


def test_who_leaves_while_an_item_is_in_hand_gets_the_time_of_day(cast: Cast, page: Fetch) -> None:
    meeting = story.opened(cast)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    item = story.item(meeting, "Internkontroll")
    form = {
        "attendee": story.person(meeting, "Alva").pk,
        "reason": "left",
        "item": item.pk,
        "tillbaka": item.pk,
    }
    answer = page("registrar", "franvaro/", form)  # nine o'clock in UTC is eleven in Sweden
    assert "Lämnade sammanträdet kl. 11.00, från punkt 4" in text_of(answer)
    first = story.item(meeting, "Val av").pk
    late = page("registrar", "franvaro/", {**form, "reason": "arrived_late", "item": first})
    assert "kom inte sent" in text_of(late)
    nowhere = page("registrar", "franvaro/", {**form, "item": "x", "tillbaka": ""})
    assert "giltigt alternativ" in text_of(nowhere)


@pytest.mark.parametrize("odd", ["", "-1", "99999999999999999999", "\x00", "abc"])
def test_odd_input_at_the_table_is_no_crash(cast: Cast, page: Fetch, odd: str) -> None:
    meeting = story.opened(cast)
    treat_item(actor=story.keeper(cast), item=story.item(meeting, "Riktlinjer"))
    item = story.item(meeting, "Riktlinjer")
    lars = story.person(meeting, "Lars")
    tries = [
        (
            f"punkt/{item.pk}/beslut/",
            {"revision": odd, "outcome": odd, "clauses": odd, "over": odd},
        ),
        ("franvaro/", {"attendee": odd, "reason": odd, "item": odd, "at": odd, "tillbaka": odd}),
        ("justerare/", {"attendee": odd, "item": odd}),
        ("ovriga/", {"name": odd}),
        ("narvaro/", {f"{lars.pk}-ritat": odd, f"{lars.pk}-serves_for": odd, f"{odd}-ritat": ""}),
        ("avsluta/", {"slutade": odd}),
        ("ansokningar/", {"ansokan": odd}),
    ]
    for path, data in tries:
        assert page("registrar", path, data).status_code < 500, path
    assert page("registrar", "vid-bordet/?punkt=99999999999999999999").status_code == 200
    assert page("registrar", "/uppsala/sammantraden/99999999999999999999/").status_code == 404


def test_only_those_concerned_come_in(cast: Cast, page: Fetch) -> None:
    """Before the summons the office, and the board only when and where; the board reads the agenda
    from then on; the keepers alone write."""
    meeting = story.plan(cast)
    expected = {
        "director": 200,
        "registrar": 200,
        "case_officer": 200,
        "auditor": 200,
        "chair": 200,
        "substitute": 200,
        "applicant": 404,
        "outsider": 404,
    }
    assert {who: page(who).status_code for who in expected} == expected
    assert "Riktlinjer" in page("case_officer").content.decode()
    known = page("chair").content.decode()
    assert "Kallelsen är inte skickad ännu" in known and "kl. 09.00" in known
    assert meeting.place in known and "Riktlinjer" not in known
    assert "Kallelsen är inte skickad ännu" in page("substitute").content.decode()
    Meeting.objects.update(state=Meeting.State.SUMMONED)
    assert "Riktlinjer" in page("chair").content.decode()
    assert page("applicant").status_code == 404
    item = story.item(meeting, "Riktlinjer")
    assert page("chair", f"punkt/{item.pk}/flytta/", {"riktning": "upp"}).status_code == 403
    assert page("case_officer", "oppna/", {}).status_code == 403
    assert page("applicant", "oppna/", {}).status_code == 404
    open_meeting(actor=story.keeper(cast), meeting=meeting)
    assert page("chair", "protokoll/").status_code == 403
    assert page("chair", "vid-bordet/").status_code == 403


def test_lists_of_those_present_follow_a_tick_without_the_page_being_read_again(
    cast: Cast, page: Fetch
) -> None:
    meeting = story.opened(cast)
    lars, orvar = story.person(meeting, "Lars"), story.person(meeting, "Orvar")
    htmx = {"headers": {"HX-Request": "true"}}

    def tick(one: Attendee, *, present: bool) -> str:
        one.refresh_from_db()
        row = {f"{one.pk}-ritat": PresenceForm().prints_of(PresenceForm.values_of(one))}
        row |= {f"{one.pk}-present": "on"} if present else {}
        return text_of(page("registrar", "narvaro/", row, **htmx))

    ticked = tick(lars, present=True)
    for list_of in ("franvaro_attendee", "justerare_attendee"):
        swapped = ticked.partition(f'id="{list_of}"')[2].partition("</select>")[0]
        assert 'data-hx-swap-oob="true"' in ticked
        assert f'value="{lars.pk}"' in swapped and f'value="{orvar.pk}"' not in swapped
    sanna = story.person(meeting, "Sanna")
    tage = story.person(meeting, "Tage")
    assert f'id="tur-{tage.pk}">Näst i tur: Sanna Sten<' in ticked
    ticked_tage = tick(tage, present=True)
    serves = ticked_tage.partition(f'id="for-{sanna.pk}"')[2].partition("</select>")[0]
    assert "Tage" in serves and "när ledamoten är borta" in serves
    gone = tick(lars, present=False)
    assert (
        f'value="{lars.pk}"'
        not in gone.partition('id="justerare_attendee"')[2].partition("</select>")[0]
    )
