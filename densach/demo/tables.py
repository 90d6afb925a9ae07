"""Tables that people of the demo have turned and kept: one for oneself, the others shared in the unit."""

from __future__ import annotations

from datetime import date
from typing import Final

from densach.demo.counts import moment
from densach.demo.places import Places
from densach.people.models import User
from densach.people.queries import StaffActor
from densach.programme.indicators import actions

KEPT_ON: Final = date(2026, 7, 6)
# role, name, address of the table, whether the unit may open it
VIEWS: Final = (
    (
        "department_officer",
        "Lượt bạn đọc theo xã, từng quý",
        "hang=area&cot=quarter&do=library.visits&tu=2026-01&den=2026-12&xem=was&ve=bars&xep=nhieu",
        True,
    ),
    (
        "department_officer",
        "Lượt khách và lượt bạn đọc qua các năm, kể cả các tỉnh cũ",
        "hang=measure&cot=year&do=library.visits,museum.visitors,culture.participants&tu=2023-01&den=2026-12&xem=now"
        "&ve=bars",
        True,
    ),
    (
        "department_officer",
        "Thư viện có dịch vụ học tập suốt đời, theo loại hình",
        "hang=kind&cot=year&do=tv.co_dich_vu_htsd&tu=2025-01&den=2026-12&xem=was&ve=bars",
        False,
    ),
    (
        "leader",
        "Mùa đông khách: tháng của các năm",
        "hang=month&cot=year&do=museum.visitors&tu=2024-01&den=2026-12&xem=now&ve=lines",
        True,
    ),
)


def play(places: Places, people: dict[str, User], today: date) -> None:
    """Kept one morning of July, if it has come."""
    if today <= KEPT_ON:
        return
    for role, name, query, shared in VIEWS:
        actor = StaffActor(user=people[role], on=KEPT_ON)
        actions.save_view(
            at=moment(KEPT_ON, 9),
            actor=actor,
            name=name,
            query=query,
            organisation=places.department,
            shared=shared,
        )
