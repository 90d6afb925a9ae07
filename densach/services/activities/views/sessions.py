"""A session is added, looked at, moved, called off and taken up again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.activities.access import activity_for, session_for
from densach.services.activities.actions import sessions as actions
from densach.services.activities.forms.times import CancelForm, MoveForm, SessionForm, typed_session
from densach.services.activities.models import Session, Venue
from densach.services.activities.queries.attending import sheet_of
from densach.services.activities.queries.grounds import venues_of
from densach.services.activities.queries.sessions import in_two_places
from densach.services.activities.rules.activity import when_text
from densach.services.activities.rules.verbs import ATTEND, MANAGE, VIEW
from densach.services.activities.views.planning import METHODS, trail
from densach.services.activities.views.trails import trail_of
from densach.ui.http import Request
from densach.ui.wording import sentence


def venues_by_key(organisation_id: int, *more: Venue | None) -> dict[str, Venue]:
    """The unit's rooms, and one that a session already has."""
    rows = [*venues_of([organisation_id]), *(one for one in more if one is not None)]
    return {str(one.pk): one for one in rows}


@only_with(MANAGE)
@require_http_methods(METHODS)
def add(request: Request, pk: int) -> HttpResponse:
    """One session by itself."""
    found = activity_for(request.actor, pk, MANAGE)
    form = SessionForm(
        request.POST if request.method == "POST" else None, venues=venues_by_key(found.organisation_id),
        initial={"channel": found.channel, "day": request.GET.get("ngay", "")},
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            made = actions.add_session(
                at=timezone.now(), actor=request.actor, activity=found, when=form.when(),
                key=form.cleaned_data["key"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The session is added."))
            _warn(request, made)
            return redirect("activities:activity", pk)
    told = {"form": form, "activity": found, "trail": trail(_("Add a session"), found)}
    return render(request, "activities/plan/session_form.html", told, status=422 if form.errors else 200)


def _warn(request: Request, session: Session) -> None:
    for one in in_two_places([session]):
        words = _("%(name)s has “%(title)s” at the same time (%(when)s).")
        when = when_text(one.meanwhile.starts, one.meanwhile.ends)
        told = {"name": one.name, "title": one.meanwhile.activity.title, "when": when}
        messages.warning(request, words % told)


@only_with(VIEW)
@require_safe
def session(request: Request, pk: int) -> HttpResponse:
    """When and where, who came, what can be done."""
    found = session_for(request.actor, pk, VIEW)
    told = {
        "session": found,
        "activity": found.activity,
        "when": when_text(found.starts, found.ends),
        "place": organisations.named(found.organisation, today(timezone.now())),
        "sheet": sheet_of(found),
        "warnings": in_two_places([found]),
        "trail": trail_of(found, "")[:-1],
        "may": request.actor.may(MANAGE, found.organisation),
        "may_attend": request.actor.may(ATTEND, found.organisation),
    }
    return render(request, "activities/plan/session.html", told)


@only_with(MANAGE)
@require_http_methods(METHODS)
def move(request: Request, pk: int) -> HttpResponse:
    """Another time, room or topic: of this one, the following or all."""
    found = session_for(request.actor, pk, MANAGE)
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        venues=venues_by_key(found.organisation_id, found.venue), initial=typed_session(found),
    )  # fmt: skip
    if found.series_id is None:
        del form.fields["reach"]
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            moved = actions.move_session(
                at=timezone.now(), actor=request.actor, session=found, when=form.when(),
                seen_revision=told["seen_revision"] or 0, reach=told.get("reach") or "one",
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("It is moved; calendars that follow it learn of it."))
            _warn(request, moved)
            return redirect("activities:session", pk)
    context = {
        "form": form, "session": found, "activity": found.activity,
        "when": when_text(found.starts, found.ends), "trail": trail_of(found, pgettext("session", "Move")),
    }  # fmt: skip
    return render(request, "activities/plan/move.html", context, status=422 if form.errors else 200)


@only_with(MANAGE)
@require_http_methods(METHODS)
def cancel(request: Request, pk: int) -> HttpResponse:
    """Called off, with its reason."""
    found = session_for(request.actor, pk, MANAGE)
    form = CancelForm(
        request.POST if request.method == "POST" else None, initial={"seen_revision": found.revision}
    )
    if found.series_id is None:
        del form.fields["reach"]
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            actions.cancel_session(
                at=timezone.now(), actor=request.actor, session=found, why=told["why"],
                reach=told.get("reach") or "one", seen_revision=told["seen_revision"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("It is called off; it can be taken up again."))
            return redirect("activities:session", pk)
    context = {
        "form": form, "session": found, "activity": found.activity,
        "when": when_text(found.starts, found.ends), "trail": trail_of(found, _("Call off")),
    }  # fmt: skip
    return render(request, "activities/plan/cancel.html", context, status=422 if form.errors else 200)


@only_with(MANAGE)
@require_POST
def restore(request: Request, pk: int) -> HttpResponse:
    """A called-off session is planned again, alone or with those called off in the same act."""
    found = session_for(request.actor, pk, MANAGE)
    reach = "all" if request.POST.get("reach") == "all" and found.series_id else "one"
    try:
        actions.restore_session(at=timezone.now(), actor=request.actor, session=found, reach=reach)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("It is planned again."))
    return redirect("activities:session", pk)
