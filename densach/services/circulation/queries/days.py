"""What a day at the desk came to, and what changed after it was closed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Count, Min, Sum

from densach.kernel.dates import VIETNAM
from densach.services.circulation.models import (
    DayClosing,
    DeskOpening,
    InRoomUse,
    Loan,
    LoanEnd,
    Patron,
    Renewal,
    Visit,
)


def day_bounds(on: date) -> tuple[datetime, datetime]:
    """The instants at which the day begins and ends in Viet Nam."""
    start = datetime.combine(on, time(), VIETNAM)
    return start, start + timedelta(days=1)


def figures_of(library_id: int, on: date) -> dict[str, int]:
    """Loans, renewals, returns, visits, uses in the room and new readers of the day; six queries."""
    start, end = day_bounds(on)
    returned = Loan.objects.filter(returned_to_id=library_id, returned_at__gte=start, returned_at__lt=end)
    visits = Visit.objects.filter(library_id=library_id, on=on, cancelled_at__isnull=True)
    uses = InRoomUse.objects.filter(library_id=library_id, on=on, cancelled_at__isnull=True)
    registered = Patron.objects.filter(
        registered_in_id=library_id, registered_on=on, merged_into__isnull=True
    )
    return {
        "loans": Loan.objects.filter(library_id=library_id, on=on).exclude(end=LoanEnd.UNDONE).count(),
        "renewals": Renewal.objects.filter(library_id=library_id, on=on).count(),
        "returns": returned.exclude(end=LoanEnd.UNDONE).count(),
        "visits": visits.aggregate(total=Sum("quantity"))["total"] or 0,
        "in_room_uses": uses.aggregate(total=Sum("quantity"))["total"] or 0,
        "new_readers": registered.aggregate(total=Count("pk"))["total"] or 0,
    }


def begun(library_id: int, on: date) -> date:
    """The first day on which the desk counts anything here, at the latest the given one."""
    since: date | None = DeskOpening.objects.filter(library_id=library_id).aggregate(first=Min("since"))[
        "first"
    ]
    return on if since is None else min(since, on)


def closing_of(library_id: int, on: date) -> DayClosing | None:
    """The closing that holds for the day."""
    return DayClosing.objects.filter(library_id=library_id, on=on, reopened_at__isnull=True).first()


def changed_since(closing: DayClosing) -> dict[str, tuple[int, int]]:
    """Figures that differ from what the closing froze: frozen and now. Empty where nothing was added later."""
    now = figures_of(closing.library_id, closing.on)
    frozen: dict[str, int] = closing.figures
    return {name: (frozen.get(name, 0), value) for name, value in now.items() if frozen.get(name, 0) != value}
