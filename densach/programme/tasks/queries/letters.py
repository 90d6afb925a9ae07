"""Letters that chased what was late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.people.queries import organisations_where
from densach.programme.tasks.models import Letter, Part
from densach.programme.tasks.rules.refusals import UnknownWork


def letters_of(actor: Actor, on: date) -> QuerySet[Letter]:
    """Letters from the places where the actor hands out tasks or signs for them, and those that chase the actor's own
    units (a letter to all chases each unit whose work it names); the latest first, with how many works each names.
    """
    sent = Q(sender_id__in=organisations_where(actor, "task.manage", on).values("pk"))
    sent |= Q(sender_id__in=organisations_where(actor, "report.sign", on).values("pk"))
    own = organisations_where(actor, "task.progress", on).values("pk")
    chased = Part.objects.filter(organisation_id__in=own, reports=True).values("work_id")
    to_all = Letter.works.through.objects.filter(work_id__in=chased).values("letter_id")
    received = Q(addressee_id__in=own) | Q(addressee__isnull=True, pk__in=to_all)
    rows = Letter.objects.filter(sent | received).select_related("plan", "sender", "addressee")
    return rows.annotate(number=Count("works")).order_by("-pk")


def letter_for(actor: Actor, pk: int, on: date) -> Letter:
    """Raises UnknownWork for strangers and wrong numbers alike."""
    found = letters_of(actor, on).filter(pk=pk).first()
    if found is None:
        raise UnknownWork
    return found


def reminded(work_ids: Iterable[int]) -> dict[int, date]:
    """The day of the last letter that named each work."""
    rows = Letter.objects.filter(works__in=list(work_ids)).values("works").annotate(last=Max("printed_at"))
    return {row["works"]: today(row["last"]) for row in rows if row["last"]}
