"""Notices go out: by e-mail, by the province's message service, or on paper. Nothing is sent inside a transaction."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from smtplib import SMTPException
from typing import Final
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.core.mail import EmailMessage
from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.services.circulation.actions.noting import gateway
from densach.services.circulation.models import Notice, NoticeState, Way
from densach.services.circulation.queries import notices as queries
from densach.services.circulation.queries.notices import Letter
from densach.services.circulation.rules.actors import SERVE

# How often it is tried before a notice is printed instead.
ATTEMPTS: Final = 3
SECONDS: Final = 10


def send_waiting(*, at: datetime, limit: int = 500) -> dict[str, int]:
    """Sends what waits for e-mail and gateway: numbers sent and failed. Each is told apart by its own row, so that one
    broken address holds nobody up.
    """
    numbers = {"sent": 0, "failed": 0}
    for way in (Way.EMAIL, Way.GATEWAY):
        for letter in queries.letters(queries.waiting(way=way, limit=limit)):
            trouble = _send(letter)
            numbers["failed" if trouble else "sent"] += 1
            _write_down(at, letter.notice, trouble)
    return numbers


def _send(letter: Letter) -> str:
    """What went wrong, "" for nothing."""
    person = letter.notice.patron.person
    try:
        if letter.notice.way == Way.EMAIL:
            EmailMessage(letter.subject, letter.body, to=[person.email]).send()
        else:
            _to_gateway(letter, person.phone)
    except (SMTPException, OSError, URLError, ValueError) as error:
        return str(error)[:200] or type(error).__name__
    return ""


def _to_gateway(letter: Letter, phone: str) -> None:
    """One JSON document to the address that the installation names. Raises URLError for any answer but success."""
    address = gateway()
    if not address.startswith(("https://", "http://")):
        raise URLError("no gateway")
    told = {"to": phone, "subject": letter.subject, "text": letter.body, "key": letter.notice.key}
    data = json.dumps(told, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    request = Request(address, data=data, headers=headers, method="POST")  # noqa: S310  # http and https only, above
    with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310  # the same
        if answer.status >= 300:
            raise URLError(f"HTTP {answer.status}")


@transaction.atomic
def _write_down(at: datetime, notice: Notice, trouble: str) -> None:
    notice.attempts += 1
    notice.trouble = trouble
    if not trouble:
        notice.state, notice.done_at = NoticeState.SENT, at
    elif notice.attempts >= ATTEMPTS:
        notice.state = NoticeState.FAILED
    notice.save(update_fields=["attempts", "trouble", "state", "done_at"])


@transaction.atomic
def mark_printed(*, at: datetime, actor: Actor, library: Organisation, ids: Collection[int]) -> int:
    """The letters were printed; gives how many were still to print."""
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    rows = Notice.objects.filter(pk__in=list(ids), library=library)
    number = rows.filter(state__in=[NoticeState.WAITING, NoticeState.FAILED]).update(
        state=NoticeState.PRINTED, way=Way.PRINT, done_at=at
    )
    if number:
        journal.write(
            at=at, actor=actor, act="desk.printed", organisation=library, subject="notices", quantity=number
        )
    return number
