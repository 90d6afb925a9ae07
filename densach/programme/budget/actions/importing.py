"""Lines of an estimate from a file: taken in whole, taken back as long as the unit still writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from densach.intake.sheets import Given, Made, Sending, Told, Verdict, told
from densach.programme.budget.actions.writing import changed, fill, next_position, tell, to_write
from densach.programme.budget.models import Estimate, Line
from densach.programme.budget.rules.incoming import Wish
from densach.programme.budget.rules.lifecycle import WRITTEN_IN


def take_in_lines(sending: Sending, rows: Sequence[tuple[Given, Verdict]]) -> Mapping[int, Made]:
    """Writes the rows, in a transaction that the caller holds."""
    made: dict[int, Made] = {}
    by_estimate: dict[int, list[tuple[Given, Wish]]] = {}
    for given, verdict in rows:
        if isinstance(verdict.plan, Wish):
            by_estimate.setdefault(verdict.plan.estimate_id, []).append((given, verdict.plan))
    for key, wishes in by_estimate.items():
        estimate = to_write(sending.actor, _estimate(key), None)
        position = next_position(estimate)
        for number, (given, wish) in enumerate(wishes):
            line = Line(estimate=estimate, position=position + number, batch=sending.at.isoformat())
            fill(line, wish.values)
            line.full_clean()
            line.save()
            made[given.number] = {"line": line.pk, "estimate": key, "asked": line.asked}
        changed(estimate)
        tell(sending.at, sending.actor, "budget.imported", estimate, count=len(wishes))
    return made


def _estimate(key: int) -> Estimate:
    return Estimate.objects.select_related("organisation").get(pk=key)


def hindrances(_sending: Sending, made: Mapping[int, Made]) -> dict[int, Told]:
    """Row → why it cannot be taken back: the estimate was sent in since, or the line was changed by hand."""
    lines = Line.objects.select_related("estimate").in_bulk([one["line"] for one in made.values()])
    found: dict[int, Told] = {}
    for number, one in made.items():
        line = lines.get(one["line"])
        if line is None or line.asked != one["asked"]:
            found[number] = told("sheets.changed_again")
        elif line.estimate.state not in WRITTEN_IN:
            found[number] = told("budget.estimate_forbids", state=str(line.estimate.get_state_display()))
    return found


def undo_lines(sending: Sending, made: Mapping[int, Made]) -> None:
    """Takes all of it back, in a transaction that the caller holds, after nothing was found to hinder it."""
    by_estimate: dict[int, list[int]] = {}
    for one in made.values():
        by_estimate.setdefault(one["estimate"], []).append(one["line"])
    for key, lines in by_estimate.items():
        estimate = to_write(sending.actor, _estimate(key), None)
        Line.objects.filter(pk__in=lines, estimate=estimate).delete()
        changed(estimate)
        tell(sending.at, sending.actor, "budget.import_undone", estimate, count=len(lines))
