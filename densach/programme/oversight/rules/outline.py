"""The sections of a review, and its seal."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Who is asked answers within so many days; a decision page of the installation may say otherwise later.
DAYS_TO_ANSWER: Final = 15


@dataclass(frozen=True)
class Section:
    """`title` as the paper prints it; `label` in the language of the page."""

    code: str
    title: str
    label: str | Promise


SECTIONS: Final = (
    Section("results", "Kết quả đạt được", _("What was reached")),
    Section("limits", "Tồn tại, hạn chế", _("What falls short")),
    Section("causes", "Nguyên nhân", _("Why")),
    Section("lessons", "Bài học kinh nghiệm", _("What was learnt")),
    Section("proposals", "Đề xuất, kiến nghị", _("What is proposed")),
)


def due_after(on: date) -> date:
    """The last day for an answer to what was raised on the day; one that ends on a weekend ends on Monday."""
    day = on + timedelta(days=DAYS_TO_ANSWER)
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def seal(told: Mapping[str, object]) -> str:
    """64 hexadecimal digits that change with any change of what is told."""
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode("utf-8")).hexdigest()
