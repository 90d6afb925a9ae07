"""Groups that come: written down, changed, their names written in, let go."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST

from densach.kernel.errors import NotFound, Refusal
from densach.people.access import only_with
from densach.services.activities.access import activity_for
from densach.services.activities.actions import groups as actions
from densach.services.activities.forms.enrolling import GroupForm, NamesForm
from densach.services.activities.models import Group
from densach.services.activities.pages import enrolling as pages
from densach.services.activities.queries import enrolled
from densach.services.activities.queries.places import is_over
from densach.services.activities.queries.sessions import sessions_of
from densach.services.activities.rules.enrolling import NoSuchGroup
from densach.services.activities.rules.verbs import MANAGE
from densach.services.activities.views.enrolling import frame
from densach.ui.http import Request
from densach.ui.wording import sentence


@only_with(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, pk: int) -> HttpResponse:
    """A group of this activity, by number."""
    at, activity = timezone.now(), activity_for(request.actor, pk, MANAGE)
    sessions = [one for one in sessions_of(activity) if not is_over(one, at)] if activity.enrol_each else []
    sent = request.POST if request.method == "POST" else None
    form = GroupForm(sent, activity=activity, sessions=sessions, group=None)
    if sent is not None and form.is_valid():
        try:
            made = actions.add_group(
                at=at, actor=request.actor, activity=activity, data=form.data_told(), session=form.session()
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("%(name)s: places are kept.") % {"name": made.name})
            return redirect("activities:group", made.pk)
    context = frame(activity, at, _("A group comes"), form=form)
    return render(request, "activities/enrol/group_new.html", context, status=422 if form.errors else 200)


def _one(request: Request, pk: int) -> Group:
    found = enrolled.group_by_id(pk)
    if found is None or not request.actor.may(MANAGE, found.activity.organisation_id):
        raise NoSuchGroup
    return found


@only_with(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: Request, pk: int) -> HttpResponse:
    """The group, its names, its number put right."""
    at, found = timezone.now(), _one(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = GroupForm(sent, activity=found.activity, sessions=[], group=found)
    if sent is not None and form.is_valid():
        try:
            actions.change_group(
                at=at,
                actor=request.actor,
                group=found,
                data=form.data_told(),
                seen=form.cleaned_data["revision"] or 0,
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("activities:group", pk)
    return _page(request, found, form=form, names=NamesForm(), status=422 if form.errors else 200)


def _page(request: Request, found: Group, *, form: Any, names: Any, status: int) -> HttpResponse:
    at = timezone.now()
    rows = list(enrolled.enrolments(found.activity, enrolled.Wanted(group=found.pk))[:500])
    told = {"group": found, "form": form, "names": names, "lines": pages.lines(rows, at)}
    return render(
        request, "activities/enrol/group.html", frame(found.activity, at, found.name, **told), status=status
    )


@only_with(MANAGE)
@require_POST
def names(request: Request, pk: int) -> HttpResponse:
    """Names are written in; whoever cannot be is told with the line, and stays in the box."""
    found = _one(request, pk)
    form = NamesForm(request.POST)
    if form.is_valid():
        people = form.people()
        sure = ("alike",) if request.POST.get("alike") else ()
        outcome = actions.write_people_in(
            at=timezone.now(), actor=request.actor, group=found, people=people, sure=sure
        )
        number = len(outcome.made)
        words = ngettext("%(n)s name is written in.", "%(n)s names are written in.", number) % {"n": number}
        if not outcome.refused:
            messages.success(request, words)
            return redirect("activities:group", pk)
        left = [people[place].name for place in sorted(outcome.refused)]
        form = NamesForm({"names": "\n".join(left)})
        form.is_valid()
        form.add_error("names", words)
        for place, refusal in sorted(outcome.refused.items()):
            form.add_error("names", f"{people[place].name}: {sentence(refusal)}")
    again = GroupForm(None, activity=found.activity, sessions=[], group=found)
    return _page(request, found, form=again, names=form, status=422)


@only_with(MANAGE)
@require_POST
def act(request: Request, pk: int, what: str) -> HttpResponse:
    """The group leaves; or one that asked is approved or declined."""
    at, found = timezone.now(), _one(request, pk)
    try:
        if what == "leave":
            actions.group_leaves(at=at, actor=request.actor, group=found, why=request.POST.get("why", ""))
        elif what in {"approve", "decline"}:
            actions.decide_group(at=at, actor=request.actor, group=found, approved=what == "approve")
        else:
            raise NotFound()
    except NoSuchGroup:
        raise
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("activities:group", pk)
    messages.success(request, pgettext("enrolment", "Done."))
    return redirect("activities:enrolments", found.activity_id)
