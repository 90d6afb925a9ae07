"""Investment projects: added, changed, moved on by a paper, with their money by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from densach.files import actions as files
from densach.files.actions import Upload
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.access import require
from densach.programme.budget.models import Project, ProjectMoney, ProjectStage, Stage
from densach.programme.budget.rules.lifecycle import PROJECT, WRITE
from densach.programme.budget.rules.refusals import (
    EstimateChanged,
    NoStageToTakeBack,
    SpentInTheFuture,
    StageForbids,
    StageTooEarly,
    TargetOfAnotherPlan,
)
from densach.programme.plans.models import Plan, Target


@dataclass(frozen=True)
class ProjectValues:
    title: str
    description: str = ""
    total: int | None = None
    year_from: int | None = None
    year_to: int | None = None
    plan: Plan | None = None
    target: Target | None = None


@transaction.atomic
def add_project(*, at: datetime, actor: Actor, organisation: Organisation, values: ProjectValues) -> Project:
    """Raises TargetOfAnotherPlan, NotAllowed."""
    require(actor, WRITE, organisation)
    project = Project(
        organisation=organisation, code=_free_code(values.title), added_at=at, added_by_name=actor.name
    )
    _fill(project, values)
    project.full_clean()
    project.save()
    ProjectStage.objects.create(project=project, stage=project.stage, on=today(at), at=at, by_name=actor.name)
    unit = organisations.named(organisation, today(at)).name
    _tell(at, actor, "budget.project_added", project, unit=unit)
    return project


def _fill(project: Project, values: ProjectValues) -> None:
    if values.target is not None and (values.plan is None or values.target.plan_id != values.plan.pk):
        raise TargetOfAnotherPlan
    project.title, project.description = clean_text(values.title), values.description.strip()
    project.total, project.year_from, project.year_to = values.total, values.year_from, values.year_to
    project.plan, project.target = values.plan, values.target


def _free_code(title: str) -> str:
    stem = (
        "-".join("".join(c if c.isalnum() else " " for c in fold(title)).split())[:60].strip("-") or "du-an"
    )
    code, number = stem, 1
    while Project.objects.filter(code=code).exists():
        number += 1
        code = f"{stem}-{number}"
    return code


def _locked(actor: Actor, project: Project, seen_revision: int) -> Project:
    require(actor, WRITE, project.organisation)
    kept = Project.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=project.pk)
    if kept.revision != seen_revision:
        raise EstimateChanged
    return kept


@transaction.atomic
def change_project(
    *, at: datetime, actor: Actor, project: Project, seen_revision: int, values: ProjectValues
) -> Project:
    """Raises EstimateChanged, TargetOfAnotherPlan, NotAllowed."""
    kept = _locked(actor, project, seen_revision)
    _fill(kept, values)
    kept.revision += 1
    kept.full_clean()
    kept.save()
    _tell(at, actor, "budget.project_changed", kept)
    return kept


@transaction.atomic
def move_project(
    *,
    at: datetime,
    actor: Actor,
    project: Project,
    seen_revision: int,
    stage: str,
    on: date,
    legal_basis: str = "",
    note: str = "",
    paper: Upload | None = None,
) -> Project:
    """The next stage, stopping, or taking up again, on a day. Raises StageForbids, StageTooEarly, EstimateChanged."""
    kept = _locked(actor, project, seen_revision)
    if stage not in PROJECT[kept.stage]:
        wanted = str(Stage(stage).label) if stage in Stage.values else stage
        raise StageForbids(stage=str(kept.get_stage_display()), wanted=wanted)
    # The day of the first entry is the day on which the project came into this register, not one of its own.
    reached = list(kept.stages.filter(taken_back_at__isnull=True).order_by("pk"))[1:]
    if reached and on < reached[-1].on:
        raise StageTooEarly(on=on, before=reached[-1].on)
    if on > today(at):
        raise SpentInTheFuture(on=on)
    ProjectStage.objects.create(
        project=kept,
        stage=stage,
        on=on,
        legal_basis=clean_text(legal_basis),
        note=clean_text(note),
        paper=files.keep_sent(at=at, actor=actor, upload=paper, organisation=kept.organisation),
        at=at,
        by_name=actor.name,
    )
    _set_stage(kept, stage)
    _tell(at, actor, "budget.project_moved", kept, stage=str(kept.get_stage_display()), on=on)
    return kept


@transaction.atomic
def take_back_stage(*, at: datetime, actor: Actor, project: Project, seen_revision: int) -> Project:
    """The last stage was entered by mistake: the one before holds again, and both stay in sight.

    Raises NoStageToTakeBack, EstimateChanged, NotAllowed.
    """
    kept = _locked(actor, project, seen_revision)
    reached = list(kept.stages.filter(taken_back_at__isnull=True).order_by("-pk")[:2])
    if len(reached) < 2:
        raise NoStageToTakeBack
    reached[0].taken_back_at, reached[0].taken_back_by_name = at, actor.name
    reached[0].save(update_fields=["taken_back_at", "taken_back_by_name"])
    _set_stage(kept, reached[1].stage)
    _tell(at, actor, "budget.project_taken_back", kept)
    return kept


def _set_stage(project: Project, stage: str) -> None:
    project.stage = stage
    project.revision += 1
    project.save(update_fields=["stage", "revision"])


@transaction.atomic
def set_money(
    *, at: datetime, actor: Actor, project: Project, year: int, source: str, allotted: int, paid: int
) -> ProjectMoney:
    """What was allotted and paid in a year from a source; written again, the figures are replaced and journalled."""
    require(actor, WRITE, project.organisation)
    money = ProjectMoney.objects.select_for_update().filter(project=project, year=year, source=source).first()
    money = money or ProjectMoney(project=project, year=year, source=source)
    money.allotted, money.paid = allotted, paid
    money.full_clean()
    money.save()
    _tell(at, actor, "budget.project_money", project, year=str(year), allotted=allotted, paid=paid)
    return money


def _tell(at: datetime, actor: Actor, act: str, project: Project, **params: object) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=project.organisation,
        subject=f"project:{project.code}",
        title=project.title,
        **params,
    )
