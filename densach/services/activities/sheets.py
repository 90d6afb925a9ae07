"""The sheet of learners: a class in one file, a person a row, each row for an activity of the unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from densach.formats.tables import plain_name
from densach.formats.tables.fonts import broken_letters
from densach.intake import actions as forgetting
from densach.intake import queries as incoming_files
from densach.intake import sheets
from densach.intake.models import RowAnswer
from densach.intake.sheets import Choice, Column, Given, Made, Sending, Sheet, Told, Verdict, question, told
from densach.kernel.actor import Actor
from densach.kernel.errors import NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.sheets.cells import Cells
from densach.people.models import Person, Sex
from densach.people.privacy import Holder, Outcome, Section, hold
from densach.people.rules.purposes import is_child
from densach.services.activities.access import activity_for, units_for
from densach.services.activities.actions import importing
from densach.services.activities.incoming import Joining, Row
from densach.services.activities.models import Activity, ActivityState, Enrolment, EnrolMode
from densach.services.activities.queries import learners
from densach.services.activities.queries.places import Course, Places, courses, places_of_many
from densach.services.activities.rules.enrolling import AgeNotTold, against, check_age
from densach.services.activities.rules.verbs import MANAGE

NEW = "~"
_SEXES = {"nữ": Sex.FEMALE, "nam": Sex.MALE, "gái": Sex.FEMALE, "trai": Sex.MALE, "female": Sex.FEMALE,
          "male": Sex.MALE, "f": Sex.FEMALE, "m": Sex.MALE}  # fmt: skip
COLUMNS = (
    Column(
        "name", pgettext_lazy("person", "Full name"),
        (
            "họ tên", "họ và tên", "họ tên học viên", "họ và tên học viên", "họ tên học sinh", "họ và tên học sinh",
            "tên",
        ),
        required=True, example="Thạch Thị Sô Phia", width=30,
    ),
    Column(
        "activity", _("Activity"), ("hoạt động", "lớp học", "tên lớp", "tên hoạt động"),
        help=_("Its title or number. Empty: it is asked once for the whole file."), width=30,
    ),
    Column("birth_date", _("Born on"), ("ngày sinh", "sinh ngày", "năm sinh"), example="12/09/2016"),
    Column("sex", _("Sex"), ("giới tính", "nam/nữ"), choices=tuple(Sex.labels)),
    Column(
        "minority", _("Ethnic minority"), ("dân tộc thiểu số", "DTTS", "người dân tộc thiểu số"),
        choices=("có", "không"),
    ),
    Column(
        "guardian", pgettext_lazy("learner", "Who answers for a child"),
        (
            "phụ huynh", "người giám hộ", "cha mẹ", "họ tên phụ huynh", "họ và tên phụ huynh", "cha/mẹ",
            "người bảo lãnh cho trẻ em",
        ),
        help=_("Father, mother or guardian, where under sixteen."), example="Thạch Sô Rinh", width=30,
    ),
    Column("relation", _("Who that is to the child"), ("quan hệ",), example="cha"),
    Column(
        "guardian_phone", pgettext_lazy("learner", "Their telephone"),
        ("điện thoại phụ huynh", "SĐT phụ huynh", "điện thoại người bảo lãnh"),
    ),
    Column(
        "agreed", _("The guardian agrees"), ("phụ huynh đồng ý", "giám hộ đồng ý", "đồng ý"),
        choices=("có", "không"), example="có",
    ),
    Column("phone", _("Telephone"), ("số điện thoại", "điện thoại", "SĐT")),
    Column("email", _("E-mail"), ("email", "thư điện tử")),
    Column("note", _("Needs and notes"), ("ghi chú", "nhu cầu"), width=30),
)  # fmt: skip


def places(actor: Actor, on: date) -> list[tuple[str, str]]:
    """The units whose activities the person plans."""
    return [(one.code, one.name) for one in units_for(actor, on, MANAGE)]


def about(actor: Actor, key: str) -> tuple[str, str] | None:
    """The activity from whose page a file is sent, if whole ones of the person's units take names."""
    try:
        activity = activity_for(actor, whole_number(key) or 0, MANAGE)
    except NotFound:
        return None
    if activity.enrol_each or activity.enrol_mode == EnrolMode.NONE:
        return None
    return activity.organisation.code, activity.title


def _open(sending: Sending) -> list[Activity]:
    """What people of the file may enrol for: whole activities of the unit that are not over."""
    unit = organisations.by_code(sending.place_code)
    rows = Activity.objects.filter(organisation=unit, enrol_each=False).exclude(enrol_mode=EnrolMode.NONE)
    states = (ActivityState.DRAFT, ActivityState.PUBLISHED)
    return list(rows.filter(state__in=states).order_by("-pk")[:500])


