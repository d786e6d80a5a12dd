"""What somebody else has done meanwhile is told as that, and not as something one may not do."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from samordna.funding.models import Application
from samordna.funding.policies import (
    may_assign,
    may_extend,
    may_recall,
    may_register,
    may_reopen_statement,
    may_withdraw,
    may_write_off,
    may_write_statement,
)
from samordna.funding.tests.browsing import Browser
from samordna.funding.tests.world import write_application
from samordna.parties.access import AsItStands
from samordna.parties.tests.cast import Cast

NOT_YOURS, NOT_NOW = "<h1>Du får inte göra det här</h1>", "<h1>Det går inte längre</h1>"
THING = "/uppsala/ansokningar/1/"


def in_state(cast: Cast, state: str) -> Application:
    application = write_application(cast)
    Application.objects.filter(pk=application.pk).update(state=state, submitted_at=timezone.now())
    application.refresh_from_db()
    return application


@pytest.mark.parametrize("urls", ["samordna.config.urls", "samordna.config.urls_demo"])
def test_the_demonstration_says_it_too(
    cast: Cast, browser: Browser, settings: Any, urls: str
) -> None:
    settings.ROOT_URLCONF = urls
    in_state(cast, "withdrawn")
    answer: Any = browser("registrar").post(THING + "registrera/", {})
    assert NOT_NOW in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "step", "state", "says"),
    [
        ("registrar", "registrera/", "registered", "Ansökans läge är nu"),
        ("registrar", "registrera/", "withdrawn", "Ansökans läge är nu återkallad."),
        ("applicant", "aterkalla/", "rejected", "Den kan inte återkallas."),
    ],
)
def test_a_step_that_somebody_was_before_with_says_how_it_stands(
    cast: Cast, browser: Browser, who: str, step: str, state: str, says: str
) -> None:
    in_state(cast, state)
    answer: Any = browser(who).post(THING + step, {})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert NOT_NOW in page and NOT_YOURS not in page and says in page
    assert f'href="{THING}"' in page.partition("<main")[2].partition("</main>")[0]


def test_who_may_not_at_all_is_told_that(cast: Cast, browser: Browser) -> None:
    in_state(cast, "submitted")
    answer: Any = browser("case_officer").post(THING + "registrera/", {})
    assert answer.status_code == 403
    assert NOT_YOURS in answer.content.decode()


def test_the_policies_tell_the_two_apart(cast: Cast) -> None:
    application = in_state(cast, "withdrawn")
    director, applicant = cast.actor("director"), cast.actor("applicant")
    auditor = cast.actor("auditor")
    for policy, who in (
        (may_assign, director),
        (may_extend, director),
        (may_recall, director),
        (may_register, director),
        (may_reopen_statement, director),
        (may_write_off, director),
        (may_write_statement, director),
        (may_withdraw, applicant),
    ):
        allowed, reason = policy(who, application)
        assert not allowed and isinstance(reason, AsItStands), policy
        allowed, reason = policy(auditor, application)
        assert not allowed and not isinstance(reason, AsItStands), policy
