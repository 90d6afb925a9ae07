"""Measures that only plans ask for: no service counts them by itself, units enter them by hand."""

from __future__ import annotations

from densach.facts.measures import CENTRES, MUSEUMS, Measure, declare

declare(
    Measure(
        "museum.museum_day_events",
        "Hoạt động Ngày Quốc tế Bảo tàng 18/5",
        "International Museum Day activities",
        "hoạt động",
        "activities",
        "flow",
        MUSEUMS,
    ),
    Measure(
        "museum.heritage_day_events",
        "Hoạt động Ngày Di sản văn hóa Việt Nam 23/11",
        "Heritage Day activities",
        "hoạt động",
        "activities",
        "flow",
        MUSEUMS,
    ),
    Measure(
        "culture.club_reviews",
        "Đợt củng cố, kiện toàn câu lạc bộ",
        "Rounds of strengthening clubs",
        "đợt",
        "rounds",
        "flow",
        CENTRES,
    ),
    Measure(
        "programme.reviews",
        "Hội nghị sơ kết, tổng kết",
        "Review conferences",
        "hội nghị",
        "conferences",
        "flow",
        ("department", "office"),
    ),
)
