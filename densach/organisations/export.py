"""The register, or the part of it that a filter asks for, as XLSX or CSV."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from densach.organisations import queries
from densach.organisations.models import Profile
from densach.organisations.page import Line, Wanted, pages_of
from densach.ui.tables import download


def response(wanted: Wanted, form: str) -> HttpResponse:
    head = [
        _("Code"),
        _("Name"),
        _("Kind"),
        _("Level"),
        _("Place"),
        _("Stands under"),
        _("Family"),
        _("Rank"),
        _("Public or not"),
        _("Seat"),
        _("Other names"),
        _("Phone"),
        _("Email"),
        _("Website"),
        _("Latitude"),
        _("Longitude"),
        _("Floor area (m²)"),
        _("Land (m²)"),
        _("Seats"),
        _("Since"),
        _("Last day"),
        _("Legal basis"),
        _("As it was on"),
    ]
    return download(f"co-so-{wanted.on:%Y-%m-%d}", head, _rows(wanted), form)


def _rows(wanted: Wanted) -> Iterator[list[object]]:
    """Three queries more for each five hundred lines."""
    for lines in pages_of(wanted):
        ids = [line.row.one.id for line in lines]
        profiles, aliases = queries.profiles_of(ids), queries.all_aliases(ids)
        for line in lines:
            one = line.row.one
            profile = profiles.get(one.id) or Profile()
            yield [
                *_placed(line),
                "; ".join(aliases.get(one.id, ())),
                *_known(profile),
                *_dated(line, wanted),
            ]


def _placed(line: Line) -> list[object]:
    one = line.row.one
    told = [one.code, one.name, line.kind, line.level, line.place, line.parent]
    return [*told, line.family, line.rank, line.ownership, line.row.seat]


def _known(profile: Profile) -> list[object]:
    told = [profile.phone, profile.email, profile.website, profile.latitude, profile.longitude]
    return [*told, profile.floor_area, profile.land_area, profile.seats]


def _dated(line: Line, wanted: Wanted) -> list[object]:
    return [line.row.founded, line.row.until, line.row.legal_basis, wanted.on]
