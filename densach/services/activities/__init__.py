"""Activities: classes, clubs' meetings, talks, displays, festivals, training: `Activity → Series → Session`."""

from __future__ import annotations
