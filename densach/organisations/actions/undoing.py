"""Undoing an act of the register, as long as nothing was built on it: the register is as if it had never been."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import ProtectedError

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import Closed, Invalid, NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries
from densach.organisations.effects import DependedOn, Shift, follow
from densach.organisations.models import (
    ActPart,
    ActState,
    Organisation,
    OrganisationAlias,
    Profile,
    RegisterAct,
)
from densach.organisations.queries.acts import parts_of
from densach.organisations.queries.dependences import opening_times_with, posts_with, what_depends

MANAGE = "organisation.manage"


class AlreadyUndone(Closed):
    """The act was undone before. Parameter: `by`."""

    message_id = "organisations.act_already_undone"


class ReasonNeeded(Invalid):
    """An undoing needs a word on why."""

    message_id = "organisations.undoing_needs_a_reason"


@transaction.atomic
def undo(*, at: datetime, actor: Actor, act: RegisterAct, why: str) -> RegisterAct:
    """Takes the act back, all of it or nothing, and keeps it as undone. DependedOn lists what stands on it.

    Versions, lineage and organisations are afterwards exactly what they were before the act. No fact is touched.
    """
    act = RegisterAct.objects.select_for_update().get(pk=act.pk)
    why = " ".join(clean_text(why).split())
    if not why:
        raise ReasonNeeded()
    if act.state == ActState.UNDONE:
        raise AlreadyUndone(by=act.undone_by_name)
    parts = parts_of(act)
    require_undoing_allowed(actor, act)
    if found := what_depends(act):
        raise DependedOn(what=[one.words for one in found])
    first: dict[str, str] = next(iter(act.told.get("parts", [])), {})
    organisation = parts[0].organisation if parts else None
    shifts = _shifts_back(act, parts)
    _let_go(act)
    _take_back(parts)
    follow(shifts)
    act.state, act.undone_at, act.undone_by_name, act.undone_why = ActState.UNDONE, at, actor.name, why
    act.full_clean(exclude=["paper"])
    act.save(update_fields=["state", "undone_at", "undone_by_name", "undone_why"])
    journal.write(
        at=at,
        actor=actor,
        act="organisations.undone",
        organisation=organisation,
        subject=f"act:{act.pk}",
        name=first.get("before") or first.get("after", ""),
        why=why,
    )
    return act


def require_undoing_allowed(actor: Actor, act: RegisterAct) -> None:
    """NotAllowed unless the actor keeps everyone that the act touched."""
    for part in parts_of(act):
        if not _keeps(actor, act, part):
            raise NotAllowed(verb=MANAGE)


def may_undo(actor: Actor, act: RegisterAct) -> bool:
    """Whether the actor keeps everyone that the act touched."""
    return all(_keeps(actor, act, part) for part in parts_of(act))


def _keeps(actor: Actor, act: RegisterAct, part: ActPart) -> bool:
    """Whoever keeps it; for one that ended with the act, whoever kept what it stood under the day before."""
    if part.closed is not None and part.opened is None and part.organisation_id:
        above = queries.ancestor_ids(part.organisation_id, act.on - timedelta(days=1))
        if any(actor.may(MANAGE, key) for key in above):
            return True
    return actor.may(MANAGE, part.organisation)


def _shifts_back(act: RegisterAct, parts: list[ActPart]) -> list[Shift]:
    return [
        Shift(part.organisation_id, act.on, part.opened.area_id, part.closed.area_id)
        for part in parts
        if part.organisation_id and part.opened and part.closed and part.opened.area_id != part.closed.area_id
    ]


def _let_go(act: RegisterAct) -> None:
    """The hours and posts that were entered together with the founding."""
    opening_times_with(act).delete()
    posts_with(act).delete()


def _take_back(parts: list[ActPart]) -> None:
    """First what was written is let go, then what was opened is removed, then what was closed is opened again."""
    written = [(part.opened, part.closed, part.lineage, part.organisation, part.founded) for part in parts]
    for part in parts:
        part.opened = part.closed = part.lineage = None
        if part.founded:
            part.organisation = None
        part.save()
    for opened, closed, lineage, _organisation, _founded in written:
        if lineage is not None:
            lineage.delete()
        if opened is not None:
            opened.delete()
        if closed is not None:
            closed.valid_to = None
            closed.save(update_fields=["valid_to"])
    for *_rest, organisation, founded in written:
        if founded and organisation is not None:
            _unfound(organisation)


def _unfound(organisation: Organisation) -> None:
    """What was entered with the founding goes with it; anything else that leans on it forbids the undoing."""
    # Acts on it that were undone before keep their words, and let go of what is no more.
    undone = ActPart.objects.filter(organisation=organisation, act__state=ActState.UNDONE)
    undone.update(organisation=None)
    OrganisationAlias.objects.filter(organisation=organisation).delete()
    Profile.objects.filter(organisation=organisation).delete()
    try:
        organisation.delete()
    except ProtectedError as protected:
        kinds = sorted({str(type(one)._meta.verbose_name) for one in protected.protected_objects})
        raise DependedOn(what=kinds) from None
