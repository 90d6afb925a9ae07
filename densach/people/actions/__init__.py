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
from densach.people.actions.demands import (
    demand_second_factor,
    end_demand,
)
from densach.people.actions.factors import (
    add_app,
    add_passkey,
    prove_by_code,
    prove_by_passkey,
    remove_factor,
    renew_recovery_codes,
    reset_second_factor,
)
from densach.people.actions.invitations import (
    Invited,
    accept_invitation,
    accept_role,
    invite,
    withdraw_invitation,
)
from densach.people.actions.leaving import (
    leave_service,
    move,
)
from densach.people.actions.locks import (
    count_wrong,
    forget_wrong,
    unlock,
)
from densach.people.actions.roles import (
    end_role,
    give_role,
    welcome,
)
from densach.people.actions.sessions import (
    begin_sign_in,
    carry_sign_in,
    end_sign_in,
    end_sign_ins,
    saw,
    sign_out,
)
from densach.people.actions.signing_on import (
    sign_on,
    unbind,
)

__all__ = [
    "Invited",
    "accept_invitation",
    "accept_role",
    "add_app",
    "add_passkey",
    "begin_sign_in",
    "carry_sign_in",
    "change_language",
    "change_password",
    "check_password",
    "close_account",
    "count_wrong",
    "demand_second_factor",
    "end_demand",
    "end_role",
    "end_sign_in",
    "end_sign_ins",
    "forget_wrong",
    "give_role",
    "invite",
    "leave_service",
    "move",
    "open_account",
    "prove_by_code",
    "prove_by_passkey",
    "remove_factor",
    "renew_recovery_codes",
    "reopen_account",
    "reset_second_factor",
    "saw",
    "set_one_time_password",
    "sign_on",
    "sign_out",
    "unbind",
    "unlock",
    "welcome",
    "withdraw_invitation",
]
