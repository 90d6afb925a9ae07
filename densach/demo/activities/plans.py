"""What each unit plans in the year: rows of a plan, told apart by kind of unit and a number of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final

from densach.demo.activities.units import Unit
from densach.services.activities.rules.activity import SeriesData

SATURDAY: Final = 6
# The week in which the doors are closed for Tết of 2026.
TET: Final = (date(2026, 2, 15), date(2026, 2, 22))


@dataclass(frozen=True)
class Plan:
    """One activity: announced on a day, held by a rule, for learners by name or a crowd by taps.

    `learners`: how many enrol, of which ages; `crowd`: how many come about, and which share are children.
    """

    announced: date
    kind: str
    title: str
    series: SeriesData
    interest: str = "arts"
    audience: tuple[str, ...] = ()
    occasion: str = ""
    channel: str = "onsite"
    learners: int = 0
    ages: tuple[int, int] = (7, 15)
    capacity: int | None = None
    crowd: int = 0
    children: float = 0.4
    hours: str = ""
    teacher: str = ""
    summary: str = ""
    books: str = ""
    certificate: bool = False
    partners: tuple[str, ...] = ()
    # Schools whose classes come, one to each session.
    schools: tuple[str, ...] = ()
    # A news item of its own after the first session, and what the press wrote.
    news: str = ""
    extra: dict[str, str] = field(default_factory=dict)


def weekly(first: date, last: date, weekday: int, clock: str, minutes: int, *, every: int = 1) -> SeriesData:
    """On a day of the week, every so many weeks; holidays are skipped."""
    return SeriesData(
        rule="weekly", start_time=time.fromisoformat(clock), minutes=minutes, first_day=first, last_day=last,
        weekdays=(weekday,), every=every,
    )  # fmt: skip


def on_days(*days: date, clock: str = "08:00", minutes: int = 120, place: str = "") -> SeriesData:
    return SeriesData(
        rule="dates", start_time=time.fromisoformat(clock), minutes=minutes, dates=days, place=place,
        skips_holidays=False,
    )  # fmt: skip


def each_moon(day: int, first: date, last: date, clock: str = "19:00") -> SeriesData:
    """On a day of each lunar month."""
    return SeriesData(
        rule="lunar_monthly", start_time=time.fromisoformat(clock), minutes=120, first_day=first, last_day=last,
        lunar_days=(day,),
    )  # fmt: skip


def by_the_moon(
    day: int, month: int, first: date, last: date, days: int, place: str, clock: str
) -> SeriesData:
    """A lunar day of the year, and those after it."""
    return SeriesData(
        rule="lunar_yearly", start_time=time.fromisoformat(clock), minutes=180, first_day=first, last_day=last,
        lunar_days=(day,), lunar_month=month, days=days, place=place, skips_holidays=False,
    )  # fmt: skip


def plans_of(unit: Unit, begun: date, until: date) -> Iterator[Plan]:
    """All that the unit plans between the two days, and a little beyond."""
    if unit.family == "museum":
        yield from _museum(begun, until)
    elif unit.family == "library":
        yield from _library(unit, begun, until)
    elif unit.commune:
        yield from _commune_centre(unit, begun, until)
    else:
        yield from _great_centre(begun, until)
    yield from _coming(unit, until)


_ARTS: Final = (
    ("đờn ca tài tử", "folk"), ("múa dân gian Khmer", "folk"), ("vẽ thiếu nhi", "arts"),
    ("đàn organ", "arts"), ("võ cổ truyền", "sport"), ("cờ vua", "leisure"), ("aerobic thiếu nhi", "sport"),
)  # fmt: skip
_CLUBS: Final = (
    ("Câu lạc bộ đờn ca tài tử", "folk"), ("Câu lạc bộ dưỡng sinh người cao tuổi", "sport"),
    ("Câu lạc bộ thơ ca", "arts"), ("Câu lạc bộ gia đình đọc sách", "reading"),
)  # fmt: skip
_TEACHERS: Final = ("Thạch Thị Sa Rây", "Nguyễn Văn Tám", "Huỳnh Ngọc Điệp", "Lâm Quốc Việt", "Trần Thị Út")


def _commune_centre(unit: Unit, begun: date, until: date) -> Iterator[Plan]:
    number = unit.number
    inner = f"{unit.commune[0].lower()}{unit.commune[1:]}"
    for season, (first, weeks) in enumerate(
        ((date(2025, 12, 6), 8), (date(2026, 6, 6), 10), (date(2026, 9, 12), 9))
    ):
        what, interest = _ARTS[(number + season) % len(_ARTS)]
        yield Plan(
            first - timedelta(days=12), "talent_class", f"Lớp {what} {inner}",
            weekly(first, first + timedelta(weeks=weeks - 1), SATURDAY, "08:00", 90), interest=interest,
            audience=("b6_10", "b11_15"), learners=8 + (number * 5 + season * 3) % 9, capacity=18,
            teacher=_TEACHERS[(number + season) % len(_TEACHERS)], hours="15",
        )  # fmt: skip
    club, interest = _CLUBS[number % len(_CLUBS)]
    yield Plan(
        begun, "club_meeting", f"{club} {inner}", each_moon(14 + number % 3, begun, until + timedelta(days=60)),
        interest=interest, audience=("b31_59", "b60"), crowd=16 + number % 9, children=0.08,
    )  # fmt: skip
    yield from _festivals(number, inner)


def _festivals(number: int, inner: str) -> Iterator[Plan]:
    """What everybody of the commune comes to: by the moon, on its roads, on the nation's days."""
    yield Plan(
        date(2026, 1, 20), "traditional_festival", f"Hội xuân Bính Ngọ {inner}",
        by_the_moon(2, 1, date(2026, 2, 1), date(2026, 3, 31), 2, "Sân đình", "19:00"), interest="folk",
        occasion="tet", crowd=180 + number * 6 % 140, children=0.35,
    )  # fmt: skip
    if number % 4 == 0:
        yield Plan(
            date(2026, 5, 4), "traditional_festival", f"Lễ Kỳ yên đình {inner}",
            by_the_moon(16, 4, date(2026, 5, 1), date(2026, 7, 31), 3, "Đình làng", "07:00"), interest="folk",
            occasion="village", crowd=260 + number * 9 % 200, children=0.25,
            partners=("Ban Quý tế đình",), news="Bà con và khách xa về dự lễ, nghe hát bội trọn ba đêm.",
            summary="Lễ cầu mưa thuận gió hòa, hát bội và đờn ca tài tử trong ba ngày.",
        )  # fmt: skip
    yield Plan(
        date(2026, 3, 2), "mobile_propaganda", f"Tuyên truyền lưu động các ấp {inner}",
        on_days(date(2026, 3, 12), date(2026, 6, 25), date(2026, 9, 10), clock="18:30", place="Nhà văn hóa ấp"),
        interest="law", channel="mobile", crowd=70 + number % 30, children=0.2,
    )  # fmt: skip
    yield Plan(
        date(2026, 5, 20), "film_show", f"Chiếu phim thiếu nhi {inner}",
        on_days(date(2026, 6, 1), date(2026, 7, 11), date(2026, 8, 15), clock="19:00"), interest="leisure",
        occasion="children_day", crowd=85 + number % 40, children=0.8,
    )  # fmt: skip
    yield Plan(
        date(2025, 12, 10), "unity_day" if number % 2 else "sport_event",
        f"{'Ngày hội Đại đoàn kết' if number % 2 else 'Hội thao mừng Đảng mừng Xuân'} {inner}",
        on_days(date(2026, 11, 15) if number % 2 else date(2026, 2, 8), clock="07:00", minutes=240),
        interest="sport", occasion="unity_day" if number % 2 else "", crowd=210 + number * 4 % 90, children=0.22,
    )  # fmt: skip


