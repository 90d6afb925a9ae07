"""The register of readers: the list as narrowed, and all that stands on one reader's page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from densach.kernel.numbers import whole_number
from densach.kernel.vietnamese import clean_text, fold
from densach.services.circulation.models import (
    Card,
    Charge,
    Hold,
    Loan,
    LoanEnd,
    Notice,
    Patron,
    PatronCategory,
    Suspension,
)
from densach.services.circulation.queries import lending

STATES: Final = ("valid", "soon", "ended", "blocked", "suspended", "late", "doubled", "closed")
# From so many days before its end on, a card is to be renewed soon.
SOON_DAYS: Final = 30
MOST_CARDS: Final = 400


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to. `places`: ids of home libraries; `after`: the key of the last row shown."""

    places: frozenset[int]
    on: date
    text: str = ""
    category: str = ""
    state: str = ""
    group: str = ""
    after: str = ""


def readers(wanted: Wanted) -> QuerySet[Patron]:
    """Readers as narrowed, in the order of Vietnamese lists of people, with `loans_open` and `loans_late`.

    Of the libraries asked for. Whoever has left is there only where asked for, whoever was merged or erased never.
    """
    on = wanted.on
    rows = Patron.objects.select_related("person", "category", "home").filter(
        merged_into__isnull=True, person__erased_at__isnull=True
    )
    rows = rows.filter(home_id__in=wanted.places)
    rows = _of_state(rows, wanted.state, on)
    if wanted.category:
        rows = rows.filter(category__code=wanted.category)
    if wanted.group:
        rows = rows.filter(group__iexact=clean_text(wanted.group))
    if wanted.text:
        rows = rows.filter(_words(wanted.text))
    return rows.annotate(
        loans_open=_number_of_loans(Q()), loans_late=_number_of_loans(Q(due_on__lt=on))
    ).order_by("person__sort_key", "pk")


def _words(text: str) -> Q:
    """All words in name, cards, telephone or group; a telephone number may be typed with spaces."""
    found = Q()
    for word in fold(text).split():
        found &= Q(folded__contains=word)
    digits = "".join(sign for sign in text if sign.isdigit())
    if len(digits) >= 6:
        found |= Q(folded__contains=digits)
    return found | Q(group__iexact=clean_text(text))


def _of_state(rows: QuerySet[Patron], state: str, on: date) -> QuerySet[Patron]:
    if state == "closed":
        return rows.filter(closed_on__isnull=False)
    rows = rows.filter(closed_on__isnull=True)
    match state:
        case "valid":
            return rows.filter(valid_until__gte=on, blocked_since__isnull=True)
        case "soon":
            last = date.fromordinal(on.toordinal() + SOON_DAYS)
            return rows.filter(valid_until__gte=on, valid_until__lte=last)
        case "ended":
            return rows.filter(valid_until__lt=on)
        case "blocked":
            return rows.filter(blocked_since__isnull=False)
        case "suspended":
            open_ones = Suspension.objects.filter(
                patron=OuterRef("pk"), lifted_at__isnull=True, until__gte=on
            )
            return rows.filter(Exists(open_ones))
        case "late":
            late = Loan.objects.filter(patron=OuterRef("pk"), returned_at__isnull=True, due_on__lt=on)
            return rows.filter(Exists(late))
        case "doubled":
            same = Patron.objects.filter(
                person__folded_name=OuterRef("person__folded_name"), merged_into__isnull=True, closed_on__isnull=True
            ).exclude(pk=OuterRef("pk"))  # fmt: skip
            born = Q(person__birth_date=OuterRef("person__birth_date"))
            phone = Q(person__phone=OuterRef("person__phone")) & ~Q(person__phone="")
            return rows.filter(Exists(same.filter(born | phone)))
        case _:
            return rows


