"""Sign-in through an identity provider: those whom an office has added, and nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from samordna.parties.models import Person
from samordna.parties.tests.cast import Cast, make_cast
from samordna.signin.providers import providers_from_env
from samordna.signin.tests.identity_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    IdentityProvider,
    serving,
)

ENTER = "/konto/extern/oidc/"
BACK = "/konto/extern/oidc/svar/"
GIVEN = {
    "name": "Freja",
    "client_id": CLIENT_ID,
    "client_secret": CLIENT_SECRET,
    "server_url": "https://id.exempel.se",
}


@pytest.fixture
def provider(
    db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[IdentityProvider]:
    cache.clear()
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as running:
        given = {**GIVEN, "server_url": running.url}
        settings.SOCIALACCOUNT_PROVIDERS = providers_from_env(json.dumps(given))
        settings.ROOT_URLCONF = "samordna.signin.tests.urls_oidc"
        yield running


@pytest.fixture
def cast(provider: IdentityProvider) -> Cast:
    return make_cast()


def sign_in(
    client: Client, provider: IdentityProvider, claims: dict[str, Any], at: str = ENTER
) -> Any:
    provider.claims = {"sub": "abc-1", "name": "Frida Falk", **claims}
    away = client.get(at)
    assert away.status_code == 302
    return client.get(BACK + provider.visit(away["Location"]))


def said_after(client: Client) -> str:
    return client.get("/konto/logga-in/").content.decode()


def is_signed_in(client: Client) -> bool:
    return client.get("/uppsala/idag/").status_code == 200


FRIDA = {"email": "Director@uppsala.exempel.se", "email_verified": True}


class TestSignIn:
    def test_a_known_person_comes_to_the_own_day(
        self, client: Client, cast: Cast, provider: IdentityProvider
    ) -> None:
        assert sign_in(client, provider, FRIDA)["Location"] == "/uppsala/idag/"
        assert is_signed_in(client)
        connected = SocialAccount.objects.get()
        assert (connected.uid, connected.user) == ("abc-1", cast.people["director"])

    def test_and_to_the_page_one_came_for(
        self, client: Client, cast: Cast, provider: IdentityProvider
    ) -> None:
        answer = sign_in(client, provider, FRIDA, f"{ENTER}?next=/uppsala/journal/")
        assert answer["Location"] == "/uppsala/journal/"

    def test_the_page_of_sign_in_offers_it(self, client: Client, cast: Cast) -> None:
        page = client.get("/konto/logga-in/?next=/uppsala/journal/").content.decode()
        assert "Logga in med Freja" in page
        assert f'href="{ENTER}?next=%2Fuppsala%2Fjournal%2F"' in page

    def test_the_next_time_the_identity_is_enough(
        self, client: Client, cast: Cast, provider: IdentityProvider
    ) -> None:
        """Also when the mail address at the provider has been changed."""
        sign_in(client, provider, FRIDA)
        again = Client()
        sign_in(again, provider, {"email": "ny@exempel.se", "email_verified": True})
        assert is_signed_in(again)
        assert SocialAccount.objects.count() == 1

    def test_one_with_a_second_step_must_take_it(
        self, client: Client, cast: Cast, provider: IdentityProvider
    ) -> None:
        TOTP.activate(cast.people["director"], generate_totp_secret())
        assert sign_in(client, provider, FRIDA)["Location"].startswith("/konto/logga-in/kod/")
        assert not is_signed_in(client)

    def test_a_password_that_one_has_still_works(
        self, client: Client, cast: Cast, provider: IdentityProvider
    ) -> None:
        director = cast.people["director"]
        director.set_password("Tallbarr 2024 i skogen")
        director.save()
        sign_in(client, provider, FRIDA)
        director.refresh_from_db()
        assert director.check_password("Tallbarr 2024 i skogen")


class TestRefusals:
    @pytest.mark.parametrize(
        ("claims", "says"),
        [
            ({"email": "ingen@exempel.se", "email_verified": True}, "upplagd här"),
            ({**FRIDA, "email_verified": False}, "intygar inte"),
            ({"email": FRIDA["email"]}, "intygar inte"),
            ({}, "intygar inte"),
        ],
    )
    def test_an_unknown_or_unverified_address_is_turned_away_and_told_why(
        self,
        client: Client,
        cast: Cast,
        provider: IdentityProvider,
        claims: dict[str, Any],
        says: str,
    ) -> None:
        people = Person.objects.count()
        assert sign_in(client, provider, claims)["Location"] == "/konto/logga-in/"
        assert says in said_after(client)
        assert not is_signed_in(client)
        assert Person.objects.count() == people and not SocialAccount.objects.exists()

    def test_a_closed_account_stays_out(
        self, client: Client, cast: Cast, provider: IdentityProvider
    ) -> None:
        sign_in(client, provider, FRIDA)
        Person.objects.filter(pk=cast.people["director"].pk).update(is_active=False)
        for claims in (FRIDA, {**FRIDA, "sub": "abc-2"}):
            again = Client()
            sign_in(again, provider, claims)
            assert not is_signed_in(again)

    def test_an_identity_is_not_connected_behind_ones_back(
        self, client: Client, cast: Cast, provider: IdentityProvider
    ) -> None:
        client.force_login(
            cast.people["director"], backend="django.contrib.auth.backends.ModelBackend"
        )
        sign_in(
            client,
            provider,
            {"email": "annan@exempel.se", "email_verified": True},
            f"{ENTER}?process=connect",
        )
        assert not SocialAccount.objects.exists()

    @pytest.mark.parametrize(
        "query", ["", "?code=x", "?code=x&state=y", "?error=access_denied&state=y"]
    )
    def test_an_answer_that_nobody_asked_for_leads_back_to_sign_in(
        self, client: Client, cast: Cast, query: str
    ) -> None:
        assert client.get(BACK + query)["Location"] == "/konto/logga-in/"
        assert "avbröts eller misslyckades" in said_after(client)

    def test_one_who_turns_back_at_the_provider_is_met_kindly(
        self, client: Client, cast: Cast, provider: IdentityProvider
    ) -> None:
        back = provider.visit(client.get(ENTER)["Location"])
        state = back.split("state=")[1]
        answer = client.get(f"{BACK}?error=access_denied&state={state}")
        assert answer["Location"] == "/konto/logga-in/"

    def test_a_code_works_once(
        self, client: Client, cast: Cast, provider: IdentityProvider
    ) -> None:
        provider.claims = {"sub": "abc-1", **FRIDA}
        back = provider.visit(client.get(ENTER)["Location"])
        client.get(BACK + back)
        client.post("/konto/logga-ut/")
        client.get(BACK + back)
        assert not is_signed_in(client)

    def test_another_provider_does_not_exist(self, client: Client, cast: Cast) -> None:
        assert client.get("/konto/extern/annan/").status_code == 404


class TestWithoutProvider:
    def test_neither_addresses_nor_button_exist(self, client: Client, db: None) -> None:
        assert client.get(ENTER).status_code == 404
        assert client.get(BACK).status_code == 404
        assert "/konto/extern/" not in client.get("/konto/logga-in/").content.decode()


class TestEnvironment:
    def test_nothing_given_is_no_provider(self) -> None:
        assert providers_from_env("") == providers_from_env("  ") == {}

    def test_what_is_given_is_used(self) -> None:
        found = providers_from_env(json.dumps({**GIVEN, "scope": ["openid", "email"]}))
        [app] = found["openid_connect"]["APPS"]
        assert (app["name"], app["client_id"], app["secret"]) == ("Freja", CLIENT_ID, CLIENT_SECRET)
        assert app["settings"]["scope"] == ["openid", "email"]
        assert found["openid_connect"]["VERIFIED_EMAIL"] is False

    @pytest.mark.parametrize("value", ["yes", 1, "true", False, None])
    def test_only_true_trusts_unverified_addresses(self, value: object) -> None:
        found = providers_from_env(json.dumps({**GIVEN, "email_is_verified": value}))
        assert found["openid_connect"]["VERIFIED_EMAIL"] is False
        trusted = providers_from_env(json.dumps({**GIVEN, "email_is_verified": True}))
        assert trusted["openid_connect"]["VERIFIED_EMAIL"] is True

    @pytest.mark.parametrize("key", ["name", "client_id", "client_secret", "server_url"])
    def test_what_is_missing_is_named(self, key: str) -> None:
        with pytest.raises(ValueError, match=f"SAMORDNA_OIDC lacks {key}"):
            providers_from_env(json.dumps({**GIVEN, key: ""}))

    @pytest.mark.parametrize("text", ["{", "[]", "null", '"x"'])
    def test_what_is_no_json_object_is_said(self, text: str) -> None:
        with pytest.raises(ValueError, match="SAMORDNA_OIDC"):
            providers_from_env(text)


def test_a_provider_that_vouches_for_its_addresses(
    client: Client, cast: Cast, provider: IdentityProvider, settings: Any
) -> None:
    given = {**GIVEN, "server_url": provider.url, "email_is_verified": True}
    settings.SOCIALACCOUNT_PROVIDERS = providers_from_env(json.dumps(given))
    sign_in(client, provider, {"email": FRIDA["email"]})
    assert is_signed_in(client)
