"""A small identity provider on 127.0.0.1 that speaks OpenID Connect, for the tests of sign-in."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

CLIENT_ID, CLIENT_SECRET = "samordna", "hemligt"


class IdentityProvider:
    """Knows who signs in (``claims``), and gives one code for one visit."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.visits: dict[str, dict[str, str]] = {}
        self.url = ""

    def visit(self, authorize: str) -> str:
        """What a browser brings back after signing in there: the query of the callback."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(authorize).query).items()}
        assert authorize.startswith(f"{self.url}/authorize?")
        assert (asked["client_id"], asked["response_type"]) == (CLIENT_ID, "code")
        assert asked["code_challenge_method"] == "S256"
        assert set(asked["scope"].split()) == {"openid", "profile", "email"}
        code = secrets.token_urlsafe(12)
        self.visits[code] = asked
        return f"?code={code}&state={asked['state']}"

    def configuration(self) -> dict[str, Any]:
        """The discovery document."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def tokens(self, form: dict[str, str]) -> dict[str, Any] | None:
        """Tokens for a code that fits its visit, with the client's secret and the PKCE verifier."""
        asked = self.visits.pop(form.get("code", ""), None)
        if asked is None or form.get("client_secret") != CLIENT_SECRET:
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 60, **self.claims}
        return {
            "access_token": "token",
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": jwt.encode(claims, "k" * 32, algorithm="HS256"),
        }


@contextmanager
def serving() -> Iterator[IdentityProvider]:
    """The provider on a free port, for as long as the block lasts."""
    provider = IdentityProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/.well-known/openid-configuration":
                self._say(provider.configuration())
            elif self.path == "/userinfo" and self.headers["Authorization"] == "Bearer token":
                self._say(provider.claims)
            else:
                self._say({"error": "not_found"}, 404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {key: values[0] for key, values in parse_qs(body).items()}
            tokens = provider.tokens(form) if self.path == "/token" else None
            self._say(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

        def _say(self, answer: dict[str, Any], status: int = 200) -> None:
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
