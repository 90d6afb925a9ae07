"""Contests: all of them, a new one, one with its tree of rounds, rounds made below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from densach.kernel.numbers import whole_number
from densach.people.access import only_with
from densach.services.contests import actions, pages
from densach.services.contests.access import contest_for, round_for, sees_all, unit_for, units_for
from densach.services.contests.forms.contests import BelowForm, ContestForm, ContestsFilter, NewContestForm
from densach.services.contests.models import Contest
from densach.services.contests.queries import contests as read
from densach.services.contests.rules import lifecycle
from densach.services.contests.rules.verbs import MANAGE, VIEW
from densach.services.contests.views.doing import PAGE, day, done, form_page, now, told
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.tables import download


def _home_crumb() -> NavItem:
    return NavItem(_("Contests and festivals"), reverse("contests:home"))


@only_with(VIEW)
@require_safe
def home(request: Request) -> HttpResponse:
    """All that the person sees; filters in the address, fifty a page, all of it as XLSX or CSV."""
    on = day()
    chosen = ContestsFilter(request.GET, on=on)
    rows = read.narrowed(
        read.contests_for(request.actor, on), text=chosen.chosen("q"), year=whole_number(chosen.chosen("nam")),
        state=chosen.chosen("tinh_trang"), level=chosen.chosen("cap"),
    ).order_by("-pk")  # fmt: skip
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken(rows, form)
    before = whole_number(request.GET.get("truoc", ""))
    page = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    kept = pages.kept_query(request, "truoc", "as")
    context = {
        "ways": pages.ways("contests", request.actor),
        "filter": chosen,
        "lines": read.summaries(page[:PAGE]),
        "names": pages.names((one.organisation_id for one in page), on),
        "query": kept,
        "next_url": f"?{kept}&truoc={page[PAGE - 1].pk}" if len(page) > PAGE else "",
        "is_filtered": any(chosen.chosen(name) for name in chosen.fields),
        "all_url": reverse("contests:home"),
        "may_hold": request.actor.may(MANAGE, None),
    }
    return render(request, "contests/home.html", context)


def _taken(rows: QuerySet[Contest], form: str) -> HttpResponse:
    on = day()
    head = [
        _("Contest or festival"), _("Who holds it"), _("Year"), _("Kind"), _("State of the highest round"),
        pgettext("contest", "Held on"), pgettext("contest", "Rounds"), _("Rounds closed"), _("Entries"), _("Paper"),
    ]  # fmt: skip

    def every() -> Iterator[list[object]]:
        found = list(rows)
        names = pages.names((one.organisation_id for one in found), on)
        for one in read.summaries(found):
            contest, first = one.contest, one.first
            yield [
                contest.title, names.get(contest.organisation_id, ""), contest.year,
                contest.kind.name if contest.kind else "", str(first.get_state_display()) if first else "",
                first.held_on if first else None, one.rounds, one.closed, one.entries, contest.paper_number,
            ]  # fmt: skip

    return download("cuoc-thi-lien-hoan", head, every(), form)


@only_with(MANAGE)
def new(request: Request) -> HttpResponse:
    on = day()
    units = [(one.code, one.name) for one in units_for(request.actor, on)]
    kinds = read.festival_kinds(on)
    form = NewContestForm(request.POST or None, request.FILES or None, units=units, kinds=kinds, on=on)
    if request.method == "POST" and form.is_valid():
        unit = unit_for(request.actor, form.cleaned_data["organisation"])
        made: list[Contest] = []

        def act() -> None:
            made.append(
                actions.hold_contest(
                    at=now(),
                    actor=request.actor,
                    organisation=unit,
                    data=form.data_of(),
                    first=form.round_data(),
                )
            )

        if done(form, act):
            words = _("Laid. Write its criteria, its jury and its prizes, then open it for entries.")
            return told(request, words, reverse("contests:contest", args=[made[0].pk]))
    return form_page(
        request, form, title=_("New contest or festival"), submit=_("Lay the contest"), icon="plus-lg",
        lead=_("With its highest round; rounds of the communes are made below it afterwards, in one act."),
        back=reverse("contests:home"), crumbs=[_home_crumb()], template="contests/new.html",
        has_units=bool(units), has_kinds=bool(kinds),
    )  # fmt: skip


@only_with(VIEW)
@require_safe
def contest(request: Request, pk: int) -> HttpResponse:
    """The contest with its rounds as a tree."""
    thing = contest_for(request.actor, pk)
    on = day()
    branches = read.tree_of(thing, request.actor, on)
    may = request.actor.may(MANAGE, thing.organisation_id)
    first = branches[0].round if branches else None
    context = {
        "thing": thing,
        "unit": pages.names([thing.organisation_id], on).get(thing.organisation_id, ""),
        "branches": branches,
        "is_whole": sees_all(request.actor, thing),
        "may_manage": may,
        "below_url": reverse("contests:below", args=[first.pk])
        if may and first is not None and lifecycle.may(first.state, "below")
        else "",
        "crumbs": [_home_crumb(), NavItem(thing.title, "")],
    }
    return render(request, "contests/contest.html", context)


@only_with(MANAGE)
def change(request: Request, pk: int) -> HttpResponse:
    thing = contest_for(request.actor, pk, MANAGE)
    form = ContestForm(
        request.POST or None, request.FILES or None, contest=thing, kinds=read.festival_kinds(day())
    )
    back = reverse("contests:contest", args=[pk])
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            return actions.change_contest(
                at=now(), actor=request.actor, contest=thing, data=form.data_of(), seen=form.seen
            )

        if done(form, act):
            return told(request, _("Changed."), back)
    return form_page(
        request, form, title=_("Change the contest"), submit=_("Save"), back=back,
        crumbs=[_home_crumb(), NavItem(thing.title, back)],
    )  # fmt: skip


@only_with(MANAGE)
def below(request: Request, pk: int) -> HttpResponse:
    """Rounds below for the units that are ticked, in one act."""
    above = round_for(request.actor, pk, MANAGE)
    offered = read.units_below(above, day())
    free = [(str(one.id), one.name) for one, _area, there in offered if not there]
    form = BelowForm(request.POST or None, above=above, units=free)
    back = reverse("contests:contest", args=[above.contest_id])
    if request.method == "POST" and form.is_valid():
        units = read.units_by_id([int(key) for key in form.cleaned_data["units"]])

        def act() -> object:
            return actions.add_rounds_below(
                at=now(),
                actor=request.actor,
                above=above,
                seen=form.seen,
                units=units,
                data=form.round_data(),
            )

        if done(form, act):
            words = ngettext("%(n)s round made.", "%(n)s rounds made.", len(units)) % {"n": len(units)}
            return told(request, words, back)
    ticked: set[Any] = set(form["units"].value() or [])
    rows = [(one, area, there, str(one.id) in ticked) for one, area, there in offered]
    return form_page(
        request, form, title=_("Rounds of the communes"), submit=_("Make these rounds"), icon="diagram-3", back=back,
        crumbs=pages.crumbs(above), template="contests/below.html", rows=rows,
        lead=_("Each unit that is ticked gets a round of its own, with these days and the criteria of this round."),
    )  # fmt: skip
