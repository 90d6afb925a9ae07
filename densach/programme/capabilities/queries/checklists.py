"""Checklists, and what institutions answered by them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.programme.capabilities.models import (
    Assessment,
    AssessmentLine,
    Checklist,
    ClaimState,
    Criterion,
)
from densach.programme.capabilities.rules import (
    Met,
    Result,
    UnknownAssessment,
    UnknownChecklist,
    in_force,
    is_for,
    result_of,
)


@dataclass(frozen=True)
class FilledLine:
    """A criterion with its answer, what that is worth, and the answer of the time before."""

    criterion: Criterion
    line: AssessmentLine | None
    result: Result
    before: AssessmentLine | None = None
    is_compared: bool = False

    @property
    def changed(self) -> bool:
        """Whether the answer differs from the time before; the first time nothing does."""
        return self.is_compared and _answer(self.line) != _answer(self.before)


@dataclass(frozen=True)
class Filled:
    """A filled checklist, line by line in the order of the list."""

    assessment: Assessment
    lines: tuple[FilledLine, ...]

    @cached_property
    def met(self) -> int:
        return sum(1 for one in self.lines if one.result.is_met)

    @cached_property
    def missing(self) -> tuple[FilledLine, ...]:
        """What is asked and not met, whether told short or not answered at all."""
        return tuple(one for one in self.lines if one.criterion.required and not one.result.is_met)

    @cached_property
    def unanswered(self) -> int:
        return sum(1 for one in self.lines if one.result.state == Met.UNANSWERED)


@dataclass(frozen=True)
class ListRow:
    """A checklist that is asked of a unit: the unit's last answers by this version, and by a former one."""

    checklist: Checklist
    filled: Filled | None
    former: Assessment | None


def lists(on: date) -> list[Checklist]:
    """The lists in force on the day, in the order of the catalogue."""
    return [one for one in every_list() if in_force(one, on)]


def every_list() -> list[Checklist]:
    """Every version of every list, the newest version of each first."""
    rows = Checklist.objects.select_related("capability", "paper")
    return list(rows.order_by("position", "code", "-valid_from"))


def list_by_id(pk: int) -> Checklist:
    """Raises UnknownChecklist."""
    found = Checklist.objects.select_related("capability", "paper").filter(pk=pk).first()
    if found is None:
        raise UnknownChecklist(code=str(pk))
    return found


def list_by_code(code: str, on: date) -> Checklist:
    """The version in force on the day. Raises UnknownChecklist."""
    rows = Checklist.objects.select_related("capability", "paper").filter(code=code)
    found = next((one for one in rows.order_by("-valid_from") if in_force(one, on)), None)
    if found is None:
        raise UnknownChecklist(code=code)
    return found


def versions_of(code: str) -> list[Checklist]:
    """Every version of a list, newest first."""
    return list(Checklist.objects.filter(code=code).order_by("-valid_from"))


def criteria_of(checklist: Checklist) -> list[Criterion]:
    """What the list asks, in its order."""
    return list(checklist.criteria.order_by("position", "pk"))


def is_answered(checklist: Checklist) -> bool:
    """Whether any institution has answered by this version."""
    return checklist.assessments.exists()


def lists_for(unit: Named, on: date) -> list[Checklist]:
    """The lists in force that are meant for the unit."""
    return [one for one in lists(on) if is_for(one.kinds, one.levels, unit.kind, unit.level)]


def list_rows(unit: Named, on: date) -> list[ListRow]:
    """Every list asked of the unit, with its last answers; three or four queries."""
    asked = lists_for(unit, on)
    rows = Assessment.objects.filter(
        organisation_id=unit.id, checklist__code__in=[one.code for one in asked]
    ).select_related("checklist")
    last: dict[int, Assessment] = {}
    by_code: dict[str, Assessment] = {}
    for one in rows.order_by("claimed_at", "pk"):
        last[one.checklist_id] = one
        by_code[one.checklist.code] = one
    filled = {one.assessment.checklist_id: one for one in filled_of(last.values())}
    return [
        ListRow(one, filled.get(one.pk), by_code.get(one.code) if one.pk not in filled else None)
        for one in asked
    ]


