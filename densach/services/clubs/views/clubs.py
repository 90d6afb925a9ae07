"""The register, one club, an act of its life."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from densach.people.access import only_with
from densach.services.clubs import actions, pages
from densach.services.clubs.access import club_for
from densach.services.clubs.forms.clubs import ClubsFilter, StepForm
from densach.services.clubs.models import Club
from densach.services.clubs.queries import clubs as read
from densach.services.clubs.rules.lifecycle import GOES_ON, may
from densach.services.clubs.rules.refusals import NoSuchClub
from densach.services.clubs.rules.verbs import MANAGE, VIEW
from densach.services.clubs.views.doing import day, done, form_page, now, told
from densach.ui.http import Request
from densach.ui.tables import download


@only_with(VIEW)
@require_safe
def home(request: Request) -> HttpResponse:
    """Filters in the address, fifty a page, all of it as XLSX or CSV."""
    on = day()
    every = read.clubs_for(request.actor, on)
    chosen = ClubsFilter(request.GET, units=read.units_of(every, on), areas=read.areas_of(every, on))
    rows = read.with_numbers(read.narrowed(every, chosen.wanted(), on), on)
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken(rows, form)
    page, key = read.page_after(rows, request.GET.get("sau", ""))
    kept = pages.kept_query(request, "sau", "as")
    context = {
        "ways": pages.ways("clubs"),
        "filter": chosen,
        "lines": [(one, pages.renewal(one.club, on)) for one in read.lines(page, on)],
        "counts": read.counts(every, on),
        "query": kept,
        "next_url": f"?{kept}&sau={key}" if key else "",
        "is_filtered": any(chosen.chosen(name) for name in chosen.fields),
        "all_url": reverse("clubs:home"),
        "may_manage": request.actor.may(MANAGE, None),
        "by_hand": pages.by_hand(read.kept_units(request.actor, on), on),
    }
    return render(request, "clubs/home.html", context)


def _taken(rows: QuerySet[Club], form: str) -> HttpResponse:
    on = day()
    head = [
        pgettext("club", "Name"), _("Kind"), _("Interest"), _("Unit"), _("Hamlet or neighbourhood"),
        pgettext("club", "Place"), pgettext("club", "Members"), _("Founded on"), _("Paper: number and symbol"),
        pgettext("club", "Holds until"), _("State"), _("Meetings in twelve months"), _("Met last on"),
    ]  # fmt: skip

    def every() -> Iterator[list[object]]:
        for one in read.lines(rows, on):
            club = one.club
            yield [
                club.name, str(club.get_kind_display()), str(club.get_interest_display()), one.unit, club.hamlet,
                one.place, one.members, club.founded_on, club.paper_number, club.renewed_until,
                str(club.get_state_display()), one.meetings, one.last,
            ]  # fmt: skip

    return download("cau-lac-bo-doi-nhom", head, every(), form)


@only_with(VIEW)
@require_safe
def club(request: Request, pk: int) -> HttpResponse:
    """What it is, who leads it, when it met and meets, what happened to it."""
    thing = club_for(request.actor, pk)
    on = day()
    names = read.may_name(request.actor, thing)
    coming, past = read.meetings_of(thing, on)
    now_, _past = read.member_counts(thing)
    goes_on = thing.state in GOES_ON
    context = {
        "thing": thing,
        "unit": dict(read.units_of(Club.objects.filter(pk=pk), on)).get(thing.organisation_id, ""),
        "place": read.place_of(thing, on),
        "crumbs": pages.crumbs(thing),
        "tabs": pages.tabs(request.actor, thing, "club", now_),
        "names": names,
        "head": read.head_of(thing) if names else None,
        "members": thing.members_told if thing.light else now_,
        "coming": coming,
        "past": past,
        "trips": read.last_trips(thing) if pages.travels(thing) else [],
        "travels": pages.travels(thing),
        "steps": [(pages.STEP_WORDS.get(one.act, one.act), one) for one in read.steps_of(thing)],
        "renewal": pages.renewal(thing, on),
        "may_manage": names,
        "goes_on": goes_on,
        "buttons": pages.buttons(request.actor, thing),
        "year": on.year,
        "by_hand": pages.by_hand([thing.organisation_id], on) if names else [],
    }
    return render(request, "clubs/club.html", context)


@only_with(MANAGE)
def step(request: Request, pk: int, act: str) -> HttpResponse:
    """Renewed, paused, taken up, closed, taken back."""
    thing = club_for(request.actor, pk, MANAGE)
    code = pages.BY_SLUG.get(act)
    if code is None:
        raise NoSuchClub
    words = pages.ACTS[code]
    on = day()
    form = StepForm(request.POST or None, request.FILES or None, act=code, club=thing, on=on)
    back = reverse("clubs:club", args=[pk])
    if request.method == "POST" and form.is_valid():

        def do() -> object:
            return actions.step_club(
                at=now(), actor=request.actor, club=thing, act=code, data=form.data_of(on), seen=form.seen
            )

        if done(form, do):
            return told(request, words.done, back)
    return form_page(
        request, form, title=words.label, submit=words.label, icon=words.icon, back=back, crumbs=pages.crumbs(thing),
        lead=words.lead, possible=may(thing.state, code),
    )  # fmt: skip
