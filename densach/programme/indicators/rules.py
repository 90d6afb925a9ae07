"""Values of indicators: what is asked, what each institution answered, and how the answers make one figure. Pure.

"Not answered" is kept beside every figure: a part that has not answered is None, never nought.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal, overload

from densach.kernel.errors import Conflict, Invalid, InvalidPeriod, NotFound
from densach.kernel.numbers import whole_number
from densach.kernel.period import Period

AsWhen = Literal["was", "now"]


class UnknownIndicator(NotFound):
    """The catalogue has no such indicator. Parameter: `code`."""

    message_id = "indicators.unknown"


class UnreadableQuestion(Invalid):
    """The address of an evidence page was altered and asks nothing that can be answered. Parameter: `part`."""

    message_id = "indicators.unreadable_question"


class UnknownPlace(NotFound):
    """No such line on a list of priority places, or none of this territory. No parameters."""

    message_id = "indicators.unknown_place"


class AlreadyListed(Conflict):
    """The place stands on this list already. Parameter: `place`."""

    message_id = "indicators.already_listed"


class BasisMissing(Invalid):
    """A list of priority places rests on a paper. No parameters."""

    message_id = "indicators.basis_missing"


class EndsBeforeItBegins(Invalid):
    """The last day comes before the first. Parameters: `since`, `until`."""

    message_id = "indicators.ends_before_it_begins"


@dataclass(frozen=True)
class Scope:
    """Whose figures count. Empty kinds or levels ask for all; the area is everything inside it, the root is an
    organisation with all that stands under it; with both, what is in both. `unit_ids` narrows all that to the
    organisations named: whoever was told to carry on what others had promised.
    """

    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    area_id: int | None = None
    root_id: int | None = None
    unit_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Part:
    """One institution's share in a figure. None is "not answered".

    `stage` (0–4), `verified` and `how` it is known (see capabilities) are told only for capabilities.
    """

    organisation_id: int
    name: str
    numerator: int | None = None
    denominator: int | None = None
    answer: bool | None = None
    verified: bool = False
    stage: int | None = None
    claim_id: int | None = None
    how: str = ""
    area_id: int | None = None

    @property
    def answered(self) -> bool:
        return self.numerator is not None or self.answer is not None


class Parts(Sequence[Part]):
    """The shares in a figure, made when somebody looks at them: most figures are only counted. Equal to the same ones
    in a tuple.
    """

    def __init__(self, number: int, make: Callable[[], Iterable[Part]]) -> None:
        self._number, self._make = number, make

    @cached_property
    def _every(self) -> tuple[Part, ...]:
        return tuple(self._make())

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[Part]:
        return iter(self._every)

    @overload
    def __getitem__(self, place: int) -> Part: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Part, ...]: ...

    def __getitem__(self, place: int | slice) -> Part | tuple[Part, ...]:
        return self._every[place]

    def __eq__(self, other: object) -> bool:
        return self._every == (other._every if isinstance(other, Parts) else other)

    def __hash__(self) -> int:
        return hash(self._every)

    def __reduce__(self) -> tuple[type[tuple[Part, ...]], tuple[tuple[Part, ...]]]:
        """Kept as what they are, without whom they would be made of."""
        return tuple, (self._every,)


@dataclass(frozen=True)
class Value:
    """A figure with everything that makes it. For shares `numerator` is the institutions that answered yes and
    `denominator` all that were asked: yes + no + unknown. `complete` says that nobody is missing.
    """

    indicator_code: str
    numerator: int | None
    denominator: int | None
    yes: int
    no: int
    unknown: int
    parts: Sequence[Part]
    period: Period | None
    on: date
    complete: bool
    unit: str

    @property
    def ratio(self) -> Fraction | None:
        """Numerator over denominator, where both are told and something was asked."""
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator)

    @property
    def answered(self) -> int:
        return len(self.parts) - self.unknown


@dataclass(frozen=True)
class Frame:
    """What every value of one reading carries: the indicator, its unit, the period asked and the day it was asked."""

    indicator_code: str
    unit: str
    period: Period | None
    on: date

    def value(
        self,
        parts: Sequence[Part],
        numerator: int | None,
        denominator: int | None,
        *,
        by_answer: bool = False,
    ) -> Value:
        """The figure over its parts; `by_answer` counts yes and no."""
        unknown = sum(1 for part in parts if not part.answered)
        yes = sum(1 for part in parts if part.answer is True) if by_answer else 0
        no = sum(1 for part in parts if part.answer is False) if by_answer else 0
        return self.counted(tuple(parts), numerator, denominator, unknown, yes, no)

    def counted(
        self,
        parts: Sequence[Part],
        numerator: int | None,
        denominator: int | None,
        unknown: int,
        yes: int = 0,
        no: int = 0,
    ) -> Value:
        """As `value`, where it was counted before how many did not answer, and who said yes and no."""
        return Value(
            indicator_code=self.indicator_code,
            numerator=numerator,
            denominator=denominator,
            yes=yes,
            no=no,
            unknown=unknown,
            parts=parts,
            period=self.period,
            on=self.on,
            complete=len(parts) > 0 and unknown == 0,
            unit=self.unit,
        )


def summed(frame: Frame, parts: Sequence[Part]) -> Value:
    """A total, or a reading at a date: the sum of those who answered; nothing where nobody did."""
    told = [part.numerator for part in parts if part.numerator is not None]
    return frame.value(parts, sum(told) if told else None, None)


def divided(frame: Frame, parts: Sequence[Part]) -> Value:
    """A ratio of two sums, over the institutions that told both; percentages are never averaged."""
    whole = [part if part.denominator is not None else replace(part, numerator=None) for part in parts]
    told = [(part.numerator, part.denominator) for part in whole if part.numerator is not None]
    if not told:
        return frame.value(whole, None, None)
    return frame.value(whole, sum(top for top, _ in told), sum(bottom or 0 for _, bottom in told))


def shared(frame: Frame, parts: Sequence[Part]) -> Value:
    """How many of the institutions asked answered yes; those that did not answer stay in the denominator."""
    yes = sum(1 for part in parts if part.answer)
    return frame.value(parts, yes, len(parts), by_answer=True)


def both(first: bool | None, second: bool | None) -> bool | None:
    """Yes to two questions: one no is no; otherwise one missing answer leaves it open."""
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


# The reader's codes of institutions → kinds of the register, and the level that the code itself names.
_TYPES: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "thu_vien_tinh": (("public_library",), "province"),
    "thu_vien_huyen": (("public_library",), "district"),
    "thu_vien_xa": (("public_library",), "commune"),
    "thu_vien_cong_cong": (("public_library",), ""),
    "phong_doc": (("reading_room",), ""),
    "thu_vien_cong_dong": (("community_library",), ""),
    "thu_vien_dai_hoc": (("university_library",), "*"),
    "thu_vien_cao_dang": (("vocational_library",), "*"),
    "thu_vien_luc_luong_vu_trang": (("armed_forces_library",), "*"),
    "thu_vien_gdpt": (("school_library",), "*"),
    "thu_vien_gdnn": (("vocational_library",), "*"),
    "thu_vien_co_so_gd_khac": (("other_education_library",), "*"),
    "diem_internet_bmgf": (("public_library",), ""),
    "diem_buu_dien_vh_xa": (("post_office_point",), ""),
    "bao_tang": (("museum",), "*"),
    "nha_luu_niem": (("memorial_house",), "*"),
    "nha_truyen_thong": (("memorial_house",), "*"),
    "trung_tam_vh": (("culture_centre",), ""),
    "trung_tam_vh_tinh": (("culture_centre",), "province"),
    "trung_tam_vh_huyen": (("culture_centre",), "district"),
    "trung_tam_vh_xa": (("culture_centre",), "commune"),
    "nha_van_hoa_thon": (("culture_house",), "hamlet"),
    "thiet_che_vh": (("culture_centre", "culture_house"), ""),
    "cau_lac_bo": (("club",), "*"),
    "trung_tam_hoc_tap_cong_dong": (("community_learning_centre",), ""),
    "truong_hoc": (("school",), "*"),
    "truong_tieu_hoc": (("school",), "*"),
    "ubnd": (("peoples_committee",), ""),
    "chuong_trinh": (("department",), "*"),
}
_LEVELS: Final = {"tinh": "province", "huyen": "district", "xa": "commune", "thon": "hamlet"}


def institution_types(
    codes: Iterable[str], levels: Iterable[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Kinds and levels of the register for the plan reader's codes.

    A code that names its level ("thu_vien_tinh") gives it; one that stands at no level of the administration (a
    university's library) asks for none; only the rest takes the levels written beside it. Unknown codes are left out.
    """
    kinds: dict[str, None] = {}
    found: dict[str, None] = {}
    known = [_TYPES[code] for code in codes if code in _TYPES]
    beside = [_LEVELS.get(level, level) for level in levels]
    free = any(level == "*" for _, level in known)
    for these, level in known:
        kinds.update(dict.fromkeys(these))
        found.update(dict.fromkeys(beside if level == "" else [level]))
    if not known:
        return (), tuple(beside)
    return tuple(kinds), () if free else tuple(found)


