"""Pure rules of the room: life cycle, timetable, how a figure is read and printed, the seal, refusals."""

from __future__ import annotations
