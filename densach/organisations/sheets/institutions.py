"""The sheet of institutions: libraries, reading points, museums, centres, houses, clubs, agencies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from densach.intake.sheets import Column, Given, Made, Sending, Sheet, Verdict
from densach.kernel.actor import Actor
from densach.organisations import queries
from densach.organisations.access import MANAGE
from densach.organisations.actions import importing
from densach.organisations.models import Level, OrganisationKind, Ownership, Rank
from densach.organisations.queries.areas import LEVEL_ORDER
from densach.organisations.sheets import words
from densach.organisations.sheets.cells import Cells
from densach.organisations.sheets.judging import judge
from densach.organisations.sheets.wish import Wish

NAME = Column(
    "name",
    _("Full name"),
    ("tên", "tên cơ sở", "tên đơn vị", "tên thư viện", "tên gọi"),
    required=True,
    help=_("As in the decision that founded it."),
    example="Phòng đọc sách ấp Long Khánh",
    width=40,
)
PLACE = Column(
    "place",
    _("Place"),
    ("nơi", "xã, phường", "xã/phường", "xã", "địa bàn", "đơn vị hành chính", "thuộc xã, phường", "commune"),
    required=True,
    help=_(
        "The commune, ward or special zone of today. An older name works too, with its district and province: "
        "Xã Mỹ Long Bắc, huyện Cầu Ngang, tỉnh Trà Vinh."
    ),
    example="Xã Long Hòa",
    width=30,
)
SINCE = Column(
    "since",
    _("Since"),
    ("từ ngày", "ngày thành lập", "năm thành lập", "thành lập"),
    help=_("The day from which it has been there: 05/02/2026; a year alone is its first day."),
    example="01/03/2026",
)
PHONE = Column(
    "phone", _("Telephone"), ("số điện thoại", "điện thoại", "đt", "phone"), example="0294 3855 555"
)
EMAIL = Column("email", _("E-mail"), ("email", "thư điện tử"), example="phongdoc@vinhlong.gov.vn", width=26)
SEAT = Column("seat", _("Seat"), ("trụ sở", "địa chỉ", "address"), example="Ấp Long Khánh", width=34)
LEGAL_BASIS = Column(
    "legal_basis",
    _("Legal basis"),
    ("căn cứ pháp lý", "quyết định", "số quyết định", "quyết định thành lập"),
    example="12/QĐ-UBND ngày 01/03/2026",
    width=30,
)
CODE = Column(
    "code",
    _("Code"),
    ("mã", "mã cơ sở", "mã đơn vị"),
    help=_(
        "Of one that is in the register already. Left empty, it is found by name, kind and place; a new one gets one."
    ),
)
PARENT = Column(
    "parent",
    _("Stands under"),
    ("trực thuộc", "đơn vị chủ quản", "cơ quan chủ quản", "parent"),
    help=_(
        "Name or code; one further down in the same file works too. Left empty: reading points stand under the "
        "library of their commune, a province's libraries and museums under its department of culture, all else "
        "under the People's Committee of its place."
    ),
    example="Ủy ban nhân dân xã Long Hòa",
    width=34,
)

COLUMNS = (
    CODE,
    NAME,
    Column(
        "kind",
        _("Kind"),
        ("loại", "loại hình", "loại cơ sở", "loại hình cơ sở"),
        required=True,
        example="phòng đọc",
        choices=tuple(OrganisationKind.labels),
        width=26,
    ),
    Column(
        "level", _("Level"), ("cấp",), choices=tuple(Level.labels), help=_("Left empty, that of the place.")
    ),
    PLACE,
    PARENT,
    SINCE,
    Column("rank", _("Rank"), ("hạng", "xếp hạng"), choices=tuple(Rank.labels)),
    SEAT,
    Column(
        "ownership",
        _("Ownership"),
        ("sở hữu", "hình thức sở hữu", "công lập/ngoài công lập"),
        choices=tuple(Ownership.labels),
    ),
    PHONE,
    EMAIL,
    Column("website", _("Website"), ("trang web", "trang thông tin điện tử", "web")),
    Column(
        "point",
        _("Point on the map"),
        ("tọa độ", "vị trí", "vĩ độ, kinh độ"),
        help=_("Latitude and longitude: 9.98765, 106.34567."),
    ),
    Column(
        "aliases",
        _("Other names"),
        ("tên khác", "tên gọi khác", "tên viết tắt"),
        help=_("Parted by semicolons."),
    ),
    LEGAL_BASIS,
)


def places(actor: Actor, on: date) -> list[tuple[str, str]]:
    """The authorities for whose territory the person keeps the register; not those that lie within another of them."""
    kinds = (OrganisationKind.PEOPLES_COMMITTEE, OrganisationKind.DEPARTMENT, OrganisationKind.OFFICE)
    found = [one for one in queries.alive(on, kinds=kinds) if actor.may(MANAGE, one.id)]
    if not found:
        return []
    highest = min(LEVEL_ORDER[one.level] for one in found)
    top = [one for one in found if LEVEL_ORDER[one.level] == highest]
    inside: set[int] = set()
    for area_id in {one.area_id for one in top}:
        inside.update(queries.area_ids_within(area_id, on))
    shown = [*top, *(one for one in found if one.area_id not in inside)]
    return [(one.code, one.name) for one in shown]


def _wish(given: Given) -> Wish:
    cells = Cells(given)
    latitude, longitude = cells.point("point")
    kind = cells.word("kind", words.kinds(), lambda value: str(OrganisationKind(value).label))
    if kind is None and not cells.refused:
        cells.needed("kind")
    wish = Wish(
        number=given.number,
        name=cells.name("name"),
        code=cells.code("code"),
        kind=kind or "",
        level=cells.word("level", words.levels(), lambda value: str(Level(value).label)),
        place_words=cells.needed("place", 300),
        parent_words=cells.text("parent"),
        since=cells.day("since"),
        rank=cells.word("rank", words.ranks(), lambda value: str(Rank(value).label)),
        seat=cells.text("seat"),
        ownership=cells.word("ownership", words.ownerships(), lambda value: str(Ownership(value).label)),
        phone=cells.phone("phone"),
        email=cells.email("email"),
        website=cells.website("website"),
        latitude=latitude,
        longitude=longitude,
        aliases=cells.several("aliases"),
        legal_basis=cells.text("legal_basis") or "",
    )
    return cells.finished(wish)


def check(sending: Sending, rows: Sequence[Given]) -> list[Verdict]:
    return judge(sending, [_wish(row) for row in rows])


def offers(sending: Sending, column: str) -> list[tuple[str, str]]:
    """Every area of the territory for which the file was sent, where a place is asked."""
    return queries.areas_named(area_ids_for(sending), sending.on) if column == PLACE.code else []


def area_ids_for(sending: Sending) -> list[int]:
    place = queries.named(queries.by_code(sending.place_code), sending.on)
    return queries.area_ids_within(place.area_id, sending.on)


def link(made: Made) -> str:
    """The page of what the row made."""
    return reverse("organisations:organisation", kwargs={"code": made["parts"][0]["code"]})


INSTITUTIONS = Sheet(
    code="institutions",
    name=_("Institutions"),
    lead=_(
        "Libraries, reading rooms and points, museums, culture centres and houses, clubs, learning centres, "
        "agencies: each with its kind, place, parent, contacts and papers."
    ),
    icon="building",
    verb=MANAGE,
    columns=COLUMNS,
    places=places,
    check=check,
    take_in=importing.take_in,
    hindrances=importing.hindrances,
    undo=importing.undo,
    link=link,
    offers=offers,
    since_label=_("Day for rows that name none"),
    since_help=_("New ones have been there since this day, and changes hold from this day on."),
)
