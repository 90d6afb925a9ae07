"""A unit's own answers, the answers that wait to be verified, and how each capability stands."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from densach.files.actions import Upload
from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.people.access import staff_required
from densach.programme.capabilities import actions, pages, queries
from densach.programme.capabilities.access import claim_to_decide, sheet_unit, unit_for
from densach.programme.capabilities.forms import ClaimForm, PlaceFilter, ReturnForm, WaitingFilter
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


def _tabs(request: Request, here: str) -> dict[str, Any]:
    waiting = 0
    if request.actor.may("capability.verify", None):
        waiting = queries.waiting_count(request.actor, _today())
    return {"tabs": pages.tabs(here, request.actor, waiting), "waiting": waiting}


@staff_required
@require_safe
def mine(request: Request) -> HttpResponse:
    """The sheet of the actor's own unit, or of the one chosen."""
    on = _today()
    code = request.GET.get("unit", "")
    units = queries.answering_places(request.actor, on)
    unit = unit_for(request.actor, code, "count.view") if code else sheet_unit(request.actor, units, on)
    place = organisations.named(unit, on)
    rows = queries.sheet_of(place, on)
    given = [row.answer.answer if row.answer else None for row in rows]
    context = {
        "unit": unit,
        "place": place,
        "units": units,
        "rows": rows,
        "yes": given.count(True),
        "no": given.count(False),
        "unknown": given.count(None),
        "may_answer": request.actor.may("capability.claim", unit),
        "first_open": next((row.capability.code for row in rows if row.answer is None), ""),
        **_tabs(request, "mine"),
    }
    return render(request, "capabilities/mine.html", context)


@staff_required
def answer(request: Request, unit: str, code: str) -> HttpResponse:
    """One question put to one unit: its answer, and every answer given before."""
    on = _today()
    organisation = unit_for(request.actor, unit)
    capability = queries.by_code(code)
    history = queries.history(capability, organisation)
    last = history[0] if history else None
    form = ClaimForm(request.POST or None, request.FILES or None, capability=capability, claim=last, on=on)
    if request.method == "POST" and form.is_valid():
        try:
            actions.claim(
                at=timezone.now(),
                actor=request.actor,
                organisation=organisation,
                capability_code=capability.code,
                answer=form.is_yes(),
                stage=form.stage(),
                since=form.cleaned_data["since"],
                note=form.cleaned_data["note"],
                evidence=Upload.sent(form.cleaned_data["evidence"]),
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Answered. The level above will verify it."))
            return redirect(f"{reverse('capabilities:mine')}?unit={organisation.code}#{capability.code}")
    context = {
        "form": form,
        "capability": capability,
        "unit": organisation,
        "place": organisations.named(organisation, on),
        "history": history,
    }
    return render(request, "capabilities/answer.html", context, status=422 if form.errors else 200)


@staff_required
@require_safe
def verifying(request: Request) -> HttpResponse:
    """The answers of the units below that wait for a decision, the oldest first."""
    on = _today()
    units = queries.verifiable(request.actor, on)
    areas = pages.areas_of(units.values(), on)
    chosen = WaitingFilter(request.GET, capabilities=queries.catalogue(), areas=areas)
    chosen.is_valid()
    area = chosen.cleaned_data.get("area")
    rows = queries.waiting(
        units,
        state=chosen.state_wanted(),
        capability=chosen.cleaned_data.get("capability") or "",
        area_ids=[int(area)] if area else None,
        after=pages.key_of(request.GET.get("after", "")),
    )
    kept = request.GET.copy()
    kept.pop("after", None)
    context = {
        "filter": chosen,
        "rows": [(row, dict(areas)[row.unit.area_id]) for row in rows],
        "query": request.GET.urlencode(),
        "is_filtered": bool(kept),
        "next_url": f"?{kept.urlencode()}&after={rows[-1].claim.pk}" if len(rows) == pages.PAGE else "",
        **_tabs(request, "verifying"),
    }
    return render(request, "capabilities/verifying.html", context)


@staff_required
@require_POST
def verify(request: Request, pk: int) -> HttpResponse:
    claim = claim_to_decide(request.actor, pk, _today())
    try:
        actions.verify(at=timezone.now(), actor=request.actor, claim=claim)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Verified."))
    return _back(request)


@staff_required
@require_POST
def return_(request: Request, pk: int) -> HttpResponse:
    claim = claim_to_decide(request.actor, pk, _today())
    form = ReturnForm(request.POST)
    form.is_valid()
    try:
        actions.return_claim(
            at=timezone.now(), actor=request.actor, claim=claim, remark=form.cleaned_data.get("remark", "")
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Returned. The unit sees your remark beside the question."))
    return _back(request)


def _back(request: Request) -> HttpResponse:
    """To the list as it was filtered."""
    return redirect(f"{reverse('capabilities:verifying')}?{request.GET.urlencode()}")


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
    return render(request, "capabilities/catalogue.html", {"lines": lines, **_tabs(request, "catalogue")})


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


@staff_required
@require_safe
def history(request: Request, code: str, unit: str) -> HttpResponse:
    """Every answer of one unit to one question."""
    organisation = unit_for(request.actor, unit, "count.view")
    known = queries.by_code(code)
    context = {
        "capability": known,
        "unit": organisation,
        "place": organisations.named(organisation, _today()),
        "history": queries.history(known, organisation),
        "may_answer": request.actor.may("capability.claim", organisation),
    }
    return render(request, "capabilities/history.html", context)
