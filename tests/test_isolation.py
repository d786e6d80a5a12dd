"""Associations strictly apart: what is one's does not exist in another, whatever one asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django_scopes import scope
from django_scopes.exceptions import ScopeError

from samordna.parties.models import Person
from tests.support.permissions import every_row
from tests.support.things import World
from tests.support.urls import every_url
from tests.support.world import ask

pytestmark = pytest.mark.django_db

URLS = {url.name: url for url in every_url()}

#: Every URL about a thing inside an association, with each thing that the permission table asks.
ABOUT_THINGS = sorted(
    {(row.name, row.thing) for row in every_row() if URLS[row.name].arguments > {"association"}}
)

#: Django's and the libraries' own apps; their rows belong to a person or to nobody.
FOREIGN_APPS = {
    "contenttypes",
    "auth",
    "sessions",
    "account",
    "mfa",
    "socialaccount",
    "staticfiles",
    "messages",
}
#: The association itself, people (who may act in several), the letters about their accounts, and
#: the demonstration's clock.
BELONG_TO_NONE = {
    "parties.Association",
    "parties.Person",
    "letters.AccountLetter",
    "demonstration.DemonstrationClock",
}

OWN_MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label not in FOREIGN_APPS and model._meta.label not in BELONG_TO_NONE
]


def status(method: str, path: str, person: Person | None, world: World) -> int:
    """What is answered. An address of a form leads to the form's page: that page's answer."""
    session = None if person is None else world.sessions[person.pk]
    answer = ask(method, path, session)
    if method == "GET" and answer.status_code == 302 and person is not None:
        answer = ask("GET", answer["Location"], session)
    return answer.status_code


class TestAddresses:
    def test_every_address_about_a_thing_is_tried(self) -> None:
        about_things = {u.name for u in URLS.values() if u.arguments > {"association"}}
        assert about_things == {name for name, _ in ABOUT_THINGS}

    @pytest.mark.parametrize(("name", "thing"), ABOUT_THINGS)
    @pytest.mark.parametrize("role", ["director", "registrar", "auditor", "member", "applicant"])
    def test_anothers_thing_is_not_found_under_the_own_associations_address(
        self, worlds: tuple[World, World], name: str, thing: str, role: str
    ) -> None:
        here, there = worlds
        assert here.things[thing] != there.things[thing]
        foreign = reverse(name, kwargs={"association": here.slug, **there.things[thing]})
        person = here.cast.people[role]
        # 403 is for those who may not do such a thing with any: it tells nothing about this one.
        silent = {404, 405} if role == "director" else {403, 404, 405}
        own = reverse(name, kwargs={"association": here.slug, **here.things[thing]})
        for method in ("GET", "POST"):
            answer = status(method, foreign, person, here)
            assert answer in silent, method
            if answer == 403:
                assert status(method, own, person, here) == 403, method

    @pytest.mark.parametrize(("name", "thing"), ABOUT_THINGS)
    def test_a_number_larger_than_any_column_is_not_found(
        self, worlds: tuple[World, World], name: str, thing: str
    ) -> None:
        here = worlds[0]
        huge = {
            key: 10**30 if isinstance(value, int) else "9" * 30
            for key, value in here.things[thing].items()
        }
        path = reverse(name, kwargs={"association": here.slug, **huge})
        for method in ("GET", "POST"):
            answer = status(method, path, here.cast.people["director"], here)
            assert answer in (404, 405), method

    def test_anyone_reads_only_the_own_associations_minutes(
        self, worlds: tuple[World, World]
    ) -> None:
        here, there = worlds
        for one, other in ((here, there), (there, here)):
            paper = one.things["paper_of_minutes"]
            own = reverse("documents:version", kwargs={"association": one.slug, **paper})
            foreign = reverse("documents:version", kwargs={"association": other.slug, **paper})
            assert status("GET", own, None, one) == 200
            assert status("GET", foreign, None, one) == 404


Asking = Callable[[Any], Any]

#: Ways to read or change rows through a manager.
QUERIES: dict[str, Asking] = {
    "all": lambda m: list(m.all()),
    "iterate": lambda m: list(m.iterator()),
    "filter": lambda m: m.filter(pk=1),
    "exclude": lambda m: m.exclude(pk=1),
    "get": lambda m: m.get(pk=1),
    "first": lambda m: m.first(),
    "last": lambda m: m.last(),
    "count": lambda m: m.count(),
    "exists": lambda m: m.exists(),
    "contains": lambda m: m.contains(m.model(pk=1)),
    "in_bulk": lambda m: m.in_bulk([1]),
    "values": lambda m: m.values("pk"),
    "values_list": lambda m: m.values_list("pk"),
    "order_by": lambda m: m.order_by("pk"),
    "distinct": lambda m: m.distinct(),
    "defer": lambda m: m.defer("pk"),
    "only": lambda m: m.only("pk"),
    "select_related": lambda m: m.select_related("association"),
    "prefetch_related": lambda m: m.prefetch_related("association"),
    "select_for_update": lambda m: m.select_for_update(),
    "aggregate": lambda m: m.aggregate(models.Count("pk")),
    "annotate": lambda m: m.annotate(one=models.Value(1)),
    "union": lambda m: m.union(m.model._base_manager.all()),
    "update": lambda m: m.update(pk=1),
    "get_or_create": lambda m: m.get_or_create(pk=1),
    "update_or_create": lambda m: m.update_or_create(pk=1),
    "bulk_update": lambda m: m.bulk_update([], ["pk"]),
}


def refuses(query: Asking, model: type[models.Model]) -> bool:
    """Whether a query is refused for want of a scope."""
    try:
        query(model.objects)  # type: ignore[attr-defined]
    except ScopeError:
        return True
    return False


class TestModels:
    @pytest.mark.parametrize("model", OWN_MODELS, ids=lambda m: m._meta.label)
    def test_every_row_belongs_to_one_association(self, model: type[models.Model]) -> None:
        field = model._meta.get_field("association")
        assert field.related_model._meta.label == "parties.Association"
        assert not field.null
        assert field.remote_field.on_delete is models.PROTECT

    @pytest.mark.parametrize("model", OWN_MODELS, ids=lambda m: m._meta.label)
    def test_nothing_is_asked_without_a_scope(self, model: type[models.Model]) -> None:
        answered = [name for name, query in QUERIES.items() if not refuses(query, model)]
        assert not answered

    @pytest.mark.parametrize("model", OWN_MODELS, ids=lambda m: m._meta.label)
    def test_in_a_scope_there_are_only_its_own_rows(
        self, worlds: tuple[World, World], model: type[models.Model]
    ) -> None:
        manager = model.objects  # type: ignore[attr-defined]
        found = []
        for world in worlds:
            with scope(association=world.cast.association):
                rows = list(manager.values_list("pk", "association_id"))
                assert {owner for _, owner in rows} <= {world.cast.association.pk}
                found.append({pk for pk, _ in rows})
        assert not found[0] & found[1]

    def test_the_lists_of_exceptions_name_what_exists(self) -> None:
        labels = {model._meta.label for model in apps.get_models()}
        assert labels >= BELONG_TO_NONE
        assert len(OWN_MODELS) > 30
