"""A round: how it stands and what is to be done next; its days, criteria, prizes; its steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.people.access import only_with
from densach.services.contests import actions, pages
from densach.services.contests.access import round_for
from densach.services.contests.forms.contests import RoundForm
from densach.services.contests.forms.fields import SeenForm, WhyForm
from densach.services.contests.forms.rounds import (
    CriteriaForm,
    LinesForm,
    PrizesForm,
    criterion_lines,
    prize_lines,
)
from densach.services.contests.models import Round
from densach.services.contests.queries import contests as read
from densach.services.contests.queries import scoring
from densach.services.contests.rules import lifecycle
from densach.services.contests.rules.refusals import NoSuchContest, NotNow
from densach.services.contests.rules.verbs import MANAGE, VIEW
from densach.services.contests.views.doing import day, done, form_page, now, told
from densach.ui.http import Request
from densach.ui.wording import sentence


@only_with(VIEW)
@require_safe
def round_(request: Request, pk: int) -> HttpResponse:
    thing = round_for(request.actor, pk)
    may = request.actor.may(MANAGE, thing.organisation_id)
    sheet = scoring.sheet_of(thing)
    counts = read.entry_counts(thing)
    context = {
        "thing": thing,
        "unit": pages.names([thing.organisation_id], day()).get(thing.organisation_id, ""),
        "tabs": pages.tabs(thing, "round"),
        "crumbs": pages.crumbs(thing),
        "buttons": pages.buttons(request.actor, thing),
        "may_manage": may,
        "work": {name: may and lifecycle.may(thing.state, name) for name in lifecycle.WORK},
        "sheet": sheet,
        "progress": [(judge, *sheet.done_by(judge)) for judge in sheet.judges],
        "counts": counts,
        "prizes": read.prizes_of(thing),
        "next": _next(thing, sheet, counts) if may else [],
        "above": thing.above,
        "below": thing.below.count(),
        "activity_url": pages.activity_url(thing),
    }
    return render(request, "contests/round.html", context)


def _next(thing: Round, sheet: scoring.Sheet, counts: dict[str, int]) -> list[str]:
    """What still lacks before the next step."""
    said = []
    if thing.state in ("planned", "open"):
        if not sheet.criteria:
            said.append(_("Criteria are not written. A festival without marks needs none."))
        elif not sheet.judges:
            said.append(_("Nobody sits in the jury yet."))
        if thing.held_on is None:
            said.append(_("The day on which it is held is not told yet."))
    if thing.state == "open" and not counts["entered"]:
        said.append(_("No entry yet."))
    if thing.state == "judging" and sheet.missing:
        said.append(_("%(n)s marks are still missing.") % {"n": len(sheet.missing)})
    return said


@only_with(MANAGE)
def change(request: Request, pk: int) -> HttpResponse:
    thing = round_for(request.actor, pk, MANAGE)
    form = RoundForm(request.POST or None, round_=thing, criteria=scoring.criteria_of(thing))
    back = reverse("contests:round", args=[pk])
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            return actions.change_round(
                at=now(), actor=request.actor, round_=thing, seen=form.seen, data=form.data_of(thing)
            )

        if done(form, act):
            return told(request, _("Changed."), back)
    return form_page(
        request, form, title=_("Change the round"), submit=_("Save"), back=back, crumbs=pages.crumbs(thing)
    )


def _lines(
    request: Request, thing: Round, form: LinesForm, act: Callable[[], object], **words: Any
) -> HttpResponse:
    """A table of lines typed over on one page."""
    back = reverse("contests:round", args=[thing.pk])
    if request.method == "POST" and form.is_valid() and done(form, act):
        return told(request, _("Written down."), back)
    return form_page(
        request, form, submit=_("Save"), back=back, crumbs=pages.crumbs(thing), template="contests/lines.html",
        **words,
    )  # fmt: skip


@only_with(MANAGE)
def criteria(request: Request, pk: int) -> HttpResponse:
    thing = round_for(request.actor, pk, MANAGE)
    lines = criterion_lines(scoring.criteria_of(thing), pages.typed_mark)
    form = CriteriaForm(request.POST or None, lines=lines, initial={"revision": thing.revision})

    def act() -> object:
        told_ = form.cleaned_data
        return actions.write_criteria(
            at=now(), actor=request.actor, round_=thing, seen=form.seen, criteria=told_["rows"]
        )

    heads = (
        ("name", _("Criterion"), ""),
        ("most", _("Highest mark"), "decimal"),
        ("weight", _("Weight"), "decimal"),
    )
    lead = _(
        "The mark of each criterion is the mean of the judges; the total adds them up, each times its weight."
    )
    return _lines(request, thing, form, act, title=_("Criteria"), lead=lead, heads=heads)


@only_with(MANAGE)
def prizes(request: Request, pk: int) -> HttpResponse:
    thing = round_for(request.actor, pk, MANAGE)
    lines = prize_lines(read.prizes_of(thing))
    form = PrizesForm(request.POST or None, lines=lines, initial={"revision": thing.revision})

    def act() -> object:
        told_ = form.cleaned_data
        return actions.write_prizes(
            at=now(), actor=request.actor, round_=thing, seen=form.seen, prizes=told_["rows"]
        )

    heads = (
        ("name", _("Prize"), ""),
        ("number", _("How many"), "numeric"),
        ("amount", _("Money (đồng)"), "numeric"),
    )
    lead = _("In the order in which they are given: by it prizes are proposed to ranks.")
    return _lines(request, thing, form, act, title=_("Prizes"), lead=lead, heads=heads)


@only_with(MANAGE)
def step(request: Request, pk: int, act: str) -> HttpResponse:
    """One act of the round's life: what it does is told, then it is done."""
    thing = round_for(request.actor, pk, MANAGE)
    offered = pages.ACTS.get(act)
    if offered is None:
        raise NoSuchContest
    back = reverse("contests:round", args=[pk])
    found = next((one for one in lifecycle.steps(thing.state) if one.act == act), None)
    if found is None:
        return _not_now(request, thing, back)
    kind: type[django_forms.Form] = WhyForm if found.explained else SeenForm
    form = kind(request.POST or None, initial={"revision": thing.revision})
    if request.method == "POST" and form.is_valid():

        def do() -> object:
            typed = form.cleaned_data
            return actions.step_round(
                at=now(), actor=request.actor, round_=thing, act=act, seen=typed["revision"],
                why=typed.get("why", ""),
            )  # fmt: skip

        if done(form, do):
            return told(request, offered.done, back)
    return form_page(
        request, form, title=offered.label, lead=offered.lead, submit=offered.label, icon=offered.icon, back=back,
        crumbs=pages.crumbs(thing), facts=_facts(thing, act),
    )  # fmt: skip


def _not_now(request: Request, thing: Round, back: str) -> HttpResponse:
    messages.error(request, sentence(NotNow(state=str(thing.get_state_display()))))
    return redirect(back)


def _facts(thing: Round, act: str) -> Sequence[tuple[str, Any]]:
    """What the person looks at before saying yes."""
    counts = read.entry_counts(thing)
    told_ = [(_("Entries"), counts["entered"])]
    if act in ("rank", "judge"):
        sheet = scoring.sheet_of(thing)
        told_ += [(_("Judges"), len(sheet.judges)), (_("Criteria"), len(sheet.criteria))]
        if act == "rank":
            told_ += [(_("Marks given"), sheet.given), (_("Marks missing"), len(sheet.missing))]
    return told_
