"""How well a reading agrees with golden rows: F1 in which a wrong find costs as much as a miss."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from densach.formats.planreader.reading import PlanReading, ReportDuty, Target, Task
from densach.formats.planreader.textview import bare

_FAMILY = {
    "pct_coverage": "pct_institutions",
    "range_per_year": "count_per_year",
    "range_total": "count_total",
}
_CYCLES = {"6_thang": "half_year", "nam": "year", "dot_xuat": "ad_hoc", "mot_lan": "once"}


@dataclass(frozen=True)
class Score:
    """Counts of an agreement, with what was missed and what was found wrongly, for a person to read."""

    hits: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def f1(self) -> float:
        total = 2 * self.hits + len(self.missed) + len(self.wrong)
        return 2 * self.hits / total if total else 1.0


def golden_rows(path: Path, plan: str) -> list[dict[str, str]]:
    """The rows of one plan only; rows of other plans are not looked at."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["plan"] == plan]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", bare(text)))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _last_year(row: dict[str, str]) -> int | None:
    found = re.findall(r"\d{4}", row.get("year_or_period", ""))
    return int(found[-1]) if found else None


def _same_kind(target: Target, row: dict[str, str]) -> bool:
    mine, asked = _FAMILY.get(target.kind, target.kind), _FAMILY.get(row["kind"], row["kind"])
    if mine == asked:
        return True
    floors = {"at_least", "count_per_year", "count_total"}
    return "at_least" in (mine, asked) and mine in floors and asked in floors


def _same_values(target: Target, row: dict[str, str]) -> bool:
    if row["kind"] == "continuous":
        return True
    if "at_least" in (target.kind, row["kind"]):
        return target.value_min == _number(row["value_min"])
    return (target.value_min, target.value_max) == (_number(row["value_min"]), _number(row["value_max"]))


def _same_unit(target: Target, row: dict[str, str]) -> bool:
    if row["kind"] == "continuous":
        return True
    return bare(target.unit or "").split("/")[0].strip() == bare(row["unit"]).split("/")[0].strip()


def _same_year(target: Target, row: dict[str, str]) -> bool:
    asked = _last_year(row)
    return asked is None or target.year_to == asked


def _same_place(reading: PlanReading, target: Target, row: dict[str, str]) -> bool:
    asked = _words(row["quote"])
    mine = _words(target.quote + " " + target.subject)
    return bool(asked) and len(asked & mine) >= 0.5 * min(len(asked), len(_words(target.quote)) or 1)


def _same_level(target: Target, row: dict[str, str]) -> bool:
    return not target.levels or bool(set(target.levels) & set(row["level"].split("|")))


def score_targets(reading: PlanReading, rows: list[dict[str, str]], *, levels: bool = True) -> Score:
    """One row for one find; optional rows take a find without being counted."""
    left = list(reading.targets)
    hits, missed = 0, []
    for row in sorted(rows, key=lambda one: one["asked"] != "yes"):
        match = next((one for one in left if _agrees(reading, one, row, levels)), None)
        if match is not None:
            left.remove(match)
            hits += row["asked"] == "yes"
        elif row["asked"] == "yes":
            missed.append(
                f"{row['id']} {row['kind']} {row['value_min']}-{row['value_max']} {row['unit']} "
                f"{row['year_or_period']} {row['quote'][:70]}"
            )
    wrong = [
        f"{one.clause} {one.kind} {one.value_min}-{one.value_max} {one.unit} {one.year_to} {one.quote[:70]}"
        for one in left
    ]
    return Score(hits, tuple(missed), tuple(wrong))


def _agrees(reading: PlanReading, target: Target, row: dict[str, str], levels: bool) -> bool:
    return (
        _same_kind(target, row)
        and _same_values(target, row)
        and _same_unit(target, row)
        and _same_year(target, row)
        and _same_place(reading, target, row)
        and (not levels or _same_level(target, row))
    )


def _close(mine: str, asked: str) -> bool:
    one, other = _words(mine), _words(asked)
    if not one and not other:
        return True
    return len(one & other) >= 0.8 * max(len(one), len(other))


def _task_agrees(task: Task, row: dict[str, str]) -> bool:
    return (
        _close(task.title, row["title"])
        and _close(task.time.text if task.time else "", row["time"])
        and _close(" ".join(task.lead), row["lead"])
        and _close(" ".join(task.executing), row["execute"])
        and _close(" ".join(task.coordinating), row["coordinate"])
    )


def score_tasks(reading: PlanReading, rows: list[dict[str, str]]) -> Score:
    """A task is found when its title, time and all three roles agree."""
    left = list(reading.tasks)
    hits, missed = 0, []
    for row in rows:
        match = next((one for one in left if _task_agrees(one, row)), None)
        if match is None:
            missed.append(f"{row['section']} {row['title'][:60]}")
        else:
            left.remove(match)
            hits += 1
    return Score(hits, tuple(missed), tuple(f"{one.clause} {one.title[:60]}" for one in left))


def _duty_agrees(duty: ReportDuty, row: dict[str, str]) -> bool:
    cycle = _CYCLES[row["cycle"].split(" ")[0]]
    return duty.cycle == cycle and (duty.due or "") == row["due"]


def score_duties(reading: PlanReading, rows: list[dict[str, str]]) -> Score:
    """A report duty is found when its cycle and day agree."""
    left: list[Any] = list(reading.report_duties)
    hits, missed = 0, []
    for row in rows:
        match = next((one for one in left if _duty_agrees(one, row)), None)
        if match is None:
            missed.append(f"{row['section']} {row['cycle']} {row['due']}")
        else:
            left.remove(match)
            hits += 1
    return Score(hits, tuple(missed), tuple(f"{one.clause} {one.cycle} {one.due}" for one in left))
