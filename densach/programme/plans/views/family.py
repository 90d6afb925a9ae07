"""A plan's family: a unit makes its own from it, the two are compared, the parent's page rolls the units' up."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people import queries as people
from densach.people.access import require, staff_required
from densach.programme.plans import actions, papers_page, queries
from densach.programme.plans.access import may_manage, may_review, require_manage, require_review
from densach.programme.plans.forms.papers import DeriveForm, PaperUploadForm
from densach.programme.plans.models import Plan, PlanState, RowState, Target
from densach.programme.plans.queries import family
from densach.programme.plans.queries.letters import called
from densach.programme.plans.rules.comparing import GAPS, is_summed
from densach.ui.http import Request
from densach.ui.wording import sentence

FORMS = ("xlsx", "csv")


def _today() -> date:
    return today(timezone.now())


@staff_required
def derive(request: Request, code: str) -> HttpResponse:
    """A unit takes up targets of a running plan for its own place; `?don-vi=` chooses the unit beforehand."""
    parent = queries.plan_for(request.actor, code)
    require(request.actor, "plan.manage", None)
    on = _today()
    targets, places = queries.targets_of(parent), _places(request, parent, on)
    form = DeriveForm(
        request.POST or None,
        places=places,
        targets=targets,
        initial=_initial(request, parent, targets, places),
    )
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.derive(
                at=timezone.now(),
                actor=request.actor,
                parent=parent,
                organisation=organisations.by_code(form.cleaned_data["organisation"]),
                title=form.cleaned_data["title"],
                taken=[actions.Taken(*one) for one in form.taken()],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The plan is begun. Look at each row, then set it running."))
            return redirect("plans:compare", plan.code)
    lines = [(row, papers_page.value_words(row), *_fields(form, row)) for row in targets]
    context = {"plan": parent, "form": form, "lines": lines, "places": places}
    return render(request, "plans/family_derive.html", context, status=422 if form.errors else 200)


def _fields(form: DeriveForm, row: Target) -> tuple[object, object, object, bool]:
    """The tick and the two values of a target, and whether its value is a sum of which the unit brings a part."""
    values = queries.target_values(row)
    names = (f"take-{row.pk}", f"low-{row.pk}", f"high-{row.pk}")
    return form[names[0]], form[names[1]], form[names[2]], is_summed(values)


def _places(request: Request, parent: Plan, on: date) -> list[tuple[str, str]]:
    """Units of the plan's territory for which the person may make plans, those without one from it yet."""
    inside = set(organisations.area_ids_within(organisations.whole_successor(parent.territory_id, on), on))
    allowed = people.organisations_where(request.actor, "plan.manage", on)
    named = organisations.all_named(allowed.values_list("pk", flat=True), on)
    has = set(
        Plan.objects.filter(parent=parent)
        .exclude(state=PlanState.CLOSED)
        .values_list("organisation_id", flat=True)
    )
    found = [
        one
        for one in named.values()
        if one.area_id in inside and one.id not in has and one.id != parent.organisation_id
    ]
    home = people.home_organisation(request.actor, on)
    found.sort(key=lambda one: (one.id != getattr(home, "pk", None), one.name))
    return [(one.code, one.name) for one in found]


def _initial(
    request: Request, parent: Plan, targets: list[Target], places: list[tuple[str, str]]
) -> dict[str, object]:
    """What asks the unit is ticked, with the parent's value; of a sum the unit says its own part."""
    chosen = request.GET.get("don-vi", "")
    place = next((name for code, name in places if code == chosen), places[0][1] if places else "")
    told: dict[str, object] = {
        "organisation": chosen or (places[0][0] if places else ""),
        "title": f"{place}: thực hiện {called(parent)}"[:500],
    }
    reach, unit = family.Reach(_today()), str(told["organisation"])
    key = organisations.by_code(unit).pk if unit in dict(places) else 0
    for row in targets:
        values = queries.target_values(row)
        told[f"take-{row.pk}"] = reach.concerns(parent, row, key)
        if not is_summed(values):
            told[f"low-{row.pk}"], told[f"high-{row.pk}"] = row.value_min, row.value_max
    return told


