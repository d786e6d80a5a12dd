"""Wrong passwords for one address from many networks are waited for, and nobody is locked out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from samordna.parties.models import Person
from samordna.parties.tests.cast import Cast
from samordna.signin import attempts
from samordna.signin.attempts import FREE, LONGEST_WAIT, wait_after
from samordna.signin.password_link import password_link
from samordna.signin.tests.given import PASSWORD, cast_with_password

pytestmark = pytest.mark.django_db

NEW = "Granris 2025 vid bäcken"
ADDRESS, UNKNOWN = "director@uppsala.exempel.se", "ingen@uppsala.exempel.se"
SAID = "Fel lösenord har skrivits många gånger för adressen"
HOME = "198.51.100.7"


@pytest.fixture
def cast() -> Cast:
    return cast_with_password()


def sign_in(network: str, password: str = PASSWORD, address: str = ADDRESS) -> Any:
    client = Client(REMOTE_ADDR=network)
    return client.post("/konto/logga-in/", {"login": address, "password": password})


def attack(address: str = ADDRESS, times: int = FREE) -> None:
    """A wrong password from each of so many networks."""
    for number in range(times):
        sign_in(f"203.0.113.{number + 1}", "fel ord 2024 här", address)


def test_waits_grow_and_are_never_long() -> None:
    waits = [wait_after(number) for number in range(FREE + 40)]
    assert not any(waits[:FREE])
    assert waits[FREE : FREE + 3] == [timedelta(seconds=s) for s in (30, 60, 120)]
    assert waits == sorted(waits) and waits[-1] == LONGEST_WAIT


def test_many_networks_wait_for_each_other(cast: Cast) -> None:
    attack()
    wrong = sign_in("192.0.2.1", "fel ord 2024 här")
    assert wrong.status_code == 200 and "stämmer inte" in wrong.content.decode()
    answer = sign_in("192.0.2.2", "fel ord 2024 här")
    assert answer.status_code == 429 and SAID in answer.content.decode()
    # Also the right one, so that nothing is learnt; and what is refused makes no wait longer.
    counted = attempts._counted(ADDRESS)
    assert SAID in sign_in("192.0.2.3").content.decode()
    assert attempts._counted(ADDRESS) == counted == FREE + 1
    cache.delete(attempts._key(ADDRESS, "wait"))  # the wait is over
    assert sign_in("192.0.2.3").status_code == 302


def test_an_address_without_an_account_is_answered_the_same(cast: Cast) -> None:
    said = {}
    for address in (ADDRESS, UNKNOWN):
        attack(address)
        read = [sign_in(f"192.0.2.{n}", "fel", address).content.decode() for n in (1, 2)]
        said[address] = [(SAID in page, "stämmer inte" in page) for page in read]
    assert said[ADDRESS] == said[UNKNOWN] == [(False, True), (True, False)]


def test_where_one_usually_signs_in_nothing_is_waited_for(cast: Cast) -> None:
    assert sign_in(HOME).status_code == 302
    attack(times=FREE + 5)
    assert SAID in sign_in("192.0.2.9").content.decode()
    assert sign_in(HOME).status_code == 302


def test_a_link_by_mail_lets_in_while_somebody_else_tries(cast: Cast) -> None:
    attack(times=FREE + 5)
    own = Client(REMOTE_ADDR=HOME)
    person = Person.objects.get(email=ADDRESS)
    page = own.get(password_link(person, "http://testserver"), follow=True)
    own.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    attack(times=5)
    assert sign_in(HOME, NEW).status_code == 302


def test_ones_own_right_passwords_are_not_counted(cast: Cast) -> None:
    for number in range(FREE + 3):
        assert sign_in(f"203.0.113.{number + 1}").status_code == 302
    assert attempts._counted(ADDRESS) == 0


def test_too_many_from_one_network_are_refused_with_the_same_status(cast: Cast) -> None:
    answers = [sign_in(HOME, "fel ord 2024 här").status_code for _ in range(7)]
    assert answers[0] == 200 and answers[-1] == 429
