"""The pages of a meeting, as they are used without script, and how much they ask the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope

from samordna.journal.models import JournalEntry
from samordna.journal.queries import verify
from samordna.kernel.clauses import Facts, clauses_of, said
from samordna.letters.models import Letter
from samordna.meetings.models import Attendee, Meeting, Treatment
from samordna.meetings.rules.adjuster_words import is_about_adjusters
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.table import open_meeting, treat_item
from samordna.meetings.tests import story
from samordna.parties.models import Association
from samordna.parties.tests.cast import Cast, make_cast
from samordna.web.markup import with_whole_days
from samordna.web.tests.both_texts import shown_differences

pytestmark = pytest.mark.django_db

#: Session, person, association, roles and mandates take five of them.
MOST_QUERIES = 12


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with scope(association=made.association):
        yield made


@pytest.fixture
def page(cast: Cast, client: Client) -> Callable[..., Any]:
    """``page("registrar", "vid-bordet/", {...})``: a page of meeting 1 by somebody of the cast."""

    signed_in: list[str] = []

    def fetch(who: str, path: str = "", data: dict[str, Any] | None = None, **extra: Any) -> Any:
        if signed_in != [who]:  # signing in takes queries of its own
            client.force_login(cast.people[who])
            signed_in[:] = [who]
        url = path if path.startswith("/") else f"/uppsala/sammantraden/1/{path}"
        with story.on(extra.pop("day", story.MEETING_DAY)):
            if data is None:
                return client.get(url, **extra)
            return client.post(url, data, follow=extra.pop("follow", True), **extra)

    return fetch


def _text(response: Any) -> str:
    return response.content.decode().replace("\u00a0", " ")


def test_a_meeting_is_planned_with_swedish_days_and_times(cast: Cast, page: Any) -> None:
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
    assert "Styrelsen 12 september 2024" in _text(answer)
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
    cast: Cast, page: Any, field: str, typed: str, sentence: str
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
    assert sentence in _text(answer)
    assert not Meeting.objects.exists()


def test_a_refused_end_leads_to_each_item_and_keeps_the_time(cast: Cast, page: Any) -> None:
    meeting = story.opened(cast)
    item = story.item(meeting, "Riktlinjer")
    page("registrar", f"punkt/{item.pk}/ta-upp/", {})
    answer = page("registrar", f"vid-bordet/?punkt={item.pk}")
    text = _text(answer)
    found = text[: text.index("saknar utgång")]
    assert 'class="finding neutral"' in found[found.rindex("<li") :]  # no fault yet
    answer = page("registrar", "avsluta/", {"slutade": "11.40"})
    assert answer.status_code == 422
    text = _text(answer)
    summary = text[text.index("error-summary") :]
    assert f'<a href="#till-{item.pk}">' in summary
    assert f'id="till-{item.pk}"' in text
    assert 'value="11.40"' in text
    answer = page("registrar", "avsluta/", {"slutade": "nio"})
    assert '<a href="#slutade">Slutade kl.</a>' in _text(answer)
    answer = page("registrar", "narvaro/alla/", {})
    assert answer.redirect_chain[-1][0].endswith("#narvaro")
    assert 'id="narvaro" tabindex="-1"' in _text(answer)


def test_an_uploaded_file_must_be_a_pdf(cast: Cast, page: Any) -> None:
    meeting = story.plan(cast)
    item = story.item(meeting, "Riktlinjer")
    file = SimpleUploadedFile("riktlinjer.pdf", b"PK\x03\x04 a Word file")
    answer = page("registrar", f"punkt/{item.pk}/bilaga/", {"title": "Riktlinjer", "file": file})
    assert answer.status_code == 200
    assert "Riktlinjer" in _text(answer)
    assert not item.attachments.exists()


def test_a_summons_is_looked_at_before_it_goes(cast: Cast, page: Any) -> None:
    meeting = story.plan(cast)
    made = date(2024, 9, 4)
    assert 'href="/uppsala/sammantraden/1/kallelse/"' in _text(page("registrar", day=made))
    looked = _text(page("registrar", "kallelse/", day=made))
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
    again = _text(page("registrar", "kallelse/", day=made))
    assert (
        "Gör om och skicka kallelsen till 6 personer" in again and "ärende i diariet" not in again
    )


def test_a_summons_that_nobody_would_get_has_no_page_to_look_at(cast: Cast, page: Any) -> None:
    meeting = story.plan(cast)
    meeting.items.all().delete()
    answer = page("registrar", "kallelse/", day=date(2024, 9, 4), follow=True)
    assert answer.redirect_chain and "Föredragningslistan är tom" in _text(answer)


def test_without_a_mail_server_the_office_sends_the_summons_itself(
    cast: Cast, page: Any, settings: Any
) -> None:
    settings.SAMORDNA_MAIL_SERVER = False
    story.plan(cast)
    looked = _text(page("registrar", "kallelse/", day=date(2024, 9, 4)))
    assert "Skapa kallelsen</button>" in looked and "du skickar den själv till 6 person" in looked


def test_the_whole_meeting_without_script(cast: Cast, page: Any) -> None:
    """From the summons to the notice through the forms of the pages alone."""
    meeting = story.plan(cast)
    page("registrar", "kallelse/", {}, day=date(2024, 9, 4))
    assert "Vid bordet" not in _text(page("registrar"))
    assert "Kallelsen har inte nått någon" in _text(page("registrar", "oppna/", {}))
    page("registrar", "oppna/", {"okallat": "1"})
    page("registrar", "narvaro/alla/", {})
    viola = story.person(meeting, "Viola")
    page("registrar", "justerare/", {"attendee": viola.pk, "item": ""})
    lars = story.person(meeting, "Lars")
    page("registrar", f"narvaro/{lars.pk}/", {"present": "on", "by_distance": "on"})
    leaves = {
        "attendee": story.person(meeting, "Alva").pk,
        "reason": "left",
        "item": story.item(meeting, "Nationell").pk,
        "at": "11.00",
    }
    answer = page("registrar", "franvaro/", leaves)
    assert "Lämnade sammanträdet kl. 11.00, från punkt 5" in _text(answer)
    for item in meeting.items.order_by("position"):
        page("registrar", f"punkt/{item.pk}/ta-upp/", {})
        outcome = "noted" if item.kind in ("formal", "information") else "approved"
        form = {"outcome": outcome, "revision": 0}
        answer = page("registrar", f"punkt/{item.pk}/beslut/", form)
        assert answer.status_code == 200
    answer = page("registrar", "avsluta/", {"slutade": "11.40"})
    text = _text(answer)
    assert "Alva Alm lämnade sammanträdet kl. 11.00 och deltog inte i §§ 5–6." in text
    assert "utse Viola Vik att jämte ordföranden justera protokollet" in text
    answer = page("registrar", "protokoll/las/", {})
    assert "Protokollet är låst" in _text(answer)
    sha256 = meeting.minutes.get().paper.file.sha256
    for who in ("registrar", "chair", "vice_chair"):
        form = {"intygar": "ja", "sha256": sha256}
        answer = page(who, "justera/", form, day=date(2024, 9, 16))
    assert "protokollet är justerat" in _text(answer)
    answer = page("registrar", "anslag/", {}, day=date(2024, 9, 17))
    assert "2024-10-08" in _text(answer)
    answer = page("registrar", "anslag/ta-ned/", {}, day=date(2024, 10, 8))
    assert with_whole_days("tidigast 2024-10-09") in _text(answer)
    answer = page("registrar", "anslag/ta-ned/", {}, day=date(2024, 10, 9))
    assert "Anslaget är nedtaget." in _text(answer)
    assert page("registrar", "paragraf/3/utdrag.pdf").content.startswith(b"%PDF-")


def test_what_the_notice_lacks_of_the_association_is_told_until_it_is_posted(
    cast: Cast, page: Any
) -> None:
    lacking = "saknar förvaltningsrätt, postadress och var protokollen förvaras"
    details = 'href="/uppsala/forbundet/uppgifter/"'
    story.opened(cast)
    draft = _text(page("registrar", "protokoll/"))
    assert lacking in draft and details in draft
    Association.objects.filter(pk=cast.association.pk).update(
        administrative_court="Förvaltningsrätten i Uppsala",
        postal_address="Gatan 1",
        minutes_kept_at="Kansliet",
    )
    assert "Förbundets uppgifter saknar" not in _text(page("registrar", "protokoll/"))


def test_locked_minutes_still_tell_what_the_notice_lacks(cast: Cast, page: Any) -> None:
    story.locked(cast)
    assert "Förbundets uppgifter saknar förvaltningsrätt" in _text(page("registrar", "protokoll/"))
    assert "Förbundets uppgifter saknar" not in _text(page("chair", "protokoll/"))


def test_a_remark_on_a_paragraph_leads_to_it_and_to_the_day_of_adjustment(
    cast: Cast, page: Any
) -> None:
    meeting = story.opened(cast)
    Meeting.objects.filter(pk=meeting.pk).update(proposed_adjustment_on=None)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    viola = story.person(meeting, "Viola")
    choose_adjuster(actor=story.keeper(cast), meeting=meeting, attendee=viola)
    item = next(i for i in meeting.items.all() if is_about_adjusters(i.heading))
    story.decide(cast, meeting, item.heading, clauses=["utse Viola Vik att justera protokollet"])
    text = _text(page("registrar", "protokoll/"))
    assert "säger inte när protokollet justeras" in text
    assert f'href="/uppsala/sammantraden/1/vid-bordet/?punkt={item.pk}#arende"' in text
    days = '<a href="/uppsala/sammantraden/1/vid-bordet/#justeringsdag">Justeringsdag</a>'
    assert days in text  # what was planned cannot be changed once the meeting has opened


def test_a_remark_on_several_paragraphs_leads_to_each_and_to_who_was_there(
    cast: Cast, page: Any
) -> None:
    meeting = story.opened(cast)
    set_all_present(actor=story.keeper(cast), meeting=meeting)
    items = list(meeting.items.order_by("position"))[:2]
    for item in items:
        story.decide(cast, meeting, item.heading, "approved", clauses=["godkänna det som föreslås"])
    Attendee.objects.filter(meeting=meeting, capacity=Attendee.Capacity.MEMBER).update(
        present=False
    )
    text = _text(page("registrar", "protokoll/"))
    assert "Inte beslutför vid §§" in text
    for item in items:
        assert f'href="/uppsala/sammantraden/1/vid-bordet/?punkt={item.pk}#arende"' in text
    assert 'href="/uppsala/sammantraden/1/vid-bordet/#narvaro">Närvaro och justerare</a>' in text


def test_signing_needs_the_confirmation_and_the_bytes_that_were_read(cast: Cast, page: Any) -> None:
    minutes = story.locked(cast)
    sha256 = minutes.paper.file.sha256
    answer = page("chair", "justera/", {"sha256": sha256})
    text = _text(answer)
    assert "Kryssa för att du har läst" in text
    assert "Ett fel att rätta" in text and 'href="#id_intygar"' in text
    assert '<form method="post" novalidate>' in text
    answer = page("chair", "justera/", {"sha256": "0" * 64, "intygar": "ja"})
    assert "ny version" in _text(answer)
    assert not minutes.signers.exclude(signature=None).exists()


def test_two_who_save_the_same_paragraph_see_both_texts(cast: Cast, page: Any) -> None:
    meeting = story.opened(cast)
    story.decide(cast, meeting, "Riktlinjer", claims="Lars yrkar bifall")
    item = story.item(meeting, "Riktlinjer")
    mine = {"outcome": "approved", "claims": "Alva yrkar avslag", "revision": 0}
    answer = page("director", f"punkt/{item.pk}/beslut/", mine)
    assert answer.status_code == 422
    shown = shown_differences(_text(answer))
    assert shown["Yrkanden"] == ("Lars yrkar bifall", "Alva yrkar avslag")
    assert "Alva yrkar avslag</textarea>" in _text(answer)
    page("director", f"punkt/{item.pk}/beslut/", {**mine, "over": 1})
    assert Treatment.objects.get().claims == "Alva yrkar avslag"


def test_a_page_whose_answer_was_lost_is_not_somebody_else(cast: Cast, page: Any) -> None:
    meeting = story.opened(cast)
    story.decide(cast, meeting, "Riktlinjer")
    item = story.item(meeting, "Riktlinjer")
    revision = Treatment.objects.get().revision
    mine = {"outcome": "approved", "claims": "Alva yrkar bifall", "revision": revision, "flik": "a"}
    htmx = {"headers": {"HX-Request": "true"}}
    url = f"punkt/{item.pk}/beslut/"
    for claims in ("Alva yrkar", "Alva yrkar bifall"):  # the answer to the first never came
        assert page("registrar", url, {**mine, "claims": claims}, **htmx).status_code == 200
    other = {**mine, "claims": "Fliken bredvid", "flik": "b"}
    assert page("registrar", url, other, **htmx).status_code == 422
    assert Treatment.objects.get().claims == "Alva yrkar bifall"


def test_words_are_journalled_for_ten_minutes_and_choices_each_time(cast: Cast, page: Any) -> None:
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


def test_two_who_save_the_same_item_see_both_texts(cast: Cast, page: Any) -> None:
    meeting = story.plan(cast)
    item = story.item(meeting, "Riktlinjer")
    path = f"punkt/{item.pk}/"
    sent = {"heading": item.heading, "kind": item.kind, "revision": item.revision}
    page("registrar", path, {**sent, "proposal": "att anta riktlinjerna", "note": "Bilaga 1"})
    mine = {**sent, "proposal": "återremittera", "note": "Bilaga 1", "presenter": "Frida"}
    answer = page("director", path, mine)
    assert shown_differences(_text(answer)) == {
        "Föredragande": ("(tomt)", "Frida"),
        "Förslag till beslut": ("anta riktlinjerna", "återremittera"),
    }
    assert f'name="revision" value="{item.revision + 1}"' in _text(answer)
    page("director", path, {**mine, "revision": item.revision + 1})
    item.refresh_from_db()
    assert said(clauses_of(item.proposal), Facts()) == ["återremittera"]
    assert item.presenter == "Frida"


def test_htmx_gets_only_what_follows_from_the_save(cast: Cast, page: Any) -> None:
    meeting = story.opened(cast)
    treat_item(actor=story.keeper(cast), item=story.item(meeting, "Riktlinjer"))
    item = story.item(meeting, "Riktlinjer")
    form = {"outcome": "rejected", "clauses": "godkänna riktlinjer för resor", "revision": 0}
    answer = page("registrar", f"punkt/{item.pk}/beslut/", form, headers={"HX-Request": "true"})
    text = _text(answer)
    assert "<html" not in text
    assert 'name="revision" value="1"' in text
    assert "avslå förslaget" in text  # the words of refusal came into the text by themselves
    form["outcome"] = "approved"
    stale = page("registrar", f"punkt/{item.pk}/beslut/", form, headers={"HX-Request": "true"})
    assert stale.status_code == 422
    assert "Hämta den sparade texten" in _text(stale)


def test_who_leaves_while_an_item_is_in_hand_gets_the_time_of_day(cast: Cast, page: Any) -> None:
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
    assert "Lämnade sammanträdet kl. 11.00, från punkt 4" in _text(answer)
    first = story.item(meeting, "Val av").pk
    late = page("registrar", "franvaro/", {**form, "reason": "arrived_late", "item": first})
    assert "kom inte sent" in _text(late)
    nowhere = page("registrar", "franvaro/", {**form, "item": "x", "tillbaka": ""})
    assert "giltigt alternativ" in _text(nowhere)


@pytest.mark.parametrize("odd", ["", "-1", "99999999999999999999", "\x00", "abc"])
def test_odd_input_at_the_table_is_no_crash(cast: Cast, page: Any, odd: str) -> None:
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
        (f"narvaro/{lars.pk}/", {"present": odd, "serves_for": odd}),
        ("avsluta/", {"slutade": odd}),
        ("ansokningar/", {"ansokan": odd}),
    ]
    for path, data in tries:
        assert page("registrar", path, data).status_code < 500, path
    assert page("registrar", "vid-bordet/?punkt=99999999999999999999").status_code == 200
    assert page("registrar", "/uppsala/sammantraden/99999999999999999999/").status_code == 404


def test_only_those_concerned_come_in(cast: Cast, page: Any) -> None:
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


def _long_agenda(items: int) -> str:
    return "\n".join(f"beslut Ärende {n:02}" for n in range(1, items - 2))


@pytest.mark.parametrize("path", ["", "vid-bordet/", "vid-bordet/?punkt={first}", "protokoll/"])
def test_pages_ask_the_same_for_three_and_nineteen_items(
    cast: Cast, page: Any, path: str, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for items in (4, 19):
        meeting = story.opened(cast, _long_agenda(items))
        assert meeting.items.count() == items
        set_all_present(actor=story.keeper(cast), meeting=meeting)
        choose_adjuster(
            actor=story.keeper(cast), meeting=meeting, attendee=story.person(meeting, "Viola")
        )
        story.decide_all(cast, meeting)
        first = meeting.items.order_by("position").first()
        assert first is not None
        url = f"/uppsala/sammantraden/{meeting.number}/{path.format(first=first.pk)}"
        page("registrar", url)
        with django_assert_max_num_queries(MOST_QUERIES) as captured:
            assert page("registrar", url).status_code == 200
        counts.append(len(captured))
        Meeting.objects.update(state=Meeting.State.CLOSED)
    assert counts[0] == counts[1]


def test_the_locked_minutes_ask_no_more(
    cast: Cast, page: Any, django_assert_max_num_queries: Any
) -> None:
    story.locked(cast)
    page("registrar", "protokoll/")
    with django_assert_max_num_queries(MOST_QUERIES):
        assert page("registrar", "protokoll/").status_code == 200


def test_the_list_asks_the_same_for_three_and_thirty(
    cast: Cast, page: Any, django_assert_max_num_queries: Any
) -> None:
    for day in range(1, 31):
        story.plan(cast, "", date(2024, 10, day))
    page("registrar", "/uppsala/sammantraden/")
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = page("registrar", "/uppsala/sammantraden/")
    assert _text(answer).count("Kommunhuset, rum Almen") == 30


def test_lists_of_those_present_follow_a_tick_without_the_page_being_read_again(
    cast: Cast, page: Any
) -> None:
    meeting = story.opened(cast)
    lars, orvar = story.person(meeting, "Lars"), story.person(meeting, "Orvar")
    htmx = {"headers": {"HX-Request": "true"}}
    url = f"narvaro/{lars.pk}/"
    ticked = _text(page("registrar", url, {"present": "on"}, **htmx))
    for list_of in ("franvaro_attendee", "justerare_attendee"):
        swapped = ticked.partition(f'id="{list_of}"')[2].partition("</select>")[0]
        assert 'data-hx-swap-oob="true"' in ticked
        assert f'value="{lars.pk}"' in swapped and f'value="{orvar.pk}"' not in swapped
    sanna = story.person(meeting, "Sanna")
    tage = story.person(meeting, "Tage")
    assert f'id="tur-{tage.pk}">Näst i tur: Sanna Sten<' in ticked
    ticked_tage = _text(page("registrar", f"narvaro/{tage.pk}/", {"present": "on"}, **htmx))
    serves = ticked_tage.partition(f'id="for-{sanna.pk}"')[2].partition("</select>")[0]
    assert "Tage" in serves and "när ledamoten är borta" in serves
    gone = _text(page("registrar", url, {}, **htmx))
    assert (
        f'value="{lars.pk}"'
        not in gone.partition('id="justerare_attendee"')[2].partition("</select>")[0]
    )
