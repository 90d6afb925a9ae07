"""Kinds of activity: seen, added, changed and ended by whoever keeps them for the province."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from densach.facts.measures import REGISTRY
from densach.kernel.errors import NotFound, Refusal
from densach.people.access import only_with
from densach.services.activities.actions import kinds as actions
from densach.services.activities.forms.kinds import KindForm, typed_kind
from densach.services.activities.models import ActivityKind, Family
from densach.services.activities.queries.activities import kinds_for
from densach.services.activities.rules.kinds import ASKS, FAMILY_WORDS, ROLES
from densach.services.activities.rules.verbs import KINDS
from densach.services.activities.views.agenda import ways
from densach.services.activities.views.planning import METHODS, trail
from densach.ui.figures import language
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence


def _words(kind: ActivityKind) -> dict[str, str]:
    english = language() == "en"
    once = [
        REGISTRY[code].name_en if english else REGISTRY[code].name_vi
        for code in (kind.once_library, kind.once_museum, kind.once_centre)
        if code in REGISTRY
    ]
    return {
        "families": ", ".join(_(FAMILY_WORDS[one]) for one in kind.families if one in FAMILY_WORDS)
        or _("all"),
        "asks": ", ".join(_(ASKS[one]) for one in kind.asks if one in ASKS),
        "roles": ", ".join(_(ROLES[one]) for one in kind.roles if one in ROLES),
        "once": ", ".join(dict.fromkeys(once)),
    }


@only_with(KINDS)
@require_safe
def kinds(request: Request) -> HttpResponse:
    """Every kind, by family; those ended below."""
    rows = [(one, _words(one)) for one in kinds_for(ended=True)]
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        head = [
            _("Kind"), _("Family"), _("Held by"), _("Asks for"), _("Roles"), _("Counts once"), _("Ended on"),
        ]  # fmt: skip
        cells = [
            [one.name, str(Family(one.family).label), told["families"], told["asks"], told["roles"],
             told["once"], one.ended_on]
            for one, told in rows
        ]  # fmt: skip
        return download("loai-hoat-dong", head, cells, form)
    groups = [
        (Family(family).label, [row for row in rows if row[0].family == family and row[0].ended_on is None])
        for family in Family.values
    ]
    told = {
        "ways": ways(request, "kinds"),
        "groups": [(label, found) for label, found in groups if found],
        "ended": [one for one, _told in rows if one.ended_on is not None],
    }
    return render(request, "activities/agenda/kinds.html", told)


@only_with(KINDS)
@require_http_methods(METHODS)
def new(request: Request) -> HttpResponse:
    """A kind of the province's own."""
    form = KindForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.add_kind(at=timezone.now(), actor=request.actor, data=form.data_typed())
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The kind is added."))
            return redirect("activities:kinds")
    told = {"form": form, "trail": trail(_("New kind"))}
    return render(request, "activities/agenda/kind.html", told, status=422 if form.errors else 200)


def _kind(code: str) -> ActivityKind:
    found = ActivityKind.objects.filter(code=code).first()
    if found is None:
        raise NotFound()
    return found


@only_with(KINDS)
@require_http_methods(METHODS)
def change(request: Request, code: str) -> HttpResponse:
    """What the kind asks for and counts, from now on."""
    found = _kind(code)
    form = KindForm(request.POST if request.method == "POST" else None, initial=typed_kind(found))
    if form.is_bound and form.is_valid():
        try:
            actions.change_kind(at=timezone.now(), actor=request.actor, kind=found, data=form.data_typed())
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The kind is changed."))
            return redirect("activities:kinds")
    told = {"form": form, "kind": found, "trail": trail(found.name)}
    return render(request, "activities/agenda/kind.html", told, status=422 if form.errors else 200)


@only_with(KINDS)
@require_POST
def end(request: Request, code: str) -> HttpResponse:
    """No longer offered, or offered again."""
    found = _kind(code)
    actions.end_kind(at=timezone.now(), actor=request.actor, kind=found, again=found.ended_on is not None)
    messages.success(request, _("The kind is changed."))
    return redirect("activities:kinds")
