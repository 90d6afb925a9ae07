"""An activity is planned, looked at, changed, announced, called off and held again another year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.organisations.models import Area
from densach.organisations.rules import Named
from densach.people.access import only_with
from densach.services.activities.access import activity_for, unit_for, units_for
from densach.services.activities.actions import planning, reviving
from densach.services.activities.actions.copying import copy_activity
from densach.services.activities.forms.planning import ActivityForm, CopyForm, WhyForm, typed
from densach.services.activities.models import Activity, ActivityKind, ActivityState, Family
from densach.services.activities.pages.activity import facts_of, page_of, tabs_of
from densach.services.activities.queries.activities import data_of_activity, kinds_for
from densach.services.activities.queries.areas import areas_over
from densach.services.activities.rules.kinds import family_of
from densach.services.activities.rules.verbs import ATTEND, MANAGE, VIEW
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.wording import sentence

METHODS: Final = ["GET", "HEAD", "POST"]


def trail(here: str, activity: Activity | None = None) -> list[NavItem]:
    """Activities, this activity, the page itself."""
    items = [NavItem(_("Activities"), reverse("activities:home"))]
    if activity is not None:
        items.append(NavItem(activity.title, reverse("activities:activity", args=[activity.pk])))
    return [*items, NavItem(here, "")]


def _units(request: Request) -> list[Named]:
    return units_for(request.actor, today(timezone.now()), MANAGE)


@only_with(MANAGE)
@require_safe
def choose(request: Request) -> HttpResponse:
    """Which unit holds it, and what kind it is: the form asks only what the kind needs."""
    units = _units(request)
    code = request.GET.get("don_vi", "")
    unit = next((one for one in units if one.code == code), units[0] if len(units) == 1 else None)
    kinds = kinds_for(family_of(unit.kind)) if unit else []
    groups = [
        (Family(family).label, [one for one in kinds if one.family == family]) for family in Family.values
    ]
    told = {
        "units": units,
        "unit": unit,
        "groups": [(label, found) for label, found in groups if found],
        "trail": trail(_("New activity")),
    }
    return render(request, "activities/plan/choose.html", told)


@only_with(MANAGE)
@require_http_methods(METHODS)
def new(request: Request, unit: str, kind: str) -> HttpResponse:
    """The form of one kind for one unit."""
    at = timezone.now()
    place = unit_for(request.actor, unit, MANAGE)
    found = ActivityKind.objects.filter(code=kind).first()
    if found is None:
        raise NotFound()
    areas = areas_over(place.pk, today(at))
    form = ActivityForm(request.POST if request.method == "POST" else None, kind=found, areas=_choices(areas))
    if form.is_bound and form.is_valid():
        try:
            made = planning.plan_activity(
                at=at, actor=request.actor, organisation=place, data=form.data_with(areas=_by_key(areas)),
                key=form.cleaned_data["key"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The activity is a draft. Add its sessions, then announce it."))
            return redirect("activities:activity", made.pk)
    told = {
        "form": form,
        "kind": found,
        "place": organisations.named(place, today(at)),
        "trail": trail(_("New activity")),
        "back": f"{reverse('activities:new')}?don_vi={place.code}",
    }
    return render(request, "activities/plan/form.html", told, status=422 if form.errors else 200)


def _choices(areas: list[tuple[Area, str]]) -> list[tuple[str, str]]:
    return [(str(area.pk), name) for area, name in areas]


def _by_key(areas: list[tuple[Area, str]]) -> dict[str, Area]:
    return {str(area.pk): area for area, _name in areas}


@only_with(MANAGE)
@require_http_methods(METHODS)
def change(request: Request, pk: int) -> HttpResponse:
    """The same form, filled; another kind is chosen by `?loai=`."""
    at, activity = timezone.now(), activity_for(request.actor, pk, MANAGE)
    family = family_of(organisations.named(activity.organisation, today(at)).kind)
    kinds = kinds_for(family)
    kind = next((one for one in kinds if one.code == request.GET.get("loai", "")), activity.kind)
    areas = areas_over(activity.organisation_id, today(at))
    form = ActivityForm(
        request.POST if request.method == "POST" else None, kind=kind, areas=_choices(areas),
        initial=typed(activity),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        seen = form.cleaned_data["seen_revision"] or 0
        try:
            planning.change_activity(
                at=at, actor=request.actor, activity=activity, seen_revision=seen,
                data=form.data_with(areas=_by_key(areas), before=data_of_activity(activity)),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The activity is changed."))
            return redirect("activities:activity", pk)
    told = {
        "form": form, "kind": kind, "activity": activity, "kinds": kinds,
        "place": organisations.named(activity.organisation, today(at)), "trail": trail(_("Change"), activity),
        "back": reverse("activities:activity", args=[pk]),
    }  # fmt: skip
    return render(request, "activities/plan/form.html", told, status=422 if form.errors else 200)


@only_with(VIEW)
@require_safe
def activity(request: Request, pk: int) -> HttpResponse:
    """What it is, who has a part, its series and sessions, and what can be done."""
    at, found = timezone.now(), activity_for(request.actor, pk, VIEW)
    start = max(whole_number(request.GET.get("tu", "")) or 0, 0)
    told: dict[str, Any] = {
        **page_of(found, at, start),
        "activity": found,
        "facts": facts_of(found),
        "tabs": tabs_of(request.actor, found, "sessions"),
        "trail": [NavItem(_("Activities"), reverse("activities:home")), NavItem(found.title, "")],
        "place": organisations.named(found.organisation, today(at)),
        "may": request.actor.may(MANAGE, found.organisation),
        "may_attend": request.actor.may(ATTEND, found.organisation),
    }
    return render(request, "activities/plan/activity.html", told)


Act = Callable[..., Activity]
_ACTS: Final[dict[str, tuple[Act, str]]] = {
    "cong-bo": (planning.publish, "publish"),
    "ve-nhap": (planning.back_to_draft, "back_to_draft"),
    "ket-thuc": (planning.finish, "finish"),
    "mo-lai": (planning.reopen, "reopen"),
}


def _done(act: str) -> str:
    return {
        "cong-bo": _("The activity is announced."),
        "ve-nhap": _("The activity is a draft again: citizens no longer see it."),
        "ket-thuc": _("The activity is finished."),
        "mo-lai": _("The activity goes on."),
    }[act]


@only_with(MANAGE)
@require_POST
def turn(request: Request, pk: int, act: str) -> HttpResponse:
    """Announce, take back, finish, go on."""
    found = activity_for(request.actor, pk, MANAGE)
    if act not in _ACTS:
        raise NotFound()
    seen = whole_number(request.POST.get("seen_revision", ""))
    try:
        _ACTS[act][0](at=timezone.now(), actor=request.actor, activity=found, seen_revision=seen)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _done(act))
    return redirect("activities:activity", pk)


@only_with(MANAGE)
@require_POST
def take_up(request: Request, pk: int) -> HttpResponse:
    """A called-off activity goes on, with the sessions that were called off with it."""
    found = activity_for(request.actor, pk, MANAGE)
    seen = whole_number(request.POST.get("seen_revision", ""))
    try:
        done = reviving.take_up(at=timezone.now(), actor=request.actor, activity=found, seen_revision=seen)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("activities:activity", pk)
    words = ngettext("The activity goes on, with %(number)s session to come.",
                     "The activity goes on, with %(number)s sessions to come.", done.again)  # fmt: skip
    messages.success(request, words % {"number": done.again})
    if done.left:
        words = ngettext("%(number)s session stays called off: its room is taken meanwhile.",
                         "%(number)s sessions stay called off: their rooms are taken meanwhile.",
                         done.left)  # fmt: skip
        messages.warning(request, words % {"number": done.left})
    return redirect("activities:activity", pk)


@only_with(MANAGE)
@require_http_methods(METHODS)
def call_off(request: Request, pk: int) -> HttpResponse:
    """Called off as a whole, with its reason."""
    found = activity_for(request.actor, pk, MANAGE)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            planning.call_off(
                at=timezone.now(), actor=request.actor, activity=found, why=form.cleaned_data["why"]
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The activity is called off, with its sessions to come."))
            return redirect("activities:activity", pk)
    coming = found.sessions.filter(state="planned", ends__gt=timezone.now()).count()
    told = {"form": form, "activity": found, "coming": coming, "trail": trail(_("Call off"), found)}
    return render(request, "activities/plan/call_off.html", told, status=422 if form.errors else 200)


@only_with(MANAGE)
@require_http_methods(METHODS)
def copy(request: Request, pk: int) -> HttpResponse:
    """The same once more: a draft, with its series on other days."""
    found = activity_for(request.actor, pk, MANAGE)
    series = [one for one in found.series.order_by("first_day") if one.ended_at is None]
    form = CopyForm(
        request.POST if request.method == "POST" else None,
        initial={"title": found.title, "with_series": bool(series)},
    )
    if not series:
        del form.fields["with_series"], form.fields["first_day"]
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        wanted = series if told.get("with_series") else []
        try:
            made = copy_activity(
                at=timezone.now(), actor=request.actor, activity=found, title=told["title"],
                first_day=told.get("first_day"), series=wanted,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The copy is a draft. Look at its days, then announce it."))
            return redirect("activities:activity", made.pk)
    context = {"form": form, "activity": found, "trail": trail(_("Hold it again"), found)}
    return render(request, "activities/plan/copy.html", context, status=422 if form.errors else 200)


def state_words(activity: Activity) -> str:
    """The state, as a tag shows it."""
    return str(ActivityState(activity.state).label)
