"""``samordna association`` and ``password-link``: from nothing to a director who signs in."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from django_scopes import scope

from samordna.cli import COMMANDS, main
from samordna.journal.queries import verify
from samordna.letters.links import body_of
from samordna.letters.models import Letter
from samordna.parties.models import Association, Person
from samordna.parties.services.founding import RESERVED_SLUGS
from samordna.web.links import own_address

pytestmark = pytest.mark.django_db

FOUND = [
    "association",
    "sundsvall",
    "--name",
    "Samordningsförbundet Sundsvall",
    "--director-name",
    "Cesar Chef",
    "--director-email",
    "Cesar@Exempel.se",
]
PASSWORD = "Tallbarr 2024 i skogen"


def link_in(text: str) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", text)
    assert found, text
    return found[1]


def choose_password(client: Client, path: str) -> Any:
    cache.clear()
    form = client.get(path, follow=True)
    address = form.redirect_chain[-1][0] if form.redirect_chain else path
    return client.post(address, {"password1": PASSWORD, "password2": PASSWORD}, follow=True)


def signs_in(email: str) -> bool:
    client = Client()
    client.post("/konto/logga-in/", {"login": email, "password": PASSWORD})
    return client.get("/sundsvall/idag/").status_code == 200


def test_from_nothing_to_a_director_who_signs_in(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(FOUND) == 0
    said = capsys.readouterr().out
    assert "Samordningsförbundet Sundsvall finns nu under /sundsvall/." in said
    assert "Inbjudan, länken fungerar en gång, till och med" in said
    assert said.count("http") == 1 and "glomt-losenord" not in said
    choose_password(client, link_in(said))
    assert signs_in("cesar@exempel.se")
    association = Association.objects.get()
    with scope(association=association):
        assert verify(association.pk).ok


def test_the_link_works_once(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    main(FOUND)
    path = link_in(capsys.readouterr().out)
    choose_password(client, path)
    again = Client().get(path, follow=True).content.decode()
    assert 'name="password1"' not in again


def test_an_old_link_does_not_work(
    client: Client, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(FOUND)
    path = link_in(capsys.readouterr().out)
    later = timezone.now() + timedelta(days=7, minutes=1)
    monkeypatch.setattr("samordna.ground.clock.now", lambda: later)
    assert 'name="password1"' not in client.get(path, follow=True).content.decode()


def test_the_link_names_the_installation(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["samordna.exempel.se", "annan.exempel.se"]
    main(FOUND)
    assert "https://samordna.exempel.se/konto/inbjudan/" in capsys.readouterr().out
    main(["password-link", "cesar@exempel.se", "--base-url", "https://x.exempel.se/"])
    assert "https://x.exempel.se/konto/glomt-losenord/" in capsys.readouterr().out


def test_another_port_is_in_every_link(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["samordna.exempel.se"]
    settings.SAMORDNA_ADDRESS = "https://samordna.exempel.se:8443"
    main(FOUND)
    main(["password-link", "cesar@exempel.se"])
    said = capsys.readouterr().out
    assert said.count("https://samordna.exempel.se:8443/konto/") == 2
    association = Association.objects.get()
    with scope(association=association):
        letter = Letter.objects.select_related("association", "invitation").get()
        text = body_of(letter, own_address())
    assert set(re.findall(r"https?://[^/\s]+", text)) == {"https://samordna.exempel.se:8443"}


def test_two_associations_do_not_have_one_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(FOUND) == 0
    again = [*FOUND]
    again[1], again[3] = "sundsvall-2", "samordningsförbundet SUNDSVALL"
    assert main(again) == 2
    assert "finns redan, under /sundsvall/" in capsys.readouterr().err
    assert Association.objects.count() == 1


def test_a_director_with_an_account_needs_no_link(capsys: pytest.CaptureFixture[str]) -> None:
    Person.objects.create_user("cesar@exempel.se", password=PASSWORD, name="Cesar Chef")
    assert main(FOUND) == 0
    said = capsys.readouterr().out
    assert "loggar in som vanligt" in said and "glomt-losenord" not in said
    assert signs_in("cesar@exempel.se")


@pytest.mark.parametrize(
    ("place", "wrong", "says"),
    [
        (1, "konto", "kan inte vara en adress"),
        (1, "Sundsvall ", "kan inte vara en adress"),
        (3, " ", "mellan 1 och 120 tecken"),
        (3, "x" * 121, "mellan 1 och 120 tecken"),
        (5, "", "mellan 1 och 120 tecken"),
        (7, "cesar", "är inte en e-postadress"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    capsys: pytest.CaptureFixture[str], place: int, wrong: str, says: str
) -> None:
    given = [wrong if index == place else word for index, word in enumerate(FOUND)]
    assert main(given) == 2
    assert says in capsys.readouterr().err
    assert not Association.objects.exists() and not Person.objects.exists()


def test_a_taken_address(capsys: pytest.CaptureFixture[str]) -> None:
    main(FOUND)
    assert main(FOUND) == 2
    assert "upptagen" in capsys.readouterr().err


def test_a_link_for_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["password-link", "ingen@exempel.se"]) == 2
    assert "ingen@exempel.se" in capsys.readouterr().err


def test_no_association_can_hide_an_address_of_the_installation() -> None:
    first_parts = {
        str(pattern.pattern).split("/")[0]
        for name in ("samordna.config.urls", "samordna.config.urls_demo")
        for pattern in get_resolver(name).url_patterns
    }
    literal = {part for part in first_parts if part and "<" not in part}
    assert literal <= RESERVED_SLUGS


def test_every_command_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS:
        with pytest.raises(SystemExit) as stopped:
            main([name.replace("_", "-"), "--help"])
        assert stopped.value.code == 0
        assert len(capsys.readouterr().out) > 100


def test_names_are_one_line_of_signs_that_can_be_seen(capsys: pytest.CaptureFixture[str]) -> None:
    told = [*FOUND]
    told[3], told[5] = "Förbundet\r\n  Norr\u200b", "Cesar\nChef"
    assert main(told) == 0
    assert Association.objects.get().name == "Förbundet Norr"
    assert Person.objects.get().name == "Cesar Chef"
    told[1], told[3] = "annat", "\u200b"
    assert main(told) == 2
    assert "mellan 1 och 120 tecken" in capsys.readouterr().err