def _great_centre(begun: date, until: date) -> Iterator[Plan]:
    opened = (
        (date(2025, 12, 6), "đàn tranh"), (date(2026, 1, 10), "thanh nhạc thiếu nhi"), (date(2026, 3, 7), "hội họa"),
        (date(2026, 4, 11), "múa cơ bản"), (date(2026, 5, 9), "ghi-ta"), (date(2026, 6, 6), "đờn ca tài tử hè"),
        (date(2026, 6, 13), "vẽ hè"), (date(2026, 7, 11), "dẫn chương trình nhí"), (date(2026, 9, 5), "piano"),
        (date(2026, 10, 10), "múa Khmer"), (date(2026, 11, 7), "thư pháp"),
    )  # fmt: skip
    for number, (first, what) in enumerate(opened):
        clock = ("07:30", "09:30", "14:00", "16:00")[number % 4]
        yield Plan(
            first - timedelta(days=15), "talent_class", f"Lớp {what} Nhà văn hóa tỉnh",
            weekly(first, first + timedelta(weeks=11), SATURDAY, clock, 90), learners=16 + number % 7, capacity=22,
            audience=("b6_10", "b11_15"), teacher=_TEACHERS[number % len(_TEACHERS)], hours="18",
            certificate=True,
        )  # fmt: skip
    yield Plan(
        begun, "amateur_performance", "Đêm văn nghệ quần chúng cuối tháng",
        on_days(*(date(year, month, 26) for year, month in _months(begun, until)), clock="19:30"), crowd=320,
        children=0.3,
    )  # fmt: skip
    yield Plan(
        date(2026, 9, 20), "folk_festival", "Liên hoan Tiếng hát dân ca tỉnh Vĩnh Long năm 2026",
        on_days(date(2026, 10, 15), date(2026, 10, 16), clock="18:30", minutes=210), interest="folk", crowd=540,
        children=0.2, summary="Mười hai đoàn của các xã, phường tham dự với bốn mươi tiết mục.",
        partners=("Tỉnh đoàn Vĩnh Long", "Hội Liên hiệp Phụ nữ tỉnh"),
        news="Đêm khai mạc kín chỗ Hội trường; đoàn Trà Vinh mở màn bằng điệu lý Khmer.",
    )  # fmt: skip
    yield Plan(
        begun, "club_meeting", "Câu lạc bộ sân khấu cải lương", each_moon(15, begun, until + timedelta(days=60)),
        interest="folk", crowd=38, children=0.05,
    )  # fmt: skip


