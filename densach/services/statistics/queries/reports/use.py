"""Reports on use: loans, visits, use in the room, holds, what is overdue."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.facts import queries as book
from densach.facts.measures import AGE, VALUE_WORDS
from densach.facts.rules import slice_parts
from densach.kernel.dates import VIETNAM, format_month
from densach.kernel.period import Period
from densach.services.catalogue.models import Material
from densach.services.circulation.models import Hold, HoldState, Loan, PatronCategory, Visit
from densach.services.circulation.queries.lending import BORROWERS, LOANS, NEW_READERS, USES, VISITS
from densach.services.statistics.queries.numbers import instants
from densach.services.statistics.queries.reports.scope import Cell, Result, Scope
from densach.ui.charts import Chart, Point, bar_chart, rank_chart
from densach.ui.charts.shapes import clip
from densach.ui.figures import day_text, number_text

_DAYS_DRAWN = 62


def months_in(period: Period) -> list[Period]:
    """The months that the period touches, cut at its ends; sixty at most."""
    found: list[Period] = []
    start = period.start
    while start <= period.end and len(found) < 60:
        whole = Period.month(start.year, start.month)
        found.append(Period(start, min(whole.end, period.end)))
        start = whole.end + timedelta(days=1)
    return found


def _month(period: Period, lang: str) -> str:
    if lang == "vi":
        return f"{format_month(period.start.month)}/{period.start.year}"
    return f"{period.start.month:02d}/{period.start.year}"


def _by_month(scope: Scope, measure: str, title: str, unit: str) -> Result:
    """A measure of the counting book month by month, beside the year before."""
    months = months_in(scope.period)
    rows: list[list[Cell]] = []
    points = []
    total = before = 0
    for one in months:
        now = sum(book.totals_of_organisations(measure, scope.ids, one).values())
        then = sum(book.totals_of_organisations(measure, scope.ids, one.year_earlier()).values())
        rows.append([_month(one, scope.lang), now, then, now - then])
        points.append(Point(f"{one.start.month}/{one.start.year % 100:02d}", now))
        total, before = total + now, before + then
    rows.append([_("Together"), total, before, total - before])
    head = (_("Month"), _("In the period"), _("A year earlier"), _("Difference"))
    return Result(head, rows, _told(total, unit, scope), _drawn(title, points, unit, scope))


def _told(total: int, unit: str, scope: Scope) -> str:
    text = _("%(total)s %(unit)s from %(first)s to %(last)s, from the counting book.")
    return text % {
        "total": number_text(total, scope.lang), "unit": unit,
        "first": day_text(scope.period.start, scope.lang), "last": day_text(scope.period.end, scope.lang),
    }  # fmt: skip


def _drawn(title: str, points: Sequence[Point], unit: str, scope: Scope) -> Chart | None:
    if not any(one.value for one in points):
        return None
    if len(points) > 12:
        return rank_chart(title, points[-24:], unit=unit, lang=scope.lang)
    return bar_chart(title, points, unit=unit, lang=scope.lang)


def ranked(title: str, pairs: Sequence[tuple[str, int]], unit: str, scope: Scope) -> Chart | None:
    points = [Point(clip(name, 560), number) for name, number in pairs[:12]]
    return rank_chart(title, points, unit=unit, lang=scope.lang) if points else None


def shares(pairs: Sequence[tuple[str, int]], first: str, unit: str, scope: Scope, title: str) -> Result:
    """Parts of a whole with their shares."""
    total = sum(number for _name, number in pairs)
    rows: list[list[Cell]] = [
        [name, number, round(number * 100 / total, 1) if total else None] for name, number in pairs
    ]
    told = _("Together: %(total)s %(unit)s.") % {"total": number_text(total, scope.lang), "unit": unit}
    return Result((first, unit, _("Share (%)")), rows, told, ranked(title, pairs, unit, scope))


def loans_by_month(scope: Scope) -> Result:
    return _by_month(scope, LOANS, _("Loans by month"), _("loans"))


def visits_by_month(scope: Scope) -> Result:
    return _by_month(scope, VISITS, _("Visits by month"), _("visits"))


def in_room_by_month(scope: Scope) -> Result:
    return _by_month(scope, USES, _("Use in the room by month"), _("uses"))


def new_readers_by_month(scope: Scope) -> Result:
    return _by_month(scope, NEW_READERS, _("New readers by month"), _("people"))


def visits_by_day(scope: Scope) -> Result:
    """What the desks counted day by day; counts by hand are of longer periods and stand in the months."""
    rows = Visit.objects.filter(
        library__in=list(scope.ids), on__range=(scope.period.start, scope.period.end), counted=True,
        cancelled_at__isnull=True,
    )  # fmt: skip
    told = dict(rows.order_by().values_list("on").annotate(n=Sum("quantity")))
    last = min(scope.period.end, scope.on)
    days = list(Period(scope.period.start, last).each_day()) if last >= scope.period.start else []
    shown = days if len(days) <= _DAYS_DRAWN else [one for one in days if one in told]
    table: list[list[Cell]] = [[day_text(one, scope.lang), told.get(one, 0)] for one in reversed(shown)]
    drawn = days[-31:]
    chart = None
    if any(told.get(one) for one in drawn):
        points = [Point(f"{one.day}/{one.month}", told.get(one, 0)) for one in drawn[-14:]]
        chart = bar_chart(_("Visits of the last fourteen days"), points, unit=_("visits"), lang=scope.lang)
    text = _("%(total)s visits counted at the desks on %(days)s days with visits.")
    words = text % {"total": number_text(sum(told.values()), scope.lang), "days": len(told)}
    return Result((_("Day"), _("visits")), table, words, chart)


def _lent(scope: Scope) -> QuerySet[Loan]:
    return Loan.objects.filter(
        library__in=list(scope.ids), on__range=(scope.period.start, scope.period.end), counted=True
    ).order_by()


def loans_by_hour(scope: Scope) -> Result:
    """When the desks lend: weekday by hour, in the time of Viet Nam."""
    rows = _lent(scope).annotate(
        weekday=ExtractIsoWeekDay("out_at", tzinfo=VIETNAM), hour=ExtractHour("out_at", tzinfo=VIETNAM)
    )
    told: dict[tuple[int, int], int] = {
        (weekday, hour): number
        for weekday, hour, number in rows.values_list("weekday", "hour").annotate(n=Count("pk"))
    }
    hours = sorted({hour for _weekday, hour in told})
    names = (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )  # fmt: skip
    table: list[list[Cell]] = []
    for weekday, name in enumerate(names, start=1):
        cells = [told.get((weekday, hour), 0) for hour in hours]
        table.append([name, *cells, sum(cells)])
    by_hour = [sum(told.get((weekday, hour), 0) for weekday in range(1, 8)) for hour in hours]
    table.append([_("Together"), *by_hour, sum(by_hour)])
    points = [Point(f"{hour}h", number) for hour, number in zip(hours, by_hour, strict=True)]
    chart = _drawn(_("Loans by hour"), points, _("loans"), scope)
    head = (_("Weekday"), *(f"{hour}h" for hour in hours), _("Together"))
    words = _("%(total)s loans over the desks.") % {"total": number_text(sum(by_hour), scope.lang)}
    return Result(head, table, words, chart)


def loans_by_category(scope: Scope) -> Result:
    """Of whom the desks still know who it was; the rest is told."""
    names = {
        one.pk: one.name_vi if scope.lang == "vi" else one.name_en for one in PatronCategory.objects.all()
    }
    rows = _lent(scope).values_list("patron__category").annotate(n=Count("pk"))
    pairs = [(names.get(key, _("no longer known")), number) for key, number in rows]
    pairs.sort(key=lambda one: -one[1])
    title = _("Loans by category of reader")
    return shares(pairs, _("Category"), _("loans"), scope, title)


def loans_by_age(scope: Scope) -> Result:
    """The slices as counted: they stay when the reader is forgotten."""
    found: Counter[str] = Counter()
    for slice_, number in _lent(scope).values_list("slice").annotate(n=Count("pk")):
        found[slice_parts(slice_).get("age", "")] += number
    words = {one: _(VALUE_WORDS[one]) for one in AGE} | {"": _("not told")}
    pairs = [(words[one], found[one]) for one in (*AGE, "") if found[one]]
    return shares(pairs, _("Age"), _("loans"), scope, _("Loans by age"))


def loans_by_kind(scope: Scope) -> Result:
    rows = _lent(scope).values_list("item__record__material").annotate(n=Count("pk"))
    pairs = [(str(Material(kind).label), number) for kind, number in rows]
    pairs.sort(key=lambda one: -one[1])
    return shares(pairs, _("Kind of material"), _("loans"), scope, _("Loans by kind of material"))


def top_titles(scope: Scope) -> Result:
    rows = _lent(scope).values_list("item__record__title", "item__record__author", "item__record")
    counted = rows.annotate(n=Count("pk")).order_by("-n", "item__record__title_sort")
    found = list(counted[: scope.most])
    table: list[list[Cell]] = [[title, author, number] for title, author, _pk, number in found]
    every = counted.count()
    words = _("%(every)s titles were lent; the most borrowed are shown.") % {
        "every": number_text(every, scope.lang)
    }
    chart = ranked(
        _("Most borrowed titles"),
        [(title, number) for title, _a, _pk, number in found[:10]],
        _("loans"),
        scope,
    )
    head = (pgettext("book", "Title"), _("Author"), _("loans"))
    return Result(head, table, words, chart, number_from=2, more=max(every - len(found), 0))


def active_by_month(scope: Scope) -> Result:
    """What was stated at the end of each month; libraries without a statement are left out and told."""
    months = [one for one in months_in(scope.period) if one.end <= scope.on]
    days: list[date] = [one.end for one in months]
    told = book.readings_on_days(BORROWERS, scope.ids, days)
    by_day: defaultdict[int, list[int]] = defaultdict(list)
    for (_library, place), people in told.items():
        by_day[place].append(people)
    table: list[list[Cell]] = []
    points = []
    for place, one in enumerate(months):
        stated = by_day.get(place)
        table.append([_month(one, scope.lang), sum(stated) if stated else None, len(stated or ())])
        points.append(Point(f"{one.start.month}/{one.start.year % 100:02d}", sum(stated) if stated else None))
    head = (_("Month"), _("Readers who borrowed in twelve months"), _("Libraries that stated it"))
    words = _("Stated at the end of each month; %(all)s libraries are looked at.") % {"all": len(scope.ids)}
    chart = _drawn(_("Active readers"), points, _("people"), scope)
    return Result(head, table, words, chart)


_LATE = ((1, 7), (8, 14), (15, 30), (31, 90), (91, 36_500))


def overdue(scope: Scope) -> Result:
    """What is late today, by how long; nobody is named."""
    rows = Loan.objects.filter(library__in=list(scope.ids), returned_at__isnull=True, due_on__lt=scope.on)
    days = [(scope.on - due).days for due in rows.values_list("due_on", flat=True)]
    open_loans = Loan.objects.filter(library__in=list(scope.ids), returned_at__isnull=True).count()
    pairs = []
    for first, last in _LATE:
        name = _("%(first)s to %(last)s days") % {"first": first, "last": last}
        if last > 1000:
            name = _("more than %(first)s days") % {"first": first - 1}
        pairs.append((name, sum(first <= one <= last for one in days)))
    result = shares(pairs, _("Late by"), _("loans"), scope, _("Overdue loans"))
    words = _("%(late)s of %(open)s open loans are late today.") % {
        "late": number_text(len(days), scope.lang), "open": number_text(open_loans, scope.lang),
    }  # fmt: skip
    return Result(result.head, result.rows, words, result.chart if days else None)


_WAITS = ((0, 0), (1, 3), (4, 7), (8, 14), (15, 30), (31, 36_500))


def hold_waits(scope: Scope) -> Result:
    """From placing a hold to the copy lying ready, of holds that became ready in the period."""
    first, after = instants(scope.period)
    rows = Hold.objects.filter(pickup__in=list(scope.ids))
    ready = rows.filter(ready_at__gte=first, ready_at__lt=after).values_list("placed_at", "ready_at")
    days = [(later - placed).days for placed, later in ready if later is not None]
    waiting = rows.filter(state__in=(HoldState.WAITING, HoldState.COMING)).count()
    pairs = []
    for low, high in _WAITS:
        name = _("%(first)s to %(last)s days") % {"first": low, "last": high}
        if high == 0:
            name = _("less than a day")
        elif high > 1000:
            name = _("more than %(first)s days") % {"first": low - 1}
        pairs.append((name, sum(low <= one <= high for one in days)))
    result = shares(pairs, _("Waited"), _("holds"), scope, _("Waiting for holds"))
    middle = sorted(days)[len(days) // 2] if days else None
    words = _("%(ready)s holds became ready; half of them within %(middle)s days. %(waiting)s wait now.") % {
        "ready": len(days), "middle": "–" if middle is None else middle, "waiting": waiting,
    }  # fmt: skip
    return Result(result.head, result.rows, words, result.chart if days else None)


__all__ = [
    "active_by_month",
    "hold_waits",
    "in_room_by_month",
    "loans_by_age",
    "loans_by_category",
    "loans_by_hour",
    "loans_by_kind",
    "loans_by_month",
    "months_in",
    "new_readers_by_month",
    "overdue",
    "top_titles",
    "visits_by_day",
    "visits_by_month",
]
