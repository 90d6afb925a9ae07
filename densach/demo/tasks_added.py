"""Tasks that the department adds in January to those of the plan's paper: of the kinds of time that the paper lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from densach.demo.places import Places
from densach.organisations.models import Organisation
from densach.programme.tasks.rules.times import Times

TRUCK: Final = "Tổ chức phục vụ xe thư viện lưu động"
RULES: Final = "Xây dựng Quy chế phối hợp giữa thư viện công cộng và thư viện trường học"
ALLOWANCE: Final = "Tham mưu ban hành Nghị quyết về mức chi hỗ trợ người phụ trách phòng đọc cơ sở"


@dataclass(frozen=True)
class Added:
    """A task that the department adds to those of the paper, with its times and who carries it out."""

    title: str
    group: str
    times: Times
    units: tuple[Organisation, ...]
    content: str = ""
    kind: str = "deed"


def added(places: Places) -> tuple[Added, ...]:
    """All of them, in the order in which they are added."""
    return (*_waiting(places), *_dated(places))


def _waiting(places: Places) -> tuple[Added, ...]:
    """What waits for an event."""
    return (
        Added(
            TRUCK,
            "library",
            Times(
                "conditional",
                "Khi được tiếp nhận xe ô tô thư viện lưu động",
                condition="Khi được tiếp nhận xe ô tô thư viện lưu động",
                months_after=6,
            ),
            (places.library,),
            "Triển khai thí điểm tại 03 trường tiểu học thuộc các xã cù lao. Sau đó triển khai rộng rãi đến các "
            "trường học vùng sâu trên địa bàn tỉnh",
        ),
        Added(
            "Nâng cấp cơ sở vật chất, chỉnh lý trưng bày tại Bảo tàng tỉnh",
            "museum",
            Times(
                "conditional",
                "Khi dự án chỉnh lý trưng bày được phê duyệt",
                condition="Khi dự án chỉnh lý trưng bày được phê duyệt",
                months_after=18,
            ),
            (places.museum,),
        ),
    )


def _dated(places: Places) -> tuple[Added, ...]:
    """What has its day or its rhythm."""
    library, office = places.library, places.department
    return (
        Added(RULES, "general", Times("fixed", ends_on=date(2026, 6, 30)), (office,), kind="paper"),
        Added(ALLOWANCE, "general", Times("fixed", ends_on=date(2026, 10, 31)), (office,), kind="paper"),
        Added(
            "Khảo sát mạng lưới thư viện, bảo tàng, nhà văn hóa trên địa bàn tỉnh",
            "general",
            Times("every_n_years", "02 năm 01 lần", every_years=2),
            (office, library),
        ),
        Added(
            "Bàn giao, hợp nhất sổ đăng ký tài sản của các thư viện tỉnh trước sắp xếp",
            "library",
            Times("span", starts_on=date(2026, 2, 1), ends_on=date(2026, 9, 30)),
            (library,),
        ),
        Added(
            "Tập huấn người phụ trách phòng đọc, nhà văn hóa cơ sở về kỹ năng số",
            "people",
            Times("span", starts_on=date(2026, 8, 1), ends_on=date(2026, 12, 15)),
            (places.centre, library),
        ),
    )
