"""Tables of the desk.

patrons     readers with their cards, categories, suspensions and charges
policies    small rules of lending by library, patron category and item type
loans       loans and renewals, transfers between libraries, notices
holds       who waits for what, and what is kept for whom
days        borrowers, what was stated of them, the nightly runs
visits      gate, taps and cards; use in the room; the closing of a day; since when the desk counts
"""

from __future__ import annotations

from densach.services.circulation.models.days import Borrower, BorrowersStated, DayRun
from densach.services.circulation.models.holds import Hold, HoldState, Transfer, TransferReason
from densach.services.circulation.models.loans import (
    Channel,
    Loan,
    LoanEnd,
    Notice,
    NoticeKind,
    NoticeState,
    Override,
    Renewal,
    ReturnDone,
    Way,
)
from densach.services.circulation.models.patrons import (
    Card,
    Charge,
    ChargeKind,
    ChargeState,
    Exemption,
    Patron,
    PatronCategory,
    Suspension,
)
from densach.services.circulation.models.policies import LendingRule, RuleKind
from densach.services.circulation.models.visits import (
    DayClosing,
    DeskOpening,
    GateReading,
    InRoomUse,
    Reading,
    Visit,
    VisitWay,
)

__all__ = [
    "Borrower",
    "BorrowersStated",
    "Card",
    "Channel",
    "Charge",
    "ChargeKind",
    "ChargeState",
    "DayClosing",
    "DayRun",
    "DeskOpening",
    "Exemption",
    "GateReading",
    "Hold",
    "HoldState",
    "InRoomUse",
    "LendingRule",
    "Loan",
    "LoanEnd",
    "Notice",
    "NoticeKind",
    "NoticeState",
    "Override",
    "Patron",
    "PatronCategory",
    "Reading",
    "Renewal",
    "ReturnDone",
    "RuleKind",
    "Suspension",
    "Transfer",
    "TransferReason",
    "Visit",
    "VisitWay",
    "Way",
]
