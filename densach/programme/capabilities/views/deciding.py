"""The level above looks at answers and checklists and decides."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.people.access import staff_required
from densach.programme.capabilities import actions, pages, queries
from densach.programme.capabilities.access import assessment_to_decide, claim_to_decide
from densach.programme.capabilities.forms.claims import ReturnForm, WaitingFilter
from densach.ui.http import Request
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def verifying(request: Request) -> HttpResponse:
    """The answers and checklists of the units below that wait for a decision, the oldest first."""
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
    lists = queries.waiting_assessments(
        units,
        state=chosen.state_wanted(),
        area_ids=[int(area)] if area else None,
        after=pages.key_of(request.GET.get("after_list", "")),
    )
    kept = request.GET.copy()
    kept.pop("after", None)
    kept.pop("after_list", None)
    more = f"?{kept.urlencode()}&after_list={lists[-1].assessment.pk}" if len(lists) == pages.PAGE else ""
    context = {
        "filter": chosen,
        "rows": [(row, dict(areas)[row.unit.area_id]) for row in rows],
        "query": request.GET.urlencode(),
        "is_filtered": bool(kept),
        "next_url": f"?{kept.urlencode()}&after={rows[-1].claim.pk}" if len(rows) == pages.PAGE else "",
        "lists": [(row, dict(areas)[row.unit.area_id]) for row in lists],
        "lists_next": more,
        **pages.head("verifying", request.actor, on),
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


@staff_required
@require_POST
def verify_list(request: Request, pk: int) -> HttpResponse:
    assessment = assessment_to_decide(request.actor, pk, _today())
    try:
        actions.verify_assessment(at=timezone.now(), actor=request.actor, assessment=assessment)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Verified."))
    return redirect("capabilities:assessment", pk)


@staff_required
@require_POST
def return_list(request: Request, pk: int) -> HttpResponse:
    assessment = assessment_to_decide(request.actor, pk, _today())
    form = ReturnForm(request.POST)
    form.is_valid()
    remark = form.cleaned_data.get("remark", "")
    try:
        actions.return_assessment(
            at=timezone.now(), actor=request.actor, assessment=assessment, remark=remark
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Returned. The unit sees your remark beside the checklist."))
    return redirect("capabilities:assessment", pk)


def _back(request: Request) -> HttpResponse:
    """To the list as it was filtered."""
    return redirect(f"{reverse('capabilities:verifying')}?{request.GET.urlencode()}")
