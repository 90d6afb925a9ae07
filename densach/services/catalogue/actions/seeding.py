"""What a new installation starts with: types of items. Safe to run again."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from densach.services.catalogue.models import ItemType

# Code, Vietnamese and English name, lent at all.
ITEM_TYPES: Final = (
    ("book", "Sách", "Book", True),
    ("children", "Sách thiếu nhi", "Children's book", True),
    ("textbook", "Sách giáo khoa, tham khảo", "Textbook", True),
    ("reference", "Tài liệu tra cứu", "Reference work", False),
    ("local", "Tài liệu địa chí", "Local material", False),
    ("magazine", "Báo, tạp chí", "Newspaper or magazine", False),
    ("disc", "Đĩa, tài liệu nghe nhìn", "Disc, audiovisual", True),
    ("braille", "Sách chữ nổi, sách nói", "Braille or talking book", True),
)


@transaction.atomic
def seed_item_types() -> None:
    """Adds the types that lack; changed names stay as a province wrote them."""
    there = set(ItemType.objects.values_list("code", flat=True))
    ItemType.objects.bulk_create(
        ItemType(code=code, name_vi=vietnamese, name_en=english, for_loan=lent, position=position)
        for position, (code, vietnamese, english, lent) in enumerate(ITEM_TYPES)
        if code not in there
    )
