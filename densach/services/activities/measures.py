"""What activities count, declared in the book when the program starts. `culture.*` of centres is declared there."""

from __future__ import annotations

from typing import Final

from densach.facts.measures import CENTRES, LIBRARIES, MUSEUMS, PEOPLE, WHAT, WHO, Measure, declare
from densach.people.models import Duty
from densach.services.activities.rules.kinds import AGENCIES

ALL: Final = (*LIBRARIES, *MUSEUMS, *CENTRES, *AGENCIES)
ELSEWHERE: Final = (*LIBRARIES, *MUSEUMS, *AGENCIES)
SESSIONS, PARTICIPANTS = "culture.sessions", "culture.participants"
# Of the sessions, those of classes, clubs and groups: what makes a house one that holds them regularly (duty D6).
GROUP_SESSIONS = "culture.group_sessions"
OTHER_SESSIONS, OTHER_PARTICIPANTS = "activities.sessions", "activities.participants"
LEARNERS, RUNNING = "activities.people", "activities.classes_running"
CONTESTS, ENTRIES = "activities.contests", "activities.entries"
CLUBS, TEAMS, TRIPS = "culture.clubs", "culture.teams", "culture.team_trips"
COURSES, TURNS, HOURS = "training.courses", "training.turns", "training.hours"
FESTIVALS = "culture.festivals"

declare(
    Measure(
        OTHER_SESSIONS, "Buổi hoạt động, sự kiện", "Sessions of activities", "buổi", "sessions", "flow", ELSEWHERE,
        WHAT, tuple(WHAT),
    ),
    Measure(
        OTHER_PARTICIPANTS, "Lượt người tham gia hoạt động, sự kiện", "Participants in activities", "lượt",
        "participations", "flow", ELSEWHERE, {**PEOPLE, **WHO, **WHAT}, (*WHO, *WHAT),
    ),
    Measure(
        LEARNERS, "Số người khác nhau đã tham gia trong 12 tháng", "Different people who took part in twelve months",
        "người", "people", "stock", ALL, by_hand=False,
    ),
    Measure(
        RUNNING, "Lớp đang hoạt động", "Classes that run", "lớp", "classes", "stock", ALL, by_hand=False,
    ),
    Measure(
        CONTESTS, "Cuộc thi, liên hoan đã tổ chức (tính từng vòng)", "Contests and festivals held (each round)",
        "cuộc", "contests", "flow", ALL, by_hand=False,
    ),
    Measure(
        # What goes up to the round above takes part there once more, where another unit counts it.
        ENTRIES, "Lượt tiết mục, bài dự thi (tính từng vòng)", "Entries (in each round)", "lượt", "entries", "flow",
        ALL, by_hand=False,
    ),
    Measure(TEAMS, "Đội văn nghệ, đội tuyên truyền lưu động", "Teams", "đội", "teams", "stock", CENTRES, by_hand=False),
    Measure(TRIPS, "Chuyến lưu động", "Trips of teams", "chuyến", "trips", "flow", CENTRES, by_hand=False),
    Measure(COURSES, "Lớp tập huấn, bồi dưỡng", "Training courses", "lớp", "courses", "flow", ALL),
    Measure(
        TURNS, "Lượt người được tập huấn, bồi dưỡng", "Training turns", "lượt", "turns", "flow", ALL,
        {"duty": tuple(value for value in Duty.values if value), "level": ("province", "commune")}, ("duty", "level"),
    ),
    Measure(HOURS, "Giờ tập huấn", "Training hours", "giờ", "hours", "flow", ALL, by_hand=False),
)  # fmt: skip


def sessions_of(family: str) -> str:
    """The measure of sessions held, by family of organisation."""
    return SESSIONS if family == "centre" else OTHER_SESSIONS


def participants_of(family: str) -> str:
    """The measure of participants, by family of organisation."""
    return PARTICIPANTS if family == "centre" else OTHER_PARTICIPANTS
