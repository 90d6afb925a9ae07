"""How safe the accounts are that one looks after: second factors, demands, shut doors, open browsers."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.people import actions, queries
from densach.people.access import carers_only
from densach.people.forms import DemandForm, EndRoleForm
from densach.ui.http import Request
from densach.ui.wording import sentence


@carers_only
@require_safe
def safety(request: Request) -> HttpResponse:
    return _page(request)


def _page(
    request: Request, *, form: DemandForm | None = None, ending: tuple[int, EndRoleForm] | None = None
) -> HttpResponse:
    at = timezone.now()
    on = today(at)
    having, lacking = queries.with_and_without(request.actor)
    demands = [
        (
            demand,
            place,
            demand.valid_from <= on,
            ending[1] if ending is not None and ending[0] == demand.pk else _end_form(request, demand.pk),
        )
        for demand, place in queries.demands_for(request.actor, on)
    ]
    context = {
        "having": having,
        "lacking": lacking,
        "all": having + lacking,
        "locked": queries.locked_out(request.actor, at),
        "demands": demands,
        "form": form or DemandForm(units=queries.units_of(request.actor, on)),
    }
    failed = form is not None or ending is not None
    return render(request, "people/safety.html", context, status=422 if failed else 200)


def _end_form(request: Request, pk: int) -> EndRoleForm:
    return EndRoleForm(initial={"last_day": today(timezone.now())}, auto_id=f"demand-{pk}-%s")


@carers_only
@require_POST
def demand(request: Request) -> HttpResponse:
    form = DemandForm(request.POST, units=queries.units_of(request.actor, today(timezone.now())))
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.demand_second_factor(
                at=timezone.now(),
                actor=request.actor,
                organisation=organisations.by_code(given["unit"].code),
                since=given["since"],
                legal_basis=given["legal_basis"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The demand is written down. Everybody there is told at signing in."))
            return redirect("people:safety")
    return _page(request, form=form)


@carers_only
@require_POST
def end_demand(request: Request, pk: int) -> HttpResponse:
    found = queries.demand_for(request.actor, pk)
    form = EndRoleForm(request.POST, auto_id=f"demand-{pk}-%s")
    if form.is_valid():
        try:
            actions.end_demand(
                at=timezone.now(), actor=request.actor, demand=found, last_day=form.cleaned_data["last_day"]
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The last day of the demand is set."))
            return redirect("people:safety")
    return _page(request, ending=(pk, form))


def _on_person(request: Request, pk: int, act: Callable[[], object], done: str) -> HttpResponse:
    """One act on somebody's account, its refusal told on their page."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, done)
    return redirect("people:person", pk=pk)


@carers_only
@require_POST
def unlock(request: Request, pk: int) -> HttpResponse:
    user = queries.person_for(request.actor, pk)
    return _on_person(
        request,
        pk,
        lambda: actions.unlock(at=timezone.now(), actor=request.actor, user=user),
        _("The door is open again: %(name)s may try to sign in.") % {"name": user.name},
    )


@carers_only
@require_POST
def reset_factors(request: Request, pk: int) -> HttpResponse:
    user = queries.person_for(request.actor, pk)
    return _on_person(
        request,
        pk,
        lambda: actions.reset_second_factor(at=timezone.now(), actor=request.actor, user=user),
        _("The second factors are taken away. At the next signing in the password alone is asked for."),
    )


@carers_only
@require_POST
def end_sign_ins(request: Request, pk: int) -> HttpResponse:
    user = queries.person_for(request.actor, pk)
    return _on_person(
        request,
        pk,
        lambda: actions.end_sign_ins(at=timezone.now(), actor=request.actor, user=user),
        _("Every browser of this account is signed out."),
    )
