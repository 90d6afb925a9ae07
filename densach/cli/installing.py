"""`densach init`: a new, empty installation."""

from __future__ import annotations

import argparse
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from densach.cli.errors import AlreadyInstalled, WrongAddress, WrongName
from densach.cli.installation import bring_up_to_date, data_folder, is_installed, keep_key, keep_to_owner
from densach.cli.output import progress, say
from densach.kernel.actor import SYSTEM
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.organisations import actions as organisations
from densach.organisations.map import the_map
from densach.organisations.queries import area_by_code
from densach.people import actions as people
from densach.people.models import User

LONGEST_NAME = 150  # letters


def lay_foundations() -> int:
    """Tables, the map and the catalogues; returns the number of areas. Safe to run again."""
    data_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    keep_to_owner()
    keep_key()
    bring_up_to_date()
    at = timezone.now()
    progress("areas …")
    areas = organisations.load_map(at=at, actor=SYSTEM, rows=the_map())
    progress("")
    return areas


def _administrator(options: argparse.Namespace) -> tuple[str, str]:
    """Address and name, checked before anything is made."""
    email = options.admin.strip()
    name = clean_text(options.name or email.split("@")[0])
    try:
        User._meta.get_field("email").run_validators(email)
    except ValidationError:
        raise WrongAddress(email=email) from None
    if not name or len(name) > LONGEST_NAME:
        raise WrongName(limit=LONGEST_NAME)
    return email, name


def init(options: argparse.Namespace) -> dict[str, Any]:
    if is_installed():
        raise AlreadyInstalled(folder=data_folder())
    email, name = _administrator(options)
    areas = lay_foundations()
    at = timezone.now()
    password = secrets.token_urlsafe(12)
    user = people.open_account(
        at=at,
        actor=SYSTEM,
        email=email,
        name=name,
        password=password,
        one_time=True,
    )
    house = organisations.found(
        at=at,
        actor=SYSTEM,
        code="he-thong",
        name="Đèn Sách",
        kind="department",
        level="nation",
        area=area_by_code("viet-nam"),
        since=today(at),
    )
    people.give_role(
        at=at, actor=SYSTEM, user=user, organisation=house, role="administrator", since=today(at)
    )
    say(options, f"{data_folder()}: {areas} đơn vị hành chính.")
    say(options, f"Quản trị viên: {user.email}\nMật khẩu dùng một lần (đăng nhập xong phải đổi): {password}")
    return {"data": str(data_folder()), "areas": areas, "admin": user.email, "password": password}
