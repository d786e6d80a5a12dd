"""Signing in: password, second step, passkeys; and what is closed."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django_scopes import scope

from samordna.parties.models import Person, Role, RoleAssignment
from samordna.parties.tests.cast import FROM, Cast, make_stranger
from samordna.signin.accounts import is_strong
from samordna.signin.tests.given import PASSWORD, cast_with_password

pytestmark = pytest.mark.django_db

LOGIN = "/konto/logga-in/"


@pytest.fixture
def cast() -> Cast:
    return cast_with_password()


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> Any:
    return client.post(
        LOGIN, {"login": "director@uppsala.exempel.se", "password": password, **more}
    )


def is_signed_in(client: Client) -> bool:
    return client.get("/uppsala/idag/").status_code == 200


class TestPassword:
    def test_the_right_one_leads_to_ones_day(self, client: Client, cast: Cast) -> None:
        answer = sign_in(client)
        assert answer.status_code == 302
        assert answer["Location"] == "/uppsala/idag/"
        assert is_signed_in(client)

    def test_the_page_one_came_for_goes_first(self, client: Client, cast: Cast) -> None:
        assert sign_in(client, next="/uppsala/journal/")["Location"] == "/uppsala/journal/"

    def test_nobody_is_led_to_another_site(self, client: Client, cast: Cast) -> None:
        assert sign_in(client, next="https://ond.exempel.se/")["Location"] == "/uppsala/idag/"

    def test_one_who_acts_in_two_associations_chooses(self, client: Client, cast: Cast) -> None:
        make_stranger(cast)
        other = cast.people["stranger"].role_assignments.model._base_manager.get(
            person=cast.people["stranger"]
        )
        with scope(association=other.association):
            RoleAssignment.objects.create(
                association=other.association,
                person=cast.people["director"],
                role=Role.AUDITOR,
                valid_from=FROM,
            )
        assert sign_in(client)["Location"] == "/"

    def test_one_whose_role_has_ended_meets_a_page_that_says_so(
        self, client: Client, cast: Cast
    ) -> None:
        RoleAssignment._base_manager.filter(person=cast.people["director"]).update(
            valid_to=date(2023, 12, 31)
        )
        to = sign_in(client)["Location"]
        assert to == "/uppsala/idag/"
        told = client.get(to).content.decode()
        assert "31 december 2023" in told and "Hör av dig till" in told

    def test_one_who_has_nothing_anywhere_meets_the_first_page(
        self, client: Client, cast: Cast
    ) -> None:
        RoleAssignment._base_manager.filter(person=cast.people["director"]).delete()
        to = sign_in(client)["Location"]
        assert to == "/"
        assert "Be förbundets kansli att ge dig en roll" in client.get(to).content.decode()

    def test_a_wrong_one_is_refused_in_swedish(self, client: Client, cast: Cast) -> None:
        answer = sign_in(client, "fel")
        assert answer.status_code == 200
        assert 'role="alert"' in answer.content.decode()
        assert not is_signed_in(client)

    def test_without_a_password_nobody_signs_in_with_one(self, client: Client, cast: Cast) -> None:
        for password in ("", "!", "None"):
            answer = client.post(
                LOGIN, {"login": "registrar@uppsala.exempel.se", "password": password}
            )
            assert answer.status_code == 200

    def test_a_closed_account_stays_out(self, client: Client, cast: Cast) -> None:
        Person.objects.update(is_active=False)
        sign_in(client)
        assert not is_signed_in(client)

    def test_guessing_is_slowed_down(self, client: Client, cast: Cast) -> None:
        for _ in range(10):
            sign_in(client, "fel")
        sign_in(client)
        assert not is_signed_in(client)

    def test_signing_out_takes_a_post(self, client: Client, cast: Cast) -> None:
        sign_in(client)
        client.get("/konto/logga-ut/")
        assert is_signed_in(client)
        client.post("/konto/logga-ut/")
        assert not is_signed_in(client)


class TestSecondStep:
    @pytest.fixture
    def secret(self, cast: Cast) -> str:
        secret: str = generate_totp_secret()
        TOTP.activate(cast.people["director"], secret)
        return secret

    def code(self, secret: str) -> str:
        return str(format_hotp_value(hotp_value(secret, next(iter(counters())))))

    def test_the_password_alone_is_not_enough(
        self, client: Client, cast: Cast, secret: str
    ) -> None:
        assert sign_in(client)["Location"].startswith("/konto/logga-in/kod/")
        assert not is_signed_in(client)

    def test_the_code_lets_in(self, client: Client, cast: Cast, secret: str) -> None:
        sign_in(client)
        answer = client.post("/konto/logga-in/kod/", {"code": self.code(secret)})
        assert answer["Location"] == "/uppsala/idag/"
        assert is_signed_in(client)

    def test_a_session_of_two_factors_is_known_as_strong_and_one_of_one_is_not(
        self, client: Client, cast: Cast, secret: str
    ) -> None:
        def strong() -> bool:
            return is_strong(client.get("/uppsala/idag/").wsgi_request)

        sign_in(client)
        client.post("/konto/logga-in/kod/", {"code": self.code(secret)})
        assert strong()
        Authenticator.objects.all().delete()
        client.logout()
        sign_in(client)
        assert is_signed_in(client)
        assert not strong()

    def test_a_wrong_code_does_not(self, client: Client, cast: Cast, secret: str) -> None:
        sign_in(client)
        wrong = f"{(int(self.code(secret)) + 1) % 1_000_000:06}"
        assert client.post("/konto/logga-in/kod/", {"code": wrong}).status_code == 200
        assert not is_signed_in(client)

    def test_a_code_works_once(self, client: Client, cast: Cast, secret: str) -> None:
        code = self.code(secret)
        sign_in(client)
        client.post("/konto/logga-in/kod/", {"code": code})
        again = Client()
        sign_in(again)
        again.post("/konto/logga-in/kod/", {"code": code})
        assert not is_signed_in(again)

    def test_a_recovery_code_lets_in(self, client: Client, cast: Cast, secret: str) -> None:
        codes = RecoveryCodes.activate(cast.people["director"]).get_unused_codes()
        sign_in(client)
        client.post("/konto/logga-in/kod/", {"code": codes[0]})
        assert is_signed_in(client)

    @pytest.mark.parametrize("path", ["app/", "nycklar/ny/", "reservkoder/nya/"])
    def test_the_second_step_is_changed_after_the_password_was_given_again(
        self, client: Client, cast: Cast, path: str
    ) -> None:
        sign_in(client)
        address = f"/konto/saker-inloggning/{path}"
        assert client.get(address)["Location"].startswith("/konto/bekrafta/")
        client.post("/konto/bekrafta/", {"password": PASSWORD})
        assert client.get(address).status_code == 200

    @pytest.mark.parametrize("path", ["", "nycklar/"])
    def test_what_one_has_is_shown(self, client: Client, cast: Cast, path: str) -> None:
        sign_in(client)
        assert client.get(f"/konto/saker-inloggning/{path}").status_code == 200

    def test_passkeys_are_offered_at_sign_in(self, client: Client, cast: Cast) -> None:
        page = client.get(LOGIN).content.decode()
        assert 'action="/konto/logga-in/nyckel/"' in page
        options = client.get("/konto/logga-in/nyckel/", headers={"Accept": "application/json"})
        assert options.status_code in (200, 302)


class TestClosed:
    @pytest.mark.parametrize("path", ["/konto/skapa/", "/konto/signup/", "/konto/registrera/"])
    def test_there_is_no_sign_up(self, client: Client, cast: Cast, path: str) -> None:
        with pytest.raises(Resolver404):
            resolve(path)
        assert client.post(path, {"email": "x@exempel.se"}).status_code == 404
        with pytest.raises(NoReverseMatch):
            reverse("account_signup")

    def test_forgetting_does_not_tell_who_has_an_account(self, client: Client, cast: Cast) -> None:
        answers = []
        for address in ("director@uppsala.exempel.se", "ingen@exempel.se"):
            answer = client.post("/konto/glomt-losenord/", {"email": address})
            answers.append((answer.status_code, answer["Location"]))
        assert answers[0] == answers[1]
        assert [m.to for m in mail.outbox if "glomt-losenord/" in m.body] == [
            ["director@uppsala.exempel.se"]
        ]

    def test_the_demonstrations_addresses_do_not_exist(self, client: Client, cast: Cast) -> None:
        pk = cast.people["director"].pk
        for path in ("/demo/", f"/demo/logga-in/{pk}/", "/demo/klocka/"):
            assert client.get(path).status_code == 404
            assert client.post(path).status_code == 404
        with pytest.raises(NoReverseMatch):
            reverse("demonstration:start")

    def test_with_the_demonstrations_addresses_alone_nobody_is_let_in(
        self, client: Client, cast: Cast, settings: Any
    ) -> None:
        """Even with its URLs, one-click sign-in needs the demonstration's settings."""
        settings.ROOT_URLCONF = "samordna.config.urls_demo"
        settings.SAMORDNA_DEMONSTRATION = False
        for path in ("/demo/", f"/demo/logga-in/{cast.people['director'].pk}/", "/demo/klocka/"):
            assert client.get(path).status_code == 404
            assert client.post(path).status_code == 404
        assert not is_signed_in(client)


