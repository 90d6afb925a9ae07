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
    Training,
)
from densach.people.models.privacy import (
    Consent,
    DataRequest,
    RequestKind,
    RequestState,
)
from densach.people.models.security import (
    FactorKind,
    Identity,
    RecoveryCode,
    SecondFactor,
    SignIn,
    Way,
)

__all__ = [
    "Consent",
    "Contract",
    "DataRequest",
    "Duty",
    "Employment",
    "FactorKind",
    "Field",
    "Identity",
    "Invitation",
    "InvitationState",
    "Language",
    "Membership",
    "Person",
    "Qualification",
    "RecoveryCode",
    "RequestKind",
    "RequestState",
    "SecondFactor",
    "SecondFactorDemand",
    "Sex",
    "SignIn",
    "Training",
    "User",
    "UserManager",
    "Way",
]
