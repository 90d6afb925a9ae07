"""Codes from an app (RFC 6238), and the sealing of the keys that make them."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

import segno
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.twofactor import InvalidToken as WrongCode
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.utils.crypto import salted_hmac

from densach.people.rules import plain_code

STEP: Final = 30  # seconds
DIGITS: Final = 6
# A telephone's clock may be off by one step either way.
_DRIFTS: Final = (0, -1, 1)
_ISSUER: Final = "Đèn Sách"


def new_key() -> str:
    """160 bits in the letters that an app asks for when the picture cannot be read."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def _maker(key: str) -> TOTP:
    # Every app in use reckons with SHA-1, which is sound here: RFC 6238 leans on HMAC, not on collisions.
    return TOTP(base64.b32decode(key), DIGITS, SHA1(), STEP)  # noqa: S303


def code_at(key: str, at: datetime) -> str:
    """The code that an app shows at the instant."""
    return _maker(key).generate(int(at.timestamp())).decode()


def step_of(key: str, typed: str, at: datetime) -> int | None:
    """The half minute that the typed code belongs to; None when it is none of these minutes' codes."""
    code = "".join(typed.split()).encode()
    if len(code) != DIGITS:
        return None
    now = int(at.timestamp())
    for drift in _DRIFTS:
        moment = now + drift * STEP
        try:
            _maker(key).verify(code, moment)
        except WrongCode:
            continue
        return moment // STEP
    return None


def address(key: str, email: str) -> str:
    """What the picture says to the app."""
    told = urlencode({"secret": key, "issuer": _ISSUER}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{_ISSUER}:{email}')}?{told}"


def picture(text: str) -> str:
    """A QR code as SVG, to stand in the page."""
    return segno.make(text, error="m").svg_inline(
        scale=5, dark="#1f1a17", light="#ffffff", border=3, svgclass="qr", lineclass=None, omitsize=True
    )


def spelt(key: str) -> str:
    """The key in groups of four, for whoever types it."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def _sealer() -> MultiFernet:
    """Keys drawn from the installation's secret, so that a copy of the database alone makes no codes."""
    secrets_of_ours = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    drawn = [
        HKDF(SHA256(), 32, salt=None, info=b"densach second factor").derive(str(one).encode())
        for one in secrets_of_ours
    ]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(one)) for one in drawn])


def seal(key: str) -> str:
    return _sealer().encrypt(key.encode()).decode()


def unseal(sealed: str) -> str | None:
    """None when the installation's secret is not the one that sealed it."""
    try:
        return _sealer().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def recovery_digest(typed: str) -> str:
    return salted_hmac("densach.people.recovery", plain_code(typed), algorithm="sha256").hexdigest()
