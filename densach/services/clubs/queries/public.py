"""What citizens see of clubs and teams: what they do, when they meet next, how to join. Nobody's name but the head's,
and that only with consent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q

from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.models import Consent
from densach.people.rules.purposes import is_child
from densach.services.activities.models import ActivityState, SessionState
from densach.services.clubs.models import Club, ClubState, MemberRole, Membership

PUBLISHES = "publicity"


@dataclass(frozen=True)
class PublicClub:
    """`activity_id`: whose public page tells more; None where it is not announced. `head` "" without consent."""

    id: int
    name: str
    kind: str
    interest: str
    about: str
    place: str
    next_on: date | None
    contact: str
    head: str
    activity_id: int | None


def public_clubs(organisation: Organisation | int, on: date, limit: int = 60) -> list[PublicClub]:
    """Active ones of the unit, by name; four queries however many."""
    key = organisation if isinstance(organisation, int) else organisation.pk
    coming = Min(
        "activity__sessions__on",
        filter=Q(activity__sessions__state=SessionState.PLANNED, activity__sessions__on__gte=on),
    )
    rows = (
        Club.objects.filter(organisation=key, public=True, state=ClubState.ACTIVE)
        .select_related("activity")
        .annotate(next_on=coming)
        .order_by("folded_name", "pk")[:limit]
    )
    found = list(rows)
    heads = _heads([one.pk for one in found], on)
    areas = organisations.area_names({one.area_id for one in found if one.area_id}, on)
    return [
        PublicClub(
            id=one.pk,
            name=one.name,
            kind=str(one.get_kind_display()),
            interest=str(one.get_interest_display()),
            about=one.about,
            place=", ".join(part for part in (one.hamlet, areas.get(one.area_id or 0, "")) if part),
            next_on=one.next_on,
            contact=one.activity.contact if one.activity else "",
            head=heads.get(one.pk, ""),
            activity_id=_announced(one),
        )
        for one in found
    ]


def activities_of_clubs(organisation: int) -> set[int]:
    """Activities in which clubs of the unit's register meet, paused and closed ones too."""
    rows = Club.objects.filter(organisation=organisation, activity__isnull=False)
    return set(rows.values_list("activity_id", flat=True))


def _announced(club: Club) -> int | None:
    activity = club.activity
    shown = activity is not None and activity.public and activity.state == ActivityState.PUBLISHED
    return activity.pk if activity is not None and shown else None


def _heads(clubs: list[int], on: date) -> Mapping[int, str]:
    """Club → name of the head who agreed to be named; never a child."""
    heads = Membership.objects.filter(
        club__in=clubs, role=MemberRole.HEAD, until__isnull=True, person__erased_at__isnull=True
    ).select_related("person")
    found = {one.club_id: one.person for one in heads}
    agreed = set(
        Consent.objects.filter(
            person__in=found.values(), purpose=PUBLISHES, withdrawn_at__isnull=True
        ).values_list("person_id", flat=True)
    )
    return {
        club: person.name
        for club, person in found.items()
        if person.pk in agreed and not is_child(person.birth_date, person.guardian_id is not None, on)
    }
