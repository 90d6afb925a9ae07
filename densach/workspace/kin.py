"""Whom an institution came from, as whom it went on, who stands under it, and who may change what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from densach.kernel.actor import Actor
from densach.organisations import family as register
from densach.organisations import queries as organisations
from densach.organisations.acts_page import ActLine, line_of
from densach.organisations.models import Organisation, OrganisationKind
from densach.organisations.rules import Named
from densach.ui.daywise import DayAsked
from densach.ui.lineage import Lineage
from densach.workspace.institutions import Head

KINDS = dict(OrganisationKind.choices)


@dataclass(frozen=True)
class Follower:
    """Someone as whom it went on, and since when."""

    one: Named
    on: date
    legal_basis: str


def family_of(organisation: Organisation) -> Lineage | None:
    """The family drawn; none for one that came from nobody and went on as nobody."""
    family = register.family_of(organisation)
    return None if family.is_alone else register.draw(family)


def followers_of(organisation: Organisation, asked: DayAsked) -> list[Follower]:
    """As whom it went on by the day asked. Two queries."""
    rows = [row for row in organisations.successions_of(organisation) if row.on <= asked.on]
    named = organisations.all_named([row.successor_id for row in rows if row.successor_id], asked.on)
    return [
        Follower(named[row.successor_id], row.on, row.legal_basis)
        for row in rows
        if row.successor_id in named
    ]


def below(organisation: Organisation, asked: DayAsked) -> list[tuple[Named, str]]:
    """Who stood directly under it, with the word for its kind."""
    found = organisations.children_of(organisation, asked.on)
    return [(one, str(KINDS[one.kind])) for one in found]


def change_url(actor: Actor, head: Head) -> str:
    """Where its entry in the register is changed, for whoever keeps the register there; else empty."""
    if head.ended is not None or not actor.may("organisation.manage", head.organisation):
        return ""
    return reverse("organisations:change", args=[head.one.code])


def acts_of(organisation: Organisation, limit: int = 8) -> list[ActLine]:
    """The acts that touched it, newest first."""
    wanted = organisations.ActsWanted(organisation=organisation)
    return [line_of(act) for act in organisations.acts(wanted, limit=limit)[0]]


def tell_url(actor: Actor, head: Head) -> str:
    """Where contacts and opening times are written, for whoever may; else empty."""
    may = actor.may("organisation.profile", head.organisation) or actor.may(
        "organisation.manage", head.organisation
    )
    return reverse("organisations:profile", args=[head.one.code]) if may and head.ended is None else ""
