"""The sheet of members: all of a club in one file, a person a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from densach.formats.tables import plain_name
from densach.intake import sheets
from densach.intake.models import RowAnswer
from densach.intake.sheets import Choice, Column, Given, Made, Sending, Sheet, Told, Verdict, question, told
from densach.kernel.actor import Actor
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.sheets.cells import Cells
from densach.people.models import Person, Sex
from densach.people.rules.purposes import is_child
from densach.services.activities.incoming import Row
from densach.services.activities.queries import learners
from densach.services.clubs.access import units_for
from densach.services.clubs.actions import importing
from densach.services.clubs.incoming import Joining
from densach.services.clubs.models import Club, MemberRole
from densach.services.clubs.rules.lifecycle import GOES_ON
from densach.services.clubs.rules.verbs import MANAGE

NEW: Final = "~"
# Letters that a program read in the wrong encoding and saved again: “Nguyá»…n”.
_BROKEN: Final = re.compile(
    "\ufffd|\u00e1[\u00ba\u00bb]|\u00c3[\u0080-\u00bf]|\u00c6[\u00a1\u00b0]|\u00c4[\u0090\u0091\u2018]"
)
_SEXES: Final = {"nữ": Sex.FEMALE, "nam": Sex.MALE, "female": Sex.FEMALE, "male": Sex.MALE}
COLUMNS = (
    Column(
        "name", pgettext_lazy("person", "Full name"), ("họ tên", "họ và tên", "họ tên thành viên", "tên"),
        required=True, example="Thạch Thị Sô Phia", width=30,
    ),
    Column(
        "club", _("Club or team"), ("câu lạc bộ", "CLB", "đội", "nhóm", "tên câu lạc bộ"),
        help=_("Its name. Empty: it is asked once for the whole file."), width=30,
    ),
    Column("role", _("Part in it"), ("vai trò", "chức vụ", "nhiệm vụ"), choices=tuple(MemberRole.labels)),
    Column("since", pgettext_lazy("club", "Member since"), ("ngày vào", "tham gia từ"), example="05/01/2026"),
    Column("birth_date", _("Born on"), ("ngày sinh", "sinh ngày"), example="12/09/1986"),
    Column("sex", _("Sex"), ("giới tính", "nam/nữ"), choices=tuple(Sex.labels)),
    Column(
        "minority", _("Ethnic minority"), ("dân tộc thiểu số", "DTTS"), choices=("có", "không"),
    ),
    Column("phone", _("Telephone"), ("số điện thoại", "điện thoại", "SĐT")),
    Column(
        "guardian", _("Who answers for a child"), ("phụ huynh", "người giám hộ", "cha mẹ"),
        help=_("Father, mother or guardian, where under sixteen."), width=30,
    ),
    Column("relation", _("Who that is to the child"), ("quan hệ",)),
    Column("guardian_phone", _("Their telephone"), ("điện thoại phụ huynh", "SĐT phụ huynh")),
    Column("agreed", _("The guardian agrees"), ("phụ huynh đồng ý", "đồng ý"), choices=("có", "không")),
)  # fmt: skip


@cache
def _roles() -> dict[str, str]:
    found: dict[str, str] = {
        plain_name("đội trưởng"): MemberRole.HEAD.value,
        plain_name("đội phó"): MemberRole.DEPUTY.value,
    }
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {plain_name(str(label)): str(value) for value, label in MemberRole.choices}
    return found


def places(actor: Actor, on: date) -> list[tuple[str, str]]:
    """The units whose clubs the person keeps."""
    return [(one.code, one.name) for one in units_for(actor, on)]


def _clubs(sending: Sending) -> list[Club]:
    unit = organisations.by_code(sending.place_code)
    rows = Club.objects.filter(organisation=unit, light=False, state__in=GOES_ON)
    return list(rows.order_by("folded_name", "pk")[:500])


def offers(sending: Sending, column: str) -> list[tuple[str, str]]:
    """All clubs of the unit, for a question about the club."""
    return [(str(one.pk), one.name) for one in _clubs(sending)] if column == "club" else []


@dataclass
class _Unit:
    """Clubs of the unit, who belongs to them, whom it knows by the names of the file; four queries for any file."""

    sending: Sending
    clubs: list[Club] = field(default_factory=list)
    belong: set[tuple[int, int]] = field(default_factory=set)
    known: dict[str, list[Person]] = field(default_factory=dict)

    def read(self, names: set[str]) -> None:
        self.clubs = _clubs(self.sending)
        unit = organisations.by_code(self.sending.place_code)
        served = learners.served_by([unit.pk]).filter(folded_name__in=names)
        for person in served.select_related("guardian").order_by("pk"):
            self.known.setdefault(person.folded_name, []).append(person)
        for club in Club.objects.filter(pk__in=[one.pk for one in self.clubs]).prefetch_related(
            "memberships"
        ):
            self.belong |= {(club.pk, one.person_id) for one in club.memberships.all() if one.until is None}


def check(sending: Sending, given: Sequence[Given]) -> list[Verdict]:
    """One verdict a row, in order; writes nothing."""
    rows = [_row(one) for one in given]
    unit = _Unit(sending)
    unit.read({fold(row.name) for row, _cells in rows})
    seen: dict[tuple[object, ...], int] = {}
    return [_verdict(row, cells, unit, seen) for row, cells in rows]


def _row(given: Given) -> tuple[Row, Cells]:
    cells = Cells(given)
    for column, text in given.cells.items():
        if _BROKEN.search(text):
            cells.refused.append(told("activities.sheet_broken_letters", column=column, found=text[:80]))
    row = Row(
        number=given.number, activity=cells.text("club", 200), name=cells.name("name"),
        birth_date=cells.day("birth_date"),
        sex=cells.word("sex", {plain_name(word): value for word, value in _SEXES.items()}, str),
        minority=cells.yes("minority"), guardian=cells.text("guardian", 150), relation=cells.text("relation", 60),
        guardian_phone=cells.phone("guardian_phone"), agreed=cells.yes("agreed"), phone=cells.phone("phone"),
        email=None, note=None, chosen=dict(given.chosen), refused=cells.refused, said=cells.said,
    )  # fmt: skip
    return row, cells


def _verdict(row: Row, cells: Cells, unit: _Unit, seen: dict[tuple[object, ...], int]) -> Verdict:
    role = cells.word("role", _roles(), lambda value: str(MemberRole(value).label)) or MemberRole.MEMBER.value
    since = cells.day("since") or unit.sending.on
    if row.birth_date is not None and row.birth_date > unit.sending.on:
        row.refused.append(told("people.born_later", column="birth_date", birth_date=row.birth_date))
    if row.refused:
        return _stopped(row)
    club = _club(row, unit)
    if club is None:
        return _stopped(row)
    if since > unit.sending.on:
        row.refused.append(told("clubs.in_the_future", column="since", on=since))
    elif since < club.founded_on:
        row.refused.append(told("clubs.too_early", column="since", on=since, since=club.founded_on))
    key = (club.pk, fold(row.name), row.birth_date)
    if (first := seen.setdefault(key, row.number)) != row.number:
        row.refused.append(told("desk.sheet_twice", row=first))
    person = _person(row, unit)
    if row.asked or row.refused:
        return _stopped(row)
    if person is not None and (club.pk, person.pk) in unit.belong:
        return Verdict(RowAnswer.SAME, row.said)
    _guarded(row, person, unit.sending.on)
    if row.refused:
        return _stopped(row)
    return Verdict(RowAnswer.NEW, row.said, Joining(row, club.pk, person.pk if person else None, since, role))


def _club(row: Row, unit: _Unit) -> Club | None:
    wanted = row.chosen.get("club") or row.activity or ""
    named = [one for one in unit.clubs if str(one.pk) == wanted or fold(one.name) == fold(wanted)]
    if len(named) == 1:
        return named[0]
    near = named or [one for one in unit.clubs if wanted and fold(wanted) in fold(one.name)] or unit.clubs
    if not near:
        row.refused.append(told("clubs.sheet_no_club", column="club"))
        return None
    choices = [Choice(str(one.pk), one.name) for one in near[:8]]
    row.asked.append(question("clubs.sheet_which", "club", row.activity or "–", choices))
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


def _guarded(row: Row, person: Person | None, on: date) -> None:
    """A child has somebody who answers for it and agrees."""
    born = person.birth_date if person is not None else row.birth_date
    guarded = bool(row.guardian) or (person is not None and person.guardian_id is not None)
    if not is_child(born, guarded, on):
        return
    if not guarded:
        row.refused.append(told("activities.guardian_missing", column="guardian", name=row.name))
    elif not row.agreed:
        row.refused.append(told("activities.sheet_not_agreed", column="agreed"))


def _stopped(row: Row) -> Verdict:
    said: Sequence[Told] = [*(row.refused or row.asked), *row.said]
    return Verdict(RowAnswer.REFUSED if row.refused else RowAnswer.QUESTION, said)


def link(made: Made) -> str:
    """The list in which the member stands."""
    return reverse("activities:enrolment", args=[made["enrolment"]])


MEMBERS = Sheet(
    code="club-members",
    name=_("Members of clubs and teams"),
    lead=_(
        "Who belongs to a club or team, a person a row: name, part in it, since when; who answers for a child."
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
)


def declare() -> None:
    """Called once, when the program starts."""
    sheets.register(MEMBERS)
