"""`densach lend`: one loan by the command line; `densach run-day`: what desks need once a day."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from threading import Thread
from typing import Any, Final

from django.utils import timezone

from densach.cli.output import say
from densach.kernel.actor import SYSTEM
from densach.kernel.dates import format_date, today
from densach.organisations import queries as organisations
from densach.services.activities.actions import daily as activities
from densach.services.circulation import actions
from densach.services.circulation.queries import lending as queries

_HOUR: Final = 3600
# A server that has just been started has better things to do.
_AT_FIRST: Final = 120


def lend(options: argparse.Namespace) -> dict[str, Any]:
    """Lends at the library where the copy stands, by the same rules as a desk."""
    at = timezone.now()
    if options.library:
        library = organisations.by_code(options.library)
    else:
        library = queries.desk_of(SYSTEM, queries.as_scanned(options.barcode), today(at))
    lent = actions.check_out(
        at=at, actor=SYSTEM, library=library, barcode=options.barcode, card=options.card, channel="command"
    )
    say(
        options,
        f"Đã cho mượn {lent.item.barcode}: {lent.item.record.title}; hạn trả {format_date(lent.loan.due_on)}.",
    )
    return {"loan": lent.loan.pk, "due": lent.loan.due_on.isoformat()}


def run_day(options: argparse.Namespace) -> dict[str, Any]:
    """Meant for a timer, once a day or oftener: what is done already is not done twice."""
    at = timezone.now()
    numbers = actions.run_day(at=at, send=not options.no_send, once=options.once)
    numbers |= activities.run_day(at=at, send=not options.no_send)
    for name, number in numbers.items():
        say(options, f"{name}: {number}")
    return numbers


def every_day(folder: str) -> None:
    """Beside the server: each hour a process of its own does the day's run if nobody has, and sends what waits."""
    command = [sys.executable, "-m", "densach.cli.main", "run-day", "--once", "--data", folder]

    def run() -> None:
        time.sleep(_AT_FIRST)
        while True:
            subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603  # our own command
            time.sleep(_HOUR)

    Thread(target=run, name="run-day", daemon=True).start()
