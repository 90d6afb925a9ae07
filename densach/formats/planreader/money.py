"""Sums that are to be raised, not budgets: "huy động 15 tỷ đồng từ nguồn xã hội hóa"."""

from __future__ import annotations

import re

from densach.formats.planreader.drafts import Draft, Scene, is_past
from densach.formats.planreader.numbers import to_number

_SUM = re.compile(
    r"(?<![\w.,])(\d[\d.]*(?:,\d+)?)\s*(?:-\s*(\d[\d.]*(?:,\d+)?)\s*)?(nghìn tỷ|tỷ|tỉ|triệu|nghìn)?\s*đồng(\s*/\s*năm)?"
)
_RAISED = re.compile(
    r"(?:huy động|vận động|thu hút|kêu gọi|xã hội hóa|đóng góp|doanh thu|thu phí)[^.;]{0,60}$"
)
_SPENT = re.compile(r"kinh phí thực hiện|tổng kinh phí|dự toán|tổng mức|kinh phí hỗ trợ|mức chi|bố trí")
_SCALE = {"nghìn tỷ": 1e12, "tỷ": 1e9, "tỉ": 1e9, "triệu": 1e6, "nghìn": 1e3, None: 1.0}


def money(scene: Scene) -> list[Draft]:
    """Sums of goals and tasks that the words say are to be raised."""
    ordered = scene.setting.paper == "Chỉ thị" and scene.setting.role == ""
    if (
        not (ordered or scene.setting.role in ("goals", "tasks"))
        or scene.setting.strict
        or _SPENT.search(scene.low)
    ):
        return []
    drafts: list[Draft] = []
    for found in _SUM.finditer(scene.low):
        if not _RAISED.search(scene.low[: found.start()]) or is_past(scene, found.start(), len(scene.low)):
            continue
        scale = _SCALE[found.group(3)]
        low = to_number(found.group(1)) * scale
        high = to_number(found.group(2)) * scale if found.group(2) else low
        yearly = found.group(4) is not None or re.search(r"mỗi năm|h[àằ]ng năm", scene.low) is not None
        raised = re.search(r"(?:ít nhất|tối thiểu|trên|không dưới)\s*$", scene.low[: found.start()])
        upward = re.match(r"\s*trở lên", scene.low[found.end() :])
        floor = (raised or upward) and high == low
        drafts.append(
            Draft(
                0,
                found.end(),
                "money",
                low,
                None if floor else high,
                "đồng/năm" if yearly else "đồng",
                subject=scene.sentence.view.text.strip(" .;"),
                words=scene.bare,
                confidence=0.7,
                milestone=not yearly,
                span=scene.span_for(found.start(), len(scene.low)),
            )
        )
    return drafts