def offers(sending: Sending, column: str) -> list[tuple[str, str]]:
    """All activities of the unit that take names, for a question about the activity."""
    if column != "activity":
        return []
    return [(str(one.pk), f"{one.title} ({one.pk})") for one in _open(sending)]


@dataclass
class _Unit:
    """What the unit has: its activities with their places, and who is enrolled; six queries for any file."""

    sending: Sending
    activities: list[Activity] = field(default_factory=list)
    places: dict[int, Places] = field(default_factory=dict)
    courses: dict[int, Course] = field(default_factory=dict)
    enrolled: dict[tuple[int, str], list[Person]] = field(default_factory=dict)
    known: dict[str, list[Person]] = field(default_factory=dict)
    coming: dict[int, int] = field(default_factory=dict)

    def read(self, rows: Sequence[Row]) -> None:
        self.activities = _open(self.sending)
        self.places = places_of_many(self.activities, self.sending.at)
        self.courses = courses([one.pk for one in self.activities])
        names = {fold(row.name) for row in rows}
        ids = [one.pk for one in self.activities]
        for one in Enrolment.objects.filter(
            activity__in=ids, ended_at__isnull=True, person__folded_name__in=names
        ).select_related("person"):
            self.enrolled.setdefault((one.activity_id, one.person.folded_name), []).append(one.person)
        unit = organisations.by_code(self.sending.place_code)
        served = learners.served_by([unit.pk]).filter(folded_name__in=names)
        for person in served.select_related("guardian").order_by("pk"):
            self.known.setdefault(person.folded_name, []).append(person)


def check(sending: Sending, given: Sequence[Given]) -> list[Verdict]:
    """One verdict a row, in order; writes nothing."""
    rows = [_row(one) for one in given]
    unit = _Unit(sending)
    unit.read(rows)
    seen: dict[tuple[str, ...], int] = {}
    return [_verdict(row, unit, seen) for row in rows]


def _row(given: Given) -> Row:
    cells = Cells(given)
    for column, text in given.cells.items():
        if broken_letters(text):
            cells.refused.append(told("activities.sheet_broken_letters", column=column, found=text[:80]))
    return Row(
        number=given.number,
        activity=cells.text("activity", 200),
        name=cells.name("name"),
        birth_date=cells.day("birth_date"),
        sex=cells.word(
            "sex",
            {plain_name(word): value for word, value in _SEXES.items()},
            lambda value: str(Sex(value).label),
        ),
        minority=cells.yes("minority"),
        guardian=cells.text("guardian", 150),
        relation=cells.text("relation", 60),
        guardian_phone=cells.phone("guardian_phone"),
        agreed=cells.yes("agreed"),
        phone=cells.phone("phone"),
        email=cells.email("email"),
        note=cells.text("note", 300),
        chosen=dict(given.chosen),
        refused=cells.refused,
        said=cells.said,
    )


def _verdict(row: Row, unit: _Unit, seen: dict[tuple[str, ...], int]) -> Verdict:
    if row.birth_date is not None and row.birth_date > unit.sending.on:
        row.refused.append(told("people.born_later", column="birth_date", birth_date=row.birth_date))
    if row.refused:
        return _stopped(row)
    activity = _activity(row, unit)
    if activity is None:
        return _stopped(row)
    key = (str(activity.pk), fold(row.name), str(row.birth_date))
    if (first := seen.setdefault(key, row.number)) != row.number:
        row.refused.append(told("desk.sheet_twice", row=first))
        return _stopped(row)
    person = _person(row, unit)
    if row.asked:
        return _stopped(row)
    if person is not None and person in unit.enrolled.get((activity.pk, fold(row.name)), []):
        return Verdict(RowAnswer.SAME, row.said)
    _may_join(row, activity, person, unit)
    if row.refused:
        return _stopped(row)
    return Verdict(RowAnswer.NEW, row.said, Joining(row, activity.pk, person.pk if person else None))


def _activity(row: Row, unit: _Unit) -> Activity | None:
    """By the answer, by number, by title; asked where it is not told or fits several."""
    wanted = row.chosen.get("activity") or row.activity or str(unit.sending.settings.get("about", ""))
    by_number = [one for one in unit.activities if str(one.pk) == wanted]
    named = by_number or [one for one in unit.activities if fold(one.title) == fold(wanted)]
    if len(named) == 1:
        return named[0]
    near = (
        named
        or [one for one in unit.activities if wanted and fold(wanted) in fold(one.title)]
        or unit.activities
    )
    if not near:
        row.refused.append(told("activities.sheet_nothing_open", column="activity"))
        return None
    choices = [Choice(str(one.pk), f"{one.title} ({one.pk})") for one in near[:8]]
    row.asked.append(question("activities.sheet_which", "activity", row.activity or "–", choices))
    return None


