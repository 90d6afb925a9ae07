"""The sheet of readers: a whole school in one file, a reader a row; cards number themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, override, pgettext_lazy
from rapidfuzz import fuzz

from densach.formats.tables import plain_name
from densach.intake import actions as forgetting
from densach.intake import queries as incoming_files
from densach.intake import sheets
from densach.intake.models import RowAnswer
from densach.intake.sheets import (
    Choice,
    Column,
    Given,
    Made,
    Sending,
    Sheet,
    Told,
    Verdict,
    difference,
    question,
    told,
)
from densach.kernel.actor import Actor
from densach.kernel.dates import format_date
from densach.kernel.vietnamese import fold
from densach.organisations.sheets.cells import Cells
from densach.people.models import Person, Sex
from densach.people.privacy import Holder, Outcome, Section, hold
from densach.services.circulation.access import libraries_for
from densach.services.circulation.actions import importing
from densach.services.circulation.incoming import Correction, Enrolment, Row
from densach.services.circulation.models import Card, Exemption, Patron, PatronCategory
from densach.services.circulation.rules import readers as rules
from densach.services.circulation.rules.actors import SERVE
from densach.services.circulation.rules.refusals import BadCard
from densach.services.circulation.rules.scanning import scanned

NEW: Final = "~"
# Names so alike, of one day of birth, are asked about: a mark forgotten, a letter turned.
ALIKE: Final = 90
_MORE: Final[dict[str, tuple[str, ...]]] = {
    Sex.FEMALE: ("F", "gái"),
    Sex.MALE: ("M", "trai"),
    Exemption.POOR: ("hộ nghèo", "cận nghèo", "hộ cận nghèo"),
    Exemption.DISABLED: ("khuyết tật",),
    Exemption.INVALID: ("thương binh", "người có công"),
}
COLUMNS = (
    Column(
        "name",
        pgettext_lazy("person", "Full name"),
        (
            "họ tên",
            "họ và tên",
            "họ tên học sinh",
            "họ và tên học sinh",
            "tên học sinh",
            "họ tên bạn đọc",
            "tên",
        ),
        required=True,
        example="Thạch Thị Sô Phia",
        width=30,
    ),
    Column("birth_date", _("Born on"), ("ngày sinh", "sinh ngày", "năm sinh"), example="12/09/2016"),
    Column("sex", _("Sex"), ("giới tính", "nam/nữ"), choices=tuple(Sex.labels)),
    Column(
        "minority",
        _("Ethnic minority"),
        ("dân tộc thiểu số", "DTTS", "người dân tộc thiểu số"),
        choices=("có", "không"),
    ),
    Column("group", _("Class or group"), ("lớp", "nhóm", "tổ"), example="Lớp 4A"),
    Column(
        "card",
        _("Card number"),
        ("số thẻ", "mã thẻ", "mã bạn đọc"),
        help=_("Leave it empty: cards number themselves."),
    ),
    Column("category", _("Category"), ("loại bạn đọc", "đối tượng"), help=_("Leave it empty: by age.")),
    Column(
        "guardian",
        _("Who answers for a child"),
        (
            "phụ huynh",
            "người bảo lãnh",
            "cha mẹ",
            "họ tên phụ huynh",
            "họ và tên phụ huynh",
            "cha/mẹ",
            "giáo viên chủ nhiệm",
        ),
        help=_("For whoever is younger than sixteen: father, mother, guardian, or the teacher of the class."),
        example="Thạch Sô Rinh",
        width=30,
    ),
    Column("guardian_relation", _("Who that is to the child"), ("quan hệ",), example="cha"),
    Column("guardian_phone", _("Their telephone"), ("điện thoại phụ huynh", "SĐT phụ huynh")),
    Column("phone", _("Telephone"), ("số điện thoại", "điện thoại", "SĐT")),
    Column("email", _("E-mail"), ("email", "thư điện tử")),
    Column("address", _("Address"), ("địa chỉ", "nơi ở"), width=34),
    Column(
        "exemption",
        _("Free of fees as"),
        ("miễn phí", "diện miễn"),
        choices=tuple(name for code, name in Exemption.choices if code),
    ),
    Column("exemption_paper", _("Paper that shows it"), ("giấy tờ", "giấy chứng nhận")),
)


@cache
def _words(choices: type[TextChoices]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {plain_name(str(label)): str(value) for value, label in choices.choices if value}
    for value in choices.values:
        found |= {plain_name(one): str(value) for one in _MORE.get(value, ())}
    return found


def _label(choices: type[TextChoices], value: str) -> str:
    return str(dict(choices.choices).get(value, value))


def places(actor: Actor, on: date) -> list[tuple[str, str]]:
    """The libraries at whose desks the person serves."""
    return [(one.code, one.name) for one in libraries_for(actor, on)]


@dataclass
class _Register:
    """Who is a reader already, and which numbers are taken; four queries for any number of rows."""

    sending: Sending
    categories: dict[str, PatronCategory] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    by_card: dict[str, Patron] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    by_name: dict[str, list[Patron]] = field(default_factory=lambda: defaultdict(list))
    by_birth: dict[date, list[Patron]] = field(default_factory=lambda: defaultdict(list))

    def read(self, rows: Sequence[Row]) -> None:
        for one in PatronCategory.objects.all():
            self.categories[one.code] = one
            self.words |= {plain_name(name): one.code for name in (one.name_vi, one.name_en, one.code)}
        born = {row.birth_date for row in rows if row.birth_date}
        names = {fold(row.name) for row in rows}
        cards = {row.card for row in rows if row.card}
        known = Patron.objects.select_related("person", "category").filter(
            merged_into__isnull=True, person__erased_at__isnull=True, closed_on__isnull=True
        )
        for patron in (
            known.filter(person__birth_date__in=born)
            | known.filter(person__folded_name__in=names)
            | known.filter(card__in=cards)
        ).order_by("pk"):
            self.by_card[patron.card] = patron
            self.by_name[patron.person.folded_name].append(patron)
            if patron.person.birth_date:
                self.by_birth[patron.person.birth_date].append(patron)
        self.taken = set(Card.objects.filter(number__in=cards).values_list("number", flat=True))

    def known(self, row: Row) -> Patron | None:
        """The reader meant by card, or by name and day of birth; asked where two are alike and not the same."""
        if row.card and row.card in self.by_card:
            return self.by_card[row.card]
        same = self.by_name.get(fold(row.name), [])
        sure = [one for one in same if row.birth_date and one.person.birth_date == row.birth_date]
        if len(sure) == 1:
            return sure[0]
        perhaps = sure or [one for one in same if None in (one.person.birth_date, row.birth_date)]
        if not perhaps and row.birth_date:
            perhaps = [
                one
                for one in self.by_birth.get(row.birth_date, [])
                if fuzz.ratio(one.person.folded_name, fold(row.name)) >= ALIKE
            ]
        return _answered(row, perhaps) if perhaps else None


def _answered(row: Row, perhaps: Sequence[Patron]) -> Patron | None:
    chosen = row.chosen.get("name")
    if chosen is not None:
        return next((one for one in perhaps if str(one.pk) == chosen), None)
    choices = [
        Choice(
            str(one.pk),
            f"{one.person.name} ({one.card})",
            told("desk.sheet_known", born=one.person.birth_date or "–", group=one.group or "–"),
        )
        for one in perhaps[:8]
    ]
    choices.append(Choice(NEW, row.name, told("desk.sheet_another")))
    asked = question("desk.sheet_same", "name", row.name, choices)
    asked[1]["row"] = row.number
    row.asked.append(asked)
    return None


def _row(given: Given, categories: dict[str, str], on: date) -> Row:
    cells = Cells(given)

    def word(column: str, choices: type[TextChoices]) -> str | None:
        return cells.word(column, _words(choices), lambda value: _label(choices, value))

    row = Row(
        number=given.number,
        name=cells.needed("name", 150),
        birth_date=cells.day("birth_date"),
        sex=word("sex", Sex),
        minority=cells.yes("minority"),
        group=cells.text("group", 80),
        card=_card(cells),
        category=cells.word("category", categories, lambda value: value),
        guardian=cells.text("guardian", 150),
        guardian_relation=cells.text("guardian_relation", 60),
        guardian_phone=cells.phone("guardian_phone"),
        phone=cells.phone("phone"),
        email=cells.email("email"),
        address=cells.text("address", 200),
        exemption=word("exemption", Exemption),
        exemption_paper=cells.text("exemption_paper", 150),
        chosen=dict(given.chosen),
        refused=cells.refused,
        said=cells.said,
    )
    if row.birth_date is not None and row.birth_date > on:
        row.refused.append(told("people.born_later", column="birth_date", birth_date=row.birth_date))
    return row


def _card(cells: Cells) -> str | None:
    value = cells.text("card", 40)
    if value is None:
        return None
    try:
        return rules.check_card(scanned(value))
    except BadCard as refusal:
        cells.refused.append(told(refusal.message_id, column="card", **refusal.params))
        return None


def check(sending: Sending, given: Sequence[Given]) -> list[Verdict]:
    """One verdict a row, in order."""
    register = _Register(sending)
    register.read([])
    rows = [_row(one, register.words, sending.on) for one in given]
    register.read(rows)
    seen: dict[tuple[str, ...], int] = {}
    return [_verdict(row, register, seen) for row in rows]


def _verdict(row: Row, register: _Register, seen: dict[tuple[str, ...], int]) -> Verdict:
    if row.refused:
        return _stopped(row)
    for key in ((fold(row.name), str(row.birth_date), row.group or ""), (row.card or f"~{row.number}",)):
        first = seen.setdefault(key, row.number)
        if first != row.number:
            row.refused.append(told("desk.sheet_twice", row=first))
            return _stopped(row)
    patron = register.known(row)
    if row.asked:
        return _stopped(row)
    if patron is not None:
        differs = list(_differences(row, patron, register))
        if not differs:
            return Verdict(RowAnswer.SAME, row.said)
        return Verdict(RowAnswer.CHANGED, [*differs, *row.said], Correction(row, patron.pk))
    _may_enrol(row, register)
    return _stopped(row) if row.refused else Verdict(RowAnswer.NEW, row.said, Enrolment(row))


def _may_enrol(row: Row, register: _Register) -> None:
    """What the register would refuse is told at its column, before anything is written."""
    if row.card and row.card in register.taken:
        row.refused.append(told("desk.card_taken", column="card", card=row.card))
    code = row.category or rules.category_for(
        register.categories.values(), row.birth_date, register.sending.on
    )
    category = register.categories[code]
    if category.needs_guarantor and not row.guardian:
        row.refused.append(told("desk.needs_guardian", column="guardian", category=category.name_vi))
    if row.exemption and row.exemption not in rules.BY_AGE and not row.exemption_paper:
        shown = _label(Exemption, row.exemption)
        row.refused.append(told("desk.exemption_needs_paper", column="exemption_paper", exemption=shown))


def _stopped(row: Row) -> Verdict:
    answer = RowAnswer.REFUSED if row.refused else RowAnswer.QUESTION
    return Verdict(answer, [*(row.refused or row.asked), *row.said])


def _differences(row: Row, patron: Patron, register: _Register) -> Iterable[Told]:
    person = patron.person
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
    for column in ("group", "address", "exemption_paper"):
        value, now = getattr(row, column), getattr(patron, column)
        if value is not None and value != now:
            yield difference(column, now, value)
    if row.category is not None and row.category != patron.category.code:
        yield difference("category", patron.category.name_vi, register.categories[row.category].name_vi)
    if row.exemption is not None and row.exemption != patron.exemption:
        yield difference("exemption", _label(Exemption, patron.exemption), _label(Exemption, row.exemption))


def _yes(value: bool | None) -> str:
    return "" if value is None else "có" if value else "không"


def link(made: Made) -> str:
    """The reader's page."""
    return reverse("circulation:patron", kwargs={"pk": made["patron"]})


