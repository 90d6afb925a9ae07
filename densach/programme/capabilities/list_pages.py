"""What the pages of checklists show: who is asked, figures by column, distances, the table of units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from densach.kernel.numbers import format_number
from densach.organisations import queries as organisations
from densach.organisations.models import Level, OrganisationKind
from densach.organisations.rules import Named
from densach.programme.capabilities.models import Checklist, Criterion, CriterionKind
from densach.programme.capabilities.queries import Filled, FilledLine
from densach.programme.capabilities.rules import Met, threshold_of

PAGE = 50
_MANY = 4
Row = tuple[Named, Filled | None]


def _lang() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def asked_words(checklist: Checklist) -> str:
    """Whom it asks: kinds, and levels where they are named."""
    names = [str(OrganisationKind(kind).label) for kind in checklist.kinds]
    kinds = ", ".join(names)
    if len(names) > _MANY:
        first, number = ", ".join(names[:2]), len(names) - 2
        kinds = _("%(first)s and %(number)s other kinds") % {"first": first, "number": number}
    levels = ", ".join(str(Level(level).label) for level in checklist.levels)
    return f"{kinds} ({levels})" if levels else kinds


def columns(checklist: Checklist) -> list[str]:
    """Headings of the figures' columns; one without a name where regions do not differ."""
    return [words[_lang()] for words in checklist.regions.values()] or [""]


def region_name(checklist: Checklist, region: str) -> str:
    words = checklist.regions.get(region)
    return str(words[_lang()]) if words else ""


def figures(criterion: Criterion, checklist: Checklist) -> list[str]:
    """What is asked in each column: a least number with its unit, or yes."""
    return [_figure(criterion, code) for code in (list(checklist.regions) or [""])]


def _figure(criterion: Criterion, region: str) -> str:
    threshold = threshold_of(criterion.thresholds, region)
    if criterion.kind == CriterionKind.YES_NO or threshold is None:
        return pgettext("capability", "yes")
    return f"≥ {format_number(threshold, _lang())} {criterion.unit}".strip()


def said(line: FilledLine) -> str:
    """The answer in words: yes, no, a number with its unit, or that there is none."""
    if line.line is None:
        return _("not answered")
    return _said(line.line.answer, line.line.value, line.criterion)


def said_before(line: FilledLine) -> str:
    """The answer of the time before."""
    if line.before is None:
        return _("not answered")
    return _said(line.before.answer, line.before.value, line.criterion)


def _said(answer: bool | None, value: Decimal | None, criterion: Criterion) -> str:
    if value is not None:
        return f"{format_number(value, _lang())} {criterion.unit}".strip()
    if answer is None:
        return _("not answered")
    return pgettext("capability", "yes") if answer else pgettext("capability", "no")


def distance(line: FilledLine) -> dict[str, str]:
    """Of one line: what was said, what was said before, what is asked, and how much is missing."""
    result = line.result
    missing = ""
    if result.state == Met.SHORT:
        missing = _("missing")
        if result.short is not None:
            number = f"{format_number(result.short, _lang())} {line.criterion.unit}".strip()
            missing = _("%(number)s short") % {"number": number}
    asked = pgettext("capability", "yes")
    if result.threshold is not None:
        asked = f"≥ {format_number(result.threshold, _lang())} {line.criterion.unit}".strip()
    return {"said": said(line), "before": said_before(line), "missing": missing, "asked": asked}


def page_of(rows: Sequence[Row], after: int) -> tuple[list[Row], int]:
    """The 50 rows after the institution with this number, and the key of the next page (0 for none)."""
    start = next((place + 1 for place, (unit, _filled) in enumerate(rows) if unit.id == after), 0)
    page = list(rows[start : start + PAGE])
    return page, page[-1][0].id if len(rows) > start + PAGE else 0


def lists_head() -> list[str]:
    return [_("Code"), _("Checklist"), _("Who is asked"), _("Paper"), _("Holds from"), _("Holds to")]


def lists_rows(every: Iterable[Checklist]) -> Iterator[list[object]]:
    for one in every:
        yield [one.code, one.name, asked_words(one), one.legal_basis, one.valid_from, one.valid_to]


def comparison_head(criteria: Sequence[Criterion]) -> list[str]:
    head = [_("Institution"), _("Place"), _("State"), _("Met"), _("Asked")]
    for one in criteria:
        head += [one.name, _("Missing: %s") % one.name]
    return head


def comparison_rows(rows: Sequence[Row], criteria: Sequence[Criterion], on: date) -> Iterator[list[object]]:
    names = organisations.area_names({unit.area_id for unit, _filled in rows}, on)
    for unit, filled in rows:
        place: list[object] = [unit.name, names.get(unit.area_id, "")]
        if filled is None:
            yield [*place, _("not answered"), "", len(criteria), *[""] * (2 * len(criteria))]
            continue
        told: list[object] = []
        for line in filled.lines:
            words = distance(line)
            told += [words["said"], words["missing"]]
        state = str(filled.assessment.get_state_display())
        yield [*place, state, filled.met, len(criteria), *told]
