"""What an act of the register changes for reports: what its units still owe, and what they gather."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop

from densach.organisations.effects import Dependence, Done, Effect
from densach.organisations.planned import PlannedChange
from densach.programme.reports.models import Obligation, ReportState

_OPEN = (ReportState.DRAFT, ReportState.RETURNED)
MOST_NAMES = 4


def effects(change: PlannedChange) -> Iterator[Effect]:
    """What an ended unit still owes, and what others owe to it."""
    for part in change.parts:
        if not part.ended or part.organisation_id is None:
            continue
        owed = _open(Obligation.objects.filter(organisation_id=part.organisation_id))
        if number := len(owed):
            text = gettext_noop(
                "%(name)s still owes %(number)s reports (%(what)s): let them be sent before it ends, or take them off."
            )
            what = sorted({one.period for one in owed})[:MOST_NAMES]
            yield Effect(
                text,
                {"name": part.name, "number": number, "what": what},
                "decide",
                url=reverse("reports:board"),
            )
        awaited = _open(Obligation.objects.filter(recipient_id=part.organisation_id))
        if number := len(awaited):
            text = gettext_noop("%(number)s reports are owed to %(name)s: say to whom they go.")
            yield Effect(text, {"name": part.name, "number": number}, "decide", url=reverse("reports:board"))


def dependences(done: Done) -> Iterator[Dependence]:
    """Reports that took figures after the act for days from it on, and anything owed by or to whom it founded."""
    founded = Q(organisation_id__in=done.founded_ids) | Q(recipient_id__in=done.founded_ids)
    told = Q(organisation_id__in=done.organisation_ids, period_to__gte=done.on) & (
        Q(report__taken_at__gte=done.at)
        | Q(report__submitted_at__gte=done.at)
        | Q(report__signed_at__gte=done.at)
    )
    number = Obligation.objects.filter(founded | told).distinct().count()
    yield Dependence(gettext_noop("%(number)s reports"), {"number": number})


def _open(rows: QuerySet[Obligation]) -> list[Obligation]:
    return list(rows.filter(Q(report__isnull=True) | Q(report__state__in=_OPEN)).order_by("due"))
