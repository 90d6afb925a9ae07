"""Age bands and the slice that a person or a tap falls into. What was not told is left out, never guessed.

The bands are finer than the three ages of the counting book and map onto them: a child is whoever is under sixteen
(Law on Children 102/2016/QH13, article 1), youth are 16 to 30 (Law on Youth 57/2020/QH14, article 1), the elderly 60
and over (Law on the Elderly 39/2009/QH12, article 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_noop


@dataclass(frozen=True)
class Band:
    """Whole years from `first` to `last`, both inside; `age` is its value in the dimension `age`."""

    code: str
    first: int
    last: int
    age: str
    name: str


BANDS: Final = (
    Band("b0_5", 0, 5, "child", gettext_noop("under 6")),
    Band("b6_10", 6, 10, "child", gettext_noop("6 to 10")),
    Band("b11_15", 11, 15, "child", gettext_noop("11 to 15")),
    Band("b16_30", 16, 30, "adult", gettext_noop("16 to 30")),
    Band("b31_59", 31, 59, "adult", gettext_noop("31 to 59")),
    Band("b60", 60, 200, "senior", gettext_noop("60 and over")),
)
BY_CODE: Final = {band.code: band for band in BANDS}
CODES: Final = tuple(BY_CODE)


def band_of(birth_date: date | None, on: date) -> Band | None:
    """The band of whoever was born that day; None where it was not told."""
    if birth_date is None or birth_date > on:
        return None
    years = on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))
    return next((band for band in BANDS if band.first <= years <= band.last), None)


def slice_of(
    *,
    band: str = "",
    sex: str = "",
    minority: bool | None = None,
    remote: bool | None = None,
    role: str = "",
) -> dict[str, str]:
    """The parts of a slice, as the counting book writes them: dimension → value. `role`: `pupil` or `worker`."""
    parts: dict[str, str] = {}
    if band:
        parts["band"], parts["age"] = band, BY_CODE[band].age
    if sex:
        parts["sex"] = sex
    if minority is not None:
        parts["ethnic"] = "minority" if minority else "majority"
    if remote is not None:
        parts["remote"] = "remote" if remote else "near"
    if role:
        parts["role"] = role
    return parts
