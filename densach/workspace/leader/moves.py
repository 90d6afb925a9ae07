"""What changed between two days: targets whose status moved, and those that only came nearer or fell back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from densach.kernel.numbers import format_number
from densach.programme.plans.queries import JudgedTarget
from densach.ui.figures import UNKNOWN, language
from densach.workspace.leader.naming import subject_of

# From what is worst to what is best; without figures nothing can be said.
_RANK: Final = {"no_data": 0, "off_track": 1, "at_risk": 2, "on_track": 3, "achieved": 4}


@dataclass(frozen=True)
class Move:
    """A target whose status changed, or (with equal ones) whose figure did. `better`: it is nearer to its promise."""

    number: int
    subject: str
    before: str
    after: str
    figure_before: str
    figure_after: str
    why: str
    better: bool


def expected_text(row: JudgedTarget) -> str:
    """What should have been reached by the day, in the target's own terms."""
    expected = row.verdict.expected
    if expected is None:
        return ""
    # Tenths help while there are few; among thousands they only pretend to be exact.
    short = round(expected, 1) if abs(expected) < 100 else Fraction(round(expected))
    return format_number(short, language())


def moves(before: Iterable[JudgedTarget], after: Sequence[JudgedTarget]) -> tuple[list[Move], list[Move]]:
    """Those whose status changed, the worse ones first; and those whose figure alone changed."""
    earlier = {row.target.pk: row for row in before}
    changed: list[Move] = []
    nudged: list[Move] = []
    for row in after:
        then = earlier.get(row.target.pk)
        if then is None:
            continue
        if then.status != row.status:
            changed.append(
                _move(then, row, _why(then, row), _RANK[row.status.value] > _RANK[then.status.value])
            )
        elif then.verdict.actual != row.verdict.actual and row.verdict.actual is not None:
            better = then.verdict.actual is None or row.verdict.actual > then.verdict.actual
            nudged.append(_move(then, row, _against(row), better))
    changed.sort(key=lambda one: (one.better, _RANK[one.after]))
    return changed, nudged


def _move(then: JudgedTarget, row: JudgedTarget, why: str, better: bool) -> Move:
    return Move(
        number=row.target.pk,
        subject=subject_of(row),
        before=then.status.value,
        after=row.status.value,
        figure_before=then.actual_text or UNKNOWN,
        figure_after=row.actual_text or UNKNOWN,
        why=why,
        better=better,
    )


def _against(row: JudgedTarget) -> str:
    expected = expected_text(row)
    return _("%(expected)s are due by now") % {"expected": expected} if expected else ""


def _why(then: JudgedTarget, row: JudgedTarget) -> str:
    """One sentence: the figure, what was due, and which of them moved."""
    said = _reason(then, row)
    before, after = expected_text(then), expected_text(row)
    if not after:
        return said
    if before and before != after:
        due = _("due then %(before)s, now %(after)s") % {"before": before, "after": after}
    else:
        due = _("%(expected)s are due by now") % {"expected": after}
    return f"{said} ({due})"


def _reason(then: JudgedTarget, row: JudgedTarget) -> str:
    was, now = then.verdict.actual, row.verdict.actual
    if row.status.value == "achieved":
        return _("What was promised is reached.")
    if then.status.value == "no_data":
        return _("Figures have come in.")
    if row.status.value == "no_data":
        return _("Too few have answered to tell.")
    if then.status.value == "achieved":
        return _("A new period has begun, or figures were corrected.")
    if _RANK[row.status.value] > _RANK[then.status.value]:
        return _("It grew faster than it had to.")
    if row.end is not None and row.end < row.on:
        return _("Its day has passed.")
    if was is not None and now is not None and now > was:
        return _("It grows, but more slowly than it has to.")
    return _("It stood still while more was due.")
