"""The list of every register: filters in the address, fifty a page by key, all of it as XLSX or CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from densach.kernel.dates import today
from densach.kernel.numbers import whole_number
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.programme.oversight import pages
from densach.programme.oversight.forms.filters import LATE, OPEN, RegisterFilter
from densach.programme.oversight.pages import Button
from densach.ui.http import Request
from densach.ui.tables import download

PAGE = 50
Words = str | Promise


@dataclass(frozen=True)
class Line:
    """One entry as the list shows it; `cells` stand under the register's head after the first column."""

    url: str
    title: str
    under: str
    cells: Sequence[Any]
    state: Words
    waits: bool = False
    late: bool = False


@dataclass(frozen=True)
class Register:
    """How one register lists itself. `texts` are columns searched for words; `open_states` are those still waiting;
    `late` says, for a day, which entries are past theirs; `year` is the lookup of an entry's year.
    """

    name: str
    title: Words
    lead: Words
    head: Sequence[Words]
    none_title: Words
    none_text: Words
    lines: Callable[[Sequence[Any], date], list[Line]]
    texts: tuple[str, ...]
    units: tuple[str, ...] = ("organisation_id",)
    states: Sequence[tuple[str, Words]] = ()
    open_states: tuple[str, ...] = ()
    late: Callable[[date], Q] | None = None
    year: str = ""
    file_name: str = ""
    state_field: str = "state"
    extra: tuple[str, ...] = field(default=())


def show(
    request: Request, register: Register, rows: QuerySet[Any], buttons: Sequence[Button] = ()
) -> HttpResponse:
    """The list as filtered; `?as=xlsx` or `csv` takes all of it away."""
    on = today(timezone.now())
    chosen = RegisterFilter(request.GET, register=register, on=on)
    chosen.is_valid()
    wanted = _narrowed(rows, register, chosen, on).order_by("-pk")
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken(register, wanted, on, form)
    before = whole_number(request.GET.get("before", ""))
    page = list((wanted.filter(pk__lt=before) if before else wanted)[: PAGE + 1])
    kept = request.GET.copy()
    kept.pop("before", None)
    is_filtered = any(value for name, value in kept.items() if name != "as")
    following = page[PAGE - 1].pk if len(page) > PAGE else None
    context = {
        "register": register,
        "filter": chosen,
        "lines": [_shown(line, register) for line in register.lines(page[:PAGE], on)],
        "tabs": pages.tabs(register.name, request.actor),
        "buttons": buttons,
        "query": kept.urlencode(),
        "is_filtered": is_filtered,
        "all_url": reverse(f"oversight:{register.name}"),
        "next_url": f"?{kept.urlencode()}&before={following}" if following else "",
    }
    return render(request, "oversight/list.html", context)


def _shown(line: Line, register: Register) -> dict[str, Any]:
    """The line with the head of each cell, which a phone shows beside it; what stands under the title has none."""
    heads = register.head[: 2 + len(line.cells)]
    return {
        **vars(line),
        "heads": heads,
        "labelled": list(zip(heads[1:-1], line.cells, strict=True)),
        "state_head": heads[-1],
    }


def _narrowed(rows: QuerySet[Any], register: Register, chosen: RegisterFilter, on: date) -> QuerySet[Any]:
    told = chosen.cleaned_data
    state = told.get("state") or ""
    if state == OPEN:
        rows = rows.filter(**{f"{register.state_field}__in": register.open_states})
    elif state == LATE and register.late is not None:
        rows = rows.filter(register.late(on))
    elif state:
        rows = rows.filter(**{register.state_field: state})
    if told.get("year"):
        rows = rows.filter(**{register.year: int(told["year"])})
    for name in register.extra:
        if told.get(name):
            rows = rows.filter(**{f"{name}_id": told[name]})
    if text := told.get("q"):
        rows = rows.filter(pk__in=_with_words(rows, register, text, on))
    return rows


def _with_words(rows: QuerySet[Any], register: Register, text: str, on: date) -> list[int]:
    """Entries in whose words or units' names all words stand, case and accents forgiven. A province has some hundred
    entries of a kind: they are folded in memory.
    """
    wanted = fold(text).split()
    told = list(rows.values_list("pk", *register.units, *register.texts))
    width = 1 + len(register.units)
    names = organisations.names_of({key for row in told for key in row[1:width] if key}, on)
    found = []
    for row in told:
        words = fold(" ".join([*(names.get(key, "") for key in row[1:width]), *map(str, row[width:])]))
        if all(word in words for word in wanted):
            found.append(row[0])
    return found


def _taken(register: Register, rows: QuerySet[Any], on: date, form: str) -> HttpResponse:
    head = [str(one) for one in register.head]
    lines = register.lines(list(rows), on)
    table = (
        [line.title, *(_plain(cell) for cell in line.cells), str(line.state), line.under] for line in lines
    )
    return download(register.file_name, head, table, form)


def _plain(cell: Any) -> Any:
    return str(cell) if isinstance(cell, Promise) else cell
