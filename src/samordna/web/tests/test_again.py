"""A change that PostgreSQL broke off for another's sake is made all the same."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

pytestmark = pytest.mark.django_db

ASKED: list[bytes] = []
#: How many times the view is broken off, and with what.
PLAN: dict[str, Any] = {}


class BrokenOff(Exception):
    """What psycopg says, with PostgreSQL's code."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__("broken off")
        self.sqlstate = sqlstate


def view(request: HttpRequest) -> HttpResponse:
    ASKED.append(request.FILES["paper"].read())  # type: ignore[union-attr]
    if len(ASKED) <= PLAN["times"]:
        raise OperationalError("deadlock detected") from BrokenOff(PLAN["code"])
    return HttpResponse("sparat")


urlpatterns = [path("prov/", view)]


@pytest.fixture
def send() -> Callable[[int, str], Any]:
    def sent(times: int, code: str) -> Any:
        ASKED.clear()
        PLAN.update(times=times, code=code)
        paper = SimpleUploadedFile("a.txt", io.BytesIO(b"bytes").read())
        with override_settings(ROOT_URLCONF=__name__):
            return Client().post("/prov/", {"paper": paper})

    return sent


@pytest.mark.parametrize("code", ["40P01", "40001"])
def test_it_is_made_again_with_the_whole_file(send: Callable[[int, str], Any], code: str) -> None:
    assert send(3, code).content == b"sparat"
    assert ASKED == [b"bytes"] * 4


def test_what_is_broken_off_for_ever_is_a_fault(send: Callable[[int, str], Any]) -> None:
    with pytest.raises(OperationalError):
        send(9, "40P01")
    assert len(ASKED) == 4


def test_no_other_fault_is_tried_again(send: Callable[[int, str], Any]) -> None:
    with pytest.raises(OperationalError):
        send(1, "57P01")
    assert len(ASKED) == 1
