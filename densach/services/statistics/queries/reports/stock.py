"""Reports on the stock: what is held, of which class and age, what came, what nobody borrows."""

from __future__ import annotations

from collections import Counter
from typing import Final

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from densach.services.catalogue.models import Acquired, Item, Material
from densach.services.catalogue.queries.copies import COUNTED_AT
from densach.services.statistics.queries.numbers import held_on, unused_in
from densach.services.statistics.queries.reports.scope import Cell, Result, Scope
from densach.services.statistics.queries.reports.use import ranked, shares
from densach.ui.figures import number_text

DDC: Final = (
    gettext_lazy("000 General works, computing"),
    gettext_lazy("100 Philosophy, psychology"),
    gettext_lazy("200 Religion"),
    gettext_lazy("300 Social sciences"),
    gettext_lazy("400 Language"),
    gettext_lazy("500 Natural sciences"),
    gettext_lazy("600 Technology"),
    gettext_lazy("700 Arts, sport"),
    gettext_lazy("800 Literature"),
    gettext_lazy("900 History, geography"),
)
_AGES: Final = ((0, 2), (3, 5), (6, 10), (11, 20), (21, 30), (31, 5000))


def _totals(pairs: list[tuple[str, int, int]], first: str, scope: Scope, title: str) -> Result:
    """Copies and titles of each part, with the share of copies."""
    copies = sum(one[1] for one in pairs)
    rows: list[list[Cell]] = [
        [name, held, titles, round(held * 100 / copies, 1) if copies else None]
        for name, held, titles in pairs
    ]
    words = _("%(copies)s copies in stock at the end of the period.") % {
        "copies": number_text(copies, scope.lang)
    }
    chart = ranked(title, [(name, held) for name, held, _titles in pairs if held], _("copies"), scope)
    return Result((first, _("copies"), _("titles"), _("Share (%)")), rows, words, chart)


def by_class(scope: Scope) -> Result:
    """By the first figure of the Dewey number."""
    rows = held_on(scope.ids, scope.period.end).order_by().values_list("record__ddc", "record")
    copies: Counter[str] = Counter()
    titles: dict[str, set[int]] = {}
    for ddc, record, number in rows.annotate(n=Count("pk")):
        key = ddc[:1] if ddc[:1].isdigit() else ""
        copies[key] += number
        titles.setdefault(key, set()).add(record)
    pairs = [(str(name), copies[str(n)], len(titles.get(str(n), ()))) for n, name in enumerate(DDC)]
    if copies[""]:
        pairs.append((_("no class number"), copies[""], len(titles[""])))
    return _totals(pairs, _("Class"), scope, _("Stock by class"))


def by_kind(scope: Scope) -> Result:
    rows = held_on(scope.ids, scope.period.end).order_by().values_list("record__material")
    told = rows.annotate(n=Count("pk"), t=Count("record", distinct=True)).order_by("-n")
    pairs = [(str(Material(kind).label), copies, titles) for kind, copies, titles in told]
    return _totals(pairs, _("Kind of material"), scope, _("Stock by kind of material"))


def by_language(scope: Scope) -> Result:
    rows = held_on(scope.ids, scope.period.end).order_by().values_list("record__language")
    told = rows.annotate(n=Count("pk"), t=Count("record", distinct=True)).order_by("-n")
    names = {
        "vie": _("Vietnamese"), "eng": _("English"), "fre": _("French"), "chi": _("Chinese"), "rus": _("Russian"),
        "jpn": _("Japanese"), "kor": _("Korean"), "ger": _("German"), "": _("not told"),
    }  # fmt: skip
    pairs = [(names.get(code, code), copies, titles) for code, copies, titles in told]
    return _totals(pairs, _("Language"), scope, _("Stock by language"))


def by_age(scope: Scope) -> Result:
    """By the year of publication, seen from the end of the period."""
    rows = held_on(scope.ids, scope.period.end).order_by().values_list("record__year", "record")
    found: dict[int, list[int]] = {}
    unknown = [0, 0]
    for year, _record, number in rows.annotate(n=Count("pk")):
        age = None if year is None else max(scope.period.end.year - year, 0)
        band = None if age is None else next(i for i, (low, high) in enumerate(_AGES) if low <= age <= high)
        line = unknown if band is None else found.setdefault(band, [0, 0])
        line[0], line[1] = line[0] + number, line[1] + 1
    pairs = []
    for index, (low, high) in enumerate(_AGES):
        name = _("%(first)s to %(last)s years") % {"first": low, "last": high}
        if high > 1000:
            name = _("more than %(first)s years") % {"first": low - 1}
        copies, titles = found.get(index, (0, 0))
        pairs.append((name, copies, titles))
    if unknown[0]:
        pairs.append((_("year not known"), unknown[0], unknown[1]))
    return _totals(pairs, _("Published"), scope, _("Stock by age of publication"))


def additions(scope: Scope) -> Result:
    """What came in the period, by how it came; prices as far as they are noted."""
    rows = (
        Item.objects.annotate(counted_at=COUNTED_AT)
        .filter(counted_at__in=list(scope.ids), counted_on__range=(scope.period.start, scope.period.end))
        .order_by()
    )
    told = rows.values_list("acquired").annotate(n=Count("pk"), p=Sum("price")).order_by("-n")
    found = [(str(Acquired(code).label), number, price) for code, number, price in told]
    result = shares(
        [(name, n) for name, n, _p in found], _("How it came"), _("copies"), scope, _("Additions")
    )
    table: list[list[Cell]] = [
        [*row, price] for row, (_name, _n, price) in zip(result.rows, found, strict=True)
    ]
    return Result((*result.head, _("Price (đồng)")), table, result.told, result.chart)


def never_lent(scope: Scope) -> Result:
    """Copies that were here before the period and were not lent in it, the oldest first."""
    rows = unused_in(scope.ids, scope.period).select_related("record").order_by("acquired_on", "pk")
    every = rows.count()
    held = held_on(scope.ids, scope.period.start).count()
    table: list[list[Cell]] = [
        [one.record.title, one.record.author, one.barcode, one.call_number, one.record.year, one.loans]
        for one in rows[: scope.most]
    ]
    words = _("%(unused)s of %(held)s copies that were here before the period were not lent in it.") % {
        "unused": number_text(every, scope.lang), "held": number_text(held, scope.lang),
    }  # fmt: skip
    head = (
        pgettext("book", "Title"), _("Author"), _("Barcode"), _("Call number"), _("Year"), _("Loans in all"),
    )  # fmt: skip
    return Result(head, table, words, None, number_from=4, more=max(every - len(table), 0))


__all__ = ["additions", "by_age", "by_class", "by_kind", "by_language", "never_lent"]
