"""Open Badges 3.0: an achievement as a verifiable credential, signed as a JWT with Ed25519 (RFC 8037).

The shapes are those of the specification of 1EdTech (AchievementCredential, Profile, 1EdTechRevocationList); the
signature is that of its section on JSON Web Token proofs: the claims of the credential are the claims of the token.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from jwt.algorithms import OKPAlgorithm

from densach.kernel.errors import Invalid

CONTEXT: Final = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
ALGORITHM: Final = "EdDSA"


class BrokenCredential(Invalid):
    """The signature does not fit, or the text is no credential. No parameters."""

    message_id = "credential.broken"


@dataclass(frozen=True)
class Achievement:
    """What is certified. Addresses are absolute; `holder` is only told as a salted hash. `id` names the credential
    without leading to it, `about` the achievement that others may have too.
    """

    id: str
    about: str
    issuer_address: str
    issuer_name: str
    revocations: str
    title: str
    kind: str
    text: str
    holder: str
    salt: str
    since: datetime
    hours: str = ""


def credential(told: Achievement) -> dict[str, Any]:
    """The claims of the credential, unsigned."""
    hashed = hashlib.sha256((told.holder + told.salt).encode()).hexdigest()
    achievement: dict[str, Any] = {
        "id": told.about,
        "type": ["Achievement"],
        "achievementType": told.kind,
        "name": told.title,
        "description": told.text,
        "criteria": {"narrative": told.text},
    }
    if told.hours:
        achievement["creditsAvailable"] = float(told.hours)
    moment = told.since.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    return {
        "@context": CONTEXT,
        "id": told.id,
        "type": ["VerifiableCredential", "AchievementCredential"],
        "name": told.title,
        "issuer": {"id": told.issuer_address, "type": ["Profile"], "name": told.issuer_name},
        "validFrom": moment,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": f"sha256${hashed}",
                    "identityType": "ext:name",
                    "salt": told.salt,
                }
            ],
            "achievement": achievement,
        },
        "credentialStatus": {"id": told.revocations, "type": "1EdTechRevocationList"},
    }


def new_key() -> bytes:
    """A private key as PEM."""
    made = Ed25519PrivateKey.generate()
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_jwk(private_pem: bytes) -> dict[str, Any]:
    """The public half as a JSON Web Key, with its thumbprint (RFC 7638) as `kid`."""
    made: dict[str, Any] = OKPAlgorithm.to_jwk(_private(private_pem).public_key(), as_dict=True)
    told = f'{{"crv":"{made["crv"]}","kty":"{made["kty"]}","x":"{made["x"]}"}}'
    return {**made, "kid": hashlib.sha256(told.encode()).hexdigest()[:32], "use": "sig", "alg": ALGORITHM}


def sign(claims: dict[str, Any], private_pem: bytes, key_address: str) -> str:
    """The credential as a compact JWT; `key_address` is where the public key is read."""
    since = int(datetime.fromisoformat(claims["validFrom"].replace("Z", "+00:00")).timestamp())
    whole = {**claims, "iss": claims["issuer"]["id"], "jti": claims["id"], "nbf": since, "sub": claims["id"]}
    return jwt.encode(whole, _private(private_pem), ALGORITHM, {"kid": key_address, "typ": "vc+jwt"})


def verify(token: str, jwk: dict[str, Any]) -> dict[str, Any]:
    """The claims of a credential signed with this key. Raises BrokenCredential."""
    try:
        key = OKPAlgorithm.from_jwk(jwk)
        if not isinstance(key, Ed25519PublicKey):
            raise BrokenCredential
        found: dict[str, Any] = jwt.decode(token, key, [ALGORITHM], options={"verify_aud": False})
    except jwt.PyJWTError as error:
        raise BrokenCredential from error
    return found


def _private(pem: bytes) -> Ed25519PrivateKey:
    key = load_pem_private_key(pem, None)
    if not isinstance(key, Ed25519PrivateKey):
        raise BrokenCredential
    return key
