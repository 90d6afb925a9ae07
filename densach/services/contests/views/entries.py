"""Entries of a round: the list, one with its life, the order by lot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.organisations.models import Level
from densach.people.access import only_with
from densach.services.contests import actions, pages
from densach.services.contests.access import entry_for, reads_names, round_for
from densach.services.contests.forms.fields import SeenForm, WhyForm
from densach.services.contests.forms.rounds import EntriesFilter, EntryForm
from densach.services.contests.models import Entry, EntryKind, EntryState, Round
from densach.services.contests.queries import contests as read
from densach.services.contests.queries import scoring
from densach.services.contests.queries.kin import sits
from densach.services.contests.queries.public import as_public
from densach.services.contests.rules import lifecycle
from densach.services.contests.rules.refusals import NoSuchContest
from densach.services.contests.rules.verbs import MANAGE, VIEW
from densach.services.contests.views.doing import PAGE, day, done, form_page, now, pressed, told
from densach.ui.http import Request
from densach.ui.tables import download

LEAVE = {
    "rut": (EntryState.WITHDRAWN, gettext_lazy("Withdraw the entry"), gettext_lazy("Withdrawn.")),
    "loai": (EntryState.DISQUALIFIED, gettext_lazy("Disqualify the entry"), gettext_lazy("Disqualified.")),
}


@only_with(VIEW)
@require_safe
def entries(request: Request, pk: int) -> HttpResponse:
    """Filters in the address, fifty a page, all of it as XLSX or CSV."""
    thing = round_for(request.actor, pk)
    chosen = EntriesFilter(request.GET)
    rows = read.entries_of(
        thing, text=chosen.chosen("q"), state=chosen.chosen("tinh_trang"), kind=chosen.chosen("loai")
    )
    names_told = reads_names(request.actor, thing)
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken(thing, rows, form, with_names=names_told)
    after = whole_number(request.GET.get("sau", ""))
    page = list((rows.filter(number__gt=after) if after else rows)[: PAGE + 1])
    shown = page[:PAGE]
    if not names_told:
        as_public(shown, day())
    kept = pages.kept_query(request, "sau", "as")
    may = request.actor.may(MANAGE, thing.organisation_id)
    context = {
        "thing": thing,
        "tabs": pages.tabs(thing, "entries"),
        "crumbs": pages.crumbs(thing),
        "filter": chosen,
        "entries": shown,
        "names": pages.names((one.organisation_id for one in shown), day()),
        "counts": read.entry_counts(thing),
        "query": kept,
        "next_url": f"?{kept}&sau={shown[-1].number}" if len(page) > PAGE else "",
        "is_filtered": any(chosen.chosen(name) for name in chosen.fields),
        "all_url": reverse("contests:entries", args=[pk]),
        "send_url": reverse("intake:send", args=["contest-entries"]),
        "may_enter": may and lifecycle.may(thing.state, "enter"),
        "may_draw": may and lifecycle.may(thing.state, "draw"),
    }
    return render(request, "contests/entries.html", context)


def _taken(thing: Round, rows: QuerySet[Entry], form: str, *, with_names: bool) -> HttpResponse:
    head = [
        pgettext("contest", "Number"), _("Kind"), _("Who competes"), _("Piece or work"), _("Genre"),
        _("Unit that sends it"), _("How many take part"),
        _("From the round"), _("State"), _("Why"), pgettext("contest", "Total"), _("Rank"),
    ]  # fmt: skip

    def every() -> Iterator[list[object]]:
        found = list(rows)
        if not with_names:
            as_public(found, day())
        names = pages.names((one.organisation_id for one in found), day())
        for one in found:
            yield [
                one.number, str(one.get_kind_display()), one.name, one.title, one.genre,
                names.get(one.organisation_id or 0, ""), one.members, one.origin.round.name if one.origin else "",
                str(one.get_state_display()), one.state_why, one.total, one.rank,
            ]  # fmt: skip

    return download(f"bai-du-thi-{thing.pk}", head, every(), form)


def _units(thing: Round) -> list[tuple[str, str]]:
    """Units of the round's place, and the organiser itself; a province's list is its institutions and committees."""
    on = day()
    inside = organisations.area_ids_within(thing.area_id or 0, on)
    levels = [one.value for one in Level if one.value != "nation"]
    found = organisations.alive(on, area_ids=inside, levels=levels)
    return [(one.code, one.name) for one in found]


def _form(request: Request, thing: Round, entry: Entry | None) -> EntryForm:
    kinds = thing.contest.entry_kinds or EntryKind.values
    return EntryForm(
        request.POST or None, request.FILES or None, kinds=kinds, units=_units(thing),
        people=read.people_of(thing), entry=entry,
    )  # fmt: skip


@only_with(MANAGE)
def enter(request: Request, pk: int) -> HttpResponse:
    thing = round_for(request.actor, pk, MANAGE)
    form = _form(request, thing, None)
    back = reverse("contests:entries", args=[pk])
    if request.method == "POST" and form.is_valid():
        person = read.enrolled_person(thing, form.person_key)

        def act() -> object:
            return actions.enter(at=now(), actor=request.actor, round_=thing, data=form.data_of(person))

        if done(form, act):
            again = "them_nua" in request.POST
            return told(request, _("Entered."), reverse("contests:enter", args=[pk]) if again else back)
    return form_page(
        request, form, title=_("New entry"), submit=_("Enter"), icon="plus-lg", back=back,
        crumbs=pages.crumbs(thing), again=_("Enter and write the next one"),
    )  # fmt: skip


@only_with(VIEW)
@require_safe
def entry(request: Request, pk: int) -> HttpResponse:
    thing = entry_for(request.actor, pk)
    if not reads_names(request.actor, thing.round):
        as_public([thing], day())
    may = request.actor.may(MANAGE, thing.round.organisation_id)
    works = may and lifecycle.may(thing.round.state, "entry")
    ranked = thing.round.ranked_at is not None
    sees_marks = ranked or (may and not sits(thing.round, request.actor.id))
    sheet = scoring.sheet_of(thing.round)
    criteria = sheet.criteria
    context = {
        "thing": thing,
        "names": pages.names([thing.organisation_id], day()),
        "crumbs": pages.crumbs(thing.round),
        "may_change": works and thing.state == EntryState.ENTERED,
        "may_readmit": works and thing.state != EntryState.ENTERED,
        "criteria": criteria,
        # Marks are the jury's own until the ranking is fixed; who holds the round enters them and sees them.
        "marks": _marks(sheet, thing) if sees_marks else [],
        "shows_marks": sees_marks,
        "tie": pages.tie_text(thing.tie, criteria),
        "changes": scoring.changes_of(thing) if may and sees_marks else [],
        "risen": read.risen_from(thing.round).get(thing.pk),
        "awards": [one for one in read.awards_of(thing.round, with_past=True) if one.entry_id == thing.pk],
        "conflicts": [one for one in scoring.conflicts_of(thing.round) if one.entry_id == thing.pk],
    }
    return render(request, "contests/entry.html", context)


def _marks(sheet: scoring.Sheet, thing: Entry) -> list[dict[str, Any]]:
    """A line for each judge: marks in the order of the criteria, or why there are none."""
    return [
        {
            "judge": judge,
            "marks": [
                pages.mark_text(sheet.marks.get((thing.pk, judge.pk, one.pk))) for one in sheet.criteria
            ],
            "why": sheet.against.get((judge.pk, thing.pk), ""),
        }
        for judge in sheet.judges
    ]


@only_with(MANAGE)
def change(request: Request, pk: int) -> HttpResponse:
    thing = entry_for(request.actor, pk, MANAGE)
    form = _form(request, thing.round, thing)
    back = reverse("contests:entry", args=[pk])
    if request.method == "POST" and form.is_valid():
        person = read.enrolled_person(thing.round, form.person_key)
        seen = form.cleaned_data["revision"] or 0

        def act() -> object:
            return actions.change_entry(
                at=now(), actor=request.actor, entry=thing, seen=seen, data=form.data_of(person)
            )

        if done(form, act):
            return told(request, _("Changed."), back)
    return form_page(
        request,
        form,
        title=_("Change the entry"),
        submit=_("Save"),
        back=back,
        crumbs=pages.crumbs(thing.round),
    )


@only_with(MANAGE)
def leave(request: Request, pk: int, act: str) -> HttpResponse:
    """Withdrawn or disqualified, with the reason."""
    thing = entry_for(request.actor, pk, MANAGE)
    if act not in LEAVE:
        raise NoSuchContest
    state, title, words = LEAVE[act]
    form = WhyForm(request.POST or None, initial={"revision": thing.revision})
    back = reverse("contests:entry", args=[pk])
    if request.method == "POST" and form.is_valid():

        def do() -> object:
            return actions.leave(
                at=now(),
                actor=request.actor,
                entry=thing,
                seen=form.seen,
                why=form.cleaned_data["why"],
                state=state,
            )

        if done(form, do):
            return told(request, words, back)
    return form_page(
        request, form, title=title, submit=title, icon="x-circle", back=back, crumbs=pages.crumbs(thing.round),
        lead=f"{thing.number}. {thing.name}",
    )  # fmt: skip


@only_with(MANAGE)
@require_POST
def readmit(request: Request, pk: int) -> HttpResponse:
    thing = entry_for(request.actor, pk, MANAGE)
    seen = whole_number(request.POST.get("revision", "")) or 0
    pressed(
        request,
        lambda: actions.readmit(at=now(), actor=request.actor, entry=thing, seen=seen),
        _("Competes again."),
    )
    return redirect("contests:entry", pk)


@only_with(MANAGE)
def draw(request: Request, pk: int) -> HttpResponse:
    """By lot on the spot, or the numbers as they were drawn in the hall."""
    thing = round_for(request.actor, pk, MANAGE)
    form = SeenForm(request.POST or None, initial={"revision": thing.revision})
    rows = list(read.entries_of(thing))
    back = reverse("contests:entries", args=[pk])
    if request.method == "POST" and form.is_valid():
        numbers = {
            one.pk: number
            for one in rows
            if (number := whole_number(request.POST.get(f"so-{one.pk}", ""))) is not None
        }

        def act() -> object:
            if "boc" in request.POST:
                return actions.draw(at=now(), actor=request.actor, round_=thing, seen=form.seen)
            return actions.number_entries(
                at=now(), actor=request.actor, round_=thing, seen=form.seen, numbers=numbers
            )

        if done(form, act):
            return told(request, _("The order is written down."), back)
    typed = [(one, request.POST.get(f"so-{one.pk}", str(one.number))) for one in rows]
    return form_page(
        request, form, title=_("Order of appearance"), submit=_("Save these numbers"), back=back,
        crumbs=pages.crumbs(thing), template="contests/draw.html", rows=typed,
    )  # fmt: skip