def _person(row: Row, unit: _Unit) -> Person | None:
    """Whom the unit knows by name and day of birth; asked where the day does not tell."""
    same = unit.known.get(fold(row.name), [])
    exact = [one for one in same if row.birth_date is not None and one.birth_date == row.birth_date]
    if len(exact) == 1:
        return exact[0]
    perhaps = exact or [one for one in same if None in (one.birth_date, row.birth_date)]
    if not perhaps:
        return None
    chosen = row.chosen.get("name")
    if chosen is not None:
        return next((one for one in perhaps if str(one.pk) == chosen), None)
    choices = [
        Choice(str(one.pk), one.name, told("activities.sheet_known", born=one.birth_date or "–"))
        for one in perhaps[:8]
    ]
    choices.append(Choice(NEW, row.name, told("desk.sheet_another")))
    asked = question("activities.sheet_same", "name", row.name, choices)
    asked[1]["row"] = row.number
    row.asked.append(asked)
    return None


def _may_join(row: Row, activity: Activity, person: Person | None, unit: _Unit) -> None:
    """What enrolment would refuse is told at its column, before anything is written."""
    course = unit.courses.get(activity.pk, Course())
    closed = against(activity, unit.sending.at, course.last, own=False, late=True)
    if closed is not None:
        row.refused.append(_told(closed, "activity"))
        return
    born = person.birth_date if person is not None else row.birth_date
    try:
        check_age(born, course.first or unit.sending.on, activity.min_age, activity.max_age)
    except AgeNotTold as asked:
        row.said.append(_told(asked, "birth_date"))
    except Refusal as refusal:
        row.refused.append(_told(refusal, "birth_date"))
    guarded = bool(row.guardian) or (person is not None and person.guardian_id is not None)
    if is_child(born, guarded, unit.sending.on):
        if not guarded:
            row.refused.append(told("activities.guardian_missing", column="guardian", name=row.name))
        elif not row.agreed:
            row.refused.append(told("activities.sheet_not_agreed", column="agreed"))
    if not row.refused:
        _room(row, activity, unit)


def _room(row: Row, activity: Activity, unit: _Unit) -> None:
    """Who comes after the last place waits, and is told so; where nobody waits, the row is refused."""
    held = unit.places[activity.pk]
    unit.coming[activity.pk] = number = unit.coming.get(activity.pk, 0) + 1
    if held.left is None or (number <= held.left and not held.waiting):
        return
    if activity.waiting_list:
        row.said.append(told("activities.sheet_waits", column="activity"))
    else:
        row.refused.append(told("activities.full", column="activity", capacity=activity.capacity))


def _told(refusal: Refusal, column: str) -> Told:
    return told(refusal.message_id, **{**refusal.params, "column": column})


def _stopped(row: Row) -> Verdict:
    answer = RowAnswer.REFUSED if row.refused else RowAnswer.QUESTION
    return Verdict(answer, [*(row.refused or row.asked), *row.said])


def link(made: Made) -> str:
    """The page of the enrolment."""
    return reverse("activities:enrolment", args=[made["enrolment"]])


LEARNERS = Sheet(
    code="learners",
    name=_("Learners"),
    lead=_(
        "Who takes part in an activity, a person a row: name, day of birth, who answers for a child and agrees."
    ),
    icon="people",
    verb=MANAGE,
    columns=COLUMNS,
    places=places,
    check=check,
    take_in=importing.take_in,
    hindrances=importing.hindrances,
    undo=importing.undo,
    link=link,
    dated=False,
    offers=offers,
    about=about,
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
        for row in incoming_files.rows_that_made(LEARNERS.code, "person", person.pk)
    ]
    return [Section("incoming_learners", gettext_noop("Rows of incoming files"), columns, rows)]


def _erase(person: Person, at: datetime) -> list[Outcome]:
    rows = incoming_files.rows_that_made(LEARNERS.code, "person", person.pk)
    if not rows:
        return []
    forgetting.forget(rows)
    return [Outcome(gettext_noop("Rows of incoming files"), erased=True)]


def declare() -> None:
    """Called once, when the program starts."""
    sheets.register(LEARNERS)
    hold(Holder("activities.files", _told_of, _erase, 21))
