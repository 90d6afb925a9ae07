"""What may become of an item: the life cycle as a table."""

from __future__ import annotations

from typing import Final

from densach.services.catalogue.models import ItemState
from densach.services.catalogue.rules.refusals import ItemCannot

_S = ItemState
# State → the states that may follow.
AFTER: Final[dict[str, frozenset[str]]] = {
    _S.IN_PROCESS: frozenset({_S.AVAILABLE, _S.WITHDRAWN}),
    _S.AVAILABLE: frozenset(
        {
            _S.ON_LOAN, _S.ON_HOLD_SHELF, _S.IN_TRANSIT, _S.IN_REPAIR, _S.MISSING, _S.LOST, _S.DAMAGED, _S.WITHDRAWN,
            _S.IN_PROCESS,
        }
    ),
    _S.ON_LOAN: frozenset({_S.AVAILABLE, _S.ON_HOLD_SHELF, _S.IN_TRANSIT, _S.LOST, _S.DAMAGED}),
    _S.ON_HOLD_SHELF: frozenset({_S.ON_LOAN, _S.AVAILABLE, _S.IN_TRANSIT, _S.MISSING, _S.LOST, _S.DAMAGED}),
    _S.IN_TRANSIT: frozenset(
        {_S.AVAILABLE, _S.ON_HOLD_SHELF, _S.IN_TRANSIT, _S.ON_LOAN, _S.MISSING, _S.LOST, _S.DAMAGED}
    ),
    _S.IN_REPAIR: frozenset({_S.AVAILABLE, _S.DAMAGED, _S.WITHDRAWN}),
    _S.MISSING: frozenset({_S.AVAILABLE, _S.IN_TRANSIT, _S.ON_HOLD_SHELF, _S.LOST, _S.WITHDRAWN, _S.ON_LOAN}),
    _S.LOST: frozenset({_S.AVAILABLE, _S.IN_TRANSIT, _S.ON_HOLD_SHELF, _S.WITHDRAWN, _S.ON_LOAN}),
    _S.DAMAGED: frozenset({_S.AVAILABLE, _S.IN_REPAIR, _S.WITHDRAWN, _S.ON_HOLD_SHELF, _S.IN_TRANSIT}),
    _S.WITHDRAWN: frozenset({_S.AVAILABLE}),
}  # fmt: skip
# A reader may be promised an item in these states, sooner or later.
LENDABLE: Final = frozenset(
    {_S.AVAILABLE, _S.ON_LOAN, _S.ON_HOLD_SHELF, _S.IN_TRANSIT, _S.IN_PROCESS, _S.IN_REPAIR}
)


def require(barcode: str, state: str, wanted: str) -> None:
    """Raises ItemCannot."""
    if wanted not in AFTER[state]:
        raise ItemCannot(
            barcode=barcode, state=str(ItemState(state).label), wanted=str(ItemState(wanted).label)
        )
