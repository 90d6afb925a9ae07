"""What an act of the register changes in the counting book: facts stay, what comes goes elsewhere, sums follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db.models import F, Max, Sum
from django.utils.translation import gettext_noop

from densach.facts import ledger
from densach.facts.measures import REGISTRY, get, of_kind
from densach.facts.models import Fact
from densach.facts.queries import in_slice, total_of_areas
from densach.facts.rules import feeds, periods_of
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.effects import Dependence, Done, Effect, Shift
from densach.organisations.models import AreaVersion, LineageKind
from densach.organisations.planned import Part, PlannedChange
from densach.ui.figures import language, number_text

MOST_FIGURES = 4


def effects(change: PlannedChange) -> Iterator[Effect]:
    """The preview's lines: what stays with whom, who counts from when, which sums change."""
    for part in change.parts:
        if part.ended:
            yield from _of_ended(change, part)
        elif part.before and part.after and part.before.area_id != part.after.area_id:
            yield from _of_moved(change, part)
        if part.before and part.after and part.before.kind != part.after.kind:
            yield from _of_reclassed(part)
    yield from _of_counting(change)
    for part in change.parts:
        yield from _of_heir(change, part)


def dependences(done: Done) -> Iterator[Dependence]:
    """Counts written since the act for days from it on, and any count of whom it founded."""
    since = Fact.objects.filter(
        organisation_id__in=done.organisation_ids, on__gte=done.on, recorded_at__gte=done.at
    )
    own = Fact.objects.filter(organisation_id__in=done.founded_ids)
    number = (since | own).values("source").distinct().count()
    yield Dependence(gettext_noop("%(number)s counts since %(day)s"), {"number": number, "day": done.on})


def follow(shifts: Sequence[Shift]) -> None:
    """Sums kept by place follow the register; the facts themselves stay as they are."""
    moved: Counter[ledger.Cell] = Counter()
    timelines: dict[int, list[AreaVersion]] = {}
    for shift in shifts:
        rows = Fact.objects.filter(organisation_id=shift.organisation_id, on__gte=shift.on)
        grouped = rows.values("measure", "on", "slice").annotate(sum=Sum(F("sign") * F("quantity")))
        for row in grouped.order_by():
            if not get(row["measure"]).is_flow:
                continue
            for area, sign in ((shift.before_area, -1), (shift.after_area, 1)):
                for unit in _around(area, row["on"], timelines):
                    for key in feeds(row["slice"]):
                        for period in periods_of(row["on"]):
                            moved["a", unit, row["measure"], key, period] += sign * row["sum"]
    ledger.add_to_totals(moved)


def _around(area: int, on: date, timelines: dict[int, list[AreaVersion]]) -> list[int]:
    """The area and all around it on the day, as the book reckons when it lays down a fact."""
    found: list[int] = []
    inner: int | None = area
    while inner is not None and inner not in found:
        found.append(inner)
        if inner not in timelines:
            timelines[inner] = organisations.area_timeline(inner)
        inner = organisations.on_day(timelines[inner], on).parent_id
    return found


def _sums(
    organisation_ids: Sequence[int], *, first: date | None = None, last: date | None = None
) -> dict[str, int]:
    """Sums of FLOW measures over the days, in the catalogue's order, noughts left out."""
    rows = Fact.objects.filter(in_slice(""), organisation_id__in=organisation_ids)
    if first is not None:
        rows = rows.filter(on__gte=first)
    if last is not None:
        rows = rows.filter(on__lte=last)
    grouped = rows.values("measure").annotate(sum=Sum(F("sign") * F("quantity")))
    found = {row["measure"]: int(row["sum"]) for row in grouped.order_by()}
    return {code: found[code] for code in REGISTRY if found.get(code) and get(code).is_flow}


def _told(sums: dict[str, int]) -> str:
    lang = language()
    told = [f"{get(code).name} {number_text(value, lang)}" for code, value in sums.items()]
    return "; ".join(told[:MOST_FIGURES]) + ("…" if len(told) > MOST_FIGURES else "")


def _number(organisation_id: int, *, first: date | None = None) -> int:
    rows = Fact.objects.filter(organisation_id=organisation_id)
    if first is not None:
        rows = rows.filter(on__gte=first)
    return rows.values("source").distinct().count()


