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
# Bands of age, finer than `age`; what somebody does; what kind of activity it was, for what interest and occasion.
BAND: Final = ("b0_5", "b6_10", "b11_15", "b16_30", "b31_59", "b60")
ROLE: Final = ("pupil", "worker")
REMOTE: Final = ("remote", "near")
KIND: Final = ("class", "club", "event", "festival", "outreach", "training", "visit", "meeting")
INTEREST: Final = (
    "arts", "folk", "reading", "sport", "digital", "skills", "language", "law", "science", "leisure", "other",
)  # fmt: skip
OCCASION: Final = (
    "tet", "book_day", "museum_day", "children_day", "learning_week", "unity_day", "heritage_day", "ancestors_day",
    "village",
)  # fmt: skip
DIMENSION_WORDS: Final = {
    "age": gettext_noop("Age"),
    "sex": gettext_noop("Sex"),
    "ethnic": gettext_noop("Ethnic minority"),
    "channel": gettext_noop("Where"),
    "visitor": gettext_noop("Who came"),
    "band": gettext_noop("Age band"),
    "role": gettext_noop("What they do"),
    "remote": gettext_noop("Remote area"),
    "kind": gettext_noop("Kind of activity"),
    "interest": gettext_noop("Interest"),
    "occasion": gettext_noop("Occasion"),
    "duty": gettext_noop("Duty"),
    "level": gettext_noop("Level of the unit"),
    "paper": gettext_noop("Kind of certificate"),
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
    "b0_5": gettext_noop("under 6"),
    "b6_10": gettext_noop("6 to 10"),
    "b11_15": gettext_noop("11 to 15"),
    "b16_30": gettext_noop("16 to 30"),
    "b31_59": gettext_noop("31 to 59"),
    "b60": gettext_noop("60 or older"),
    "pupil": gettext_noop("pupils and students"),
    "worker": gettext_noop("workers"),
    "remote": gettext_noop("of a remote or difficult area"),
    "near": gettext_noop("of another area"),
    "class": gettext_noop("classes"),
    "club": gettext_noop("clubs and groups"),
    "event": gettext_noop("events"),
    "festival": gettext_noop("festivals and contests"),
    "outreach": gettext_noop("mobile service and propaganda"),
    "training": gettext_noop("training of staff"),
    "visit": gettext_noop("visits and excursions"),
    "meeting": gettext_noop("meetings and conferences"),
    "arts": gettext_noop("arts and performance"),
    "folk": gettext_noop("folk song, dance and heritage"),
    "reading": gettext_noop("reading and books"),
    "sport": gettext_noop("sport and health"),
    "digital": gettext_noop("computers and the Internet"),
    "skills": gettext_noop("skills for work and life"),
    "language": gettext_noop("languages"),
    "law": gettext_noop("law and public information"),
    "science": gettext_noop("science and nature"),
    "leisure": gettext_noop("play and leisure"),
    "other": gettext_noop("something else"),
    "tet": gettext_noop("Lunar New Year"),
    "book_day": gettext_noop("Book and Reading Culture Day (21 April)"),
    "museum_day": gettext_noop("International Museum Day (18 May)"),
    "children_day": gettext_noop("Children's Day (1 June)"),
    "learning_week": gettext_noop("Week of Lifelong Learning (1 to 7 October)"),
    "unity_day": gettext_noop("Great Unity Day (18 November)"),
    "heritage_day": gettext_noop("Cultural Heritage Day (23 November)"),
    "ancestors_day": gettext_noop("Commemoration of the Hùng Kings (10th of the 3rd lunar month)"),
    "village": gettext_noop("festival of a temple or village"),
    "head": gettext_noop("heads of institutions"),
    "commune_culture": gettext_noop("culture officers of communes"),
    "house_head": gettext_noop("heads of culture houses"),
    "club_head": gettext_noop("heads of clubs"),
    "team_leader": gettext_noop("leaders of teams"),
    "point_keeper": gettext_noop("keepers of reading points"),
    "province": gettext_noop("of the province"),
    "commune": gettext_noop("of communes"),
    "participation": gettext_noop("taking part"),
    "completion": gettext_noop("completion of a course"),
    "prize": gettext_noop("prizes"),
    "thanks": gettext_noop("letters of thanks"),
}


class UnknownMeasure(NotFound):
    """No room declares this measure. Parameter: `code`."""

    message_id = "facts.unknown_measure"


@dataclass(frozen=True)
class Measure:
    """`kinds`: kinds of organisation that count it; `slices`: dimension → the values it can be told apart by.

    `by_service`: dimensions that only a service tells apart, never a count by hand. `by_hand`: whether units may count
    it by hand at all.
    """

    code: str
    name_vi: str
    name_en: str
    unit_vi: str
    unit_en: str
    nature: Literal["flow", "stock"]
    kinds: tuple[str, ...]
    slices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_service: tuple[str, ...] = ()
    by_hand: bool = True

    @property
    def hand_slices(self) -> dict[str, tuple[str, ...]]:
        """The dimensions that a count by hand is asked for."""
        return {name: values for name, values in self.slices.items() if name not in self.by_service}

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
    """What an organisation of the kind can count by hand, in the order of declaration."""
    return tuple(measure for measure in REGISTRY.values() if kind in measure.kinds and measure.by_hand)


PEOPLE: Final = {"age": AGE, "sex": SEX, "ethnic": ETHNIC}
# What a service knows of those who took part, and of what was held.
WHO: Final = {"band": BAND, "remote": REMOTE, "role": ROLE}
WHAT: Final = {"kind": KIND, "interest": INTEREST, "channel": CHANNEL, "occasion": OCCASION}

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
    Measure(
        "culture.sessions", "Buổi sinh hoạt, hoạt động", "Sessions held", "buổi", "sessions", "flow", CENTRES, WHAT,
        tuple(WHAT),
    ),
    Measure(
        "culture.group_sessions", "Buổi của lớp, câu lạc bộ, nhóm sở thích", "Sessions of classes, clubs and groups",
        "buổi", "sessions", "flow", CENTRES,
    ),
    Measure(
        "culture.participants", "Lượt người tham gia", "Participants", "lượt", "participations", "flow", CENTRES,
        {**PEOPLE, **WHO, **WHAT}, (*WHO, *WHAT),
    ),
    Measure(
        "culture.festivals", "Cuộc liên hoan, hội diễn, ngày hội", "Festivals and contests", "cuộc", "events", "flow",
        FESTIVALS,
    ),
    Measure("culture.classes", "Lớp năng khiếu đã mở", "Talent classes opened", "lớp", "classes", "flow", CENTRES),
    Measure("culture.clubs", "Câu lạc bộ đang hoạt động", "Active clubs", "câu lạc bộ", "clubs", "stock", CENTRES),
)  # fmt: skip
