"""Passkeys (WebAuthn) as a second factor: what the browser is asked, and whether its answer holds."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from densach.people.rules import PasskeyRefused


@dataclass(frozen=True)
class Asked:
    """`options` go to the browser, `state` stays in the session until its answer comes."""

    options: str
    state: dict[str, Any]


@dataclass(frozen=True)
class Passkey:
    """`id` names it, `credential` holds its public key; both as text."""

    id: str
    credential: str
    sign_count: int


def _server(host: str) -> Fido2Server:
    """`host` is the name in the address bar: a passkey made for it is shown to no other site."""
    return Fido2Server(PublicKeyCredentialRpEntity(name="Đèn Sách", id=host))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _known(credentials: list[str]) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(base64.urlsafe_b64decode(one)) for one in credentials]


def _parsed(answer: str) -> dict[str, Any]:
    try:
        told = json.loads(answer)
    except ValueError:
        raise PasskeyRefused() from None
    if not isinstance(told, dict):
        raise PasskeyRefused()
    return told


def ask_to_add(*, host: str, user: int, email: str, name: str, credentials: list[str]) -> Asked:
    """The handle is the account's number: no personal data go into the key."""
    entity = PublicKeyCredentialUserEntity(name=email, id=str(user).encode(), display_name=name)
    options, state = _server(host).register_begin(
        entity,
        _known(credentials),
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return Asked(json.dumps(dict(options)), state)


def added(*, host: str, state: dict[str, Any] | None, answer: str) -> Passkey:
    """Raises PasskeyRefused for another site, another question, or no answer."""
    if not state:
        raise PasskeyRefused()
    try:
        data = _server(host).register_complete(state, _parsed(answer))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PasskeyRefused() from error
    credential = data.credential_data
    if credential is None:
        raise PasskeyRefused()
    return Passkey(
        _text(credential.credential_id), base64.urlsafe_b64encode(credential).decode(), data.counter
    )


def ask_to_prove(*, host: str, credentials: list[str]) -> Asked:
    options, state = _server(host).authenticate_begin(
        _known(credentials), user_verification=UserVerificationRequirement.PREFERRED
    )
    return Asked(json.dumps(dict(options)), state)


def proven(
    *, host: str, state: dict[str, Any] | None, answer: str, credentials: list[str]
) -> tuple[str, int]:
    """Which passkey answered, and its count of signatures. Raises PasskeyRefused."""
    if not state or not credentials:
        raise PasskeyRefused()
    told = _parsed(answer)
    try:
        found = _server(host).authenticate_complete(state, _known(credentials), told)
        count = AuthenticationResponse.from_dict(told).response.authenticator_data.counter
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PasskeyRefused() from error
    return _text(found.credential_id), count
