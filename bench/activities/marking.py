"""A class of 40 is marked in one request, and its session closed: what the phone at the door of the hall waits for.

Asked through Django's own test client, in the process that answers: sign-in, rights, marks, the book and the answer as
JSON are all in it, the network is not. SQLite in a folder of its own, every write durable.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from densach.organisations.models import Organisation
    from densach.services.activities.models import Activity, Session

LEARNERS: Final = 40
TIMES: Final = 60
MARKED_MS: Final = 50.0
CLOSED_MS: Final = 150.0
STATUSES: Final = ("present", "present", "present", "late", "absent")


def figures(scale: float) -> Iterator[Mapping[str, Any]]:
    """Marks saved and sessions closed, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="densach-mark-") as folder:
        told = subprocess.run(
            [sys.executable, "-m", "bench.activities.marking", str(max(int(TIMES * scale), 10))],
            env={**os.environ, "DENSACH_DATA": folder, "DENSACH_LOG_LEVEL": "ERROR"},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    found = json.loads(told.stdout)
    for code, what, limit in (
        ("marked", f"{LEARNERS} marks saved in one request", MARKED_MS),
        ("closed", f"a session of {LEARNERS} closed and counted", CLOSED_MS),
    ):
        p50, p95 = found[code]
        yield {
            "part": "marking",
            "what": what,
            "client": "Django's test client, in process",
            "database": found["database"],
            "requests": found["requests"],
            "p50_ms": p50,
            "p95_ms": p95,
            "limits": {"p95_ms": limit},
            "within": p95 <= limit and found["right"],
        }


def measure(times: int) -> dict[str, Any]:
    """In this process, with DENSACH_DATA; tables are laid first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "densach.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    at = timezone.now()
    user, activity, ids = _stage(at)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    sessions = [_session(activity, at, ago) for ago in range(1, times + 6)]
    marked, closed = [], []
    for number, session in enumerate(sessions):
        took = _mark(client, session, ids, number)
        ended = _close(client, session)
        # The first ones warm what is remembered.
        if number >= 5:
            marked.append(took)
            closed.append(ended)
    return {
        "database": connection.vendor,
        "requests": times,
        "marked": _spread(marked),
        "closed": _spread(closed),
        "right": _right(times + 5),
    }


def _spread(milliseconds: list[float]) -> tuple[float, float]:
    """p50 and p95."""
    cuts = statistics.quantiles(milliseconds, n=20)
    return round(statistics.median(milliseconds), 1), round(cuts[18], 1)


def _stage(at: datetime) -> tuple[Any, Activity, list[int]]:
    """A culture centre with its head, a class, and 40 learners who have a place in it."""
    from densach.kernel.actor import SYSTEM
    from densach.organisations import actions as organisations
    from densach.people import actions as people

    nation = organisations.found_area(
        at=at, actor=SYSTEM, code="viet-nam", name="Việt Nam", kind="nation", level="nation",
        since=date(2025, 7, 1), parent=None,
    )  # fmt: skip
    centre = organisations.found(
        at=at, actor=SYSTEM, code="vh-ba-vam", name="Trung tâm Văn hóa", kind="culture_centre", level="province",
        since=date(2025, 7, 1), area=nation, parent=None,
    )  # fmt: skip
    user = people.open_account(at=at, actor=SYSTEM, email="sen@ba-vam.test", name="Sen", password=None)
    people.give_role(
        at=at, actor=SYSTEM, user=user, organisation=centre, role="culture_head", since=date(2025, 7, 1)
    )
    activity, ids = _class_in(centre, at)
    return user, activity, ids


def _class_in(centre: Organisation, at: datetime) -> tuple[Activity, list[int]]:
    from densach.people.models import Person
    from densach.services.activities.models import Activity, ActivityKind, Enrolment

    kind = ActivityKind.objects.create(
        code="class", name_vi="Lớp", name_en="Class", family="class", once_centre="culture.classes"
    )
    activity = Activity.objects.create(
        organisation=centre, kind=kind, title="Lớp đờn ca tài tử", state="published", interest="folk",
        made_at=at, made_by_name="bench",
    )  # fmt: skip
    Person.objects.bulk_create(
        Person(
            name=f"Học viên {number}", sort_key=f"{number:03}", sex=("female", "male")[number % 2],
            birth_date=date(1950 + number * 2 % 70, 3, 4), entered_at=at,
        )
        for number in range(LEARNERS)
    )  # fmt: skip
    ids = list(Person.objects.filter(sort_key__gt="").order_by("pk").values_list("pk", flat=True))[:LEARNERS]
    Enrolment.objects.bulk_create(
        Enrolment(
            activity=activity,
            person_id=pk,
            state="confirmed",
            position=place,
            made_at=at,
            made_by_name="bench",
        )
        for place, pk in enumerate(ids, start=1)
    )
    return activity, ids


def _session(activity: Activity, at: datetime, ago: int) -> Session:
    from densach.kernel.dates import today
    from densach.services.activities.models import Session

    starts = at - timedelta(days=ago)
    return Session.objects.create(
        activity=activity, organisation_id=activity.organisation_id, uid=f"bench-{ago}", starts=starts,
        ends=starts + timedelta(hours=1), on=today(starts), changed_at=at,
    )  # fmt: skip


def _mark(client: Client, session: Session, ids: list[int], number: int) -> float:
    from django.urls import reverse

    marks = {str(pk): STATUSES[(place + number) % len(STATUSES)] for place, pk in enumerate(ids)}
    batch = json.dumps([{"key": f"bench-{session.pk}", "marks": marks}])
    began = time.perf_counter()
    answer = client.post(reverse("activities:sync", args=[session.pk]), {"batch": batch})
    took = (time.perf_counter() - began) * 1000
    if answer.status_code != 200 or not answer.json()["results"][0]["ok"]:
        raise SystemExit(f"the marks were not taken in: {answer.status_code} {answer.content[:300]!r}")
    return took


def _close(client: Client, session: Session) -> float:
    from django.urls import reverse

    began = time.perf_counter()
    answer = client.post(reverse("activities:close", args=[session.pk]), {"seen": "0", "why": ""})
    took = (time.perf_counter() - began) * 1000
    if answer.status_code not in (200, 302):
        raise SystemExit(f"the session was not closed: {answer.status_code}")
    return took


def _right(sessions: int) -> bool:
    """Every session is counted once, and the book is what its records say."""
    from densach.facts.models import Total
    from densach.facts.replay import verify

    years = Total.objects.filter(unit_kind="o", measure="culture.sessions", slice="")
    held = years.filter(period__in=[year * 10_000 for year in range(2020, 2100)])
    return sum(held.values_list("quantity", flat=True)) == sessions and not verify()


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
