"""What the style page shows: made-up figures that touch every state a component can be in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from densach.kernel.numbers import Number
from densach.ui import charts
from densach.ui.nav import NavItem

# value, expected by now, target, status, provisional
_State = tuple[Number | None, Number, Number, str, bool]

SAMPLE_DAY = date(2026, 2, 5)
COUNTS = {"achieved": 6, "on_track": 11, "at_risk": 4, "off_track": 2, "no_data": 3}


@dataclass(frozen=True)
class SampleTarget:
    """A row of the table of targets."""

    code: str
    quote: str
    unit: str
    value: Number | None
    expected: Number | None
    target: Number
    status: str
    provisional: bool
    trend: SafeString


def _target(code: str, quote: str, unit: str, state: _State, trend: Sequence[Number | None]) -> SampleTarget:
    value, expected, target, status, provisional = state
    spark = charts.sparkline(quote, trend)
    return SampleTarget(code, quote, unit, value, expected, target, status, provisional, spark)


def targets() -> list[SampleTarget]:
    """One target for each status."""
    week = _("Provincial library takes part in the learning week")
    services = _("Commune libraries with services for lifelong learning")
    room = _("Museums with an education room")
    digital = _("Culture centres with digital collections")
    expected = Decimal("1180000.5")
    return [
        _target("TV-01", week, _("times"), (1, 1, 1, "achieved", False), (0, 1, 1)),
        _target(
            "TV-02",
            _("Library visits of the province"),
            _("visits"),
            (1204650, expected, 2970000, "on_track", False),
            (310, 620, 905, 1205),
        ),
        _target("TV-03", services, _("units"), (41, Decimal("54.5"), 87, "at_risk", True), (12, 20, 31, 41)),
        _target("BT-01", room, _("museums"), (1, 4, 6, "off_track", False), (1, 1, 1, 1)),
        _target("VH-01", digital, _("centres"), (None, 3, 9, "no_data", False), (None, None, None)),
    ]


def drawings(lang: str) -> list[charts.Chart]:
    """One chart of each kind."""
    months = [charts.Point(f"{month:02d}/2026", 61000 + 9300 * ((month * 7) % 5)) for month in range(1, 7)]
    months[3] = charts.Point("04/2026", None)
    months[5] = charts.Point("06/2026", 88400, provisional=True)
    places = [
        ("Thư viện tỉnh Vĩnh Long", 412300),
        ("Phường Long Châu", 96840),
        ("Xã Trà Cú", 31250),
        ("Xã Cái Nhum", 0),
    ]
    years = ["2022", "2023", "2024", "2025", "2026"]
    trend = [
        charts.Series(_("Library visits"), [410000, 468000, 530000, None, 702000]),
        charts.Series(_("Museum visits"), [120000, 131000, 166000, 171000, 190000]),
    ]
    visits = _("visits")
    return [
        charts.status_strip(_("Targets by status"), COUNTS, lang=lang),
        charts.bar_chart(_("Library visits by month"), months, unit=visits, lang=lang, target=90000),
        charts.line_chart(_("Visits by year"), years, trend, unit=visits, lang=lang, target=800000),
        charts.rank_chart(
            _("Visits by unit"), [charts.Point(name, count) for name, count in places], unit=visits, lang=lang
        ),
    ]


def staff_nav(here: str) -> list[NavItem]:
    """A rail as the staff's roof makes it."""
    work, look = _("Work"), _("Look up")
    return [
        NavItem(_("Waiting for me"), here, "inbox", True, 3, work),
        NavItem(_("Count"), here, "plus-slash-minus", group=work),
        NavItem(_("Reports"), here, "file-earmark-check", badge=1, group=work),
        NavItem(_("Plans"), here, "bullseye", group=look),
        NavItem(_("Units"), here, "buildings", group=look),
        NavItem(_("Journal"), here, "clock-history", group=look),
    ]


def citizen_nav(here: str) -> list[NavItem]:
    """The band of the citizens' roof."""
    return [
        NavItem(_("Libraries"), here, active=True),
        NavItem(_("Museums"), here),
        NavItem(_("Culture"), here),
        NavItem(_("Calendar"), here),
        NavItem(_("Progress of the plan"), here),
    ]


def trail(here: str) -> list[NavItem]:
    """A way to a page."""
    return [NavItem(_("Plans"), here), NavItem(_("Plan 2026–2030"), here), NavItem(_("Targets"), here)]


def tab_items(here: str) -> list[NavItem]:
    """Parts of a plan."""
    return [
        NavItem(_("Targets"), here, "bullseye", True, 26),
        NavItem(_("Tasks"), here, "list-check", badge=17),
        NavItem(_("Deadlines"), here, "calendar-event"),
        NavItem(_("Paper"), here, "file-earmark-text"),
    ]
