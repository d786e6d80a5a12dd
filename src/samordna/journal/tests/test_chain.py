"""The journal's chain: written with its change or not at all, and every tampering shows."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from samordna.ground.triggers import _create, _drop
from samordna.journal.changes import change, entry_hash, facts_of
from samordna.journal.models import JournalEntry, JournalHead
from samordna.journal.queries import entries_about, verify
from samordna.journal.services import journal
from samordna.parties.actors import system_actor
from samordna.parties.models import Association
from samordna.parties.tests.cast import Cast, make_cast, make_stranger

ENTRIES = "journal_journalentry"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with scope(association=cast.association):
        yield cast


def write(cast: Cast, count: int = 1, **facts: Any) -> list[JournalEntry]:
    actor = cast.actor("registrar")
    values = {"verb": "try", "subject": cast.board, "after": {"count": count}, **facts}
    with change():
        return [journal(actor=actor, **values) for _ in range(count)]


class TestRecord:
    def test_an_entry_says_who_did_what_and_when(self, cast: Cast) -> None:
        at = datetime(2024, 9, 12, 10, 30, tzinfo=UTC)
        [entry] = write(cast, before={"day": date(2024, 9, 1)}, after={"kr": 5}, at=at)
        entry.refresh_from_db()
        assert (entry.number, entry.verb, entry.at) == (1, "try", at)
        assert (entry.actor_kind, entry.actor_name) == ("person", "Ragnhild Rask")
        assert entry.actor_id == cast.people["registrar"].pk
        assert (entry.subject_type, entry.subject_id) == ("parties.body", cast.board.pk)
        assert (entry.subject_label, entry.before) == ("Styrelsen", {"day": "2024-09-01"})
        assert entry.after == {"kr": 5}

    def test_numbers_follow_on_each_other_and_hashes_chain(self, cast: Cast) -> None:
        first, second, third = write(cast, 3)
        assert [e.number for e in (first, second, third)] == [1, 2, 3]
        assert first.previous_hash == "0" * 64
        assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)
        head = JournalHead.objects.get()
        assert (head.number, head.hash) == (3, third.hash)

    def test_what_is_hashed_is_what_the_database_gives_back(self, cast: Cast) -> None:
        [entry] = write(
            cast, after={"text": "Åsa ”säger” §\u00a073", "none": None, "list": [1, "a"]}
        )
        again = JournalEntry.objects.get()
        assert entry_hash("0" * 64, facts_of(again)) == entry.hash

    def test_an_entry_about_the_association_itself(self, cast: Cast) -> None:
        [entry] = write(cast, subject=cast.association)
        assert entry.association_id == cast.association.pk

    def test_entries_about_one_thing(self, cast: Cast) -> None:
        write(cast, 2)
        write(cast, subject=cast.organisations["heby"])
        assert [e.number for e in entries_about(cast.board)] == [1, 2]

    def test_each_association_has_a_chain_of_its_own(self, cast: Cast) -> None:
        write(cast, 2)
        make_stranger(cast)
        other = Association.objects.get(slug="ornskoldsvik")
        with scope(association=other):
            with change():
                entry = journal(actor=system_actor(other), verb="try", subject=other)
            assert (entry.number, entry.previous_hash) == (1, "0" * 64)
            assert verify(other.pk).entries == 1
        assert verify(cast.association.pk).entries == 2

    def test_a_name_longer_than_the_column_is_cut(self, cast: Cast) -> None:
        cast.board.name = "x" * 400
        [entry] = write(cast)
        assert len(entry.subject_label) == 300
        assert verify(cast.association.pk).ok


class TestTransaction:
    def test_an_entry_outside_a_change_is_refused(self, cast: Cast) -> None:
        with pytest.raises(RuntimeError, match="belongs to a change"), transaction.atomic():
            journal(actor=cast.actor("registrar"), verb="try", subject=cast.board)
        assert JournalEntry.objects.count() == 0

    def test_an_entry_is_taken_back_with_its_change(self, cast: Cast) -> None:
        with pytest.raises(ZeroDivisionError), change():
            write(cast)
            _ = 1 / 0
        assert JournalEntry.objects.count() == 0
        assert verify(cast.association.pk).ok
        [entry] = write(cast)
        assert entry.number == 1

    def test_what_failed_in_a_part_of_a_change_is_not_told_of(self, cast: Cast) -> None:
        with change():
            write(cast, after={"what": "before"})
            with contextlib.suppress(ZeroDivisionError), change():
                write(cast, after={"what": "failed"})
                _ = 1 / 0
            write(cast, after={"what": "after"})
        told = [e.after["what"] for e in JournalEntry.objects.order_by("number")]
        assert told == ["before", "after"]
        assert verify(cast.association.pk).entries == 2

    def test_entries_of_two_associations_stand_each_in_its_own_journal(self, cast: Cast) -> None:
        make_stranger(cast)
        other = Association.objects.get(slug="ornskoldsvik")
        with change():
            with scope(association=other):
                journal(actor=system_actor(other), verb="try", subject=other)
            write(cast, 2)
        with scope(association=other):
            assert [e.number for e in JournalEntry.objects.all()] == [1]
            assert verify(other.pk).ok
        assert [e.number for e in JournalEntry.objects.order_by("number")] == [1, 2]

    def test_the_head_is_the_last_row_that_a_change_holds(self, cast: Cast) -> None:
        with CaptureQueriesContext(connection) as queries, change():
            write(cast)
            Association.objects.filter(pk=cast.association.pk).update(name="Ändrat")
        asked = [query["sql"] for query in queries]
        first = next(n for n, sql in enumerate(asked) if "journal_journalhead" in sql)
        assert any("Ändrat" in sql for sql in asked[:first])


class Sql:
    """As much of a schema editor as the triggers need, inside the test's transaction."""

    connection = connection

    @staticmethod
    def execute(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.fixture
def tamper(cast: Cast) -> Callable[[str], None]:
    """Runs SQL on the journal as somebody would who has taken the triggers away."""

    def run(sql: str) -> None:
        if connection.vendor == "postgresql":  # what waits to be checked stops a change of triggers
            Sql.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _drop(ENTRIES)(None, Sql)
        Sql.execute(sql)
        _create(ENTRIES)(None, Sql)

    return run


class TestVerify:
    def problem(self, cast: Cast) -> str:
        found = verify(cast.association.pk)
        assert not found.ok
        return found.problem or ""

    def test_an_untouched_journal_is_whole(self, cast: Cast) -> None:
        write(cast, 5)
        found = verify(cast.association.pk)
        assert (found.ok, found.entries, found.problem) == (True, 5, None)

    def test_an_empty_journal_is_whole(self, cast: Cast) -> None:
        assert verify(cast.association.pk).ok

    @pytest.mark.parametrize(
        "change",
        [
            "verb = 'other'",
            "actor_name = 'Någon Annan'",
            "actor_id = NULL",
            "subject_id = subject_id + 1",
            "subject_label = ''",
            """"after" = '{"count": 1000}'""",
            "at = '2020-01-01 00:00:00+00:00'",
            "actor_kind = 'system'",
        ],
    )
    def test_a_changed_entry_shows(
        self, cast: Cast, tamper: Callable[[str], None], change: str
    ) -> None:
        write(cast, 5)
        tamper(f"UPDATE {ENTRIES} SET {change} WHERE number = 3")
        assert self.problem(cast) == "Post 3 har ändrats efter att den skrevs."

    def test_a_missing_entry_shows(self, cast: Cast, tamper: Callable[[str], None]) -> None:
        write(cast, 5)
        tamper(f"DELETE FROM {ENTRIES} WHERE number = 3")
        assert self.problem(cast) == "Post 3 saknas; nästa är 4."

    def test_a_missing_first_entry_shows(self, cast: Cast, tamper: Callable[[str], None]) -> None:
        write(cast, 3)
        tamper(f"DELETE FROM {ENTRIES} WHERE number = 1")
        assert self.problem(cast) == "Post 1 saknas; nästa är 2."

    def test_a_cut_tail_shows(self, cast: Cast, tamper: Callable[[str], None]) -> None:
        write(cast, 5)
        tamper(f"DELETE FROM {ENTRIES} WHERE number > 3")
        assert self.problem(cast) == "Slutet saknas: post 5 ska vara den sista."

    def test_a_missing_head_shows(self, cast: Cast) -> None:
        write(cast, 2)
        JournalHead.objects.all().delete()
        assert self.problem(cast) == "Journalens slutmärke saknas."

    def test_an_entry_rewritten_with_its_hash_breaks_the_next(
        self, cast: Cast, tamper: Callable[[str], None]
    ) -> None:
        entries = write(cast, 3)
        forged = entries[1]
        forged.verb = "other"
        digest = entry_hash(forged.previous_hash, facts_of(forged))
        tamper(f"UPDATE {ENTRIES} SET verb = 'other', hash = '{digest}' WHERE number = 2")
        assert self.problem(cast) == "Post 3 hänger inte ihop med posten före."
