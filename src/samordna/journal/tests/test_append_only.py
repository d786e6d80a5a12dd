"""What may never be changed is guarded by the database itself, whoever asks and however."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django_scopes import scope

from samordna.documents.kinds import PaperKind
from samordna.documents.models import PDF, Signature, StoredFile
from samordna.documents.steps import add_version, sign
from samordna.funding.models import Application
from samordna.funding.tests.world import make_application, make_call
from samordna.ground.triggers import append_only, append_only_still
from samordna.initiatives.models import Grant, GrantAmount, Initiative
from samordna.journal.models import JournalEntry
from samordna.parties.tests.cast import Cast, make_cast
from samordna.register.steps import open_matter

#: Each model, and a column to try to change.
GUARDED = {
    JournalEntry: ("verb", "other"),
    StoredFile: ("media_type", "text/html"),
    Signature: ("name", "Någon Annan"),
    Grant: ("paragraph", "§ 1"),
    GrantAmount: ("amount_kr", 1),
}


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """A cast with a row of everything that is append-only."""
    cast = make_cast()
    with scope(association=cast.association):
        director = cast.actor("director")
        paper = add_version(
            actor=director,
            data=b"%PDF-1.7",
            media_type=PDF,
            filename="avtal.pdf",
            kind=PaperKind.ATTACHMENT,
            title="Avtal",
        )
        sign(actor=director, version=paper, organisation_name="Heby", role="Firmatecknare")
        _grant(cast)
        yield cast


def _grant(cast: Cast) -> None:
    application = make_application(cast, make_call(cast), state=Application.State.GRANTED)
    initiative = Initiative.objects.create(
        association=cast.association,
        number=1,
        name="Vägen in",
        owner=cast.organisations["heby"],
        kind="individual",
        period_from=date(2025, 1, 1),
        period_to=date(2026, 12, 31),
    )
    grant = Grant.objects.create(
        association=cast.association,
        initiative=initiative,
        application=application,
        matter=open_matter(actor=cast.actor("registrar"), subject="Vägen in"),
        decided_on=date(2024, 9, 12),
        adjusted_on=date(2024, 9, 20),
        paragraph="§ 73/2024",
    )
    GrantAmount.objects.create(
        association=cast.association,
        grant=grant,
        organisation=cast.organisations["heby"],
        year=2025,
        amount_kr=1_200_000,
    )


def refused(action: Any) -> bool:
    """Whether the database refuses, with its own words for it."""
    try:
        with transaction.atomic():
            action()
    except DatabaseError as error:
        assert "append-only" in str(error)
        return True
    return False


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("model", GUARDED, ids=lambda m: m._meta.label)
class TestGuard:
    def test_a_row_is_neither_saved_anew_nor_deleted(
        self, cast: Cast, model: type[models.Model]
    ) -> None:
        name, value = GUARDED[model]
        row = model.objects.first()  # type: ignore[attr-defined]
        before = getattr(row, name)
        setattr(row, name, value)
        assert refused(lambda: row.save(update_fields=[name]))
        assert refused(lambda: model._base_manager.filter(pk=row.pk)._raw_delete("default"))
        row.refresh_from_db()
        assert getattr(row, name) == before

    def test_query_sets_change_nothing(self, cast: Cast, model: type[models.Model]) -> None:
        name, value = GUARDED[model]
        manager = model.objects  # type: ignore[attr-defined]
        assert refused(lambda: manager.update(**{name: value}))
        rows = list(manager.all())
        for row in rows:
            setattr(row, name, value)
        assert refused(lambda: manager.bulk_update(rows, [name]))

    def test_sql_changes_nothing(self, cast: Cast, model: type[models.Model]) -> None:
        table = model._meta.db_table
        assert refused(lambda: run(f"UPDATE {table} SET association_id = association_id"))
        assert refused(lambda: run(f"DELETE FROM {table}"))
        if connection.vendor == "postgresql":
            run("SET CONSTRAINTS ALL IMMEDIATE")  # rows that wait to be checked stop it as well
            assert refused(lambda: run(f"TRUNCATE {table} CASCADE"))

    @pytest.mark.sqlite  # which alone has INSERT OR REPLACE
    def test_a_new_row_is_no_way_around(self, cast: Cast, model: type[models.Model]) -> None:
        """On SQLite, INSERT OR REPLACE would take the old row away without asking a trigger."""
        table = model._meta.db_table
        written = (one.column for one in model._meta.concrete_fields if not one.generated)
        columns = ", ".join(f'"{column}"' for column in written)
        rows = f"SELECT {columns} FROM {table}"
        assert refused(lambda: run(f"INSERT OR REPLACE INTO {table} ({columns}) {rows}"))


def triggers() -> set[tuple[str, str]]:
    """The tables that have triggers, each with its triggers' names."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                "WHERE NOT tgisinternal"
            )
        return {(table, name) for table, name in cursor.fetchall()}


def test_everything_that_must_be_guarded_is(db: None) -> None:
    """A table that loses its trigger in a later migration fails here."""
    assert {model._meta.db_table for model in GUARDED} <= {table for table, _ in triggers()}


@pytest.mark.parametrize("lost", [False, True])
def test_a_table_that_is_made_anew_is_guarded_as_before(db: None, lost: bool) -> None:
    """A migration that changes its columns makes it anew on SQLite, without its triggers."""
    table, before = StoredFile._meta.db_table, triggers()
    editor = SimpleNamespace(connection=connection, execute=run)
    if lost:
        append_only(table).reverse_code(apps, editor)
        assert table not in {named for named, _ in triggers()}
    append_only_still(table).code(apps, editor)
    assert triggers() == before


def test_appending_goes_on(cast: Cast) -> None:
    before = JournalEntry.objects.count()
    with transaction.atomic():
        open_matter(
            actor=cast.actor("registrar", datetime(2024, 9, 5, tzinfo=UTC).date()), subject="Nytt"
        )
    assert JournalEntry.objects.count() == before + 1