def filled_of(assessments: Iterable[Assessment]) -> list[Filled]:
    """The assessments with their lines; two queries for all of them."""
    told = list(assessments)
    criteria: defaultdict[int, list[Criterion]] = defaultdict(list)
    rows = Criterion.objects.filter(checklist_id__in={one.checklist_id for one in told})
    for criterion in rows.order_by("position", "pk"):
        criteria[criterion.checklist_id].append(criterion)
    lines: defaultdict[int, dict[int, AssessmentLine]] = defaultdict(dict)
    for line in AssessmentLine.objects.filter(assessment__in=told).select_related("evidence"):
        lines[line.assessment_id][line.criterion_id] = line
    return [Filled(one, _lines(one, criteria[one.checklist_id], lines[one.pk])) for one in told]


def _lines(
    one: Assessment,
    criteria: Iterable[Criterion],
    lines: Mapping[int, AssessmentLine],
    before: Mapping[str, AssessmentLine] | None = None,
) -> tuple[FilledLine, ...]:
    found = []
    for criterion in criteria:
        line = lines.get(criterion.pk)
        told = (line.answer, line.value) if line is not None else (None, None)
        result = result_of(criterion, one.region, *told)
        earlier = before.get(criterion.code) if before is not None else None
        found.append(FilledLine(criterion, line, result, earlier, before is not None))
    return tuple(found)


def _answer(line: AssessmentLine | None) -> tuple[object, ...]:
    return (None, None) if line is None else (line.answer, line.value)


def assessment_by_id(pk: int) -> Assessment:
    """Raises UnknownAssessment."""
    rows = Assessment.objects.select_related("checklist__capability", "organisation")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise UnknownAssessment
    return found


def compared(assessment: Assessment) -> tuple[Filled, Assessment | None]:
    """The assessment with what changed since the one before it, by this version of the list or a former one."""
    earlier = Assessment.objects.filter(
        organisation_id=assessment.organisation_id,
        checklist__code=assessment.checklist.code,
        pk__lt=assessment.pk,
    )
    before = earlier.select_related("checklist").order_by("-pk").first()
    rows = AssessmentLine.objects.filter(assessment__in=[assessment.pk, before.pk if before else 0])
    now: dict[int, AssessmentLine] = {}
    then: dict[str, AssessmentLine] = {}
    for line in rows.select_related("evidence", "criterion"):
        if line.assessment_id == assessment.pk:
            now[line.criterion_id] = line
        else:
            then[line.criterion.code] = line
    lines = _lines(assessment, criteria_of(assessment.checklist), now, then if before else None)
    return Filled(assessment, lines), before


def last_assessment(code: str, organisation: Organisation | int) -> Assessment | None:
    """The newest one by any version of the list, whatever its state."""
    key = organisation if isinstance(organisation, int) else organisation.pk
    rows = Assessment.objects.filter(checklist__code=code, organisation_id=key)
    return rows.select_related("checklist").order_by("-pk").first()


def assessments_of(code: str, organisation: Organisation | int) -> list[Assessment]:
    """Every assessment of the unit by any version of the list, newest first."""
    key = organisation if isinstance(organisation, int) else organisation.pk
    rows = Assessment.objects.filter(checklist__code=code, organisation_id=key)
    return list(rows.select_related("checklist").order_by("-pk"))


def is_assessed_again(assessment: Assessment) -> bool:
    """Whether the institution has sent the list again since."""
    newer = Assessment.objects.filter(
        checklist__code=assessment.checklist.code, organisation_id=assessment.organisation_id
    )
    return newer.filter(pk__gt=assessment.pk).exists()


def comparison(
    checklist: Checklist, organisation_ids: Collection[int], on: date
) -> list[tuple[Named, Filled | None]]:
    """Every institution asked, with its last answers by this version that were not returned."""
    asked = organisations.alive(on, kinds=checklist.kinds, levels=checklist.levels)
    units = [unit for unit in asked if unit.id in organisation_ids]
    rows = Assessment.objects.filter(checklist=checklist, organisation_id__in=[unit.id for unit in units])
    last = {one.organisation_id: one for one in rows.exclude(state=ClaimState.RETURNED).order_by("pk")}
    for one in last.values():
        one.checklist = checklist
    filled = {one.assessment.organisation_id: one for one in filled_of(last.values())}
    return [(unit, filled.get(unit.id)) for unit in units]
