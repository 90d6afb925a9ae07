"""Invented readers of the demo's libraries: pupils, grown-ups, old people; children with who answers for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Final

from densach.demo.counts import moment
from densach.kernel.actor import Actor
from densach.organisations.models import Organisation
from densach.people.rules.staffing import PersonData
from densach.services.circulation.actions import patrons
from densach.services.circulation.queries import Patron

# The reader of the demo whose card and PIN anybody may try.
KNOWN_PIN: Final = "152030"
_FAMILY: Final = (
    "Nguyễn",
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Võ",
    "Đặng",
    "Bùi",
    "Phan",
    "Trương",
    "Lâm",
)
_KHMER: Final = ("Thạch", "Kim", "Sơn", "Kiên", "Lâm")
_WOMEN: Final = (
    "Thị An",
    "Ngọc Diệp",
    "Kim Chi",
    "Thanh Hà",
    "Bảo Ngọc",
    "Gia Hân",
    "Mỹ Duyên",
    "Thị Sương",
    "Minh Thư",
)
_MEN: Final = (
    "Văn Bình",
    "Minh Khôi",
    "Gia Bảo",
    "Hữu Phước",
    "Quốc Anh",
    "Tấn Lợi",
    "Hoàng Long",
    "Văn Sáu",
    "Đức Trí",
)


@dataclass
class Readers:
    """Whom each library has registered."""

    actor: Actor
    of: dict[int, list[Patron]] = field(default_factory=dict)

    def register(self, library: Organisation, day: date, chance: Random, *, pin: str = "") -> Patron:
        """One reader more."""
        data = somebody(chance, day)
        age = day.year - data.birth_date.year if data.birth_date else 30
        guardian = parent_of(data, chance) if age < 16 else None
        patron = patrons.register(
            at=moment(day, 9),
            actor=self.actor,
            library=library,
            reader=patrons.NewReader(
                person=data,
                category="" if age < 16 else "pupil" if age < 23 else "elderly" if age >= 60 else "adult",
                guardian=guardian,
                guardian_relation="cha, mẹ" if guardian else "",
                group=f"Lớp {max(1, age - 5)}" if 6 <= age < 16 else "",
                pin=pin,
                even_if_alike=True,
            ),
        )
        self.of.setdefault(library.pk, []).append(patron)
        return patron


def somebody(chance: Random, day: date) -> PersonData:
    woman, minority = chance.random() < 0.56, chance.random() < 0.18
    age = chance.choice((*range(7, 18), *range(7, 18), *range(18, 75, 3)))
    name = f"{chance.choice(_KHMER if minority else _FAMILY)} {chance.choice(_WOMEN if woman else _MEN)}"
    return PersonData(
        name=name,
        birth_date=date(day.year - age, 1 + chance.randrange(12), 1 + chance.randrange(28)),
        sex="female" if woman else "male",
        is_ethnic_minority=minority if chance.random() < 0.85 else None,
        phone=f"09{chance.randrange(10_000_000, 99_999_999)}" if age >= 16 and chance.random() < 0.6 else "",
    )


def parent_of(child: PersonData, chance: Random) -> PersonData:
    family = child.name.split()[0]
    return PersonData(
        name=f"{family} {chance.choice(_MEN)}", phone=f"09{chance.randrange(10_000_000, 99_999_999)}"
    )
