"""Every role in words: what it may do, where it reaches, who has it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.people import queries
from densach.people.access import staff_required
from densach.people.rules import ROLES, grouped
from densach.ui.http import Request


@staff_required
@require_safe
def roles(request: Request) -> HttpResponse:
    """For everybody who works here; how many have a role is told to whoever looks after people."""
    having = queries.holders_by_role(request.actor, today(timezone.now()))
    own = {role for role, _place in queries.roles_of(request.actor)}
    lines = [
        {
            "role": role,
            "groups": [
                (gettext(name), [gettext(one) for one in verbs]) for name, verbs in grouped(role.verbs)
            ],
            "count": having.get(role.code, 0),
            "is_own": role.code in own,
        }
        for role in ROLES.values()
    ]
    counts = request.actor.may(queries.MANAGE, None)
    return render(request, "people/roles.html", {"lines": lines, "counts": counts})
