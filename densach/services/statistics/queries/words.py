"""The numbers of ISO 2789 in words, in the order in which they are shown."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Group → the numbers of it: code, name, unit.
NUMBERS: Final = (
    (
        _("Stock"),
        (
            ("copies", _("Copies in stock at the end"), _("copies")),
            ("titles", _("Titles in stock at the end"), _("titles")),
            ("copies_added", _("Copies added"), _("copies")),
            ("titles_added", _("Titles added"), _("titles")),
            ("withdrawn", _("Copies withdrawn"), _("copies")),
        ),
    ),
    (
        pgettext_lazy("statistics", "Use"),
        (
            ("visits", _("Visits of readers"), _("visits")),
            ("loans", _("Loans"), _("loans")),
            ("renewals", _("Renewals"), _("renewals")),
            ("in_room_uses", _("Items used in the room"), _("uses")),
            ("holds", _("Holds placed"), _("holds")),
            ("sent", _("Copies sent to other libraries"), _("copies")),
        ),
    ),
    (
        _("Readers"),
        (
            ("readers", _("Readers with a valid card at the end"), _("people")),
            ("new_readers", _("New readers"), _("people")),
            ("borrowers", _("Readers who borrowed in twelve months"), _("people")),
        ),
    ),
    (
        _("House and staff"),
        (
            ("hours", _("Hours open by the timetable"), _("hours")),
            ("staff", _("Persons on the staff"), _("people")),
            ("floor_area", _("Floor area"), _("m²")),
            ("seats", _("Places to sit"), _("seats")),
        ),
    ),
)
# What stands beside each other when libraries are compared.
SIDE: Final = (
    "copies",
    "titles",
    "visits",
    "loans",
    "in_room_uses",
    "readers",
    "new_readers",
    "copies_added",
)
SIDE_RATIOS: Final = ("turnover", "loans_per_reader", "unused")
