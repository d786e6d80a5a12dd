"""A real installation without collectstatic: pages and errors are shown, and the start tells it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ASK = """
from samordna.config.wsgi import application
from django.test import Client
from django.urls import path
from django.core.exceptions import BadRequest, PermissionDenied
from samordna.config import urls

def raising(error):
    def view(request):
        raise error
    return view

errors = {"500": RuntimeError("fel"), "400": BadRequest(), "403": PermissionDenied()}
for name, error in errors.items():
    urls.urlpatterns.insert(0, path(f"{name}/", raising(error)))
client = Client(raise_request_exception=False)
for name in ("500", "400", "403"):
    answer = client.get(f"/{name}/", secure=True, headers={"host": "samordna.exempel.se"})
    print(answer.status_code, "<h1>" in answer.content.decode())
answer = client.get("/", secure=True, headers={"host": "annan.exempel.se"})
print(answer.status_code, "<h1>" in answer.content.decode())
from django.template.loader import render_to_string
for name in ("400", "403", "403_csrf", "404", "429", "500"):
    print("web/tokens.css" in render_to_string(f"{name}.html"))
"""
SAID = "Kör ”samordna manage collectstatic --noinput” och starta om."


def run(var: Path, *command: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SAMORDNA", "DJANGO"))}
    env = {
        **kept,
        "DJANGO_SETTINGS_MODULE": "samordna.config.settings.production",
        "SAMORDNA_VAR": str(var),
        "SAMORDNA_SECRET_KEY": "x" * 60,
        "SAMORDNA_HOSTS": "samordna.exempel.se",
        "DATABASE_URL": f"sqlite:///{var / 'none.sqlite3'}",
    }
    return subprocess.run(
        [sys.executable, *command], env=env, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("manifest", [None, "{", json.dumps({"version": "1.1", "paths": {}})])
def test_no_error_page_needs_what_was_not_gathered(tmp_path: Path, manifest: str | None) -> None:
    if manifest is not None:
        (tmp_path / "static").mkdir()
        (tmp_path / "static" / "staticfiles.json").write_text(manifest)
    done = run(tmp_path, "-c", ASK)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        *("500 True", "400 True", "403 True", "400 True"),
        *["True"] * 6,
    ]
    assert SAID in done.stderr


def test_the_checks_say_it_and_gathering_makes_it_good(tmp_path: Path) -> None:
    manage = ("-m", "django")
    assert SAID in run(tmp_path, *manage, "check", "--deploy").stderr
    # The tables are made before the files are gathered.
    assert run(tmp_path, *manage, "check").stderr == ""
    done = run(tmp_path, *manage, "collectstatic", "--noinput")
    assert done.returncode == 0 and SAID not in done.stderr, done.stderr
    assert SAID not in run(tmp_path, *manage, "check", "--deploy").stderr
    done = run(tmp_path, "-c", ASK)
    assert "False" in done.stdout and SAID not in done.stderr  # hashed names
