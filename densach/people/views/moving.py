"""Somebody moves to another unit or leaves the service: what they hold, then one act."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.people import actions, queries
from densach.people.access import carers_only
from densach.people.forms import LeaveForm, MoveForm
from densach.people.models import User
from densach.people.rules import ROLES
from densach.ui.http import Request
from densach.ui.wording import sentence


def _held(user: User) -> list[tuple[str, str, str]]:
    """Role, place and code of the place of each role that lasts: what ends or is left behind."""
    on = today(timezone.now())
    rows = queries.lasting_roles(user, on)
    names = organisations.names_of({row.organisation_id for row in rows}, on)
    return [
        (
            str(ROLES[row.role].name) if row.role in ROLES else row.role,
            names[row.organisation_id],
            row.organisation.code,
        )
        for row in rows
    ]


def _move_form(request: Request, told: QueryDict | None, held: list[tuple[str, str, str]]) -> MoveForm:
    on = today(timezone.now())
    return MoveForm(
        told,
        places=list({code: name for _role, name, code in held}.items()),
        units=queries.units_of(request.actor, on),
        roles=queries.roles_to_give(request.actor),
        initial={"since": on},
    )


@carers_only
def move(request: Request, pk: int) -> HttpResponse:
    user = queries.person_for(request.actor, pk)
    held = _held(user)
    form = _move_form(request, request.POST or None, held)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.move(
                at=timezone.now(),
                actor=request.actor,
                user=user,
                leaving=organisations.by_code(given["leaving"]),
                to=organisations.by_code(given["unit"].code),
                role=given["role"],
                since=given["since"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The move is written down."))
            return redirect("people:person", pk=pk)
    context = {"person": user, "held": held, "form": form}
    return render(request, "people/move.html", context, status=422 if form.errors else 200)


@carers_only
def leave(request: Request, pk: int) -> HttpResponse:
    user = queries.person_for(request.actor, pk)
    form = LeaveForm(request.POST or None, initial={"last_day": today(timezone.now())})
    if request.method == "POST" and form.is_valid():
        try:
            actions.leave_service(
                at=timezone.now(), actor=request.actor, user=user, last_day=form.cleaned_data["last_day"]
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The last day in the service is set."))
            return redirect("people:person", pk=pk)
    context = {
        "person": user,
        "held": _held(user),
        "browsers": len(queries.sign_ins_of(user, timezone.now())),
        "form": form,
    }
    return render(request, "people/leave.html", context, status=422 if form.errors else 200)
