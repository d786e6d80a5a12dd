"""The guide has a place for every page of the menu, and every picture is shown and made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from samordna.flows.menu import MENU, PUBLIC
from scripts.screenshots import PICTURES

ROOT = Path(__file__).resolve().parent.parent
GUIDE = "\n".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs/guide").glob("*.md"))
ENTRIES = sorted({entry.label for _, entries in MENU for entry in entries})


@pytest.mark.parametrize("label", ENTRIES)
def test_every_page_of_the_menu_has_its_place_in_the_guide(label: str) -> None:
    assert f"**{label}**" in GUIDE


def test_the_public_pages_have_theirs() -> None:
    assert all(entry.label.lower() in GUIDE.lower() for entry in PUBLIC)


def test_every_page_of_the_guide_is_on_its_first_page() -> None:
    pages = {page.name for page in (ROOT / "docs/guide").glob("*.md")} - {"README.md"}
    first = (ROOT / "docs/guide/README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\(([a-z-]+\.md)\)", first)) == pages


def test_every_picture_is_made_by_the_script_and_shown_somewhere() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"images/([\w-]+)\.png", GUIDE + readme))
    kept = {picture.stem for picture in (ROOT / "docs/images").glob("*.png")}
    assert shown == kept == {picture.name for picture in PICTURES}
