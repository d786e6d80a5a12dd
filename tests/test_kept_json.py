"""Every column of JSON holds whatever somebody typed, on both databases, and reads it back."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from samordna.ground.kept_json import KeptJSONField, storable

ODD = {"a\x00b": ["\x00\x01", "h\ud800", {"t": "\x7f\u2028\\u0000"}], "n": None, "k": 3}
KEPT = {"a␀b": ["␀\x01", "h\ufffd", {"t": "\x7f\u2028\\u0000"}], "n": None, "k": 3}

FIELDS = [
    field
    for model in apps.get_models()
    if model.__module__.startswith("samordna.")
    for field in model._meta.concrete_fields
    if isinstance(field, models.JSONField)
]


def test_every_column_of_json_is_one_that_takes_every_text() -> None:
    assert len(FIELDS) > 15
    assert [str(field) for field in FIELDS if not isinstance(field, KeptJSONField)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_what_is_typed_is_stored_and_read_back(field: Any) -> None:
    kind = {"postgresql": "jsonb", "sqlite": "text"}[connection.vendor]
    with connection.cursor() as cursor:
        stored = field.get_db_prep_save(ODD, connection)
        cursor.execute(f"SELECT CAST(%s AS {kind})", [stored])
        (raw,) = cursor.fetchone()
    assert field.from_db_value(raw, models.Value(ODD, output_field=field), connection) == KEPT


def test_a_migration_sees_a_plain_column_of_json() -> None:
    assert KeptJSONField(default=dict).deconstruct()[1] == "django.db.models.JSONField"


def test_text_without_such_signs_is_left_as_it_is() -> None:
    text = "Å ä ö \t\n 👩‍🔧 \\u0000"
    assert storable({text: [text, 1, None, True]}) == {text: [text, 1, None, True]}
