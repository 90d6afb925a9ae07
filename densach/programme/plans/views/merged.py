"""Targets of what merged into a place of today: side by side, together, and what becomes of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from densach.files.actions import Upload
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed, Refusal
from densach.organisations import queries as organisations
from densach.organisations.models import Area
from densach.people.access import staff_required
from densach.programme.indicators.models import IndicatorGroup
from densach.programme.plans import actions, merged_page
from densach.programme.plans.forms import merged as merged_forms
from densach.programme.plans.forms.merged import DecisionForm
from densach.programme.plans.models import Fate, TargetDecision
from densach.programme.plans.queries.merged import places, proposals, waiting
from densach.programme.plans.queries.merged.table import merged
from densach.programme.plans.rules.refusals import AlreadyDecided, UnknownRow
from densach.ui.http import Request
from densach.ui.wording import sentence

PAGE = 50


def _today() -> date:
    return today(timezone.now())


def _head(request: Request, area: Area, on: date, active: str) -> dict[str, Any]:
    number = waiting.waiting_number(area, on)
    return {
        "area": area,
        "area_name": organisations.area_name(area.pk, on),
        "on": on,
        "waiting": number,
        "tabs": merged_page.tabs_of(area, active, number),
        "may_decide": places.may_decide(request.actor, area, on),
        "groups": IndicatorGroup.choices,
    }


@staff_required
@require_safe
def table(request: Request, area: str) -> HttpResponse:
    """The predecessors' targets side by side, and what they make together; `?xuat=xlsx` or `csv` takes them away."""
    on = _today()
    place = places.place_for(request.actor, area, on)
    found = merged(place, on)
    group, only = request.GET.get("nhom", ""), request.GET.get("chi", "")
    lines = merged_page.wanted_lines(found, group, only)
    if (form := request.GET.get("xuat", "")) in {"xlsx", "csv"}:
        return merged_page.export(found, lines, form)
    page = Paginator(lines, PAGE).get_page(request.GET.get("trang"))
    context = {
        **_head(request, place, on, "merged"),
        "columns": found.columns,
        "page": page,
        "lines": [merged_page.line_shown(line, found.columns) for line in page],
        "total": len(found.lines),
        "conflicts": sum(line.conflict for line in found.lines),
        "group": group,
        "only": only,
        "query": urlencode({"nhom": group, "chi": only}),
        **_pager(request, page),
    }
    return render(request, "plans/merged.html", context)


@staff_required
@require_safe
def paper(request: Request, area: str) -> HttpResponse:
    """The same on paper, all lines."""
    on = _today()
    place = places.place_for(request.actor, area, on)
    found = merged(place, on)
    lines = merged_page.wanted_lines(found, request.GET.get("nhom", ""), request.GET.get("chi", ""))
    context = {
        **_head(request, place, on, "merged"),
        "columns": found.columns,
        "lines": [merged_page.line_shown(line, found.columns) for line in lines],
        "back_url": reverse("plans:merged", args=[place.code]),
    }
    return render(request, "plans/merged_print.html", context)


@staff_required
@require_safe
def whole(request: Request, area: str, pk: int) -> HttpResponse:
    """How one sum came about: the formula, each predecessor's numbers with their evidence, who has not answered."""
    on = _today()
    place = places.place_for(request.actor, area, on)
    line = next((one for one in merged(place, on).lines if one.key == pk), None)
    if line is None:
        raise UnknownRow(plan=area)
    then = request.GET.get("xem") == "truoc" or line.now is None
    shown = line.then if then else line.now
    context = {
        **_head(request, place, on, "merged"),
        "line": merged_page.line_shown(line, shown=shown),
        "shown": shown,
        "is_then": then,
        "last_day": line.first.column.last_day,
        "reached": merged_page.reached_text(shown),
        "steps": [merged_page.said(step) for step in shown.verdict.explanation] if shown else [],
        "notes": [merged_page.said(step) for step in shown.notes] if shown else [],
        "pieces": merged_page.pieces_shown(shown) if shown else [],
    }
    return render(request, "plans/merged_whole.html", context)


@staff_required
@require_safe
def to_decide(request: Request, area: str) -> HttpResponse:
    """What waits for a decision, with what was known on the last day; several can be decided at once."""
    on = _today()
    place = places.place_for(request.actor, area, on)
    wanted = waiting.Wanted(*(request.GET.get(name, "") for name in ("ke-hoach", "nhom", "vi-sao")))
    every = waiting.waiting(place, on)
    page = Paginator(waiting.waiting(place, on, wanted), PAGE).get_page(request.GET.get("trang"))
    rows = list(page)
    context = {
        **_head(request, place, on, "merged_waiting"),
        "rows": merged_page.waiting_shown(rows, waiting.as_known(rows)),
        "page": page,
        "wanted": wanted,
        "plans": list({one.plan.code: one.plan for one in every}.values()),
        **_pager(request, page),
    }
    return render(request, "plans/merged_waiting.html", context)


