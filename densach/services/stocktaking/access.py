"""Doors of stock-taking and weeding. Whoever looks at a library's papers sees them; its staff scans and lists."""

from __future__ import annotations

from datetime import date

from densach.facts.measures import LIBRARIES
from densach.kernel.actor import Actor
from densach.kernel.errors import NotFound
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.people.queries import organisations_where
from densach.services.stocktaking.models import StockScan, StockTake, Weeding, WeedingLine
from densach.services.stocktaking.rules.refusals import NoSuchTake, NoSuchWeeding

VIEW, TAKE, DECIDE = "library.view", "stock.take", "stock.decide"


def libraries_for(actor: Actor, on: date, verb: str = VIEW) -> list[Named]:
    """The libraries of the day in which the actor may do the verb, in the order of the register."""
    ids = set(organisations_where(actor, verb, on).values_list("pk", flat=True))
    return [one for one in organisations.alive(on, kinds=LIBRARIES) if one.id in ids]


def library_for(actor: Actor, code: str, verb: str = TAKE) -> Organisation:
    """Raises NotFound, for libraries of others too."""
    library = organisations.by_code(code)
    if not actor.may(verb, library):
        raise NotFound()
    return library


def take_for(actor: Actor, pk: int, verb: str = VIEW) -> StockTake:
    """Raises NoSuchTake, for stock-takings of others too."""
    found = StockTake.objects.select_related("library").filter(pk=pk).first()
    if found is None or not actor.may(verb, found.library):
        raise NoSuchTake
    return found


def scan_for(actor: Actor, take: StockTake, pk: int) -> StockScan:
    """A line of the stock-taking. Raises NoSuchTake."""
    found = StockScan.objects.select_related("item").filter(take=take, pk=pk).first()
    if found is None or not actor.may(TAKE, take.library):
        raise NoSuchTake
    return found


def weeding_for(actor: Actor, pk: int, verb: str = VIEW) -> Weeding:
    """Raises NoSuchWeeding, for lists of others too."""
    found = Weeding.objects.select_related("library", "file").filter(pk=pk).first()
    if found is None or not actor.may(verb, found.library):
        raise NoSuchWeeding
    return found


def line_for(actor: Actor, weeding: Weeding, pk: int) -> WeedingLine:
    """A line of the list. Raises NoSuchWeeding."""
    found = WeedingLine.objects.select_related("item").filter(weeding=weeding, pk=pk).first()
    if found is None or not actor.may(TAKE, weeding.library):
        raise NoSuchWeeding
    return found
