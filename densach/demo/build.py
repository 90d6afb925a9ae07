"""Making the demo: foundations, places, people, and the story up to yesterday; once, in a folder of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from densach.demo import (
    accounts,
    activities,
    budget,
    calendar,
    library,
    machines,
    merged,
    network,
    oversight,
    plans_register,
    staff,
    story,
    tables,
    targets,
    tasks,
)
from densach.demo.activities.units import held_by
from densach.demo.counts import Counting, moment, plan_counts
from densach.demo.places import REFORM, Places, found_all
from densach.kernel.actor import System
from densach.kernel.dates import today

Tell = Callable[[str], None]


def build(at: datetime, tell: Tell) -> dict[str, Any]:
    """Fills an empty, founded installation and returns what describes it. All of it or nothing."""
    on = today(at)
    with transaction.atomic():
        tell("cơ sở và đơn vị")
        places = found_all(moment(REFORM, 8))
        former = tuple(network.districts(moment(REFORM, 8), places))
        network.the_reform(moment(REFORM, 9), places)
        network.points(moment(REFORM, 10), places)
        network.doors(moment(REFORM, 11), places)
        people = accounts.open_all(moment(REFORM, 9), places)
        yesterday = date.fromordinal(on.toordinal() - 1)
        staff.staff_all(moment(REFORM, 9), moment(yesterday, 9), places, people)
        planned = plan_counts(places, yesterday, former, held_by(places))
        counting = Counting(System(name="Người ghi số liệu"), planned)
        year = library.a_year(places, yesterday)
        counting.beside += [year.until, activities.a_year(places, yesterday).until]
        code = story.run(places, people, counting, on, tell)
        plans_register.play(places, people, code, on)
        merged.play(places, people, former, on)
        tell("dự toán và dự án")
        calendar.play(people)
        budget.play(places, people, code, on)
        tell("nhiệm vụ")
        tasks.play(places, people, code, on)
        oversight.play(places, people, code, on)
        targets.play(places, people, code, on)
        tables.play(places, people, on)
        tokens = machines.play(at, places, people)
        told = library.told(year, on)
    return {**_description(places, code, on, counting.done), **told, "tokens": tokens}


def _description(places: Places, code: str, on: date, counts: int) -> dict[str, Any]:
    return {
        "today": on.isoformat(),
        "counts": counts,
        "report": story.report_to_try(code, places),
    }


def keep(folder: Path, description: dict[str, Any]) -> None:
    (folder / "demo.json").write_text(
        json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def kept(folder: Path) -> dict[str, Any] | None:
    path = folder / "demo.json"
    if not path.exists():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
