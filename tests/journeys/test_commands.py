"""The commands as they are typed, on the demonstration's data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.product import command


@pytest.mark.parametrize(
    "words",
    [
        ("demo", "--load-only"),
        ("journal", "verify"),
        ("deadlines", "--meeting", "2021-10-14", "--posted", "2021-10-26"),
    ],
    ids=" ".join,
)
def test_no_library_speaks_beside_a_command(
    words: tuple[str, ...], demo_data: Path, tmp_path: Path
) -> None:
    said = command(shutil.copytree(demo_data, tmp_path / "var"), *words)
    assert "initialized" not in said
    assert said.strip()
