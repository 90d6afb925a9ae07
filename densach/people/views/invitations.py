"""Inviting somebody into a unit, and the invitations that wait."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people import actions, queries
from densach.people.access import carers_only
from densach.people.forms import NewPersonForm
from densach.people.models import Invitation
from densach.people.rules import ROLES
from densach.ui.http import Request
from densach.ui.wording import sentence

_PAGE = 50


@carers_only
@require_safe
def invitations(request: Request) -> HttpResponse:
    """Newest first: those that wait, and what became of the others."""
    at = timezone.now()
    before = whole_number(request.GET.get("before", ""))
    found = queries.invitations_page(request.actor, today(at), before=before, limit=_PAGE + 1)
    lines = [
        (
            one,
            place,
            ROLES[one.role].name if one.role in ROLES else one.role,
            _state(one, one.expires_at <= at),
        )
        for one, place in found[:_PAGE]
    ]
    next_url = f"?before={found[_PAGE - 1][0].pk}" if len(found) > _PAGE else ""
    return render(request, "people/invitations.html", {"lines": lines, "next_url": next_url})


def _state(invitation: Invitation, is_over: bool) -> str:
    if invitation.state == "open":
        return "expired" if is_over else "open"
    return invitation.state


@carers_only
@never_cache
def invite(request: Request) -> HttpResponse:
    """The link is on the page that answers, and in the mail if there is a mail server; nowhere else."""
    at = timezone.now()
    form = NewPersonForm(
        request.POST or None,
        units=queries.units_of(request.actor, today(at)),
        roles=queries.roles_to_give(request.actor),
        initial={"since": today(at)},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            invited = actions.invite(
                at=at,
                actor=request.actor,
                email=given["email"],
                name=given["name"],
                organisation=organisations.by_code(given["unit"].code),
                role=given["role"],
                since=given["since"],
                link_of=lambda token: request.build_absolute_uri(reverse("people:accept", args=[token])),
                language=get_language() or settings.LANGUAGE_CODE,
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return render(request, "people/invited.html", {"invited": invited})
    return render(request, "people/invite.html", {"form": form}, status=422 if form.errors else 200)


@carers_only
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    found = queries.invitation_for(request.actor, pk)
    try:
        actions.withdraw_invitation(at=timezone.now(), actor=request.actor, invitation=found)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The invitation is withdrawn; its link opens nothing any more."))
    return redirect("people:invitations")
