"""Changing a work, cutting a piece from a part, declaring the event that starts its clock, closing it by its paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from densach.files import actions as files
from densach.files.actions import Upload
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.programme.plans.models import Document, TaskRole
from densach.programme.tasks.actions.keeping import keep_stage, locked, require_running, save_changed, tell
from densach.programme.tasks.models import Part, TimeKind, Update, Work, WorkKind
from densach.programme.tasks.queries.lines import times_of
from densach.programme.tasks.rules.lifecycle import CLOSED
from densach.programme.tasks.rules.refusals import (
    ConditionNeeded,
    DeclaredAlready,
    DeclaredBeforePlan,
    DeclaredInFuture,
    NoPaperNamed,
    NotAPaper,
    NotConditional,
    PaperInFuture,
    PieceHasSpoken,
    TitleNeeded,
    WorkClosed,
)
from densach.programme.tasks.rules.times import Times, due_of


@dataclass(frozen=True)
class WorkValues:
    """What a person tells of a work; `whole` with its unit where something can be counted."""

    title: str
    content: str = ""
    kind: str = WorkKind.DEED
    leader_name: str = ""
    leader_title: str = ""
    times: Times = field(default_factory=Times)
    whole: int | None = None
    whole_unit: str = ""

    def check(self) -> None:
        """Raises TitleNeeded and the refusals of times."""
        if not clean_text(self.title):
            raise TitleNeeded
        self.times.check()


@transaction.atomic
def change_work(*, at: datetime, actor: Actor, work: Work, seen_revision: int, values: WorkValues) -> Work:
    """New values. Raises what `locked` and `WorkValues.check` refuse; ConditionNeeded if a declared event would go."""
    values.check()
    kept = locked(actor, work, seen_revision)
    if kept.parent is not None:
        values.times.check_within(kept.parent.ends_on)
    if kept.declared_on is not None and values.times.kind != TimeKind.CONDITIONAL:
        raise ConditionNeeded
    _write(kept, values)
    if kept.round_year is None and kept.time_kind in (TimeKind.YEARLY, TimeKind.EVERY_N_YEARS):
        kept.round_year = today(at).year
    elif kept.time_kind not in (TimeKind.YEARLY, TimeKind.EVERY_N_YEARS):
        kept.round_year = None
    kept.full_clean(exclude=["parent", "task"])
    save_changed(at, actor, kept)
    tell(at, actor, "tasks.changed", kept)
    return kept


@transaction.atomic
def divide(
    *,
    at: datetime,
    actor: Actor,
    part: Part,
    values: WorkValues,
    organisations_given: tuple[Organisation, ...],
) -> Work:
    """A unit cuts a piece from its own part and hands it to units (itself where none is given).

    Whoever may hand out tasks in the unit may; of a part that nobody is tied to, whoever handed the work out.
    Raises NotAllowed, PlanNotRunning, WorkClosed, and the refusals of the values.
    """
    values.check()
    kept = Work.objects.select_for_update(of=("self",)).select_related("plan", "owner").get(pk=part.work_id)
    owner = part.organisation or kept.owner
    if not actor.may("task.manage", owner):
        raise NotAllowed(verb="task.manage")
    require_running(kept.plan)
    if kept.stage in CLOSED or part.stage in CLOSED:
        raise WorkClosed(title=kept.title, stage=kept.get_stage_display())
    values.times.check_within(kept.ends_on)
    piece = cut(at, actor, kept, owner, values)
    on = today(at)
    for one in organisations_given or (owner,):
        name = organisations.named(one, on).name
        Part.objects.create(work=piece, role=TaskRole.EXECUTING, name=name, organisation=one, reports=True)
    keep_stage(piece)
    tell(at, actor, "tasks.divided", piece, owner, whole=kept.title)
    return piece


def cut(at: datetime, actor: Actor, whole: Work, owner: Organisation, values: WorkValues) -> Work:
    """A piece under a work, without parts yet."""
    last = Work.objects.filter(parent=whole).aggregate(last=Max("position"))["last"]
    piece = Work(
        plan=whole.plan,
        parent=whole,
        owner=owner,
        position=0 if last is None else last + 1,
        group=whole.group,
        opened_at=at,
        opened_by_name=actor.name,
    )
    _write(piece, values)
    if piece.time_kind in (TimeKind.YEARLY, TimeKind.EVERY_N_YEARS):
        piece.round_year = today(at).year
    piece.due_on = due_of(values.times, round_year=piece.round_year, declared_on=None)
    piece.full_clean()
    piece.save()
    return piece


@transaction.atomic
def withdraw(*, at: datetime, actor: Actor, work: Work, seen_revision: int) -> Work:
    """Undoes a dividing: a piece of which nobody has said anything goes. Returns what it was cut from.

    Raises PieceHasSpoken, also for a task of the plan itself and for what is divided further.
    """
    kept = locked(actor, work, seen_revision)
    spoken = Update.objects.filter(part__work=kept).exists() or Work.objects.filter(parent=kept).exists()
    if kept.parent is None or spoken or kept.rollouts.exists() or kept.letters.exists():
        raise PieceHasSpoken(title=kept.title)
    whole = kept.parent
    tell(at, actor, "tasks.withdrew", kept, whole=whole.title)
    Part.objects.filter(work=kept).delete()
    kept.delete()
    return keep_stage(whole)


@transaction.atomic
def declare(
    *,
    at: datetime,
    actor: Actor,
    work: Work,
    seen_revision: int,
    day: date,
    paper: str = "",
    upload: Upload | None = None,
) -> Work:
    """The event for which the work waits has happened on a day, as a paper says: from it on the clock runs.

    Raises NotConditional, DeclaredAlready, DeclaredInFuture, DeclaredBeforePlan, and what `locked` refuses.
    """
    kept = locked(actor, work, seen_revision)
    if kept.time_kind != TimeKind.CONDITIONAL:
        raise NotConditional(title=kept.title)
    if kept.declared_on is not None:
        raise DeclaredAlready(day=kept.declared_on, title=kept.title)
    if day > today(at):
        raise DeclaredInFuture(day=day)
    since = kept.plan.issued_on
    if since is not None and day < since:
        raise DeclaredBeforePlan(day=day, since=since)
    kept.declared_on = day
    kept.declared_paper = clean_text(paper)[:200]
    kept.declared_file = files.keep_sent(at=at, actor=actor, upload=upload, organisation=kept.owner)
    save_changed(at, actor, kept)
    _tell_phases(at, actor, kept)
    tell(at, actor, "tasks.declared", kept, condition=kept.condition, day=day)
    return kept


def _tell_phases(at: datetime, actor: Actor, whole: Work) -> None:
    """A pilot and its roll-out wait for the same event as the work that they are."""
    for piece in Work.objects.filter(parent=whole, time_kind=TimeKind.CONDITIONAL).exclude(phase=""):
        piece.declared_on, piece.declared_paper = whole.declared_on, whole.declared_paper
        piece.declared_file = whole.declared_file
        save_changed(at, actor, piece)


@transaction.atomic
def undeclare(*, at: datetime, actor: Actor, work: Work, seen_revision: int) -> Work:
    """Takes the declaration back: the clock stands still. What was said of the parts stays. Raises NotConditional."""
    kept = locked(actor, work, seen_revision)
    if kept.declared_on is None:
        raise NotConditional(title=kept.title)
    tell(at, actor, "tasks.undeclared", kept, condition=kept.condition, day=kept.declared_on)
    kept.declared_on, kept.declared_paper, kept.declared_file = None, "", None
    save_changed(at, actor, kept)
    _tell_phases(at, actor, kept)
    return kept


@transaction.atomic
def close_by_paper(
    *,
    at: datetime,
    actor: Actor,
    work: Work,
    seen_revision: int,
    document: Document | None = None,
    paper: str = "",
    issued_on: date | None = None,
    upload: Upload | None = None,
) -> Work:
    """Names the paper in which the work ends: one of the register, or its number and title with the file.

    The parts may then say that they are done. Raises NotAPaper, NoPaperNamed, PaperInFuture, what `locked` refuses.
    """
    kept = locked(actor, work, seen_revision)
    if kept.kind != WorkKind.PAPER:
        raise NotAPaper(title=kept.title)
    if document is None and not clean_text(paper):
        raise NoPaperNamed
    issued = issued_on or (document.issued_on if document else None)
    if issued is not None and issued > today(at):
        raise PaperInFuture(day=issued)
    kept.document = document
    kept.paper_text = clean_text(paper)[:300] or str(document)
    kept.paper_file = files.keep_sent(at=at, actor=actor, upload=upload, organisation=kept.owner) or (
        kept.paper_file if document is None else None
    )
    save_changed(at, actor, kept)
    tell(at, actor, "tasks.paper_named", kept, paper=kept.paper_text)
    return kept


def _write(work: Work, values: WorkValues) -> None:
    times = values.times
    work.title = clean_text(values.title)
    work.content = clean_text(values.content)
    work.kind = values.kind
    work.leader_name = clean_text(values.leader_name)[:150]
    work.leader_title = clean_text(values.leader_title)[:150]
    work.whole, work.whole_unit = values.whole, clean_text(values.whole_unit)[:60]
    work.time_kind = times.kind
    work.time_text = clean_text(times.text)[:300]
    work.starts_on, work.ends_on = times.starts_on, times.ends_on
    work.due_day, work.due_month = times.due_day, times.due_month
    work.every_years = times.every_years
    work.condition = clean_text(times.condition)[:300]
    work.months_after = times.months_after


def values_of(work: Work) -> WorkValues:
    """What a work says now, as values."""
    return WorkValues(
        title=work.title,
        content=work.content,
        kind=work.kind,
        leader_name=work.leader_name,
        leader_title=work.leader_title,
        times=times_of(work),
        whole=work.whole,
        whole_unit=work.whole_unit,
    )
