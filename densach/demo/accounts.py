"""One account for each role of the house, all with the same printed password. Only ever made by the demo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from densach.demo.places import REFORM, Places
from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people import actions
from densach.people.models import User

PASSWORD: Final = "ngon-den-khuya"  # noqa: S105  # printed by the demo, refused outside it
DOMAIN: Final = "demo.densach.vn"


@dataclass(frozen=True)
class Account:
    email: str
    name: str
    role: str
    words: str
    place: str


def _account(who: str, name: str, role: str, words: str, place: str) -> Account:
    return Account(f"{who}@{DOMAIN}", name, role, words, place)


ACCOUNTS: Final = (
    _account("canbo-so", "Nguyễn Thị Sen", "department_officer", "cán bộ Sở VHTTDL", "department"),
    _account("lanhdao", "Trần Văn Đồng", "leader", "lãnh đạo Sở", "department"),
    _account("thuvien", "Lê Thị Thư", "institution_head", "Giám đốc Thư viện tỉnh", "library"),
    _account("thuthu", "Huỳnh Ngọc Trang", "librarian", "thủ thư", "library"),
    _account("baotang", "Phạm Văn Cổ", "museum_keeper", "cán bộ Bảo tàng tỉnh", "museum"),
    _account("vanhoa", "Thạch Thị Sô Phia", "culture_head", "phụ trách Trung tâm VHNT tỉnh", "centre"),
    _account("xa", "Võ Văn Xã", "commune_officer", "cán bộ văn hóa xã", "commune"),
    _account("truong", "Ngô Thị Giáo", "school", "cán bộ thư viện trường học", "school"),
    _account("dulieu", "Lâm Thị Kín", "privacy_officer", "cán bộ bảo vệ dữ liệu cá nhân", "department"),
    _account("quantri", "Đặng Thị Quản", "administrator", "quản trị hệ thống", "committee"),
    _account("nguoidan", "Hồ Thị Đọc", "", "người dân (chưa có vai trò)", ""),
)


def place_of(account: Account, places: Places) -> Organisation | None:
    if account.place == "commune":
        return places.communes[0].committee
    found: Organisation | None = getattr(places, account.place) if account.place else None
    return found


def open_all(at: datetime, places: Places) -> dict[str, User]:
    """Opens every account and gives each its role; by role code."""
    found = {}
    for account in ACCOUNTS:
        user = actions.open_account(
            at=at, actor=SYSTEM, email=account.email, name=account.name, password=PASSWORD
        )
        place = place_of(account, places)
        if place is not None:
            actions.give_role(
                at=at, actor=SYSTEM, user=user, organisation=place, role=account.role, since=REFORM
            )
        found[account.role or "citizen"] = user
    return found


def listing() -> str:
    """What the demo prints for people."""
    lines = [f"  {account.email:<28} {account.words} ({account.name})" for account in ACCOUNTS]
    return "\n".join(["Tài khoản dùng thử, mật khẩu chung: " + PASSWORD, *lines])
