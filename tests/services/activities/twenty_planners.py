"""Run as a program with DENSACH_DATA: twenty people plan a session in one room for the same evening at the same moment.

Prints how many have it, what the others were told, and how many sessions stand in the room.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from threading import Barrier, Thread

PLANNERS = 20


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "densach.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(_at_once()))


def _at_once() -> dict[str, object]:
    from django.db import connection

    from densach.kernel.errors import Refusal
    from densach.services.activities.models import Session
    from tests import cast
    from tests.services.activities import stage

    province = cast.the_province()
    hall = stage.a_venue(province.culture_centre)
    activities = [stage.an_activity(province.culture_centre, f"Lớp {number}") for number in range(PLANNERS)]
    told: Counter[str] = Counter()
    barrier = Barrier(PLANNERS)

    def plan(number: int) -> None:
        barrier.wait()
        try:
            stage.a_session(activities[number], clock="19:00", venue=hall)
            told["planned"] += 1
        except Refusal as refusal:
            told[refusal.message_id] += 1
        connection.close()

    planners = [Thread(target=plan, args=(number,)) for number in range(PLANNERS)]
    for one in planners:
        one.start()
    for one in planners:
        one.join()
    return {"told": dict(told), "sessions": Session.objects.filter(venue=hall).count()}


if __name__ == "__main__":
    main()
