"""A province's month: 5,000 public sessions of 120 units drawn as the citizens' calendar, and narrowed.

Asked through Django's own test client, in the process that answers: the database, the page and its templates are all in
it, the network is not. SQLite in a folder of its own.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from densach.organisations.models import Organisation
    from densach.services.activities.models import Activity

SESSIONS: Final = 5_000
UNITS: Final = 120
TIMES: Final = 30
LIMIT_MS: Final = 200.0
MONTH: Final = date(2026, 11, 1)
AT: Final = datetime(2026, 10, 20, 2, tzinfo=UTC)
SEED: Final = 20261121
# A page that shows a session, or a feed that holds one.
HELD: Final = (b"agenda-item", b"agenda-clock", b"BEGIN:VEVENT")
ASKED: Final = {
    "month": ("a month of the province", "/lich?xem=thang&ngay=2026-11-15"),
    "narrowed": ("the same of one age and kind", "/lich?xem=thang&ngay=2026-11-15&tuoi=b6_10&loai=class"),
    "week": ("its week", "/lich?xem=tuan&ngay=2026-11-15"),
    "feed": ("a unit's feed", "/lich/tt-1.ics"),
}


def figures(scale: float) -> Iterator[Mapping[str, Any]]:
    """Pages drawn, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="densach-month-") as folder:
        told = subprocess.run(
            [sys.executable, "-m", "bench.activities.month", str(max(int(SESSIONS * scale), 100))],
            env={**os.environ, "DENSACH_DATA": folder, "DENSACH_LOG_LEVEL": "ERROR"},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    found = json.loads(told.stdout)
    for code, (what, path) in ASKED.items():
        p50, p95 = found[code]
        yield {
            "part": "month",
            "what": what,
            "path": path,
            "client": "Django's test client, in process",
            "database": found["database"],
            "sessions": found["sessions"],
            "requests": TIMES,
            "p50_ms": p50,
            "p95_ms": p95,
            "limits": {"p95_ms": LIMIT_MS},
            "within": p95 <= LIMIT_MS,
        }


def _units() -> list[Organisation]:
    from densach.kernel.actor import SYSTEM
    from densach.organisations import actions as organisations

    since = date(2025, 7, 1)
    nation = organisations.found_area(
        at=AT, actor=SYSTEM, code="viet-nam", name="Việt Nam", kind="nation", level="nation", since=since
    )
    province = organisations.found_area(
        at=AT, actor=SYSTEM, code="ba-vam", name="Ba Vàm", kind="province", level="province", since=since,
        parent=nation,
    )  # fmt: skip
    found = []
    for number in range(UNITS):
        place = organisations.found_area(
            at=AT, actor=SYSTEM, code=f"ba-vam.xa-{number}", name=f"Xã {number}", kind="rural_commune",
            level="commune", since=since, parent=province,
        )  # fmt: skip
        found.append(
            organisations.found(
                at=AT,
                actor=SYSTEM,
                code=f"tt-{number}",
                name=f"Trung tâm Văn hóa xã {number}",
                kind="culture_centre",
                level="commune",
                area=place,
                since=since,
            )
        )
    return found


def _activities(units: list[Organisation]) -> list[Activity]:
    from densach.services.activities.models import Activity, ActivityKind
    from densach.services.activities.rules.bands import CODES

    chance = random.Random(SEED)
    kinds = [
        ActivityKind.objects.get_or_create(
            code=f"bench-{family}", defaults={"name_vi": family, "name_en": family, "family": family}
        )[0]
        for family in ("class", "club", "event", "festival", "outreach")
    ]
    titles = (
        "Lớp đờn ca tài tử",
        "Câu lạc bộ thơ Hương Quê",
        "Nói chuyện chuyên đề",
        "Hội diễn",
        "Chiếu phim",
    )
    rows = []
    for unit in units:
        for kind, title in zip(kinds, titles, strict=True):
            rows.append(
                Activity(
                    organisation=unit,
                    kind=kind,
                    title=f"{title} {unit.pk}",
                    folded=title.lower(),
                    state="published",
                    published_at=AT,
                    made_at=AT,
                    made_by_name="bench",
                    audience=chance.sample(CODES, chance.choice((0, 1, 2))),
                )
            )
    return Activity.objects.bulk_create(rows)


def _sessions(activities: list[Activity], number: int) -> None:
    from densach.services.activities.models import Session

    chance = random.Random(SEED)
    rows = []
    for count in range(number):
        activity = activities[count % len(activities)]
        day = MONTH + timedelta(days=chance.randrange(30))
        starts = datetime(day.year, day.month, day.day, chance.randrange(1, 14), tzinfo=UTC)
        off = chance.random() < 0.03
        rows.append(
            Session(
                activity=activity,
                organisation_id=activity.organisation_id,
                uid=f"bench-{count}@densach",
                starts=starts,
                ends=starts + timedelta(hours=2),
                on=day,
                place="Nhà văn hóa",
                changed_at=AT,
                state="cancelled" if off else "planned",
            )
        )
    Session.objects.bulk_create(rows, batch_size=500)


def _measured(path: str) -> tuple[float, float]:
    """p50 and p95 in milliseconds; the page must hold what it is asked for."""
    from django.test import Client

    client = Client()
    answer = client.get(path)
    for _warm in range(2):
        client.get(path)
    if answer.status_code != 200 or not any(sign in answer.content for sign in HELD):
        raise SystemExit(f"{path}: {answer.status_code}, {len(answer.content)} bytes")
    took = []
    for _time in range(TIMES):
        begun = time.perf_counter()
        client.get(path)
        took.append((time.perf_counter() - begun) * 1000)
    cuts = statistics.quantiles(took, n=20)
    return round(statistics.median(took), 1), round(cuts[18], 1)


def main() -> None:
    """Builds the month in the folder of DENSACH_DATA and prints what each page took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "densach.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    number = int(sys.argv[1])
    _sessions(_activities(_units()), number)
    told: dict[str, Any] = {"sessions": number, "database": connection.vendor}
    settings.ALLOWED_HOSTS = ["*"]
    for code, (_what, path) in ASKED.items():
        told[code] = _measured(path)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
