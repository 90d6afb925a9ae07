"""A province's sign-on of our own: discovery, keys, code flow with PKCE, on this machine alone.

Each answer can be made wrong in one way, so that a test may ask whether the house sees it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "densach", "bí mật: của nhà"
CODE = "mot-ma-dung-mot-lan"
Spoil = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass
class SignOn:
    """`claims` are those of whoever signs in there; `spoil` changes the token's claims before they are signed."""

    claims: dict[str, Any] = field(default_factory=dict)
    spoil: Spoil = lambda told: told
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    signs_with: rsa.RSAPrivateKey | None = None
    algorithm: str = "RS256"
    asked: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    issuer: str = ""
    told_issuer: str = ""
    now: Callable[[], int] = lambda: 0
    _server: ThreadingHTTPServer | None = None

    def start(self) -> None:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the name that http.server asks for
                self._answer(outer.get(urlsplit(self.path).path))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                told = {name: values[0] for name, values in parse_qs(body).items()}
                self._answer(outer.exchange(told, self.headers.get("Authorization", "")))

            def _answer(self, told: dict[str, Any] | None) -> None:
                self.send_response(200 if told is not None else 400)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(told or {"error": "invalid_grant"}).encode())

            def log_message(self, *_told: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def get(self, path: str) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.told_issuer or self.issuer,
                "authorization_endpoint": f"{self.issuer}/vao",
                "token_endpoint": f"{self.issuer}/the",
                "jwks_uri": f"{self.issuer}/khoa",
            }
        if path == "/khoa":
            public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [{**public, "kid": "mot", "use": "sig", "alg": "RS256"}]}
        return None

    def visit(self, address: str) -> str:
        """The person's browser comes by and says yes; gives the query with which it is sent back."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return f"code={CODE}&state={self.asked['state']}"

    def exchange(self, told: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Checks all that a careful sign-on checks; what is wrong is told in `problems`."""
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        client, _colon, secret = pair.partition(":")
        digest = hashlib.sha256(told.get("code_verifier", "").encode()).digest()
        checks = {
            "client": unquote(client) == CLIENT and unquote(secret) == SECRET,
            "code": told.get("code") == CODE,
            "grant": told.get("grant_type") == "authorization_code",
            "way back": told.get("redirect_uri") == self.asked.get("redirect_uri"),
            "pkce": base64.urlsafe_b64encode(digest).decode().rstrip("=") == self.asked.get("code_challenge"),
        }
        self.problems += [name for name, holds in checks.items() if not holds]
        if self.problems:
            return None
        now = self.now()
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "so-1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
            "email_verified": True,
            **self.claims,
        }
        return {"id_token": self._signed(self.spoil(claims)), "token_type": "Bearer", "access_token": "x"}

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.algorithm == "none":
            return jwt.encode(claims, "", algorithm="none", headers={"kid": "mot"})
        if self.algorithm == "HS256":
            # The old trick: the public key taken for a shared secret.
            return jwt.encode(
                claims, "a secret that everybody can read, long enough", "HS256", {"kid": "mot"}
            )
        return jwt.encode(claims, self.signs_with or self.key, algorithm="RS256", headers={"kid": "mot"})
