"""The worker leaves a server that takes nothing alone, longer each time, and stops when asked."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.utils import OperationalError, ProgrammingError

from samordna.flows import reminders
from samordna.flows import worker as module
from samordna.flows.worker import FIRST_REST, LONGEST_REST, Worker
from samordna.letters.delivery import BATCH, ServerDown
from samordna.parties.models import Association
from samordna.parties.tests.cast import make_cast, make_stranger

pytestmark = pytest.mark.django_db


def down(**_: object) -> int:
    raise ServerDown("E-postservern går inte att nå.")


def test_a_server_that_is_down_is_left_alone_longer_each_time() -> None:
    worker = Worker()
    with patch.object(module, "deliver_due", down):
        rests = [worker._turn() for _ in range(8)]
    assert rests[:3] == [FIRST_REST, 2 * FIRST_REST, 4 * FIRST_REST]
    assert rests[-1] == LONGEST_REST
    with patch.object(module, "deliver_due", lambda **_: 0):
        assert worker._turn() == worker.every
    with patch.object(module, "deliver_due", down):
        assert worker._turn() == FIRST_REST


def test_while_there_is_more_it_does_not_wait() -> None:
    worker = Worker()
    with patch.object(module, "deliver_due", lambda **_: BATCH):
        assert worker._turn() == 0
    with patch.object(module, "deliver_due", lambda **_: BATCH - 1):
        assert worker._turn() == worker.every


def test_digests_and_reminders_are_looked_for_once_a_minute() -> None:
    worker, looked = Worker(), []
    with (
        patch.object(module, "remind_all", lambda: looked.append("remind")),
        patch.object(module, "gather_due", lambda: looked.append("gather")),
    ):
        worker._turn()
        worker._turn()
    assert looked == ["remind", "gather"]


def test_sessions_that_have_run_out_are_removed_once_a_day() -> None:
    past, ahead = SessionStore(), SessionStore()
    for session, seconds in ((past, -60), (ahead, 3600)):
        session.set_expiry(seconds)
        session["x"] = 1
        session.save()
    worker = Worker()
    worker._prepare()
    assert list(Session.objects.values_list("pk", flat=True)) == [ahead.session_key]
    with patch.object(module, "call_command") as again:
        worker._prepare()
    assert not again.called


def test_it_stops_when_asked() -> None:
    worker = Worker()
    worker.stop()
    with patch("signal.signal"):
        assert worker.work() == 0


def test_once_says_when_the_server_takes_nothing() -> None:
    with patch.object(module, "deliver_due", down):
        assert Worker().work_once() == 1
    assert Worker().work_once() == 0


def test_a_fault_stops_nobody_elses_post() -> None:
    worker = Worker()
    with patch.object(module, "deliver_due", side_effect=RuntimeError("unforeseen")):
        assert worker._turn() > worker.every
    with patch.object(module, "deliver_due", lambda **_: 0):
        assert worker._turn() == worker.every


def test_a_database_that_is_not_ready_is_said_once_and_waited_for(caplog) -> None:
    said = "Databasens tabeller är inte gjorda än."
    worker = Worker(why_not_ready=lambda _error: said)
    with patch.object(module, "deliver_due", side_effect=ProgrammingError("no such table")):
        assert {worker._turn() for _ in range(3)} == {LONGEST_REST / 10}
    assert [(one.getMessage(), one.exc_info) for one in caplog.records] == [(said, None)]
    with patch.object(module, "deliver_due", lambda **_: 0):
        assert worker._turn() == worker.every
    with patch.object(module, "deliver_due", side_effect=OperationalError("gone")):
        worker._turn()
    assert len(caplog.records) == 2


def test_another_error_of_the_database_says_where_it_was(caplog) -> None:
    with patch.object(module, "deliver_due", side_effect=ProgrammingError("a fault of ours")):
        Worker()._turn()
    assert caplog.records[-1].exc_info


def test_a_fault_in_one_association_leaves_the_others_reminded() -> None:
    make_stranger(make_cast())
    seen: list[str] = []

    def remind(association: Association, today: date) -> int:
        seen.append(association.slug)
        if len(seen) == 1:
            raise RuntimeError("unforeseen")
        return 1

    with patch.object(reminders, "_remind_in", remind):
        assert reminders.remind_all() == 1
    assert len(seen) == 2
