"""What the reader of a turned table has to know: what was left out, who was asked, why something has no total."""

from __future__ import annotations

from django.utils.translation import gettext as _

from densach.kernel.dates import format_date
from densach.organisations.models import Level, OrganisationKind
from densach.programme.indicators.models import Formula
from densach.programme.indicators.queries.pivot import Gauge, Table
from densach.programme.indicators.queries.reading import asked_scope
from densach.programme.indicators.rules import Scope
from densach.programme.indicators.rules_pivot import MEASURES
from densach.ui.figures import language


def notes(table: Table) -> list[str]:
    """What the reader has to know of this table."""
    told: list[str] = []
    if table.skipped:
        names = ", ".join(one.name for one in table.skipped)
        if MEASURES in table.asked.axes:
            told.append(_("Not counted apart this way, so left out: %(names)s.") % {"names": names})
        else:
            told.append(
                _("Only the first is shown. To see %(names)s too, put measures into rows or columns.")
                % {"names": names}
            )
    if table.since is not None:
        told.append(_younger(table))
    told += [_asked_of(table, one) for one in table.gauges if one.nature == "share"]
    if any(slot.part for slot in table.slots):
        told.append(_("* only a part of the period lies in the months asked for."))
    if not table.has_row_totals or not table.has_column_totals:
        told.append(_why_no_totals(table))
    if table.asked.swapped:
        told.append(_("The months stood the wrong way round, so they were exchanged."))
    if table.asked.unread:
        told.append(_("A part of the address could not be read and was left aside."))
    return [one for one in told if one]


def _younger(table: Table) -> str:
    """Why the days before the territory's first one are empty, and what shows them."""
    day = {"day": format_date(table.since, language()) if table.since else ""}
    if any(head.until for head in (*table.rows, *table.columns)):
        return (
            _("This territory was founded on %(day)s; what was counted before stands with those before it.")
            % day
        )
    return (
        _(
            "This territory was founded on %(day)s: what was counted before belongs to those before it. “As it is now” "
            "adds it up."
        )
        % day
    )


def _why_no_totals(table: Table) -> str:
    if MEASURES in table.asked.axes:
        return _("Different measures are not added up.")
    if table.asked.rows == "tree":
        return _("Each place holds those under it: the first row is the whole.")
    return _("Readings and shares are not added up over time; over places, parts and wholes are added first.")


def _asked_of(table: Table, gauge: Gauge) -> str:
    """Whom a share asks: a plan may ask fewer of them, so its figure is another one."""
    if gauge.indicator is None or gauge.indicator.formula == Formula.RATIO:
        return ""
    asked = asked_scope(gauge.indicator, Scope(table.asked.kinds, table.asked.levels))
    names = [str(OrganisationKind(kind).label) for kind in asked.kinds]
    names += [str(Level(level).label) for level in asked.levels]
    told = {"name": gauge.name, "kinds": ", ".join(names)}
    if table.asked.kinds and table.asked.levels:
        return _("“%(name)s” asks here: %(kinds)s.") % told
    return (
        _(
            "“%(name)s” asks everybody who can answer: %(kinds)s. Those who have not answered count in the whole. A "
            "target may ask fewer: choose its kinds and levels under “Narrow it down”."
        )
        % told
    )