def _of_ended(change: PlannedChange, part: Part) -> Iterator[Effect]:
    key = part.organisation_id or 0
    until = change.on - timedelta(days=1)
    number, late = _number(key), _number(key, first=change.on)
    if number > late:
        told = {
            "name": part.name,
            "number": number - late,
            "day": until,
            "figures": _told(_sums([key], last=until)),
        }
        text = gettext_noop("%(name)s keeps its %(number)s counts up to %(day)s: %(figures)s.")
        yield Effect(text, told)
    if late:
        text = gettext_noop(
            "%(number)s counts of %(name)s lie on %(day)s or later. They stay with it: take them back and count "
            "them with the successor if they belong there."
        )
        yield Effect(text, {"name": part.name, "number": late, "day": change.on}, "warning")
    kinds = {tie.kind for tie in change.ties if tie.predecessor == part.code}
    if LineageKind.SPLIT in kinds and number:
        text = gettext_noop(
            "What %(name)s counted before %(day)s is not shared out: as it is now, it stands with %(name)s alone."
        )
        yield Effect(text, {"name": part.name, "day": change.on})


def _of_counting(change: PlannedChange) -> Iterator[Effect]:
    """Who counts from the day on what others counted before."""
    told: dict[tuple[str, ...], list[str]] = {}
    for part in change.parts:
        heirs = tuple(heir.name for heir in change.successors_of(part.code))
        if part.ended and heirs and part.before and of_kind(part.before.kind):
            told.setdefault(heirs, []).append(part.name)
    for heirs, names in told.items():
        text = gettext_noop("From %(day)s on, what %(names)s counted is counted by %(others)s.")
        yield Effect(text, {"names": names, "day": change.on, "others": list(heirs)}, "decide")


def _of_moved(change: PlannedChange, part: Part) -> Iterator[Effect]:
    """From the day on it is summed elsewhere; what was counted from then on already moves between the sums."""
    if part.before is None or part.after is None:
        return
    areas = (part.before.area_id, part.after.area_id)
    names = organisations.area_names(areas, change.on)
    told = {"name": part.name, "day": change.on, "from": names[areas[0]], "to": names[areas[1]]}
    text = gettext_noop(
        "Counts of %(name)s from %(day)s on are summed in %(to)s; earlier ones stay in %(from)s."
    )
    yield Effect(text, told)
    rows = Fact.objects.filter(organisation_id=part.organisation_id or 0, on__gte=change.on)
    last: date | None = rows.aggregate(last=Max("on"))["last"]
    if last is None:
        return
    period = Period(change.on, last)
    for code, amount in _sums([part.organisation_id or 0], first=change.on).items():
        for area, sign in zip(areas, (-1, 1), strict=True):
            before = total_of_areas(code, [area], period)
            text, group = gettext_noop("%(measure)s of %(place)s"), gettext_noop("Sums since %(day)s")
            params = {"measure": get(code).name, "place": names[area], "day": change.on}
            yield Effect(text, params, "figure", before, before + sign * amount, group=group)


def _of_reclassed(part: Part) -> Iterator[Effect]:
    if part.before is None or part.after is None:
        return
    before, after = of_kind(part.before.kind), of_kind(part.after.kind)
    stops = [one.name for one in before if one not in after]
    starts = [one.name for one in after if one not in before]
    if stops:
        yield Effect(gettext_noop("%(name)s no longer counts: %(what)s."), {"name": part.name, "what": stops})
    if starts:
        yield Effect(
            gettext_noop("%(name)s begins to count: %(what)s."),
            {"name": part.name, "what": starts},
            "decide",
        )


def _of_heir(change: PlannedChange, part: Part) -> Iterator[Effect]:
    """As it is now, the past of those who went into it is its own: this year's sums before and after the act."""
    came = [
        one.organisation_id
        for one in change.parts
        if one.organisation_id
        and any(
            tie.predecessor == one.code and tie.successor == part.code and tie.kind != LineageKind.SPLIT
            for tie in change.ties
        )
    ]
    if not came:
        return
    first, last = date(change.on.year, 1, 1), date(change.on.year, 12, 31)
    family = organisations.as_now_organisation_ids(part.organisation_id) if part.organisation_id else []
    joined = {key for one in came for key in organisations.as_now_organisation_ids(one)}
    own = _sums(family, first=first, last=last)
    together = _sums([*{*family, *joined}], first=first, last=last)
    changed = [code for code in together if together[code] != own.get(code, 0)]
    for code in changed[:MOST_FIGURES]:
        text = gettext_noop("%(measure)s of %(name)s in %(year)s")
        group = gettext_noop("Counted, read as it is now")
        params = {"measure": get(code).name, "name": part.name, "year": str(change.on.year)}
        yield Effect(text, params, "figure", own.get(code, 0), together[code], group=group)
