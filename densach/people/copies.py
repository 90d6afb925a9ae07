"""A copy of all that is kept of one person: for machines as JSON, for people as a page that stands alone."""

from __future__ import annotations

import json
from datetime import date, datetime

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext

from densach.kernel.dates import today
from densach.people.models import Person
from densach.people.privacy import Section, told
from densach.ui.figures import day_text, language, moment_text


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool):
        return value
    return str(value)


def as_json(person: Person, at: datetime) -> str:
    """Keys stay the same in every language: `{"person": number, "made_at", "sections": {code: [row, ..]}}`."""
    sections = {
        part.code: [
            {key: _plain(value) for (key, _label), value in zip(part.columns, row, strict=True)}
            for row in part.rows
        ]
        for part in told(person)
    }
    whole = {"person": person.pk, "made_at": _plain(at), "sections": sections}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def worded(value: object) -> str:
    """A value as the page says it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return moment_text(value, language())
    if isinstance(value, date):
        return day_text(value, language())
    return gettext(str(value)) if isinstance(value, str) else str(value)


def readable(person: Person) -> list[dict[str, object]]:
    """The sections in words of this page's language."""
    return in_words(told(person))


def in_words(sections: list[Section]) -> list[dict[str, object]]:
    """Sections as a page shows them; those without content are left out."""
    return [_readable(part) for part in sections if part.rows]


def _readable(part: Section) -> dict[str, object]:
    head = [gettext(label) for _key, label in part.columns]
    return {
        "code": part.code,
        "title": gettext(part.title),
        "head": head,
        "rows": [list(zip(head, (worded(value) for value in row), strict=True)) for row in part.rows],
        "number": len(part.rows),
    }


def response(person: Person, form: str, at: datetime) -> HttpResponse:
    """`form` is json or html. The file is named by number and day alone."""
    name = f"du-lieu-ca-nhan-{person.pk}-{today(at):%Y-%m-%d}.{form}"
    if form == "json":
        answer = HttpResponse(as_json(person, at), content_type="application/json; charset=utf-8")
    else:
        context = {"sections": readable(person), "person": person, "at": at, "lang": get_language()}
        answer = HttpResponse(render_to_string("people/privacy/copy.html", context))
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
