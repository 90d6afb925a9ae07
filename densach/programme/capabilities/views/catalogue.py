"""What is asked of institutions, and how each question stands."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.people.access import staff_required
from densach.programme.capabilities import pages, queries
from densach.programme.capabilities.forms.claims import PlaceFilter
from densach.ui.http import Request
from densach.ui.tables import download


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def catalogue(request: Request) -> HttpResponse:
    """Every question with how it stands among the institutions that the actor may see."""
    on = _today()
    tallies = queries.tallies(queries.places_seen(request.actor, on), on)
    lines = [(one, *tallies[one.pk], sum(tallies[one.pk])) for one in queries.catalogue()]
    lines = [line for line in lines if line[-1]]
    form = request.GET.get("as", "")
    if form in {"xlsx", "csv"}:
        head = [
            _("Code"),
            _("Question"),
            pgettext("capability", "Yes"),
            pgettext("capability", "No"),
            _("Not answered"),
            _("Asked"),
        ]
        rows = [[one.code, one.name, yes, no, unknown, asked] for one, yes, no, unknown, asked in lines]
        return download("nang-luc", head, rows, form)
    return render(
        request, "capabilities/catalogue.html", {"lines": lines, **pages.head("catalogue", request.actor, on)}
    )


@staff_required
@require_safe
def capability(request: Request, code: str) -> HttpResponse:
    """One question: its share, who fails, who has not answered."""
    on = _today()
    known = queries.by_code(code)
    seen = queries.places_seen(request.actor, on)
    whole = queries.standing(known, seen, on)
    areas = pages.areas_of([one.unit for one in pages.stands_of(whole, "")], on)
    chosen = PlaceFilter(request.GET, areas=areas)
    area = chosen.cleaned_data.get("area") if chosen.is_valid() else ""
    standing = queries.standing(known, seen, on, [int(area)]) if area else whole
    group = request.GET.get("group", "")
    group = group if group in {"yes", "no", "unknown"} else ""
    form = request.GET.get("as", "")
    if form in {"xlsx", "csv"}:
        rows = pages.export_rows(pages.stands_of(standing, group), on)
        return download(f"nang-luc-{known.code}", pages.export_head(), rows, form)
    group = group or ("no" if standing.no else "unknown" if standing.unknown else "yes")
    stands, following = pages.page_of(
        pages.stands_of(standing, group), pages.key_of(request.GET.get("after", ""))
    )
    context = {
        "capability": known,
        "standing": standing,
        "filter": chosen,
        "area": area,
        "group": group,
        "group_tabs": pages.group_tabs(standing, group, area or ""),
        "lines": [(one, dict(areas)[one.unit.area_id]) for one in stands],
        "next_url": f"?group={group}&area={area or ''}&after={following}" if following else "",
        "may_answer": {unit.id for unit in queries.answering_places(request.actor, on)},
    }
    return render(request, "capabilities/capability.html", context)