@staff_required
def decide(request: Request, area: str) -> HttpResponse:
    """Decide on the ticked targets: who carries them on, what replaces them, or that they end."""
    on = _today()
    place = places.place_for(request.actor, area, on)
    if not places.may_decide(request.actor, place, on):
        raise NotAllowed(verb="plan.manage")
    ticked = merged_forms.target_ids(request.POST if request.method == "POST" else request.GET)
    every = {one.target.pk: one for one in waiting.outlived(place, on)}
    rows = [every[key] for key in ticked if key in every]
    if not rows:
        messages.info(request, _("Tick the targets on which you decide."))
        return redirect("plans:merged_waiting", place.code)
    first = max(one.standing.gone.last_day for one in rows) + timedelta(days=1)
    sent = request.POST if request.method == "POST" else None
    form = DecisionForm(sent, request.FILES or None, initial=_begun(request, merged_forms.initial(on, first)))
    fate = str(form["fate"].value())
    carriers, among = proposals.Carriers(place, on), proposals.replacements(place, on)
    told = merged_forms.supposed(rows, fate, carriers, among, sent)
    status = 200
    if request.method == "POST" and "xem-thu" not in request.POST:
        status = _act(request, place, form, told)
        if status == 200:
            return redirect("plans:merged_waiting", place.code)
    context = {
        **_head(request, place, on, "merged_waiting"),
        "form": form,
        "fate": fate,
        "rows": _rows(place, on, fate, told, carriers, among),
        "among": among,
    }
    return render(request, "plans/merged_decide.html", context, status=status)


def _act(request: Request, place: Area, form: DecisionForm, told: list[proposals.Supposed]) -> int:
    """The one act; 200 when it was done, else the answer's status, with the refusal on the form."""
    if not form.is_valid():
        return 422
    try:
        made = actions.decide_fates(
            at=timezone.now(),
            actor=request.actor,
            area=place,
            ruling=form.ruling(),
            choices=merged_forms.choices(told),
            upload=Upload.sent(request.FILES.get("paper")),
        )
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return 409 if isinstance(refusal, AlreadyDecided) else 422
    text = ngettext("%(number)d target decided.", "%(number)d targets decided.", len(made))
    messages.success(request, text % {"number": len(made)})
    return 200


def _begun(request: HttpRequest, found: dict[str, object]) -> dict[str, object]:
    fate = request.GET.get("so-phan", "")
    return {**found, "fate": fate} if fate in Fate.values else found


def _rows(
    place: Area,
    on: date,
    fate: str,
    told: list[proposals.Supposed],
    carriers: proposals.Carriers,
    among: list[Any],
) -> list[dict[str, Any]]:
    """Each target with what may be chosen for it, and how it would stand."""
    changes = proposals.changes(place, on, fate, told)
    return [
        {
            "one": one.one,
            "why": merged_page.why_text(one.one),
            "change": changes.get(one.one.target.pk),
            "chosen": one.unit_ids,
            "replaced_by": one.replaced_by,
            "proposed": carriers.proposed(one.one) if fate == Fate.CARRY else [],
            "others": carriers.others(one.one) if fate == Fate.CARRY else [],
            "decision": one.one.standing.decision,
        }
        for one in told
    ]


@staff_required
@require_safe
def decided(request: Request, area: str) -> HttpResponse:
    """What was decided, the latest first, and what was taken back."""
    on = _today()
    place = places.place_for(request.actor, area, on)
    rows = waiting.taken_back(place) if request.GET.get("xem") == "rut" else waiting.decided(place)
    fate = request.GET.get("so-phan", "")
    if fate in Fate.values:
        rows = rows.filter(fate=fate)
    page = Paginator(rows.prefetch_related("carried_to"), PAGE).get_page(request.GET.get("trang"))
    units = {one.organisation_id for row in page for one in row.carried_to.all()}
    context = {
        **_head(request, place, on, "merged_decided"),
        "page": page,
        "names": organisations.names_of(units, on),
        "fate": fate,
        "fates": Fate.choices,
        "is_back": request.GET.get("xem") == "rut",
        **_pager(request, page),
    }
    return render(request, "plans/merged_decided.html", context)


@staff_required
@require_POST
def take_back(request: Request, area: str, pk: int) -> HttpResponse:
    """Take a decision back, with the reason: the target waits again."""
    on = _today()
    place = places.place_for(request.actor, area, on)
    decision = TargetDecision.objects.select_related("area").filter(area=place, pk=pk).first()
    if decision is None:
        raise UnknownRow(plan=area)
    try:
        actions.take_back_fate(
            at=timezone.now(), actor=request.actor, decision=decision, why=request.POST.get("why", "")
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("plans:merged_decided", place.code)
    messages.success(request, _("Taken back: the target waits for a decision again."))
    return redirect("plans:merged_decided", place.code)


def _pager(request: HttpRequest, page: Any) -> dict[str, str]:
    query = request.GET.copy()

    def url(number: int) -> str:
        query["trang"] = str(number)
        return f"?{query.urlencode()}"

    return {
        "previous_url": url(page.previous_page_number()) if page.has_previous() else "",
        "next_url": url(page.next_page_number()) if page.has_next() else "",
    }
