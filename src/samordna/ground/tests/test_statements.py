"""Statements that PostgreSQL keeps: prepared the second time, with the values of each time."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, NotSupportedError
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from samordna.ground.prepared import Kept
from samordna.ground.statements import Place, Statement
from samordna.parties.models import Organisation

pytestmark = pytest.mark.django_db


def _answer(statement: Statement, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(*statement.asked(values, connection))
        return cursor.fetchone()


def _prepared() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, statement FROM pg_prepared_statements")
        return dict(cursor.fetchall())


def _of_text_and_number() -> Statement:
    """``100 %`` stands in it as Django writes it, and the first value stands twice."""
    sql = "SELECT CAST(%s AS text) || '100 %%' || %s, %s + 1, CAST(%s AS text)"
    return Statement(sql, [Place(0), "it's %s", Place(1), Place(0)], ["text", "bigint"])


@pytest.mark.sqlite
def test_sqlite_is_asked_with_the_sql_itself_each_time() -> None:
    statement = _of_text_and_number()
    for word in ("a", "b", "c"):
        assert statement.asked((word, 1), connection) == (
            statement.sql,
            (word, "it's %s", 1, word),
        )


@pytest.mark.postgres
def test_it_answers_each_time_with_the_values_of_that_time() -> None:
    statement = _of_text_and_number()
    for number, word in enumerate(("Å'ä", "%s", "$1", "b\\c", "", "sist", "e", "f", "g")):
        assert _answer(statement, word, number) == (f"{word}100 %it's %s", number + 1, word)


@pytest.mark.postgres
def test_it_is_prepared_the_second_time_and_not_again() -> None:
    statement = _of_text_and_number()
    with CaptureQueriesContext(connection) as asked:
        _answer(statement, "a", 1)
    assert statement.name not in _prepared()
    assert statement.name not in asked[0]["sql"]
    for number in range(3):
        with CaptureQueriesContext(connection) as asked:
            _answer(statement, "a", number)
        assert [one["sql"].partition(" (")[0] for one in asked] == [f"EXECUTE {statement.name}"]
    assert "it''s %s" in _prepared()[statement.name]


@pytest.mark.postgres
def test_without_values_it_is_executed_too() -> None:
    statement = Statement("SELECT %s", [7], [])
    assert [_answer(statement) for _ in range(3)] == [(7,)] * 3


@pytest.mark.postgres
def test_a_transaction_that_has_failed_refuses_it_and_the_next_one_does_not() -> None:
    statement = _of_text_and_number()
    _answer(statement, "a", 1)
    with pytest.raises(InternalError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT here")
            with pytest.raises(Exception, match="division"):
                cursor.execute("SELECT 1/0")
        _answer(statement, "a", 1)
    assert _answer(statement, "b", 1) == ("b100 %it's %s", 2, "b")


@pytest.mark.postgres
def test_a_statement_outlives_a_transaction_that_is_undone() -> None:
    statement = _of_text_and_number()
    with transaction.atomic():
        for _ in range(2):
            _answer(statement, "a", 1)
        transaction.set_rollback(True)
    assert _answer(statement, "b", 1) == ("b100 %it's %s", 2, "b")


@pytest.mark.postgres
def test_a_new_connection_has_its_own() -> None:
    statement = Statement("SELECT CAST(%s AS bigint)", [Place(0)], ["bigint"])
    first = connection.copy()
    second = connection.copy()
    try:
        for one in (first, second, first, second, first):
            with one.cursor() as cursor:
                cursor.execute(*statement.asked((5,), one))
                assert cursor.fetchone() == (5,)
    finally:
        first.close()
        second.close()


@pytest.mark.postgres
def test_a_process_that_lives_while_a_column_gets_another_type_goes_on() -> None:
    """Deployed as it should not be: migrated with the old processes still there."""
    ask = Kept(lambda: Organisation.objects.order_by("pk"))
    with scopes_disabled():
        for _ in range(3):
            assert ask() == []
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE parties_organisation ALTER name TYPE varchar(160)")
        with pytest.raises(NotSupportedError), transaction.atomic():
            ask()
        for _ in range(3):
            assert ask() == []
