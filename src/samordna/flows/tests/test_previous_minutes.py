"""The minutes of an earlier meeting go on an agenda, and the adjusted minutes put them on file."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from pikepdf import Pdf

from samordna.flows import services as flows
from samordna.flows.tests import test_subjects as subjects
from samordna.flows.tests.test_subjects import (
    FIRST,
    SECOND,
    _adjusted,
    _move,
    _offered,
    _open,
    _place,
)
from samordna.journal.queries import entries_about
from samordna.meetings.errors import NotPossible
from samordna.meetings.models import Meeting, Minutes, Treatment
from samordna.meetings.proceedings.decisions import decided_words
from samordna.meetings.queries.remarks import remarks_on
from samordna.meetings.services.summons import send_summons
from samordna.meetings.subjects import SubjectKind
from samordna.meetings.tests import story
from samordna.parties.models import Body
from samordna.parties.tests.cast import Cast

pytestmark = pytest.mark.django_db

cast = subjects.cast


class TestPreviousMinutes:
    def _held(self, cast: Cast) -> Minutes:
        meeting = _open(cast, story.plan(cast, "", FIRST), FIRST)
        story.decide(cast, meeting, "Val av justerare")
        return _adjusted(cast, meeting, FIRST)

    def test_they_are_the_items_paper_and_are_put_on_file_by_its_paragraph(
        self, cast: Cast, client: Any
    ) -> None:
        earlier = self._held(cast)
        meeting = story.plan(cast, "", SECOND)
        assert _offered(meeting, SubjectKind.PREVIOUS_MINUTES) == [earlier.pk]
        item = _place(cast, meeting, SubjectKind.PREVIOUS_MINUTES, earlier.pk)
        assert item.heading == "Föregående protokoll, 12 september 2024"
        assert [a.version_id for a in item.attachments.all()] == [earlier.paper_id]
        meeting = _open(cast, meeting, SECOND)
        story.decide(cast, meeting, "Val av justerare")
        treatment = story.decide(cast, meeting, "Föregående", "noted")
        assert decided_words(treatment) == ["lägga föregående protokoll till handlingarna"]
        _adjusted(cast, meeting, SECOND)
        earlier.refresh_from_db()
        assert earlier.filed_by == treatment
        assert entries_about(earlier).last().verb == "file_minutes"
        client.force_login(cast.people["registrar"])
        with story.on(SECOND):
            page = client.get("/uppsala/sammantraden/1/protokoll/").content.decode()
        assert "<dt>Till handlingarna</dt>" in page
        there = f"/uppsala/sammantraden/2/protokoll/#paragraf-{treatment.paragraph}"
        assert f'<a href="{there}">Styrelsen § {treatment.paragraph}, ' in page

    def test_several_are_offered_the_oldest_first(self, cast: Cast) -> None:
        earlier = self._held(cast)
        meeting = _open(cast, story.plan(cast, "", SECOND), SECOND)
        story.decide(cast, meeting, "Val av justerare")
        later = _adjusted(cast, meeting, SECOND)
        third = story.plan(cast, "", SECOND + timedelta(days=30))
        assert _offered(third, SubjectKind.PREVIOUS_MINUTES) == [earlier.pk, later.pk]

    def test_the_summons_carries_them_as_the_items_attachment(self, cast: Cast) -> None:
        earlier = self._held(cast)
        meeting = story.plan(cast, "", SECOND)
        _place(cast, meeting, SubjectKind.PREVIOUS_MINUTES, earlier.pk)
        with story.on(date(2024, 11, 20)):
            summoned = send_summons(actor=cast.actor("registrar"), meeting=meeting)
        assert summoned.summons is not None
        own = len(Pdf.open(BytesIO(bytes(earlier.paper.file.data))).pages)
        with Pdf.open(BytesIO(bytes(summoned.summons.file.data))) as summons:
            assert len(summons.pages) > own

    def test_only_adjusted_minutes_of_the_body_itself_and_only_once(self, cast: Cast) -> None:
        meeting = _open(cast, story.plan(cast, "", FIRST), FIRST)
        story.decide(cast, meeting, "Val av justerare")
        later = story.plan(cast, "", SECOND)
        assert _offered(later, SubjectKind.PREVIOUS_MINUTES) == []
        earlier = _adjusted(cast, meeting, FIRST)
        other = Body.objects.create(
            association=cast.association,
            kind=Body.Kind.WORKING_COMMITTEE,
            slug="au",
            name="AU",
            numbering=Body.Numbering.YEAR,
        )
        Meeting.objects.filter(pk=later.pk).update(body=other)
        later.refresh_from_db()
        with pytest.raises(NotPossible, match="annat organ"):
            _place(cast, later, SubjectKind.PREVIOUS_MINUTES, earlier.pk)
        Meeting.objects.filter(pk=later.pk).update(body=cast.board)
        later = Meeting.objects.get(pk=later.pk)
        _place(cast, later, SubjectKind.PREVIOUS_MINUTES, earlier.pk)
        with pytest.raises(NotPossible, match="står redan"):
            _place(cast, later, SubjectKind.PREVIOUS_MINUTES, earlier.pk)

    def test_a_meeting_is_not_moved_before_the_one_whose_minutes_it_files(self, cast: Cast) -> None:
        earlier = self._held(cast)
        meeting = story.plan(cast, "", SECOND)
        item = _place(cast, meeting, SubjectKind.PREVIOUS_MINUTES, earlier.pk)
        actor = cast.actor("registrar")
        for day in (FIRST - timedelta(days=30), FIRST):
            with pytest.raises(NotPossible, match="ta bort punkten först"):
                _move(actor, meeting, day)
        meeting.refresh_from_db()
        assert meeting.held_on == SECOND
        assert _move(actor, meeting, FIRST + timedelta(days=1)).held_on > FIRST
        flows.take_off_agenda(actor=actor, item=item)
        assert _move(actor, meeting, FIRST - timedelta(days=30)).held_on < FIRST

    @pytest.mark.parametrize("outcome", ["noted", "postponed"])
    def test_no_paragraph_without_a_clause_puts_them_on_file(
        self, cast: Cast, outcome: str
    ) -> None:
        earlier = self._held(cast)
        meeting = story.plan(cast, "", SECOND)
        _place(cast, meeting, SubjectKind.PREVIOUS_MINUTES, earlier.pk)
        meeting = _open(cast, meeting, SECOND)
        story.decide(cast, meeting, "Val av justerare")
        story.decide(cast, meeting, "Föregående", outcome)
        story.decide(cast, meeting, "Föregående", outcome, clauses=[" "])
        with pytest.raises(NotPossible, match=r"får verkan .* men beslutar inget"):
            _adjusted(cast, meeting, SECOND)

    def test_they_stand_on_one_coming_agenda_and_are_not_changed(
        self, cast: Cast, client: Any
    ) -> None:
        earlier = self._held(cast)
        meeting = story.plan(cast, "", SECOND)
        later = story.plan(cast, "", date(2024, 12, 12))
        client.force_login(cast.people["registrar"])
        with story.on(date(2024, 11, 1)):
            answer = client.post(
                "/uppsala/sammantraden/2/lagg-till/",
                {"slag": "previous_minutes", "valda": earlier.pk},
                follow=True,
            ).content.decode()
        assert "Ett protokoll ligger nu på föredragningslistan med sin bilaga." in answer
        with pytest.raises(NotPossible, match="för styrelsen den 28 november 2024"):
            _place(cast, later, SubjectKind.PREVIOUS_MINUTES, earlier.pk)
        meeting = _open(cast, meeting, SECOND)
        story.decide(cast, meeting, "Val av justerare")
        with pytest.raises(NotPossible, match="det ändras inte"):
            story.decide(cast, meeting, "Föregående", "amended")
        story.decide(cast, meeting, "Föregående", "noted")
        _adjusted(cast, meeting, SECOND)
        with pytest.raises(NotPossible, match=r"Styrelsen § \d+ den 28 november 2024"):
            _place(cast, later, SubjectKind.PREVIOUS_MINUTES, earlier.pk)

    def test_filed_by_another_meeting_meanwhile_they_are_remarked_on(self, cast: Cast) -> None:
        earlier = self._held(cast)
        meeting = story.plan(cast, "", SECOND)
        item = _place(cast, meeting, SubjectKind.PREVIOUS_MINUTES, earlier.pk)
        assert remarks_on(meeting, [item]) == {}
        other = Treatment.objects.select_related("item__meeting").first()
        assert other is not None
        Minutes.objects.filter(pk=earlier.pk).update(filed_by=other)
        said = remarks_on(meeting, [item])[item.pk]
        assert said.endswith(f"Styrelsen § {other.paragraph} den 12 september 2024.")

    def test_taken_off_they_may_be_put_on_again(self, cast: Cast) -> None:
        earlier = self._held(cast)
        meeting = story.plan(cast, "", SECOND)
        item = _place(cast, meeting, SubjectKind.PREVIOUS_MINUTES, earlier.pk)
        flows.take_off_agenda(actor=cast.actor("registrar"), item=item)
        assert _offered(meeting, SubjectKind.PREVIOUS_MINUTES) == [earlier.pk]
