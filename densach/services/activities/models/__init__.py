"""Tables of activities.

kinds       kinds of activity as rows
activities  what is held, by whom, with whom; who follows it; secret addresses of calendars
times       rooms, terms, holidays, series, sessions; calendar files taken in
enrolment   groups, enrolments and their steps
attendance  marks, taps, closings; what counts once; readings; since when activities count here
evidence    pictures, news, press and papers
notices     letters to who enrolled or follows
"""

from __future__ import annotations

from densach.services.activities.models.activities import (
    Activity,
    ActivityPartner,
    ActivityRole,
    ActivityState,
    Channel,
    EnrolMode,
    FeedKey,
    Follow,
    Interest,
)
from densach.services.activities.models.attendance import (
    Attendance,
    AttendanceChange,
    Closing,
    CountedOnce,
    MarkWay,
    Presence,
    ServiceOpening,
    Stated,
    SyncedBatch,
    Tally,
)
from densach.services.activities.models.enrolment import Enrolment, EnrolmentState, EnrolmentStep, Group
from densach.services.activities.models.evidence import Evidence, EvidenceKind, Recognisable
from densach.services.activities.models.kinds import ActivityKind, CountMode, Family
from densach.services.activities.models.notices import Letter, LetterKind, LetterState
from densach.services.activities.models.times import (
    CalendarFile,
    Holiday,
    LeapRule,
    Series,
    SeriesRule,
    Session,
    SessionState,
    Term,
    Venue,
    VenueEquipment,
)

__all__ = [
    "Activity",
    "ActivityKind",
    "ActivityPartner",
    "ActivityRole",
    "ActivityState",
    "Attendance",
    "AttendanceChange",
    "CalendarFile",
    "Channel",
    "Closing",
    "CountMode",
    "CountedOnce",
    "EnrolMode",
    "Enrolment",
    "EnrolmentState",
    "EnrolmentStep",
    "Evidence",
    "EvidenceKind",
    "Family",
    "FeedKey",
    "Follow",
    "Group",
    "Holiday",
    "Interest",
    "LeapRule",
    "Letter",
    "LetterKind",
    "LetterState",
    "MarkWay",
    "Presence",
    "Recognisable",
    "Series",
    "SeriesRule",
    "ServiceOpening",
    "Session",
    "SessionState",
    "Stated",
    "SyncedBatch",
    "Tally",
    "Term",
    "Venue",
    "VenueEquipment",
]
