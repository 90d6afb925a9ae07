"""Worked vectors: a target in one line of text, judged. For `densach judge-vectors` and for tests.

    kind             inputs, as key=value, parted by spaces; an empty value is not known
    need             p N                                      answers the number of institutions
    share            yes no unknown percent base start milestone        (pct_institutions)
    pct_coverage     covered of percent base start milestone [unknown]   or as share
    ratio            actual need of base start milestone [total] [unknown]
    count_per_year   actual min expected_share year_closed all_reported [max] [years closed_years]
    range_per_year   the same
    count_total      actual min start milestone [base] [max] [all_reported]
    range_total, money   the same
    at_least         as count_per_year where it has expected_share, else as count_total
    growth           base value closed_years percent years [percent_max] [all_reported]    (growth_avg)
    cadence          done obligated window_elapsed [times] [unknown] [event_passed]
    capability       stage verified term_elapsed [triggered]
    continuous       periods recorded closed [unknown]

Wherever `all_reported` may stand, `reported` and `reporters` may too: how many of how many. Numbers are
whole, decimal (12.5) or fractions (181/365).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Final, TypedDict

from densach.kernel.errors import Invalid
from densach.programme.plans.status import (
    Cadence,
    Capability,
    Continuous,
    Coverage,
    Growth,
    Inputs,
    Kind,
    Ratio,
    Share,
    Term,
    Total,
    Yearly,
    judge,
    needed,
)


class InvalidVector(Invalid):
    """A row that cannot be judged. Parameters: `row`, `reason` (a short English phrase)."""

    message_id = "plans.invalid_vector"


class Judged(TypedDict):
    """The answer to one row, counted from 1."""

    row: int
    got: str


class _Row:
    """The key=value pairs of one row; remembers which were asked for, so that a misspelt key is not lost."""

    def __init__(self, inputs: str, on: str) -> None:
        self.inputs = inputs
        self.on = on
        pairs = [pair.partition("=") for pair in inputs.split()]
        self.values = {key: value for key, mark, value in pairs if mark}
        self.asked: set[str] = set()
        if len(self.values) != len(pairs):
            raise self.refuse("a part is not key=value, or a key comes twice")

    def refuse(self, reason: str) -> InvalidVector:
        return InvalidVector(row=self.inputs, reason=reason)

    def text(self, key: str, default: str | None = None) -> str:
        self.asked.add(key)
        value = self.values.get(key, default)
        if value is None:
            raise self.refuse(f"{key} is missing")
        return value

    def number(self, key: str, default: str | None = None) -> Fraction | None:
        """None where the value is left empty."""
        text = self.text(key, default)
        try:
            return Fraction(text) if text else None
        except (ValueError, ZeroDivisionError):
            raise self.refuse(f"{key} is no number") from None

    def known(self, key: str, default: str | None = None) -> Fraction:
        value = self.number(key, default)
        if value is None:
            raise self.refuse(f"{key} is empty")
        return value

    def whole(self, key: str, default: str | None = None) -> int:
        value = self.known(key, default)
        if value.denominator != 1:
            raise self.refuse(f"{key} is not whole")
        return value.numerator

    def maybe_whole(self, key: str, default: str | None = None) -> int | None:
        return self.whole(key, default) if self.text(key, default) else None

    def flag(self, key: str, default: str | None = None) -> bool:
        text = self.text(key, default)
        if text not in ("yes", "no"):
            raise self.refuse(f"{key} is neither yes nor no")
        return text == "yes"

    def day(self, key: str, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.refuse(f"{key} is no date") from None

    def term(self) -> Term:
        start = self.day("start", self.text("start"))
        return Term(start, self.day("milestone", self.text("milestone")), self.day("on", self.on))

    def share_known(self) -> Fraction:
        """Share of the reporters that reported; a plain "not all" proves no share at all."""
        if "reporters" in self.values:
            reporters = self.whole("reporters")
            if reporters < 1:
                raise self.refuse("reporters must be above zero")
            return Fraction(self.whole("reported"), reporters)
        return Fraction(int(self.flag("all_reported", "yes")))


def _share(row: _Row) -> Inputs:
    counts = row.whole("yes"), row.whole("no"), row.whole("unknown", "0")
    return Share(*counts, row.known("percent"), row.number("base"), row.term())


def _coverage(row: _Row) -> Inputs:
    if "yes" in row.values:
        return _share(row)
    covered, denominator = row.number("covered"), row.number("of")
    base, unknown = row.number("base"), row.known("unknown", "0")
    return Coverage(covered, denominator, row.known("percent"), base, row.term(), unknown)


def _ratio(row: _Row) -> Inputs:
    actual, need, of = row.maybe_whole("actual"), row.whole("need"), row.whole("of")
    total, unknown = row.maybe_whole("total", ""), row.whole("unknown", "0")
    return Ratio(actual, need, of, row.number("base"), row.term(), total, unknown)


def _yearly(row: _Row) -> Inputs:
    return Yearly(
        actual=row.number("actual"),
        minimum=row.known("min"),
        expected_share=row.known("expected_share"),
        closed=row.flag("year_closed", "no"),
        maximum=row.number("max", ""),
        known=row.share_known(),
        years=row.whole("years", "1"),
        closed_years=row.whole("closed_years", "0"),
    )


def _total(row: _Row) -> Inputs:
    actual, minimum, maximum = row.number("actual"), row.known("min"), row.number("max", "")
    return Total(actual, minimum, row.term(), row.number("base", "0"), maximum, row.share_known())


def _at_least(row: _Row) -> Inputs:
    return _yearly(row) if "expected_share" in row.values else _total(row)


def _growth(row: _Row) -> Inputs:
    return Growth(
        base=row.number("base"),
        value=row.number("value"),
        closed_years=row.whole("closed_years"),
        years=row.whole("years"),
        percent=row.known("percent"),
        percent_max=row.number("percent_max", ""),
        known=row.share_known(),
    )


def _cadence(row: _Row) -> Inputs:
    passed = row.flag("event_passed") if "event_passed" in row.values else None
    done, obligated, elapsed = row.whole("done"), row.whole("obligated"), row.known("window_elapsed")
    return Cadence(done, obligated, elapsed, row.whole("times", "1"), row.whole("unknown", "0"), passed)


def _capability(row: _Row) -> Inputs:
    stage, verified = row.number("stage"), row.flag("verified")
    return Capability(stage, verified, row.known("term_elapsed"), row.flag("triggered", "yes"))


def _continuous(row: _Row) -> Inputs:
    periods, recorded = row.whole("periods"), row.whole("recorded")
    return Continuous(periods, recorded, row.flag("closed"), row.whole("unknown", "0"))


_READERS: Final[dict[Kind, Callable[[_Row], Inputs]]] = {
    Kind.PCT_INSTITUTIONS: _share,
    Kind.PCT_COVERAGE: _coverage,
    Kind.RATIO: _ratio,
    Kind.COUNT_PER_YEAR: _yearly,
    Kind.RANGE_PER_YEAR: _yearly,
    Kind.COUNT_TOTAL: _total,
    Kind.RANGE_TOTAL: _total,
    Kind.AT_LEAST: _at_least,
    Kind.GROWTH_AVG: _growth,
    Kind.CADENCE: _cadence,
    Kind.CAPABILITY: _capability,
    Kind.CONTINUOUS: _continuous,
    Kind.MONEY: _total,
}
_SHORT: Final = {"share": Kind.PCT_INSTITUTIONS, "growth": Kind.GROWTH_AVG}


def judge_row(kind: str, inputs: str, on: str) -> str:
    """The status of one row, or the number for `need`. Raises InvalidVector or InvalidTarget."""
    if kind == "need":
        row = _Row(inputs, on)
        answer = str(needed(row.known("p"), row.whole("N")))
        _nothing_left(row)
        return answer
    return judge(*read_row(kind, inputs, on)).status.value


def read_row(kind: str, inputs: str, on: str) -> tuple[Kind, Inputs]:
    """What `judge` takes, from one row of any kind but `need`. Raises InvalidVector or InvalidTarget."""
    row = _Row(inputs, on)
    named = _SHORT.get(kind) or (Kind(kind) if kind in set(Kind) else None)
    if named is None:
        raise row.refuse(f"{kind} is no kind of target")
    read = _READERS[named](row)
    _nothing_left(row)
    return named, read


def _nothing_left(row: _Row) -> None:
    left = sorted(row.values.keys() - row.asked)
    if left:
        raise row.refuse(f"not understood: {', '.join(left)}")


def judge_csv(text: str) -> list[Judged]:
    """The answers to a CSV with the columns kind, inputs and on; other columns are left aside.

    Raises InvalidVector where a column is missing or a row cannot be judged.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = [name for name in ("kind", "inputs", "on") if name not in (reader.fieldnames or ())]
    if missing:
        raise InvalidVector(row="1", reason=f"no column {', '.join(missing)}")
    rows = [[(line.get(name) or "").strip() for name in ("kind", "inputs", "on")] for line in reader]
    return [{"row": number, "got": judge_row(*cells)} for number, cells in enumerate(rows, start=1)]