def _library(unit: Unit, begun: date, until: date) -> Iterator[Plan]:
    great = not unit.commune
    inner = f"{unit.commune[0].lower()}{unit.commune[1:]}" if unit.commune else "tỉnh"
    themes = (
        "Mừng Đảng, mừng Xuân", "Danh nhân quê hương", "Mùa nước nổi", "Tết Thanh minh", "Bác Hồ với thiếu nhi",
        "Sách cho tuổi thơ", "Tri ân liệt sĩ", "Cách mạng Tháng Tám", "Trung thu", "Chuyển đổi số",
        "Ngày Nhà giáo", "Phong trào Đồng khởi",
    )  # fmt: skip
    for number, (year, month) in enumerate(_months(begun, until)):
        if not great and number % 3:
            continue
        theme = themes[month - 1]
        yield Plan(
            date(year, month, 2), "book_display", f"Trưng bày sách “{theme}” – Thư viện {inner}",
            on_days(*(date(year, month, day) for day in ((8, 9, 10) if great else (9,))), minutes=480),
            interest="reading", crowd=140 if great else 34, children=0.5,
            books="Sách cùng chủ đề trong kho, 40–60 tên sách",
        )  # fmt: skip
    yield Plan(
        begun, "story_hour", f"Giờ kể chuyện sách thiếu nhi – Thư viện {inner}",
        weekly(begun, until + timedelta(days=40), 7, "08:30" if great else "15:00", 60, every=1 if great else 2),
        interest="reading",
        audience=("b6_10",), crowd=24 if great else 11, children=0.9, teacher="",
    )  # fmt: skip
    yield Plan(
        date(2026, 4, 1), "talk", f"Ngày Sách và Văn hóa đọc – Thư viện {inner}",
        on_days(date(2026, 4, 21), minutes=180), interest="reading", occasion="book_day",
        crowd=260 if great else 60, children=0.7, teacher="Nhà văn Trần Thôi",
        partners=("Sở Giáo dục và Đào tạo",) if great else (),
        news="Bạn đọc nhỏ tuổi trao đổi với nhà văn về viết và đọc; 40 cuốn sách được tặng." if great else "",
    )  # fmt: skip
    if great:
        yield from _great_library(begun, until)


