"""No meeting, item or signature on minutes is stuck for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from samordna.documents.models import Signature
from samordna.flows.services import (
    cancel_meeting,
    put_on_agenda,
    set_effect_aside,
    settle_paragraph,
    sign_and_settle,
)
from samordna.flows.thread import board_steps
from samordna.flows.today import tasks_for
from samordna.funding.models import Application
from samordna.funding.tests.world import make_application, make_call
from samordna.ground import clock
from samordna.journal.models import JournalEntry
from samordna.letters.delivery import deliver_all
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Minutes
from samordna.meetings.rules.states import Dispatch
from samordna.meetings.services.minutes import lock_minutes, recall_minutes
from samordna.meetings.services.planning import edit_meeting
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.returned import let_item_go
from samordna.meetings.services.signers import refuse_minutes, replace_signer, stand_ins
from samordna.meetings.services.summons import record_dispatch, send_summons
from samordna.meetings.services.table import close_meeting
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.models import Mandate
from samordna.parties.tests.cast import Cast, make_cast
from samordna.register.models import Record
from samordna.register.steps import open_matter
from samordna.web.markup import with_whole_days
from samordna.web.tests.drawn import form_with

LATER = date(2024, 10, 10)
DAY = story.MEETING_DAY


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


@pytest.fixture
def page(cast: Cast, client: Client) -> Any:
    def at(who: str, path: str, data: dict[str, Any] | None = None) -> Any:
        client.force_login(cast.people[who], backend="django.contrib.auth.backends.ModelBackend")
        url = path if path.startswith("/") else f"/uppsala/sammantraden/{path}"
        return client.post(url, data, follow=True) if data is not None else client.get(url)

    return at


def tasks(cast: Cast, who: str, day: date) -> dict[str, Any]:
    with story.on(day):
        return {f"{t.verb} {t.thing}": t for t in tasks_for(cast.actor(who, day), day)}


def sign(cast: Cast, minutes: Minutes, *who: str, day: date = DAY) -> Minutes:
    with story.on(day):
        for name in who:
            signed = sign_and_settle(
                actor=cast.actor(name, day), minutes=Minutes.objects.get(pk=minutes.pk)
            )
    return signed


def last() -> JournalEntry:
    return JournalEntry.objects.latest("number")


# Meetings -----------------------------------------------------------------------------------------


class TestCancelledAndMoved:
    def test_a_meeting_whose_day_has_passed_is_not_late_for_ever(
        self, cast: Cast, page: Any
    ) -> None:
        meeting = story.plan(cast)
        for who in ("registrar", "director"):
            found = tasks(cast, who, DAY + timedelta(days=1))
            task = found["Ta ställning till Sammanträde styrelsen 2024-09-12"]
            assert task.due is None
        with story.on(DAY + timedelta(days=1)):
            html = page("registrar", task.url).content.decode()
            assert "Dagen har passerat" in html
            done = page("registrar", f"{meeting.number}/stall-in/", {"reason": "För få kunde"})
        assert "Sammanträdet är inställt" in done.content.decode()
        assert last().verb == "cancel_meeting"
        assert not any("Sammanträde" in line for line in tasks(cast, "registrar", LATER))

    def test_cancelling_needs_a_reason_and_is_for_meetings_that_have_taken_nothing_up(
        self, cast: Cast
    ) -> None:
        meeting = story.plan(cast)
        actor = cast.actor("registrar")
        with pytest.raises(NotPossible, match="varför"):
            cancel_meeting(actor=actor, meeting=meeting, reason=" ")
        opened = story.opened(cast)
        set_all_present(actor=story.keeper(cast), meeting=opened)
        story.decide_all(cast, opened)
        with pytest.raises(NotPossible, match="tagits upp"):
            cancel_meeting(actor=actor, meeting=opened, reason="För få kunde")
        close_meeting(actor=story.keeper(cast), meeting=opened)
        with pytest.raises(ValueError, match="ställa in"):
            cancel_meeting(actor=actor, meeting=opened, reason="För få kunde")

    def test_what_was_on_the_agenda_is_given_back(self, cast: Cast) -> None:
        actor = cast.actor("registrar")
        meeting = story.plan(cast)
        application = _prepared(cast)
        put_on_agenda(
            actor=actor,
            meeting=meeting,
            kind=SubjectKind.APPLICATION,
            subject_id=application.pk,
        )
        cancel_meeting(actor=actor, meeting=meeting, reason="Lokalen brann")
        application.refresh_from_db()
        assert application.state == Application.State.PREPARED
        again = story.plan(cast, "", LATER)
        item = story.item(meeting, "resor")
        back = put_on_agenda(
            actor=actor, meeting=again, kind=SubjectKind.EARLIER_ITEM, subject_id=item.pk
        )
        assert back.heading == item.heading
        assert back.proposal == item.proposal
        assert "ställdes in" in back.background
        put_on_agenda(
            actor=actor, meeting=again, kind=SubjectKind.APPLICATION, subject_id=application.pk
        )

    def test_members_read_that_it_is_cancelled_if_they_were_summoned(
        self, cast: Cast, page: Any
    ) -> None:
        actor = cast.actor("registrar")
        never, called = story.plan(cast), story.plan(cast, day=LATER)
        with story.on(date(2024, 9, 2)):
            _summon(cast, called)
            called.refresh_from_db()
            for meeting in (never, called):
                cancel_meeting(actor=actor, meeting=meeting, reason="För få kunde")
            deliver_all()
            assert page("member", f"{never.number}/").status_code == 404
            html = page("member", f"{called.number}/").content.decode()
        assert "För få kunde" in html
        assert Record.objects.filter(matter=called.matter, subject__startswith="Inställt").exists()

    def test_a_summons_is_out_of_date_when_the_meeting_moves(self, cast: Cast, page: Any) -> None:
        actor = cast.actor("registrar")
        meeting = story.plan(cast)
        with story.on(date(2024, 9, 2)):
            _summon(cast, meeting)
        with story.on(date(2024, 9, 3)):
            meeting.refresh_from_db()
            as_it_stands = _details(cast, meeting.held_on) | {
                "starts_at": meeting.starts_at,
                "ends_at": meeting.ends_at,
                "place": meeting.place,
                "mode": meeting.mode,
                "hindrance_contact": meeting.hindrance_contact,
                "proposed_adjustment_on": meeting.proposed_adjustment_on,
                "secretary": meeting.secretary,
            }
            edit_meeting(actor=actor, meeting=meeting, details=as_it_stands)
            shown = page("registrar", f"{meeting.number}/").content.decode()
            assert "äldre än föredragningslistan" not in shown
            edit_meeting(actor=actor, meeting=meeting, details=_details(cast, LATER))
            assert (
                "äldre än föredragningslistan"
                in page("registrar", f"{meeting.number}/").content.decode()
            )
        assert "Gör om Kallelse till styrelsen 2024-10-10" in tasks(
            cast, "registrar", date(2024, 9, 3)
        )


def _summon(cast: Cast, meeting: Meeting) -> None:
    actor = cast.actor("registrar")
    send_summons(actor=actor, meeting=meeting)
    fresh = Meeting.objects.get(pk=meeting.pk)
    record_dispatch(actor=actor, meeting=fresh, how=Dispatch.HAND, sent_on=clock.today())


def _details(cast: Cast, day: date) -> Any:
    return {
        "held_on": day,
        "starts_at": time(13),
        "ends_at": time(15),
        "place": "På distans",
        "mode": Meeting.Mode.DIGITAL,
        "hindrance_contact": "",
        "proposed_adjustment_on": None,
        "secretary": cast.people["registrar"],
    }


def _prepared(cast: Cast) -> Application:
    from samordna.funding.tests.world import write_application
    from tests.permissions.funding import _prepared as prepared

    with story.on(date(2024, 9, 3)):
        return prepared(cast, write_application(cast))


# Items that come back -----------------------------------------------------------------------------


def tabled(cast: Cast, outcome: str = "postponed") -> Meeting:
    """A meeting that tabled the guidelines for travel, adjusted."""
    meeting = story.opened(cast)
    keeper = story.keeper(cast)
    set_all_present(actor=keeper, meeting=meeting)
    choose_adjuster(actor=keeper, meeting=meeting, attendee=story.person(meeting, "Viola"))
    with story.on(DAY, 10):
        for row in meeting.items.order_by("position"):
            noted = row.kind in ("information", "formal")
            usual = "noted" if noted else "approved"
            story.decide(cast, meeting, row.heading, outcome if "resor" in row.heading else usual)
        close_meeting(actor=keeper, meeting=meeting, ended_at=time(11, 40))
        minutes = lock_minutes(actor=keeper, meeting=meeting)
    sign(cast, minutes, "registrar", "chair", "vice_chair")
    return meeting


@pytest.mark.parametrize("outcome", ["postponed", "remitted", "undecided"])
def test_an_item_that_was_not_settled_comes_back_until_it_stands_on_an_agenda(
    cast: Cast, page: Any, outcome: str
) -> None:
    meeting = tabled(cast, outcome)
    line = "Ta upp igen Riktlinjer för resor"
    task = tasks(cast, "registrar", LATER)[line]
    assert line in tasks(cast, "director", LATER)
    assert "§ 3/2024" in task.why or "§" in task.why
    coming = story.plan(cast, "", LATER)
    with story.on(date(2024, 9, 30)):
        html = page("registrar", task.url).content.decode()
        assert f"/sammantraden/{meeting.number}/protokoll/#paragraf-" in html
        html = page("registrar", f"{coming.number}/").content.decode()
        assert "Punkter som ska tas upp igen" in html
        assert "Riktlinjer för resor" in html
        item = story.item(meeting, "resor")
        page(
            "registrar",
            f"{coming.number}/lagg-till/",
            {"slag": "earlier_item", "valda": str(item.pk)},
        )
        back = coming.items.get(subject_kind="earlier_item")
        assert back.heading == "Riktlinjer för resor"
        html = page("registrar", f"{coming.number}/").content.decode()
        assert "Tidigare behandling" in html
        where = page("registrar", f"punkt/{item.pk}/")
        assert where["Location"].startswith(f"/uppsala/sammantraden/{meeting.number}/protokoll/#")
    assert line not in tasks(cast, "registrar", LATER)
    with pytest.raises(NotPossible, match="redan på en föredragningslista"):
        put_on_agenda(
            actor=cast.actor("registrar"),
            meeting=story.plan(cast, "", date(2024, 11, 7)),
            kind=SubjectKind.EARLIER_ITEM,
            subject_id=item.pk,
        )


def test_an_item_may_be_let_go_with_a_reason(cast: Cast, page: Any) -> None:
    item = story.item(tabled(cast), "resor")
    with pytest.raises(NotPossible, match="varför"):
        let_item_go(actor=cast.actor("registrar"), item=item, reason="")
    url = tasks(cast, "registrar", LATER)["Ta upp igen Riktlinjer för resor"].url
    with story.on(LATER):
        done = page("registrar", url, {"reason": "Kommunens riktlinjer används"})
    assert "utgår" in done.content.decode()
    assert last().verb == "let_item_go"
    assert tasks(cast, "registrar", LATER) == tasks(cast, "registrar", LATER)
    assert "Ta upp igen Riktlinjer för resor" not in tasks(cast, "registrar", LATER)


# Signatures ---------------------------------------------------------------------------------------


class TestSigners:
    def test_who_took_part_adjusts_also_after_the_mandate_has_ended(
        self, cast: Cast, page: Any
    ) -> None:
        minutes = story.locked(cast)
        number = minutes.meeting.number
        Mandate.objects.filter(person=cast.people["vice_chair"]).update(
            valid_to=DAY + timedelta(days=1)
        )
        day = DAY + timedelta(days=3)
        assert "Justera Protokoll styrelsen 2024-09-12" in tasks(cast, "vice_chair", day)
        with story.on(day):
            assert "Justera" in page("vice_chair", "/uppsala/idag/").content.decode()
            html = page("vice_chair", f"{number}/justera/").content.decode()
            assert "Din underskrift" in html
            paper = f"/uppsala/handlingar/{minutes.paper_id}/"
            assert paper in html
            assert f"{number}/protokoll/" not in html  # a page that is closed to her
            assert page("vice_chair", paper).status_code == 200
            for closed in ("", f"{number}/vid-bordet/", "/uppsala/personer/"):
                refused = page("vice_chair", closed)
                assert refused.status_code == 403
                told = refused.content.decode()
                assert "har slutat" in told and 'href="/uppsala/idag/"' in told
            sha = minutes.paper.file.sha256
            done = page(
                "vice_chair", f"{number}/justera/", {"intygar": "ja", "sha256": sha}
            ).content.decode()
        assert "Du har skrivit under" in done
        with story.on(day):
            told = page("vice_chair", "/uppsala/idag/")
            assert told.status_code == 403 and "har slutat" in told.content.decode()
            assert 'href="/uppsala/idag/"' not in told.content.decode(), "nothing waits any longer"
            assert page("outsider", f"{number}/justera/").status_code == 404

    def test_a_refusal_is_told_and_the_minutes_are_mended(self, cast: Cast, page: Any) -> None:
        minutes = story.locked(cast)
        sign(cast, minutes, "registrar", "chair")
        url = f"{minutes.meeting.number}/justera/"
        with story.on(DAY + timedelta(days=2)):
            assert "Neka med skäl" in page("vice_chair", url).content.decode()
            said = page("vice_chair", f"{url}neka/", {"reason": ""}).content.decode()
            assert "Skriv ett skäl" in said
            assert "Du har nekat" not in page("vice_chair", url).content.decode()
            done = page("vice_chair", f"{url}neka/", {"reason": "§ 2 stämmer inte"})
            assert "Du har nekat" in done.content.decode()
            # The message is gone the next time; what was done, and what can be done, is not.
            html = page("vice_chair", url).content.decode()
            assert "Du har nekat att skriva under" in html and "§ 2 stämmer inte" in html
            assert "du skriva under den här versionen ändå" in html and "Neka med skäl" not in html
            others = page("chair", url).content.decode()
            assert "Du har nekat" not in others
        assert last().verb == "refuse_minutes"
        # The list, the minutes' own page and the thread say one state.
        for url_said in ("", f"{minutes.meeting.number}/protokoll/"):
            read = page("registrar", url_said).content.decode()
            assert "1 nekad underskrift" in read and "För justering" not in read
        matter = open_matter(actor=cast.actor("registrar", DAY), subject="Sammanträdet")
        Meeting.objects.filter(pk=minutes.meeting_id).update(matter=matter)
        for who, note in (("registrar", "1 nekad underskrift"), ("applicant", "")):
            steps = board_steps(matter, cast.actor(who, DAY), DAY, None)
            assert next(s for s in steps if s.label == "Justeras senast").note == note
        line = "Åtgärda Underskrift av Viola Vik: protokoll styrelsen 2024-09-12"
        for who in ("registrar", "director"):
            assert "§ 2 stämmer inte" in tasks(cast, who, DAY)[line].why
        assert not any(t.startswith("Justera") for t in tasks(cast, "vice_chair", DAY))
        with story.on(DAY + timedelta(days=2)):
            assert page("registrar", tasks(cast, "registrar", DAY)[line].url).status_code == 200
            recall_minutes(actor=story.keeper(cast), minutes=minutes, reason="§ 2 rättas")
            html = page("vice_chair", url).content.decode()
        assert "Protokollet är återtaget" in html
        assert "§ 2 rättas" in html
        assert Signature.objects.count() == 2  # what was signed stands as it was

    def test_one_who_refused_may_sign_after_all(self, cast: Cast) -> None:
        minutes = story.locked(cast)
        refuse_minutes(
            actor=cast.actor("vice_chair", DAY), minutes=minutes, reason="Jag var osäker"
        )
        assert sign(cast, minutes, "registrar", "chair", "vice_chair").adjusted_on == DAY

    def test_late_signatures_are_told_to_the_office(self, cast: Cast) -> None:
        story.locked(cast)
        line = "Bevaka Underskrift av Viola Vik: protokoll styrelsen 2024-09-12"
        assert line not in tasks(cast, "director", DAY + timedelta(days=14))
        assert line in tasks(cast, "director", DAY + timedelta(days=15))
        assert line in tasks(cast, "registrar", DAY + timedelta(days=15))

    @pytest.mark.parametrize(
        ("role", "expected", "signs"),
        [
            ("adjuster", "Lars Lind", ("registrar", "chair", "member")),
            ("chair", "Lars Lind", ("registrar", "member", "vice_chair")),
            ("secretary", "Frida Falk", ("director", "chair", "vice_chair")),
        ],
    )
    def test_who_cannot_sign_is_replaced_by_one_who_served(
        self, cast: Cast, role: str, expected: str, signs: tuple[str, ...]
    ) -> None:
        minutes = story.locked(cast)
        sign(cast, minutes, "chair" if role != "chair" else "vice_chair")
        signer = minutes.signers.get(role=role)
        signer.minutes = minutes
        with story.on(DAY):
            chosen = next(s for s in stand_ins(signer) if s.name.startswith(expected))
            new = replace_signer(
                actor=story.keeper(cast), signer=signer, stand_in=chosen, reason="Svårt sjuk"
            )
        assert "replace_signer" in JournalEntry.objects.values_list("verb", flat=True)
        old = Minutes.objects.get(pk=minutes.pk)
        assert old.withdrawn_at is not None
        assert old.withdrawal_reason == "Svårt sjuk"
        assert new.number == 2
        assert new.paper.file.sha256 != old.paper.file.sha256
        assert expected in [s.name for s in new.signers.all()]
        assert signer.name not in [s.name for s in new.signers.filter(role=role)]
        assert all(s.signature_id is None for s in new.signers.all())
        assert Signature.objects.count() == 1
        assert sign(cast, new, *signs).adjusted_on == DAY

    def test_nobody_stands_in_who_did_not_serve_or_signs_already(self, cast: Cast) -> None:
        minutes = story.locked(cast)
        signer = minutes.signers.get(role="adjuster")
        signer.minutes = minutes
        names = {s.name.partition(",")[0] for s in stand_ins(signer)}
        assert names == {"Lars Lind", "Alva Alm", "Tage Torn"}

    def test_the_page_replaces(self, cast: Cast, page: Any) -> None:
        minutes = story.locked(cast)
        signer = minutes.signers.get(role="adjuster")
        signer.minutes = minutes
        url = f"{minutes.meeting.number}/justera/{signer.pk}/ersatt/"
        lars = next(s for s in stand_ins(signer) if s.name.startswith("Lars"))
        with story.on(DAY):
            assert "Lars Lind" in page("registrar", url).content.decode()
            missing = page("registrar", url, {"stand_in": lars.key, "reason": ""})
            assert "Skriv ett skäl" in missing.content.decode()
            done = page("registrar", url, {"stand_in": lars.key, "reason": "Utomlands"})
        assert "Lars Lind, Försäkringskassan skriver under i stället" in done.content.decode()


# The last signature -------------------------------------------------------------------------------


class TestWhatCannotBePutIntoEffect:
    @pytest.fixture
    def signed(self, cast: Cast) -> Minutes:
        """Granted, but somebody ended the period of the application meanwhile."""
        meeting = story.plan(cast)
        application = _prepared(cast)
        put_on_agenda(
            actor=cast.actor("registrar"),
            meeting=meeting,
            kind=SubjectKind.APPLICATION,
            subject_id=application.pk,
        )
        Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.SUMMONED)
        keeper = story.keeper(cast)
        from samordna.meetings.services.table import open_meeting

        with story.on(DAY, 10):
            open_meeting(actor=keeper, meeting=meeting)
            set_all_present(actor=keeper, meeting=meeting)
            choose_adjuster(actor=keeper, meeting=meeting, attendee=story.person(meeting, "Viola"))
            story.decide_all(cast, meeting)
            close_meeting(actor=keeper, meeting=meeting, ended_at=time(11, 40))
            minutes = lock_minutes(actor=keeper, meeting=meeting)
        Application.objects.filter(pk=application.pk).update(period_from=None, period_to=None)
        return sign(cast, minutes, "registrar", "chair", "vice_chair")

    def test_the_last_signature_stands_and_the_office_is_told(
        self, cast: Cast, page: Any, signed: Minutes
    ) -> None:
        assert signed.adjusted_on == DAY
        (task,) = [t for k, t in tasks(cast, "registrar", DAY).items() if "Verkställ" in k]
        assert "saknar start- eller slutdatum" in task.why
        assert any("Verkställ" in k for k in tasks(cast, "director", DAY))
        with story.on(DAY):
            html = page("registrar", task.url).content.decode()
            assert "kunde inte verkställas" in html
            assert (
                "saknar start- eller slutdatum" in page("registrar", task.url, {}).content.decode()
            )

    def test_it_is_settled_when_what_stopped_it_is_mended(
        self, cast: Cast, signed: Minutes
    ) -> None:
        Application.objects.update(period_from=date(2025, 1, 1), period_to=date(2026, 12, 31))
        treatment = _failed(signed)
        settle_paragraph(actor=story.keeper(cast), treatment=treatment)
        assert last().verb == "settle_paragraph"
        assert Application.objects.get().state == Application.State.GRANTED
        assert not any("Verkställ" in k for k in tasks(cast, "registrar", DAY))

    def test_or_it_is_ended_by_hand_with_a_reason(self, cast: Cast, signed: Minutes) -> None:
        treatment = _failed(signed)
        with pytest.raises(NotPossible, match="i stället"):
            set_effect_aside(actor=story.keeper(cast), treatment=treatment, reason="")
        set_effect_aside(
            actor=story.keeper(cast), treatment=treatment, reason="Utbetalat genom avtal"
        )
        assert last().verb == "set_effect_aside"
        assert not any("Verkställ" in k for k in tasks(cast, "registrar", DAY))


def _failed(minutes: Minutes) -> Any:
    item = minutes.meeting.items.exclude(treatment__not_in_effect="").get(
        treatment__isnull=False, subject_kind="application"
    )
    item.treatment.item = item
    return item.treatment


# Appointments -------------------------------------------------------------------------------------


def test_papers_of_an_appointment_that_come_later_are_recorded_and_the_message_says_what_was_saved(
    cast: Cast, page: Any
) -> None:
    mandate = cast.mandates["member"]
    Mandate.objects.filter(pk=mandate.pk).update(papers_received_on=None)
    line = "Registrera Beslutet om valet av Lars Lind, Styrelsen"
    task = tasks(cast, "registrar", DAY)[line]
    assert line in tasks(cast, "director", DAY)
    decision = {
        "appointed_by": "Försäkringskassans styrelse",
        "appointed_on": "2024-08-30",
        "received_on": "2024-09-10",
    }

    def sent(**written: str) -> str:
        drawn = form_with(page("registrar", task.url).content.decode(), "ritat")
        return page("registrar", task.url, {**drawn, **written}).content.decode()

    with story.on(DAY):
        assert with_whole_days("kom in den 10 september 2024") in sent(**decision)
        again = sent(appointed_by="FK")
    assert "är ändrade" in again
    assert "kom in den" not in again
    assert line not in tasks(cast, "registrar", DAY)


def test_nothing_of_this_is_asked_of_a_member(cast: Cast) -> None:
    make_application(cast, make_call(cast), state=Application.State.PREPARED)
    story.plan(cast, day=LATER)
    assert tasks(cast, "member", DAY) == {}
