"""The demonstration loads whole, through the services, and stands where the story says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import transaction
from django.test import override_settings
from django_scopes import scope
from pytest_django.plugin import DjangoDbBlocker

from samordna.demonstration import clock
from samordna.demonstration.loader.story import (
    NotOwnDatabase,
    load_where_empty,
    require_own_database,
)
from samordna.demonstration.models import DemonstrationClock
from samordna.documents.models import Signature
from samordna.economy.space.queries import decision_space
from samordna.funding.models import Application, ProposedAmount
from samordna.journal.queries import verify
from samordna.letters.models import Invitation
from samordna.letters.unused import unused
from samordna.meetings.models import AgendaAttachment, Meeting, Minutes
from samordna.parties.models import Association, Mandate
from samordna.register.models import Matter

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _demonstration_clock() -> Iterator[None]:
    with override_settings(SAMORDNA_CLOCK="samordna.demonstration.clock.now"):
        yield


@pytest.fixture(scope="class")
def whole(
    _demonstration_clock: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[bool]:
    """The whole story, told once for the tests that only read it; whether it was told."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_where_empty(stage="meeting")
        transaction.set_rollback(True)


def _states() -> dict[str, int]:
    states: dict[str, int] = {}
    for state in Application.objects.values_list("state", flat=True):
        states[state] = states.get(state, 0) + 1
    return states


@pytest.mark.usefixtures("whole")
class TestTheWholeStory:
    def test_it_stands_a_week_before_the_meeting_with_eleven_applications_on_nineteen_items(
        self, whole: bool
    ) -> None:
        assert whole is True
        assert clock.today() == date(2024, 9, 5)
        uppsala = Association.objects.get(slug="uppsala")
        with scope(association=uppsala):
            assert _states() == {"scheduled": 11}
            meeting = Meeting.objects.get()
            assert (meeting.held_on, meeting.state) == (date(2024, 9, 12), "planned")
            headings = list(meeting.items.values_list("heading", flat=True))
            assert len(headings) == 19
            assert headings[0] == "Val av justerare och justeringstid"
            assert headings[-1] == "Övriga frågor"
            # Owner and partners of eleven applications; of them one has one, one has one more.
            assert Signature.objects.count() == sum(
                1 + a.partners.count() for a in Application.objects.all()
            )
            assert sum(ProposedAmount.objects.values_list("amount_kr", flat=True)) == 52_503_210
            serials = list(Matter.objects.order_by("serial").values_list("serial", flat=True))
            assert serials == list(range(1, len(serials) + 1))
            assert verify(uppsala.pk).ok

    def test_its_decision_space_is_the_papers_and_2026_is_61_tkr_short(self) -> None:
        uppsala = Association.objects.get(slug="uppsala")
        with scope(association=uppsala):
            table = decision_space(uppsala, date(2024, 9, 5))
        years = [column.key for column in table.columns if column.year > 2024]
        row = table.row("space_after_applications")
        assert [row.tkr(year) for year in years] == [1225, -61, 1944, 13837]
        assert [table.row("closing").tkr(year) for year in years] == [18213, 34240, 49817, 66340]
        assert [shortfall.short_kr for shortfall in table.shortfalls()] == [61_321]

    def test_nobody_waits_with_an_invitation_that_was_never_used(self) -> None:
        with scope(association=Association.objects.get(slug="uppsala")):
            assert Invitation.objects.exists()
            assert not Invitation.objects.filter(unused(date(2024, 9, 5))).exists()

    def test_the_second_association_holds_data_of_its_own(self) -> None:
        other = Association.objects.get(slug="ornskoldsvik")
        with scope(association=other):
            assert _states() == {"draft": 1}
            table = decision_space(other, date(2024, 9, 5))
            assert table.row("income").amounts["forecast"] == 5_034_000
            assert verify(other.pk).ok

    def test_its_board_is_to_put_an_appointment_and_the_last_minutes_on_file(self) -> None:
        with scope(association=Association.objects.get(slug="ornskoldsvik")):
            earlier, coming = Meeting.objects.order_by("held_on")
            assert (earlier.state, coming.state) == ("posted", "planned")
            minutes = Minutes.objects.get()
            appointed = Mandate.objects.get(person__name="Kerstin Viklund")
            about = coming.items.exclude(subject_id=None).values_list("subject_kind", "subject_id")
            assert list(about) == [("previous_minutes", minutes.pk), ("appointment", appointed.pk)]
            attached = AgendaAttachment.objects.get(item__meeting=coming)
            assert attached.version_id == minutes.paper_id
            assert appointed.filed_on is None

    @pytest.mark.parametrize(
        "foreign",
        [
            lambda: Association.objects.create(slug="annat", name="Annat", short_name="Annat"),
            lambda: DemonstrationClock.objects.all().delete(),
        ],
        ids=["another association", "never loaded here"],
    )
    def test_what_was_loaded_is_known_again_and_nothing_else(
        self, foreign: Callable[[], object]
    ) -> None:
        require_own_database()
        with transaction.atomic():
            foreign()
            with pytest.raises(NotOwnDatabase):
                require_own_database()
            transaction.set_rollback(True)


def test_the_earlier_stage_leaves_an_application_a_statement_and_the_agenda_to_be_made() -> None:
    load_where_empty(stage="call")
    uppsala = Association.objects.get(slug="uppsala")
    with scope(association=uppsala):
        assert _states() == {"prepared": 9, "registered": 1}
        assert not Application.objects.filter(name="Växtkraft Enköping").exists()
        left = Application.objects.get(state="registered")
        assert left.name == "Samordnat stöd för arbete eller studier"
        assert not Meeting.objects.get().items.filter(subject_kind="application").exists()


def test_it_loads_only_where_there_is_nothing() -> None:
    Association.objects.create(slug="annat", name="Annat", short_name="Annat")
    assert load_where_empty(stage="meeting") is False
    assert Association.objects.count() == 1
