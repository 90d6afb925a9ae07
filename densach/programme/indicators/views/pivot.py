"""A table that one turns: rows by columns of whatever is counted or promised, and the views that people keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import NotFound, Refusal
from densach.organisations import queries as organisations
from densach.organisations.models import Level
from densach.people.access import require, staff_required
from densach.people.queries import home_organisation
from densach.programme.indicators import actions, pivot_page
from densach.programme.indicators.access import Reach
from densach.programme.indicators.pivot_cells import Doors, doors_of
from densach.programme.indicators.pivot_notes import notes
from densach.programme.indicators.pivot_options import groups_of, options_of
from densach.programme.indicators.queries import evidence_url
from densach.programme.indicators.queries import pivot as tables
from densach.programme.indicators.queries.kept_views import own_view, views_for
from densach.programme.indicators.queries.pivot import Key, Table
from densach.programme.indicators.rules_pivot import AREAS, Asked, asked_of
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence

_LISTS = ("do", "loai", "cap")


@dataclass(frozen=True)
class Turned:
    """What the address asks for, in the territory that the actor may look into."""

    request: Request
    on: date
    query: QueryDict

    @cached_property
    def reach(self) -> Reach:
        return Reach(self.request.actor, self.on)

    @cached_property
    def asked(self) -> Asked:
        lists = {name: self.query.getlist(name) for name in _LISTS}
        told = {name: self.query.get(name, "") for name in self.query}
        return asked_of(told, lists, self.on)

    @cached_property
    def territory_id(self) -> int:
        """The place asked for, or the actor's own. NotFound for one that is none of the actor's business."""
        if not self.asked.area:
            return self.reach.area_id
        found = organisations.area_by_code(self.asked.area).pk
        if found != self.reach.area_id and found not in self.reach.area_ids:
            raise NotFound
        return found

    @cached_property
    def place(self) -> str:
        return organisations.area_name(self.territory_id, self.on)

    def table(self, *, every_row: bool = False) -> Table:
        """Raises TooManyColumns, NothingToMeasure."""
        gauges = tables.gauges_of(self.asked.measures)
        if every_row:
            return tables.pivot(self.asked, gauges, self.territory_id, self.on, every_row=True)
        return tables.kept_pivot(self.asked, gauges, self.territory_id, self.on)

    def title(self, table: Table) -> str:
        """What stands above the chart and the print."""
        names = ", ".join(one.name for one in table.gauges[:3])
        return f"{names} – {self.place}, {pivot_page.span_text(table.slots)}"


def _turned(request: Request, query: QueryDict | None = None) -> Turned:
    require(request.actor, "plan.view", None)
    return Turned(request, today(timezone.now()), request.GET if query is None else query)


@staff_required
@require_safe
def table(request: Request) -> HttpResponse:
    """The table, its chart and its choices; `as` gives it as a file, `in` for printing."""
    turned = _turned(request)
    try:
        asked, form = turned.asked, request.GET.get("as", "")
        if form in ("xlsx", "csv"):
            return _file(turned, form)
        if form not in ("", "svg"):
            raise NotFound
        found = turned.table(every_row="in" in request.GET)
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(request, turned, refusal)
    chart = pivot_page.chart_of(found, turned.title(found), turned.on)
    if form == "svg":
        return _picture(chart.svg if chart else "")
    context = {
        **_shown(turned, found, None if "in" in request.GET else _doors(turned, found)),
        "chart": chart,
        "title": turned.title(found),
        "query": asked.query(trang=""),
        "this_page": asked.query(),
    }
    if "in" in request.GET:
        return render(request, "indicators/pivot_print.html", context)
    home = home_organisation(request.actor, turned.on)
    context |= {
        "asked": asked,
        "options": options_of(asked, _places(turned)),
        "groups": groups_of(asked, found.gauges),
        "views": list(views_for(request.actor, home.pk if home else None)),
        "home": home,
        "view_name": request.GET.get("ten", "")[:100],
        "previous_url": f"?{asked.query(trang=str(asked.page - 1))}" if asked.page > 1 else "",
        "next_url": f"?{asked.query(trang=str(asked.page + 1))}" if asked.page < found.pages else "",
    }
    return render(request, "indicators/pivot.html", context)


def _doors(turned: Turned, found: Table) -> Doors:
    return doors_of(found, turned.territory_id, turned.on, turned.reach.area_ids)


@staff_required
@require_safe
def cell(request: Request) -> HttpResponse:
    """What made a figure of the table: `q` is the table, `o` the cell."""
    turned = _turned(request, QueryDict(request.GET.get("q", "")))
    told = _doors(turned, turned.table()).question(request.GET.get("o", ""))
    if told is None:
        raise NotFound
    indicator, question = told
    return redirect(evidence_url(indicator, question.scope, question.period, question.on, as_=question.as_))


def _shown(turned: Turned, found: Table, doors: Doors | None) -> dict[str, object]:
    return {
        "table": found,
        "columns": pivot_page.columns_of(found),
        "rows": pivot_page.rows_of(found, _addresses(found), doors),
        "totals": pivot_page.totals_of(found, doors) if found.has_column_totals and found.rows else "",
        "place": turned.place,
        "on": turned.on,
        "corner": pivot_page.corner(found),
        "notes": notes(found),
    }


def _refused(request: Request, turned: Turned, refusal: Refusal) -> HttpResponse:
    """The sentence above the choices, so that they can be made again."""
    try:
        asked = turned.asked
    except Refusal:
        asked = Asked(first=date(turned.on.year, 1, 1), last=date(turned.on.year, 12, 31))
    context = {
        "asked": asked,
        "refusal": sentence(refusal),
        "options": options_of(asked, _places(turned)),
        "groups": groups_of(asked, ()),
        "query": asked.query(),
        "place": "",
    }
    return render(request, "indicators/pivot.html", context, status=400)


def _addresses(found: Table) -> dict[Key, str]:
    """Where the heads of rows lead: a place to its own table, one step down; a unit to its page."""
    asked = found.asked
    if asked.rows in AREAS:
        below = "unit" if asked.rows in ("commune", "area") else "area"
        return {
            one.key: f"?{asked.query(dia_ban=one.code, hang=below, trang='')}"
            for one in found.rows
            if one.code
        }
    return {}


def _places(turned: Turned) -> list[tuple[str, str]]:
    """Places to choose from: the whole, and one step down."""
    area_id = turned.reach.area_id
    codes = organisations.area_codes([area_id])
    own = [(codes[area_id], organisations.area_name(area_id, turned.on))]
    area = organisations.area_by_code(codes[area_id])
    if organisations.area_level(area_id, turned.on) == Level.NATION:
        return [*own, *((one.code, name) for one, name in organisations.provinces(turned.on))]
    below = organisations.communes_of(area, turned.on)
    return [*own, *((code, name) for _key, code, name in below if code != own[0][0])]


def _file(turned: Turned, form: str) -> HttpResponse:
    found = turned.table(every_row=True)
    name = "-".join(["bang-xoay", found.asked.rows, found.asked.columns, f"{found.asked.last:%Y}"])
    return download(name, pivot_page.file_head(found), pivot_page.file_rows(found), form)


def _picture(svg: str) -> HttpResponse:
    if not svg:
        raise NotFound
    response = HttpResponse(pivot_page.alone(svg), content_type="image/svg+xml")
    response["Content-Disposition"] = 'attachment; filename="bang-xoay.svg"'
    return response


# views that people keep -----------------------------------------------------------------------------------


@staff_required
@require_POST
def keep(request: Request) -> HttpResponse:
    """Keep the table under a name."""
    require(request.actor, "plan.view", None)
    at, query = timezone.now(), request.POST.get("query", "")
    name = request.POST.get("name", "")
    home = home_organisation(request.actor, today(at))
    try:
        actions.save_view(
            at=at,
            actor=request.actor,
            name=name,
            query=_sane(query, today(at)),
            organisation=home,
            shared="shared" in request.POST,
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return _back(query, name)
    messages.success(request, _("Kept. It stands under “Kept views”."))
    return _back(query)


@staff_required
@require_POST
def change(request: Request, pk: int, act: str) -> HttpResponse:
    """Rename, share, no longer share, or delete a view of one's own."""
    require(request.actor, "plan.view", None)
    at, query = timezone.now(), own_view(request.actor, pk).query
    try:
        if act == "doi-ten":
            actions.rename_view(at=at, actor=request.actor, pk=pk, name=request.POST.get("name", ""))
            messages.success(request, _("Renamed."))
        elif act == "xoa":
            gone = actions.delete_view(at=at, actor=request.actor, pk=pk)
            messages.success(request, _("Deleted. To have it back, keep this table again under its name."))
            return _back(gone.query, gone.name)
        else:
            actions.share_view(at=at, actor=request.actor, pk=pk, shared=act == "chia-se")
            messages.success(request, _("Shared.") if act == "chia-se" else _("No longer shared."))
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    return _back(query)


def _sane(query: str, on: date) -> str:
    """The address as this page writes it: nothing else is kept."""
    told = QueryDict(query)
    return asked_of(told.dict(), {name: told.getlist(name) for name in _LISTS}, on).query(trang="")


def _back(query: str, name: str = "") -> HttpResponse:
    more = f"&{urlencode({'ten': name})}" if name else ""
    return redirect(f"{reverse('indicators:pivot')}?{query}{more}")
