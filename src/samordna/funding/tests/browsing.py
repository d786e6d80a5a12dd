"""Reading and sending pages in tests, as a browser without script does."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

Browser = Callable[[str], Client]


def page(client: Client, path: str, expected: int = 200) -> str:
    response = client.get(f"/uppsala/{path}")
    assert response.status_code == expected, (path, response.status_code)
    return response.content.decode()


def send(client: Client, path: str, data: dict[str, Any] | None = None) -> Any:
    return client.post(f"/uppsala/{path}", data or {}, follow=True)


def inputs(html: str) -> dict[str, Any]:
    """What a browser would send of the page's last form with many fields."""
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        name = attributes.get("name", "")
        kind = attributes.get("type", "text")
        if not name or kind in ("submit", "file"):
            continue
        if kind in ("radio", "checkbox"):
            if " checked" in tag:
                found.setdefault(name, []).append(attributes.get("value", "on"))
        elif name == "rows":
            found.setdefault(name, []).append(attributes.get("value", ""))
        else:
            found[name] = unescape(attributes.get("value", ""))
    return found


def clauses(html: str) -> dict[str, str]:
    found = re.findall(r'<textarea name="([\w-]+)"[^>]*>\s*([^<]*)</textarea>', html)
    return dict(found)


def upload(
    client: Client,
    data: bytes,
    name: str,
    revision: int,
    sure: tuple[str, ...] = ("replaces", "another"),
) -> str:
    """Read a workbook in; ``sure``: the questions that are answered beforehand."""
    file = SimpleUploadedFile(name, data)
    response = send(
        client,
        "ansokningar/1/skriv/budget/las-in/",
        {"revision": revision, "workbook": file, **dict.fromkeys(sure, "on")},
    )
    assert response.status_code == 200
    html: str = response.content.decode()
    return html
