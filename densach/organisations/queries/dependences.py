"""What stands on an act: later acts, units put under whom it founded, and what the rooms above say."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_noop

from densach.organisations.effects import Dependence, Done, dependences_of
from densach.organisations.models import (
    Closure,
    OpeningTime,
    OrganisationVersion,
    Post,
    RegisterAct,
)
from densach.organisations.queries.acts import later_acts


def what_depends(act: RegisterAct) -> list[Dependence]:
    """Everything that forbids undoing the act; empty when it may be undone."""
    founded = tuple(key for (key,) in act.parts.filter(founded=True).values_list("organisation_id") if key)
    touched = tuple(key for (key,) in act.parts.values_list("organisation_id").distinct() if key)
    later = later_acts(act)
    found = [
        Dependence(
            gettext_noop("%(number)s later acts on the same institutions"),
            {"number": len(later)},
            url=reverse("organisations:act", args=[later[0].pk]) if later else "",
        ),
        Dependence(gettext_noop("%(number)s units that stand under it"), {"number": _under(act, founded)}),
        Dependence(gettext_noop("%(number)s opening times, closures and posts"), {"number": _entered(founded)}),
    ]
    found += dependences_of(Done(touched, founded, act.on, act.done_at))
    return [one for one in found if one.number]


def words_of(one: Dependence) -> str:
    """What stands on the act and how many, in the language of this reply."""
    return one.words


def _under(act: RegisterAct, founded: tuple[int, ...]) -> int:
    """Versions of others, written by other acts, whose parent the act had founded."""
    own = act.parts.filter(opened__isnull=False).values("opened_id")
    rows = OrganisationVersion.objects.filter(parent_id__in=founded).exclude(pk__in=own)
    return rows.values("organisation_id").distinct().count()


def _entered(founded: tuple[int, ...]) -> int:
    wanted = Q(organisation_id__in=founded)
    return sum(model.objects.filter(wanted).count() for model in (OpeningTime, Closure, Post))
