"""Lending rules: which there are, where each comes from, which one holds and why."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.access import only_with, require, staff_required
from densach.services.circulation.access import libraries_for, library_for
from densach.services.circulation.actions import policies as actions
from densach.services.circulation.forms.policies import ExplainForm, RuleForm
from densach.services.circulation.models import LendingRule, RuleKind
from densach.services.circulation.queries import policies as queries
from densach.services.circulation.queries.rules import categories, item_types
from densach.services.circulation.rules.actors import RULE, SERVE
from densach.services.circulation.rules.policies import KINDS
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence


def for_readers_of_rules(view: Callable[[Request], HttpResponse]) -> Callable[[Request], HttpResponse]:
    """For whoever serves at a desk, or keeps the rules of some."""

    @wraps(view)
    def guarded(request: Request) -> HttpResponse:
        if not request.actor.may(SERVE, None):
            require(request.actor, RULE, None)
        return view(request)

    return staff_required(guarded)


def _verb(request: Request) -> str:
    """By which right the libraries of the page are found."""
    return SERVE if request.actor.may(SERVE, None) else RULE


def _named(rows: Any) -> list[tuple[str, str]]:
    english = (get_language() or "vi").startswith("en")
    return [(one.code, one.name_en if english else one.name_vi) for one in rows]


def _choices(request: Request, verb: str) -> dict[str, Any]:
    on = today(timezone.now())
    return {
        "libraries": [(one.code, one.name) for one in libraries_for(request.actor, on, verb)],
        "categories": _named(categories()),
        "item_types": _named(item_types()),
    }


@for_readers_of_rules
@require_safe
def policies(request: Request) -> HttpResponse:
    """Every rule that is written, by kind, and the default that holds without one."""
    on = today(timezone.now())
    rules = queries.rules_for(request.actor, on)
    names = organisations.names_of([one.place for one in rules if one.place], on)
    told = _choices(request, _verb(request))
    readers, items = dict(told["categories"]), dict(told["item_types"])
    rows = [
        (
            rule,
            names.get(rule.place, "") if rule.place else _("all libraries"),
            readers.get(rule.category, rule.category) or _("all readers"),
            items.get(rule.item_type, rule.item_type) or _("all items"),
            _(KINDS[rule.kind].unit),
            actions.may_rule(request.actor, rule.library, on),
        )
        for rule in rules
    ]
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken(rows, form)
    groups = [
        (
            kind,
            RuleKind(kind).label,
            KINDS[kind].default,
            _(KINDS[kind].unit),
            [one for one in rows if one[0].kind == kind],
        )
        for kind in KINDS
    ]
    context = {
        "groups": groups,
        "may_write": request.actor.may(RULE, None),
        "count": len(rows),
        "may_serve": request.actor.may(SERVE, None),
    }
    return render(request, "circulation/policies.html", context)


def _taken(rows: Any, form: str) -> HttpResponse:
    head = [
        _("Rule"),
        _("Library"),
        _("Readers"),
        _("Items"),
        _("Value"),
        pgettext("desk", "Unit"),
        _("Note"),
    ]
    cells = [
        [rule.get_kind_display(), place, reader, item, rule.value, unit, rule.note]
        for rule, place, reader, item, unit, _may in rows
    ]
    return download("quy-dinh-luu-thong", head, cells, form)


@for_readers_of_rules
@require_safe
def explain(request: Request) -> HttpResponse:
    """For one library, category and type: the value of each kind and the rule that says so."""
    on = today(timezone.now())
    verb = _verb(request)
    told = _choices(request, verb)
    form = ExplainForm(request.GET or None, **told)
    found = []
    if told["libraries"] and form.is_bound and form.is_valid():
        code = form.cleaned_data["library"] or told["libraries"][0][0]
        library = library_for(request.actor, code, verb)
        found = queries.explain(library.pk, form.cleaned_data["category"], form.cleaned_data["item_type"], on)
    return render(request, "circulation/explain.html", {"form": form, "found": found})


@only_with(RULE)
def new(request: Request) -> HttpResponse:
    """A rule for a library, a category and a type."""
    return _write(request, None)


@only_with(RULE)
def change(request: Request, pk: int) -> HttpResponse:
    """Another value for the rule."""
    return _write(request, _rule(request, pk))


def _rule(request: Request, pk: int) -> LendingRule:
    return queries.rule_for(request.actor, pk)


def _write(request: Request, rule: LendingRule | None) -> HttpResponse:
    at = timezone.now()
    everywhere = actions.may_rule(request.actor, None, today(at))
    form = RuleForm(
        request.POST or None,
        initial=_initial(request, rule),
        everywhere=everywhere,
        **_choices(request, RULE),
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.write_rule(
                at=at,
                actor=request.actor,
                kind=told["kind"],
                library=_library(request, told["library"]),
                value=told["value"],
                category=told["category"],
                item_type=told["item_type"],
                note=told["note"],
            )
        except Refusal as refusal:
            form.add_error("value", sentence(refusal))
        else:
            messages.success(request, _("The rule holds from now on."))
            return redirect(f"{reverse('circulation:policies')}#{told['kind']}")
    context = {"form": form, "rule": rule}
    return render(request, "circulation/policy.html", context, status=422 if form.errors else 200)


def _library(request: Request, code: str) -> Organisation | None:
    return library_for(request.actor, code, RULE) if code else None


def _initial(request: Request, rule: LendingRule | None) -> dict[str, Any]:
    if rule is None:
        return {"kind": request.GET.get("loai", "")}
    return {
        "kind": rule.kind,
        "library": rule.library.code if rule.library else "",
        "category": rule.category,
        "item_type": rule.item_type,
        "value": rule.value,
        "note": rule.note,
    }


@only_with(RULE)
@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    """What lies above it, or the default, holds again."""
    actions.remove_rule(at=timezone.now(), actor=request.actor, rule=_rule(request, pk))
    messages.success(request, _("The rule is gone; what lies above it holds."))
    return redirect("circulation:policies")
