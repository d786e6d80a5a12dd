"""What the adjusted minutes granted, put on record once and for good."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django_scopes import scope

from samordna.funding.models import Application
from samordna.initiatives.errors import AlreadyGranted, GrantNotPossible
from samordna.initiatives.models import Grant, GrantAmount, Initiative
from samordna.initiatives.queries import amounts_granted, grants_adjusted_by
from samordna.initiatives.steps import grant_funds
from samordna.initiatives.tests.given import an_application
from samordna.journal.models import JournalEntry
from samordna.journal.queries import verify
from samordna.parties.tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def grant(cast: Cast, application: Application, amounts=None, **changes) -> Grant:
    heby = cast.organisations["heby"].pk
    values = {
        "actor": cast.actor("chair"),
        "application": application,
        "amounts": amounts or {(heby, 2025): 2_447_000, (heby, 2026): 2_523_000},
        "decided_on": date(2024, 9, 12),
        "adjusted_on": date(2024, 9, 20),
        "paragraph": "§ 73",
        "conditions": ["förbundet beviljas medel av sina medlemmar"],
        **changes,
    }
    return grant_funds(**values)


def plattform(cast: Cast, **changes) -> Application:
    values = {"number": 1, "name": "Plattform", "owner": cast.organisations["heby"], **changes}
    return an_application(cast.association, **values)


def test_a_grant_makes_an_initiative_with_the_amounts_of_the_minutes(cast: Cast) -> None:
    with scope(association=cast.association):
        made = grant(cast, plattform(cast))
        initiative = Initiative.objects.get()
        assert (initiative.number, initiative.name) == (1, "Plattform")
        assert (initiative.period_from, initiative.period_to) == (
            date(2025, 1, 1),
            date(2027, 12, 31),
        )
        assert made.payout_rule == Grant.PayoutRule.QUARTERLY
        assert [(a.year, a.amount_kr) for a in made.amounts.all()] == [
            (2025, 2_447_000),
            (2026, 2_523_000),
        ]
        entry = JournalEntry.objects.get(verb="grant_funds")
        assert entry.after["total_kr"] == 4_970_000
        assert entry.actor_name == "Orvar Orre"
        assert verify(cast.association.pk).ok


def test_an_application_is_granted_once(cast: Cast) -> None:
    with scope(association=cast.association):
        application = plattform(cast)
        first = grant(cast, application)
        with pytest.raises(AlreadyGranted, match="redan beviljats medel 2024-09-12, § 73"):
            grant(cast, application)
        assert {amount.grant for amount in amounts_granted(application)} == {first}
        assert Initiative.objects.count() == GrantAmount.objects.count() - 1 == 1


def test_an_extension_lengthens_the_initiative_that_it_names(cast: Cast) -> None:
    with scope(association=cast.association):
        grant(cast, plattform(cast, period_to=date(2025, 6, 30)))
        extension = plattform(
            cast,
            number=2,
            name="Plattform, fas 2",
            nature=Application.Nature.EXTENSION,
            extends=" plattform",
            period_from=date(2025, 7, 1),
        )
        grant(cast, extension)
        initiative = Initiative.objects.get()
        assert initiative.name == "Plattform"
        assert initiative.period_to == date(2027, 12, 31)
        assert initiative.grants.count() == 2
        entry = JournalEntry.objects.filter(verb="grant_funds").last()
        assert entry.before["period_to"] == "2025-06-30"
        assert entry.after["period_to"] == "2027-12-31"


@pytest.mark.parametrize(
    "changes",
    [
        {"nature": Application.Nature.NEW, "extends": "Plattform"},
        {"nature": Application.Nature.SUPPLEMENT, "extends": "Något annat"},
        {"nature": Application.Nature.SUPPLEMENT, "extends": ""},
    ],
)
def test_what_names_no_initiative_is_a_new_one(cast: Cast, changes) -> None:
    with scope(association=cast.association):
        grant(cast, plattform(cast))
        grant(cast, plattform(cast, number=2, name="Plattform", **changes))
        assert list(Initiative.objects.values_list("number", flat=True)) == [1, 2]


def test_another_owners_initiative_is_left_alone(cast: Cast) -> None:
    with scope(association=cast.association):
        grant(cast, plattform(cast, name="Lokussamordnare"))
        other = plattform(
            cast,
            number=2,
            name="Lokussamordnare",
            owner=cast.organisations["tierp"],
            nature=Application.Nature.EXTENSION,
            extends="Lokussamordnare",
        )
        grant(cast, other)
        assert Initiative.objects.count() == 2


def test_what_cannot_be_granted_is_refused_and_leaves_nothing(cast: Cast) -> None:
    heby = cast.organisations["heby"].pk
    with scope(association=cast.association):
        application = plattform(cast)
        for changes in (
            {"amounts": {(heby, 2025): 0}},
            {"amounts": {(heby, 2025): -1}},
            {"amounts": {(heby, 2025): 10**15}},
            {"amounts": {(heby, 20255): 1}},
            {"amounts": {(987654, 2025): 1}},
            {"payout_rule": "when-we-like"},
            {"adjusted_on": date(2024, 9, 11)},
        ):
            with pytest.raises(GrantNotPossible):
                grant(cast, application, **changes)
        with pytest.raises(GrantNotPossible, match="inte registrerad"):
            grant(cast, plattform(cast, number=2, matter=None))
        with pytest.raises(GrantNotPossible, match="saknar start"):
            grant(cast, plattform(cast, number=3, period_from=None))
        assert not Initiative.objects.exists()
        assert not JournalEntry.objects.filter(verb="grant_funds").exists()


def test_a_grant_is_never_changed(cast: Cast) -> None:
    with scope(association=cast.association):
        made = grant(cast, plattform(cast))
        for change in (
            lambda: Grant.objects.filter(pk=made.pk).update(paragraph="§ 74"),
            lambda: GrantAmount.objects.filter(grant=made).update(amount_kr=1),
            lambda: GrantAmount.objects.filter(grant=made).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_grants_adjusted_by_a_day(cast: Cast, django_assert_num_queries) -> None:
    heby, region = (cast.organisations[key] for key in ("heby", "region"))
    with scope(association=cast.association):
        shared = {(heby.pk, 2025): 100, (region.pk, 2025): 50, (region.pk, 2026): 60}
        grant(cast, plattform(cast), shared)
        grant(
            cast,
            plattform(cast, number=2, name="Sedan"),
            {(heby.pk, 2027): 7},
            adjusted_on=date(2024, 10, 1),
        )
        assert grants_adjusted_by(cast.association, date(2024, 9, 19)) == []
        with django_assert_num_queries(1):
            found = grants_adjusted_by(cast.association, date(2024, 9, 30))
        assert [(s.name, s.owner_label, s.amounts) for s in found] == [
            ("Plattform", "Heby", {2025: 100}),
            ("Plattform", "Region Uppsala", {2025: 50, 2026: 60}),
        ]
        assert len(grants_adjusted_by(cast.association, date(2024, 10, 1))) == 3
