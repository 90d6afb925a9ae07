"""The sheet of schools: each becomes an organisation, and its library another one under it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from densach.intake.sheets import Column, Given, Sending, Sheet, Verdict
from densach.organisations.access import MANAGE
from densach.organisations.actions import importing
from densach.organisations.models import OrganisationKind, Ownership
from densach.organisations.sheets import institutions, words
from densach.organisations.sheets.cells import Cells
from densach.organisations.sheets.judging import judge
from densach.organisations.sheets.wish import Wish

COLUMNS = (
    institutions.CODE,
    Column(
        "name",
        _("Name of the school"),
        ("tên trường", "tên", "trường", "tên cơ sở giáo dục", "school"),
        required=True,
        example="Trường Tiểu học Long Hòa A",
        width=40,
    ),
    Column(
        "stage",
        _("Stage"),
        ("bậc học", "cấp học", "loại trường", "loại hình"),
        required=True,
        example="tiểu học",
        choices=tuple(words.STAGES),
    ),
    institutions.PLACE,
    institutions.PARENT,
    institutions.SINCE,
    institutions.SEAT,
    Column("ownership", _("Ownership"), ("sở hữu", "loại hình sở hữu"), choices=tuple(Ownership.labels)),
    institutions.PHONE,
    institutions.EMAIL,
    Column(
        "library",
        _("Has a library"),
        ("có thư viện", "thư viện", "thư viện trường"),
        example="có",
        choices=("có", "không"),
        help=_("Yes enters the school's library as an institution of its own, under the school."),
    ),
    institutions.LEGAL_BASIS,
)


def _wish(given: Given) -> Wish:
    cells = Cells(given)
    stage = cells.word("stage", words.stages(), str)
    if stage is None and not cells.refused:
        cells.needed("stage")
    wish = Wish(
        number=given.number,
        name=cells.name("name"),
        code=cells.code("code"),
        kind=words.STAGES.get(stage or "", ""),
        place_words=cells.needed("place", 300),
        parent_words=cells.text("parent"),
        since=cells.day("since"),
        seat=cells.text("seat"),
        ownership=cells.word("ownership", words.ownerships(), lambda value: str(Ownership(value).label)),
        phone=cells.phone("phone"),
        email=cells.email("email"),
        legal_basis=cells.text("legal_basis") or "",
    )
    if cells.yes("library"):
        wish.along = _library(wish)
    return cells.finished(wish)


def _library(school: Wish) -> Wish:
    # A name of the register, which is kept in Vietnamese whatever the language of the page.
    return Wish(
        number=school.number,
        name=f"Thư viện {school.name}"[:200],
        kind=OrganisationKind.SCHOOL_LIBRARY,
        place_words=school.place_words,
        since=school.since,
        seat=school.seat,
        ownership=school.ownership,
    )


def check(sending: Sending, rows: Sequence[Given]) -> list[Verdict]:
    return judge(sending, [_wish(row) for row in rows])


SCHOOLS = Sheet(
    code="schools",
    name=_("Schools"),
    lead=_("Schools of every stage with their place and telephone; where a school has a library, that too."),
    icon="mortarboard",
    verb=MANAGE,
    columns=COLUMNS,
    places=institutions.places,
    check=check,
    take_in=importing.take_in,
    hindrances=importing.hindrances,
    undo=importing.undo,
    link=institutions.link,
    offers=institutions.offers,
    since_label=_("Day for rows that name none"),
    since_help=_("New ones have been there since this day, and changes hold from this day on."),
)
