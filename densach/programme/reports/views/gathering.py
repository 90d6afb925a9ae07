"""What is done with a consolidated report: a line opened onto its summands, reopening, the signature."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.people.access import staff_required
from densach.programme.reports import access, actions, page, queries
from densach.programme.reports.forms import RevisionForm, SignForm
from densach.programme.reports.models import Report, Shape
from densach.programme.reports.rules import lifecycle
from densach.ui.figures import language
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.wording import sentence


def _name(report: Report) -> str:
    return organisations.named(report.obligation.organisation_id, report.obligation.cutoff).name


@staff_required
@require_POST
def reopen(request: Request, pk: int) -> HttpResponse:
    """Back to a draft, so that units' reports may be returned again."""
    found = queries.report_for(request.actor, pk)
    form = RevisionForm(request.POST)
    seen = form.seen if form.is_valid() else -1
    try:
        actions.reopen(at=timezone.now(), actor=request.actor, report=found, seen_revision=seen)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Reopened."))
    return redirect("reports:report", pk)


@staff_required
@require_safe
def line(request: Request, pk: int, line_pk: int) -> HttpResponse:
    """A consolidated line opened: reports' lines and live readings that add up to it."""
    found, row = queries.line_for(request.actor, pk, line_pk)
    name = _name(found)
    context = {
        "report": found,
        "view": queries.view_of(found, row, language()),
        "each": row.shape == Shape.EACH and row.total is not None,
        "parts": page.part_rows(found, row),
        "name": name,
        "period": page.period_words(found.obligation),
        "crumbs": page.way(found, name, NavItem(row.label, "")),
    }
    return render(request, "reports/line.html", context)


@staff_required
def sign(request: Request, pk: int) -> HttpResponse:
    """Number, symbol, signer; after it the report is sealed."""
    found = queries.report_for(request.actor, pk)
    obligation = found.obligation
    step = lifecycle.step("sign", found.state, gathering=obligation.consolidates, unit=_name(found))
    access.require_step(request.actor, obligation, step)
    initial = {
        "revision": found.revision,
        "symbol": found.symbol,
        "signer_name": request.actor.name,
        "signer_title": "\n".join(queries.paper_of(found).signature.titles),
    }
    form = SignForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        signing = actions.Signing(
            *(form.cleaned_data[name] for name in ("number", "symbol", "signer_name", "signer_title"))
        )
        try:
            actions.sign(
                at=timezone.now(), actor=request.actor, report=found, seen_revision=form.seen, signing=signing
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Signed and sealed."))
            return redirect("reports:report", pk)
    name = _name(found)
    context = {
        "report": found,
        "form": form,
        "name": name,
        "period": page.period_words(obligation),
        "missing": found.missing,
        "crumbs": page.way(found, name, NavItem(_("Signature"), "")),
    }
    return render(request, "reports/sign.html", context)
