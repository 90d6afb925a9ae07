"""From an empty installation to a department that works: through the web, as its people go."""

from __future__ import annotations

import argparse
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from densach.cli import installing
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.programme.plans.models import Plan
from tests.cast import TODAY, Province
from tests.people.test_looking_after import ONE_TIME
from tests.programme.plans.test_screens import PAPER
from tests.stage import SignedIn

OWN = "mot-ngon-den-moi"


@pytest.fixture
def made(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What `densach init` answers. The tests' database has its tables already."""
    monkeypatch.setattr(installing, "is_installed", lambda: False)
    return installing.init(argparse.Namespace(admin="quan-tri@ba-vam.test", name="Đặng Thị Quản", json=True))


def signed_in(email: str, password: str) -> Client:
    client = Client()
    answer = client.post(reverse("people:login"), {"username": email, "password": password})
    assert answer.status_code == 302
    return client


def found(client: Client, code: str, name: str, kind: str, parent: str, since: str = "2025-07-01") -> None:
    address = reverse("organisations:found")
    page = client.get(address).content.decode()
    # The first province of the list, with all its communes, is open.
    area = re.search(r'name="tinh">.*?<option value="([^"]+)" selected>', page, re.DOTALL)
    assert area, "no province to choose"
    told = {"name": name, "kind": kind, "level": "province", "parent": parent, "area": area[1], "code": code}
    answer = client.post(address, {**told, "since": since, "legal_basis": "", "aliases": ""})
    assert answer.status_code == 302, answer.content.decode()
    assert Organisation.objects.filter(code=code).exists()


def test_an_empty_installation_becomes_a_department_that_works(made: dict[str, Any]) -> None:
    administrator = signed_in(made["admin"], made["password"])
    assert administrator.get(reverse("organisations:found"))["Location"] == reverse("people:account")
    printed = {
        "form": "password",
        "password-present": made["password"],
        "password-new": "ngọn đèn của quản trị",
    }
    assert administrator.post(reverse("people:account"), printed)["Location"] == reverse("workspace:home")
    found(administrator, "ubnd-tinh", "Ủy ban nhân dân tỉnh", "peoples_committee", "")
    found(administrator, "so", "Sở Văn hóa, Thể thao và Du lịch", "department", "ubnd-tinh")

    told = {"name": "Nguyễn Thị Sen", "email": "sen@so.test", "unit": "so", "role": "department_officer"}
    page = administrator.post(reverse("people:new"), {**told, "since": "2025-07-01"}).content.decode()
    password = ONE_TIME.findall(page)[0]
    officer = signed_in("sen@so.test", password)
    home = officer.get(reverse("workspace:home"))
    assert home["Location"] == reverse("people:account")
    change = {"form": "password", "password-present": password, "password-new": OWN}
    assert officer.post(home["Location"], change)["Location"] == reverse("workspace:home")
    assert officer.get(reverse("workspace:home")).status_code == 200

    paper = SimpleUploadedFile("ke-hoach.txt", PAPER, "text/plain")
    answer = officer.post(reverse("plans:load"), {"organisation": "so", "paper": paper})
    assert answer.status_code == 302
    plan = Plan.objects.get()
    assert plan.targets.count() == 2
    assert officer.get(answer["Location"]).status_code == 200

    second = {
        **told,
        "name": "Hồ Văn Hai",
        "email": "hai@so.test",
        "unit": "ubnd-tinh",
        "role": "administrator",
    }
    page = administrator.post(reverse("people:new"), {**second, "since": "2025-07-01"}).content.decode()
    assert ONE_TIME.search(page)
    assert User.objects.count() == 3


def test_whoever_keeps_one_province_founds_nothing_that_stands_alone(
    officer: User, province: Province, sign_in: type[SignedIn]
) -> None:
    told = {
        "name": "Thư viện riêng",
        "kind": "public_library",
        "level": "province",
        "parent": "",
        "area": "ba-vam",
    }
    answer = sign_in(officer).post(reverse("organisations:found"), {**told, "since": "2026-01-01"})
    assert answer.status_code == 302
    made = Organisation.objects.get(versions__name="Thư viện riêng")
    assert organisations.named(made, TODAY).parent_id is not None, "left empty, it is found by the place"
