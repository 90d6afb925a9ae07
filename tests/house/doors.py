"""Every door of the site: its name, how to reach it, and a visit by somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from django.core.cache import cache
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from densach.kernel.actor import Actor
from densach.workspace import waiting

if TYPE_CHECKING:
    from tests.house.world import World

# anonymous → the sign-in page; someone without a role → refused; someone of another province → nothing is here.
TO_SIGN_IN, REFUSED, ABSENT = 302, 403, 404


DESK = "workspace:home"
_FIND = waiting._found
_WAITS: dict[int | None, list[waiting.Todo]] = {}
_HANDLER = ClientHandler(enforce_csrf_checks=False)
_SESSIONS: dict[str, SimpleCookie] = {}
# Doors that their owners went through: what the process keeps of them is there.
SEEN_BY_OWNERS: set[str] = set()


@dataclass(frozen=True)
class Door:
    """Who gets which answer. `reach` gives the arguments of the URL, `owner` names someone of the cast."""

    anonymous: int
    citizen: int
    stranger: int
    owned: int
    owner: str = "officer"
    reach: Callable[[World], dict[str, Any]] = field(default=lambda world: {})
    post: Callable[[World], dict[str, Any]] | None = None
    query: str = ""
    is_list: bool = False


def names(patterns: list[URLPattern | URLResolver] | None = None, space: str = "") -> Iterator[str]:
    """The full name of every URL; a URL without one is told by its route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}" if pattern.name else f"(unnamed) {pattern.pattern}"


def _found_once(actor: Actor, on: date) -> list[waiting.Todo]:
    if actor.id not in _WAITS:
        _WAITS[actor.id] = _FIND(actor, on)
    return _WAITS[actor.id]


def sign_in(world: World, everyone: Iterable[str]) -> None:
    """Signs each of the cast in once: their sessions stay as long as the world, and each visit begins with them."""
    for who in everyone:
        client = Client()
        client.force_login(world.person(who), backend="django.contrib.auth.backends.ModelBackend")
        _SESSIONS[who] = client.cookies


def _client_of(who: str) -> Client:
    client = Client(raise_request_exception=False)
    # The ways into the program are laid once, as a server does, and not for each visitor.
    client.handler = _HANDLER
    if who != "anonymous":
        client.cookies = copy(_SESSIONS[who])
    return client


def visit(door: Door, name: str, world: World, who: str) -> tuple[int, int]:
    """Go through a door as somebody; gives the status and the number of queries.

    Nothing of it stays, and nothing kept from an earlier visit helps.
    """
    client = _client_of(who)
    address = reverse(name, kwargs=door.reach(world)) + door.query
    cache.clear()
    # Django keeps the last 9,000 queries of a connection, and one test knocks at every door.
    reset_queries()
    # What waits for a person stands in the ways of every page; the desk answers for what it costs to find.
    known = nullcontext() if name == DESK else patch.object(waiting, "_found", _found_once)
    with known, transaction.atomic(), CaptureQueriesContext(connection) as captured:
        if door.post is None:
            answer = client.get(address)
        else:
            answer = client.post(address, door.post(world))
        answer.getvalue() if answer.streaming else None
        transaction.set_rollback(True)
    if who == door.owner:
        SEEN_BY_OWNERS.add(name)
    return answer.status_code, len(captured)