@dataclass(frozen=True)
class Question:
    """Everything that an evidence page must know to show exactly what made a figure."""

    scope: Scope
    period: Period
    on: date
    as_: AsWhen = "was"
    until_fact: int | None = None
    known_at: datetime | None = None

    def as_query(self) -> dict[str, str]:
        """As parameters of an address; `from_query` reads them back."""
        told = {
            "ky": self.period.code,
            "den": self.on.isoformat(),
            "loai": ",".join(self.scope.kinds),
            "cap": ",".join(self.scope.levels),
            "khu": str(self.scope.area_id or ""),
            "goc": str(self.scope.root_id or ""),
            "dv": ",".join(str(key) for key in self.scope.unit_ids),
            "theo": "now" if self.as_ == "now" else "",
            "so": "" if self.until_fact is None else str(self.until_fact),
            "luc": "" if self.known_at is None else self.known_at.isoformat(),
        }
        return {name: text for name, text in told.items() if text}


def from_query(query: Mapping[str, str], *, on: date, area_id: int | None, root_id: int | None) -> Question:
    """The question of an address; what it leaves out is the running year, today, and the given area or root.

    Raises UnreadableQuestion.
    """
    asked = _day(query, on)
    area, root = _number(query, "khu"), _number(query, "goc")
    if area is None and root is None:
        area, root = area_id, root_id
    return Question(
        scope=Scope(_words(query, "loai"), _words(query, "cap"), area, root, _numbers(query, "dv")),
        period=_period(query, asked),
        on=asked,
        as_="now" if query.get("theo") == "now" else "was",
        until_fact=_number(query, "so"),
        known_at=_instant(query),
    )


