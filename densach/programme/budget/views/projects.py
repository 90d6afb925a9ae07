"""Investment projects: list, one project, its stages and its money."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import require, staff_required
from densach.programme.budget import access, actions, page, project_pages, queries
from densach.programme.budget.forms.fields import RevisionForm
from densach.programme.budget.forms.projects import MoneyForm, ProjectForm, StageForm
from densach.programme.budget.models import Project, Stage
from densach.programme.budget.queries import ProjectsWanted
from densach.programme.budget.rules.lifecycle import WRITE
from densach.programme.budget.rules.refusals import EstimateChanged
from densach.ui import tables
from densach.ui.http import Request
from densach.ui.wording import sentence

PAGE = 50


def _today() -> date:
    return today(timezone.now())


def _wanted(request: Request) -> ProjectsWanted:
    return ProjectsWanted(request.GET.get("q", "").strip(), request.GET.get("giai-doan", ""))


@staff_required
@require_safe
def projects(request: Request) -> HttpResponse:
    """The projects of the places that the person looks after."""
    require(request.actor, access.VIEW, None)
    on, wanted = _today(), _wanted(request)
    found = queries.projects_page(request.actor, on, wanted)
    start = whole_number(request.GET.get("tu", "")) or 0
    context = {
        "rows": project_pages.rows(found[start : start + PAGE], on),
        "total": len(found),
        "wanted": wanted,
        "stages": Stage.choices,
        "query": request.GET.urlencode(),
        "previous_url": f"?tu={max(0, start - PAGE)}" if start else "",
        "next_url": f"?tu={start + PAGE}" if start + PAGE < len(found) else "",
        "may_write": request.actor.may(WRITE, None),
        "tabs": page.tabs("projects"),
    }
    return render(request, "budget/projects.html", context)


@staff_required
@require_safe
def download(request: Request, form: str) -> HttpResponse:
    """The same projects as a workbook or as CSV."""
    require(request.actor, access.VIEW, None)
    on = _today()
    head, rows = project_pages.table(queries.projects_page(request.actor, on, _wanted(request)), on)
    return tables.download("du-an-dau-tu", head, rows, form)


@staff_required
def new(request: Request) -> HttpResponse:
    """A project for one of the person's units."""
    require(request.actor, WRITE, None)
    on = _today()
    units = [(one.code, one.name) for one in queries.units_for_projects(request.actor, on)]
    targets, plans = project_pages.targets_of(request.actor)
    form = ProjectForm(request.POST or None, units=units, targets=targets, plans=plans)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_project(
                at=timezone.now(),
                actor=request.actor,
                organisation=organisations.by_code(form.cleaned_data["unit"]),
                values=form.values(),
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The project is added."))
            return redirect("budget:project", made.code)
    return render(request, "budget/project_form.html", {"form": form}, status=422 if form.errors else 200)


@staff_required
def change(request: Request, code: str) -> HttpResponse:
    found = queries.project_for(request.actor, code, WRITE)
    targets, plans = project_pages.targets_of(request.actor)
    form = ProjectForm(request.POST or None, units=[], targets=targets, plans=plans, project=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_project(
                at=timezone.now(),
                actor=request.actor,
                project=found,
                seen_revision=form.seen,
                values=form.values(),
            )
        except Refusal as refusal:
            if isinstance(refusal, EstimateChanged):
                form.now_seen(queries.project_for(request.actor, code).revision)
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The project is changed."))
            return redirect("budget:project", code)
    context = {"form": form, "project": found}
    return render(request, "budget/project_form.html", context, status=422 if form.errors else 200)


@staff_required
@require_safe
def project(request: Request, code: str) -> HttpResponse:
    """How far it has come, by which papers, with which money."""
    return _page(request, queries.project_for(request.actor, code))


def _page(
    request: Request,
    found: Project,
    *,
    stage_form: StageForm | None = None,
    money_form: MoneyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    on = _today()
    context = {
        **project_pages.project_page(request.actor, found, on),
        "stage_form": stage_form or StageForm(project=found, initial={"on": on}),
        "money_form": money_form or MoneyForm(initial={"year": on.year}),
    }
    return render(request, "budget/project.html", context, status=status)


@staff_required
@require_POST
def move(request: Request, code: str) -> HttpResponse:
    found = queries.project_for(request.actor, code, WRITE)
    form = StageForm(request.POST, request.FILES, project=found)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.move_project(
                at=timezone.now(),
                actor=request.actor,
                project=found,
                seen_revision=form.seen,
                stage=told["stage"],
                on=told["on"],
                legal_basis=told["legal_basis"],
                note=told["note"],
                paper=form.upload(),
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The stage is entered."))
            return redirect("budget:project", code)
    return _page(request, found, stage_form=form, status=422)


@staff_required
@require_POST
def take_back(request: Request, code: str) -> HttpResponse:
    found = queries.project_for(request.actor, code, WRITE)
    form = RevisionForm(request.POST)
    if form.is_valid():
        try:
            actions.take_back_stage(
                at=timezone.now(), actor=request.actor, project=found, seen_revision=form.seen
            )
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
        else:
            messages.success(request, _("The last stage is taken back."))
    return redirect("budget:project", code)


@staff_required
@require_POST
def money(request: Request, code: str) -> HttpResponse:
    found = queries.project_for(request.actor, code, WRITE)
    form = MoneyForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.set_money(
                at=timezone.now(),
                actor=request.actor,
                project=found,
                year=told["year"],
                source=told["source"],
                allotted=told["allotted"] or 0,
                paid=told["paid"] or 0,
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The money of the year is written down."))
            return redirect("budget:project", code)
    return _page(request, found, money_form=form, status=422)
