"""Measures: what can be counted. A room declares its own; until a service room exists, units count by hand here.

A FLOW is summed over days; a STOCK is a reading, the latest of which holds. Percentages are never measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from django.utils.translation import get_language, gettext_noop

from densach.kernel.errors import NotFound

LIBRARIES: Final = (
    "national_library",
    "public_library",
    "reading_room",
    "post_office_point",
    "special_library",
    "university_library",
    "armed_forces_library",
    "school_library",
    "vocational_library",
    "other_education_library",
    "community_library",
    "private_library",
)
MUSEUMS: Final = ("museum", "memorial_house", "exhibition_house")
# A festival is held by a culture centre or a hamlet's house; learning centres and clubs take part in it.
FESTIVALS: Final = ("culture_centre", "culture_house")
CENTRES: Final = ("culture_centre", "culture_house", "community_learning_centre", "club")

# Dimensions of a slice with their values; words for people are in DIMENSION_WORDS and VALUE_WORDS.
AGE: Final = ("child", "adult", "senior")
SEX: Final = ("female", "male")
ETHNIC: Final = ("minority", "majority")
CHANNEL: Final = ("onsite", "mobile", "online")
VISITOR: Final = ("school", "group", "single")
DIMENSION_WORDS: Final = {
    "age": gettext_noop("Age"),
    "sex": gettext_noop("Sex"),
    "ethnic": gettext_noop("Ethnic minority"),
    "channel": gettext_noop("Where"),
    "visitor": gettext_noop("Who came"),
}
VALUE_WORDS: Final = {
    "child": gettext_noop("under 16"),
    "adult": gettext_noop("16 to 59"),
    "senior": gettext_noop("60 and over"),
    "female": gettext_noop("female"),
    "male": gettext_noop("male"),
    "minority": gettext_noop("of an ethnic minority"),
    "majority": gettext_noop("of the Kinh majority"),
    "onsite": gettext_noop("on site"),
    "mobile": gettext_noop("mobile service"),
    "online": gettext_noop("online"),
    "school": gettext_noop("school groups"),
    "group": gettext_noop("other groups"),
    "single": gettext_noop("single visitors"),
}


class UnknownMeasure(NotFound):
    """No room declares this measure. Parameter: `code`."""

    message_id = "facts.unknown_measure"


@dataclass(frozen=True)
class Measure:
    """`kinds`: kinds of organisation that count it; `slices`: dimension → the values it can be told apart by."""

    code: str
    name_vi: str
    name_en: str
    unit_vi: str
    unit_en: str
    nature: Literal["flow", "stock"]
    kinds: tuple[str, ...]
    slices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.name_en if (get_language() or "vi").startswith("en") else self.name_vi

    @property
    def unit(self) -> str:
        return self.unit_en if (get_language() or "vi").startswith("en") else self.unit_vi

    @property
    def is_flow(self) -> bool:
        return self.nature == "flow"


REGISTRY: Final[dict[str, Measure]] = {}


def declare(*measures: Measure) -> None:
    """Adds measures to the book; the same code twice is a mistake of the house."""
    for measure in measures:
        if measure.code in REGISTRY:
            raise ValueError(f"measure {measure.code} is declared twice")
        REGISTRY[measure.code] = measure


def get(code: str) -> Measure:
    try:
        return REGISTRY[code]
    except KeyError:
        raise UnknownMeasure(code=code) from None


def of_kind(kind: str) -> tuple[Measure, ...]:
    """What an organisation of the kind can count, in the order of declaration."""
    return tuple(measure for measure in REGISTRY.values() if kind in measure.kinds)


PEOPLE: Final = {"age": AGE, "sex": SEX, "ethnic": ETHNIC}

declare(
    Measure(
        "library.visits", "Lượt bạn đọc", "Readers' visits", "lượt", "visits", "flow", LIBRARIES,
        {**PEOPLE, "channel": CHANNEL},
    ),
    Measure(
        "library.loans", "Lượt tài liệu được mượn", "Loans", "lượt", "loans", "flow", LIBRARIES,
        {**PEOPLE, "channel": CHANNEL},
    ),
    Measure("library.renewals", "Lượt gia hạn", "Renewals", "lượt", "renewals", "flow", LIBRARIES),
    Measure(
        "library.in_room_uses", "Lượt tài liệu đọc tại chỗ", "Items used in the room", "lượt", "uses", "flow",
        LIBRARIES,
    ),
    Measure("library.new_readers", "Bạn đọc mới đăng ký", "New readers", "người", "people", "flow", LIBRARIES, PEOPLE),
    Measure(
        "library.active_borrowers", "Bạn đọc có mượn trong 12 tháng", "Active borrowers in twelve months", "người",
        "people", "stock", LIBRARIES,
    ),
    Measure("library.books_added", "Sách bổ sung", "Books added", "bản", "copies", "flow", LIBRARIES),
    Measure("library.titles_added", "Đầu sách bổ sung", "Titles added", "đầu sách", "titles", "flow", LIBRARIES),
    Measure("library.pages_digitised", "Trang tài liệu số hóa", "Pages digitised", "trang", "pages", "flow", LIBRARIES),
    Measure(
        "library.displays", "Cuộc trưng bày, giới thiệu sách", "Book displays", "cuộc", "displays", "flow", LIBRARIES
    ),
    Measure(
        "library.book_day_events", "Hoạt động Ngày Sách và Văn hóa đọc", "Book Day activities", "hoạt động",
        "activities", "flow", LIBRARIES,
    ),
    Measure(
        "library.skill_classes", "Lớp hướng dẫn kỹ năng", "Skills classes", "lớp", "classes", "flow", LIBRARIES
    ),
    Measure(
        "library.internet_sessions", "Lượt truy cập Internet miễn phí", "Free Internet sessions", "lượt", "sessions",
        "flow", LIBRARIES,
    ),
    Measure("library.stock", "Vốn sách hiện có", "Book stock", "bản", "copies", "stock", LIBRARIES),
    Measure(
        "library.serial_titles", "Loại báo, tạp chí", "Newspaper and magazine titles", "loại", "titles", "stock",
        LIBRARIES,
    ),
    Measure(
        "museum.visitors", "Lượt khách tham quan", "Visitors", "lượt", "visits", "flow", MUSEUMS,
        {**PEOPLE, "visitor": VISITOR},
    ),
    Measure(
        "museum.programmes", "Chương trình giáo dục đã tổ chức", "Education programmes held", "chương trình",
        "programmes", "flow", MUSEUMS,
    ),
    Measure(
        "museum.exhibitions", "Cuộc trưng bày chuyên đề", "Thematic exhibitions", "cuộc", "exhibitions", "flow", MUSEUMS
    ),
    Measure(
        "museum.heritage_events", "Hoạt động giới thiệu, tôn vinh di sản", "Heritage events", "hoạt động", "events",
        "flow", MUSEUMS,
    ),
    Measure("museum.objects", "Hiện vật đang lưu giữ", "Objects held", "hiện vật", "objects", "stock", MUSEUMS),
    Measure("culture.sessions", "Buổi sinh hoạt, hoạt động", "Sessions held", "buổi", "sessions", "flow", CENTRES),
    Measure(
        "culture.participants", "Lượt người tham gia", "Participants", "lượt", "participations", "flow", CENTRES, PEOPLE
    ),
    Measure(
        "culture.festivals", "Cuộc liên hoan, hội diễn, ngày hội", "Festivals and contests", "cuộc", "events", "flow",
        FESTIVALS,
    ),
    Measure("culture.classes", "Lớp năng khiếu đã mở", "Talent classes opened", "lớp", "classes", "flow", CENTRES),
    Measure("culture.clubs", "Câu lạc bộ đang hoạt động", "Active clubs", "câu lạc bộ", "clubs", "stock", CENTRES),
)  # fmt: skip
