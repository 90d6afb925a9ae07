"""What the screens of the staff file show: the filter as the address says it, drawings, tables for taking away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.kernel.actor import Actor
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.models import Level
from densach.organisations.rules import Named
from densach.people.models import Contract, Duty, Field, Qualification
from densach.people.queries import persons as queries
from densach.people.queries.persons import StaffLine, StaffWanted, Tally
from densach.people.queries.staff_totals import TotalsLine
from densach.ui import charts
from densach.ui.figures import language
from densach.ui.nav import NavItem

BETWEEN = " · "
_STATES = ("present", "left", "all")


@dataclass(frozen=True)
class Filter:
    """The filter of the list; `unit` is what was typed, `found` the unit that it means."""

    wanted: StaffWanted
    unit: str = ""
    found: Named | None = None
    alone: bool = False

    def query(self, **more: str) -> str:
        told = {
            "q": self.wanted.text,
            "don-vi": self.found.code if self.found else self.unit,
            "rieng": "1" if self.alone else "",
            "nhiem-vu": self.wanted.duty,
            "hinh-thuc": self.wanted.contract,
            "trinh-do": self.wanted.qualification,
            "chuyen-nganh": self.wanted.field,
            "con-lam": "" if self.wanted.state == "present" else self.wanted.state,
            **more,
        }
        return urlencode({name: value for name, value in told.items() if value})

    @property
    def unit_text(self) -> str:
        return f"{self.found.name}{BETWEEN}{self.found.code}" if self.found else self.unit


def _one_of(told: str, known: Sequence[str]) -> str:
    return told if told in known else ""


def unit_meant(text: str, units: Sequence[Named]) -> Named | None:
    """A unit by code, by "name · code", or by a name that only one has."""
    name, _between, code = text.rpartition(BETWEEN)
    found = [one for one in units if one.code in (code, text)]
    found = found or [one for one in units if fold(name or text).strip() == fold(one.name)]
    found = found or [one for one in units if fold(name or text).strip() in fold(one.name)]
    return found[0] if len(found) == 1 else None


def filter_from(told: QueryDict, units: Sequence[Named], on: date) -> Filter:
    """What cannot be understood asks for nothing; a unit that nobody is called finds nobody."""
    unit, alone = told.get("don-vi", "").strip()[:400], told.get("rieng") == "1"
    found = unit_meant(unit, units) if unit else None
    ids: list[int] | None = None
    if found is not None:
        ids = [found.id] if alone else organisations.subtree_ids(found.id, on)
    elif unit:
        ids = []
    wanted = StaffWanted(
        text=told.get("q", "").strip()[:200],
        units=ids,
        duty=_one_of(told.get("nhiem-vu", ""), Duty.values),
        contract=_one_of(told.get("hinh-thuc", ""), Contract.values),
        qualification=_one_of(told.get("trinh-do", ""), Qualification.values),
        field=_one_of(told.get("chuyen-nganh", ""), Field.values),
        state=_one_of(told.get("con-lam", ""), _STATES) or "present",
        after=told.get("after", ""),
    )
    return Filter(wanted, unit, found, alone)


def key_of(line: StaffLine) -> str:
    return f"{line.employment.person.sort_key}~{line.employment.pk}"


def states() -> dict[str, str]:
    return {"present": _("at work today"), "left": _("have left"), "all": _("all")}


def choices() -> dict[str, list[tuple[str, str]]]:
    """The selects of the filter: what each narrows → code and words."""
    return {
        "duty": [(code, str(name)) for code, name in Duty.choices if code],
        "contract": [(code, str(name)) for code, name in Contract.choices],
        "qualification": [(code, str(name)) for code, name in Qualification.choices if code],
        "field": [(code, str(name)) for code, name in Field.choices if code],
    }


def drawings(tally: Tally) -> list[charts.Chart]:
    """People by qualification and by field of training, as lying bars."""
    pairs = (
        (_("By qualification"), Qualification.choices, tally.by_qualification),
        (_("By field of training"), Field.choices, tally.by_field),
    )
    drawn = []
    for title, known, counts in pairs:
        ordered = [*known[1:], known[0]]
        points = [charts.Point(str(name), counts[code]) for code, name in ordered if counts.get(code)]
        drawn.append(charts.rank_chart(title, points, unit=_("people"), lang=language()))
    return drawn


def tabs(here: str) -> list[NavItem]:
    ways = (
        (_("Staff file"), "people:staff", "people"),
        (_("Posts"), "people:staff_posts", "person-badge"),
        (_("Staff in numbers"), "people:staff_totals", "bar-chart-line"),
    )
    return [NavItem(label, reverse(name), active=name == here) for label, name, _icon in ways]


def list_head() -> list[str]:
    return [
        pgettext("person", "Full name"), _("Unit"), _("Title"), _("Duty"), _("Form of employment"), _("Qualification"),
        _("Field of training"), _("Day of birth"), _("Sex"), _("Of an ethnic minority"), _("E-mail"),
        _("Telephone"), _("From"), _("Until"),
    ]  # fmt: skip


def list_rows(actor: Actor, on: date, wanted: StaffWanted) -> Iterator[list[object]]:
    """Every line that the filter lets through; what is personal only of persons whom the actor may see."""
    wanted = replace(wanted, after="")
    while found := queries.staff_page(actor, on, wanted, 500):
        for line in found:
            job, person = line.employment, line.employment.person
            minority = {True: _("yes"), False: _("no"), None: ""}[person.is_ethnic_minority]
            private = [
                person.birth_date, person.get_sex_display() if person.sex else "", minority, person.email,
                person.phone,
            ]  # fmt: skip
            yield [
                person.name, line.place, job.title, job.get_duty_display() if job.duty else "",
                job.get_contract_display(), job.get_qualification_display() if job.qualification else "",
                job.get_field_display() if job.field else "",
                *(private if line.opens else [""] * 5), job.valid_from, job.valid_to,
            ]  # fmt: skip
        wanted = replace(wanted, after=key_of(found[-1]))


def totals_head() -> list[str]:
    """In the order of `StaffNumbers`."""
    return [
        _("Staff"), _("Women"), _("Of an ethnic minority"), _("University and above"),
        _("College, intermediate"), _("Upper secondary"), _("Other or not told"),
        _("Trained in the unit's field"), _("Another field"), _("Field not told"),
        _("Collaborators, volunteers"), _("Turns of training in the year"),
    ]  # fmt: skip


def totals_cells(line: TotalsLine) -> list[int]:
    one = line.numbers
    return [
        one.staff, one.women, one.minority, one.higher, one.college, one.secondary, one.other, one.fitting,
        one.other_field, one.field_not_told, one.collaborators, one.trainings,
    ]  # fmt: skip


def level_name(code: str) -> str:
    return str(dict(Level.choices).get(code, _("In all")))
