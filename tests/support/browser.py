"""A real Chromium, and pages that remember whatever went wrong in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
    sync_playwright,
)

from scripts import chromium

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The names that the browser itself gives to assistive technology (faces.js).
    "--enable-blink-features=ComputedAccessibilityInfo",
]
OWN_HOSTS = ("127.0.0.1", "localhost", "")
HEIGHTS = {390: 844, 768: 1024, 1280: 900}


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless Chromium with an empty profile; closed afterwards."""
    # Chromium's sandbox cannot start for root, which is what a container usually is.
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.require(), args=flags)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watch:
    """What went wrong in a page without anyone asking: script errors, refusals, foreign requests.

    A refusal of our own CSP shows up as an error in the console, so an inline script or style that
    slips into a template fails the journey that meets it.
    """

    problems: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        """Begin to watch."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def expect(self, part: str) -> None:
        """Let a problem that contains ``part`` pass; say it before it happens."""
        self.expected.append(part)

    def unexpected(self) -> list[str]:
        """The problems that nobody said would come."""
        return [p for p in self.problems if not any(part in p for part in self.expected)]

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium also repeats every failed answer in the console; _response says it better.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws") and parts.hostname not in OWN_HOSTS:
            self.problems.append(f"request to another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status} at {response.url}")


def viewport(width: int) -> ViewportSize:
    """A screen of that width; the height is that of a usual screen so wide."""
    return ViewportSize(width=width, height=HEIGHTS.get(width, 900))
