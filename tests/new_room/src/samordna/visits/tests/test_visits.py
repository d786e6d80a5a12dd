"""What the house has found of the room, each thing where people would meet it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings
from django_scopes import scope
from samordna.visits.models import Visit

from bench.clock import MOMENT
from bench.pages import every_page
from bench.seed import Size, seed_association
from samordna.demonstration.loader.files import mail_of
from samordna.demonstration.loader.story import load_where_empty
from samordna.documents.models import DocumentVersion
from samordna.documents.policies import readable
from samordna.parties.models import Association, Person
from samordna.web.shared import shared_pages
from tests.support.permissions import every_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def uppsala() -> Iterator[Association]:
    with override_settings(SAMORDNA_CLOCK="samordna.demonstration.clock.now"):
        load_where_empty(stage="meeting")
        association = Association.objects.get(slug="uppsala")
        with scope(association=association):
            yield association


def test_its_page_its_menu_entry_its_demonstration_and_its_paper(uppsala: Association) -> None:
    assert [visit.guest for visit in Visit.objects.all()] == ["Granby kommun"]
    client = Client()
    chair = Person.objects.get(email=mail_of("Margareta Storm", "uppsala"))
    client.force_login(chair, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/uppsala/besok/")
    assert "Granby kommun" in answer.content.decode()
    menu = shared_pages().menu(answer.wsgi_request)
    assert "/uppsala/besok/" in {found.url for group in menu for found in group.links}
    report = Visit.objects.get().report
    assert bytes(report.file.data).startswith(b"%PDF-")
    assert report.document.get_kind_display() == "Besöksrapport"
    assert not DocumentVersion.objects.filter(readable(None), pk=report.pk).exists()
    assert DocumentVersion.objects.filter(
        readable(answer.wsgi_request.actor), pk=report.pk
    ).exists()


def test_its_rights_and_its_measured_page() -> None:
    assert {row.name for row in every_row()} >= {"visits:visits", "visits:visit"}
    assert "visits:visits" in {page.route for page in every_page()}
    seeded = seed_association("liten", "Liten", Size(5, 6, 40), MOMENT)
    with scope(association=seeded):
        assert Visit.objects.count() == 3
