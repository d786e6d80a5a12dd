"""Accessibility: axe-core against a page as it stands in the browser.

axe-core comes inside the locked package axe-playwright-python, so no Node is needed; only its
script is used. It is evaluated, not added as a script tag, since our pages' CSP refuses inline
scripts and shall go on refusing them while they are tested.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Page

RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
#: What a page's colours decide: all that can differ between light and dark.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
#: How axe is asked (``axe.js``).
ASK = Path(__file__).with_name("axe.js").read_text(encoding="utf-8")


@cache
def axe_source() -> str:
    """The text of axe-core."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


class Parts(Protocol):
    """Which parts of pages were asked about their colours before: keys with a space between."""

    def met(self) -> str: ...

    def add(self, keys: str) -> None: ...


def violations(
    page: Page,
    within: str | None = None,
    rules: dict[str, Any] = RULES,
    parts: Parts | None = None,
) -> list[dict[str, Any]]:
    """What axe finds on the page, or within one selector of it.

    With ``parts``, the colours of what looks as something asked about before are not asked again.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_source())
    found, new = page.evaluate(ASK, [within, rules, parts.met() if parts else ""])
    if parts:
        parts.add(new)
    return [violation for violation in found if not mistaken(page, violation)]


def mistaken(page: Page, violation: dict[str, Any]) -> bool:
    """Whether axe is wrong about a scrollable region that the keyboard does reach.

    It takes whatever stands in a disabled fieldset for disabled; browsers disable only its fields.
    """
    if violation["id"] != "scrollable-region-focusable":
        return False
    reached = "e => { e.focus(); return e.tabIndex === 0 && document.activeElement === e; }"
    places = [page.locator(str(node["target"][-1])).first for node in violation["nodes"]]
    return all(place.evaluate(reached) for place in places)


def report(page: Page, found: list[dict[str, Any]]) -> str:
    """The violations as text: rule, what it asks, and each place with its markup."""
    size = page.viewport_size or {"width": 0}
    lines = [f"{len(found)} accessibility violation(s) at {page.url}, {size['width']} px wide:"]
    for violation in found:
        lines.append(f"\n{violation['id']} ({violation['impact']}): {violation['help']}")
        for node in violation["nodes"][:8]:
            target = " ".join(str(part) for part in node["target"])
            lines.append(f"  {target}\n    {node['html'][:200]}")
            lines += [f"    {line}" for line in node["failureSummary"].splitlines()]
        if more := len(violation["nodes"]) - 8:
            lines += [f"  and {more} more"] if more > 0 else []
    return "\n".join(lines)


def assert_accessible(page: Page, within: str | None = None) -> None:
    """Fail with a report when axe finds anything."""
    found = violations(page, within)
    assert not found, report(page, found)
