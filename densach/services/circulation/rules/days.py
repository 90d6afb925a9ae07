"""Which days a desk may close."""

from __future__ import annotations

from datetime import date

from densach.kernel.errors import Invalid
from densach.services.circulation.rules.refusals import InTheFuture


class BeforeTheDesk(Invalid):
    """The desk counted nothing here on that day. Parameters: `on`, `since`, the desk's first day."""

    message_id = "desk.before_the_desk"


def check_closing(on: date, today: date, begun: date) -> None:
    """Days from the desk's first one on to today. Raises InTheFuture, BeforeTheDesk."""
    if on > today:
        raise InTheFuture(on=on)
    if on < begun:
        raise BeforeTheDesk(on=on, since=begun)
