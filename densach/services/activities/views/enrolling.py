"""Who is enrolled: the lists with their acts, one enrolment, somebody enrolled by staff, the list on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.activities.access import activity_for
from densach.services.activities.actions import enrolling as actions
from densach.services.activities.forms.enrolling import (
    ListFilter,
    NewForm,
    SettleForm,
    WishForm,
    answered,
    guardian_of,
)
from densach.services.activities.models import Activity, Enrolment, EnrolmentState
from densach.services.activities.pages import enrolling as pages
from densach.services.activities.queries import enrolled, learners
from densach.services.activities.queries.places import is_over, places_of
from densach.services.activities.queries.sessions import sessions_of
from densach.services.activities.rules.enrolling import NoSuchEnrolment
from densach.services.activities.rules.verbs import ATTEND, MANAGE
from densach.services.activities.views.enrolment_trail import enrolment_trail
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.tables import download
from densach.ui.wording import sentence

Kind = TypeVar("Kind", bound=WishForm)


def frame(activity: Activity, at: datetime, here: str, **more: Any) -> dict[str, Any]:
    """What every page of enrolment has."""
    place = organisations.named(activity.organisation, today(at))
    return {"activity": activity, "place": place, "trail": enrolment_trail(activity, here), **more}


@only_with(ATTEND)
@require_safe
def enrolments(request: Request, pk: int) -> HttpResponse:
    """`tt` the list, `q` words, `buoi` a session, `nhom` a group; `as=xlsx` or `csv` takes it away."""
    at, activity = timezone.now(), activity_for(request.actor, pk, ATTEND)
    groups = enrolled.groups_of(activity)
    sessions = list(sessions_of(activity)) if activity.enrol_each else []
    chosen = ListFilter(request.GET, sessions=sessions, groups=[one for one, _named in groups])
    state = request.GET.get("tt", "")
    wanted = enrolled.Wanted(
        state=state if state in enrolled.STATES else "", text=chosen.chosen("q"),
        session=whole_number(chosen.chosen("buoi")), group=whole_number(chosen.chosen("nhom")),
        after=request.GET.get("sau", ""),
    )  # fmt: skip
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        rows = enrolled.enrolments(activity, wanted)
        return download(f"ghi-danh-{pk}-{today(at)}", pages.head(), _cells(rows), form)
    rows_here, following = enrolled.page(activity, wanted)
    kept = request.GET.copy()
    for name in ("sau", "as"):
        kept.pop(name, None)
    context = frame(
        activity, at, _("Enrolment"),
        tabs=_tabs(request, enrolled.counts(activity, wanted.session), wanted.state),
        filter=chosen, wanted=wanted, groups=groups, query=kept.urlencode(), acts=pages.ACTS.get(wanted.state, ()),
        lines=pages.lines(rows_here, at), may=request.actor.may(MANAGE, activity.organisation_id),
        is_filtered=bool(wanted.text or wanted.session or wanted.group),
        places=None if activity.enrol_each else places_of(activity, at),
        to_call=enrolled.offers_without_letter(activity, at),
        next_url=f"?{kept.urlencode()}&sau={following}" if following else "",
        sheet_url=f"{reverse('intake:send', args=['learners'])}?ve={pk}",
    )  # fmt: skip
    return render(request, "activities/enrol/list.html", context)


def _tabs(request: Request, numbers: dict[str, int], here: str) -> list[NavItem]:
    kept = request.GET.copy()
    for name in ("sau", "as", "tt"):
        kept.pop(name, None)
    rest = kept.urlencode()
    return [
        NavItem(
            str(label),
            f"?tt={code}&{rest}" if rest else f"?tt={code}",
            active=code == here,
            badge=numbers[code],
        )
        for code, label in pages.TABS
    ]


def _cells(rows: Iterable[Enrolment]) -> Iterator[list[object]]:
    return (pages.cells(one) for one in rows)


@only_with(MANAGE)
@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    """Approve, decline, accept or end the ticked ones, each by itself."""
    activity = activity_for(request.actor, pk, MANAGE)
    ids = {number for one in request.POST.getlist("chon") if (number := whole_number(one))}
    act, why = request.POST.get("act", ""), request.POST.get("why", "")
    back = f"{reverse('activities:enrolments', args=[pk])}?tt={request.POST.get('tt', '')}"
    if act not in pages.DONE or not ids:
        messages.error(request, _("Tick who is meant, then choose what becomes of them."))
        return redirect(back)
    try:
        outcome = actions.decide_many(
            at=timezone.now(), actor=request.actor, activity=activity, ids=ids, act=act, why=why
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect(back)
    if outcome.done:
        number = len(outcome.done)
        messages.success(
            request, ngettext("%(n)s person: done.", "%(n)s people: done.", number) % {"n": number}
        )
    for told in sorted({sentence(one) for one in outcome.refused.values()}):
        messages.warning(request, told)
    return redirect(back)


# somebody is enrolled -------------------------------------------------------------------------------------


@only_with(MANAGE)
@require_safe
def find(request: Request, pk: int) -> HttpResponse:
    """Whom the unit knows already; a new person is the other way."""
    at, activity = timezone.now(), activity_for(request.actor, pk, MANAGE)
    text = request.GET.get("q", "")[:100].strip()
    found = learners.find(activity.organisation_id, text, today(at)) if text else []
    context = frame(
        activity,
        at,
        _("Enrol somebody"),
        text=text,
        found=[(one, pages.band_name(one.band)) for one in found],
    )
    return render(request, "activities/enrol/find.html", context)


@only_with(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, pk: int) -> HttpResponse:
    """A person told anew, with a guardian for a child, and the wish."""
    at, activity = timezone.now(), activity_for(request.actor, pk, MANAGE)
    form = _form(request, NewForm, activity, at, {"name": request.GET.get("q", "")[:150]})
    if request.method == "POST" and form.is_valid():
        guardian = form.guarding()
        try:
            made = actions.enrol_new(
                at=at, actor=request.actor, activity=activity, data=form.person(), guardian=guardian,
                relation=form.cleaned_data["relation"], **form.wish(guardian.name if guardian else ""),
            )  # fmt: skip
        except Refusal as refusal:
            form = _asked(request, NewForm, activity, at, refusal)
        else:
            return _done(request, made)
    context = frame(activity, at, _("Somebody new"), form=form, person=None)
    return render(request, "activities/enrol/form.html", context, status=422 if form.errors else 200)


@only_with(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def known(request: Request, pk: int, person: int) -> HttpResponse:
    """Somebody whom the unit knows."""
    at, activity = timezone.now(), activity_for(request.actor, pk, MANAGE)
    who = learners.known(activity.organisation_id, person)
    if who is None:
        raise NotFound()
    form = _form(request, WishForm, activity, at, {})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enrol(
                at=at, actor=request.actor, activity=activity, person=who, **form.wish(guardian_of(who))
            )
        except Refusal as refusal:
            form = _asked(request, WishForm, activity, at, refusal)
        else:
            return _done(request, made)
    context = frame(activity, at, who.name, form=form, person=who)
    return render(request, "activities/enrol/form.html", context, status=422 if form.errors else 200)


def _form(
    request: Request,
    kind: type[Kind],
    activity: Activity,
    at: datetime,
    initial: dict[str, Any],
    more: str = "",
) -> Kind:
    """The form as sent; `more` is a question that was just put."""
    sent = request.POST if request.method == "POST" else None
    sessions = [one for one in sessions_of(activity) if not is_over(one, at)] if activity.enrol_each else []
    asked = [*request.POST.getlist("asked"), *([more] if more else [])]
    return kind(sent, activity=activity, sessions=sessions, asked=asked, initial=initial)


def _asked(request: Request, kind: type[Kind], activity: Activity, at: datetime, refusal: Refusal) -> Kind:
    """The form again, with the refusal; a question gets its box to tick."""
    words, question = answered(refusal)
    form = _form(request, kind, activity, at, {}, question)
    form.is_valid()
    form.add_error("sure" if question else None, words)
    return form


def _done(request: Request, made: Enrolment) -> HttpResponse:
    label = EnrolmentState(made.state).label
    messages.success(request, _("%(name)s: %(state)s.") % {"name": made.person.name, "state": label})
    return redirect("activities:enrolments", made.activity_id)


# one enrolment --------------------------------------------------------------------------------------------


def _one(request: Request, pk: int, verb: str) -> Enrolment:
    found = enrolled.enrolment_by_id(pk)
    if found is None or not request.actor.may(verb, found.activity.organisation_id):
        raise NoSuchEnrolment
    return found


@only_with(ATTEND)
@require_http_methods(["GET", "HEAD", "POST"])
def enrolment(request: Request, pk: int) -> HttpResponse:
    """Who it is, how to reach them, what became of it step by step; fee and notes."""
    at = timezone.now()
    found = _one(request, pk, MANAGE if request.method == "POST" else ATTEND)
    form = SettleForm(request.POST if request.method == "POST" else None, enrolment=found)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.settle(
                at=at, actor=request.actor, enrolment=found, free=told.get("free") or "",
                fee_settled=bool(told.get("fee_settled")), note=told["note"], seen=told["revision"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("activities:enrolment", pk)
    context = frame(
        found.activity, at, found.person.name, one=found, form=form, steps=pages.steps(enrolled.steps_of(found)),
        line=enrolled.place_in_line([found]).get(found.pk), acts=pages.acts_of(found), free=pages.free_name(found.free),
        band=pages.band_name(enrolled.bands_on([found], at)[found.pk]),
        may=request.actor.may(MANAGE, found.activity.organisation_id),
    )  # fmt: skip
    return render(request, "activities/enrol/enrolment.html", context, status=422 if form.errors else 200)


@only_with(MANAGE)
@require_POST
def act(request: Request, pk: int, what: str) -> HttpResponse:
    """One step of one enrolment; `seen` is the revision that the page showed."""
    at, found = timezone.now(), _one(request, pk, MANAGE)
    seen, why = whole_number(request.POST.get("seen", "")), request.POST.get("why", "")
    told: dict[str, Any] = {"at": at, "actor": request.actor, "enrolment": found}
    try:
        match what:
            case "approve":
                actions.approve(**told, seen=seen)
            case "accept":
                actions.accept(**told, seen=seen)
            case "decline":
                actions.decline(**told, why=why, seen=seen)
            case "leave":
                actions.leave(**told, why=why, seen=seen)
            case "prolong":
                actions.offer_again(**told, hours=whole_number(request.POST.get("hours", "")) or 48)
            case _:
                raise NotFound()
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, pgettext("enrolment", "Done."))
    return redirect("activities:enrolment", pk)


@only_with(ATTEND)
@require_safe
def printed(request: Request, pk: int) -> HttpResponse:
    """The list on paper: names in order, bands, groups; telephone numbers only where the person manages."""
    at, activity = timezone.now(), activity_for(request.actor, pk, ATTEND)
    rows = enrolled.enrolments(activity, enrolled.Wanted(session=whole_number(request.GET.get("buoi", ""))))
    context = frame(
        activity, at, _("Enrolment"), lines=pages.lines(list(rows[:2000]), at), day=today(at),
        may=request.actor.may(MANAGE, activity.organisation_id), back_url=reverse("activities:enrolments", args=[pk]),
    )  # fmt: skip
    return render(request, "activities/enrol/paper.html", context)
