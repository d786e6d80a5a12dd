"""Words of any length have room, and what begins a part keeps off what ends the one before."""

from __future__ import annotations

import pytest

from tests.conftest import PageAt
from tests.support.people import become
from tests.support.product import Product, run_in

#: A person's name, a letter's subject and an organisation's name that are far too long.
LENGTHEN = """
from django_scopes import scopes_disabled
from samordna.letters.models import Letter
from samordna.parties.models import Association, Contact, Mandate, Organisation

word = "Abcdefghij" * 12
with scopes_disabled():
    own = {"association": Association.objects.get(slug="uppsala")}
    seat = Mandate.objects.filter(**own).first()
    Contact.objects.filter(person=seat.person, **own).update(name=word)
    Organisation.objects.filter(pk=seat.organisation_id).update(name=word)
    letter = Letter.objects.filter(**own).order_by("-made_at", "-pk").first()
    Letter.objects.filter(pk=letter.pk).update(name=word, subject=word)
"""


def test_a_very_long_name_spoils_no_list(own_demo: Product, page_at: PageAt) -> None:
    run_in(own_demo.var, LENGTHEN)
    for width in (1280, 390):
        page = page_at(width)
        become(page, own_demo.url, "Birgit Ek")
        for path in ("personer", "brev"):
            page.goto(f"{own_demo.url}/uppsala/{path}/")
            assert "Abcdefghij" * 12 in (page.locator("main").text_content() or "")
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path} is {wide} wide at {width}"
            if width < 1280:
                continue
            crushed = page.locator("main table tbody tr").evaluate_all(
                "rows => rows.flatMap((row) => [...row.cells]).filter((cell) =>"
                " cell.offsetWidth < 40).length"
            )
            assert crushed == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_a_part_keeps_off_the_one_before(demo_server: str, page_at: PageAt, width: int) -> None:
    page = page_at(width)
    page.goto(f"{demo_server}/uppsala/")
    above = page.locator("main section:has(> h2)").evaluate_all(
        "parts => parts.map((part) => part.getBoundingClientRect().top -"
        " part.previousElementSibling.getBoundingClientRect().bottom)"
    )
    assert len(above) == 3
    assert min(above) >= 24, above
