"""Run as a program with DENSACH_DATA: lays a library with copies and readers into a new installation.

Prints the token of a program that lends there. Days are those of the clock: the server that is started next reads it.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "densach.config.settings")
    import django

    django.setup()
    print(_laid(copies=int(sys.argv[1]), readers=int(sys.argv[2])))


def _laid(copies: int, readers: int) -> str:
    """Copies C-0, C-1 … of one title, readers R-0, R-1 …, who may borrow as many as there are."""
    from datetime import timedelta

    from django.db import transaction
    from django.utils import timezone

    from densach.exchange import actions as machines
    from densach.kernel.dates import today
    from densach.organisations.models import Area
    from densach.services.circulation import actions as desk
    from densach.services.circulation.models import RuleKind
    from tests import cast
    from tests.services.circulation.stock import a_copy, a_reader, a_title

    at = timezone.now()
    with transaction.atomic():
        nation = Area.objects.get(code="viet-nam")
        area = cast.an_area("ba-vam", "Tỉnh Ba Vàm", "province", "province", nation)
        library = cast.an_organisation(
            "tv-ba-vam", "Thư viện tỉnh Ba Vàm", "public_library", "province", area, None
        )
        head = cast.acting(
            cast.a_person("head@ba-vam.test", "Võ Thị Trưởng", "institution_head", library), today(at)
        )
        title = a_title(library)
        for number in range(copies):
            a_copy(title, library, f"C-{number}")
        for number in range(readers):
            a_reader(library, f"Bạn đọc số {number}", card=f"R-{number}", born=None, at=at)
        desk.write_rule(at=at, actor=head, kind=RuleKind.MAX_LOANS, library=library, value=100)
        values = machines.TokenValues(
            "Phần mềm thử", "institution_head", today(at) + timedelta(days=30), only_reading=False,
            verbs=("desk.serve",),
        )  # fmt: skip
        return machines.make_token(at=at, actor=head, organisation=library, values=values)[1]


if __name__ == "__main__":
    main()
