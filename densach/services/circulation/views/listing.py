"""A list of the desk: filters in the address, fifty a page by key, all of it as XLSX or CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise

from densach.kernel.numbers import whole_number
from densach.services.circulation.forms.filters import ListFilter
from densach.services.circulation.queries import lists
from densach.services.circulation.views.place import Desk, page
from densach.ui.http import Request
from densach.ui.tables import download

PAGE: Final = 50
Words = str | Promise


@dataclass(frozen=True)
class Wanted:
    """What was asked of a list: its part, the day (today if none), the least days late."""

    library_id: int
    on: date
    part: str
    day: date
    late: int


@dataclass(frozen=True)
class Button:
    """A way out of a line or a list; one that changes something is a form."""

    label: Words
    url: str
    icon: str = ""
    posts: bool = False
    hidden: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Line:
    """One entry: `cells` stand under the head after the first column; `mark` is a warning in words."""

    title: str
    cells: Sequence[Any]
    url: str = ""
    under: str = ""
    mark: Words = ""
    buttons: Sequence[Button] = ()


@dataclass(frozen=True)
class Listing:
    """How one list shows itself. `order` is the column it is read in, ties by number; `-` begins at the latest."""

    name: str
    title: Words
    lead: Words
    head: Sequence[Words] | Callable[[str], Sequence[Words]]
    none_title: Words
    none_text: Words
    rows: Callable[[Wanted], QuerySet[Any]]
    lines: Callable[[Sequence[Any], Wanted], list[Line]]
    file_name: str
    order: str = "-pk"
    parts: Sequence[tuple[str, Words]] = ()
    asks: Sequence[str] = ("q",)
    patron: str = "patron"
    item: str = "item"
    tools: Callable[[Desk, Wanted], Sequence[Button]] = field(default=lambda desk, wanted: ())


def show(request: Request, desk: Desk, listing: Listing) -> HttpResponse:
    """The list as filtered; `?as=xlsx` or `csv` takes all of it away."""
    chosen = ListFilter(request.GET or None, parts=listing.parts, asks=listing.asks)
    told: Mapping[str, Any] = {name: chosen.chosen(name) for name in ("phan", "q", "ngay", "tre")}
    part = told["phan"] or (str(listing.parts[0][0]) if listing.parts else "")
    wanted = Wanted(desk.library.pk, desk.on, part, told["ngay"] or desk.on, told["tre"] or 1)
    rows = listing.rows(wanted)
    text = told["q"] or request.GET.get("ban_doc", "")
    if text:
        patron, item = listing.patron, listing.item
        rows = lists.with_words(rows, text, patron, item)
    head = listing.head(part) if callable(listing.head) else listing.head
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken(listing, head, rows, wanted, form)
    found, following = _page(rows, listing.order, request.GET.get("sau", ""))
    kept = request.GET.copy()
    for name in ("sau", "as"):
        kept.pop(name, None)
    context = page(
        desk,
        listing.name,
        listing=listing,
        head=head,
        filter=chosen,
        part=part,
        lines=[_shown(line, head) for line in listing.lines(found, wanted)],
        query=kept.urlencode(),
        is_filtered=bool(text or told["ngay"] or told["tre"]),
        all_url=f"{reverse(f'circulation:{listing.name}')}?phan={part}" if part else "?",
        next_url=f"?{kept.urlencode()}&sau={following}" if following else "",
        tools=listing.tools(desk, wanted),
    )
    return render(request, "circulation/list.html", context)


def _shown(line: Line, head: Sequence[Words]) -> dict[str, Any]:
    return {**vars(line), "labelled": list(zip(head[1:], line.cells, strict=False))}


def _taken(
    listing: Listing, head: Sequence[Words], rows: QuerySet[Any], wanted: Wanted, form: str
) -> HttpResponse:
    ordered = _ordered(rows, listing.order)

    def every() -> Any:
        batch: list[Any] = []
        for row in ordered.iterator(chunk_size=500):
            batch.append(row)
            if len(batch) == 500:
                yield from _cells(listing.lines(batch, wanted))
                batch.clear()
        yield from _cells(listing.lines(batch, wanted))

    return download(f"{listing.file_name}-{wanted.on}", [str(words) for words in head], every(), form)


def _cells(lines: Sequence[Line]) -> list[list[object]]:
    return [[line.title if not line.under else f"{line.title} ({line.under})", *line.cells] for line in lines]


def _ordered(rows: QuerySet[Any], order: str) -> QuerySet[Any]:
    column = order.lstrip("-")
    if column == "pk":
        return rows.order_by(order)
    sign = "-" if order.startswith("-") else ""
    return rows.order_by(order, f"{sign}pk")


def _page(rows: QuerySet[Any], order: str, after: str) -> tuple[list[Any], str]:
    """The rows behind the key, and the key of the page's last row where more follow."""
    column, down = order.lstrip("-"), order.startswith("-")
    beyond = "lt" if down else "gt"
    value, _sign, number = after.rpartition("~")
    key = whole_number(number)
    if key:
        same = Q(**{f"pk__{beyond}": key})
        if column != "pk" and (read := _read(value)) is not None:
            same = Q(**{f"{column}__{beyond}": read}) | Q(**{column: read}) & same
        rows = rows.filter(same)
    found = list(_ordered(rows, order)[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    last = found[PAGE - 1]
    written = "" if column == "pk" else getattr(last, column).isoformat()
    return found[:PAGE], f"{written}~{last.pk}".replace("+", "%2B")


def _read(value: str) -> date | datetime | None:
    try:
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError:
        return None