@staff_required
@require_safe
def compare(request: Request, code: str) -> HttpResponse:
    """A unit's plan beside the one above: same, higher, lower, missing, extra; `?xuat=` takes it away."""
    plan = queries.plan_for(request.actor, code)
    on = _today()
    rows = family.compared(plan, on)
    lines = papers_page.compare_lines(rows)
    if (form := request.GET.get("xuat", "")) in FORMS:
        return papers_page.compare_file(code, lines, form)
    stand = request.GET.get("so-sanh", "")
    may = may_review(request.actor, plan) and plan.state != PlanState.CLOSED
    context = {
        "plan": plan,
        "parent": plan.parent,
        "parent_owner": organisations.named(plan.parent.organisation_id, on).name if plan.parent else "",
        "lines": [line for line in lines if not stand or line.stand == stand],
        "tally": [
            (one.value, papers_page.STANDS[one], number) for one, number in family.counted(rows).items()
        ],
        "gaps": sum(row.stand in GAPS for row in rows),
        "total": len(rows),
        "stand": stand,
        "above": queries.targets_of(plan.parent) if may and plan.parent else [],
        "may_review": may,
        "may_manage": may_manage(request.actor, plan),
        "parents": family.possible_parents(request.actor, plan, on)
        if may_manage(request.actor, plan)
        else [],
    }
    return render(request, "plans/family_compare.html", context)


@staff_required
@require_POST
def pair(request: Request, code: str, pk: int) -> HttpResponse:
    """Which target of the plan above this one takes up."""
    plan = queries.plan_for(request.actor, code)
    row = queries.target_of(plan, pk)
    require_review(request.actor, plan)
    key = whole_number(request.POST.get("tren", ""))
    above = queries.target_of(plan.parent, key) if key is not None and plan.parent else None
    try:
        actions.pair(at=timezone.now(), actor=request.actor, target=row, above=above)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("plans:compare", code)


@staff_required
@require_POST
def adopt(request: Request, code: str) -> HttpResponse:
    """From which plan this one comes; an empty answer takes the tie back."""
    plan = queries.plan_for(request.actor, code)
    chosen = request.POST.get("ke-hoach", "")
    parent = queries.plan_for(request.actor, chosen) if chosen else None
    try:
        count = actions.adopt(at=timezone.now(), actor=request.actor, plan=plan, parent=parent)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        said = ngettext("%(count)s target was paired.", "%(count)s targets were paired.", count)
        messages.success(request, said % {"count": count} if parent else _("The tie was taken back."))
    return redirect("plans:compare", code)


@staff_required
@require_POST
def discard(request: Request, code: str) -> HttpResponse:
    """A draft that was begun by mistake goes."""
    plan = queries.plan_for(request.actor, code)
    require_manage(request.actor, plan)
    above = plan.parent
    try:
        actions.discard(at=timezone.now(), actor=request.actor, plan=plan)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("plans:plan", code)
    messages.success(request, _("The draft is gone."))
    return redirect("plans:plan", above.code) if above else redirect("plans:list")


@staff_required
@require_safe
def children(request: Request, code: str) -> HttpResponse:
    """What the units' plans promise together for each target of this one; who promises less, who has none."""
    plan = queries.plan_for(request.actor, code)
    on = _today()
    rows = family.rolled_up(plan, on)
    if (form := request.GET.get("xuat", "")) in FORMS:
        return papers_page.children_file(code, rows, form)
    own = family.children_of(plan, on)
    visible = set(queries.plans_for(request.actor).filter(parent=plan).values_list("pk", flat=True))
    context = {
        "plan": plan,
        "lines": [(row, papers_page.value_words(row.target), papers_page.rolled_words(row)) for row in rows],
        "children": [(child, name, child.pk in visible) for child, name in own],
        "issued": sum(child.state != PlanState.REVIEW for child, _name in own),
        "on": on,
    }
    return render(request, "plans/family_children.html", context)


@staff_required
def fill(request: Request, code: str) -> HttpResponse:
    """The paper of a plan that was written here first."""
    plan = queries.plan_for(request.actor, code)
    require_manage(request.actor, plan)
    form = PaperUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["paper"]
        try:
            actions.fill(
                at=timezone.now(), actor=request.actor, plan=plan, name=upload.name, data=upload.read()
            )
        except Refusal as refusal:
            form.add_error("paper", sentence(refusal))
        else:
            messages.success(request, _("The paper was read. Rows whose figures differ wait for you."))
            return redirect("plans:review", code)
    drafted = plan.targets.exclude(state=RowState.DROPPED).count()
    context = {"plan": plan, "form": form, "drafted": drafted}
    return render(request, "plans/family_fill.html", context, status=422 if form.errors else 200)
