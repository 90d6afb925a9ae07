"""The review screen: the paper's text on one side, what was read from it on the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.errors import Conflict, Refusal
from densach.kernel.numbers import whole_number
from densach.people.access import staff_required
from densach.programme.plans import actions, queries
from densach.programme.plans.access import may_manage, may_review, require_review
from densach.programme.plans.forms.rows import FORMS, RowForm, initial_of
from densach.programme.plans.models import Plan, PlanState, Row, RowState, Target
from densach.programme.plans.page import catalogue_choices, row_line, row_lines, tabs_of
from densach.programme.plans.rules.marking import find_place, folded_quote
from densach.programme.plans.rules.refusals import UnknownRowKind
from densach.programme.plans.rules.values import Place
from densach.ui.http import Request
from densach.ui.wording import sentence

ACTS = {"accept": actions.accept_row, "drop": actions.drop_row, "restore": actions.restore_row}
ADDERS: dict[str, Callable[..., Row]] = {
    "target": actions.add_target,
    "task": actions.add_task,
    "duty": actions.add_duty,
    "event": actions.add_event,
}


@staff_required
@require_safe
def review(request: Request, code: str) -> HttpResponse:
    """Rows of one tab beside the text in which they are lit."""
    plan = queries.plan_for(request.actor, code)
    kind = request.GET.get("loai", "target")
    state = request.GET.get("trang-thai", "")
    if kind != queries.WARNINGS and kind not in queries.ROW_KINDS:
        raise UnknownRowKind(kind=kind)
    leaf = queries.leaf_of(plan, kind, state, whole_number(request.GET.get("trang", "")) or 1)
    here = f"?loai={kind}&trang-thai={state}" if state else f"?loai={kind}"
    context = {
        **_head(request, plan),
        "kind": kind,
        "state": state,
        "states": RowState.choices,
        "tabs": tabs_of(plan, kind),
        "lines": row_lines(leaf.rows, request.actor.name),
        "remarks": queries.remarks(plan),
        "pieces": queries.lit_text(plan, kind, leaf),
        "earlier": f"{here}&trang={leaf.number - 1}" if leaf.number > 1 else "",
        "later": "" if leaf.is_last else f"{here}&trang={leaf.number + 1}",
        "confident": actions.CONFIDENT,
        "sweep": queries.last_sweep(plan, request.actor.name),
        "may_manage": may_manage(request.actor, plan),
    }
    return render(request, "plans/review.html", context)


def _head(request: Request, plan: Plan) -> dict[str, Any]:
    return {
        "plan": plan,
        "waiting": queries.waiting(plan),
        "may_review": may_review(request.actor, plan) and plan.state != PlanState.CLOSED,
    }


@staff_required
@require_POST
def decide(request: Request, code: str, kind: str, pk: int, act: str) -> HttpResponse:
    """Accept, drop or restore one row."""
    plan = queries.plan_for(request.actor, code)
    require_review(request.actor, plan)
    row = queries.row_of(plan, kind, pk)
    seen = request.POST.get("revision", "")
    refusal: Refusal | None = None
    try:
        row = ACTS[act](
            at=timezone.now(),
            actor=request.actor,
            row=row,
            seen_revision=whole_number(seen) or 0,
        )
    except Refusal as error:
        refusal = error
    return _row_answer(request, plan, kind, row, refusal)


def _at_row(plan: Plan, kind: str, row: Row) -> str:
    """The address of the row on the review screen."""
    page = queries.page_of_row(plan, kind, row)
    leaf = f"&trang={page}" if page > 1 else ""
    return f"{reverse('plans:review', args=[plan.code])}?loai={kind}{leaf}#row-{kind}-{row.pk}"


def _row_answer(request: Request, plan: Plan, kind: str, row: Row, refusal: Refusal | None) -> HttpResponse:
    """The row as it is now: alone for htmx, else the page at the row; a refusal is told beside it."""
    if not request.htmx:
        if refusal is not None:
            messages.error(request, sentence(refusal))
        return redirect(_at_row(plan, kind, row))
    fresh = queries.row_of(plan, kind, row.pk)
    context = {
        **_head(request, plan),
        "line": row_line(fresh, request.actor.name),
        "refusal": sentence(refusal) if refusal else "",
        "tabs": tabs_of(plan, kind),
        "fragment": True,
    }
    return render(request, "plans/parts/row.html", context)


@staff_required
def change(request: Request, code: str, kind: str, pk: int) -> HttpResponse:
    """Change a row; where someone was faster, both versions are shown and nothing typed is lost."""
    plan = queries.plan_for(request.actor, code)
    require_review(request.actor, plan)
    row = queries.row_of(plan, kind, pk)
    initial = {**initial_of(queries.values_of(row)), "revision": row.revision, "quote": row.quote}
    if isinstance(row, Target) and row.kind == "growth_avg" and row.base_year is None:
        initial["base_year"] = queries.default_base_year(plan, row, queries.targets_of(plan))
    form = FORMS[kind](request.POST or None, initial=initial)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_row(
                at=timezone.now(),
                actor=request.actor,
                row=row,
                seen_revision=form.cleaned_data["revision"] or 0,
                values=form.values(),
                place=_place(plan, form, row),
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
            theirs = row if isinstance(refusal, Conflict) else None
        else:
            return _row_answer(request, plan, kind, changed, None)
    if theirs is not None:
        # Saving once more is then a decision made with their version in sight.
        posted = request.POST.copy()
        posted["revision"] = str(theirs.revision)
        form.data = posted
    context = {
        **_head(request, plan),
        "form": form,
        "kind": kind,
        "row": row,
        "line": row_line(row, request.actor.name),
        "theirs": row_line(theirs, request.actor.name) if theirs else None,
        "indicators": catalogue_choices() if kind == "target" else [],
    }
    return _form_answer(
        request, "plans/parts/change.html", context, 409 if theirs else 422 if form.errors else 200
    )


def _form_answer(request: Request, part: str, context: dict[str, Any], status: int) -> HttpResponse:
    # htmx puts only successful answers into the page; the form says itself what is wrong.
    if request.htmx:
        return render(request, part, {**context, "fragment": True})
    return render(request, "plans/row.html", {**context, "part": part}, status=status)


def _place(plan: Plan, form: RowForm, row: Row | None) -> Place | None:
    """Where the quoted words stand; none when they were not touched."""
    quote = " ".join(form.cleaned_data["quote"].split())
    if row is not None and quote == " ".join(row.quote.split()):
        return None
    return find_place(plan.text, quote)


@staff_required
def add(request: Request, code: str, kind: str) -> HttpResponse:
    """A row that the reader did not see, at chosen words or none."""
    plan = queries.plan_for(request.actor, code)
    require_review(request.actor, plan)
    if kind not in FORMS:
        raise UnknownRowKind(kind=kind)
    form = FORMS[kind](request.POST or None, initial=_chosen(request, plan, kind))
    if request.method == "POST" and form.is_valid():
        try:
            row = ADDERS[kind](
                at=timezone.now(),
                actor=request.actor,
                plan=plan,
                values=form.values(),
                place=_place(plan, form, None),
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Added."))
            return redirect(_at_row(plan, kind, row))
    context = {
        **_head(request, plan),
        "form": form,
        "kind": kind,
        "indicators": catalogue_choices() if kind == "target" else [],
        "part": "plans/parts/add.html",
    }
    return render(request, "plans/row.html", context, status=422 if form.errors else 200)


def _chosen(request: Request, plan: Plan, kind: str) -> dict[str, Any]:
    """The form's beginning: the words chosen in the text (`tu`, `den` are offsets), and the plan's years."""
    start, end = whole_number(request.GET.get("tu", "")), whole_number(request.GET.get("den", ""))
    quote = "" if start is None or end is None else folded_quote(plan.text, start, end)
    initial: dict[str, Any] = {"quote": quote}
    if kind == "target":
        initial |= {"subject": quote, "year_to": plan.year_to}
    elif kind == "task":
        initial["title"] = quote
    return initial


@staff_required
@require_POST
def accept_confident(request: Request, code: str) -> HttpResponse:
    """Accept at once what was read surely."""
    plan = queries.plan_for(request.actor, code)
    count = actions.accept_confident(at=timezone.now(), actor=request.actor, plan=plan)
    said = ngettext("%(count)s row accepted.", "%(count)s rows accepted.", count)
    messages.success(request, said % {"count": count})
    return redirect(f"{reverse('plans:review', args=[code])}?loai={request.POST.get('loai', 'target')}")


@staff_required
@require_POST
def undo_accept_confident(request: Request, code: str) -> HttpResponse:
    """Put back what was accepted at once."""
    plan = queries.plan_for(request.actor, code)
    accepted_at = parse_datetime(request.POST.get("luc", ""))
    if accepted_at is not None:
        count = actions.undo_accept_confident(
            at=timezone.now(), actor=request.actor, plan=plan, accepted_at=accepted_at
        )
        said = ngettext("%(count)s row waits again.", "%(count)s rows wait again.", count)
        messages.success(request, said % {"count": count})
    return redirect(f"{reverse('plans:review', args=[code])}?loai={request.POST.get('loai', 'target')}")
