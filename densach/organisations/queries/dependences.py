"""What stands on an act: later acts, units put under whom it founded, and what the rooms above say."""

from __future__ import annotations

from django.db.models import QuerySet
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
        *_entered(act, founded),
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


def opening_times_with(act: RegisterAct) -> QuerySet[OpeningTime]:
    """The hours that were entered together with the founding."""
    return OpeningTime.objects.filter(pk__in=act.told.get("opening_times", []))


def posts_with(act: RegisterAct) -> QuerySet[Post]:
    """The posts that were entered together with the founding, and have not ended since."""
    return Post.objects.filter(pk__in=act.told.get("posts", []), valid_to__isnull=True)


def _entered(act: RegisterAct, founded: tuple[int, ...]) -> list[Dependence]:
    """What was entered later about whom the act founded; of opening times each timetable counts once."""
    times = OpeningTime.objects.filter(organisation_id__in=founded).exclude(pk__in=opening_times_with(act))
    closures = Closure.objects.filter(organisation_id__in=founded)
    posts = Post.objects.filter(organisation_id__in=founded).exclude(pk__in=posts_with(act))
    tables = times.values("organisation_id", "valid_from").distinct().count()
    return [
        Dependence(gettext_noop("%(number)s timetables of opening hours"), {"number": tables}),
        Dependence(gettext_noop("%(number)s closures"), {"number": closures.count()}),
        Dependence(gettext_noop("%(number)s posts"), {"number": posts.count()}),
    ]
