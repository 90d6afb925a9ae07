"""One report: its figures beside its words. A unit writes and submits; the officer returns or accepts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from densach.kernel.dates import today
from densach.kernel.errors import Conflict, Invalid, Refusal
from densach.organisations import queries as organisations
from densach.people.access import staff_required
from densach.programme.reports import actions, page, queries
from densach.programme.reports.forms import AcceptForm, ReturnForm, RevisionForm, WordsForm
from densach.programme.reports.models import Report, ReportState
from densach.programme.reports.rules.lifecycle import FROZEN_STATES
from densach.ui.figures import language
from densach.ui.http import Request
from densach.ui.wording import sentence


@staff_required
@require_POST
def open_report(request: Request, pk: int) -> HttpResponse:
    """Begin the report of an obligation, filled with its figures; one that was begun is just opened."""
    obligation = queries.obligation_for(request.actor, pk)
    try:
        report = actions.open_report(at=timezone.now(), actor=request.actor, obligation=obligation)
    except Invalid as refusal:
        messages.error(request, sentence(refusal))
        return redirect("reports:owed")
    return redirect("reports:report", report.pk)


@staff_required
def report(request: Request, pk: int) -> HttpResponse:
    """The report; posting saves its words and notes."""
    return _written(request, pk, actions.save_sections, _("Saved."))


@staff_required
@require_POST
def submit(request: Request, pk: int) -> HttpResponse:
    """Save the words and hand the report in."""
    return _written(request, pk, actions.submit, _("Submitted. The figures stand still from here on."))


@staff_required
@require_POST
def refresh(request: Request, pk: int) -> HttpResponse:
    """Save the words and take the figures anew."""
    return _taken_anew(request, pk, actions.refresh, _("The figures are those of now."))


@staff_required
@require_POST
def consolidate(request: Request, pk: int) -> HttpResponse:
    """Save the words and take all figures anew: accepted reports first, the book for the rest."""
    return _taken_anew(request, pk, actions.consolidate, _("Consolidated."))


def _taken_anew(request: Request, pk: int, act: Callable[..., Report], done: str) -> HttpResponse:
    """With the words of the page where they may be written; else the act alone, to be told why not."""
    if "save" in page.acts(request.actor, queries.report_for(request.actor, pk)):
        return _written(request, pk, act, done)
    return _act(request, pk, RevisionForm(request.POST), act, done)


def _written(request: Request, pk: int, act: Callable[..., Report], done: str) -> HttpResponse:
    """The report's page, or the act with the words posted.

    On a clash nothing is lost: what the person wrote stays in the fields, what the other saved stands beside it, and
    the next attempt is made on the report as it is then.
    """
    found = queries.report_for(request.actor, pk)
    form = _words_form(request, found)
    clash: list[page.TheirWords] = []
    if form is not None and form.is_bound and form.is_valid():
        given = {"sections": form.words(), "notes": form.notes()}
        try:
            act(at=timezone.now(), actor=request.actor, report=found, seen_revision=form.seen, **given)
        except Conflict as refusal:
            found = queries.report_for(request.actor, pk)
            clash = page.their_words(found, form.words())
            form.now_seen(found.revision)
            form.add_error(None, sentence(refusal))
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, done)
            return redirect("reports:report", pk)
    return render(request, "reports/report.html", _context(request, found, form, clash))


def _words_form(request: Request, found: Report) -> WordsForm | None:
    """The form, for whoever may write in the report's state."""
    if "save" not in page.acts(request.actor, found):
        return None
    return WordsForm(request.POST or None, report=found, lines=queries.lines_of(found))


def _context(
    request: Request, found: Report, form: WordsForm | None, clash: list[page.TheirWords]
) -> dict[str, Any]:
    obligation = found.obligation
    names = organisations.names_of(
        [key for key in (obligation.organisation_id, obligation.recipient_id) if key], obligation.cutoff
    )
    frozen = found.state in FROZEN_STATES
    lines = queries.lines_of(found)
    return {
        "report": found,
        "obligation": obligation,
        "until": queries.figures_until(found),
        "name": names[obligation.organisation_id],
        "recipient": names.get(obligation.recipient_id or 0, ""),
        "period": page.period_words(obligation),
        "acts": page.acts(request.actor, found),
        "form": form,
        "groups": page.line_groups(found, form),
        "words": page.words(found),
        "clash": clash,
        "history": page.history(found),
        "returned_with": page.returned_with(found),
        "differences": queries.differences(found, lines, language()) if lines else [],
        "frozen": frozen,
        "seal_holds": found.state == ReportState.SIGNED and queries.seal_holds(found),
        "children": page.children_rows(found, today(timezone.now())) if obligation.consolidates else None,
        "return_form": ReturnForm(initial={"revision": found.revision}),
        "crumbs": page.way(found, names[obligation.organisation_id]),
    }


def _act(
    request: Request, pk: int, form: RevisionForm, act: Callable[..., Report], done: str, **given: str
) -> HttpResponse:
    """One action on a report as it was seen; a refusal is told on the report's page."""
    found = queries.report_for(request.actor, pk)
    if not form.is_valid():
        messages.error(request, _("Open the report again: the page was incomplete."))
        return redirect("reports:report", pk)
    try:
        act(
            at=timezone.now(),
            actor=request.actor,
            report=found,
            seen_revision=form.seen,
            **{name: form.cleaned_data[field] for name, field in given.items()},
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, done)
    return redirect("reports:report", pk)


@staff_required
@require_POST
def return_(request: Request, pk: int) -> HttpResponse:
    done = _("The report went back to its unit.")
    return _act(request, pk, ReturnForm(request.POST), actions.return_, done, text="text")


@staff_required
@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    return _act(request, pk, AcceptForm(request.POST), actions.accept, _("Accepted."), text="text")
