"""What is given once and proves who somebody is: one-time passwords, recovery codes, links."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Final

# Without those that look alike when they are read out or copied from paper: 0 o, 1 l i.
_SIGNS: Final = "23456789abcdefghjkmnpqrstuvwxyz"


INVITATION_DAYS: Final = 7
RECOVERY_CODES: Final = 10
# SP 800-63B asks for 15 characters where a password stands alone.
ALONE_LENGTH: Final = 15

# SP 800-63B, 5.2.2: so many wrong attempts in a row on one account, from wherever they come.
MOST_WRONG: Final = 100
# After that the account's door is shut for so long, and one more wrong attempt shuts it again.
SHUT_FOR: Final = timedelta(days=1)


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


# The first sign that is found names it: Edge and Opera call themselves Chrome, Chrome calls itself Safari.
_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("CocCoc", "Cốc Cốc"),
    ("coc_coc", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_words(agent: str) -> str:
    """A browser's long signature in two names; empty when it says neither."""
    found = [next((name for sign, name in signs if sign in agent), "") for signs in (_BROWSERS, _SYSTEMS)]
    return " · ".join(name for name in found if name)
