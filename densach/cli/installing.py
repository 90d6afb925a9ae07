"""`densach init`: a new, empty installation."""

from __future__ import annotations

import argparse
import secrets
from typing import Any

from django.utils import timezone

from densach.cli.errors import AlreadyInstalled
from densach.cli.installation import bring_up_to_date, data_folder, is_installed
from densach.cli.output import progress, say
from densach.kernel.actor import SYSTEM
from densach.kernel.dates import today
from densach.organisations import actions as organisations
from densach.organisations.map import the_map
from densach.organisations.queries import area_by_code
from densach.people import actions as people


def lay_foundations() -> int:
    """Tables, the map and the catalogues; returns the number of areas. Safe to run again."""
    data_folder().mkdir(parents=True, exist_ok=True)
    bring_up_to_date()
    at = timezone.now()
    progress("areas …")
    areas = organisations.load_map(at=at, actor=SYSTEM, rows=the_map())
    progress("")
    return areas


def init(options: argparse.Namespace) -> dict[str, Any]:
    if is_installed():
        raise AlreadyInstalled(folder=data_folder())
    areas = lay_foundations()
    at = timezone.now()
    password = secrets.token_urlsafe(12)
    user = people.open_account(
        at=at,
        actor=SYSTEM,
        email=options.admin,
        name=options.name or options.admin.split("@")[0],
        password=password,
    )
    house = organisations.found(
        at=at,
        actor=SYSTEM,
        code="he-thong",
        name="Đèn Sách",
        kind="office",
        level="nation",
        area=area_by_code("viet-nam"),
        since=today(at),
    )
    people.give_role(
        at=at, actor=SYSTEM, user=user, organisation=house, role="administrator", since=today(at)
    )
    say(options, f"{data_folder()}: {areas} đơn vị hành chính.")
    say(options, f"Quản trị viên: {user.email}\nMật khẩu (đổi ngay sau khi đăng nhập): {password}")
    return {"data": str(data_folder()), "areas": areas, "admin": user.email, "password": password}
