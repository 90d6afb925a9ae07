"""The rules by which counted acts prove what institutions have."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.files.actions import Upload
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed, Refusal
from densach.people.access import staff_required
from densach.programme.capabilities import actions, pages, queries
from densach.programme.capabilities.forms.ruling import CapabilityChoice, RuleForm
from densach.programme.capabilities.models import Capability, ProofRule
from densach.programme.capabilities.queries import Trial
from densach.programme.capabilities.rules import in_force
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence

VERB = "capability.rule"


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def rules(request: Request) -> HttpResponse:
    """Every rule in words: those that hold, and those that did."""
    on = _today()
    every = queries.rules()
    form = request.GET.get("as", "")
    if form in {"xlsx", "csv"}:
        return download("quy-tac-chung-minh", pages.rules_head(), pages.rules_rows(every), form)
    present = [one for one in every if in_force(one, on)]
    kept = {one.pk for one in queries.kept_by(request.actor, queries.catalogue(), on)}
    context = {
        "present": _rows(present, kept),
        "other": _rows([one for one in every if one not in present], kept),
        "may_rule": bool(kept),
        "today": on,
        **pages.head("rules", request.actor, on),
    }
    return render(request, "capabilities/rules.html", context)


def _rows(rules: list[ProofRule], kept: set[int]) -> list[tuple[ProofRule, str, bool]]:
    """Each rule, in words, and whether it can be changed here."""
    return [(one, pages.rule_text(one), one.valid_to is None and one.capability_id in kept) for one in rules]


@staff_required
def rule(request: Request, pk: int) -> HttpResponse:
    """Change one rule: try it on today's figures, then let it hold from a day on."""
    known = queries.rule_by_id(pk)
    _check(request, known.capability)
    return _edit(request, known.capability, known)


@staff_required
def new_rule(request: Request) -> HttpResponse:
    """A rule for a question that can be proven by counts; first which question, then the rule."""
    able = [one for one in queries.catalogue() if not one.staged and queries.measures_for(one)]
    able = queries.kept_by(request.actor, able, _today())
    if not able:
        raise NotAllowed(verb=VERB)
    chosen = CapabilityChoice(request.GET or None, capabilities=able)
    if not chosen.is_valid():
        return render(request, "capabilities/rule_new.html", {"form": chosen})
    return _edit(request, queries.by_code(chosen.cleaned_data["capability"]), None)


@staff_required
@require_POST
def end_rule(request: Request, pk: int) -> HttpResponse:
    """From tomorrow on nothing is proven by it."""
    known = queries.rule_by_id(pk)
    _check(request, known.capability)
    try:
        actions.end_rule(at=timezone.now(), actor=request.actor, rule=known, last_day=_today())
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Ended. It proves nothing from tomorrow on."))
    return redirect("capabilities:rules")


def _check(request: Request, capability: Capability) -> None:
    if not queries.may_keep_rules(request.actor, capability, _today()):
        raise NotAllowed(verb=VERB)


def _edit(request: Request, capability: Capability, known: ProofRule | None) -> HttpResponse:
    on = _today()
    form = RuleForm(
        request.POST or None,
        request.FILES or None,
        measures=queries.measures_for(capability),
        rule=known,
        on=on,
        trying="try" in request.POST,
    )
    trial: Trial | None = None
    if request.method == "POST" and form.is_valid():
        seen = queries.places_seen(request.actor, on)
        if "try" in request.POST:
            trial = queries.tried(form.asks(), capability, seen, on, known)
        else:
            try:
                _save(request, form, capability, known)
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
            else:
                messages.success(request, _("Saved. Former figures keep the rule they were read by."))
                return redirect("capabilities:rules")
    context: dict[str, Any] = {
        "form": form,
        "capability": capability,
        "rule": known,
        "text": pages.rule_text(known) if known is not None else "",
        "trial": trial,
    }
    return render(request, "capabilities/rule.html", context, status=422 if form.errors else 200)


def _save(request: Request, form: RuleForm, capability: Capability, known: ProofRule | None) -> None:
    told: dict[str, Any] = {
        "at": timezone.now(),
        "actor": request.actor,
        "asks": form.asks(),
        "since": form.cleaned_data["since"],
        "legal_basis": form.cleaned_data["legal_basis"],
        "paper": Upload.sent(form.cleaned_data["paper"]),
    }
    if known is None:
        actions.begin_rule(capability=capability, **told)
    else:
        actions.change_rule(rule=known, **told)
