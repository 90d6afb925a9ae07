"""A club is founded, told in the short form, changed, grown."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from densach.organisations.models import Organisation
from densach.people.access import only_with
from densach.services.clubs import actions, pages
from densach.services.clubs.access import club_for, unit_for, units_for
from densach.services.clubs.forms.clubs import ClubForm, GrowForm, LightForm, NewClubForm
from densach.services.clubs.models import Club
from densach.services.clubs.queries import clubs as read
from densach.services.clubs.rules.verbs import MANAGE
from densach.services.clubs.views.doing import day, done, form_page, now, told
from densach.ui.http import Request


@only_with(MANAGE)
def new(request: Request) -> HttpResponse:
    on = day()
    units = units_for(request.actor, on)
    form = NewClubForm(
        request.POST or None, request.FILES or None, units=[(one.code, one.name) for one in units],
        areas=read.communes_of_units([one.id for one in units], on), on=on,
    )  # fmt: skip
    made: list[Club] = []
    if request.method == "POST" and form.is_valid():
        unit = unit_for(request.actor, form.cleaned_data["organisation"])

        def act() -> None:
            made.append(
                actions.found_club(
                    at=now(), actor=request.actor, organisation=unit, data=form.data_of(), head=form.head()
                )
            )

        if done(form, act):
            words = _("In the register. Write its members and plan its meetings.")
            return told(request, words, reverse("clubs:club", args=[made[0].pk]))
    return form_page(
        request, form, title=_("New club or team"), submit=_("Enter in the register"), icon="plus-lg",
        back=reverse("clubs:home"), crumbs=pages.crumbs(), has_units=bool(units), template="clubs/new.html",
        lead=_("With its founding paper and its head. For a hamlet's interest group the short form is enough."),
    )  # fmt: skip


@only_with(MANAGE)
def light(request: Request) -> HttpResponse:
    """One screen of a phone."""
    on = day()
    units = units_for(request.actor, on)
    form = LightForm(
        request.POST or None, units=[(one.code, one.name) for one in units],
        areas=read.communes_of_units([one.id for one in units], on),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        unit: Organisation = unit_for(request.actor, form.cleaned_data["organisation"])
        made: list[Club] = []

        def act() -> None:
            made.append(
                actions.add_light_group(at=now(), actor=request.actor, organisation=unit, data=form.data_of())
            )

        if done(form, act):
            again = "them_nua" in request.POST
            to = reverse("clubs:new_light") if again else reverse("clubs:club", args=[made[0].pk])
            return told(request, _("Noted. Write down its meetings with how many came."), to)
    return form_page(
        request, form, title=_("New interest group"), submit=_("Note the group"), icon="plus-lg",
        back=reverse("clubs:home"), crumbs=pages.crumbs(), template="clubs/light.html", has_units=bool(units),
        again=_("Note it and write the next one"),
    )  # fmt: skip


@only_with(MANAGE)
def change(request: Request, pk: int) -> HttpResponse:
    thing = club_for(request.actor, pk, MANAGE)
    form = ClubForm(
        request.POST or None, request.FILES or None, club=thing,
        areas=read.communes_of_units([thing.organisation_id], day()),
    )  # fmt: skip
    back = reverse("clubs:club", args=[pk])
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            return actions.change_club(
                at=now(),
                actor=request.actor,
                club=thing,
                data=form.club_data(thing.kind, thing.area),
                seen=form.seen,
            )

        if done(form, act):
            return told(request, _("Changed."), back)
    return form_page(
        request,
        form,
        title=_("Change what is told of it"),
        submit=_("Save"),
        back=back,
        crumbs=pages.crumbs(thing),
    )


@only_with(MANAGE)
def grow(request: Request, pk: int) -> HttpResponse:
    thing = club_for(request.actor, pk, MANAGE)
    form = GrowForm(request.POST or None, request.FILES or None, club=thing, on=day())
    back = reverse("clubs:club", args=[pk])
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            return actions.grow(
                at=now(), actor=request.actor, club=thing, data=form.data_of(), seen=form.seen
            )

        if done(form, act):
            return told(request, _("In the full form now. Write its members."), back)
    return form_page(
        request, form, title=_("Into the full form"), submit=_("Into the full form"), icon="arrow-up", back=back,
        crumbs=pages.crumbs(thing),
        lead=_("With a founding paper and members by name; its meetings until now stay with it."),
    )  # fmt: skip
