"""Colours that carry text or edges reach the contrast that WCAG 2.1 AA asks for, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import samordna.web

TOKENS = (Path(samordna.web.__file__).parent / "static/web/tokens.css").read_text("utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", part))
    for part in TOKENS.split("@media screen and (prefers-color-scheme: dark)")
)
GROUNDS = ("paper", "sheet", "shade")
TONES = ("success", "info", "warning", "danger", "neutral")
TEXT = [
    *[(text, ground) for text in ("ink", "ink-soft", "pine", "danger") for ground in GROUNDS],
    *[(text, "pine-tint") for text in ("ink", "ink-soft", "danger", "warning", "success")],
    *[(tone, f"{tone}-tint") for tone in TONES],
    *[("ink", f"{tone}-tint") for tone in TONES],
    *[(tone, ground) for tone in TONES for ground in ("paper", "sheet")],
    ("on-pine", "pine-fill"),
    ("on-pine", "pine-fill-strong"),
]
EDGES = [("rule-strong", "paper"), ("rule-strong", "sheet"), ("pine", "paper")]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_twenty_one() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(scheme: str, text: str, ground: str) -> None:
    colours = LIGHT if scheme == "light" else {**LIGHT, **DARK}
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_can_be_seen(scheme: str, edge: str, ground: str) -> None:
    colours = LIGHT if scheme == "light" else {**LIGHT, **DARK}
    assert contrast(colours[edge], colours[ground]) >= 3
