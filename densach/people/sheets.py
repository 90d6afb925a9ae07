"""The sheet of staff: who works in which unit, as what, since when.

A row is a person in a unit. Nobody is told of persons whose data the sender may not see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, override

from densach.formats.tables import plain_name
from densach.intake import actions as forgetting
from densach.intake import queries as incoming_files
from densach.intake import sheets
from densach.intake.models import RowAnswer
from densach.intake.sheets import (
    Choice,
    Column,
    Given,
    Sending,
    Sheet,
    Told,
    Verdict,
    difference,
    question,
    told,
)
from densach.kernel.actor import Actor
from densach.kernel.dates import format_date, parse_date
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.models import OrganisationKind
from densach.organisations.queries.areas import LEVEL_ORDER
from densach.organisations.rules import Named
from densach.organisations.sheets.cells import Cells
from densach.organisations.sheets.words import compared
from densach.people.actions import importing
from densach.people.incoming import Beginning, Correction, Row
from densach.people.models import Contract, Duty, Employment, Field, Person, Qualification, Sex
from densach.people.privacy import Holder, Outcome, Section, hold
from densach.people.queries.persons import lasting, persons_for
from densach.people.rules.staffing import MANAGE, VIEW

NEW = "~"
_AUTHORITIES = (OrganisationKind.PEOPLES_COMMITTEE, OrganisationKind.DEPARTMENT, OrganisationKind.OFFICE)
_MORE: dict[str, tuple[str, ...]] = {
    Contract.CIVIL_SERVANT: ("cán bộ, công chức",),
    Contract.PUBLIC_EMPLOYEE: ("VC",),
    Contract.WORKER: ("hợp đồng", "HĐLĐ", "người lao động", "hợp đồng lao động"),
    Qualification.POSTGRADUATE: ("thạc sĩ", "tiến sĩ", "cao học"),
    Qualification.UNIVERSITY: ("cử nhân", "ĐH"),
    Qualification.COLLEGE: ("CĐ",),
    Qualification.INTERMEDIATE: ("TC", "trung cấp"),
    Qualification.SECONDARY: ("12/12", "THPT"),
    Field.LIBRARY: ("thư viện", "thông tin thư viện", "khoa học thư viện"),
    Field.MUSEUM: ("bảo tàng", "bảo tàng học", "di sản", "di sản văn hóa"),
    Field.CULTURE: ("văn hóa", "quản lý văn hóa", "nghệ thuật"),
    Field.EDUCATION: ("sư phạm",),
    Field.INFORMATICS: ("CNTT", "tin học"),
    Duty.HEAD: ("giám đốc", "trưởng đơn vị", "phụ trách đơn vị"),
    Duty.COMMUNE_CULTURE: ("công chức văn hóa", "văn hóa xã"),
    Sex.FEMALE: ("F",),
    Sex.MALE: ("M",),
}
COLUMNS = (
    Column(
        "name",
        _("Full name"),
        ("họ tên", "họ và tên", "tên"),
        required=True,
        example="Thạch Thị Sô Phia",
        width=30,
    ),
    Column(
        "unit",
        _("Unit"),
        ("đơn vị", "nơi công tác", "cơ quan", "cơ sở"),
        required=True,
        help=_("Name or code of the institution as it is in the register."),
        example="Thư viện tỉnh Vĩnh Long",
        width=34,
    ),
    Column("title", _("Title"), ("chức danh", "chức vụ"), example="Thư viện viên"),
    Column("duty", _("Duty"), ("nhiệm vụ", "vị trí"), choices=tuple(Duty.labels), width=26),
    Column(
        "contract",
        _("Contract"),
        ("hợp đồng", "diện", "loại hợp đồng"),
        required=True,
        choices=tuple(Contract.labels),
    ),
    Column(
        "qualification",
        _("Qualification"),
        ("trình độ", "trình độ đào tạo"),
        choices=tuple(Qualification.labels),
    ),
    Column(
        "field",
        _("Trained in"),
        ("ngành", "chuyên ngành", "ngành đào tạo"),
        choices=tuple(Field.labels),
        width=26,
    ),
    Column("birth_date", _("Born on"), ("ngày sinh", "sinh ngày", "năm sinh"), help=_("May be left empty.")),
    Column("sex", _("Sex"), ("giới tính", "nam/nữ"), choices=tuple(Sex.labels)),
    Column(
        "minority",
        _("Ethnic minority"),
        ("dân tộc thiểu số", "DTTS", "người dân tộc thiểu số"),
        choices=("có", "không"),
    ),
    Column("since", _("Since"), ("từ ngày", "ngày vào làm", "công tác từ"), example="01/07/2025"),
    Column("phone", _("Telephone"), ("số điện thoại", "điện thoại")),
    Column("email", _("E-mail"), ("email", "thư điện tử")),
)


@cache
def _words(choices: type[TextChoices]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {plain_name(str(label)): str(value) for value, label in choices.choices if value}
    for value in choices.values:
        found |= {plain_name(one): value for one in _MORE.get(value, ())}
    return found


def _label(choices: type[TextChoices], value: str) -> str:
    return str(dict(choices.choices).get(value, value))


def places(actor: Actor, on: date) -> list[tuple[str, str]]:
    """Where the person keeps the staff file: the highest bodies, and what lies outside their territory."""
    mine = [one for one in organisations.alive(on) if actor.may(MANAGE, one.id)]
    heads = [one for one in mine if one.kind in _AUTHORITIES]
    highest = min((LEVEL_ORDER[one.level] for one in heads), default=0)
    top = [one for one in heads if LEVEL_ORDER[one.level] == highest]
    inside: set[int] = set()
    for area_id in {one.area_id for one in top}:
        inside.update(organisations.area_ids_within(area_id, on))
    ids = {one.id for one in mine}
    roots = [one for one in mine if one.area_id not in inside and one.parent_id not in ids]
    return [(one.code, one.name) for one in (*top, *roots)]


def _row(given: Given) -> Row:
    cells = Cells(given)

    def word(column: str, choices: type[TextChoices]) -> str | None:
        return cells.word(column, _words(choices), lambda value: _label(choices, value))

    contract = word("contract", Contract)
    if contract is None and not cells.refused:
        cells.needed("contract")
    return Row(
        number=given.number,
        name=cells.needed("name", 150),
        unit_words=cells.needed("unit", 200),
        title=cells.text("title", 150),
        duty=word("duty", Duty),
        contract=contract,
        qualification=word("qualification", Qualification),
        field=word("field", Field),
        birth_date=cells.day("birth_date"),
        sex=word("sex", Sex),
        minority=cells.yes("minority"),
        since=cells.day("since"),
        phone=cells.phone("phone"),
        email=cells.email("email"),
        chosen=dict(given.chosen),
        refused=cells.refused,
        said=cells.said,
    )


@dataclass
class _Staff:
    """The units of the place, and who works in them, as far as the sender may know."""

    sending: Sending
    units: dict[int, Named] = field(default_factory=dict)
    by_name: dict[str, list[Named]] = field(default_factory=lambda: defaultdict(list))
    jobs: dict[tuple[int, str], list[Employment]] = field(default_factory=lambda: defaultdict(list))
    persons: dict[tuple[str, date], list[Person]] = field(default_factory=lambda: defaultdict(list))

    def read(self) -> None:
        actor, on = self.sending.actor, self.sending.on
        place = organisations.by_code(self.sending.place_code)
        own = organisations.named(place, on)
        found = organisations.alive(on, root=place)
        if own.kind in _AUTHORITIES:
            found += organisations.alive(on, area_ids=organisations.area_ids_within(own.area_id, on))
        self.units = {one.id: one for one in found if actor.may(MANAGE, one.id)}
        for one in self.units.values():
            self.by_name[compared(one.name)].append(one)
        seen = persons_for(actor, VIEW, on).filter(erased_at__isnull=True)
        for person in seen.filter(birth_date__isnull=False):
            self.persons[person.folded_name, person.birth_date or on].append(person)
        jobs = Employment.objects.filter(lasting(on), organisation_id__in=self.units, person__in=seen)
        for job in jobs.select_related("person").order_by("pk"):
            self.jobs[job.organisation_id, job.person.folded_name].append(job)

    def unit(self, row: Row) -> Named | None:
        """By code or name; asked where several bear it."""
        chosen = row.chosen.get("unit", row.unit_words)
        by_code = next((one for one in self.units.values() if one.code == chosen), None)
        found = [by_code] if by_code else self.by_name.get(compared(row.unit_words), [])
        if len(found) == 1:
            return found[0]
        if not found:
            row.refused.append(told("sheets.no_such_unit", column="unit", found=row.unit_words))
        else:
            names = organisations.area_names({one.area_id for one in found}, self.sending.on)
            choices = [
                Choice(one.code, one.name, told("sheets.stands_there", place=names.get(one.area_id, "")))
                for one in found[:8]
            ]
            row.asked.append(question("sheets.which_parent", "unit", row.unit_words, choices))
        return None

    def job(self, row: Row, unit: Named) -> Employment | None:
        """The same person in the same unit: the name, and no other day of birth."""
        alike = [
            job
            for job in self.jobs.get((unit.id, fold(row.name)), [])
            if None in (job.person.birth_date, row.birth_date) or job.person.birth_date == row.birth_date
        ]
        return alike[0] if alike else None

    def elsewhere(self, row: Row) -> int | None:
        """The number of a person of the same name and day of birth who works elsewhere, once somebody has said so."""
        same = self.persons.get((fold(row.name), row.birth_date), []) if row.birth_date else []
        chosen = row.chosen.get("name")
        if chosen is not None or not same:
            return next((one.pk for one in same if str(one.pk) == chosen), None)
        choices = [Choice(str(one.pk), one.name, told("sheets.works_here_too")) for one in same[:8]]
        choices.append(Choice(NEW, row.name, told("sheets.another_person")))
        asked = question("sheets.same_person", "name", row.name, choices)
        asked[1]["row"] = row.number
        row.asked.append(asked)
        return None


def check(sending: Sending, given: Sequence[Given]) -> list[Verdict]:
    """One verdict a row, in order."""
    staff = _Staff(sending)
    staff.read()
    since = parse_date(str(sending.settings["since"])) if sending.settings.get("since") else sending.on
    seen: dict[tuple[int, str, date | None], int] = {}
    return [_verdict(_row(one), staff, since, seen) for one in given]


def _verdict(row: Row, staff: _Staff, since: date, seen: dict[tuple[int, str, date | None], int]) -> Verdict:
    unit = staff.unit(row) if not row.refused else None
    if unit is None:
        return _stopped(row)
    first = seen.setdefault((unit.id, fold(row.name), row.birth_date), row.number)
    if first != row.number:
        row.refused.append(told("sheets.person_twice", row=first))
        return _stopped(row)
    job = staff.job(row, unit)
    if job is not None:
        differs = list(_differences(row, job))
        if not differs:
            return Verdict(RowAnswer.SAME, row.said)
        return Verdict(RowAnswer.CHANGED, [*differs, *row.said], Correction(row, job.pk, job.person_id))
    began = row.since or since
    if row.birth_date is not None and row.birth_date > began:
        row.refused.append(told("people.born_later", column="birth_date", birth_date=row.birth_date))
        return _stopped(row)
    person = staff.elsewhere(row)
    if row.asked:
        return _stopped(row)
    return Verdict(RowAnswer.NEW, row.said, Beginning(row, unit.code, person, began))


def _stopped(row: Row) -> Verdict:
    answer = RowAnswer.REFUSED if row.refused else RowAnswer.QUESTION
    return Verdict(answer, [*(row.refused or row.asked), *row.said])


def _differences(row: Row, job: Employment) -> Iterable[Told]:
    choices: dict[str, type[TextChoices]] = {
        "duty": Duty, "contract": Contract, "qualification": Qualification, "field": Field
    }  # fmt: skip
    for column in ("title", *choices):
        value, now = getattr(row, column), getattr(job, column)
        if value is not None and value != now:
            kind = choices.get(column)
            before, after = (_label(kind, now), _label(kind, value)) if kind and now else (now, value)
            yield difference(column, before, _label(kind, value) if kind else after)
    person = job.person
    if row.birth_date is not None and person.birth_date is None:
        yield difference("birth_date", "", format_date(row.birth_date))
    if row.sex is not None and row.sex != person.sex:
        yield difference("sex", _label(Sex, person.sex), _label(Sex, row.sex))
    if row.minority is not None and row.minority != person.is_ethnic_minority:
        yield difference("minority", _yes(person.is_ethnic_minority), _yes(row.minority))
    for column in ("phone", "email"):
        value, now = getattr(row, column), getattr(person, column)
        if value is not None and value != now:
            yield difference(column, now, value)


def _yes(value: bool | None) -> str:
    return "" if value is None else "có" if value else "không"


def link(made: Mapping[str, Any]) -> str:
    """The person's page."""
    return reverse("people:staff_person", kwargs={"pk": made["person"]})


