"""Cards, categories, exemptions and PINs of readers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Final

from densach.kernel.vietnamese import fold
from densach.people.rules.purposes import age_on
from densach.services.circulation.models import Exemption, PatronCategory
from densach.services.circulation.rules.refusals import BadCard, BadPin

_CARD: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z\-./]{2,38}")
_PIN: Final = re.compile(r"[0-9]{4,8}")
DIGITS: Final = 6
# Wrong PINs before it locks, and for how many minutes.
PIN_ATTEMPTS: Final = 5
PIN_MINUTES: Final = 15
ELDERLY_FROM: Final = 60
# Exemptions that follow from age need no paper (Law on Libraries 46/2019/QH14, article 44).
BY_AGE: Final = frozenset({Exemption.NONE, Exemption.CHILD, Exemption.ELDERLY})


def check_card(number: str) -> str:
    """Raises BadCard for what no scanner could read back."""
    if not _CARD.fullmatch(number):
        raise BadCard(card=number)
    return number


def card_prefix(code: str) -> str:
    """The letters before the running number of a library's cards: "tv-can-tho" gives TVCT."""
    return "".join(word[0] for word in re.findall(r"[a-z0-9]+", fold(code)))[:8].upper() or "TV"


def next_card(prefix: str, taken: Iterable[str]) -> str:
    """The number after the highest of those taken."""
    length = len(prefix)
    numbers = [
        int(one[length:])
        for one in taken
        if one.startswith(prefix) and re.fullmatch(r"\d{6,9}", one[length:])
    ]
    return f"{prefix}{max(numbers, default=0) + 1:0{DIGITS}d}"


def category_for(categories: Iterable[PatronCategory], birth_date: date | None, on: date) -> str:
    """The category by age: the first that is only for the younger, else "elderly" from sixty, else "adult"."""
    known = {one.code: one for one in categories}
    if birth_date is not None:
        age = age_on(birth_date, on)
        young = [one for one in known.values() if one.until_age is not None and age < one.until_age]
        if young:
            return min(young, key=lambda one: one.until_age or 0).code
        if age >= ELDERLY_FROM and "elderly" in known:
            return "elderly"
    return "adult" if "adult" in known else next(iter(known))


def exemption_by_age(birth_date: date | None, on: date) -> str:
    """Children and elderly people pay nothing for a card (Law on Libraries 46/2019/QH14, article 44)."""
    if birth_date is None:
        return Exemption.NONE
    age = age_on(birth_date, on)
    return Exemption.CHILD if age < 16 else Exemption.ELDERLY if age >= ELDERLY_FROM else Exemption.NONE


def months_later(on: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    for day in (on.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise ValueError(months)


def check_pin(pin: str) -> str:
    """Raises BadPin: four to eight digits, not all alike, not counting up or down."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)} if pin.isdecimal() else set()
    if not _PIN.fullmatch(pin) or steps in ({0}, {1}, {-1}):
        raise BadPin
    return pin


def folded_of(name: str, cards: Iterable[str], phone: str = "") -> str:
    """What the desk's one box searches: the folded name, all cards and the telephone."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    return " ".join([fold(name), *(card.lower() for card in cards), digits]).strip()[:300]
