"""Templates: the house's and the unit's own, with a sample of each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.errors import Conflict
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.certificates import actions
from densach.services.certificates.access import template_for, unit_for, units_for
from densach.services.certificates.actions.issuing import ISSUE
from densach.services.certificates.forms import TemplateForm
from densach.services.certificates.models import Template
from densach.services.certificates.pages import sample as sample_pdf
from densach.services.certificates.queries import certificates as read
from densach.services.certificates.rules.filling import PLACEHOLDERS
from densach.services.certificates.views.issued import day, now
from densach.ui.http import Request
from densach.ui.wording import sentence


@only_with(ISSUE)
@require_safe
def templates(request: Request) -> HttpResponse:
    units = units_for(request.actor, day())
    rows = list(read.templates_for([one.id for one in units]))
    names = organisations.names_of({one.organisation_id for one in rows if one.organisation_id}, day())
    context = {
        "own": [(one, names.get(one.organisation_id, "")) for one in rows if one.organisation_id],
        "house": [one for one in rows if one.organisation_id is None],
        "units": units,
    }
    return render(request, "certificates/templates.html", context)


@only_with(ISSUE)
def write(request: Request) -> HttpResponse:
    units = [(one.code, one.name) for one in units_for(request.actor, day())]
    form = TemplateForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        unit = unit_for(request.actor, form.cleaned_data["organisation"])
        try:
            made = actions.write_template(
                at=now(), actor=request.actor, organisation=unit, data=form.data_typed(),
                emblem=form.cleaned_data["emblem"],
            )  # fmt: skip
        except Conflict as refusal:
            form.add_error("name", sentence(refusal))
        else:
            return redirect("certificates:template", made.pk)
    return _form(request, form, None)


@only_with(ISSUE)
def template(request: Request, pk: int) -> HttpResponse:
    found = template_for(request.actor, pk)
    form = TemplateForm(request.POST or None, request.FILES or None, units=[], template=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_template(
                at=now(), actor=request.actor, template=found, data=form.data_typed(),
                seen_revision=whole_number(request.POST.get("revision", "")) or 0,
                emblem=form.cleaned_data["emblem"],
                without_emblem=bool(form.cleaned_data.get("without_emblem")),
            )  # fmt: skip
        except Conflict as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Saved. Certificates issued before keep their look."))
            return redirect("certificates:template", found.pk)
    return _form(request, form, found)


def _form(request: Request, form: TemplateForm, found: Template | None) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "template": found,
        "units": units_for(request.actor, day()),
        "places": list(PLACEHOLDERS.items()),
    }
    return render(request, "certificates/template.html", context, status=422 if form.errors else 200)


@only_with(ISSUE)
@require_safe
def sample(request: Request, pk: int) -> HttpResponse:
    data = sample_pdf(template_for(request.actor, pk), request.build_absolute_uri)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="mau.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@only_with(ISSUE)
@require_POST
def copy(request: Request, pk: int) -> HttpResponse:
    found = template_for(request.actor, pk)
    unit = unit_for(request.actor, request.POST.get("organisation", ""))
    made = actions.copy_template(at=now(), actor=request.actor, template=found, organisation=unit)
    messages.success(request, _("Copied: change it as the unit likes."))
    return redirect("certificates:template", made.pk)


@only_with(ISSUE)
@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    actions.end_template(at=now(), actor=request.actor, template=template_for(request.actor, pk))
    messages.success(request, _("The template is no longer offered."))
    return redirect("certificates:templates")
