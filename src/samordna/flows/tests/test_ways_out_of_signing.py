"""No signature on minutes is stuck for ever, nor what they decided."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from samordna.documents.models import Signature
from samordna.flows.board_thread import board_steps
from samordna.flows.services import (
    put_on_agenda,
    set_effect_aside,
    settle_paragraph,
)
from samordna.flows.tests import stuck
from samordna.flows.tests.stuck import DAY, last, prepared_application, sign, tasks
from samordna.funding.models import Application
from samordna.journal.models import JournalEntry
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Minutes
from samordna.meetings.services.minutes import lock_minutes, recall_minutes
from samordna.meetings.services.presence import choose_adjuster, set_all_present
from samordna.meetings.services.signers import refuse_minutes, replace_signer, stand_ins
from samordna.meetings.services.table import close_meeting
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.models import Mandate
from samordna.parties.tests.cast import Cast
from samordna.register.steps import open_matter

cast, page = stuck.cast, stuck.page


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
            idag = page("vice_chair", "/uppsala/idag/").content.decode()
            assert "Justera" in idag and "Du är inte med i förbundet i dag" in idag
            assert "till och med den" in idag and "Hör av dig till" in idag
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
                assert (
                    "Du är inte med i Samordningsförbundet Uppsala längre" in told
                    and 'href="/uppsala/idag/"' in told
                )
            sha = minutes.paper.file.sha256
            done = page(
                "vice_chair", f"{number}/justera/", {"intygar": "ja", "sha256": sha}
            ).content.decode()
        assert "Du har skrivit under" in done
        with story.on(day):
            told = page("vice_chair", "/uppsala/idag/")
            assert told.status_code == 403 and "Du är inte med i" in told.content.decode()
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
                actor=story.keeper(cast),
                signer=signer,
                chosen=story.whole(signer, chosen),
                reason="Svårt sjuk",
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


class TestWhatCannotBePutIntoEffect:
    @pytest.fixture
    def signed(self, cast: Cast) -> Minutes:
        """Granted, but somebody ended the period of the application meanwhile."""
        meeting = story.plan(cast)
        application = prepared_application(cast)
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