STAFF = Sheet(
    code="staff",
    name=_("Staff"),
    lead=_(
        "Who works in which unit: title, duty, contract, training, since when. No number of an identity card."
    ),
    icon="person-vcard",
    verb=MANAGE,
    columns=COLUMNS,
    places=places,
    check=check,
    take_in=importing.take_in,
    hindrances=importing.hindrances,
    undo=importing.undo,
    link=link,
    since_label=_("Day for rows that name none"),
    since_help=_("Whoever is new has worked there since this day."),
)


def _told_of(person: Person) -> list[Section]:
    """What files said of the person."""
    columns = (
        ("at", gettext_noop("When")),
        ("file", gettext_noop("File")),
        ("row", gettext_noop("What it said")),
    )
    rows = [
        (row.batch.sent_at, row.batch.file.name, "; ".join(row.cells.values()))
        for row in incoming_files.rows_that_made(STAFF.code, "person", person.pk)
    ]
    return [Section("incoming", gettext_noop("Rows of incoming files"), columns, rows)]


def _erase(person: Person, at: datetime) -> list[Outcome]:
    rows = incoming_files.rows_that_made(STAFF.code, "person", person.pk)
    if not rows:
        return []
    forgetting.forget(rows)
    return [Outcome(gettext_noop("Rows of incoming files"), erased=True)]


def declare() -> None:
    """Called once when the house starts."""
    sheets.register(STAFF)
    hold(Holder("people.incoming", _told_of, _erase, 35))
