"""Accounts with their roles; persons with where they work; what persons agreed to."""

from __future__ import annotations

from densach.people.models.accounts import (
    Invitation,
    InvitationState,
    Language,
    Membership,
    SecondFactorDemand,
    User,
    UserManager,
)
from densach.people.models.persons import (
    Contract,
    Duty,
    Employment,
    Field,
    Person,
    Qualification,
    Sex,
)
from densach.people.models.privacy import (
    Consent,
    DataRequest,
    RequestKind,
    RequestState,
)

__all__ = [
    "Consent",
    "Contract",
    "DataRequest",
    "Duty",
    "Employment",
    "Field",
    "Invitation",
    "InvitationState",
    "Language",
    "Membership",
    "Person",
    "Qualification",
    "RequestKind",
    "RequestState",
    "SecondFactorDemand",
    "Sex",
    "User",
    "UserManager",
]
