"""A meeting is written down in one act."""

from __future__ import annotations

import secrets

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from densach.people.access import only_with
from densach.services.clubs import actions, pages
from densach.services.clubs.access import club_for
from densach.services.clubs.forms.meetings import MeetingForm
from densach.services.clubs.rules.verbs import MANAGE
from densach.services.clubs.views.doing import done, form_page, now, told
from densach.ui.http import Request


@only_with(MANAGE)
def record(request: Request, pk: int) -> HttpResponse:
    thing = club_for(request.actor, pk, MANAGE)
    at = now()
    initial = {"key": secrets.token_urlsafe(16), "place": thing.hamlet}
    form = MeetingForm(request.POST or None, at=at, initial=initial)
    back = reverse("clubs:club", args=[pk])
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            return actions.record_meeting(at=at, actor=request.actor, club=thing, data=form.data_of())

        if done(form, act):
            return told(request, _("Written down and counted."), back)
    return form_page(
        request, form, title=_("Write down a meeting"), submit=_("Write down and count"), back=back,
        crumbs=pages.crumbs(thing), template="clubs/meet.html", lead=thing.name,
    )  # fmt: skip
