"""Figures of activities: of one unit, or of many beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.kernel.errors import NotFound
from densach.kernel.numbers import whole_number
from densach.kernel.period import Period
from densach.organisations.rules import Named
from densach.people.access import only_with
from densach.services.activities.access import units_for
from densach.services.activities.forms.figures import FiguresForm
from densach.services.activities.pages import figures as pages
from densach.services.activities.queries import figures as queries
from densach.services.activities.rules.verbs import VIEW
from densach.ui.figures import language
from densach.ui.http import Request
from densach.ui.tables import download

PAGE = 50


@dataclass(frozen=True)
class Look:
    """What is looked at: the units asked for of those in reach, the period, as of which day."""

    units: list[Named]
    several: bool
    period: Period
    on: date
    form: FiguresForm
    query: str

    @property
    def ids(self) -> list[int]:
        return [one.id for one in self.units]

    @property
    def whose(self) -> str:
        if len(self.units) == 1:
            return self.units[0].name
        number = len(self.units)
        return ngettext("%(n)s unit together", "%(n)s units together", number) % {"n": number}


def _look(request: Request) -> Look:
    """Raises NotFound for a unit out of reach."""
    on = today(timezone.now())
    every = units_for(request.actor, on, VIEW)
    code = request.GET.get("don_vi", "")
    chosen = [one for one in every if one.code == code] if code else every
    if code and not chosen:
        raise NotFound()
    data = request.GET.copy()
    data.setdefault("ky", str(on.year))
    units = [(one.code, one.name) for one in every]
    form = FiguresForm(data, units=units, on=on, lang=language())
    kept = request.GET.copy()
    for name in ("as", "bang", "sau"):
        kept.pop(name, None)
    return Look(chosen, len(chosen) > 1, form.period(), on, form, kept.urlencode())


@only_with(VIEW)
@require_safe
def home(request: Request) -> HttpResponse:
    """Sessions and participants of a period, who came and what was held, month by month; units beside each other."""
    asked = _look(request)
    form, table = request.GET.get("as", ""), request.GET.get("bang", "")
    if form in ("xlsx", "csv"):
        return _taken(asked, form, table)
    found = queries.figures_of(asked.ids, asked.period, asked.on)
    sessions = queries.by_month(asked.ids, asked.period, people=False)
    people = queries.by_month(asked.ids, asked.period, people=True)
    lang, drawn = language(), pages.kinds_drawn(sessions, people)
    context = {
        "look": asked, "form": asked.form, "period": asked.period, "query": asked.query, "whose": asked.whose,
        "unfinished": asked.period.end > asked.on, "figures": found,
        "who": pages.who_parts(found), "what": pages.what_parts(found),
        "held": pages.month_chart(
            sessions, drawn, _("Sessions by month"), pgettext("figures", "sessions"), lang
        ),
        "came": pages.month_chart(
            people, drawn, _("Participants by month"), pgettext("figures", "participations"), lang
        ),
        "nothing": not (found.sessions or found.participants),
        **_units(request, asked, lang),
    }  # fmt: skip
    return render(request, "activities/counting/figures.html", context)


def _units(request: Request, asked: Look, lang: str) -> dict[str, object]:
    """The list of units, where there are several."""
    if not asked.several:
        return {"units": []}
    rows = queries.by_unit(asked.ids, asked.period, asked.on)
    named = {one.id: one for one in asked.units}
    start = whole_number(request.GET.get("sau", "")) or 0
    shown = [(place, row, named[row.unit]) for place, row in enumerate(rows, start=1)][start : start + PAGE]
    return {
        "units": shown,
        "told": len(rows),
        "silent": len(asked.units) - len(rows),
        "rank": pages.rank(rows, {key: one.name for key, one in named.items()}, lang),
        "next_url": f"?{asked.query}&sau={start + PAGE}" if len(rows) > start + PAGE else "",
        "previous_url": f"?{asked.query}&sau={max(start - PAGE, 0)}" if start else "",
    }


def _taken(asked: Look, form: str, table: str) -> HttpResponse:
    """One of three tables: the page, months, units."""
    name = f"so-lieu-hoat-dong-{asked.period.code}"
    if table == "thang":
        sessions = queries.by_month(asked.ids, asked.period, people=False)
        people = queries.by_month(asked.ids, asked.period, people=True)
        return download(f"{name}-thang", pages.head_of_months(), pages.rows_of_months(sessions, people), form)
    if table == "don-vi":
        named = {one.id: one for one in asked.units}
        rows = [
            [
                named[row.unit].name,
                named[row.unit].code,
                row.sessions,
                row.participants,
                row.people,
                row.running,
            ]
            for row in queries.by_unit(asked.ids, asked.period, asked.on)
        ]
        return download(f"{name}-don-vi", pages.head_of_units(), rows, form)
    head = [pgettext("figures", "Figure"), pgettext("figures", "Value"), pgettext("figures", "Number")]
    return download(
        name, head, pages.summary_rows(queries.figures_of(asked.ids, asked.period, asked.on)), form
    )
