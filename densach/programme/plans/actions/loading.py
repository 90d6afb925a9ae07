"""A paper comes in: the file is kept, read, and its rows are proposed. Nothing is decided here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from densach.files import actions as files
from densach.files.models import StoredFile
from densach.formats import planreader
from densach.formats.planreader.errors import PicturesOnly
from densach.formats.planreader.reading import Header, PlanReading
from densach.formats.planreader.reading import ReportDuty as ReadDuty
from densach.formats.planreader.reading import Target as ReadTarget
from densach.formats.planreader.reading import Task as ReadTask
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import parse_date, parse_day_month, today
from densach.kernel.errors import Refusal
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations import queries as organisations
from densach.organisations.models import Area, Organisation
from densach.people.access import require
from densach.programme.indicators.models import Indicator
from densach.programme.plans.models import (
    Clause,
    EventDay,
    Plan,
    PlanState,
    ReportDuty,
    Target,
    Task,
    TaskRole,
    TaskUnit,
)
from densach.programme.plans.rules.marking import find_place, folded_quote
from densach.programme.plans.rules.refusals import AlreadyLoaded, QuoteNotFound

_SENTENCE_END = re.compile(r"[.!?](?:\s|$)|\n\s*\n")
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
    reading = _reading(reader, data, name)
    with transaction.atomic():
        plan = _waiting_for_text(organisation, sha256)
        if plan is not None and not reading.text:
            raise AlreadyLoaded(title=plan.title, code=plan.code)
        # The paper of a plan is an issued paper: whoever may see the plan may open it.
        stored = files.keep(at=at, actor=actor, name=name, data=data, organisation=organisation, public=True)
        plan = _plan(at, actor, organisation, stored, reading, territory, plan)
        _clauses(plan, reading)
        _targets(plan, reading)
        _tasks(plan, reading, today(at))
        _duties(plan, reading)
        _events(plan, reading)
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


def _reading(reader: Reader, data: bytes, name: str) -> PlanReading:
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


def _plan(
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


def _clauses(plan: Plan, reading: PlanReading) -> None:
    Clause.objects.bulk_create(
        Clause(
            plan=plan,
            path=clause.path[:60],
            heading=clause.heading,
            start=clause.start,
            end=clause.end,
            position=position,
        )
        for position, clause in enumerate(reading.clauses)
    )


def _targets(plan: Plan, reading: PlanReading) -> None:
    catalogue = {indicator.code: indicator for indicator in Indicator.objects.all()}
    headings = {clause.path: clause.heading for clause in reading.clauses}
    codes = _indicator_codes(reading)
    Target.objects.bulk_create(
        _target(plan, position, row, catalogue.get(code), headings.get(row.clause, ""))
        for position, (row, code) in enumerate(zip(reading.targets, codes, strict=True))
    )


def _indicator_codes(reading: PlanReading) -> list[str]:
    """The indicator proposed for each target. "… at the province every two years, in communes every year": the second
    cadence of a sentence often leaves out what it is about, and means what the row before it meant.
    """
    codes: list[str] = []
    before: ReadTarget | None = None
    for row in reading.targets:
        code = row.indicator or ""
        if not code and row.kind == "cadence" and before is not None and _one_sentence(reading, before, row):
            code = codes[-1]
        codes.append(code)
        before = row
    return codes


def _one_sentence(reading: PlanReading, first: ReadTarget, second: ReadTarget) -> bool:
    if first.clause != second.clause or first.end > second.start:
        return False
    return _SENTENCE_END.search(reading.text[first.end : second.start]) is None


def _target(plan: Plan, position: int, row: ReadTarget, indicator: Indicator | None, heading: str) -> Target:
    return Target(
        plan=plan,
        position=position,
        clause_path=row.clause[:60],
        quote=row.quote,
        start=row.start,
        end=row.end,
        confidence=row.confidence,
        questions=list(row.questions),
        subject=row.subject,
        institution_types=list(row.institution_types),
        levels=list(row.levels),
        indicator=indicator,
        kind=row.kind,
        value_min=_decimal(row.value_min),
        value_max=_decimal(row.value_max),
        unit=(row.unit or "")[:60],
        per=row.per or "",
        every_years=row.every_years,
        year_from=row.year_from,
        year_to=row.year_to,
        milestone=row.milestone,
        # "Chỉ tiêu pháp lệnh" is what papers call targets that are set from above and bind.
        mandatory="phap lenh" in fold(f"{heading} {row.quote}"),
    )


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _tasks(plan: Plan, reading: PlanReading, on: date) -> None:
    units = _Units(on, plan.territory)
    for position, row in enumerate(reading.tasks):
        task = _task(plan, position, row)
        task.save()
        roles = {
            TaskRole.LEAD: row.lead,
            TaskRole.EXECUTING: row.executing,
            TaskRole.COORDINATING: row.coordinating,
            TaskRole.ADVISING: row.advising,
        }
        TaskUnit.objects.bulk_create(
            TaskUnit(task=task, role=role, name=name, organisation_id=units.proposed(name))
            for role, names in roles.items()
            for name in dict.fromkeys(name[:300] for name in names if name.strip())
        )


def _task(plan: Plan, position: int, row: ReadTask) -> Task:
    time = row.time
    return Task(
        plan=plan,
        position=position,
        clause_path=row.clause[:60],
        quote=folded_quote(plan.text, row.start, row.end),
        start=row.start,
        end=row.end,
        title=row.title,
        content=row.content or "",
        group=row.group or "",
        time_kind=time.kind if time else "",
        time_text=time.text[:300] if time else "",
        time_from=(time.from_day or "")[:10] if time else "",
        time_to=(time.to_day or "")[:10] if time else "",
        every_years=time.every_years if time else None,
        trigger=(time.trigger or "")[:300] if time else "",
    )


class _Units:
    """Organisations that written names may mean; each name is looked up once."""

    def __init__(self, on: date, within: Area) -> None:
        self._on = on
        self._within = within
        self._known: dict[str, int | None] = {}

    def proposed(self, name: str) -> int | None:
        """The one organisation of this name, or the only one whose name holds it; else none: a person ties it."""
        key = fold(name)
        if key not in self._known:
            found = organisations.find_by_name(name, self._on, within=self._within, limit=2)
            certain = found and (len(found) == 1 or fold(found[0].name) == key.strip(" .;,"))
            self._known[key] = found[0].id if certain else None
        return self._known[key]


def _duties(plan: Plan, reading: PlanReading) -> None:
    ReportDuty.objects.bulk_create(
        _duty(plan, position, row) for position, row in enumerate(reading.report_duties)
    )


def _duty(plan: Plan, position: int, row: ReadDuty) -> ReportDuty:
    day, month, due_on = _due(row.due)
    start, end = _place(plan, row.quote)
    return ReportDuty(
        plan=plan,
        position=position,
        clause_path=row.clause[:60],
        quote=row.quote,
        start=start,
        end=end,
        cycle=row.cycle,
        due_day=day,
        due_month=month,
        due_on=due_on,
        reporters=list(row.reporters),
        recipients=list(row.recipients),
    )


def _due(text: str | None) -> tuple[int | None, int | None, date | None]:
    """ "15/11" is a day of every year, "19/6/2019" one date; what the calendar does not have is left open."""
    if not text:
        return None, None, None
    try:
        return None, None, parse_date(text)
    except Refusal:
        pass
    try:
        return *parse_day_month(text), None
    except Refusal:
        return None, None, None


def _place(plan: Plan, quote: str) -> tuple[int | None, int | None]:
    try:
        place = find_place(plan.text, quote)
    except QuoteNotFound:
        return None, None
    return place.start, place.end


def _events(plan: Plan, reading: PlanReading) -> None:
    rows = []
    for position, row in enumerate(reading.events):
        start, end = _place(plan, row.quote or row.name)
        rows.append(
            EventDay(
                plan=plan,
                position=position,
                quote=row.quote,
                start=start,
                end=end,
                name=row.name[:200],
                day=row.day,
                month=row.month,
                lunar=row.lunar,
            )
        )
    EventDay.objects.bulk_create(rows)
