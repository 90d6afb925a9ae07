"""`densach lend`: one loan by the command line; `densach run-day`: what desks need once a day."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils import timezone

from densach.cli.output import say
from densach.kernel.actor import SYSTEM
from densach.kernel.dates import format_date, today
from densach.organisations import queries as organisations
from densach.services.circulation import actions
from densach.services.circulation.queries import lending as queries


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
    numbers = actions.run_day(at=timezone.now(), send=not options.no_send)
    for name, number in numbers.items():
        say(options, f"{name}: {number}")
    return numbers
