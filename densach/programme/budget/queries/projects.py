"""Investment projects with their stages and money."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from densach.kernel.actor import Actor
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.people.queries import organisations_where
from densach.programme.budget.access import VIEW, require_project
from densach.programme.budget.models import Project, ProjectMoney, ProjectStage
from densach.programme.budget.rules.lifecycle import WRITE
from densach.programme.budget.rules.refusals import UnknownProject

PAGE = 50


@dataclass(frozen=True)
class ProjectsWanted:
    """How the list of projects is narrowed."""

    text: str = ""
    stage: str = ""


def projects_page(actor: Actor, on: date, wanted: ProjectsWanted | None = None) -> list[Project]:
    """Projects of the places that the actor looks after, the ones that end last first."""
    wanted = wanted or ProjectsWanted()
    rows = Project.objects.filter(organisation__in=organisations_where(actor, VIEW, on))
    if wanted.stage:
        rows = rows.filter(stage=wanted.stage)
    found = rows.select_related("organisation", "plan")
    text = fold(wanted.text)
    return [one for one in found.order_by("-year_to", "title", "pk") if text in fold(one.title)]


def project_for(actor: Actor, code: str, verb: str = VIEW) -> Project:
    """Raises UnknownProject, also for strangers; NotAllowed for who may see but not do the verb."""
    found = Project.objects.select_related("organisation", "plan", "target").filter(code=code).first()
    if found is None:
        raise UnknownProject
    require_project(actor, found, verb)
    return found


def stages_of(project: Project) -> list[ProjectStage]:
    """What was reached, in the order in which it was entered."""
    return list(project.stages.select_related("paper").order_by("pk"))


def money_of_project(project: Project) -> list[ProjectMoney]:
    return list(project.money.order_by("year", "source"))


def money_of_projects(ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Allotted and paid out over all years, by project; one query."""
    rows = ProjectMoney.objects.filter(project_id__in=list(ids)).values_list("project_id").order_by()
    summed = rows.annotate(allotted_sum=Sum("allotted"), paid_sum=Sum("paid"))
    return {key: (allotted, paid) for key, allotted, paid in summed}


def money_by_year(project: Project) -> list[tuple[int, int, int]]:
    """Year, allotted, paid out, all sources together."""
    rows = project.money.values_list("year").order_by("year")
    return list(rows.annotate(allotted_sum=Sum("allotted"), paid_sum=Sum("paid")))


def units_for_projects(actor: Actor, on: date) -> list[Named]:
    """For whom the actor may write a project."""
    ids = list(organisations_where(actor, WRITE, on).values_list("pk", flat=True))
    return list(organisations.all_named(ids, on).values())


def projects_open(actor: Actor, on: date) -> int:
    """How many projects are on their way."""
    places = organisations_where(actor, VIEW, on)
    return Project.objects.filter(~Q(stage__in=["accepted", "stopped"]), organisation__in=places).count()
