"""Take the pictures of the README and the guide from the demonstration, in a real Chromium.

Usage: ``python scripts/screenshots.py [name ...]``. Writes docs/images/<name>.png; without names,
all of them. The pictures hold the demonstration's invented people only.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, FloatRect, Page  # noqa: E402  (the house comes first)

from tests.journeys.steps import applying  # noqa: E402
from tests.journeys.steps.story import VAXTKRAFT, application  # noqa: E402
from tests.support.browser import launched  # noqa: E402
from tests.support.people import become  # noqa: E402
from tests.support.product import Product, load_demonstration, run_in  # noqa: E402

IMAGES = ROOT / "docs" / "images"
CALL = "Medel till samverkansinsatser från 2025"
WIDTH = 1280
LARGEST_BYTES = 200_000


@dataclass(frozen=True)
class Picture:
    """A picture: where the story stands, how to come to the page, how much of it to show.

    ``moment`` is a function of tests.support.sitting that takes the story further, or empty;
    ``top`` names what the picture begins with, or nothing for the top of the page.
    """

    name: str
    come: Callable[[Page, str], None]
    stage: str = "meeting"
    moment: str = ""
    top: str = ""
    height: int = 860


def to_decision_space(page: Page, base: str) -> None:
    become(page, base, "Birgit Ek")
    page.goto(f"{base}/uppsala/beslutsutrymme/")


def to_idag(page: Page, base: str) -> None:
    become(page, base, "Petra Lindahl")


def to_budget_with_findings(page: Page, base: str) -> None:
    """A budget just read in from a workbook with the slips of a real one.

    The steps are those of the journeys, which follow the page: so does the picture.
    """
    become(page, base, "Hanna Sjölin")
    applying.start(page, CALL, VAXTKRAFT)
    applying.write_facts(page, application("vaxtkraft"))
    page.get_by_role("link", name="Budget").first.click()
    applying.read_workbook_in(page)


def to_the_table(page: Page, base: str) -> None:
    become(page, base, "Petra Lindahl")
    page.goto(f"{base}/uppsala/sammantraden/1/vid-bordet/")
    page.get_by_role("link", name="Växtkraft Enköping").first.click()
    page.wait_for_load_state()


def to_the_notice(page: Page, base: str) -> None:
    """Anyone may read it, so nobody signs in."""
    page.goto(f"{base}/uppsala/anslagstavla/")
    page.locator("main").get_by_role("link").first.click()
    page.wait_for_load_state()


PICTURES = (
    Picture("beslutsutrymme", to_decision_space, top="main", height=1000),
    Picture("idag", to_idag, height=860),
    Picture("ansokan", to_budget_with_findings, stage="call", top="main", height=1000),
    Picture("vid-bordet", to_the_table, moment="open_table", height=1000),
    Picture("anslagstavla", to_the_notice, moment="post_minutes"),
)


@contextmanager
def story_at(data: dict[str, Path], room: Path, picture: Picture) -> Iterator[str]:
    """The address of a demonstration that stands where the picture wants it."""
    if picture.stage not in data:
        data[picture.stage] = room / picture.stage
        load_demonstration(data[picture.stage], picture.stage)
    product = Product.on_copy_of(data[picture.stage], room / picture.name)
    if picture.moment:
        run_in(
            product.var, f"from tests.support.sitting import {picture.moment}; {picture.moment}()"
        )
    product.start()
    try:
        yield product.url
    finally:
        product.stop()


def take(browser: Browser, picture: Picture, base: str) -> int:
    """Take one picture; answers with its size in bytes."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": picture.height},
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    refused: list[str] = []
    page.on("response", lambda a: refused.append(a.url) if a.status >= 400 else None)
    picture.come(page, base)
    if refused:
        raise RuntimeError(f"No picture of {picture.name}: refused at {', '.join(refused)}")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    clip = FloatRect(x=0, y=top_of(page, picture), width=WIDTH, height=picture.height)
    data = page.screenshot(
        path=IMAGES / f"{picture.name}.png", full_page=True, clip=clip, animations="disabled"
    )
    context.close()
    return len(data)


def top_of(page: Page, picture: Picture) -> float:
    """How far down the page the picture begins, in pixels."""
    box = page.locator(picture.top).first.bounding_box() if picture.top else None
    return max(0.0, box["y"] - 16) if box else 0.0


def main(names: list[str]) -> int:
    """The command line; answers with the exit code."""
    known = {picture.name: picture for picture in PICTURES}
    if unknown := [name for name in names if name not in known]:
        print(f"Unknown: {', '.join(unknown)}. Known: {', '.join(known)}.", file=sys.stderr)
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    too_large = False
    data: dict[str, Path] = {}
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        for name in names or known:
            with story_at(data, Path(folder), known[name]) as base:
                size = take(browser, known[name], base)
            too_large |= size > LARGEST_BYTES
            print(f"docs/images/{name}.png, {size // 1000} kB", flush=True)
    if too_large:
        print(f"A picture is larger than {LARGEST_BYTES // 1000} kB.", file=sys.stderr)
    return int(too_large)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
