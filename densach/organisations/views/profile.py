"""An institution's profile, a page for each part: contacts, building, opening times, days off, posts, other names."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from densach.kernel.dates import parse_date
from densach.kernel.errors import Refusal
from densach.organisations import actions, queries
from densach.organisations.access import MANAGE, profile_for, readers_only, require_manage
from densach.organisations.forms import (
    AliasForm,
    BuildingForm,
    ClosureForm,
    ContactsForm,
    PostForm,
    TimetableForm,
)
from densach.organisations.models import Organisation
from densach.organisations.opening import opening_words
from densach.organisations.views.places import this_day
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.wording import sentence


def _parts(request: Request, one: Organisation, part: str) -> list[NavItem]:
    words = {
        "profile": (_("Contacts"), "telephone"),
        "building": (_("House and land"), "building"),
        "opening": (_("Opening times"), "clock"),
        "closures": (_("Days closed"), "calendar-event"),
        "posts": (_("Staff posts"), "person-vcard"),
    }
    if request.actor.may(MANAGE, one):
        words["names"] = (_("Other names"), "bookmarks")
    return [
        NavItem(label, reverse(f"organisations:{name}", args=[one.code]), icon, active=name == part)
        for name, (label, icon) in words.items()
    ]


def _page(
    request: Request, one: Organisation, part: str, form: Form, *, template: str = "profile", **more: Any
) -> HttpResponse:
    context = {
        "organisation": one,
        "name": queries.named(one, this_day()).name,
        "parts": _parts(request, one, part),
        "part": part,
        "form": form,
        **more,
    }
    status = 422 if form.errors else 200
    return render(request, f"organisations/{template}.html", context, status=status)


def _saved(request: Request, one: Organisation, part: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(f"organisations:{part}", code=one.code)


@readers_only
def contacts(request: Request, code: str) -> HttpResponse:
    """How to reach it, and its point on the map."""
    one = profile_for(request.actor, code)
    form = ContactsForm(request.POST or None, initial=ContactsForm.as_now(queries.profile_of(one)))
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_contacts(
                at=timezone.now(), actor=request.actor, organisation=one, contacts=form.contacts()
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _saved(request, one, "profile")
    return _page(request, one, "profile", form)


@readers_only
def building(request: Request, code: str) -> HttpResponse:
    """How large its house is."""
    one = profile_for(request.actor, code)
    form = BuildingForm(request.POST or None, initial=BuildingForm.as_now(queries.profile_of(one)))
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_building(
                at=timezone.now(), actor=request.actor, organisation=one, building=form.building()
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _saved(request, one, "building")
    return _page(request, one, "building", form)


@readers_only
def opening(request: Request, code: str) -> HttpResponse:
    """The week that holds, those that held and will hold, and a new one."""
    one = profile_for(request.actor, code)
    on = this_day()
    present = queries.opening_times(one, on)
    form = TimetableForm(request.POST or None, initial=TimetableForm.as_now(present, on))
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_timetable(
                at=timezone.now(), actor=request.actor, organisation=one, timetable=form.timetable()
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _saved(request, one, "opening")
    weeks = [(table, opening_words(table.week)) for table in reversed(queries.timetables_of(one))]
    today = queries.is_open(one, on)
    return _page(request, one, "opening", form, template="opening", weeks=weeks, present=present, today=today)


@readers_only
@require_POST
def remove_timetable(request: Request, code: str) -> HttpResponse:
    """A week that was written by mistake."""
    one = profile_for(request.actor, code)
    since = parse_date(request.POST.get("since", ""))
    actions.remove_timetable(at=timezone.now(), actor=request.actor, organisation=one, since=since)
    return _saved(request, one, "opening")


@readers_only
def closures(request: Request, code: str) -> HttpResponse:
    """Days on which it does not open, those of today and later first."""
    one = profile_for(request.actor, code)
    on = this_day()
    form = ClosureForm(request.POST or None, initial={"first_day": on})
    if request.method == "POST" and form.is_valid():
        first_day, last_day = form.days()
        try:
            actions.close(
                at=timezone.now(),
                actor=request.actor,
                organisation=one,
                first_day=first_day,
                last_day=last_day,
                reason=form.cleaned_data["reason"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _saved(request, one, "closures")
    every = queries.closures_of(one)
    return _page(
        request,
        one,
        "closures",
        form,
        template="closures",
        ahead=[row for row in every if row.last_day >= on],
        gone=[row for row in reversed(every) if row.last_day < on],
    )


@readers_only
@require_POST
def reopen(request: Request, code: str, pk: str) -> HttpResponse:
    """A closure that does not hold any more."""
    one = profile_for(request.actor, code)
    actions.reopen(at=timezone.now(), actor=request.actor, organisation=one, closure_id=int(pk))
    return _saved(request, one, "closures")


@readers_only
def posts(request: Request, code: str) -> HttpResponse:
    """The staff posts, and a new or changed one."""
    one = profile_for(request.actor, code)
    on = this_day()
    form = PostForm(request.POST or None, initial={"since": on, "number": 1})
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_post(at=timezone.now(), actor=request.actor, organisation=one, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _saved(request, one, "posts")
    every = queries.all_posts_of(one)
    present = queries.posts_of(one, on)
    return _page(
        request,
        one,
        "posts",
        form,
        template="posts",
        present=present,
        others=[post for post in every if post not in present],
        places=sum(post.number for post in present),
        today=on,
    )


@readers_only
@require_POST
def end_post(request: Request, code: str, pk: str) -> HttpResponse:
    """A post that is there to a day and no longer."""
    one = profile_for(request.actor, code)
    last_day: date = parse_date(request.POST.get("last_day", ""))
    actions.end_post(
        at=timezone.now(), actor=request.actor, organisation=one, post_id=int(pk), last_day=last_day
    )
    return _saved(request, one, "posts")


@readers_only
def names(request: Request, code: str) -> HttpResponse:
    """The other names by which papers call it."""
    one = queries.by_code(code)
    require_manage(request.actor, one)
    form = AliasForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_alias(
                at=timezone.now(), actor=request.actor, organisation=one, alias=form.cleaned_data["alias"]
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _saved(request, one, "names")
    return _page(request, one, "names", form, template="names", aliases=queries.aliases_of(one))


@readers_only
@require_POST
def remove_name(request: Request, code: str) -> HttpResponse:
    """A name that is not its own."""
    one = queries.by_code(code)
    require_manage(request.actor, one)
    actions.remove_alias(
        at=timezone.now(), actor=request.actor, organisation=one, alias=request.POST.get("alias", "")
    )
    return _saved(request, one, "names")
