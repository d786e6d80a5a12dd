"""What must always hold, every database keeps: SQLite, on which most tests and the demonstration
run, as well as PostgreSQL."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import checks
from django.db import IntegrityError, transaction
from django_scopes import scope

from samordna.parties.models import RoleAssignment
from samordna.parties.tests.cast import make_cast


def test_no_constraint_is_left_out(db: None) -> None:
    found = checks.run_checks(tags=["models"], databases=["default"])
    assert not found, found


def test_a_role_for_no_organisation_is_given_once_a_day(db: None) -> None:
    cast = make_cast()
    with scope(association=cast.association):
        own = RoleAssignment.objects.get(person=cast.people["auditor"])
        own.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            own.save(force_insert=True)
        own.valid_from = date(2024, 1, 1)
        own.save(force_insert=True)
        assert RoleAssignment.objects.filter(person=cast.people["auditor"]).count() == 2
