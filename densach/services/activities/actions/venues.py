"""Rooms of a unit with what stands in them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations.models import Organisation
from densach.services.activities.actions.planning import require_manage
from densach.services.activities.models import Session, SessionState, Venue, VenueEquipment
from densach.services.activities.rules.grounds import (
    Equipment,
    MoreBrokenThanThere,
    NameLacks,
    SeenAnOldVenue,
    VenueData,
    VenueInUse,
    VenueNameTaken,
)


def _checked(unit: Organisation, data: VenueData, but: int | None = None) -> str:
    name = " ".join(clean_text(data.name).split())[:120]
    if not name:
        raise NameLacks
    others = Venue.objects.filter(organisation=unit, folded_name=fold(name), ended_on__isnull=True)
    if others.exclude(pk=but or 0).exists():
        raise VenueNameTaken(venue=name)
    for one in data.equipment:
        if not clean_text(one.name):
            raise NameLacks
        if one.quantity < 1 or not 0 <= one.broken <= one.quantity:
            raise MoreBrokenThanThere(name=one.name, quantity=one.quantity, broken=one.broken)
    return name


def _written(venue: Venue, name: str, data: VenueData) -> Venue:
    venue.name, venue.folded_name = name, fold(name)
    venue.seats, venue.note = data.seats, clean_text(data.note)[:300]
    venue.save()
    venue.equipment.all().delete()
    VenueEquipment.objects.bulk_create(_row(venue, one) for one in data.equipment)
    return venue


def _row(venue: Venue, one: Equipment) -> VenueEquipment:
    return VenueEquipment(
        venue=venue, name=clean_text(one.name)[:120], quantity=one.quantity, broken=one.broken
    )


@transaction.atomic
def add_venue(*, at: datetime, actor: Actor, organisation: Organisation, data: VenueData) -> Venue:
    """Raises NotAllowed, NameLacks, VenueNameTaken, MoreBrokenThanThere."""
    require_manage(actor, organisation)
    name = _checked(organisation, data)
    venue = _written(Venue(organisation=organisation), name, data)
    _tell(at, actor, venue, "venue.added")
    return venue


@transaction.atomic
def change_venue(*, at: datetime, actor: Actor, venue: Venue, data: VenueData, seen_revision: int) -> Venue:
    """Raises as `add_venue`, and SeenAnOldVenue."""
    found = _locked(actor, venue)
    if found.revision != seen_revision:
        raise SeenAnOldVenue(venue=found.name)
    name = _checked(found.organisation, data, but=found.pk)
    found.revision += 1
    _written(found, name, data)
    _tell(at, actor, found, "venue.changed")
    return found


@transaction.atomic
def end_venue(*, at: datetime, actor: Actor, venue: Venue) -> Venue:
    """No longer used after today; what was held there keeps its place. Raises VenueInUse while sessions are planned."""
    found = _locked(actor, venue)
    coming = Session.objects.filter(venue=found, state=SessionState.PLANNED, ends__gt=at).count()
    if coming:
        raise VenueInUse(venue=found.name, number=coming)
    found.ended_on, found.revision = today(at), found.revision + 1
    found.save(update_fields=["ended_on", "revision"])
    _tell(at, actor, found, "venue.ended")
    return found


@transaction.atomic
def take_up_venue(*, at: datetime, actor: Actor, venue: Venue) -> Venue:
    """Used again. Raises VenueNameTaken when another one has its name now."""
    found = _locked(actor, venue)
    _checked(found.organisation, VenueData(found.name), but=found.pk)
    found.ended_on, found.revision = None, found.revision + 1
    found.save(update_fields=["ended_on", "revision"])
    _tell(at, actor, found, "venue.again")
    return found


def _locked(actor: Actor, venue: Venue) -> Venue:
    found = Venue.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=venue.pk)
    require_manage(actor, found.organisation)
    return found


def _tell(at: datetime, actor: Actor, venue: Venue, act: str) -> None:
    journal.write(
        at=at, actor=actor, act=act, organisation=venue.organisation, subject=f"venue:{venue.pk}",
        venue=venue.name,
    )  # fmt: skip
