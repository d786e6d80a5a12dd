"""What the pages that all rooms share hold, for everybody of the cast."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django.plugin import DjangoDbBlocker

from samordna.documents.kinds import every_kind
from samordna.documents.models import XLSX, DocumentVersion
from samordna.documents.policies import may_read, readable
from samordna.documents.steps import add_version
from samordna.economy.kinds import PaperKind as OfEconomy
from samordna.flows.menu import MENU, PUBLIC
from samordna.funding.kinds import PaperKind as OfFunding
from samordna.funding.models import Application
from samordna.meetings.kinds import PaperKind as OfMeetings
from samordna.parties.actors import Actor
from samordna.parties.tests.cast import AROUND, BOARD, OFFICE
from samordna.web.links import link
from tests.support.permissions import every_row
from tests.support.things import World
from tests.support.urls import every_url
from tests.support.world import at_noon, make_world, undone

pytestmark = pytest.mark.django_db

EVERYBODY = (*OFFICE, *AROUND, *BOARD, "outsider", "public")
ENTRIES = [entry for _, entries in MENU for entry in entries]

URLS = {url.name: url for url in every_url()}

#: Pages about the association for the public, which insiders reach and their menu does not hold.
UNDER_NONE = {
    "publicsite:association",
    "publicsite:call",
    "publicsite:initiatives",
    "publicsite:accessibility",
}

#: Who else than the office reads which papers. The board stands for everybody who sits in it.
READERS = {
    "Ansökan: Insats signing": "parties",
    "Ansökan: Insats registered": "parties board auditor",
    "Budget: Insats signing": "parties",
    "Budget: Insats registered": "parties board auditor",
    "Tjänsteutlåtande: Insats prepared": "parties board auditor",
    "Kallelse Styrelsen 2024-10-24": "board auditor",
    "Underskrifter till protokoll styrelsen 2024-09-12": "board auditor",
    "Anslagsbevis Styrelsen 2024-09-12": "parties board auditor outsider public",
    "Ekonomisk information": "board auditor",
    "Utdrag": "",
    "Anteckning": "auditor",
}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """An association with papers of every kind."""
    with django_db_blocker.unblock(), at_noon(), undone():
        made = make_world()
        with scope(association=made.cast.association):
            for state in ("signing", "registered"):
                application = Application.objects.get(name=f"Insats {state}")
                title = f"Budget: {application.name}"
                application.budget_file = _paper(made, OfFunding.BUDGET, title)
                application.save(update_fields=["budget_file"])
            _paper(made, OfEconomy.ECONOMY, "Ekonomisk information")
            _paper(made, OfMeetings.EXTRACT, "Utdrag")
            yield made


def _paper(world: World, kind: str, title: str) -> DocumentVersion:
    return add_version(
        actor=world.cast.actor("director"),
        data=title.encode(),
        media_type=XLSX,
        filename="papper.xlsx",
        kind=kind,
        title=title,
    )


def _actor(world: World, who: str) -> Actor | None:
    return None if who == "public" else world.cast.actor(who)


def _in(who: str, groups: str) -> bool:
    belongs = {"parties": AROUND, "board": BOARD}
    return (who in OFFICE and who != "auditor") or any(
        who in belongs.get(group, (group,)) for group in groups.split()
    )


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_list_of_papers_holds_those_that_may_be_read_and_no_other(who: str, world: World) -> None:
    actor = _actor(world, who)
    every = DocumentVersion.objects.select_related("document")
    may = {paper for paper in every if may_read(actor, paper)}
    assert set(every.filter(readable(actor))) == may
    for kind in dict(every_kind()):
        of_kind = every.filter(document__kind=kind)
        assert of_kind.exists(), f"the world has no paper of the kind {kind}"
        assert set(of_kind.filter(readable(actor, kind))) == {
            paper for paper in may if paper.document.kind == kind
        }


@pytest.mark.parametrize("title", READERS)
def test_who_reads_which_paper(title: str, world: World) -> None:
    papers = DocumentVersion.objects.filter(document__title=title).select_related("document")
    assert papers, title
    for paper in papers:
        found = [who for who in EVERYBODY if may_read(_actor(world, who), paper)]
        assert found == [who for who in EVERYBODY if _in(who, READERS[title])]


def test_one_paper_costs_one_question(
    world: World, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    actor = world.cast.actor("member")
    for paper in DocumentVersion.objects.select_related("document"):
        with django_assert_max_num_queries(1):  # type: ignore[operator]
            may_read(actor, paper)


@pytest.mark.parametrize("who", [*OFFICE, *AROUND, *BOARD])
def test_the_menu_has_what_its_reader_may_open_and_nothing_else(
    who: str, world: World, client: Client
) -> None:
    client.force_login(world.cast.people[who])
    page = client.get(link(world.slug, "parties:today"))
    shown = [item.url for group in page.context["menu"] for item in group.links]
    urls = [link(world.slug, entry.page) for entry in ENTRIES]
    assert shown == [url for url in urls if client.get(url).status_code == 200]


def test_every_page_that_an_insider_may_open_stands_under_one_entry_of_the_menu(
    world: World, client: Client
) -> None:
    client.force_login(world.cast.people["director"])
    under: dict[str, set[int]] = {}
    for row in every_row():
        if row.method != "GET" or not URLS[row.name].in_association:
            continue
        things = {} if row.thing == "-" else world.things[row.thing]
        page = client.get(link(world.slug, row.name, **things))
        if page.status_code == 200 and page.context and "menu" in page.context:
            current = [m for group in page.context["menu"] for m in group.links if m.current]
            under.setdefault(row.name, set()).add(len(current))
    assert {name for name, found in under.items() if found != {1}} == UNDER_NONE
    assert len(under) > 30


@pytest.mark.parametrize("who", ["public", "outsider"])
def test_whoever_is_not_of_the_association_has_the_public_pages(
    who: str, world: World, client: Client
) -> None:
    if who != "public":
        client.force_login(world.cast.people[who])
    page = client.get(link(world.slug, "publicsite:board"))
    groups = page.context["menu"]
    assert [group.only.label for group in groups] == [entry.label for entry in PUBLIC]
    assert [group.label for group in groups if group.current] == ["Anslagstavla"]
    assert page.context["home_url"] == f"/{world.slug}/"


@pytest.mark.parametrize(
    ("who", "address", "status", "current"),
    [
        ("director", "/uppsala/ansokningar/987654/", 404, "Ansökningar"),
        ("director", "/uppsala/finns/inte/alls/", 404, ""),
        ("applicant", "/uppsala/diarium/", 403, ""),
        ("member", "/uppsala/personer/", 403, ""),
        ("member", "/uppsala/ekonomi/planer/ny/", 403, "Ekonomiska planer"),
    ],
)
def test_a_page_that_is_missing_or_refused_has_the_menu_of_whoever_is_of_the_association(
    who: str,
    address: str,
    status: int,
    current: str,
    world: World,
    client: Client,
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    client.force_login(world.cast.people[who])
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = client.get(address)
    assert page.status_code == status
    html = page.content.decode()
    assert 'aria-label="Huvudmeny"' in html
    assert link(world.slug, "parties:today") in html
    links = [found for group in page.context["menu"] for found in group.links]
    assert [found.label for found in links if found.current] == ([current] if current else [])


@pytest.mark.parametrize("who", ["public", "outsider"])
@pytest.mark.parametrize("address", ["/uppsala/finns/inte/", "/inget-forbund/alls/", "/%00/"])
def test_others_have_a_plain_page_that_says_that_nothing_is_there(
    who: str, address: str, world: World, client: Client
) -> None:
    if who != "public":
        client.force_login(world.cast.people[who])
    page = client.get(address)
    assert page.status_code == 404
    assert "Huvudmeny" not in page.content.decode()


def test_a_form_without_its_token_keeps_the_menu(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.cast.people["director"])
    page = client.post("/uppsala/beslutsutrymme/handling/")
    assert page.status_code == 403
    assert "Sidan var för gammal" in page.content.decode()
    assert 'aria-label="Huvudmeny"' in page.content.decode()


def test_every_entry_of_the_menu_stands_once() -> None:
    for entries in (ENTRIES, PUBLIC):
        assert len({entry.page for entry in entries}) == len(entries)
        assert len({entry.label for entry in entries}) == len(entries)
    assert len({label for label, _ in MENU}) == len(MENU)


@pytest.mark.parametrize(
    ("who", "menu"),
    [
        ("director", "Idag | Medel | Sammanträden | Ekonomi | Diarium | Förbundet"),
        ("auditor", "Idag | Medel | Sammanträden | Ekonomi | Diarium | Journal"),
        ("member", "Idag | Medel | Sammanträden | Ekonomi"),
        ("applicant", "Idag | Medel | Sammanträden"),
    ],
)
def test_a_group_with_one_entry_is_that_entry(
    who: str, menu: str, world: World, client: Client
) -> None:
    client.force_login(world.cast.people[who])
    groups = client.get(link(world.slug, "parties:today")).context["menu"]
    assert [(group.only or group).label for group in groups] == menu.split(" | ")
