"""The sign-in sheet: learners in the order of lists of people, a column for each session of the month, blank lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from densach.formats.officialdoc import write_pdf
from densach.formats.officialdoc.paper import (
    Align,
    Block,
    Column,
    Landscape,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.services.activities.models import Activity, Enrolment, EnrolmentState, Session, SessionState
from densach.services.activities.rules.activity import local
from densach.services.activities.rules.alike import Listed, guardian_text, told_apart

# More columns than these leave no room for a signature: the sheet then goes on with the next of the month.
MOST_SESSIONS: Final = 8
# A sheet with more than these is turned sideways.
UPRIGHT: Final = 4
BLANK: Final = 10
MOST_BLANK: Final = 60
_PLACES: Final = ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Đặc khu ")


@dataclass(frozen=True)
class SignIn:
    """What is printed: `names` in order, those who are called alike told apart, `sessions` of the month, `blank` lines
    for whoever comes besides.
    """

    activity: Activity
    month: date
    sessions: list[Session]
    names: list[str]
    blank: int
    more: int

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Day and hour at the head of each column."""
        return [(f"{one.on:%d/%m}", f"{local(one.starts):%H:%M}") for one in self.sessions]

    @property
    def sideways(self) -> bool:
        return len(self.sessions) > UPRIGHT


def sign_in_of(activity: Activity, month: date, part: int = 1, blank: int = BLANK) -> SignIn:
    """The sheet of the month that begins on the day; `part` counts from 1 where it has more sessions than columns."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    rows = Session.objects.filter(activity=activity, on__gte=month, on__lt=following)
    every = list(rows.exclude(state=SessionState.CANCELLED).order_by("starts", "pk"))
    first = (part - 1) * MOST_SESSIONS
    shown = every[first : first + MOST_SESSIONS]
    told = Enrolment.objects.filter(
        Q(session__isnull=True) | Q(session__in=[one.pk for one in shown]),
        activity=activity,
        state=EnrolmentState.CONFIRMED,
        person__erased_at__isnull=True,
    )
    people = told.order_by("person__sort_key", "person__name", "person_id").select_related("person__guardian")
    lines = {
        one.person_id: Listed(one.person_id, one.person.name, guardian_text(one.person), one.code)
        for one in people
    }
    apart = told_apart(lines.values())
    names = [f"{one.reads} ({apart[key]})" if key in apart else one.reads for key, one in lines.items()]
    more = -(-len(every) // MOST_SESSIONS)
    return SignIn(activity, month, shown, names, min(max(blank, 0), MOST_BLANK), more)


def sign_in_pdf(sheet: SignIn, on: date) -> bytes:
    """The same as an A4 paper, upright, or sideways with many sessions."""
    unit = organisations.named(sheet.activity.organisation, on)
    place = organisations.area_name(unit.area_id, on)
    for kind in _PLACES:
        place = place.removeprefix(kind)
    parent = organisations.named(unit.parent_id, on).name if unit.parent_id else ""
    table = _table(sheet)
    body: tuple[Block, ...] = (Landscape((table,)),) if sheet.sideways else (table,)
    return write_pdf(
        Paper(
            parent_body=parent,
            issuer=unit.name,
            symbol=f"DS-{_letters(unit.name)}",
            place=place,
            date=on,
            type_name="DANH SÁCH ĐIỂM DANH",
            abstract=f"{sheet.activity.title}, tháng {sheet.month:%m/%Y}",
            body=(Paragraph("Người tham gia ký tên vào cột của buổi mình có mặt."), *body),
            signature=Signature(titles=("NGƯỜI PHỤ TRÁCH",)),
        )
    )


def _table(sheet: SignIn) -> Table:
    heads = [f"{day} {clock}" for day, clock in sheet.columns] or ["Ký tên"]
    names = [*sheet.names, *([""] * sheet.blank)]
    return Table(
        columns=(Column(0.6, Align.CENTER), Column(3.2), *(Column(1.2) for _head in heads)),
        header=(("TT", "Họ và tên", *heads),),
        rows=tuple(
            Row((str(number), name, *("" for _head in heads))) for number, name in enumerate(names, start=1)
        ),
    )


def _letters(name: str) -> str:
    words = [word for word in name.replace(",", " ").split() if word[0].isalpha() and fold(word) != "va"]
    return "".join(word[0].upper() for word in words[:6]) or "DV"
