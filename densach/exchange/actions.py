"""Making and ending tokens, and writing down that one was used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache
from django.db import transaction

from densach.exchange.models import Token
from densach.exchange.rules import (
    MANAGE,
    USED_EVERY,
    AlreadyEnded,
    MoreThanYours,
    NothingToDo,
    check_end,
    digest,
    in_order,
    new_secret,
    verbs_for,
)
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.people.queries import own_account
from densach.people.rules.roles import VERBS


@dataclass(frozen=True)
class TokenValues:
    """`verbs` empty asks for all that the role and the maker have in common there."""

    name: str
    role: str
    expires_on: date
    only_reading: bool = True
    verbs: tuple[str, ...] = ()


@transaction.atomic
def make_token(
    *, at: datetime, actor: Actor, organisation: Organisation, values: TokenValues
) -> tuple[Token, str]:
    """A token and what it is spelt as, which is told this once.

    Raises NotAllowed, EndTooFar, MoreThanYours where a verb was asked for that the actor has not there, NothingToDo.
    """
    if not actor.may(MANAGE, organisation):
        raise NotAllowed(verb=MANAGE)
    on = today(at)
    check_end(values.expires_on, on)
    spelt = new_secret()
    token = Token.objects.create(
        sha256=digest(spelt),
        shown=spelt[:8],
        name=clean_text(values.name)[:120],
        organisation=organisation,
        maker=own_account(actor),
        role=values.role,
        verbs=_verbs(actor, organisation, values),
        made_on=on,
        made_at=at,
        expires_on=values.expires_on,
    )
    _write_down(at, actor, token, "exchange.token_made")
    return token, spelt


def _verbs(actor: Actor, organisation: Organisation, values: TokenValues) -> list[str]:
    most = verbs_for(values.role, only_reading=values.only_reading)
    beyond = [verb for verb in values.verbs if verb not in most or not actor.may(verb, organisation)]
    if beyond:
        raise MoreThanYours(verbs=_told(beyond))
    found = in_order(values.verbs) or [verb for verb in most if actor.may(verb, organisation)]
    if not found:
        raise NothingToDo
    return found


def _told(verbs: Sequence[str]) -> str:
    return ", ".join(VERBS.get(verb, verb) for verb in verbs)


@transaction.atomic
def end_token(*, at: datetime, actor: Actor, token: Token) -> Token:
    """From now on it opens nothing. Who made it may, and who makes tokens in the unit. NotAllowed, AlreadyEnded."""
    held = Token.objects.select_for_update().select_related("organisation").get(pk=token.pk)
    if held.maker_id != actor.id and not actor.may(MANAGE, held.organisation):
        raise NotAllowed(verb=MANAGE)
    if held.ended_at is not None:
        raise AlreadyEnded(when=held.ended_at, who=held.ended_by_name)
    held.ended_at, held.ended_by_name = at, actor.name
    held.save(update_fields=["ended_at", "ended_by_name"])
    _write_down(at, actor, held, "exchange.token_ended")
    return held


def used(*, at: datetime, token: Token) -> None:
    """Writes the last use down, once in five minutes: so that a busy machine writes nothing with its questions."""
    if cache.add(f"token-used:{token.pk}", True, USED_EVERY):
        Token.objects.filter(pk=token.pk).update(last_used_at=at)


def _write_down(at: datetime, actor: Actor, token: Token, act: str) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=token.organisation,
        subject=f"token:{token.pk}",
        name=token.name,
        shown=token.shown,
    )
