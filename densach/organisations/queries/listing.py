"""Pages of the register: who there was on a day, who had ended by it, narrowed in every way that a list offers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from densach.kernel.numbers import whole_number
from densach.kernel.vietnamese import fold
from densach.organisations.models import Area, OrganisationAlias, OrganisationVersion
from densach.organisations.queries.areas import alive_on, area_ids_read
from densach.organisations.rules import Named

State = Literal["present", "ended", "all"]


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to; what is empty asks for all.

    `state`: those of the day, those that had ended by it (shown as they were last), or both.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    level: str = ""
    rank: str = ""
    ownership: str = ""
    area: Area | None = None
    state: State = "present"


@dataclass(frozen=True)
class Registered:
    """A line of the register: the organisation as it was, with what else its version says.

    `founded` is the first day of its first version, `until` its last day if the version shown has one, `key` where
    the next page begins.
    """

    one: Named
    rank: str
    seat: str
    ownership: str
    legal_basis: str
    founded: date
    until: date | None
    key: str


def register_page(on: date, asked: Asked, *, after: str = "", limit: int = 50) -> list[Registered]:
    """A page in alphabetical order; two queries for any number, one more where a place is asked for."""
    rows = _narrowed(on, asked).select_related("organisation").order_by("sort_key", "organisation_id")
    if after:
        rows = rows.filter(_beyond(after))
    found = list(rows[:limit])
    founded = founding_days([row.organisation_id for row in found])
    return [
        Registered(
            _named(row),
            row.rank,
            row.seat,
            row.ownership,
            row.legal_basis,
            founded[row.organisation_id],
            row.valid_to,
            f"{row.sort_key}~{row.organisation_id}",
        )
        for row in found
    ]


def search(
    on: date,
    *,
    text: str = "",
    kinds: Iterable[str] = (),
    level: str = "",
    area: Area | None = None,
    after: str = "",
    limit: int = 50,
) -> list[tuple[Named, str]]:
    """Those of the day alone, each with its key for the next page; aliases are found too."""
    asked = Asked(text=text, kinds=tuple(kinds), level=level, area=area)
    rows = _narrowed(on, asked).order_by("sort_key", "organisation_id")
    if after:
        rows = rows.filter(_beyond(after))
    found = rows.select_related("organisation")[:limit]
    return [(_named(row), f"{row.sort_key}~{row.organisation_id}") for row in found]


def tally_by_kind(on: date, asked: Asked | None = None) -> dict[str, int]:
    """How many organisations of each kind there were on the day, of those asked for whatever their kind."""
    rows = _narrowed(on, asked or Asked(), any_kind=True).values_list("kind").annotate(number=Count("pk"))
    return dict(rows.order_by())


def founding_days(ids: Sequence[int]) -> dict[int, date]:
    """The first day of each, in one query."""
    rows = OrganisationVersion.objects.filter(organisation_id__in=ids).values_list("organisation_id")
    return dict(rows.annotate(first=Min("valid_from")).order_by())


def earlier_names(found: Iterable[Named], text: str, on: date) -> dict[int, str]:
    """For those found by a name that they do not bear any more: that name, the latest one. One query at most."""
    text = fold(text).strip()
    ids = [one.id for one in found if text and text not in fold(one.name)]
    if not ids:
        return {}
    rows = OrganisationVersion.objects.filter(
        organisation_id__in=ids, folded_name__contains=text, valid_from__lte=on
    )
    return dict(rows.order_by("valid_from").values_list("organisation_id", "name"))


def namesakes(name: str, area: Area, on: date) -> list[Named]:
    """Who is called just so in the very place on the day."""
    rows = OrganisationVersion.objects.filter(alive_on(on), area=area, folded_name=fold(name))
    return [_named(row) for row in rows.select_related("organisation").order_by("organisation_id")]


def _named(row: OrganisationVersion) -> Named:
    place = (row.level, row.area_id, row.parent_id)
    return Named(row.organisation_id, row.organisation.code, row.name, row.kind, *place)


def _narrowed(on: date, asked: Asked, *, any_kind: bool = False) -> QuerySet[OrganisationVersion]:
    rows = _in_state(on, asked.state)
    if text := fold(asked.text).strip():
        called = OrganisationAlias.objects.filter(folded_name__contains=text).values("organisation_id")
        before = OrganisationVersion.objects.filter(folded_name__contains=text, valid_from__lte=on)
        rows = rows.filter(
            Q(folded_name__contains=text)
            | Q(organisation_id__in=called)
            | Q(organisation_id__in=before.values("organisation_id"))
        )
    if asked.kinds and not any_kind:
        rows = rows.filter(kind__in=asked.kinds)
    for field in ("level", "rank", "ownership"):
        if value := getattr(asked, field):
            rows = rows.filter(**{field: value})
    if asked.area is not None:
        rows = rows.filter(area_id__in=area_ids_read(asked.area, on))
    return rows


def _in_state(on: date, state: State) -> QuerySet[OrganisationVersion]:
    if state == "present":
        return OrganisationVersion.objects.filter(alive_on(on))
    later = OrganisationVersion.objects.filter(
        organisation_id=OuterRef("organisation_id"), valid_from__gt=OuterRef("valid_from"), valid_from__lte=on
    )
    last = OrganisationVersion.objects.filter(~Exists(later), valid_from__lte=on)
    return last.filter(valid_to__lt=on) if state == "ended" else last


def _beyond(after: str) -> Q:
    key, _, number = after.rpartition("~")
    return Q(sort_key__gt=key) | Q(sort_key=key, organisation_id__gt=whole_number(number) or 0)
