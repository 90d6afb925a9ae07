"""The jury of a round, and who may not score what."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from densach.people.access import only_with
from densach.services.contests import actions, pages
from densach.services.contests.access import conflict_in, judge_in, round_for
from densach.services.contests.forms.rounds import ConflictForm, JudgeForm
from densach.services.contests.models import EntryState, Round
from densach.services.contests.queries import scoring
from densach.services.contests.rules import lifecycle
from densach.services.contests.rules.verbs import MANAGE, VIEW
from densach.services.contests.views.doing import done, form_page, now, pressed, told
from densach.ui.http import Request


def _url(thing: Round) -> str:
    return reverse("contests:jury", args=[thing.pk])


@only_with(VIEW)
def jury(request: Request, pk: int) -> HttpResponse:
    """Who sits in it, and a form for the next one."""
    thing = round_for(request.actor, pk, MANAGE if request.method == "POST" else VIEW)
    may = request.actor.may(MANAGE, thing.organisation_id)
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            return actions.seat_judge(at=now(), actor=request.actor, round_=thing, data=form.data_of())

        if done(form, act):
            return told(request, _("Sits in the jury."), _url(thing))
    sheet = scoring.sheet_of(thing)
    context = {
        "thing": thing,
        "tabs": pages.tabs(thing, "jury"),
        "crumbs": pages.crumbs(thing),
        "judges": scoring.all_judges(thing),
        "progress": {judge.pk: sheet.done_by(judge) for judge in sheet.judges},
        "conflicts": scoring.conflicts_of(thing),
        "form": form,
        "may_manage": may,
        "may_seat": may and lifecycle.may(thing.state, "jury"),
        "may_score": may and lifecycle.may(thing.state, "score"),
    }
    return render(request, "contests/jury.html", context, status=422 if form.errors else 200)


@only_with(MANAGE)
@require_POST
def head(request: Request, pk: int, judge_pk: int) -> HttpResponse:
    thing = round_for(request.actor, pk, MANAGE)
    judge = judge_in(thing, judge_pk)
    pressed(
        request,
        lambda: actions.make_head(at=now(), actor=request.actor, judge=judge),
        _("Leads the jury from now on."),
    )
    return redirect(_url(thing))


@only_with(MANAGE)
@require_POST
def remove(request: Request, pk: int, judge_pk: int) -> HttpResponse:
    thing = round_for(request.actor, pk, MANAGE)
    judge = judge_in(thing, judge_pk)
    pressed(
        request,
        lambda: actions.remove_judge(at=now(), actor=request.actor, judge=judge),
        _("Has left the jury; marks already given count no longer."),
    )
    return redirect(_url(thing))


@only_with(MANAGE)
def conflict(request: Request, pk: int) -> HttpResponse:
    """Declared by who holds the round, in the judge's words."""
    thing = round_for(request.actor, pk, MANAGE)
    judges = {str(one.pk): one for one in scoring.sitting(thing)}
    competing = thing.entries.filter(state=EntryState.ENTERED).order_by("number")
    entries = {str(one.pk): one for one in competing}
    form = ConflictForm(request.POST or None, judges=list(judges.values()), entries=list(entries.values()))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def act() -> object:
            return actions.declare_conflict(
                at=now(), actor=request.actor, judge=judges[typed["judge"]], entry=entries[typed["entry"]],
                why=typed["why"],
            )  # fmt: skip

        if done(form, act):
            return told(request, _("Declared: the judge does not score this entry."), _url(thing))
    return form_page(
        request, form, title=_("Declare a conflict"), submit=pgettext("contest", "Declare"), back=_url(thing),
        crumbs=pages.crumbs(thing),
        lead=_("A judge does not score kin, own pupils or own units. Marks already given count no longer."),
    )  # fmt: skip


@only_with(MANAGE)
@require_POST
def conflict_end(request: Request, pk: int, conflict_pk: int) -> HttpResponse:
    thing = round_for(request.actor, pk, MANAGE)
    found = conflict_in(thing, conflict_pk)
    pressed(
        request,
        lambda: actions.take_back_conflict(at=now(), actor=request.actor, conflict=found),
        _("Taken back: the judge scores this entry."),
    )
    return redirect(_url(thing))
