"""Placeholders in braces: what a template may ask for, and how it is filled. Nothing else in a text is special."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_noop

from densach.services.certificates.rules.refusals import BrokenPlaceholder, UnknownPlaceholder

# Name → what it stands for. The names are Vietnamese, as those who write templates are.
PLACEHOLDERS: Final = {
    "ho_ten": gettext_noop("who holds it"),
    "hoat_dong": gettext_noop("activity, course or contest"),
    "don_vi": gettext_noop("institution that issues it"),
    "tu_ngay": gettext_noop("day on which it began"),
    "den_ngay": gettext_noop("day on which it ended"),
    "so_gio": gettext_noop("number of hours"),
    "ket_qua": gettext_noop("result, prize or rank"),
    "tac_pham": gettext_noop("work or act"),
    "ngay_cap": gettext_noop("day of issue"),
    "so": gettext_noop("number of the certificate"),
}
_PLACE: Final = re.compile(r"\{([^{}]*)\}")


def check(text: str) -> str:
    """The text, where all its placeholders are known. Raises UnknownPlaceholder, BrokenPlaceholder."""
    for name in _PLACE.findall(text):
        if name.strip() not in PLACEHOLDERS:
            raise UnknownPlaceholder(name=name.strip(), known=", ".join(PLACEHOLDERS))
    if set(_PLACE.sub("", text)) & {"{", "}"}:
        raise BrokenPlaceholder
    return text


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its values; one that is not told leaves no gap of two spaces."""
    told = _PLACE.sub(lambda found: values.get(found.group(1).strip(), ""), text)
    return re.sub(r"[ \t]{2,}", " ", told).strip()


def next_number(last: str, year: int) -> str:
    """The number after the last one of the year: `0001/2026/CN`."""
    found = re.match(r"(\d+)/", last)
    return f"{(int(found.group(1)) if found else 0) + 1:04d}/{year}/CN"
