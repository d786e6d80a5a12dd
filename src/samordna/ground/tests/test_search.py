"""The database folds as Python does, whichever database it is."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Value
from django_scopes import scope

from samordna.ground.search import BETWEEN, Folded, Sought, holds, sought
from samordna.kernel.folding import BLANK, STROKED, fold_for_search
from samordna.parties.models import Organisation
from samordna.parties.tests.cast import Cast, make_cast
from samordna.register.models import Matter, Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def found(cast: Cast, text: str) -> list[str]:
    with scope(association=cast.association):
        named = Organisation.objects.filter(holds(text, "name", "short_name"))
        return list(named.order_by("name").values_list("name", flat=True))


@pytest.mark.parametrize("text", ["forsakringskassan", "FÖRSÄKRINGS", "försäkringskassan", "rings"])
def test_marks_and_case_do_not_count(cast: Cast, text: str) -> None:
    assert found(cast, text) == ["Försäkringskassan"]


def test_what_means_something_to_the_database_is_a_letter_like_others(cast: Cast) -> None:
    assert found(cast, "%") == found(cast, "_") == found(cast, "\\") == []


def test_the_database_folds_every_letter_as_python_does(cast: Cast) -> None:
    latin = "".join(map(chr, [*range(0x20, 0x7F), *range(0xC0, 0x180), *range(0x300, 0x370)]))
    letters = f"{latin} {''.join(STROKED)} ạ € {BLANK} v\ufe0fård"
    with scope(association=cast.association):
        one = Organisation.objects.annotate(said=Folded(Value(letters))).values_list("said")[0]
    assert one == (fold_for_search(letters),)


# What is kept folded -----------------------------------------------------------------------------

#: Tables that grow with every year, and what each is sought by. Each has had its search measured
#: with thousands of rows: folded anew for each, it took up to half a second.
KEPT = {
    "documents.DocumentVersion": ("filename",),
    "funding.Application": ("name",),
    "journal.JournalEntry": ("subject_label",),
    "letters.Letter": ("name", "address", "subject"),
    "register.Matter": ("subject",),
    "register.Record": ("subject", "counterparty"),
}


def test_what_grows_is_kept_folded() -> None:
    fields = (one for model in apps.get_models() for one in model._meta.concrete_fields)
    found = {one.model._meta.label: one.columns for one in fields if isinstance(one, Sought)}
    assert found == KEPT


@pytest.fixture
def record(cast: Cast) -> Record:
    with scope(association=cast.association):
        own = {"association": cast.association}
        matter = Matter.objects.create(
            **own, year=2026, serial=1, subject="Växtkraft", opened_on="2026-01-01"
        )
        return Record.objects.create(
            **own,
            matter=matter,
            serial=1,
            direction=Record.Direction.IN,
            dated="2026-01-01",
            subject="Ansökan",
            counterparty="Éva Øst",
            registered_at="2026-01-01T12:00Z",
        )


def records(cast: Cast, text: str) -> bool:
    with scope(association=cast.association):
        return Record.objects.filter(sought(text)).exists()


@pytest.mark.parametrize("text", ["ansokan", "ANSÖKAN", "eva ost", "kan"])
def test_every_text_of_a_row_is_sought(cast: Cast, record: Record, text: str) -> None:
    assert records(cast, text)


@pytest.mark.parametrize("text", ["%", "_", f"kan{BETWEEN}eva", "kaneva"])
def test_what_is_in_none_of_the_texts_is_not_found(cast: Cast, record: Record, text: str) -> None:
    assert not records(cast, text)


def test_what_is_kept_follows_what_is_written(cast: Cast, record: Record) -> None:
    """Also by what asks no model, which is why the database keeps it and not Python."""
    with scope(association=cast.association):
        Record.objects.filter(pk=record.pk).update(subject="Yttrande från Åsele")
        kept = Record.objects.values_list("sought", flat=True).get(pk=record.pk)
    assert kept == f"{fold_for_search('Yttrande från Åsele')}{BETWEEN}eva ost"
    assert records(cast, "asele")
    assert not records(cast, "ansokan")
