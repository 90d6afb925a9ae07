"""The only writers of courses and results."""

from __future__ import annotations

from densach.services.training.actions.courses import CourseData, change_course, enrol_staff, hold_course
from densach.services.training.actions.results import ResultData, certify, take_back, write_results

__all__ = [
    "CourseData",
    "ResultData",
    "certify",
    "change_course",
    "enrol_staff",
    "hold_course",
    "take_back",
    "write_results",
]
