"""What kind of work a title names: one that ends in a paper is closed by that paper."""

from __future__ import annotations

import re

from densach.kernel.vietnamese import fold

_ISSUES = re.compile(
    r"^\W*(?:tham muu\b.*?)?(?:ra soat|xay dung|soan thao|ban hanh|trinh|sua doi|tham muu)\b.{0,60}?"
    r"\b(?:van ban|quy pham|nghi quyet|quyet dinh|quy che|quy dinh|ke hoach|de an|chi thi|huong dan|quy hoach)\b"
)


def is_paper(title: str) -> bool:
    """ "Xây dựng quy chế phối hợp …", "Rà soát, xây dựng văn bản quy phạm pháp luật": there is a paper in the end."""
    return _ISSUES.search(fold(title)) is not None
