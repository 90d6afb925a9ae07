"""What a name and a telephone number are at the least."""

from __future__ import annotations

import re
from typing import Final

from densach.kernel.errors import Invalid

FEWEST_DIGITS: Final = 8
_PHONE: Final = re.compile(r"[+\d\s.()\-]*")


class NameWithoutLetter(Invalid):
    """Signs or digits alone name nothing. Parameter: `name`."""

    message_id = "organisations.name_without_letter"


class NotAPhone(Invalid):
    """What stands there cannot be dialled. Parameters: `phone`, `fewest` digits."""

    message_id = "organisations.not_a_phone"


def require_name(name: str) -> None:
    """A name has a letter, of any alphabet. Raises NameWithoutLetter."""
    if not any(sign.isalpha() for sign in name):
        raise NameWithoutLetter(name=name)


def require_phone(phone: str) -> None:
    """Nothing, or at least 8 digits and no other signs than +, blanks, points, hyphens, brackets. NotAPhone."""
    if phone and not (_PHONE.fullmatch(phone) and sum(sign.isdigit() for sign in phone) >= FEWEST_DIGITS):
        raise NotAPhone(phone=phone, fewest=FEWEST_DIGITS)
