"""Two tokens for scripts that try the demo. They are told by `demo --describe`, and are made nowhere else."""

from __future__ import annotations

from datetime import datetime

from densach.demo.places import Places
from densach.exchange import actions
from densach.exchange.rules import last_possible
from densach.kernel.dates import today
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.people.queries import StaffActor


def play(at: datetime, places: Places, people: dict[str, User]) -> dict[str, str]:
    """A librarian's token for the provincial library and an officer's for the department, as they are spelt."""

    def token(maker: str, name: str, role: str, organisation: Organisation) -> str:
        # A token may no more than whoever made it: the library's head lends, the officer does not.
        actor = StaffActor(user=people[maker], on=today(at))
        values = actions.TokenValues(name, role, last_possible(actor.on), only_reading=False)
        _token, spelt = actions.make_token(at=at, actor=actor, organisation=organisation, values=values)
        return spelt

    return {
        "librarian": token("institution_head", "Phần mềm quản lý Thư viện tỉnh", "librarian", places.library),
        "officer": token(
            "department_officer",
            "Trung tâm điều hành thông minh của tỉnh",
            "department_officer",
            places.department,
        ),
    }
