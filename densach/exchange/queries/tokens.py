"""Tokens, and whom one speaks for: a role in a unit, and never more than who made it may do that day."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from django.db import connection
from django.db.models import Q, QuerySet

from densach.exchange.models import Token
from densach.exchange.rules import MANAGE, NoSuchToken, UnknownToken, digest, verbs_for
from densach.journal.plain import instance, select, table, width
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.people.models import Membership, User
from densach.people.queries import StaffActor, has_left, organisations_where, roles_of
from densach.people.rules.roles import ROLES

# How many units a page offers to choose from.
_UNITS = 500


@dataclass
class TokenActor(StaffActor):
    """A machine that works for a unit: answers as a person of the role would, as far as the maker may too."""

    token: Token = field(default_factory=Token, repr=False)
    maker: StaffActor | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        return f"{self.token.name} ({self.user.name})"[:150]

    def may(self, verb: str, organisation: object | None) -> bool:
        """Granted to the token, within its role's reach, and to its maker there today."""
        if verb not in self.token.verbs or not super().may(verb, organisation):
            return False
        return self.maker is not None and self.maker.may(verb, organisation)

    def places(self, verb: str) -> frozenset[int]:
        if verb not in self.token.verbs or self.maker is None:
            return frozenset()
        return super().places(verb) & self.maker.places(verb)


def actor_for(secret: str, at: datetime) -> TokenActor:
    """Who a token speaks for, with the rights of today. Raises UnknownToken: none, run out, ended, or maker gone."""
    on = today(at)
    token = _open_token(digest(secret), on)
    if token is None:
        raise UnknownToken
    if not token.maker.is_active or has_left(token.maker, on):
        raise UnknownToken
    # Never saved: the role is the token's, as long as the token holds.
    held = Membership(
        pk=-token.pk,
        user=token.maker,
        organisation=token.organisation,
        role=token.role,
        valid_from=token.made_on,
    )
    return TokenActor(
        user=token.maker,
        on=on,
        _memberships=[held],
        token=token,
        maker=StaffActor(user=token.maker, on=on),
    )


@cache
def _token_statement() -> str:
    return (
        f"SELECT {select(Token, 't')}, {select(User, 'u')}, {select(Organisation, 'o')}, t.verbs "  # noqa: S608  # names of our tables
        f"FROM {table(Token)} t JOIN {table(User)} u ON u.id = t.maker_id "
        f"JOIN {table(Organisation)} o ON o.id = t.organisation_id "
        "WHERE t.sha256 = %s AND t.ended_at IS NULL AND t.expires_on >= %s"
    )


def _open_token(sha256: str, on: date) -> Token | None:
    """The token that holds on the day, with its unit and its maker: every question of a machine begins here."""
    with connection.cursor() as cursor:
        cursor.execute(_token_statement(), [sha256, connection.ops.adapt_datefield_value(on)])
        row = cursor.fetchone()
    if row is None:
        return None
    first = width(Token)
    second = first + width(User)
    token = instance(Token, row[:first])
    token.maker, token.organisation = (
        instance(User, row[first:second]),
        instance(Organisation, row[second:-1]),
    )
    token.verbs = json.loads(row[-1]) if isinstance(row[-1], str) else row[-1]
    return token


def _seen(actor: Actor, on: date) -> QuerySet[Token]:
    """The actor's own, and those of units in whose name the actor makes tokens."""
    places = organisations_where(actor, MANAGE, on)
    rows = Token.objects.filter(Q(maker_id=actor.id) | Q(organisation__in=places))
    return rows.select_related("organisation", "maker")


def token_for(actor: Actor, pk: int, on: date) -> Token:
    """Raises NoSuchToken, also for strangers."""
    found = _seen(actor, on).filter(pk=pk).first()
    if found is None:
        raise NoSuchToken
    return found


def own_tokens(actor: Actor, on: date) -> QuerySet[Token]:
    """Those that still open."""
    return _seen(actor, on).filter(ended_at__isnull=True, expires_on__gte=on)


def tokens_page(
    actor: Actor, on: date, *, state: str = "", text: str = "", before: str = "", size: int = 50
) -> tuple[list[tuple[Token, str]], int | None]:
    """A page with each unit's name, newest first, and the key after which the next one begins; none at the end."""
    rows = _seen(actor, on).order_by("-pk")
    over = Q(ended_at__isnull=False) | Q(expires_on__lt=on)
    if state:
        rows = rows.filter(over) if state == "over" else rows.exclude(over)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(shown__startswith=text))
    if (last := whole_number(before)) is not None:
        rows = rows.filter(pk__lt=last)
    found = list(rows[: size + 1])
    names = organisations.names_of({one.organisation_id for one in found}, on)
    told = [(one, names.get(one.organisation_id, "")) for one in found[:size]]
    return told, found[size - 1].pk if len(found) > size else None


def units_to_choose(actor: Actor, on: date) -> list[Named]:
    """Units in whose name the actor may make a token."""
    ids = list(organisations_where(actor, MANAGE, on).values_list("pk", flat=True))
    alive = {one.id for one in organisations.alive(on)}
    named = organisations.all_named([key for key in ids if key in alive][:_UNITS], on)
    return list(named.values())


def roles_to_choose(actor: Actor) -> list[str]:
    """Roles of which a token may have nothing that the actor may not; the actor's own first, then small ones."""
    own = {code for code, _place in roles_of(actor)}
    found = {code: verbs_for(code, only_reading=False) for code in ROLES}
    return sorted(
        (code for code, verbs in found.items() if all(actor.may(verb, None) for verb in verbs)),
        key=lambda code: (code not in own, len(found[code])),
    )
