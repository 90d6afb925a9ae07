"""Marks: the judge's own page on a phone, and the secretary's page for a judge's paper sheet."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from densach.people.access import account_required, only_with
from densach.services.contests import actions, pages
from densach.services.contests.access import judge_in, own_judge, round_for
from densach.services.contests.forms.fields import PlainWhyForm
from densach.services.contests.forms.marks import MarksForm
from densach.services.contests.models import Entry, Judge, RoundState
from densach.services.contests.queries import scoring
from densach.services.contests.queries.kin import sits
from densach.services.contests.rules.refusals import JudgesThemselves, NoSuchContest
from densach.services.contests.rules.verbs import MANAGE
from densach.services.contests.views.doing import day, done, form_page, now, told
from densach.ui.http import Request
from densach.ui.nav import NavItem


@account_required
@require_safe
def seats(request: Request) -> HttpResponse:
    """The juries in which one sits."""
    found = scoring.seats_of(request.actor.id)
    context = {
        "seats": [(one, _progress(one)) for one in found if one.round.state == RoundState.JUDGING],
        "others": [one for one in found if one.round.state != RoundState.JUDGING],
        "names": pages.names((one.round.organisation_id for one in found), day()),
        "ways": pages.ways("seats", request.actor) if request.actor.may("activity.view", None) else [],
    }
    return render(request, "contests/seats.html", context)


def _progress(judge: Judge) -> tuple[int, int]:
    return scoring.sheet_of(judge.round, judge).done_by(judge)


def _crumbs(judge: Judge) -> list[NavItem]:
    return [
        NavItem(_("I judge"), reverse("contests:seats")),
        NavItem(judge.round.name, reverse("contests:seat", args=[judge.pk])),
    ]


@account_required
@require_safe
def seat(request: Request, pk: int) -> HttpResponse:
    """One's own sheet: what is scored and what is not; nothing of what others gave before the round is ranked."""
    judge = own_judge(request.actor, pk)
    sheet = scoring.sheet_of(judge.round, judge)
    lines = [
        {
            "entry": one,
            "marks": [
                pages.mark_text(sheet.marks.get((one.pk, judge.pk, each.pk))) for each in sheet.criteria
            ],
            "whole": len(sheet.ballot(one, judge)) == len(sheet.criteria),
            "why": sheet.against.get((judge.pk, one.pk), ""),
        }
        for one in sheet.entries
    ]
    context = {
        "judge": judge,
        "round": judge.round,
        "sheet": sheet,
        "lines": lines,
        "done": sheet.done_by(judge),
        "next": _next(sheet, judge, None),
        "open": judge.round.state == RoundState.JUDGING,
        "crumbs": _crumbs(judge)[:1],
        "names": pages.names((one.organisation_id for one in sheet.entries), day()),
    }
    return render(request, "contests/seat.html", context)


def _next(sheet: scoring.Sheet, judge: Judge, after: Entry | None) -> Entry | None:
    """The next entry that the judge has not scored whole, going on from one and round to the first."""
    open_ = [
        one
        for one in sheet.entries
        if (judge.pk, one.pk) not in sheet.against and len(sheet.ballot(one, judge)) < len(sheet.criteria)
    ]
    later = [one for one in open_ if after is None or one.number > after.number]
    return next(iter([*later, *open_]), None)


@account_required
def vote(request: Request, pk: int, entry_pk: int) -> HttpResponse:
    """One entry with its criteria; saved, the next one that is not scored yet comes up."""
    judge = own_judge(request.actor, pk)
    sheet = scoring.sheet_of(judge.round, judge)
    entry = next((one for one in sheet.entries if one.pk == entry_pk), None)
    if entry is None:
        raise NoSuchContest
    form = MarksForm(request.POST or None, sheet=sheet, judge=judge, entries=[entry])
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            return actions.give_marks(at=now(), actor=request.actor, judge=judge, marks=form.marks)

        if done(form, act):
            following = _next(scoring.sheet_of(judge.round, judge), judge, entry)
            if following is None:
                return told(
                    request, _("Saved. You have scored them all."), reverse("contests:seat", args=[pk])
                )
            return told(request, _("Saved."), reverse("contests:vote", args=[pk, following.pk]))
        form.sheet = scoring.sheet_of(judge.round, judge)
    place = [one.pk for one in sheet.entries].index(entry.pk)
    context = {
        "judge": judge,
        "entry": entry,
        "unit": pages.names([entry.organisation_id], day()).get(entry.organisation_id or 0, ""),
        "form": form,
        "line": form.lines()[0],
        "place": place + 1,
        "of": len(sheet.entries),
        "before": sheet.entries[place - 1] if place else None,
        "after": sheet.entries[place + 1] if place + 1 < len(sheet.entries) else None,
        "open": judge.round.state == RoundState.JUDGING,
        "crumbs": _crumbs(judge),
    }
    return render(request, "contests/vote.html", context, status=422 if form.errors else 200)


@account_required
def decline(request: Request, pk: int, entry_pk: int) -> HttpResponse:
    """The judge says why an entry is not theirs to score."""
    judge = own_judge(request.actor, pk)
    sheet = scoring.sheet_of(judge.round, judge)
    entry = next((one for one in sheet.entries if one.pk == entry_pk), None)
    if entry is None:
        raise NoSuchContest
    form = PlainWhyForm(request.POST or None)
    back = reverse("contests:seat", args=[pk])
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            return actions.declare_conflict(
                at=now(), actor=request.actor, judge=judge, entry=entry, why=form.cleaned_data["why"]
            )

        if done(form, act):
            return told(request, _("Declared: you do not score this entry."), back)
    return form_page(
        request, form, title=_("I may not score this entry"), submit=pgettext("contest", "Declare"), back=back,
        crumbs=_crumbs(judge), lead=f"{entry.number}. {entry.name}",
    )  # fmt: skip


@only_with(MANAGE)
def sheet(request: Request, pk: int, judge_pk: int) -> HttpResponse:
    """All marks of one judge, typed from the paper sheet."""
    thing = round_for(request.actor, pk, MANAGE)
    judge = judge_in(thing, judge_pk)
    if thing.ranked_at is None and judge.user_id != request.actor.id and sits(thing, request.actor.id):
        raise JudgesThemselves
    found = scoring.sheet_of(thing, judge)
    form = MarksForm(request.POST or None, sheet=found, judge=judge, entries=found.entries)
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            return actions.give_marks(at=now(), actor=request.actor, judge=judge, marks=form.marks)

        if done(form, act):
            return told(request, _("The sheet is saved."), reverse("contests:jury", args=[pk]))
        form.sheet = scoring.sheet_of(thing, judge)
    if judge.removed_at is not None:
        return redirect("contests:jury", pk)
    context = {
        "thing": thing,
        "judge": judge,
        "form": form,
        "sheet": found,
        "lines": form.lines(),
        "names": pages.names((one.organisation_id for one in found.entries), day()),
        "open": thing.state == RoundState.JUDGING and judge.user_id in (None, request.actor.id),
        "scores_alone": thing.state == RoundState.JUDGING and judge.user_id not in (None, request.actor.id),
        "crumbs": pages.crumbs(thing, NavItem(_("Jury"), reverse("contests:jury", args=[pk]))),
    }
    return render(request, "contests/sheet.html", context, status=422 if form.errors else 200)
