"""What an act of the register changes for people: where they work, and over whom they have a say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_noop

from densach.organisations import queries as organisations
from densach.organisations.effects import Dependence, Done, Effect
from densach.organisations.planned import Part, PlannedChange
from densach.people.models import Employment, Membership

MOST_NAMES = 5


def effects(change: PlannedChange) -> Iterator[Effect]:
    """Who has a role, or works, in what ends; who gains or loses the say over what moves."""
    for part in change.parts:
        if part.ended and part.organisation_id:
            yield from _of_ended(change, part)
    yield from _of_moved(change)


def dependences(done: Done) -> Iterator[Dependence]:
    """Roles and posts in whom the act founded, and those given since it to anyone it touched."""
    first = max(done.on, done.at.date())
    touched = Q(organisation_id__in=done.organisation_ids, valid_from__gte=first)
    own = Q(organisation_id__in=done.founded_ids)
    roles = Membership.objects.filter(touched | own).count()
    yield Dependence(gettext_noop("%(number)s roles given there"), {"number": roles})
    works = Employment.objects.filter(touched | own).count()
    yield Dependence(gettext_noop("%(number)s lines of the staff file"), {"number": works})


def _roles(organisation_ids: list[int], change: PlannedChange) -> dict[int, str]:
    """Who has a role there on the day: account → name."""
    rows = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=change.on),
        organisation_id__in=organisation_ids,
        valid_from__lte=change.on,
        user__is_active=True,
    )
    return dict(rows.order_by("user__sort_key").values_list("user_id", "user__name"))


def _named(names: list[str]) -> str:
    return ", ".join(names[:MOST_NAMES]) + ("…" if len(names) > MOST_NAMES else "")


def _of_ended(change: PlannedChange, part: Part) -> Iterator[Effect]:
    key = part.organisation_id or 0
    until = change.on - timedelta(days=1)
    if people := list(_roles([key], change).values()):
        text = gettext_noop(
            "%(number)s people have a role in %(name)s, the last day of which is %(day)s: %(people)s. Give them "
            "their roles where they go on."
        )
        told = {"name": part.name, "number": len(people), "day": until, "people": _named(people)}
        yield Effect(text, told, "decide")
    employed = Employment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=change.on), organisation_id=key
    ).count()
    if employed:
        text = gettext_noop("%(number)s people of the staff file work in %(name)s: enter where they go on.")
        yield Effect(text, {"name": part.name, "number": employed}, "decide")


def _of_moved(change: PlannedChange) -> Iterator[Effect]:
    """Roles reach down the tree of the day: with another parent others have the say. Told once for each group."""
    lost: dict[tuple[str, ...], list[str]] = {}
    won: dict[tuple[str, ...], list[str]] = {}
    for part in change.parts:
        if part.before is None or part.after is None or part.before.parent == part.after.parent:
            continue
        before = _above(change, part.before.parent)
        after = _above(change, part.after.parent)
        losers = _roles([key for key in before if key not in after], change)
        winners = _roles([key for key in after if key not in before], change)
        for told, some, others in ((lost, losers, winners), (won, winners, losers)):
            if names := tuple(name for key, name in some.items() if key not in others):
                told.setdefault(names, []).append(part.name)
    for people, units in lost.items():
        text = gettext_noop("%(number)s people no longer have a say over %(name)s: %(people)s.")
        yield Effect(text, {"name": units, "number": len(people), "people": _named(list(people))})
    for people, units in won.items():
        text = gettext_noop("%(number)s people get a say over %(name)s: %(people)s.")
        yield Effect(text, {"name": units, "number": len(people), "people": _named(list(people))})


def _above(change: PlannedChange, code: str) -> list[int]:
    """Everyone over whoever stands under `code`; one that the act founds has its own parent over it."""
    founded = change.part(code)
    if founded is not None and founded.founded and founded.after is not None:
        code = founded.after.parent
    key = change.ids.get(code)
    return organisations.ancestor_ids(key, change.on) if key else []
