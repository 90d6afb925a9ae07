"""Ratios of ISO 11620 from the numbers of ISO 2789, each with its formula in words. Pure.

A ratio whose parts are not known is None and says so; no part is ever guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Numbers = Mapping[str, int | None]


@dataclass(frozen=True)
class Ratio:
    """`top` divided by `bottom`, times 100 where it is a percentage. `iso`: its number in ISO 11620."""

    code: str
    name: str | Promise
    top: str
    bottom: str
    formula: str | Promise
    percent: bool = False
    iso: str = ""

    def of(self, numbers: Numbers) -> Fraction | None:
        top, bottom = numbers.get(self.top), numbers.get(self.bottom)
        if top is None or not bottom:
            return None
        return Fraction(top, bottom) * (100 if self.percent else 1)


RATIOS: Final = (
    Ratio("turnover", _("Turnover of the stock"), "loans", "copies", _("loans ÷ copies in stock"), iso="B.2.1.1"),
    Ratio(
        "loans_per_reader", _("Loans per registered reader"), "loans", "readers",
        _("loans ÷ readers with a valid card; the population served is not known here"), iso="B.2.1.2",
    ),
    Ratio(
        "visits_per_reader", _("Visits per registered reader"), "visits", "readers",
        _("visits ÷ readers with a valid card; the population served is not known here"), iso="B.2.2.1",
    ),
    Ratio(
        "unused", _("Stock not used"), "unused", "copies_before",
        _("copies that were here before the period and were not lent in it ÷ copies that were here before it"),
        percent=True, iso="B.2.1.3",
    ),
    Ratio(
        "available", _("Availability today"), "available", "copies_now",
        _("copies on the shelf today ÷ copies in stock today"), percent=True,
    ),
    Ratio(
        "active", _("Active readers"), "borrowers", "readers",
        _("borrowers of twelve months, in each library where they borrow ÷ readers with a valid card"), percent=True,
    ),
    Ratio(
        "in_room_share", _("Use in the room"), "in_room_uses", "all_use",
        _("items used in the room ÷ items lent, renewed or used in the room"), percent=True,
    ),
    Ratio("renewed", _("Renewals per 100 loans"), "renewals", "loans", _("renewals × 100 ÷ loans"), percent=True),
    Ratio(
        "renewal_of_stock", _("New copies in the stock"), "copies_entered", "copies",
        _("copies of the catalogue that came in the period ÷ copies in stock"), percent=True,
    ),
    Ratio(
        "weeded", _("Copies withdrawn"), "withdrawn", "copies", _("copies withdrawn ÷ copies in stock"), percent=True
    ),
    Ratio("per_hour", _("Visits per opening hour"), "visits", "hours", _("visits ÷ hours open by the timetable")),
    Ratio("per_staff", _("Loans per member of staff"), "loans", "staff", _("loans ÷ persons on the staff")),
    Ratio(
        "filled", _("Holds fulfilled"), "holds_filled", "holds_ended",
        _("holds picked up ÷ holds that ended in the period"), percent=True,
    ),
)  # fmt: skip
# What ISO 11620 asks for and nobody writes down here.
LEFT_OUT: Final = (
    (_("Cost per loan, per visit, per user"), _("the library's expenditure is not kept here")),
    (_("Share of the population reached"), _("the population served is not kept here")),
    (_("Satisfaction of users"), _("it is asked in a survey, not counted")),
)
