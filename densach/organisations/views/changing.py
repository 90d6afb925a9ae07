"""The acts that change the register: changing, ending."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from densach.kernel.errors import Refusal
from densach.organisations import actions, queries
from densach.organisations.access import (
    readers_only,
    require_manage,
)
from densach.organisations.forms import ChangeForm, EndForm
from densach.organisations.models import OrganisationVersion
from densach.organisations.rules import NewVersion
from densach.organisations.views.places import areas_in, parents, province_of, this_day
from densach.ui.http import Request
from densach.ui.wording import sentence


@readers_only
def change(request: Request, code: str) -> HttpResponse:
    """From a day on it is called, placed or classed otherwise."""
    one = queries.by_code(code)
    require_manage(request.actor, one)
    on = this_day()
    present = queries.history(one)[0]
    province = province_of(present.area_id, on)
    form = ChangeForm(
        request.POST or None,
        parents=parents(request, on, province, keep=present.parent, leave=one),
        areas=areas_in(province, on),
        initial=_as_now(present),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = NewVersion(
            since=given["since"],
            name=given["name"],
            kind=given["kind"],
            level=given["level"],
            legal_basis=given["legal_basis"],
            parent_code=given["parent"] or None,
            area_code=given["area"],
        )
        try:
            actions.change(at=timezone.now(), actor=request.actor, organisation=one, new=new)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Changed. What it was before stays in its history."))
            return redirect("organisations:organisation", code=code)
    context = {"form": form, "organisation": one, "present": present}
    return render(request, "organisations/change.html", context, status=422 if form.errors else 200)


def _as_now(present: OrganisationVersion) -> dict[str, str]:
    return {
        "name": present.name,
        "kind": present.kind,
        "level": present.level,
        "parent": present.parent.code if present.parent else "",
        "area": present.area.code,
    }


@readers_only
def end(request: Request, code: str) -> HttpResponse:
    """Its last day, and who went on with its work."""
    one = queries.by_code(code)
    require_manage(request.actor, one)
    on = this_day()
    present = queries.history(one)[0]
    same = queries.alive(on, kinds=(present.kind,), area=province_of(present.area_id, on))
    form = EndForm(
        request.POST or None, successors=[(other.code, other.name) for other in same if other.id != one.pk]
    )
    if request.method == "POST" and form.is_valid():
        successor = form.cleaned_data["successor"]
        try:
            actions.end(
                at=timezone.now(),
                actor=request.actor,
                organisation=one,
                last_day=form.cleaned_data["last_day"],
                successor=queries.by_code(successor) if successor else None,
                legal_basis=form.cleaned_data["legal_basis"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Ended. Its figures stay where they were counted."))
            return redirect("organisations:organisation", code=code)
    context = {"form": form, "organisation": one, "present": present}
    return render(request, "organisations/end.html", context, status=422 if form.errors else 200)
