"""The catalogue as staff work with it: one box, what narrows it, any answer to take away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, cast

from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from densach.facts.measures import LIBRARIES
from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import only_with
from densach.services.catalogue.access import EDIT, VIEW, drafts_seen_by
from densach.services.catalogue.actions.choosing import MOST_CHANGED
from densach.services.catalogue.forms.searching import RecordFilter
from densach.services.catalogue.queries import exporting
from densach.services.catalogue.queries.finding import (
    Found,
    Query,
    Record,
    as_words,
    did_you_mean,
    find,
    held,
    understood,
)
from densach.services.catalogue.views.records import day, lang
from densach.ui.http import Request
from densach.ui.tables import download

PAGE: Final = 50
# What one file holds; whoever wants the whole catalogue has the page of exports.
MOST: Final = 10_000
FORMS: Final = ("xlsx", "csv", "mrc")


@only_with(VIEW)
@require_safe
def records(request: Request) -> HttpResponse:
    """Records of all libraries, drafts of one's own among them."""
    chosen, query = asked_by(request.GET, request.actor)
    if (form := request.GET.get("as", "")) in FORMS:
        return as_file(found_by(query), form)
    page = max(1, min(whole_number(request.GET.get("page", "")) or 1, MOST // PAGE))
    found = find(_at(query, (page - 1) * PAGE, PAGE))
    return render(request, "catalogue/records.html", _context(request, chosen, query, found, page))


def asked_by(given: QueryDict, actor: Actor) -> tuple[RecordFilter, Query]:
    """The filter that an address or a form holds, and the question in it."""
    chosen = RecordFilter(given, libraries=_libraries(day()), lang=lang())
    chosen.is_valid()
    return chosen, _query(chosen.cleaned_data, actor)


def found_by(query: Query, most: int = MOST) -> tuple[Record, ...]:
    """All that the question finds, as far as one file holds it."""
    return find(_at(query, 0, most)).records


def as_file(records: Sequence[Record], form: str) -> HttpResponse:
    return _marc(records) if form == "mrc" else _table(records, form)


def _understood(found: Found, kept: QueryDict) -> list[tuple[str, str]]:
    """What the words themselves narrow to, each with the address that takes them all for words."""
    names = {
        "title": pgettext("book", "Title"),
        "names": _("Author"),
        "subjects": _("Subjects"),
        "publisher": _("Publisher"),
        "year": _("Year"),
        "call": _("Call number"),
    }
    plain = kept.copy()
    plain["q"] = as_words(kept.get("q", ""))
    return [(f"{names[where]}: {text}", f"?{plain.urlencode()}") for where, text in understood(found.asked)]


def _context(request: Request, chosen: RecordFilter, query: Query, found: Found, page: int) -> dict[str, Any]:
    where = held([one.pk for one in found.records])
    names = organisations.names_of({one.library for rows in where.values() for one in rows}, day())
    kept = request.GET.copy()
    kept.pop("page", None)
    address = kept.urlencode()
    meant = did_you_mean(query, found) if page == 1 else ""
    return {
        "filter": chosen,
        "found": found,
        "rows": [
            (
                one,
                sum(place.copies for place in where.get(one.pk, ())),
                sum(place.available for place in where.get(one.pk, ())),
                [names.get(place.library, "") for place in where.get(one.pk, ())],
            )
            for one in found.records
        ],
        "first": (page - 1) * PAGE + 1,
        "last": (page - 1) * PAGE + len(found.records),
        "meant": meant,
        "chips": _understood(found, kept),
        "query": address,
        "is_filtered": any(value for name, value in kept.items() if name != "as"),
        "all_url": reverse("catalogue:home"),
        "may_add": request.actor.may(EDIT, None),
        "most_published": MOST_CHANGED,
        "previous_url": f"?{address}&page={page - 1}" if page > 1 else "",
        "next_url": f"?{address}&page={page + 1}" if found.total > page * PAGE else "",
    }


def _libraries(on: date) -> list[tuple[str, str]]:
    found = organisations.alive(on, kinds=LIBRARIES)
    return [(one.code, one.name) for one in sorted(found, key=lambda one: sort_key(one.name))]


def _query(told: dict[str, Any], actor: Actor) -> Query:
    code = told.get("library") or ""
    since, until = told.get("since"), told.get("until")
    return Query(
        text=told.get("q") or "",
        kinds=(told["material"],) if told.get("material") else (),
        languages=(told["language"],) if told.get("language") else (),
        years=(since, until) if since or until else None,
        library=organisations.by_code(code).pk if code else None,
        available=told.get("copies") == "co",
        unheld=told.get("copies") == "khong",
        states=(told["state"],) if told.get("state") else (),
        staff=True,
        drafts=drafts_seen_by(actor),
        sort=told.get("sort") or "",
    )


def _at(query: Query, offset: int, limit: int) -> Query:
    return Query(**{**query.__dict__, "offset": offset, "limit": limit})


def _table(records: Sequence[Record], form: str) -> HttpResponse:
    head = [
        pgettext("book", "Title"), _("Author"), _("Publisher"), _("Year"), _("Material"), _("Language"), "ISBN",
        _("Class (DDC)"), _("Subjects"), _("Copies"), _("State"),
    ]  # fmt: skip
    rows = (
        [
            one.title, one.author, one.publisher, one.year or one.year_text, one.get_material_display(), one.language,
            one.isbn, one.ddc, one.subjects, one.holdings, one.get_state_display(),
        ]
        for one in records
    )  # fmt: skip
    return download(f"muc-luc-{day().isoformat()}", head, rows, form)


def _marc(records: Sequence[Record]) -> HttpResponse:
    """ISO 2709, piece by piece; drafts do not leave the house."""
    pieces = exporting.pieces("mrc", None, [one.pk for one in records])
    response = StreamingHttpResponse(pieces, content_type=exporting.TYPES["mrc"])
    name = f"muc-luc-{day().isoformat()}.mrc"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    # The guards only pass it on.
    return cast(HttpResponse, response)