def _number_of_loans(which: Q) -> Coalesce:
    loans = Loan.objects.filter(which, patron=OuterRef("pk"), returned_at__isnull=True)
    counted = loans.order_by().values("patron").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def page(wanted: Wanted, size: int) -> tuple[list[Patron], str]:
    """A page behind the key, and the key of its last row where more follow."""
    rows = readers(wanted)
    key, _tilde, last = wanted.after.rpartition("~")
    number = whole_number(last)
    if number:
        rows = rows.filter(Q(person__sort_key__gt=key) | Q(person__sort_key=key, pk__gt=number))
    found = list(rows[: size + 1])
    if len(found) <= size:
        return found, ""
    return found[:size], f"{found[size - 1].person.sort_key}~{found[size - 1].pk}"


def groups(places: Collection[int], most: int = 300) -> list[tuple[str, int]]:
    """Classes and groups of the libraries with how many readers are in each."""
    rows = Patron.objects.filter(home_id__in=places, closed_on__isnull=True).exclude(group="")
    told = rows.values_list("group").annotate(number=Count("pk")).order_by("group")
    return list(told[:most])


def categories() -> list[PatronCategory]:
    return list(PatronCategory.objects.all())


def to_print(wanted: Wanted, ids: Collection[int], served: Collection[int]) -> list[Patron]:
    """Readers whose cards are to be printed: those chosen of the libraries served, else all of the list as narrowed."""
    if ids:
        rows = Patron.objects.select_related("person", "category", "home", "photo").filter(
            pk__in=list(ids)[:MOST_CARDS], closed_on__isnull=True, merged_into__isnull=True
        )
        rows = rows.filter(Q(home_id__in=served) | Q(registered_in_id__in=served))
        return list(rows.order_by("person__sort_key", "pk"))
    return list(readers(wanted).filter(closed_on__isnull=True).select_related("photo")[:MOST_CARDS])


@dataclass(frozen=True)
class Told:
    """What stands on a reader's page besides the desk's panel."""

    holds: list[Hold]
    suspensions: list[Suspension]
    charges: list[Charge]
    notices: list[Notice]
    cards: list[Card]
    history: list[Loan]
    borrowed: int


def told_of(patron: Patron) -> Told:
    """Seven queries, however much there is. Loans that are over are told only where the reader asked to keep them."""
    kept = Loan.objects.filter(patron=patron).exclude(end=LoanEnd.UNDONE)
    over = kept.filter(returned_at__isnull=False)
    return Told(
        holds=list(
            Hold.objects.filter(patron=patron, state__in=lending.OPEN_HOLDS)
            .select_related("record", "pickup", "item")
            .order_by("placed_at")
        ),
        suspensions=list(Suspension.objects.filter(patron=patron).order_by("-until")[:3]),
        charges=list(Charge.objects.filter(patron=patron).order_by("-made_at")[:10]),
        notices=list(
            Notice.objects.filter(patron=patron)
            .select_related("loan__item__record")
            .order_by("-made_at")[:10]
        ),
        cards=list(Card.objects.filter(patron=patron).order_by("-issued_on", "-pk")),
        history=list(over.select_related("item__record").order_by("-out_at")[:100])
        if patron.keeps_history
        else [],
        borrowed=kept.count(),
    )


def by_id(pk: int) -> Patron | None:
    """The reader with all that a page of readers shows of him or her."""
    rows = Patron.objects.select_related("person__guardian", "person__user", "category", "home", "photo")
    return rows.filter(pk=pk).first()


@dataclass(frozen=True)
class Waiting:
    """A hold with its place among those who wait."""

    hold: Hold
    place: int
    length: int


def with_places(holds: Collection[Hold]) -> list[Waiting]:
    """Each hold's place in the queue of its title; one query for any number."""
    queues: dict[int, list[int]] = {}
    rows = Hold.objects.filter(record_id__in={one.record_id for one in holds}, state__in=lending.OPEN_HOLDS)
    for record, pk in rows.order_by("placed_at", "pk").values_list("record_id", "pk"):
        queues.setdefault(record, []).append(pk)
    found = []
    for one in holds:
        queue = queues.get(one.record_id, [])
        found.append(Waiting(one, queue.index(one.pk) + 1 if one.pk in queue else 0, len(queue)))
    return found
