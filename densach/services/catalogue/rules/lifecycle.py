"""What may become of a record and of an item: the life cycles as tables."""

from __future__ import annotations

from typing import Final

from densach.services.catalogue.models import ItemState, RecordState
from densach.services.catalogue.rules.refusals import ItemAtTheDesk, ItemCannot, RecordCannot

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
# The library has it in its hands: it may be put elsewhere without anybody sending it.
IN_HOUSE: Final = frozenset({_S.AVAILABLE, _S.IN_PROCESS, _S.IN_REPAIR, _S.DAMAGED, _S.WITHDRAWN})


# A loan, a hold or a transfer speaks for it: it ends where that ends, at the desk.
AT_THE_DESK: Final = frozenset({_S.ON_LOAN, _S.ON_HOLD_SHELF, _S.IN_TRANSIT})


def require_at_hand(barcode: str, state: str) -> None:
    """Raises ItemAtTheDesk for a copy that is lent, kept or on the way: a cataloguer's word would leave that open."""
    if state in AT_THE_DESK:
        raise ItemAtTheDesk(barcode=barcode, state=str(ItemState(state).label))


def require(barcode: str, state: str, wanted: str) -> None:
    """Raises ItemCannot."""
    if wanted not in AFTER[state]:
        raise ItemCannot(
            barcode=barcode, state=str(ItemState(state).label), wanted=str(ItemState(wanted).label)
        )


# A record's state → those that people may give it. Merging is an act of its own.
RECORD_AFTER: Final[dict[str, frozenset[str]]] = {
    RecordState.DRAFT: frozenset({RecordState.PUBLISHED, RecordState.WITHDRAWN}),
    RecordState.PUBLISHED: frozenset({RecordState.WITHDRAWN, RecordState.DRAFT}),
    RecordState.WITHDRAWN: frozenset({RecordState.PUBLISHED}),
    RecordState.MERGED: frozenset(),
}


def require_record(state: str, wanted: str) -> None:
    """Raises RecordCannot."""
    if wanted not in RECORD_AFTER[state]:
        raise RecordCannot(state=str(RecordState(state).label), wanted=str(RecordState(wanted).label))
