"""The only writer of the room: accounts and roles, persons, what they agreed to."""

from __future__ import annotations

from densach.people.actions.accounts import (
    change_language,
    change_password,
    check_password,
    close_account,
    open_account,
    reopen_account,
    set_one_time_password,
)
from densach.people.actions.roles import end_role, give_role, welcome

__all__ = [
    "change_language",
    "change_password",
    "check_password",
    "close_account",
    "end_role",
    "give_role",
    "open_account",
    "reopen_account",
    "set_one_time_password",
    "welcome",
]
