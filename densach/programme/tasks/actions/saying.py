"""Saying how a part stands, with what shows it; confirming, returning; taking back one's last word."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from densach.files import actions as files
from densach.files.actions import Upload
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import InvalidPeriod, NotAllowed
from densach.kernel.period import Period
from densach.kernel.vietnamese import clean_text
from densach.people.access import require
from densach.programme.indicators.models import Indicator
from densach.programme.tasks.actions.keeping import keep_stage, require_running
from densach.programme.tasks.models import Evidence, EvidenceKind, Part, Phase, Update, Work, WorkKind
from densach.programme.tasks.queries.progress import first_year, period_now, taken_back_next
from densach.programme.tasks.rules.lifecycle import FORWARD, RESTING, Step, step
from densach.programme.tasks.rules.refusals import (
    ChangedMeanwhile,
    ConditionOpen,
    CountBeyondWhole,
    NothingToCount,
    NothingToTakeBack,
    NotYours,
    PaperMissing,
    PeriodAhead,
    PeriodTooEarly,
    PiecesOpen,
    PilotOpen,
    StageForbids,
    UnreadablePeriod,
    WordsNeeded,
)
from densach.programme.tasks.rules.times import waits_for_event


@dataclass(frozen=True)
class Proof:
    """One piece of evidence: a file or photo, a link, or an indicator with the code of its period."""

    upload: Upload | None = None
    url: str = ""
    indicator: Indicator | None = None
    period: str = ""


@dataclass(frozen=True)
class Saying:
    """What is told with an act. `counted`: how many of the work's whole; `period`: a code, "" the present one."""

    words: str = ""
    counted: int | None = None
    period: str = ""
    proofs: tuple[Proof, ...] = field(default=())


def may_say(actor: Actor, part: Part, work: Work) -> bool:
    """The unit itself; for a part that nobody is tied to, whoever handed the work out."""
    if part.organisation_id is not None and actor.may("task.progress", part.organisation_id):
        return True
    return part.organisation_id is None and actor.may("task.manage", work.owner)


@transaction.atomic
def say(
    *, at: datetime, actor: Actor, part: Part, act: str, seen_revision: int, saying: Saying | None = None
) -> Update:
    """One act of the life cycle on a part. Appends a line; nothing that was said is ever rewritten.

    Raises NotAllowed, PlanNotRunning, StageForbids, ChangedMeanwhile, WordsNeeded, CountBeyondWhole, NothingToCount,
    UnreadablePeriod, PeriodAhead, PeriodTooEarly; ConditionOpen, PilotOpen, PaperMissing, PiecesOpen; what
    `files.keep` refuses.
    """
    told = saying or Saying()
    kept = _locked(part, seen_revision)
    work = kept.work
    found = step(kept.stage, act) if kept.reports else None
    check_allowed(actor, kept, found)
    if found is None:
        raise StageForbids(title=work.title, stage=kept.get_stage_display())
    if found.words and not clean_text(told.words):
        raise WordsNeeded
    _check_open(kept, act)
    _check_told(kept, told, at)
    update = _append(at, actor, kept, act, found.to, told)
    for proof in told.proofs:
        _keep_proof(at, actor, update, proof)
    _after(at, actor, kept, f"tasks.part_{act}", update)
    return update


@transaction.atomic
def take_back(*, at: datetime, actor: Actor, part: Part, seen_revision: int) -> Update:
    """Undoes one's own last word: a new line that says so, with the stage and the number as they were before it.

    Raises NothingToTakeBack, NotYours, ChangedMeanwhile, PlanNotRunning.
    """
    kept = _locked(part, seen_revision)
    last = taken_back_next(kept, actor)
    if last is None:
        standing = kept.updates.order_by("-number").first()
        if standing is None or standing.takes_back_id or standing.act == "round":
            raise NothingToTakeBack(unit=kept.name)
        raise NotYours(who=standing.by_name, at=standing.at)
    update = Update(
        part=kept,
        number=kept.revision + 1,
        act="take_back",
        stage_before=kept.stage,
        stage_after=last.stage_before,
        counted_before=kept.counted,
        counted=last.counted_before,
        takes_back=last,
        at=at,
        by_id=actor.id,
        by_name=actor.name,
    )
    update.full_clean()
    update.save()
    kept.counted = last.counted_before
    _after(at, actor, kept, "tasks.part_take_back", update)
    return update


