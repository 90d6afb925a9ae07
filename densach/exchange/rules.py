"""What a token may be, how much it may ask for, and what is refused at the machines' door."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Final

from densach.kernel.errors import Closed, Conflict, Invalid, NotAllowed, NotFound
from densach.people.rules.roles import ROLES, VERBS

MANAGE: Final = "api.token"
LONGEST: Final = 366  # days that a token holds
SOON: Final = 30  # days before its end from which a token is told to be ending
PER_MINUTE: Final = 1_200  # requests of one token
PER_MINUTE_AT_DESK: Final = 60_000  # of one that lends: a whole library stands behind it
WRONG_PER_MINUTE: Final = 30  # unknown tokens from one address
USED_EVERY: Final = 300  # seconds: how exactly its last use is written down
PAGE: Final = 50
LARGEST_PAGE: Final = 500
LARGEST_BODY: Final = 20 * 1024 * 1024  # bytes of rows in one import
_BEGINNING: Final = "ds_"
# A machine never makes accounts or tokens, keeps no secrets of people, and signs nothing; files are not told here.
_NEVER: Final = frozenset(
    {
        MANAGE,
        "people.manage",
        "person.view",
        "person.manage",
        "person.erase",
        "journal.view",
        "file.view",
        "report.sign",
        "plan.approve",
        "budget.approve",
        "oversight.decide",
    }
)


class UnknownToken(NotAllowed):
    """No token was given, or one that is not known, has run out, was ended, or whose maker has left."""

    message_id = "exchange.unknown_token"


class TooManyRequests(Closed):
    """More requests than one caller may make in a minute. Parameters: `limit`, `seconds` until the next one."""

    message_id = "exchange.too_many_requests"


class NoSuchToken(NotFound):
    """None that this person may know of."""

    message_id = "exchange.no_such_token"


class MoreThanYours(NotAllowed):
    """A token may not do what its maker may not. Parameter: `verbs`."""

    message_id = "exchange.more_than_yours"


class NothingToDo(Invalid):
    """A token that may do nothing at all."""

    message_id = "exchange.nothing_to_do"


class EndTooFar(Invalid):
    """It ends in the past, or too late. Parameters: `day`, `limit` (the last day that is possible)."""

    message_id = "exchange.end_too_far"


class AlreadyEnded(Conflict):
    """The token was ended before. Parameters: `when`, `who`."""

    message_id = "exchange.already_ended"


class BodyTooLarge(Invalid):
    """More than one import takes in. Parameter: `limit`, megabytes."""

    message_id = "exchange.body_too_large"


class UnknownMedia(Invalid):
    """A body that is neither JSON nor CSV. Parameter: `given`."""

    message_id = "exchange.unknown_media"


class NotUtf8(Invalid):
    """A body that is no text in UTF-8."""

    message_id = "exchange.not_utf8"


class Ambiguous(Invalid):
    """Two ways of asking at once, or neither. Parameter: `names`, of which exactly one is to be given."""

    message_id = "exchange.ambiguous"


class TooManyPeriods(Invalid):
    """A series longer than one answer. Parameter: `limit`."""

    message_id = "exchange.too_many_periods"


class NotWhole(Invalid):
    """Not every row could be taken in, and all or none were wanted. Parameter: `number`."""

    message_id = "exchange.not_whole"


def new_secret() -> str:
    """A token as it is shown: 256 bits of chance."""
    return f"{_BEGINNING}{secrets.token_urlsafe(32)}"


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def last_possible(on: date) -> date:
    return on + timedelta(days=LONGEST)


def check_end(expires_on: date, on: date) -> None:
    """Raises EndTooFar."""
    if not on <= expires_on <= last_possible(on):
        raise EndTooFar(day=expires_on, limit=last_possible(on))


def verbs_for(role: str, *, only_reading: bool) -> list[str]:
    """What a token of a role may do at most, in the order of the house's verbs."""
    own: Collection[str] = ROLES[role].verbs if role in ROLES else ()
    return [
        verb
        for verb in VERBS
        if verb in own and verb not in _NEVER and (not only_reading or verb.endswith(".view"))
    ]


def in_order(verbs: Iterable[str]) -> list[str]:
    wanted = set(verbs)
    return [verb for verb in VERBS if verb in wanted]
