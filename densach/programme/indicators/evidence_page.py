"""The page behind a figure: its institutions, their sum, and whether the two agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from densach.organisations import queries as organisations
from densach.programme.indicators import pages
from densach.programme.indicators.models import Indicator
from densach.programme.indicators.rules import AsWhen, Part, Question, Value, key_of
from densach.ui.nav import NavItem

_LISTS: Final[dict[str, Callable[[Part], bool]]] = {
    "co": lambda part: part.answer is True,
    "khong": lambda part: part.answer is False,
    "chua": lambda part: not part.answered,
}


@dataclass(frozen=True)
class PartLine:
    """One institution's row: where it stands, how its answer is known, and what opens its records."""

    part: Part
    place: str
    address: str
    how: str = ""


@dataclass(frozen=True)
class Sums:
    """The rows added up again, apart from the figure, so that the page can show that they agree."""

    page: int
    all: int
    below: int | None
    number: int
    agrees: bool


def context(
    known: Indicator, question: Question, value: Value, parts: Sequence[Part], asked: Mapping[str, str]
) -> dict[str, Any]:
    """Everything the template shows. `parts` are those of one place where the address names one."""
    place, only = key_of(asked, "noi"), asked.get("chi", "")
    listed = only_those(parts, only)
    page, following = pages.page_of(listed, key_of(asked, "after"))
    query = question.as_query()
    other: AsWhen = "was" if question.as_ == "now" else "now"
    here = {**query, **{name: str(told) for name, told in {"noi": place, "chi": only}.items() if told}}
    return {
        "question": question,
        "words": pages.question_words(question),
        "place": organisations.area_name(place, question.on) if place else "",
        "value": value,
        "figure": pages.value_text(known, value),
        "is_share": known.formula in pages.SHARES,
        "asks": known.capability is not None,
        "tabs": _tabs(here, parts, asks=known.capability is not None),
        "lines": _lines(known, page, question),
        "other_view_url": f"?{urlencode(replace(question, as_=other).as_query())}",
        "whole_url": f"?{urlencode(query)}" if place else "",
        "query": urlencode(here),
        "next_url": f"?{urlencode({**here, 'after': following})}" if following else "",
        "sums": sums_of(known, value, parts, page),
    }


def only_those(parts: Sequence[Part], only: str) -> list[Part]:
    """The institutions of one list: `co` fulfil it, `khong` fail, `chua` have not answered; else all of them."""
    wanted = _LISTS.get(only)
    return [part for part in parts if wanted is None or wanted(part)]


def sums_of(known: Indicator, value: Value, parts: Sequence[Part], page: Sequence[Part]) -> Sums:
    total = sum(part.numerator or 0 for part in parts)
    below = sum(part.denominator or 0 for part in parts) if known.over_measure else None
    agrees = total == (value.numerator or 0) and below in {None, value.denominator or 0}
    return Sums(sum(part.numerator or 0 for part in page), total, below, len(parts), agrees)


def _tabs(here: dict[str, str], parts: Sequence[Part], *, asks: bool) -> list[NavItem]:
    """One tab for each list with its number; figures that ask nothing only tell who is silent."""
    only = here.get("chi", "")
    every = {name: text for name, text in here.items() if name != "chi"}
    told = [("", _("All institutions"))]
    if asks:
        told += [("co", _("Fulfil it")), ("khong", _("Do not fulfil it"))]
    told.append(("chua", _("Not answered")))
    return [
        NavItem(
            label,
            f"?{urlencode({**every, 'chi': code} if code else every)}",
            "",
            code == only,
            len(only_those(parts, code)),
        )
        for code, label in told
    ]


def _lines(known: Indicator, page: Sequence[Part], question: Question) -> list[PartLine]:
    named = organisations.all_named([part.organisation_id for part in page], question.on)
    areas = organisations.area_names({part.area_id for part in page if part.area_id}, question.on)
    return [
        PartLine(
            part,
            areas.get(part.area_id or 0, ""),
            _address(known, part, named[part.organisation_id].code, question),
            pages.how_word(part),
        )
        for part in page
    ]


def _address(known: Indicator, part: Part, unit: str, question: Question) -> str:
    """What opens the records of one institution: its claims, or its facts; a place counted has neither."""
    if known.capability is not None:
        return reverse("capabilities:history", args=[known.capability.code, unit])
    if not known.measure:
        return ""
    base = reverse("indicators:trail", args=[known.code, part.organisation_id])
    return f"{base}?{urlencode(question.as_query())}"
