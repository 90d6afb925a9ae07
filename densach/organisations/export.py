"""The register, or the part of it that a filter asks for, as XLSX or CSV."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from densach.organisations.page import Wanted, all_lines
from densach.ui.tables import download


def response(wanted: Wanted, form: str) -> HttpResponse:
    head = [_("Code"), _("Name"), _("Kind"), _("Level"), _("Place"), _("Stands under"), _("As it was on")]
    rows = (
        [line.one.code, line.one.name, line.kind, line.level, line.place, line.parent, wanted.on]
        for line in all_lines(wanted)
    )
    return download(f"co-so-{wanted.on:%Y-%m-%d}", head, rows, form)
