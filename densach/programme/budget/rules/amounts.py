"""Amounts of money as people write and read them. Always whole đồng inside."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from densach.kernel.errors import Invalid
from densach.kernel.numbers import format_number, parse_number
from densach.kernel.vietnamese import fold
from densach.programme.budget.rules.incoming import LineValues
from densach.programme.budget.rules.refusals import NotQuantityTimesPrice

LARGEST: Final = 10**15  # a thousand trillion đồng: more than any province has
_WORDS: Final = {
    "": 1, "d": 1, "dong": 1, "vnd": 1,
    "nghin": 10**3, "ngan": 10**3, "nghin dong": 10**3, "ngan dong": 10**3, "k": 10**3, "thousand": 10**3,
    "tr": 10**6, "trieu": 10**6, "trieu dong": 10**6, "million": 10**6,
    "ty": 10**9, "ti": 10**9, "ty dong": 10**9, "ti dong": 10**9, "billion": 10**9,
}  # fmt: skip


class InvalidAmount(Invalid):
    """Not an amount of money that can be read. Parameter: `text`."""

    message_id = "budget.invalid_amount"


class AmountTooLarge(Invalid):
    """More than any province has: a slip of the hand. Parameter: `text`."""

    message_id = "budget.amount_too_large"


def parse_amount(text: str, lang: str = "vi") -> int:
    """Read "1.200.000", "1,2 tỷ", "350 triệu đồng" into đồng.

    Raises InvalidAmount, also for parts of a đồng and below nought, AmountTooLarge, and the refusals of numbers that
    can be read in two ways.
    """
    match = re.fullmatch(r"\s*([\d.,\s\u00a0]*\d)\s*([^\d.,]*?)\s*", text)
    factor = _WORDS.get(fold(match[2]).strip(" .")) if match else None
    if match is None or factor is None:
        raise InvalidAmount(text=text[:60])
    amount = Fraction(parse_number(match[1], lang)) * factor
    if amount.denominator != 1:
        raise InvalidAmount(text=text[:60])
    if amount > LARGEST:
        raise AmountTooLarge(text=text[:60])
    return int(amount)


def short_amount(amount: int | None, lang: str = "vi") -> str:
    """For tables and charts: 1,25 tỷ, 350 triệu, 900 nghìn; nothing for an amount nobody told."""
    if amount is None:
        return ""
    words = {10**9: ("tỷ", "bn"), 10**6: ("triệu", "m"), 10**3: ("nghìn", "k")}
    for factor, (local, english) in words.items():
        if abs(amount) >= factor:
            told = format_number(Fraction(amount, factor), lang)
            return f"{told}\u00a0{local if lang == 'vi' else english}"
    return format_number(amount, lang)


def amount_of(values: LineValues) -> int:
    """What a line asks: the amount told, or quantity times price. Raises NotQuantityTimesPrice, AmountTooLarge."""
    if values.quantity is None or values.price is None:
        return values.asked or 0
    worked_out = values.quantity * values.price
    if values.asked not in (None, worked_out):
        raise NotQuantityTimesPrice(quantity=values.quantity, price=values.price, asked=values.asked)
    if worked_out > LARGEST:
        raise AmountTooLarge(text=str(worked_out))
    return worked_out
