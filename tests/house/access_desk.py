"""The doors of the desk: one of everything that has a page there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from densach.kernel.actor import SYSTEM
from densach.services.circulation import actions
from densach.services.circulation.models import Charge, Hold, LendingRule, Loan, Suspension, Transfer
from tests import cast
from tests.house.answers import nowhere, staff
from tests.house.doors import ABSENT, REFUSED, Door
from tests.house.world import World
from tests.services.circulation.stock import a_copy, a_reader, a_title

Reach = Callable[[World], dict[str, Any]]


def _things(world: World) -> Loan:
    """A late loan, a hold and a transfer of the provincial library, made once."""
    found = Loan.objects.order_by("pk").first()
    if found is not None:
        return found
    library = world.province.library
    record = a_title(library)
    a_copy(record, library, "CUA-1")
    a_copy(record, world.province.commune_library, "CUA-2")
    reader, other = a_reader(library, card="CUA-T1"), a_reader(library, "Trần Văn Nam", card="CUA-T2")
    at = cast.NOW - timedelta(days=40)
    actions.check_in(at=at, actor=SYSTEM, library=library, barcode="CUA-2", here=True)
    lent = actions.check_out(at=at, actor=SYSTEM, library=library, barcode="CUA-1", card="CUA-T1")
    actions.place_hold(at=cast.NOW, actor=SYSTEM, pickup=library, record=record, patron=other)
    late = lent.loan.due_on
    Suspension.objects.create(
        patron=reader, since=cast.TODAY, until=cast.TODAY + timedelta(days=9), days_late=9, made_at=cast.NOW
    )
    Charge.objects.create(patron=reader, library=library, kind="late", amount=9_000, made_at=cast.NOW)
    actions.write_rule(
        at=cast.NOW, actor=SYSTEM, kind="loan_days", library=library, value=(late - at.date()).days
    )
    return lent.loan


def a_loan(world: World) -> dict[str, Any]:
    return {"pk": _things(world).pk}


def a_loan_act(world: World) -> dict[str, Any]:
    return {**a_loan(world), "act": "noi-da-tra"}


def a_trace(world: World) -> dict[str, Any]:
    return {**a_loan(world), "kind": "loan"}


def a_patron(world: World) -> dict[str, Any]:
    return {"pk": _things(world).patron_id}


def a_hold(world: World) -> dict[str, Any]:
    _things(world)
    return {"pk": Hold.objects.earliest("pk").pk}


def a_transfer(world: World) -> dict[str, Any]:
    _things(world)
    return {"pk": Transfer.objects.earliest("pk").pk}


def a_suspension(world: World) -> dict[str, Any]:
    _things(world)
    return {"pk": Suspension.objects.earliest("pk").pk}


def a_charge(world: World) -> dict[str, Any]:
    _things(world)
    return {"pk": Charge.objects.earliest("pk").pk}


def a_rule(world: World) -> dict[str, Any]:
    _things(world)
    return {"pk": LendingRule.objects.earliest("pk").pk}


def a_library(world: World) -> dict[str, Any]:
    return {"library": world.province.library.code}


def at_desk(
    reach: Reach = nowhere, *, owned: int = 200, post: Reach | None = None, is_list: bool = False
) -> Door:
    """For whoever serves at a desk; a department's officer does not, of whatever province."""
    return staff(reach, owner="librarian", stranger=REFUSED, owned=owned, post=post, is_list=is_list)


def rule(reach: Reach = nowhere, *, stranger: int = 200, owned: int = 200, post: Reach | None = None) -> Door:
    """For whoever keeps lending rules: a department's officer keeps those of the own province."""
    return staff(reach, owner="officer", stranger=stranger, owned=owned, post=post)


def kiosk() -> Door:
    """Nobody finds the self-service screen in a browser in which it was not started."""
    return Door(ABSENT, ABSENT, ABSENT, ABSENT)


def sent_to_kiosk() -> Door:
    return Door(ABSENT, ABSENT, ABSENT, ABSENT, post=nowhere)


DESK: dict[str, Door] = {
    "circulation:desk": at_desk(is_list=True),
    "circulation:scan": at_desk(post=lambda world: {**a_library(world), "code": "khong-co-9"}, owned=422),
    "circulation:renew_all": at_desk(post=a_library, owned=422),
    "circulation:undo": at_desk(post=a_library, owned=422),
    "circulation:register": at_desk(post=a_library, owned=422),
    "circulation:choose": at_desk(),
    "circulation:more": at_desk(),
    "circulation:face": at_desk(a_patron, owned=ABSENT),
    "circulation:receipt": at_desk(a_patron),
    "circulation:hold_slip": at_desk(a_hold, owned=ABSENT),
    "circulation:transfer_slip": at_desk(a_transfer),
    "circulation:holds": at_desk(is_list=True),
    "circulation:hold": at_desk(a_hold),
    "circulation:cancel_hold": at_desk(a_hold, post=nowhere, owned=422),
    "circulation:transfers": at_desk(is_list=True),
    "circulation:send": at_desk(),
    "circulation:call_off": at_desk(a_transfer, post=nowhere, owned=302),
    "circulation:overdue": at_desk(is_list=True),
    "circulation:letters": at_desk(is_list=True),
    "circulation:notices": at_desk(is_list=True),
    "circulation:print_notices": at_desk(is_list=True),
    "circulation:notices_printed": at_desk(post=a_library, owned=302),
    "circulation:overrides": at_desk(is_list=True),
    "circulation:acts": at_desk(is_list=True),
    "circulation:loan": at_desk(a_loan),
    "circulation:loan_act": at_desk(a_loan_act, post=nowhere, owned=302),
    "circulation:loan_due": at_desk(a_loan, post=nowhere, owned=422),
    "circulation:trace": staff(a_trace),
    "circulation:settling": at_desk(a_patron),
    "circulation:lift": at_desk(a_suspension, post=nowhere, owned=422),
    "circulation:settle": at_desk(a_charge, post=nowhere, owned=302),
    "circulation:visits": at_desk(),
    "circulation:tap": at_desk(post=a_library, owned=302),
    "circulation:gate": at_desk(post=a_library, owned=422),
    "circulation:card_visit": at_desk(post=a_library, owned=422),
    "circulation:take_back_visit": at_desk(post=a_library, owned=404),
    "circulation:visit_way": at_desk(post=lambda world: {**a_library(world), "way": "tap"}, owned=302),
    "circulation:closing": at_desk(),
    "circulation:closings": at_desk(is_list=True),
    "circulation:reopen_day": at_desk(post=a_library, owned=422),
    "circulation:policies": rule(),
    "circulation:explain": rule(),
    "circulation:new_policy": rule(),
    "circulation:policy": rule(a_rule, stranger=ABSENT),
    "circulation:remove_policy": rule(a_rule, stranger=ABSENT, post=nowhere, owned=302),
    "circulation:kiosk": kiosk(),
    "circulation:kiosk_start": at_desk(),
    "circulation:kiosk_enter": sent_to_kiosk(),
    "circulation:kiosk_scan": sent_to_kiosk(),
    "circulation:kiosk_done": sent_to_kiosk(),
    "circulation:kiosk_leave": kiosk(),
}
