"""The only door for readers of training.

courses   lists, one course with who takes it and what the attendance says
history   what a person learned
numbers   turns, hours and people by unit, level and duty
"""

from __future__ import annotations

from densach.services.training.models import Course

__all__ = ["Course"]
