"""Files of institutions and schools: what their columns mean, and what becomes of each row.

Nothing here writes: `actions.importing` does, with the plans that are made here (`organisations.incoming`).
"""

from __future__ import annotations

from densach.intake import sheets
from densach.organisations.sheets.institutions import INSTITUTIONS
from densach.organisations.sheets.schools import SCHOOLS


def declare() -> None:
    """Called once when the house starts."""
    sheets.register(INSTITUTIONS)
    sheets.register(SCHOOLS)
