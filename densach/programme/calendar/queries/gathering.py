"""Everything that falls in a period, for a person and the units they look at."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from densach.kernel.actor import Actor
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.queries import home_organisation, organisations_where
from densach.programme.budget import queries as budget
from densach.programme.calendar.access import VIEW
from densach.programme.calendar.queries.occasions import areas_around, dates_in
from densach.programme.calendar.rules import Item, spans
from densach.programme.oversight import queries as oversight
from densach.programme.plans import queries as plans
from densach.programme.plans.models import EventDay, PlanState, RowState
from densach.programme.reports import queries as reports
from densach.programme.tasks import queries as tasks

# How many units a page offers to choose from.
UNITS: Final = 300
_WRITTEN: Final = ("submitted", "accepted", "consolidated", "signed")


def units_to_choose(actor: Actor, on: date) -> list[tuple[str, str]]:
    """Code and name of units whose days the actor may see."""
    ids = list(organisations_where(actor, VIEW, on).values_list("pk", flat=True)[:UNITS])
    return [(one.code, one.name) for one in organisations.all_named(ids, on).values()]


def gathered(
    actor: Actor, period: Period, on: date, *, unit: Organisation | None = None, kinds: Collection[str] = ()
) -> list[Item]:
    """What falls in the period: of one unit, or of every unit of the actor; `kinds` empty asks for all kinds."""
    if unit is None:
        ids = set(organisations_where(actor, VIEW, on).values_list("pk", flat=True))
    else:
        ids = {unit.pk}
    home = unit or home_organisation(actor, on)
    area_id = organisations.named(home, on).area_id if home is not None else None
    found: list[Item] = []
    if not kinds or "occasion" in kinds:
        found += occasions(period, area_id, on)
    if not kinds or "plan" in kinds:
        found += _plan_days(actor, period, found)
    if not kinds or "report" in kinds:
        found += _reports(actor, period, on, ids)
    if not kinds or "task" in kinds:
        found += _tasks(actor, period, ids)
    if not kinds or "budget" in kinds:
        found += _budget(period, ids, on)
    if not kinds or "oversight" in kinds:
        found += _oversight(period, ids, on)
    return sorted(found)


def public_items(period: Period, area_id: int | None, on: date) -> list[Item]:
    """What everybody may know: the occasions of a place."""
    return sorted(occasions(period, area_id, on))


def occasions(period: Period, area_id: int | None, on: date) -> list[Item]:
    return [
        Item(
            first=one.span.first,
            last=one.span.last,
            kind="occasion",
            title=one.occasion.name,
            url=reverse("calendar:occasion", args=[one.occasion.code]),
            uid=f"dip-{one.occasion.code}-{one.span.first.isoformat()}",
            public=True,
            note=one.told.note if one.told else "",
        )
        for one in dates_in(period, areas_around(area_id, on))
        if one.span is not None
    ]


def _plan_days(actor: Actor, period: Period, known: list[Item]) -> Iterator[Item]:
    """Event days of running plans; one that is an occasion already stands in the calendar once."""
    taken = {(item.first.month, item.first.day) for item in known}
    running = plans.plans_for(actor).filter(state=PlanState.RUNNING).values("pk")
    rows = EventDay.objects.filter(plan__in=running, state=RowState.ACCEPTED, day__isnull=False)
    for row in rows.select_related("plan").order_by("pk"):
        rule = "lunar" if row.lunar else "solar"
        for year in range(period.start.year, period.end.year + 1):
            if not row.plan.year_from <= year <= row.plan.year_to:
                continue
            for span in spans(rule, row.month, row.day, False, 1, year):
                if span.meets(period) and (span.first.month, span.first.day) not in taken:
                    url = reverse("plans:plan", args=[row.plan.code])
                    uid = f"ngay-{row.pk}-{year}"
                    yield Item(span.first, span.last, "plan", row.name, url, "", uid)


def _reports(actor: Actor, period: Period, on: date, ids: Collection[int]) -> Iterator[Item]:
    for one in reports.due_in(actor, period, on):
        owed = one.obligation
        if owed.organisation_id not in ids:
            continue
        report = one.report
        url = reverse("reports:report", args=[report.pk]) if report else reverse("reports:owed")
        yield Item(
            first=owed.due,
            last=owed.due,
            kind="report",
            title=_("Report due: %(period)s") % {"period": Period.parse(owed.period).label()},
            url=url,
            place=one.name,
            uid=f"bao-cao-{owed.pk}",
            done=one.state in _WRITTEN,
        )


def _tasks(actor: Actor, period: Period, ids: Collection[int]) -> Iterator[Item]:
    for one in tasks.deadlines(actor, ids, period):
        title = _("Task due: %(title)s") % {"title": one.title}
        uid = f"nhiem-vu-{one.url.strip('/').rsplit('/', 1)[-1]}-{one.day.isoformat()}"
        yield Item(one.day, one.day, "task", title, one.url, one.organisation, uid)


def _budget(period: Period, ids: Collection[int], on: date) -> Iterator[Item]:
    found = budget.deadlines(ids, period)
    names = organisations.names_of([key for _day, _title, _url, key in found], on)
    for day, title, url, key in found:
        told = _("Estimate due: %(title)s") % {"title": title}
        yield Item(
            day, day, "budget", told, url, names.get(key, ""), f"du-toan-{url.strip('/').rsplit('/')[-1]}"
        )


def _oversight(period: Period, ids: Collection[int], on: date) -> Iterator[Item]:
    words = {
        "visit": _("Inspection visit: %(title)s"),
        "difficulty": _("Answer due: %(title)s"),
        "recommendation": _("Recommendation to carry out: %(title)s"),
        "round": _("Proposals for commendation due: %(title)s"),
    }
    found = [*oversight.visits(period, ids), *oversight.deadlines(period, ids)]
    names = organisations.names_of([one.organisation_id for one in found], on)
    for one in found:
        title = words[one.kind] % {"title": one.text}
        place = names.get(one.organisation_id, "")
        url = reverse(f"oversight:{one.kind}", args=[one.pk])
        uid = f"{one.kind}-{one.pk}"
        yield Item(one.on, one.on, "oversight", title, url, place, uid, done=one.done)
