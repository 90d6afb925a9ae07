"""A paper comes in: the file is kept, read, and its rows are proposed. Nothing is decided here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from densach.files import actions as files
from densach.files.models import StoredFile
from densach.formats import planreader
from densach.formats.planreader.errors import PicturesOnly
from densach.formats.planreader.reading import Header, PlanReading
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations import queries as organisations
from densach.organisations.models import Area, Organisation
from densach.people.access import require
from densach.programme.plans.actions import read_rows
from densach.programme.plans.actions.registering import register_paper
from densach.programme.plans.models import EventDay, Plan, PlanState, ReportDuty, Target, Task
from densach.programme.plans.rules.refusals import AlreadyLoaded

Reader = Callable[[bytes, str], PlanReading]


def load(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    name: str,
    data: bytes,
    territory: Area | None = None,
    reader: Reader = planreader.read,
) -> Plan:
    """Keep the paper, read it, propose its rows.

    The territory is the area of the paper's place on its day, where the organisation's area or one that went into
    it has that name; else the organisation's area of today. A PDF of pictures that nothing here can recognise is
    kept as a plan without text; once a recogniser is there, the same file loaded again fills that plan. Raises
    AlreadyLoaded, the reader's refusals (a paper with no readable text), those of `files`, NotAllowed.
    """
    require(actor, "plan.manage", organisation)
    sha256 = hashlib.sha256(data).hexdigest()
    _waiting_for_text(organisation, sha256)
    # Reading takes seconds and touches no table: it stays outside the transaction, where writers would queue behind it.
    reading = reading_of(reader, data, name)
    with transaction.atomic():
        plan = _waiting_for_text(organisation, sha256)
        if plan is not None and not reading.text:
            raise AlreadyLoaded(title=plan.title, code=plan.code)
        # The paper of a plan is an issued paper: whoever may see the plan may open it.
        stored = files.keep(at=at, actor=actor, name=name, data=data, organisation=organisation, public=True)
        plan = write_plan(at, actor, organisation, stored, reading, territory, plan)
        read_rows.write_clauses(plan, reading)
        read_rows.write_targets(plan, reading)
        read_rows.write_others(plan, reading, today(at))
        register_paper(at, plan, actor.name)
        journal.write(
            at=at,
            actor=actor,
            act="plans.loaded",
            organisation=organisation,
            subject=f"plan:{plan.code}",
            plan=plan.title,
            targets=len(reading.targets),
            tasks=len(reading.tasks),
        )
    return plan


def reading_of(reader: Reader, data: bytes, name: str) -> PlanReading:
    try:
        return reader(data, name)
    except PicturesOnly as refusal:
        return planreader.unread(data, name, int(str(refusal.params["pages"])))


def _waiting_for_text(organisation: Organisation, sha256: str) -> Plan | None:
    """The plan of this very file that was kept without text and has no row yet; AlreadyLoaded for any other."""
    first = Plan.objects.filter(organisation=organisation, sha256=sha256).first()
    if first is None:
        return None
    touched = first.state != PlanState.REVIEW or any(
        model._default_manager.filter(plan=first).exists() for model in (Target, Task, ReportDuty, EventDay)
    )
    if first.text or touched:
        raise AlreadyLoaded(title=first.title, code=first.code)
    return first


def write_plan(
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    stored: StoredFile,
    reading: PlanReading,
    territory: Area | None,
    former: Plan | None,
) -> Plan:
    head = reading.document
    issued_on = date.fromisoformat(head.date) if head.date else None
    year_from, year_to = _years(reading, (issued_on or today(at)).year)
    known = {
        "territory_id": territory.pk if territory else _territory(organisation, head, today(at)),
        "title": clean_text(head.title or stored.name)[:500],
        "document_type": (head.type or "")[:60],
        "number": (head.number or "")[:20],
        "symbol": (head.symbol or "")[:60],
        "issuer": (head.issuer or "")[:200],
        "place": (head.place or "")[:100],
        "issued_on": issued_on,
        "year_from": year_from,
        "year_to": year_to,
        "source": stored,
        "sha256": stored.sha256,
        "text": reading.text,
        "reading": reading.as_json(),
        "loaded_at": at,
        "loaded_by_name": actor.name,
    }
    plan = former or Plan(code=_code(organisation, head, stored.name), organisation=organisation)
    for name, value in known.items():
        setattr(plan, name, value)
    plan.full_clean(exclude=["text"])
    plan.save()
    return plan


def _years(reading: PlanReading, otherwise: int) -> tuple[int, int]:
    """The span of the head; what it leaves out comes from the targets, then from the year of issue."""
    head = reading.document
    ends = [year for target in reading.targets for year in (target.year_from, target.year_to) if year]
    first = head.year_from or min([*ends, otherwise])
    last = head.year_to or max([*ends, first])
    return min(first, last), max(first, last)


def _code(organisation: Organisation, head: Header, file_name: str) -> str:
    """Number and symbol with the year ("kh-12-ubnd-2026"), else words of the file's name; numbered when taken."""
    year = head.date[:4] if head.date else ""
    words = [head.symbol, head.number, year] if head.number or head.symbol else [file_name.rsplit(".", 1)[0]]
    base = (
        re.sub(r"[^a-z0-9]+", "-", fold(" ".join(word for word in words if word))).strip("-")[:60] or "plan"
    )
    taken = set(Plan.objects.filter(code__startswith=base).values_list("code", flat=True))
    if base not in taken:
        return base
    return next(code for n in range(2, len(taken) + 3) if (code := f"{base}-{n}") not in taken)


def _territory(organisation: Organisation, head: Header, on: date) -> int:
    """The area that the paper speaks for: the province of that name on the paper's day, where it is the
    organisation's own or went into it; so a plan of a province that has gone keeps its territory.
    """
    now = organisations.area_of(organisation, on)
    wanted = fold(head.place or "").strip()
    if not wanted:
        return now
    then = organisations.provinces(date.fromisoformat(head.date) if head.date else on)
    lineage = set(organisations.as_now_area_ids(now))
    matches = [area.pk for area, name in then if area.pk in lineage and fold(name).endswith(wanted)]
    return matches[0] if len(matches) == 1 else now
