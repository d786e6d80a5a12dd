"""The demonstration's readable files."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "demo"


def read(*parts: str) -> dict[str, Any]:
    """One file of the demonstration's folder."""
    with FOLDER.joinpath(*parts).open("rb") as file:
        return tomllib.load(file)


def read_all(*parts: str) -> list[dict[str, Any]]:
    """Every file of a folder, by name."""
    return [tomllib.loads(p.read_text()) for p in sorted(FOLDER.joinpath(*parts).glob("*.toml"))]


def mail_of(name: str, slug: str) -> str:
    """The invented mail address of an invented person."""
    plain = name.lower().translate(str.maketrans("åäöéí", "aaoei"))
    return f"{plain.replace(' ', '.').replace('-', '.')}@{slug}.exempel.se"