def key_of(query: Mapping[str, str], name: str) -> int:
    """A key that a page put into its own address; 0 where it is missing or was altered."""
    try:
        return _number(query, name) or 0
    except UnreadableQuestion:
        return 0


def _words(query: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(word for word in query.get(name, "").split(",") if word)


def _number(query: Mapping[str, str], name: str) -> int | None:
    text = query.get(name, "")
    number = whole_number(text)
    if text and number is None:
        raise UnreadableQuestion(part=name)
    return number


def _numbers(query: Mapping[str, str], name: str) -> tuple[int, ...]:
    found = tuple(whole_number(word) for word in _words(query, name))
    if None in found:
        raise UnreadableQuestion(part=name)
    return tuple(number for number in found if number is not None)


def _day(query: Mapping[str, str], default: date) -> date:
    try:
        return date.fromisoformat(query["den"]) if query.get("den") else default
    except ValueError:
        raise UnreadableQuestion(part="den") from None


def _period(query: Mapping[str, str], on: date) -> Period:
    try:
        return Period.parse(query["ky"]) if query.get("ky") else Period.year(on.year)
    except InvalidPeriod:
        raise UnreadableQuestion(part="ky") from None


def _instant(query: Mapping[str, str]) -> datetime | None:
    if not query.get("luc"):
        return None
    try:
        instant = datetime.fromisoformat(query["luc"])
    except ValueError:
        raise UnreadableQuestion(part="luc") from None
    if instant.tzinfo is None:
        raise UnreadableQuestion(part="luc")
    return instant
