"""What a script is answered when the page's cookies are gone."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
def test_a_script_whose_cookies_are_gone_is_told_to_sign_in() -> None:
    """Not that the text may no longer be changed: nobody is signed in."""
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/konto/logga-in/", {}, headers={"X-Autosave": "1"})
    assert answer.status_code == 401
    assert client.post("/konto/logga-in/", {}).status_code != 401
