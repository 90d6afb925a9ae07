"""Writing the shared catalogue, and the views that people keep."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text, nfc
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.access import require
from densach.programme.capabilities import actions as capabilities
from densach.programme.capabilities import queries as capability_queries
from densach.programme.capabilities.models import Capability
from densach.programme.indicators.models import Formula, Indicator, PriorityPlace, SavedView
from densach.programme.indicators.queries.kept_views import own_view
from densach.programme.indicators.rules import AlreadyListed, BasisMissing, EndsBeforeItBegins
from densach.programme.indicators.rules_pivot import UnnamedView, ViewNameTaken
from densach.programme.indicators.seeds import Seed, seeds

_ASKED = {Formula.SHARE.value, Formula.STAGE.value, Formula.INSTITUTIONS.value}

_LONGEST = 1000


@transaction.atomic
def seed_catalogue(*, at: datetime) -> None:
    """Writes the indicators of `seeds` and the capabilities they ask about; again, it only brings them up to date."""
    capabilities.seed_catalogue(at=at)
    known = {one.code: one for one in capability_queries.catalogue()}
    rows = [_row(seed, position, known) for position, seed in enumerate(seeds(), start=1)]
    told = [field.name for field in Indicator._meta.concrete_fields if field.name not in {"id", "code"}]
    Indicator.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=told)


def _row(seed: Seed, position: int, known: Mapping[str, Capability]) -> Indicator:
    asks = seed.formula in _ASKED
    return Indicator(
        code=seed.code,
        name_vi=nfc(seed.name_vi),
        name_en=seed.name_en,
        group=seed.group,
        formula=seed.formula,
        unit_vi=nfc(seed.unit_vi),
        unit_en=seed.unit_en,
        measure="" if asks else seed.source,
        capability=known[seed.source] if asks and seed.source else None,
        also_capability=known[seed.also] if seed.also else None,
        kinds=seed.kinds.split("|") if seed.kinds else [],
        position=position,
    )


@transaction.atomic
def save_view(
    *,
    at: datetime,
    actor: Actor,
    name: str,
    query: str,
    organisation: Organisation | None,
    shared: bool = False,
) -> SavedView:
    """Keeps a table under a name; shared, the unit's people may open it. Raises UnnamedView, ViewNameTaken."""
    told = _view_name(name)
    _require_free(actor, told)
    if actor.id is None:
        raise NotAllowed(verb="plan.view")
    view = SavedView.objects.create(
        owner_id=actor.id,
        organisation=organisation,
        name=told,
        query=query[:_LONGEST],
        shared=shared and organisation is not None,
        saved_at=at,
    )
    _tell_view(view, "indicators.view_saved", at=at, actor=actor)
    return view


@transaction.atomic
def rename_view(*, at: datetime, actor: Actor, pk: int, name: str) -> SavedView:
    """Raises UnknownView, UnnamedView, ViewNameTaken."""
    view, told = own_view(actor, pk), _view_name(name)
    if told == view.name:
        return view
    _require_free(actor, told)
    old, view.name = view.name, told
    view.save(update_fields=["name"])
    _tell_view(view, "indicators.view_renamed", at=at, actor=actor, old=old)
    return view


@transaction.atomic
def share_view(*, at: datetime, actor: Actor, pk: int, shared: bool) -> SavedView:
    """Lets the unit open the view, or no longer. Raises UnknownView."""
    view = own_view(actor, pk)
    wanted = shared and view.organisation_id is not None
    if view.shared != wanted:
        view.shared = wanted
        view.save(update_fields=["shared"])
        act = "indicators.view_shared" if wanted else "indicators.view_unshared"
        _tell_view(view, act, at=at, actor=actor)
    return view


@transaction.atomic
def delete_view(*, at: datetime, actor: Actor, pk: int) -> SavedView:
    """Gives back what was deleted, so that it can be kept again. Raises UnknownView."""
    view = own_view(actor, pk)
    _tell_view(view, "indicators.view_deleted", at=at, actor=actor)
    view.delete()
    return view


def _view_name(name: str) -> str:
    told = " ".join(nfc(name).split())[:100]
    if not told:
        raise UnnamedView()
    return told


def _require_free(actor: Actor, name: str) -> None:
    if SavedView.objects.filter(owner_id=actor.id, name=name).exists():
        raise ViewNameTaken(name=name)


def _tell_view(view: SavedView, act: str, *, at: datetime, actor: Actor, **params: str) -> None:
    journal.write(at=at, actor=actor, act=act, organisation=view.organisation, name=view.name, **params)


@transaction.atomic
def list_place(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    area_id: int,
    kind: str,
    since: date,
    legal_basis: str,
) -> PriorityPlace:
    """The place stands on a list from a day on, by a paper; `organisation` is who keeps the list. Raises NotAllowed,
    BasisMissing, AlreadyListed.
    """
    require(actor, "plan.manage", organisation)
    basis = clean_text(legal_basis)[:300]
    if not basis:
        raise BasisMissing
    if PriorityPlace.objects.filter(area_id=area_id, kind=kind, valid_to__isnull=True).exists():
        raise AlreadyListed(place=organisations.area_name(area_id, since))
    place = PriorityPlace(
        area_id=area_id,
        kind=kind,
        valid_from=since,
        legal_basis=basis,
        added_by_name=actor.name,
        added_at=at,
    )
    place.clean_fields(exclude=["area"])
    place.save()
    _tell(at, actor, organisation, place, "indicators.listed_place")
    return place


@transaction.atomic
def end_place(
    *, at: datetime, actor: Actor, organisation: Organisation, place: PriorityPlace, until: date | None
) -> PriorityPlace:
    """The place stands on the list until this day; None takes that back. Raises NotAllowed, EndsBeforeItBegins,
    AlreadyListed.
    """
    require(actor, "plan.manage", organisation)
    kept = PriorityPlace.objects.select_for_update().get(pk=place.pk)
    if until is not None and until < kept.valid_from:
        raise EndsBeforeItBegins(since=kept.valid_from, until=until)
    others = PriorityPlace.objects.filter(area_id=kept.area_id, kind=kept.kind, valid_to__isnull=True)
    if until is None and others.exclude(pk=kept.pk).exists():
        raise AlreadyListed(place=organisations.area_name(kept.area_id, kept.valid_from))
    kept.valid_to = until
    kept.save(update_fields=["valid_to"])
    _tell(at, actor, organisation, kept, "indicators.ended_place" if until else "indicators.reopened_place")
    return kept


def _tell(at: datetime, actor: Actor, organisation: Organisation, place: PriorityPlace, act: str) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=organisation,
        subject=f"priority-place:{place.pk}",
        place=organisations.area_name(place.area_id, place.valid_from),
        since=place.valid_from,
        until=place.valid_to or "",
        basis=place.legal_basis,
    )
