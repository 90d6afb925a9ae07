"""MARC 21 as a value and its forms on paper and wire: ISO 2709, MARCXML, line text. Bytes are pymarc's work.

record      the value and the JSON text in which it is kept: nothing of it is ever lost
"""

from __future__ import annotations

from densach.formats.marc.record import EMPTY_LEADER, Field, Marc, control, data, from_json, to_json

__all__ = ["EMPTY_LEADER", "Field", "Marc", "control", "data", "from_json", "to_json"]
