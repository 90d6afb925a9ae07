"""What is given once and proves who somebody is: one-time passwords, recovery codes, links."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

# Without those that look alike when they are read out or copied from paper: 0 o, 1 l i.
_SIGNS: Final = "23456789abcdefghjkmnpqrstuvwxyz"


INVITATION_DAYS: Final = 7
RECOVERY_CODES: Final = 10


def one_time_password() -> str:
    """Sixteen signs in groups of four: easy to read out, 79 bits to guess."""
    return _groups(4)


def recovery_code() -> str:
    """Twelve signs in groups of four: 59 bits, each code good once."""
    return _groups(3)


def _groups(count: int) -> str:
    return "-".join("".join(secrets.choice(_SIGNS) for _sign in range(4)) for _group in range(count))


def plain_code(typed: str) -> str:
    """A recovery code as it is compared: small letters, without what people put between them."""
    return "".join(sign for sign in typed.lower() if sign.isalnum())


def link_token() -> str:
    """256 bits, fit for an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a link: whoever reads the database cannot open it."""
    return hashlib.sha256(token.encode()).hexdigest()
