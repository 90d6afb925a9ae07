"""The file of an estimate's lines: what its columns mean, and what becomes of each row. Nothing here writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from densach.intake import sheets
from densach.intake.models import RowAnswer
from densach.intake.sheets import Column, Given, Made, Sending, Sheet, Told, Verdict, told
from densach.kernel.actor import Actor
from densach.kernel.errors import Refusal
from densach.kernel.numbers import parse_count
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations import queries as organisations
from densach.people.queries import organisations_where
from densach.programme.budget.actions import importing
from densach.programme.budget.models import Estimate, ExpenditureKind, Source
from densach.programme.budget.queries import lines_of, tasks_to_choose
from densach.programme.budget.rules.amounts import amount_of, parse_amount
from densach.programme.budget.rules.incoming import LineValues, Wish
from densach.programme.budget.rules.lifecycle import WRITE, WRITTEN_IN

COLUMNS = (
    Column("year", _("Year"), ("năm", "năm ngân sách"), example="2027", width=8),
    Column(
        "content",
        _("What is to be paid"),
        ("nội dung", "nội dung chi", "diễn giải"),
        required=True,
        example="Bổ sung sách cho thư viện xã",
        width=44,
    ),
    Column("task", _("Task of the plan"), ("nhiệm vụ", "nhiệm vụ của kế hoạch"), width=40),
    Column(
        "source",
        _("Source of money"),
        ("nguồn", "nguồn vốn", "nguồn kinh phí"),
        required=True,
        choices=tuple(Source.labels),
        example="ngân sách cấp tỉnh",
        width=26,
    ),
    Column(
        "kind",
        _("Kind of spending"),
        ("loại chi", "khoản chi", "loại"),
        required=True,
        choices=tuple(ExpenditureKind.labels),
        width=26,
    ),
    Column("quantity", _("Quantity"), ("số lượng", "sl"), width=10),
    Column("unit", _("Unit of quantity"), ("đơn vị tính", "đvt"), width=12),
    Column("price", _("Price of one"), ("đơn giá",), width=16, help=_("In đồng, or in words: 350 nghìn.")),
    Column(
        "asked",
        _("Amount asked"),
        ("thành tiền", "dự toán", "số tiền", "kinh phí đề nghị", "kinh phí"),
        example="45.000.000",
        help=_("May be left empty where quantity and price are told."),
    ),
)


def declare() -> None:
    """Called once when the house starts."""
    sheets.register(ESTIMATE)


def _open(actor: Actor, on: date) -> list[Estimate]:
    """Estimates that the actor can still write."""
    places = organisations_where(actor, WRITE, on)
    rows = Estimate.objects.filter(organisation__in=places, state__in=WRITTEN_IN)
    return list(rows.select_related("organisation", "round__plan").order_by("-round__year", "pk"))


def _places(actor: Actor, on: date) -> Sequence[tuple[str, str]]:
    if not actor.may(WRITE, None):
        return []
    found = _open(actor, on)
    named = organisations.all_named({one.organisation_id for one in found}, on)
    return [(one.code, one.name) for one in named.values()]


def _words(choices: Sequence[tuple[str, str | Promise]]) -> dict[str, str]:
    """Each choice by its code and by its words in both languages."""
    found = {fold(code): code for code, _label in choices}
    for language in ("vi", "en"):
        with override(language):
            found.update({fold(str(label)): code for code, label in choices})
    return found


class _Judge:
    """What a file's rows are compared with, read once."""

    def __init__(self, sending: Sending) -> None:
        rows = [
            one for one in _open(sending.actor, sending.on) if one.organisation.code == sending.place_code
        ]
        self.estimates = {one.round.year: one for one in rows}
        self.latest = rows[0] if rows else None
        self.sources, self.kinds = _words(Source.choices), _words(ExpenditureKind.choices)
        self.tasks = {
            one.pk: {fold(title): key for key, title in tasks_to_choose(one.round.plan)} for one in rows
        }
        self.there = {
            one.pk: {
                (fold(row.line.content), row.line.source, row.line.kind, row.line.asked)
                for row in lines_of(one)
            }
            for one in rows
        }

    def verdict(self, given: Given) -> Verdict:
        said: list[Told] = []
        estimate = self._estimate(given, said)
        values = self._values(given, estimate, said)
        if estimate is None or values is None or said:
            return Verdict(RowAnswer.REFUSED, said)
        key = (fold(values.content), values.source, values.kind, values.asked or 0)
        if key in self.there[estimate.pk]:
            return Verdict(RowAnswer.SAME)
        self.there[estimate.pk].add(key)
        return Verdict(RowAnswer.NEW, plan=Wish(estimate.pk, values))

    def _estimate(self, given: Given, said: list[Told]) -> Estimate | None:
        year = given.cells.get("year", "").strip()
        found = self.estimates.get(int(year)) if year.isascii() and year.isdigit() else None
        found = found if year else self.latest
        if found is None:
            said.append(told("budget.no_open_estimate", column="year", year=year))
        return found

    def _values(self, given: Given, estimate: Estimate | None, said: list[Told]) -> LineValues | None:
        cells = given.cells
        source = self._word("source", cells, self.sources, said)
        kind = self._word("kind", cells, self.kinds, said)
        task = fold(cells.get("task", ""))
        task_id = self.tasks.get(estimate.pk, {}).get(task) if estimate and task else None
        if estimate and task and task_id is None:
            said.append(told("budget.task_not_in_plan", column="task", words=cells["task"]))
        if not cells.get("content", "").strip():
            said.append(told("budget.content_needed", column="content"))
        try:
            values = LineValues(
                content=clean_text(cells.get("content", "")),
                source=source,
                kind=kind,
                task_id=task_id,
                quantity=parse_count(cells["quantity"]) if cells.get("quantity", "").strip() else None,
                unit=clean_text(cells.get("unit", "")),
                price=_amount(cells.get("price", "")),
                asked=_amount(cells.get("asked", "")),
            )
            worked_out = amount_of(values)
        except Refusal as refusal:
            said.append(told(refusal.message_id, column="asked", **refusal.params))
            return None
        if values.asked is None and (values.quantity is None or values.price is None):
            said.append(told("budget.amount_needed", column="asked"))
        return LineValues(**{**values.__dict__, "asked": worked_out})

    def _word(self, column: str, cells: Mapping[str, str], words: dict[str, str], said: list[Told]) -> str:
        text = cells.get(column, "")
        found = words.get(fold(text))
        if found is None:
            said.append(told("budget.word_unknown", column=column, words=text))
        return found or ""


def _amount(text: str) -> int | None:
    return parse_amount(text) if text.strip() else None


def _check(sending: Sending, rows: Sequence[Given]) -> Sequence[Verdict]:
    judge = _Judge(sending)
    return [judge.verdict(given) for given in rows]


def _link(made: Made) -> str:
    return reverse("budget:estimate", args=[made["estimate"]])


ESTIMATE = Sheet(
    code="du-toan",
    name=_("Lines of an estimate"),
    lead=_("What the unit asks for in a year: content, source, kind of spending, amount."),
    icon="cash-stack",
    verb=WRITE,
    columns=COLUMNS,
    places=_places,
    check=_check,
    take_in=importing.take_in_lines,
    hindrances=importing.hindrances,
    undo=importing.undo_lines,
    link=_link,
)
