"""Figures of activities as drawings, tables and rows to take away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.facts.measures import DIMENSION_WORDS, KIND, VALUE_WORDS
from densach.services.activities.queries.figures import Figures, Split, UnitRow
from densach.ui.charts import Chart, Point, Series, rank_chart, stacked_chart

_DRAWN = 5
_RANKED = 10
Months = Mapping[date, Mapping[str, int]]


@dataclass(frozen=True)
class Row:
    """A value of a dimension: sessions where it tells what was held, and participants."""

    name: str
    sessions: int | None
    participants: int
    unknown: bool = False


@dataclass(frozen=True)
class Part:
    """A dimension with its rows, whoever was not told by it last."""

    name: str
    rows: list[Row]


def word(value: str) -> str:
    """A value of a dimension, or "not known"."""
    return _(VALUE_WORDS.get(value, value)) if value else _("not known")


def who_parts(figures: Figures) -> list[Part]:
    """Who came, dimension by dimension, where it was told of anybody."""
    return [_part(one, None) for one in figures.who if one.values]


def what_parts(figures: Figures) -> list[Part]:
    """What was held, dimension by dimension."""
    pairs = zip(figures.participants_by, figures.sessions_by, strict=True)
    return [_part(people, held) for people, held in pairs if held.values]


def _part(people: Split, held: Split | None) -> Part:
    values = list(dict.fromkeys([*(held.values if held else ()), *people.values]))
    values.sort(key=list(VALUE_WORDS).index)
    rows = [
        Row(word(value), held.values.get(value, 0) if held else None, people.values.get(value, 0))
        for value in values
    ]
    unknown = held.unknown if held else None
    if people.unknown or unknown:
        rows.append(Row(word(""), unknown, people.unknown, unknown=True))
    return Part(_(DIMENSION_WORDS[people.dimension]), rows)


def kinds_drawn(*charts: Months) -> list[str]:
    """The kinds that charts beside each other tell apart, the same for all and in one order, so that a kind has one
    colour: five at most, those with the largest share of anything drawn.
    """
    shares: Counter[str] = Counter()
    for months in charts:
        sums = {kind: sum(values.get(kind, 0) for values in months.values()) for kind in KIND}
        whole = sum(sums.values())
        for kind, number in sums.items():
            shares[kind] = max(shares[kind], number * 1_000_000 // whole if whole else 0)
    most = {kind for kind, share in shares.most_common(_DRAWN) if share}
    return [kind for kind in KIND if kind in most]


def month_chart(months: Months, drawn: Sequence[str], title: str, unit: str, lang: str) -> Chart | None:
    """Month by month, told apart by the kinds `drawn`, the others together."""
    if not months:
        return None
    labels = [f"{month:%m/%Y}" if len(months) < 7 else f"{month.month}/{month:%y}" for month in months]
    series = [Series(word(kind), [values.get(kind, 0) for values in months.values()]) for kind in drawn]
    rest = [values.get("", 0) - sum(values.get(kind, 0) for kind in drawn) for values in months.values()]
    if any(number > 0 for number in rest):
        series.append(Series(pgettext("figures", "others and not known"), rest))
    return stacked_chart(title, labels, series, unit=unit, lang=lang)


def rank(rows: Sequence[UnitRow], names: Mapping[int, str], lang: str) -> Chart | None:
    """The units with most participants."""
    points = [Point(names[row.unit], row.participants) for row in rows[:_RANKED] if row.participants]
    if len(points) < 2:
        return None
    title = _("Units with most participants")
    return rank_chart(title, points, unit=pgettext("figures", "participations"), lang=lang)


def head_of_months() -> list[str]:
    return [
        pgettext("figures", "Month"), _("Kind of activity"), pgettext("figures", "Sessions"),
        pgettext("figures", "Participants"),
    ]  # fmt: skip


def rows_of_months(sessions: Months, people: Months) -> Iterator[list[object]]:
    """Month and kind, with sessions and participants; what was not told apart last."""
    for month in sorted({*sessions, *people}):
        held, came = sessions.get(month, {}), people.get(month, {})
        for kind in KIND:
            if held.get(kind) or came.get(kind):
                yield [f"{month:%m/%Y}", word(kind), held.get(kind, 0), came.get(kind, 0)]
        rest = [values.get("", 0) - sum(values.get(kind, 0) for kind in KIND) for values in (held, came)]
        if any(rest):
            yield [f"{month:%m/%Y}", word(""), *rest]


def summary_rows(figures: Figures) -> list[list[object]]:
    """Everything on the page, line by line: (what, which value, number)."""
    sessions, participants = pgettext("figures", "Sessions"), pgettext("figures", "Participants")
    rows: list[list[object]] = [
        [sessions, "", figures.sessions],
        [participants, "", figures.participants],
        [_("Different people by name"), "", figures.people],
        [_("Classes that run"), "", figures.running],
    ]
    for part in who_parts(figures):
        rows += [[f"{participants}: {part.name}", row.name, row.participants] for row in part.rows]
    for part in what_parts(figures):
        rows += [[f"{sessions}: {part.name}", row.name, row.sessions] for row in part.rows]
        rows += [[f"{participants}: {part.name}", row.name, row.participants] for row in part.rows]
    return rows


def head_of_units() -> list[str]:
    return [
        pgettext("figures", "Unit"), pgettext("figures", "Code"), pgettext("figures", "Sessions"),
        pgettext("figures", "Participants"), _("Different people by name"), _("Classes that run"),
    ]  # fmt: skip
