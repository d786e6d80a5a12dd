"""What the settings read of the addresses in the environment: of the database and of the mail."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from samordna.config.settings.base import database_from_url, mail_from_url


def options(url: str) -> dict[str, str]:
    return dict(database_from_url(url)["OPTIONS"])  # type: ignore[call-overload]


class TestDatabase:
    """DATABASE_URL, as the settings read it."""

    def test_what_follows_the_question_mark_is_asked_of_postgresql(self) -> None:
        found = options(
            "postgresql://roll:ord@db.exempel.se/namn?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem"
        )
        assert found["sslmode"] == "verify-full" and found["sslrootcert"] == "/etc/ca.pem"
        assert found["options"] == "-c join_collapse_limit=4 -c jit=off"

    def test_ones_own_options_stand_beside_the_products(self) -> None:
        found = options("postgresql://h/n?options=-c%20statement_timeout%3D5000")
        assert found["options"] == ("-c join_collapse_limit=4 -c jit=off -c statement_timeout=5000")

    @pytest.mark.parametrize(
        "url",
        [
            "postgresql://roll@/namn?host=/var/run/postgresql",
            "postgresql://roll@%2Fvar%2Frun%2Fpostgresql/namn",
        ],
    )
    def test_a_socket_is_a_folder(self, url: str) -> None:
        found = database_from_url(url)
        assert (found["HOST"], found["USER"]) == ("/var/run/postgresql", "roll")

    def test_the_capitals_of_a_folder_stay(self) -> None:
        assert database_from_url("postgresql://%2FSrv%2FPg:5433/n")["HOST"] == "/Srv/Pg"

    def test_the_whole_may_stand_after_the_question_mark(self) -> None:
        found = database_from_url("postgresql:///?dbname=n&user=u&password=p%26&port=5433&host=h")
        names = ("NAME", "USER", "PASSWORD", "PORT", "HOST")
        assert [found[name] for name in names] == ["n", "u", "p&", "5433", "h"]
        assert set(found["OPTIONS"]) == {"options"}  # type: ignore[call-overload]

    def test_a_name_is_read_as_it_is_meant(self) -> None:
        assert database_from_url("postgresql://h/f%C3%B6rbund%2F1")["NAME"] == "förbund/1"
        assert database_from_url("sqlite:////srv/f%C3%B6r%20bund.db")["NAME"] == "/srv/för bund.db"

    @pytest.mark.parametrize(
        ("url", "name"),
        [
            ("sqlite:////srv/a.sqlite3", "/srv/a.sqlite3"),
            ("sqlite:///a.sqlite3", "a.sqlite3"),
            ("sqlite:///:memory:", ":memory:"),
            ("sqlite://", ":memory:"),
        ],
    )
    def test_a_file_of_sqlite(self, url: str, name: str) -> None:
        assert database_from_url(url)["NAME"] == name

    @pytest.mark.parametrize(
        ("url", "says"),
        [
            ("postgresql://h/n?sslmod=require", "”sslmod”"),
            ("postgresql://h/n?sslmode", "namn=värde"),
            ("postgresql://h/n?sslmode=require&sslmode=disable", "mer än en gång"),
            ("postgresql://h/n?host=annan", "både före och efter"),
            ("postgresql://u:pa#ss@h/n", "%23"),
            ("postgresql://u:pa/ss@h/n", "%2F"),
            ("sqlite:///x.sqlite3?mode=ro", "”mode”"),
            ("mysql://h/n", "”mysql”"),
            ("namn", "postgresql://"),
        ],
    )
    def test_what_nobody_knows_is_refused_and_no_password_told(self, url: str, says: str) -> None:
        with pytest.raises(ImproperlyConfigured) as refused:
            database_from_url(url)
        said = str(refused.value)
        assert said.startswith("DATABASE_URL") and says in said and "ss@" not in said

    @pytest.mark.postgres
    def test_postgresql_takes_what_is_asked(self, db: None) -> None:
        from django.db import connection
        from django.db.backends.postgresql.base import DatabaseWrapper

        own = connection.settings_dict
        who = f"{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT'] or 5432}"
        more = "application_name=prov&options=-c%20statement_timeout%3D5000"
        asked = {**own, **database_from_url(f"postgresql://{who}/postgres?{more}")}
        other = DatabaseWrapper(asked, alias="asked")
        try:
            with other.cursor() as cursor:
                for setting, value in (
                    ("application_name", "prov"),
                    ("statement_timeout", "5s"),
                    ("join_collapse_limit", "4"),
                    ("jit", "off"),
                ):
                    cursor.execute(f"SHOW {setting}")
                    assert cursor.fetchone() == (value,)
        finally:
            other.close()


WRONG_MAIL = (
    "smtp://h:post",
    "smtp://u:pa#ss@h",
    "smtp://h:2525?starttls=nej",
    "smtp://h:2525?tls=no",
    "smtps://h?starttls=no",
    "smtp://h?starttls",
)


class TestMail:
    """SAMORDNA_MAIL, as the settings read it."""

    def test_without_a_server_letters_are_files(self, tmp_path: Path) -> None:
        found = mail_from_url("", tmp_path)
        assert found["EMAIL_FILE_PATH"] == tmp_path
        assert "filebased" in str(found["EMAIL_BACKEND"])

    @pytest.mark.parametrize(
        ("url", "port", "ssl", "tls"),
        [
            ("smtp://a:b%40c@post.exempel.se:587", 587, False, True),
            ("smtp://a:b%40c@post.exempel.se", 587, False, True),
            ("smtps://a:b%40c@post.exempel.se", 465, True, False),
            ("smtp://a:b%40c@post.exempel.se:25", 25, False, False),
            ("smtp://a:b%40c@post.exempel.se:2525?starttls=no", 2525, False, False),
        ],
    )
    def test_a_server(self, url: str, port: int, ssl: bool, tls: bool, tmp_path: Path) -> None:
        found = mail_from_url(url, tmp_path)
        assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("post.exempel.se", port)
        assert (found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (ssl, tls)
        assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("a", "b@c")

    @pytest.mark.parametrize("url", ["http://x", "smtp://", "post.exempel.se", *WRONG_MAIL])
    def test_another_address_is_refused(self, url: str, tmp_path: Path) -> None:
        with pytest.raises(ImproperlyConfigured, match="SAMORDNA_MAIL"):
            mail_from_url(url, tmp_path)
