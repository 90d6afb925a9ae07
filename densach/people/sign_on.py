"""A province's own sign-on by OpenID Connect: code flow with PKCE, its token verified word by word.

OpenID Connect Core 1.0, sections 3.1.2 and 3.1.3; RFC 7636. Every address comes from the issuer's discovery page.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import ssl
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

import jwt
from django.conf import settings

from densach.people.rules import SignOnRefused, SignOnUnreachable

_TIMEOUT: Final = 10  # seconds
_LARGEST: Final = 1_000_000  # bytes
# Never "none", never a shared secret: only what the issuer's published keys sign.
_ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
_LEEWAY: Final = 60  # seconds by which two clocks may differ


@dataclass(frozen=True)
class Provider:
    """What the settings say of the province's sign-on."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    opens_accounts: bool


@dataclass(frozen=True)
class Pending:
    """Kept in the session between leaving for the sign-on and coming back."""

    state: str
    nonce: str
    verifier: str

    def kept(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class Known:
    """Whom the sign-on says it is. The e-mail is verified by the sign-on, else there is no `Known`."""

    issuer: str
    subject: str
    email: str
    name: str


def provider() -> Provider | None:
    """None where no sign-on is set up."""
    told: dict[str, Any] = settings.DENSACH_OIDC
    return Provider(**told) if told["issuer"] and told["client_id"] else None


def _fetch(address: str, data: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> Any:
    """JSON from the sign-on; https, or plain http on this machine only."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (
        parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"}
    ):
        raise SignOnUnreachable()
    body = urlencode(data).encode() if data is not None else None
    request = urllib.request.Request(address, body, {"Accept": "application/json", **(headers or {})})  # noqa: S310
    try:
        with urllib.request.urlopen(  # noqa: S310  # the scheme is checked above
            request,
            timeout=_TIMEOUT,
            context=ssl.create_default_context() if parts.scheme == "https" else None,
        ) as answer:
            return json.loads(answer.read(_LARGEST))
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise SignOnUnreachable() from error


def _discovered(of: Provider) -> dict[str, str]:
    found = _fetch(f"{of.issuer.rstrip('/')}/.well-known/openid-configuration")
    needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if (
        not isinstance(found, dict)
        or found.get("issuer") != of.issuer
        or not all(found.get(one) for one in needed)
    ):
        raise SignOnUnreachable()
    return found


def leave(of: Provider, back_to: str) -> tuple[str, Pending]:
    """Where to send the browser, and what to keep until it comes back."""
    pending = Pending(*(secrets.token_urlsafe(32) for _part in range(3)))
    digest = hashlib.sha256(pending.verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": of.client_id,
        "redirect_uri": back_to,
        "scope": "openid email profile",
        "state": pending.state,
        "nonce": pending.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    endpoint = _discovered(of)["authorization_endpoint"]
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}", pending


def come_back(of: Provider, back_to: str, pending: Pending, code: str, state: str) -> Known:
    """Exchanges the code and verifies the token. Raises SignOnRefused, SignOnUnreachable."""
    if not code or not secrets.compare_digest(state.encode(), pending.state.encode()):
        raise SignOnRefused()
    told = _discovered(of)
    given = _exchanged(of, told, back_to, pending, code)
    claims = _verified(of, told, given)
    if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), pending.nonce.encode()):
        raise SignOnRefused()
    email = str(claims.get("email", ""))
    if not email or claims.get("email_verified") is not True:
        raise SignOnRefused()
    return Known(of.issuer, str(claims["sub"]), email, str(claims.get("name", "")) or email.split("@")[0])


def _exchanged(of: Provider, told: dict[str, str], back_to: str, pending: Pending, code: str) -> str:
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back_to,
        "code_verifier": pending.verifier,
        "client_id": of.client_id,
    }
    # RFC 6749, 2.3.1: both halves are escaped before they are joined.
    pair = f"{quote(of.client_id, safe='')}:{quote(of.client_secret, safe='')}"
    basic = base64.b64encode(pair.encode()).decode()
    answer = _fetch(told["token_endpoint"], asked, {"Authorization": f"Basic {basic}"})
    token = answer.get("id_token") if isinstance(answer, dict) else None
    if not isinstance(token, str):
        raise SignOnRefused()
    return token


def _verified(of: Provider, told: dict[str, str], token: str) -> dict[str, Any]:
    """The signature by a published key, the issuer, the audience and the times."""
    try:
        keys = jwt.PyJWKSet.from_dict(_fetch(told["jwks_uri"]))
        head = jwt.get_unverified_header(token)
        key = next(one for one in keys.keys if "kid" not in head or one.key_id == head["kid"])
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=list(_ALGORITHMS),
            audience=of.client_id,
            issuer=of.issuer,
            leeway=_LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except (jwt.PyJWTError, StopIteration, TypeError, AttributeError) as error:
        raise SignOnRefused() from error
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != of.client_id:
        raise SignOnRefused()
    return claims
