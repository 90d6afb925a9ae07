"""The only door for readers of the room."""

from __future__ import annotations

from densach.people.queries.accounts import (
    any_account,
    must_change_password,
    own_account,
    staff_of,
    user_by_email,
)
from densach.people.queries.actor import (
    MANAGE,
    StaffActor,
    holds,
    home_organisation,
    memberships_of,
    organisations_where,
    reach_of,
    roles_of,
)
from densach.people.queries.care import (
    Held,
    Wanted,
    in_care,
    membership_of,
    people_page,
    person_for,
    roles_held,
    roles_to_give,
    units_of,
)
from densach.people.queries.rights import (
    could_give,
    governs,
    is_administered_without,
    overlapping_role,
)

__all__ = [
    "MANAGE",
    "Held",
    "StaffActor",
    "Wanted",
    "any_account",
    "could_give",
    "governs",
    "holds",
    "home_organisation",
    "in_care",
    "is_administered_without",
    "membership_of",
    "memberships_of",
    "must_change_password",
    "organisations_where",
    "overlapping_role",
    "own_account",
    "people_page",
    "person_for",
    "reach_of",
    "roles_held",
    "roles_of",
    "roles_to_give",
    "staff_of",
    "units_of",
    "user_by_email",
]
