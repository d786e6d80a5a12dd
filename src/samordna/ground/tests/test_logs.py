"""A refusal is one line of the log; what nobody expected keeps its traceback."""

from __future__ import annotations

import io
import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.log import log_response


@pytest.mark.parametrize(("status", "told"), [(403, False), (404, False), (500, True)])
def test_only_faults_of_the_house_have_a_traceback(
    status: int, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    (console,) = [one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler]
    written = io.StringIO()
    monkeypatch.setattr(console, "stream", written)
    request = RequestFactory().get("/uppsala/idag/")
    try:
        raise PermissionDenied
    except PermissionDenied as error:
        answer = HttpResponse(status=status)
        log_response("Refused: %s", "/", response=answer, request=request, exception=error)
    assert "Refused: /" in written.getvalue()
    assert ("Traceback" in written.getvalue()) == told
