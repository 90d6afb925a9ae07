"""A rush on a class: 1,000 people enrol from 50 threads for 100 places. Exactly 100 get one, the rest wait in order.

On SQLite in a folder of its own, every enrolment durable; on PostgreSQL where DENSACH_DATABASE_URL names one. One
request in ten is sent twice, as by an impatient thumb.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from threading import Barrier, Lock, Thread
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from datetime import datetime

    from densach.services.activities.models import Activity

PEOPLE: Final = 1_000
THREADS: Final = 50
PLACES: Final = 100
# As many as a school's hall of parents would send within a minute, on two cores.
SECONDS: Final = 60.0


def figures(scale: float) -> Iterator[Mapping[str, Any]]:
    """The rush, in a process of its own."""
    people, places = max(int(PEOPLE * scale), 40), max(int(PLACES * scale), 4)
    with tempfile.TemporaryDirectory(prefix="densach-enrol-") as folder:
        told = subprocess.run(
            [sys.executable, "-m", "bench.activities.enrolling", str(people), str(THREADS), str(places)],
            env={**os.environ, "DENSACH_DATA": folder, "DENSACH_LOG_LEVEL": "ERROR"},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    found = json.loads(told.stdout)
    right = (
        found["confirmed"] == places
        and found["waiting"] == people - places
        and found["in_order"]
        and found["seats"] == list(range(1, places + 1))
        and not found["refused"]
    )
    yield {
        "part": "enrolling",
        "what": f"{people} enrolments from {THREADS} threads for {places} places",
        **{name: value for name, value in found.items() if name != "seats"},
        "limits": {"seconds": SECONDS},
        "within": right and found["seconds"] <= SECONDS,
    }


def rush(people: int, threads: int, places: int) -> dict[str, Any]:
    """In this process, with DENSACH_DATA; tables are laid first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "densach.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    at = timezone.now()
    activity, ids = _stage(at, people, places)
    began = time.perf_counter()
    refused = _run(at, activity, ids, threads)
    seconds = time.perf_counter() - began
    return {
        "database": connection.vendor,
        "threads": threads,
        **_found(activity),
        "seconds": round(seconds, 2),
        "per_second": round(people / seconds, 1),
        "refused": refused,
    }


def _stage(at: datetime, people: int, places: int) -> tuple[Activity, list[int]]:
    from densach.kernel.actor import SYSTEM
    from densach.kernel.dates import today
    from densach.organisations import actions as organisations
    from densach.people.models import Person
    from densach.services.activities.models import Activity, ActivityKind

    nation = organisations.found_area(
        at=at, actor=SYSTEM, code="viet-nam", name="Việt Nam", kind="nation", level="nation",
        since=date(2025, 7, 1), parent=None,
    )  # fmt: skip
    centre = organisations.found(
        at=at, actor=SYSTEM, code="vh-ba-vam", name="Trung tâm Văn hóa", kind="culture_centre", level="province",
        since=date(2025, 7, 1), area=nation, parent=None,
    )  # fmt: skip
    kind = ActivityKind.objects.create(code="rush", name_vi="Lớp", name_en="Class", family="class")
    activity = Activity.objects.create(
        organisation=centre, kind=kind, title="Lớp bơi miễn phí", state="published", enrol_mode="open",
        capacity=places, made_at=at, made_by_name="bench", min_age=6, max_age=90,
    )  # fmt: skip
    born = today(at) - timedelta(days=365 * 30)
    Person.objects.bulk_create(
        Person(name=f"Người {number}", folded_name=f"nguoi {number}", birth_date=born, entered_at=at)
        for number in range(people)
    )
    return activity, list(Person.objects.order_by("pk").values_list("pk", flat=True))


def _run(at: datetime, activity: Activity, ids: list[int], threads: int) -> dict[str, int]:
    """Every person once, each request sent twice by one in ten; gives refusals by kind."""
    from django.db import connection

    from densach.kernel.actor import SYSTEM
    from densach.kernel.errors import Refusal
    from densach.people.models import Person
    from densach.services.activities.actions.enrolling import enrol

    turn, lock, start = count(), Lock(), Barrier(threads)
    refused: Counter[str] = Counter()

    # A PostgreSQL for tests lets in just so many.
    connection.close()

    def work() -> None:
        start.wait()
        try:
            while True:
                with lock:
                    mine = next(turn)
                if mine >= len(ids):
                    return
                person = Person.objects.get(pk=ids[mine])
                for _again in range(2 if mine % 10 == 0 else 1):
                    try:
                        enrol(at=at, actor=SYSTEM, activity=activity, person=person, key=f"rush:{person.pk}")
                    except Refusal as refusal:
                        with lock:
                            refused[refusal.message_id] += 1
        finally:
            connection.close()

    crowd = [Thread(target=work) for _number in range(threads)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return dict(refused)


def _found(activity: Activity) -> dict[str, Any]:
    from densach.services.activities.models import Enrolment

    rows = list(
        Enrolment.objects.filter(activity=activity)
        .order_by("position")
        .values_list("position", "state", "seat")
    )
    states = Counter(state for _position, state, _seat in rows)
    places = states["confirmed"]
    return {
        "confirmed": places,
        "waiting": states["waiting"],
        # Positions without gaps, and nobody who came later has a place.
        "in_order": [position for position, _state, _seat in rows] == list(range(1, len(rows) + 1))
        and all(state == "confirmed" for _position, state, _seat in rows[:places]),
        "seats": sorted(seat for _position, _state, seat in rows if seat is not None),
    }


if __name__ == "__main__":
    print(json.dumps(rush(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
