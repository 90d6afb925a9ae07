"""One work: its parts, its pieces, what was said with its evidence, figures read live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import InvalidPeriod
from densach.kernel.period import Period
from densach.programme.indicators import queries as indicators
from densach.programme.indicators.rules import Scope, Value
from densach.programme.plans.models import Document
from densach.programme.tasks.models import Evidence, EvidenceKind, Part, TimeKind, Update, Work
from densach.programme.tasks.queries.lines import ROLE_ORDER

# As many months back as one chooses from.
MONTHS: Final = 12


@dataclass(frozen=True)
class Shown:
    """A piece of evidence with its figure of today, where it is a counted one, and the way to what made it."""

    evidence: Evidence
    value: Value | None = None
    period: Period | None = None
    url: str = ""


@dataclass(frozen=True)
class Said:
    """A line of the history; `is_taken_back` where a later one undid it."""

    update: Update
    is_taken_back: bool
    evidence: tuple[Shown, ...]


def parts_of(work: Work) -> list[Part]:
    """Its parts in the order of roles, as the paper names them within a role."""
    rows = list(Part.objects.filter(work=work).select_related("organisation").order_by("pk"))
    return sorted(rows, key=lambda one: ROLE_ORDER.get(one.role, 9))


def part_of(work: Work, pk: int) -> Part | None:
    return Part.objects.filter(work=work, pk=pk).first()


def pieces_of(work: Work) -> QuerySet[Work]:
    """What was cut from it, in order."""
    return Work.objects.filter(parent=work).select_related("plan").order_by("position", "pk")


def said_of(work: Work, on: date, limit: int = 50) -> dict[int, list[Said]]:
    """What was said of each part, the latest first; counted evidence with its figure of the day."""
    updates = list(
        Update.objects.filter(part__work=work)
        .select_related("part")
        .prefetch_related("evidence__file", "evidence__indicator__capability")
        .order_by("-at", "-number")[:limit]
    )
    undone = {one.takes_back_id for one in updates if one.takes_back_id}
    shown = _shown(work, updates, on)
    found: dict[int, list[Said]] = {}
    for update in updates:
        evidence = tuple(shown[one.pk] for one in update.evidence.all())
        found.setdefault(update.part_id, []).append(Said(update, update.pk in undone, evidence))
    return found


def _shown(work: Work, updates: list[Update], on: date) -> dict[int, Shown]:
    """All counted figures in one reading."""
    found: dict[int, Shown] = {}
    asked = []
    for update in updates:
        for one in update.evidence.all():
            found[one.pk] = Shown(one)
            if one.kind == EvidenceKind.COUNTED and one.indicator is not None:
                asked.append((one, one.indicator, scope_of(work, update.part), Period.parse(one.period)))
    values = indicators.evaluate_all([(row, scope, period) for _one, row, scope, period in asked], on)
    for (one, row, scope, period), value in zip(asked, values, strict=True):
        found[one.pk] = Shown(one, value, period, indicators.evidence_url(row, scope, period, on))
    return found


def scope_of(work: Work, part: Part) -> Scope:
    """Whose figures show a part: the unit with all under it; while it is not tied, the plan's territory."""
    if part.organisation_id is not None:
        return Scope(root_id=part.organisation_id)
    return Scope(area_id=work.plan.territory_id)


def taken_back_next(part: Part, actor: Actor) -> Update | None:
    """The last word on the part, if the actor said it and it stands; a change of the year cannot be taken back."""
    undone = Update.objects.filter(part=part, takes_back__isnull=False).values("takes_back_id")
    rows = Update.objects.filter(part=part, takes_back__isnull=True).exclude(pk__in=undone)
    last = rows.order_by("-number").first()
    if last is None or last.act == "round" or last.by_id != actor.id or last.by_name != actor.name:
        return None
    return last


def period_now(work: Work, on: date) -> str:
    """The time that words of today speak of: the year of a returning work, else the month."""
    if work.time_kind in (TimeKind.YEARLY, TimeKind.EVERY_N_YEARS) and work.round_year:
        return str(work.round_year)
    return Period.month(on.year, on.month).code


def first_year(work: Work) -> int:
    """The first year that words can speak of: the plan's, or the one in which its works were opened before it."""
    return min(work.plan.year_from, today(work.opened_at).year)


def periods_told(work: Work, on: date) -> list[Period]:
    """Times that words can speak of, as a list to choose from: first that of today, then months, quarters, halves and
    years from the plan's first on, the latest of each first.
    """
    first, months, years = (
        first_year(work),
        [Period.month(on.year, on.month)],
        range(on.year - 1, on.year + 1),
    )
    while len(months) < MONTHS and months[-1].start > date(first, 1, 1):
        months.append(months[-1].previous())
    quarters = [Period.quarter(year, number) for year in years for number in (1, 2, 3, 4)]
    halves = [Period.half(year, number) for year in years for number in (1, 2)]
    spans = [
        *reversed(quarters),
        *reversed(halves),
        *(Period.year(one) for one in range(on.year, first - 1, -1)),
    ]
    begun = [one for one in (*months, *spans) if one.start <= on and one.start.year >= first]
    return list(dict.fromkeys([Period.parse(period_now(work, on)), *begun]))


def period_label(code: str, lang: str) -> str:
    """A period's code in words; an unreadable one as it stands."""
    try:
        return Period.parse(code).label(lang) if code else ""
    except InvalidPeriod:
        return code


def papers_for(work: Work, limit: int = 200) -> list[Document]:
    """Papers of the register that it may end in: issued since the plan, by anyone, the latest first."""
    rows = Document.objects.all()
    if work.plan.issued_on is not None:
        rows = rows.filter(Q(issued_on__isnull=True) | Q(issued_on__gte=work.plan.issued_on))
    return list(rows.order_by("-issued_on", "-pk")[:limit])


def paper_label(document: Document) -> str:
    """Its number and what it is about, cut short."""
    about = document.abstract[:90]
    return f"{document} – {about}" if about else str(document)
