"""What the screens of incoming files show: values ready for templates."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.intake.models import Row, RowAnswer
from densach.intake.queries import Question
from densach.intake.sheets import Sheet, Told
from densach.kernel.errors import Refusal
from densach.ui.charts.shapes import bar, frame
from densach.ui.nav import NavItem
from densach.ui.wording import sentence

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_STRIP = 600.0
_NUMBERS = 12
_LONGEST = 200
# Answer → the colour of the strip and the mark that stands for it where colours are not seen.
LOOKS = {
    RowAnswer.NEW: ("achieved", "plus-circle"),
    RowAnswer.CHANGED: ("on_track", "pencil-square"),
    RowAnswer.SAME: ("no_data", "check-circle"),
    RowAnswer.QUESTION: ("at_risk", "question-circle"),
    RowAnswer.REFUSED: ("off_track", "x-circle"),
}
# What decides over a row comes first in its answer; these only go with it.
REMARKS = frozenset(
    {
        "tables.hidden_row",
        "tables.merged_row",
        "sheets.stands_under",
        "sheets.library_along",
        "sheets.is_there",
        "intake.first_day_taken",
    }
)


def words(told: Told, sheet: Sheet | None = None) -> str:
    """A kept sentence in the language of this reply."""
    message_id, params = told
    kind = type("Told", (Refusal,), {"message_id": message_id})
    shown = {name: _shown(value) for name, value in params.items()}
    if sheet is not None and "column" in shown:
        shown["column"] = label(sheet, str(shown["column"]))
    return sentence(kind(**shown))


def _shown(value: Any) -> Any:
    """A day kept as 2026-02-05 is told as a day again."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    if value is None or value == "":
        return "–"
    return cut(value) if isinstance(value, str) else value


def cut(text: str) -> str:
    """What is longer than a page can show, by its beginning."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


def label(sheet: Sheet, column: str) -> str:
    """The column as the head of the template calls it."""
    found = sheet.column(column)
    return str(found.label) if found else column


@dataclass(frozen=True)
class Difference:
    """One column of a row that would change."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """A row of the file with its answer in words. `said`: the column, if one is meant, and the sentence."""

    number: int
    title: str
    answer: str
    answer_words: str
    icon: str
    differences: tuple[Difference, ...]
    said: tuple[tuple[str, str], ...]
    remarks: tuple[tuple[str, str], ...]
    cells: tuple[tuple[str, str], ...]
    url: str


def lines_of(rows: Iterable[Row], sheet: Sheet) -> list[Line]:
    return [_line(row, sheet) for row in rows]


def _line(row: Row, sheet: Sheet) -> Line:
    differs = [one for one in row.said if one[0] == "intake.differs"]
    others = [one for one in row.said if one[0] != "intake.differs"]
    title = row.cells.get("name") or next(iter(row.cells.values()), "")
    return Line(
        number=row.number,
        title=cut(title),
        answer=row.answer,
        answer_words=str(RowAnswer(row.answer).label),
        icon=LOOKS[RowAnswer(row.answer)][1],
        differences=tuple(
            Difference(
                label(sheet, one[1]["column"]),
                cut(str(one[1]["before"] or "–")),
                cut(str(one[1]["after"] or "–")),
            )
            for one in differs
        ),
        said=tuple(_said([one for one in others if one[0] not in REMARKS], sheet)),
        remarks=tuple(_said([one for one in others if one[0] in REMARKS], sheet)),
        cells=tuple((label(sheet, code), cut(text)) for code, text in row.cells.items()),
        url=sheet.link(row.made) if row.made else "",
    )


def _said(told: Sequence[Told], sheet: Sheet) -> Iterator[tuple[str, str]]:
    for one in told:
        column = one[1].get("column", "")
        yield (label(sheet, column) if column else ""), words(one, sheet)


def reasons(row: Row, sheet: Sheet) -> str:
    """Why a row is left out, for the last column of the file to mend."""
    return " ".join(f"{column}: {text}" if column else text for column, text in _said(row.said, sheet))


def strip(totals: Mapping[str, int]) -> SafeString:
    """One bar, parted by how many rows have which answer; its words are in the list below it."""
    whole = sum(totals.values()) or 1
    drawn, x = [], 0.0
    for answer in RowAnswer:
        wide = _STRIP * totals[answer] / whole
        if totals[answer]:
            drawn.append(bar(x, 0, max(wide - 2, 1), 16, LOOKS[answer][0]))
        x += wide
    told = "; ".join(f"{answer.label}: {totals[answer]}" for answer in RowAnswer)
    return frame(_STRIP, 16, _("Rows by answer"), told, drawn, " chart-strip")


def tabs(totals: Mapping[str, int], chosen: str) -> list[NavItem]:
    """All rows, then those of each answer there is."""
    every = [NavItem(pgettext("rows", "All"), "?", active=not chosen, badge=sum(totals.values()))]
    every += [
        NavItem(
            str(answer.label),
            f"?tra-loi={answer}",
            LOOKS[answer][1],
            active=chosen == answer,
            badge=totals[answer],
        )
        for answer in RowAnswer
        if totals[answer]
    ]
    return every


@dataclass(frozen=True)
class Asked:
    """A question as the page puts it: `name` is its field; choices with the reason for each."""

    name: str
    key: str
    column: str
    text: str
    choices: tuple[tuple[str, str, str], ...]
    numbers: tuple[int, ...]
    more: int
    # The code of the column, where something else than the proposals may be typed.
    offered: str


def asked(question: Question, place: int, sheet: Sheet, offered: Collection[str] = ()) -> Asked:
    """The question as a field named by its place in the list."""
    return Asked(
        name=f"q{place}",
        key=question.key,
        column=label(sheet, question.column),
        text=words(question.told, sheet),
        choices=tuple(
            (value, shown, words(why, sheet) if why else "") for value, shown, why in question.choices
        ),
        numbers=question.numbers[:_NUMBERS],
        more=max(len(question.numbers) - _NUMBERS, 0),
        offered=question.column if question.column in offered else "",
    )


def with_typed(one: Asked, form: BaseForm) -> tuple[Asked, str, str, Sequence[str]]:
    """The question with what was picked and typed so far, and what is wrong with that."""
    other = f"{one.name}_other"
    typed = form[other].value() if other in form.fields else ""
    wrong = [str(error) for error in form.errors.get(other, ())]
    return one, str(form[one.name].value() or ""), str(typed or ""), wrong
