"""How far behind the keys what is written is saved, in a real Chromium against the demonstration.

Usage: ``python scripts/writing_lag.py [--keys 60] [--data DIRECTORY]``. It types key by key, as
quickly as a trained hand, in a section of an application, a row of its budget, a statement and an
item at the table, and, as drafts, in a published call and a new item. For each key it takes the
time from when it was pressed until the server has answered that a text with it is saved, and prints
the median, the 95th percentile and the slowest, with the machine's load meanwhile. Exit 1 where the
95th percentile is over the two seconds that docs/decisions/0010-autosave.md promises. ``--data``
keeps the loaded demonstrations for the next time.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page  # noqa: E402  (the house comes first)

from tests.support.browser import launched  # noqa: E402
from tests.support.people import PEOPLE, become  # noqa: E402
from tests.support.product import Product, load_demonstration, run_in  # noqa: E402

#: The longest that what is written may be behind the keys, in milliseconds.
LIMIT_MS = 2000
#: How long the last key is waited for, in seconds.
PATIENCE = 60
#: Between two keys, in milliseconds: some 80 words a minute.
PACE_MS = 120
#: Counts each key from when it was pressed to when an answer says that what held it is saved.
WATCH = """
(() => {
  const waiting = [], lags = window.lags = [];
  document.addEventListener("input", () => waiting.push(performance.now()), true);
  const send = window.fetch;
  window.fetch = async (...given) => {
    const posts = given[1]?.method === "POST", sent = posts ? waiting.length : 0;
    const answer = await send(...given);
    if (posts && answer.ok) {
      for (const pressed of waiting.splice(0, sent)) lags.push(performance.now() - pressed);
    }
    return answer;
  };
})();
"""
OPEN_CALL = """
from django_scopes import scopes_disabled
from samordna.funding.models import Call
with scopes_disabled():
    found = Call.objects.filter(association__slug="uppsala").order_by("-closes_on").first()
    print(found.number)
"""
TO_PREPARE = """
from django_scopes import scopes_disabled
from samordna.funding.models import Application
with scopes_disabled():
    found = Application.objects.filter(association__slug="uppsala", state="registered").first()
    print(found.number)
"""


@dataclass(frozen=True)
class Place:
    """Somewhere to write: at which stage of the demonstration, by whom, and how to come there.

    ``before`` runs inside the product, and prints the number in the ``path``; where it is empty, an
    application is begun in the page.
    """

    name: str
    stage: str
    person: str
    before: str
    path: str
    field: str


#: The body's next meeting, which is planned.
PLANNED = """
from django_scopes import scopes_disabled
from samordna.meetings.models import Meeting
with scopes_disabled():
    print(Meeting.objects.filter(association__slug="uppsala").latest("held_on").number)
"""

PLACES = [
    Place(
        "a section of an application",
        "call",
        "applicant",
        "",
        "/uppsala/ansokningar/{}/skriv/bakgrund/",
        "form#svar textarea >> nth=0",
    ),
    Place(
        "a row of the budget",
        "call",
        "applicant",
        "",
        "/uppsala/ansokningar/{}/skriv/budget/",
        "form#budget tr[id^=row-] input[type=text] >> nth=0",
    ),
    Place(
        "the statement",
        "call",
        "case officer",
        TO_PREPARE,
        "/uppsala/ansokningar/{}/tjansteutlatande/",
        "form#utlatande textarea[name=assessment]",
    ),
    Place(
        "an item at the table",
        "meeting",
        "registrar",
        "from tests.support.sitting import open_table; open_table()",
        "/uppsala/sammantraden/1/vid-bordet/",
        "form#beslut textarea[name=background]",
    ),
    Place(
        "a published call",
        "call",
        "registrar",
        OPEN_CALL,
        "/uppsala/utlysningar/{}/andra/",
        "form[data-unsaved] textarea[name=text]",
    ),
    Place(
        "a new item",
        "meeting",
        "registrar",
        PLANNED,
        "/uppsala/sammantraden/{}/punkt/ny/",
        "form#punkt textarea[name=background]",
    ),
]


@contextmanager
def served(stage: str, data: Path) -> Iterator[Product]:
    """A copy of the demonstration at a stage, served while it is needed."""
    loaded = data / stage
    if not loaded.exists():
        load_demonstration(loaded, stage)
    with tempfile.TemporaryDirectory() as copy:
        product = Product.on_copy_of(loaded, Path(copy) / "var").start()
        try:
            yield product
        finally:
            product.stop()


def measure(browser: Browser, product: Product, place: Place, keys: int) -> list[float]:
    """The milliseconds from each key to its save."""
    said = run_in(product.var, place.before).split() if place.before else []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
    context.add_init_script(WATCH)
    page = context.new_page()
    become(page, product.url, PEOPLE[place.person])
    number = said[-1] if said else begun(page, product) if not place.before else ""
    page.goto(product.url + place.path.format(number))
    if place.path.endswith("/vid-bordet/"):
        items = page.get_by_role("navigation", name="Ärenden").get_by_role("listitem")
        items.nth(5).get_by_role("link").click()
    lags = write(page, place, keys)
    context.close()
    return lags


def begun(page: Page, product: Product) -> str:
    """Begin an application to the first open call; return its number."""
    call = run_in(product.var, OPEN_CALL).split()[-1]
    page.goto(f"{product.url}/uppsala/utlysningar/{call}/ansok/")
    page.get_by_label("Insatsens namn").fill("Mätning")
    page.get_by_role("button", name="Börja skriva").click()
    page.wait_for_url("**/skriv/insatsen/")
    return page.url.split("/ansokningar/")[1].split("/")[0]


def write(page: Page, place: Place, keys: int) -> list[float]:
    """Type so many keys in the field, and wait until all of it is saved."""
    field = page.locator(place.field)
    field.fill("")
    page.wait_for_timeout(3000)
    page.evaluate("window.lags.length = 0")
    text = ("Vi skriver om behovet av stöd. " * keys)[:keys]
    field.press_sequentially(text, delay=PACE_MS)
    for _ in range(PATIENCE):
        lags: list[float] = page.evaluate("window.lags")
        if len(lags) >= keys:
            return lags
        page.wait_for_timeout(1000)
    raise RuntimeError(f"only {len(lags)} of {keys} keys were saved: {place.name}")


def main() -> int:
    """Measure every place, and print what it came to. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=60, help="keys pressed in each place")
    parser.add_argument("--data", type=Path, help="where the loaded demonstrations are kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, launched() as browser:
        data = options.data or Path(temporary)
        data.mkdir(parents=True, exist_ok=True)
        slowest = [report(place, browser, data, options.keys) for place in PLACES]
    return 1 if max(slowest) > LIMIT_MS else 0


def report(place: Place, browser: Browser, data: Path, keys: int) -> float:
    """Print the figures of a place; return the 95th percentile in milliseconds."""
    with served(place.stage, data) as product:
        lags = measure(browser, product, place, keys)
    p95 = statistics.quantiles(lags, n=20)[-1]
    print(
        f"{place.name}: {len(lags)} keys, median {statistics.median(lags):.0f} ms, "
        f"p95 {p95:.0f} ms, slowest {max(lags):.0f} ms, load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    return p95


if __name__ == "__main__":
    sys.exit(main())
