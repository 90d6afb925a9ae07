"""The staff files of the demo's units: invented people, by the room's own actions, the same at every making."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from densach.demo.places import REFORM, Places
from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.actions import consents, persons, privacy
from densach.people.models import Employment, Person, User
from densach.people.queries.persons import posts_to_give
from densach.people.rules.staffing import Course, PersonData, Position

_SEED: Final = 20250701
_FAMILY: Final = (
    "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
    "Dương", "Phan", "Trương", "Lâm",
)  # fmt: skip
_KHMER: Final = ("Thạch", "Kim", "Sơn", "Kiên", "Lâm")
_MIDDLE_WOMEN: Final = ("Thị", "Thị", "Ngọc", "Kim", "Thanh", "Thị Mỹ", "Thị Hồng", "Thị Bích")
_MIDDLE_MEN: Final = ("Văn", "Văn", "Minh", "Hữu", "Quốc", "Hoàng", "Thanh", "Công")
_WOMEN: Final = (
    "Lan", "Hoa", "Tuyết", "Mai", "Hạnh", "Phượng", "Thảo", "Trinh", "Nhung", "Yến", "Diễm", "Thúy", "Loan", "Ngân",
)  # fmt: skip
_MEN: Final = (
    "Hùng", "Dũng", "Phúc", "Tài", "Lộc", "Khánh", "Nam", "Sơn", "Thành", "Đạt", "Vinh", "Kha", "Tâm", "Nghĩa",
)  # fmt: skip
_QUALIFIED: Final = ("university", "university", "university", "college", "intermediate", "postgraduate")
# Title of the person → the post that the unit's page names, where it names one.
_POSTS: Final = {
    "Giám đốc Thư viện": "Giám đốc",
    "Thủ thư hạng III": "Viên chức thư viện",
    "Thủ thư hạng IV": "Viên chức thư viện",
    "Kỹ sư tin học": "Viên chức công nghệ thông tin",
}
_COURSES: Final = (
    ("Biên mục theo MARC 21", "library"),
    ("Chuyển đổi số trong thư viện công cộng", "informatics"),
    ("Tổ chức hoạt động học tập suốt đời", "education"),
    ("Kể chuyện theo sách cho thiếu nhi", "library"),
)


@dataclass(frozen=True)
class _Unit:
    """Whom a unit has: how many, of which field, under which titles, and the duty of the first."""

    organisation: Organisation
    number: int
    field: str
    head: tuple[str, str]
    titles: tuple[str, ...]


def _units(places: Places) -> Iterator[_Unit]:
    yield _Unit(
        places.department, 5, "culture", ("Giám đốc Sở", "head"), ("Chuyên viên", "Chuyên viên chính")
    )
    yield _Unit(
        places.library, 12, "library", ("Giám đốc Thư viện", "head"),
        ("Thủ thư hạng III", "Thủ thư hạng IV", "Kỹ sư tin học", "Kế toán"),
    )  # fmt: skip
    yield _Unit(
        places.museum, 8, "museum", ("Giám đốc Bảo tàng", "head"),
        ("Di sản viên hạng III", "Thuyết minh viên", "Kế toán"),
    )  # fmt: skip
    yield _Unit(
        places.centre, 8, "culture", ("Giám đốc Trung tâm", "head"),
        ("Phương pháp viên hạng III", "Hướng dẫn viên văn hóa", "Đội trưởng đội tuyên truyền"),
    )  # fmt: skip
    yield _Unit(places.school, 1, "education", ("Nhân viên thư viện", ""), ())
    for number, commune in enumerate(places.communes):
        yield _Unit(commune.committee, 1, "culture", ("Công chức Văn hóa - Xã hội", "commune_culture"), ())
        if commune.library is not None and number % 5 != 4:
            yield _Unit(
                commune.library,
                1 + (number % 3 == 0),
                "library",
                ("Phụ trách thư viện", "head"),
                ("Thủ thư",),
            )
        if number % 4 != 3:
            yield _Unit(
                commune.centre, 1 + (number % 4 == 0), "culture", ("Chủ nhiệm Trung tâm", "house_head"),
                ("Chủ nhiệm câu lạc bộ",),
            )  # fmt: skip


def _somebody(chance: Random) -> PersonData:
    woman, minority = chance.random() < 0.6, chance.random() < 0.12
    family = chance.choice(_KHMER if minority else _FAMILY)
    middle = chance.choice(_MIDDLE_WOMEN if woman else _MIDDLE_MEN)
    name = f"{family} {middle} {chance.choice(_WOMEN if woman else _MEN)}"
    born = date(1966, 1, 1) + timedelta(days=chance.randrange(365 * 36))
    return PersonData(
        name=name,
        birth_date=born if chance.random() < 0.85 else None,
        sex="female" if woman else "male",
        is_ethnic_minority=minority,
        phone=f"0900 {chance.randrange(100, 999)} {chance.randrange(100, 999)}"
        if chance.random() < 0.7
        else "",
    )


def _position(chance: Random, unit: _Unit, place: int) -> Position:
    title, duty = unit.head if place == 0 else (unit.titles[place % len(unit.titles)], "")
    if title == "Chủ nhiệm câu lạc bộ":
        return Position(contract="collaborator", title=title, duty="club_head")
    if title == "Đội trưởng đội tuyên truyền":
        duty = "team_leader"
    fits, told = chance.random() < 0.62, chance.random() < 0.93
    agency = unit.organisation.code.startswith(("ubnd-", "so-"))
    contract = "civil_servant" if agency else "public_employee"
    return Position(
        contract=contract if chance.random() < 0.85 else "worker",
        title=title,
        duty=duty,
        qualification=chance.choice(_QUALIFIED) if told else "",
        field=(unit.field if fits else chance.choice(("education", "other", "culture"))) if told else "",
    )


def staff_all(at: datetime, later: datetime, places: Places, people: dict[str, User]) -> None:
    """Everybody of the units from the reform on; `later` some took courses, agreed, left, and one asks something."""
    chance = Random(_SEED)
    accounts = _accounts(places, people)
    for unit in _units(places):
        for place in range(unit.number):
            user = accounts.pop((unit.organisation.pk, place), None)
            data = _somebody(chance)
            if user is not None:
                data = PersonData(
                    name=user.name, birth_date=data.birth_date, email=user.email, phone=data.phone
                )
            job = _hire(at, unit, data, _position(chance, unit, place))
            if user is not None:
                persons.tie_account(at=at, actor=SYSTEM, person=job.person, email=user.email)
            _more(later, chance, job, may_leave=place > 3 and user is None)
    _a_request(later, people)


def _accounts(places: Places, people: dict[str, User]) -> dict[tuple[int, int], User]:
    """Which demo account is the person at which place of a unit; 0 is the head."""
    seats = (
        ("institution_head", places.library, 0), ("librarian", places.library, 1),
        ("museum_keeper", places.museum, 1), ("culture_head", places.centre, 0),
        ("department_officer", places.department, 1), ("leader", places.department, 0),
        ("commune_officer", places.communes[0].committee, 0), ("school", places.school, 0),
    )  # fmt: skip
    return {(unit.pk, place): people[role] for role, unit, place in seats if role in people}


def _hire(at: datetime, unit: _Unit, data: PersonData, position: Position) -> Employment:
    wanted = _POSTS.get(position.title, "")
    if wanted:
        open_posts = {post.title: post.pk for post in posts_to_give(unit.organisation, REFORM)}
        position = replace(position, post=open_posts.get(wanted))
    return persons.hire(
        at=at,
        actor=SYSTEM,
        organisation=unit.organisation,
        since=REFORM,
        person=data,
        position=position,
        even_if_alike=True,
    )


def _more(at: datetime, chance: Random, job: Employment, *, may_leave: bool) -> None:
    if chance.random() < 0.15:
        title, field = chance.choice(_COURSES)
        first = date(2026, 3, 2) + timedelta(days=chance.randrange(60))
        course = Course(title, first, first + timedelta(days=2), field, provider="Thư viện Quốc gia Việt Nam")
        persons.add_training(at=at, actor=SYSTEM, person=job.person, course=course)
    if chance.random() < 0.15:
        _agree(at, job.person, chance.choice(("staff_directory", "photo", "publicity")))
    if may_leave and chance.random() < 0.2:
        persons.leave(at=at, actor=SYSTEM, job=job, last_day=date(2026, 2, 28))


def _agree(at: datetime, person: Person, purpose: str) -> None:
    consents.record_consent(at=at, actor=SYSTEM, person=person, purpose=purpose)


def _a_request(at: datetime, people: dict[str, User]) -> None:
    """Somebody asks, so that the page of requests has something to answer."""
    user = people.get("librarian")
    if user is not None:
        words = "Ngày sinh của tôi ghi chưa đúng, đề nghị sửa theo hồ sơ gốc."
        person = Person.objects.get(user=user)
        privacy.record_request(at=at, actor=SYSTEM, person=person, kind="correct", words=words)