ASK = """
import django
from django.apps import apps
from django.conf import settings
django.setup()
assert not apps.is_installed("samordna.demonstration"), "installed"
assert settings.ROOT_URLCONF == "samordna.config.urls", settings.ROOT_URLCONF
assert settings.SAMORDNA_CLOCK == "django.utils.timezone.now", settings.SAMORDNA_CLOCK
assert settings.SAMORDNA_DEMONSTRATION is False and settings.DEBUG is False
assert settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
assert settings.SECURE_SSL_REDIRECT and settings.SECURE_HSTS_SECONDS > 0
from django.urls import get_resolver
assert "demonstration" not in get_resolver().namespace_dict
"""


def production(*, extra: str = "", **given: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SAMORDNA", "DJANGO"))}
    kept["DATABASE_URL"] = "postgresql://roll@127.0.0.1:1/finns-inte"
    env = {**kept, "DJANGO_SETTINGS_MODULE": "samordna.config.settings.production", **given}
    return subprocess.run(
        [sys.executable, "-c", ASK + extra], env=env, capture_output=True, text=True
    )


class TestProduction:
    def test_the_demonstration_is_not_installed(self) -> None:
        done = production(SAMORDNA_SECRET_KEY="x" * 60, SAMORDNA_HOSTS="samordna.exempel.se")
        assert done.returncode == 0, done.stderr

    def test_what_is_set_to_nothing_is_not_set(self) -> None:
        # An environment file with the lines of all settings, some of them empty.
        done = production(
            SAMORDNA_SECRET_KEY="x" * 60,
            SAMORDNA_HOSTS="samordna.exempel.se",
            **dict.fromkeys(
                ("SAMORDNA_VAR", "SAMORDNA_MAIL", "SAMORDNA_MAIL_FROM", "SAMORDNA_PROXIES"), ""
            ),
            extra="assert settings.VAR_DIR == settings.BASE_DIR / 'var', settings.VAR_DIR\n"
            "assert settings.DEFAULT_FROM_EMAIL and settings.ALLAUTH_TRUSTED_PROXY_COUNT == 1",
        )
        assert done.returncode == 0, done.stderr

    def test_host_names_are_told_apart_whatever_stands_between(self) -> None:
        done = production(
            SAMORDNA_SECRET_KEY="x" * 60,
            SAMORDNA_HOSTS="a.exempel.se, b.exempel.se ,",
            extra="assert settings.ALLOWED_HOSTS == ['a.exempel.se', 'b.exempel.se']\n"
            "assert settings.CSRF_TRUSTED_ORIGINS[1] == 'https://b.exempel.se'",
        )
        assert done.returncode == 0, done.stderr

    def test_an_identity_provider_brings_its_addresses_and_tables(self) -> None:
        provider = (
            '{"name": "Freja", "client_id": "x", "client_secret": "y", '
            '"server_url": "https://id.exempel.se"}'
        )
        done = production(
            SAMORDNA_SECRET_KEY="x" * 60,
            SAMORDNA_HOSTS="samordna.exempel.se",
            SAMORDNA_OIDC=provider,
            extra="assert apps.is_installed('allauth.socialaccount')\n"
            "from django.urls import reverse\n"
            "assert reverse('openid_connect_login', args=['oidc']) == '/konto/extern/oidc/'\n"
            "from django.core.management import call_command\n"
            "call_command('check')",
        )
        assert done.returncode == 0, done.stderr

    def test_a_provider_half_told_of_stops_the_start(self) -> None:
        done = production(
            SAMORDNA_SECRET_KEY="x" * 60, SAMORDNA_HOSTS="a.exempel.se", SAMORDNA_OIDC="{}"
        )
        assert done.returncode != 0 and "SAMORDNA_OIDC lacks" in done.stderr

    @pytest.mark.parametrize(
        ("given", "missing"),
        [
            ({"SAMORDNA_HOSTS": "samordna.exempel.se"}, "SAMORDNA_SECRET_KEY"),
            ({"SAMORDNA_SECRET_KEY": "x" * 60}, "SAMORDNA_HOSTS"),
            ({"SAMORDNA_SECRET_KEY": "x" * 60, "SAMORDNA_HOSTS": " , "}, "SAMORDNA_HOSTS"),
            (
                {
                    "SAMORDNA_SECRET_KEY": "x" * 60,
                    "SAMORDNA_HOSTS": "samordna.exempel.se",
                    "DATABASE_URL": "",
                },
                "DATABASE_URL",
            ),
        ],
    )
    def test_nothing_starts_without_secret_host_and_database(
        self, given: dict[str, str], missing: str
    ) -> None:
        done = production(**given)
        assert done.returncode != 0 and missing in done.stderr


@pytest.mark.parametrize("address", [f"x@{'å' * 60}.se", "nobody@exempel.se"])
def test_a_forgotten_password_is_answered_alike_also_when_no_mail_can_go(
    client, settings, address
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 0.5
    answer = client.post("/konto/glomt-losenord/", {"email": address})
    assert answer.status_code in (200, 302)


class TestTooManyAttempts:
    """A stranger who tries passwords is stopped, and locks nobody else out."""

    def at(self, address: str) -> Client:
        return Client(REMOTE_ADDR=address)

    def test_the_owner_comes_in_from_elsewhere_while_a_stranger_tries(self, cast: Cast) -> None:
        stranger = self.at("203.0.113.7")
        for _ in range(6):
            page = sign_in(stranger, "fel lösenord 2024").content.decode()
        assert "nyckel kommer du in" in page
        assert "fem minuter" in page
        # Also with the right password the stranger is out.
        assert sign_in(stranger).status_code == 429
        assert not is_signed_in(stranger)
        owner = self.at("198.51.100.4")
        assert sign_in(owner).status_code == 302
        assert is_signed_in(owner)

    def test_one_network_of_ipv6_is_one_place(self, cast: Cast) -> None:
        for number in range(1, 6):
            sign_in(self.at(f"2001:db8:1:2::{number}"), "fel lösenord 2024")
        assert sign_in(self.at("2001:db8:1:2::99")).status_code == 429
        assert sign_in(self.at("2001:db8:1:3::1")).status_code == 302