def _great_library(begun: date, until: date) -> Iterator[Plan]:
    for first in (date(2026, 3, 3), date(2026, 8, 4)):
        yield Plan(
            first - timedelta(days=14), "computer_class", "Lớp máy tính, Internet cho người cao tuổi",
            weekly(first, first + timedelta(weeks=5), 2, "14:00", 120), interest="digital",
            audience=("b31_59", "b60"), learners=15, ages=(45, 74), capacity=20, hours="12",
            teacher="Lâm Quốc Việt", certificate=True,
        )  # fmt: skip
    yield Plan(
        begun, "talk", "Tọa đàm “Sách và bạn trẻ”",
        on_days(*(date(year, month, 19) for year, month in _months(begun, until)), clock="14:00"),
        interest="reading", audience=("b16_30",), crowd=75, children=0.1, teacher="Thủ thư Kim Chi",
    )  # fmt: skip


def _museum(begun: date, until: date) -> Iterator[Plan]:
    weeks = [date(2026, month, 11 + number) for month in (1, 3, 4, 5, 9, 10, 11) for number in (0, 7)]
    yield Plan(
        date(2025, 12, 15), "education_programme", "Em làm gốm đỏ Vĩnh Long",
        on_days(*(day for day in weeks if day.weekday() < 7), clock="08:30", minutes=150), interest="folk",
        audience=("b6_10", "b11_15"), crowd=42, children=0.93, teacher="Nghệ nhân Huỳnh Ngọc Điệp",
        schools=("Trường Tiểu học Nguyễn Huệ", "Trường Tiểu học Thiềng Đức", "Trường THCS Lê Quí Đôn"),
        partners=("Phòng Văn hóa - Xã hội phường Long Châu",),
    )  # fmt: skip
    yield Plan(
        date(2026, 9, 1), "education_programme", "Một ngày làm nhà khảo cổ",
        on_days(date(2026, 9, 25), date(2026, 10, 9), date(2026, 10, 23), date(2026, 11, 6),
                clock="08:30", minutes=180),
        interest="science", audience=("b11_15",), crowd=38, children=0.95, teacher="Nguyễn Văn Tám",
    )  # fmt: skip
    yield Plan(
        date(2026, 5, 2), "heritage_honouring", "Ngày Quốc tế Bảo tàng: mở kho kể chuyện",
        on_days(date(2026, 5, 18), minutes=300), interest="folk", occasion="museum_day", crowd=310, children=0.5,
    )  # fmt: skip
    yield Plan(
        date(2026, 4, 2), "heritage_honouring", "Giỗ Tổ Hùng Vương tại bảo tàng",
        by_the_moon(10, 3, date(2026, 4, 1), date(2026, 5, 31), 1, "", "08:00"), interest="folk",
        occasion="ancestors_day", crowd=220, children=0.35,
    )  # fmt: skip


def _coming(unit: Unit, until: date) -> Iterator[Plan]:
    """What is still to come: classes open for enrolment, festivals of the next Tết."""
    if unit.number % 3 or unit.family == "museum":
        return
    first = until + timedelta(days=9 + unit.number % 5)
    first += timedelta(days=(5 - first.weekday()) % 7)
    inner = f"{unit.commune[0].lower()}{unit.commune[1:]}" if unit.commune else "Nhà văn hóa tỉnh"
    kind, what = (
        ("talent_class", "vẽ") if unit.family == "centre" else ("library_skill_class", "đọc sách và tra cứu")
    )
    yield Plan(
        until - timedelta(days=6), kind, f"Lớp {what} đón Xuân {inner}",
        weekly(first, first + timedelta(weeks=7), SATURDAY, "15:30", 90), audience=("b6_10", "b11_15"),
        learners=14 if unit.number % 2 else 7, capacity=12, teacher=_TEACHERS[unit.number % len(_TEACHERS)],
        interest="arts" if unit.family == "centre" else "reading",
        summary="Lớp miễn phí cho thiếu nhi; mang theo giấy vẽ, màu và bạn bè.",
    )  # fmt: skip


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