def _locked(part: Part, seen_revision: int) -> Part:
    rows = Part.objects.select_for_update(of=("self",))
    kept = rows.select_related("work__plan", "work__owner", "work__pilot", "organisation").get(pk=part.pk)
    require_running(kept.work.plan)
    if kept.revision != seen_revision:
        raise ChangedMeanwhile(
            who=kept.said_by_name, at=kept.said_at or kept.work.opened_at, stage=kept.get_stage_display()
        )
    return kept


def check_allowed(actor: Actor, part: Part, found: Step | None) -> None:
    """A stage that does not know the act refuses it to whoever may do any, and hides nothing more to others. Raises
    NotAllowed.
    """
    work = part.work
    if found is not None and found.who == "owner":
        require(actor, "task.manage", work.owner)
    elif not may_say(actor, part, work) and (found is not None or not actor.may("task.manage", work.owner)):
        raise NotAllowed(verb="task.progress")


def _check_open(part: Part, act: str) -> None:
    work = part.work
    if act not in FORWARD:
        return
    if waits_for_event(work.time_kind, work.declared_on):
        raise ConditionOpen(title=work.title, condition=work.condition)
    if work.phase == Phase.ROLLOUT and work.pilot is not None and not work.pilot.result:
        raise PilotOpen(title=work.title, pilot=work.pilot.title)
    if act != "finish":
        return
    if work.kind == WorkKind.PAPER and not (work.document_id or work.paper_text):
        raise PaperMissing(title=work.title)
    if number := Work.objects.filter(parent=work).exclude(stage__in=RESTING).count():
        raise PiecesOpen(title=work.title, number=number)


def _check_told(part: Part, told: Saying, at: datetime) -> None:
    work = part.work
    if told.counted is not None and work.whole is None:
        raise NothingToCount(title=work.title)
    if told.counted is not None and work.whole is not None and told.counted > work.whole:
        raise CountBeyondWhole(counted=told.counted, whole=work.whole)
    for code in (told.period, *(proof.period for proof in told.proofs if proof.indicator)):
        if code and _read(code).start > today(at):
            raise PeriodAhead(period=_read(code).label())
    if told.period and _read(told.period).end.year < first_year(work):
        raise PeriodTooEarly(period=_read(told.period).label(), year=first_year(work))


def _read(code: str) -> Period:
    try:
        return Period.parse(code)
    except InvalidPeriod:
        raise UnreadablePeriod(text=code) from None


def _append(at: datetime, actor: Actor, part: Part, act: str, to: str, told: Saying) -> Update:
    counted = part.counted if told.counted is None else told.counted
    update = Update(
        part=part,
        number=part.revision + 1,
        act=act,
        stage_before=part.stage,
        stage_after=to,
        period=told.period or period_now(part.work, today(at)),
        words=clean_text(told.words),
        counted_before=part.counted,
        counted=counted,
        at=at,
        by_id=actor.id,
        by_name=actor.name,
    )
    update.full_clean()
    update.save()
    part.counted = counted
    return update


def _keep_proof(at: datetime, actor: Actor, update: Update, proof: Proof) -> None:
    place = update.part.organisation or update.part.work.owner
    stored = files.keep_sent(at=at, actor=actor, upload=proof.upload, organisation=place)
    kind = EvidenceKind.LINK
    if stored is not None:
        is_photo = stored.content_type.startswith("image/")
        kind = EvidenceKind.PHOTO if is_photo else EvidenceKind.FILE
    elif proof.indicator is not None:
        kind = EvidenceKind.COUNTED
    evidence = Evidence(
        update=update,
        kind=kind,
        file=stored,
        url=proof.url if kind == EvidenceKind.LINK else "",
        indicator=proof.indicator if kind == EvidenceKind.COUNTED else None,
        period=(proof.period or str(today(at).year)) if kind == EvidenceKind.COUNTED else "",
    )
    evidence.full_clean()
    evidence.save()


def _after(at: datetime, actor: Actor, part: Part, act: str, update: Update) -> None:
    part.revision = update.number
    part.stage = update.stage_after
    part.said_at, part.said_by_name = at, actor.name
    part.save(update_fields=["revision", "stage", "counted", "said_at", "said_by_name"])
    keep_stage(part.work)
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=part.organisation or part.work.owner,
        subject=f"work:{part.work_id}",
        title=part.work.title,
        unit=part.name,
        words=update.words,
    )
