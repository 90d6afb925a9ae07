"""What a new installation starts with: categories of readers. Lending rules have defaults and need none."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from densach.services.circulation.models import PatronCategory

# Code, Vietnamese and English name, younger than, months a card holds, needs a guarantor.
CATEGORIES: Final = (
    ("child", "Thiếu nhi", "Child", 16, 12, True),
    ("pupil", "Học sinh, sinh viên", "Pupil or student", None, 12, False),
    ("adult", "Người lớn", "Adult", None, 12, False),
    ("elderly", "Người cao tuổi", "Elderly person", None, 24, False),
    ("disabled", "Người khuyết tật", "Person with a disability", None, 24, False),
    ("staff", "Cán bộ nghiên cứu, giáo viên", "Researcher or teacher", None, 24, False),
    ("group", "Tập thể, điểm đọc", "Group or reading point", None, 12, False),
)


@transaction.atomic
def seed_categories() -> None:
    """Adds the categories that lack; changed ones stay as a province wrote them."""
    there = set(PatronCategory.objects.values_list("code", flat=True))
    PatronCategory.objects.bulk_create(
        PatronCategory(
            code=code, name_vi=vietnamese, name_en=english, until_age=age, valid_months=months,
            needs_guarantor=guarantor, position=position,
        )
        for position, (code, vietnamese, english, age, months, guarantor) in enumerate(CATEGORIES)
        if code not in there
    )  # fmt: skip
