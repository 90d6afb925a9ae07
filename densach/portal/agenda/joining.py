"""Enrolling, leaving, answering an offer, following; one's own activities."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations.rules import DayOutOfReach
from densach.people.models import Person, User
from densach.people.rules.purposes import CHILD_UNDER, PURPOSES
from densach.people.rules.staffing import BornLater, PersonData
from densach.portal.agenda.event import told_when
from densach.portal.agenda.join_form import NEW, JoinForm
from densach.portal.agenda.lines import day_title, when_of
from densach.services.activities.actions import calendars as keys
from densach.services.activities.actions import citizens
from densach.services.activities.queries import calendars, mine, public, showing
from densach.services.activities.queries.places import places_of, places_of_sessions
from densach.ui.http import Request
from densach.ui.wording import sentence

_CONSENTS: Final = ("learning_record", "photo")
Given = ParamSpec("Given")
UserView = Callable[Concatenate[Request, User, Given], HttpResponse]


def for_users(view: UserView[Given]) -> Callable[Concatenate[Request, Given], HttpResponse]:
    """For whoever is signed in with an account; others sign in and come back."""

    @wraps(view)
    def guarded(request: Request, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            going = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
            return redirect(f"{reverse('people:login')}?{urlencode({'next': going})}")
        response = view(request, request.user, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return guarded


@for_users
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: Request, user: User, pk: int) -> HttpResponse:
    """The form; what is asked for is only what the activity needs."""
    at = timezone.now()
    activity = public.public_activity(pk)
    places = places_of(activity, at)
    if places.why_not is not None and not activity.enrol_each:
        messages.warning(request, sentence(places.why_not))
        return redirect("portal:activity", pk=pk)
    asking = _Asking(activity, user, at)
    form = asking.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = _enrol(activity, user, form, at)
        except Refusal as refusal:
            question = str(getattr(refusal, "question", ""))
            if question:
                form = asking.form(request.POST, questions=[(question, _("Yes, go on"))])
                form.is_valid()
                form.add_error("sure", sentence(refusal))
            else:
                form.add_error(_field_of(refusal, form), sentence(refusal))
        else:
            return redirect("portal:joined", pk=pk, enrolment=made.pk)
    context = {
        "activity": activity,
        "form": form,
        "places": places,
        "now_in_line": places.full,
        "purposes": [(name, _(PURPOSES[name].words)) for name in _CONSENTS],
    }
    return render(request, "portal/agenda/join.html", context, status=422 if form.errors else 200)


def _field_of(refusal: Refusal, form: JoinForm) -> str | None:
    """A day of birth that cannot be is told beside it."""
    if not isinstance(refusal, BornLater | DayOutOfReach):
        return None
    name = "child_born" if form.cleaned_data["who"] == NEW else "born"
    return name if name in form.fields else None


class _Asking:
    """What the form offers for this activity and this person."""

    def __init__(self, activity: public.Activity, user: User, at: datetime) -> None:
        self.people = mine.people_of(user)
        own = self.people[0] if self.people else None
        self.given: dict[str, Any] = {
            "people": [("toi", _("I myself (%(name)s)") % {"name": user.name})]
            + [(str(one.pk), one.name) for one in self.people[1:]],
            "sessions": _sessions(activity, at) if activity.enrol_each else [],
            "free": [(code, f"{name} ({basis})") for code, name, basis in showing.ways_to_be_free(activity)],
            "consents": [(name, _(PURPOSES[name].name)) for name in _CONSENTS],
            "ages": activity.min_age is not None or activity.max_age is not None,
            "own_born": own.birth_date if own else None,
            "for_children": activity.max_age is not None and activity.max_age < CHILD_UNDER,
        }

    def form(self, data: Any, questions: list[tuple[str, str]] | None = None) -> JoinForm:
        if questions is None:
            questions = [(one, _("Yes, go on")) for one in data.getlist("sure")] if data else []
        return JoinForm(data, initial={"key": uuid4().hex}, questions=questions, **self.given)


def _sessions(activity: public.Activity, at: datetime) -> list[tuple[str, str]]:
    coming, _past = public.sessions_of_activity(activity, at)
    found = places_of_sessions(activity, coming, at) if coming else {}
    told = []
    for one in coming:
        places = found[one.pk]
        if not places.open:
            continue
        words = when_of(one)
        if places.full:
            words = _("%(when)s (full: waiting list)") % {"when": words}
        elif places.left is not None:
            words = _("%(when)s (%(left)s places left)") % {"when": words, "left": places.left}
        told.append((str(one.pk), words))
    return told


def _enrol(activity: public.Activity, user: User, form: JoinForm, at: datetime) -> public.Enrolment:
    told = form.cleaned_data
    who: Person | citizens.NewWard | None = None
    if told["who"] == NEW:
        data = PersonData(name=told["child_name"], birth_date=told["child_born"])
        who = citizens.NewWard(data, told["relation"])
    elif told["who"] != "toi":
        who = next(one for one in mine.people_of(user) if str(one.pk) == told["who"])
    session = None
    if told.get("session"):
        session = next(
            one for one in public.sessions_of_activity(activity, at)[0] if str(one.pk) == told["session"]
        )
    return citizens.enrol_oneself(
        at=at,
        user=user,
        activity=activity,
        session=session,
        who=who,
        agreed=told["agreed"],
        birth_date=told.get("born"),
        free=told.get("free", ""),
        sure=told.get("sure", ()),
        consents=[name for name in _CONSENTS if told[name]],
        note=told["note"],
        key=f"{user.pk}-{told['key']}"[:64],
    )


@for_users
@require_safe
def joined(request: Request, user: User, pk: int, enrolment: int) -> HttpResponse:
    """What came of it: a place with its code, a place in the line, or a wait for approval."""
    found = _own(user, pk, enrolment)
    line = next((one.line for one in mine.mine(user, timezone.now()) if one.enrolment.pk == found.pk), None)
    context = {"one": found, "activity": found.activity, "line": line, "when": told_when(found.session)}
    return render(request, "portal/agenda/joined.html", context)


def _own(user: User, pk: int, enrolment: int) -> public.Enrolment:
    found = mine.own_enrolment(user, enrolment)
    if found is None or found.activity_id != pk:
        raise Http404
    return found


@require_POST
@for_users
def leave(request: Request, user: User, pk: int, enrolment: int) -> HttpResponse:
    """Takes part no more; the place goes to the next."""
    found = _own(user, pk, enrolment)
    return _done(
        request,
        lambda at: citizens.leave_oneself(at=at, user=user, enrolment=found),
        _("Done: the place goes to the next in line."),
    )


@require_POST
@for_users
def answer(request: Request, user: User, pk: int, enrolment: int) -> HttpResponse:
    """Yes or no to a place that is offered, or to an invitation."""
    found = _own(user, pk, enrolment)
    accepts = request.POST.get("nhan") == "1"
    said = _("The place is yours.") if accepts else _("Done: the place goes to the next in line.")
    return _done(
        request,
        lambda at: citizens.answer_offer(at=at, user=user, enrolment=found, accepts=accepts),
        said,
    )


def _done(request: Request, act: Callable[[datetime], object], said: str) -> HttpResponse:
    try:
        act(timezone.now())
    except Refusal as refusal:
        messages.warning(request, sentence(refusal))
    else:
        messages.success(request, said)
    return redirect("portal:my_activities")


@require_POST
@for_users
def follow(request: Request, user: User, pk: int) -> HttpResponse:
    """Follows the activity, or no more."""
    activity = public.public_activity(pk)
    if request.POST.get("theo") == "0":
        citizens.unfollow(user=user, activity=activity)
        messages.success(request, _("You follow it no more."))
    else:
        citizens.follow(at=timezone.now(), user=user, activity=activity)
        messages.success(request, _("You follow it now: it stands among your activities."))
    return redirect("portal:activity", pk=pk)


@for_users
@require_safe
def my_activities(request: Request, user: User) -> HttpResponse:
    """Own enrolments and those of one's children; what is over only when asked for."""
    at = timezone.now()
    past = request.GET.get("da-qua") == "1"
    person = calendars.person_of(user)
    rows = mine.mine(user, at, ended=past)
    context = {
        "rows": [
            (one, _shown_when(one.next), str(one.enrolment.get_state_display()), when_text(one))
            for one in rows
        ],
        "past": past,
        "followed": [] if past else mine.followed(user),
        "keys": calendars.keys_of_person(person) if person else [],
        "new_key": request.session.pop("new_feed", ""),
        "on": today(at),
    }
    return render(request, "portal/agenda/mine.html", context)


def _shown_when(session: public.Session | None) -> str:
    return when_of(session) if session is not None else ""


def when_text(one: mine.Mine) -> str:
    """Until when an offer has to be answered."""
    until = one.enrolment.offered_until
    return (
        f"{until.astimezone(timezone.get_default_timezone()):%H:%M}, {day_title(today(until))}"
        if until
        else ""
    )


@require_POST
@for_users
def make_key(request: Request, user: User) -> HttpResponse:
    """A secret address of one's own calendar; shown once."""
    token = keys.make_own_key(at=timezone.now(), user=user)
    path = reverse("exchange:secret_feed", args=[token])
    request.session["new_feed"] = request.build_absolute_uri(path)
    return redirect(f"{reverse('portal:my_activities')}#lich-rieng")


@require_POST
@for_users
def end_key(request: Request, user: User, pk: int) -> HttpResponse:
    """The address opens nothing any more."""
    keys.end_own_key(at=timezone.now(), user=user, pk=pk)
    messages.success(request, _("The address opens nothing any more."))
    return redirect(f"{reverse('portal:my_activities')}#lich-rieng")
