"""Letters that chased what was late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Max, QuerySet

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.people.queries import organisations_where
from densach.programme.tasks.models import Letter
from densach.programme.tasks.rules.refusals import UnknownWork


def letters_of(actor: Actor, on: date) -> QuerySet[Letter]:
    """Letters of the places where the actor hands out tasks, the latest first, with how many works each names."""
    own = organisations_where(actor, "task.manage", on).values("pk")
    rows = Letter.objects.filter(sender_id__in=own).select_related("plan", "sender", "addressee")
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
