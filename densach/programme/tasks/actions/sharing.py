"""Who has a part: adding and taking away units, tying written names, one part for each unit of a collective name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.programme.plans.models import TaskRole
from densach.programme.tasks.actions.keeping import locked, save_changed, tell
from densach.programme.tasks.models import Part, Work
from densach.programme.tasks.rules.refusals import LastPart, PartHasSpoken, UnitTwice


@transaction.atomic
def add_unit(
    *, at: datetime, actor: Actor, work: Work, seen_revision: int, role: str, organisation: Organisation
) -> Part:
    """A unit in a role. An executing one reports, and takes that over from a leading one that has said nothing yet.

    Raises UnitTwice, and what `locked` refuses.
    """
    kept = locked(actor, work, seen_revision)
    name = organisations.named(organisation, today(at)).name
    part = _new(kept, role, organisation, name)
    if role == TaskRole.EXECUTING:
        _relieve_leads(kept)
    save_changed(at, actor, kept)
    tell(at, actor, "tasks.unit_added", kept, unit=name)
    return part


@transaction.atomic
def tie(
    *, at: datetime, actor: Actor, part: Part, seen_revision: int, organisation: Organisation | None
) -> Part:
    """Says which organisation a named unit is; none unties it. Raises UnitTwice, and what `locked` refuses."""
    kept = locked(actor, part.work, seen_revision)
    row = Part.objects.select_for_update().get(pk=part.pk)
    same = Part.objects.filter(work=kept, role=row.role, organisation=organisation).exclude(pk=row.pk)
    if organisation is not None and same.exists():
        raise UnitTwice(unit=organisations.named(organisation, today(at)).name, title=kept.title)
    row.organisation = organisation
    row.save(update_fields=["organisation"])
    save_changed(at, actor, kept)
    tell(at, actor, "tasks.unit_tied" if organisation else "tasks.unit_untied", kept, unit=row.name)
    return row


@transaction.atomic
def remove_unit(*, at: datetime, actor: Actor, part: Part, seen_revision: int) -> Work:
    """A unit of which nothing was said has no part any more. Raises PartHasSpoken, LastPart, what `locked` refuses."""
    kept = locked(actor, part.work, seen_revision)
    row = Part.objects.select_for_update().get(pk=part.pk)
    if row.updates.exists():
        raise PartHasSpoken(unit=row.name)
    others = Part.objects.filter(work=kept, reports=True).exclude(pk=row.pk)
    if row.reports and not others.exists() and not kept.pieces.exists():
        raise LastPart(title=kept.title)
    row.delete()
    save_changed(at, actor, kept)
    tell(at, actor, "tasks.unit_removed", kept, unit=row.name)
    return kept


@transaction.atomic
def spread(
    *, at: datetime, actor: Actor, part: Part, seen_revision: int, units: Sequence[Organisation]
) -> list[Part]:
    """A collective name ("thư viện các xã") becomes a part for each of its units; the name itself goes.

    Raises PartHasSpoken, and what `locked` refuses. Units that have the role already keep the part that they have.
    """
    kept = locked(actor, part.work, seen_revision)
    row = Part.objects.select_for_update().get(pk=part.pk)
    if row.updates.exists():
        raise PartHasSpoken(unit=row.name)
    there = set(Part.objects.filter(work=kept, role=row.role).values_list("organisation_id", flat=True))
    names = organisations.names_of([one.pk for one in units], today(at))
    new = [
        Part(
            work=kept,
            role=row.role,
            name=_told_apart(names[one.pk], one),
            organisation=one,
            reports=row.reports,
        )
        for one in units
        if one.pk not in there
    ]
    if new:
        row.delete()
    made = Part.objects.bulk_create(new)
    save_changed(at, actor, kept)
    tell(at, actor, "tasks.unit_spread", kept, unit=row.name, count=len(made))
    return made


def _told_apart(name: str, organisation: Organisation) -> str:
    """Communes of one name are told apart by code: a role holds a written name once."""
    return f"{name} ({organisation.code})"[:300]


def _new(work: Work, role: str, organisation: Organisation, name: str) -> Part:
    rows = Part.objects.filter(work=work, role=role)
    if rows.filter(organisation=organisation).exists():
        raise UnitTwice(unit=name, title=work.title)
    if rows.filter(name=name).exists():
        name = _told_apart(name, organisation)
    reports = role == TaskRole.EXECUTING and not (work.pieces.exclude(phase="").exists())
    return Part.objects.create(work=work, role=role, name=name, organisation=organisation, reports=reports)


def _relieve_leads(work: Work) -> None:
    leads = Part.objects.filter(work=work, role=TaskRole.LEAD, reports=True)
    leads.filter(updates__isnull=True).update(reports=False)