READERS = Sheet(
    code="readers",
    name=_("Readers"),
    lead=_(
        "A class or a whole school in one file: name, day of birth, class, who answers. Cards number themselves."
    ),
    icon="person-vcard",
    verb=SERVE,
    columns=COLUMNS,
    places=places,
    check=check,
    take_in=importing.take_in,
    hindrances=importing.hindrances,
    undo=importing.undo,
    link=link,
    dated=False,
)


def _told_of(person: Person) -> list[Section]:
    """What files said of the person."""
    columns = (
        ("at", gettext_noop("When")),
        ("file", gettext_noop("File")),
        ("row", gettext_noop("What it said")),
    )
    rows: list[Sequence[Any]] = [
        (row.batch.sent_at, row.batch.file.name, "; ".join(row.cells.values()))
        for row in incoming_files.rows_that_made(READERS.code, "person", person.pk)
    ]
    return [Section("incoming_readers", gettext_noop("Rows of incoming files"), columns, rows)]


def _erase(person: Person, at: datetime) -> list[Outcome]:
    rows = incoming_files.rows_that_made(READERS.code, "person", person.pk)
    if not rows:
        return []
    forgetting.forget(rows)
    return [Outcome(gettext_noop("Rows of incoming files"), erased=True)]


def declare() -> None:
    """Called once when the house starts."""
    sheets.register(READERS)
    hold(Holder("circulation.incoming", _told_of, _erase, 36))
