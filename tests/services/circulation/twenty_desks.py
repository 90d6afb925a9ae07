"""Run as a program with DENSACH_DATA: twenty desks lend one copy, each to a reader of its own, at the same moment.

Prints how many got it, what the others were told, how many first loans opened the desk, and what the book says.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from threading import Barrier, Thread

DESKS = 20


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "densach.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(_at_once()))


def _at_once() -> dict[str, object]:
    from django.db import connection

    from densach.facts import replay
    from densach.kernel.actor import SYSTEM
    from densach.kernel.errors import Refusal
    from densach.services.circulation import actions as desk
    from densach.services.circulation.models import DeskOpening, Loan
    from tests import cast
    from tests.services.circulation.stock import NOW, a_copy, a_reader, a_title

    province = cast.the_province()
    title = a_title(province.library)
    a_copy(title, province.library, "VL-1")
    for number in range(DESKS):
        a_copy(title, province.library, f"X-{number}")
        a_reader(province.library, f"Bạn đọc {number}", card=f"THE-{number}", born=None)
    told: Counter[str] = Counter()
    barrier = Barrier(DESKS)

    def lend(number: int) -> None:
        barrier.wait()
        for barcode in (f"X-{number}", "VL-1"):
            try:
                desk.check_out(
                    at=NOW, actor=SYSTEM, library=province.library, barcode=barcode, card=f"THE-{number}"
                )
                told["lent" if barcode == "VL-1" else "own"] += 1
            except Refusal as refusal:
                told[refusal.message_id] += 1
        connection.close()

    desks = [Thread(target=lend, args=(number,)) for number in range(DESKS)]
    for one in desks:
        one.start()
    for one in desks:
        one.join()
    return {
        "told": dict(told),
        "open": Loan.objects.filter(item__barcode="VL-1", returned_at__isnull=True).count(),
        "openings": DeskOpening.objects.filter(measure="library.loans").count(),
        "verify": replay.verify(),
    }


if __name__ == "__main__":
    main()
