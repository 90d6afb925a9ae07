"""A promise found in a sentence, before it is given its years, code and place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from densach.formats.planreader.context import Setting
from densach.formats.planreader.masking import Sentence
from densach.formats.planreader.vocabulary import Institution, institutions
from densach.formats.planreader.years import YEARLY, YearSpan, years


@dataclass
class Carry:
    """What earlier sentences of the same paragraph leave behind for the next."""

    institution: Institution | None = None
    alone: str = ""  # the name of `institution` when the sentence said nothing else
    yearly: bool = False
    yearly_units: frozenset[str] = frozenset()
    year: YearSpan | None = None
    aimed: bool = False
    led: bool = False  # the year stands before a colon ("Đến năm 2028: …; …") and speaks for all parts


@dataclass(frozen=True)
class Draft:
    """`start`..`end` lie in the sentence's view; `span` are the years as the sentence gives them."""

    start: int
    end: int
    kind: str
    low: float | None
    high: float | None
    unit: str | None
    subject: str
    words: str
    types: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    span: YearSpan | None = None
    per: str | None = None
    every: int | None = None
    confidence: float = 0.9
    questions: tuple[str, ...] = ()
    milestone: bool = True
    base: int | None = None
    predicate: str | None = None


_SCALE = re.compile(r"^(?:triệu|nghìn|ngàn|vạn)\s+")


@dataclass
class Scene:
    """A sentence with everything the rules ask about it."""

    sentence: Sentence
    setting: Setting
    carry: Carry
    spans: list[YearSpan]
    houses: list[Institution]

    @property
    def low(self) -> str:
        return self.sentence.low

    @property
    def bare(self) -> str:
        return self.sentence.bare

    def phrase(self, house: Institution) -> str:
        return self.sentence.view.text[house.start : house.end]

    def house_before(self, at: int) -> Institution | None:
        """The nearest institution named before `at`."""
        return next((one for one in reversed(self.houses) if one.end <= at), None)

    def house_in(self, start: int, end: int) -> Institution | None:
        return next((one for one in self.houses if start <= one.start and one.end <= end), None)

    def span_for(self, start: int, stop: int) -> YearSpan | None:
        """Years for a number at `start` whose words end at `stop`: after it ("vào năm"), else before, else led."""
        after = [one for one in self.spans if start <= one.start and one.end <= stop and not one.base]
        if after and re.search(r"[^\W\d] ?:", self.low[start : after[0].start]):
            after = []  # "05 thư viện: 02 thư viện năm 2027, …": the year of a part
        if after and re.fullmatch(
            r"(?:(?!\bvà\b)[^,;]){0,14}\s*",
            _SCALE.sub("", self.low[start : after[0].start].lstrip("0123456789., %-")),
        ):
            return after[0]
        before = [one for one in self.spans if one.end <= start and not one.base]
        joined = after and not re.search(r"[,;]|\bvà\b", self.low[start : after[0].start])
        if after and (not before or (after[0].by and joined)):
            return after[0]
        if before:
            return before[-1]
        fresh = YEARLY.search(self.low[:stop]) is not None
        return (
            self.setting.year
            or self._closing(start)
            or (None if fresh and not self.carry.led else self.carry.year)
        )

    def _closing(self, at: int) -> YearSpan | None:
        """ "Mở 03 lớp cho 180 người trong năm 2027": the year that closes the sentence speaks for all its numbers."""
        last = self.spans[-1] if self.spans else None
        if last is None or last.base or last.start < at or len(self.low[last.end :].strip(" .;)")) > 3:
            return None
        return None if YEARLY.search(self.low[at : last.start]) else last

    def base_year(self) -> int | None:
        return next((one.first for one in self.spans if one.base), None)


def scene_of(sentence: Sentence, setting: Setting, carry: Carry) -> Scene:
    return Scene(
        sentence,
        setting,
        carry,
        years(sentence.low),
        institutions(sentence.bare, central_city=setting.central_city),
    )


_PAST = re.compile(
    r"\bđã\b|đạt được|hiện có|hiện nay|hiện tại|đến nay|tính đến|thời gian qua|vừa qua|trong năm "
    r"qua|cùng kỳ|năm trước|"
    r"kết quả (?:là|đạt|khảo sát|điều tra|thống kê)|cho thấy|"
    r"\bước (?:đạt|thực hiện)|thực hiện được|hoàn thành được|ghi nhận|tổ "
    r"chức được|phục vụ được|thu hút được"
)
# A share that things have, unless a goal says it or a floor comes with it.
_HAS = re.compile(r"chiếm(?! (?:ít nhất|tối thiểu|từ|trên|không dưới))")
_AHEAD = re.compile(
    r"ph[aáâấầẩẫậ]n đ[aáâấầẩẫậ]u|\bsẽ\b|mục tiêu|chỉ tiêu|nâng lên|tăng lên|lên\b|cần đạt|phải đạt"
)
# "Phấn đấu", and how scanners misread it.
AIM = re.compile(r"ph[aáâấầẩẫậ]n\s+đ[aáâấầẩẫậ]u")
_CUE = re.compile(
    r"mục tiêu|chỉ tiêu|ít nhất|tối thiểu|không dưới|trở lên|lần lượt|bình quân|trung bình|bảo đảm|"
    r"đảm bảo|\bđạt\b|"
    r"duy trì|đến (?:hết |cuối )?năm|mỗi năm|h[àằ]ng năm|/\s*năm|giai đoạn|mỗi (?:xã|huyện|thư "
    r"viện|đơn vị|tháng|quý)"
)
PROMISING = (
    "Kế hoạch",
    "Chương trình",
    "Đề án",
    "Nghị quyết",
    "Chỉ thị",
    "Quyết định",
    "Phương án",
    "Chiến lược",
)
_STRONG = re.compile(
    r"chỉ tiêu|ít nhất|tối thiểu|không dưới|mỗi năm|h[àằ]ng năm|/\s*năm|đến (?:hết |cuối )?năm"
)


def _tells_which(scene: Scene, found: re.Match[str]) -> bool:
    """ "100% di sản đã được ghi danh, 100% …": in a goal "đã" behind a share only tells which things are meant."""
    low = scene.low[: found.start()]
    return (
        scene.setting.role == "goals" and found.group() == "đã" and re.search(r"%[^,;.:]*$", low) is not None
    )


# Among what a paper requires: "Bảo đảm ít nhất 90% trẻ em …".
_ASSURED = re.compile(r"(?:bảo đảm|đảm bảo|thu hút|có) (?:ít nhất|tối thiểu|trên|không dưới) [\d.,]+\s*%")


def is_past(scene: Scene, at: int, stop: int) -> bool:
    """Is the number at `at` a result already reached, or one before the plan begins?"""
    before = scene.low[:at]
    past = [found.end() for found in _PAST.finditer(before) if not _tells_which(scene, found)]
    led = scene.carry.year is not None and scene.carry.year.by
    if scene.setting.role != "goals" and not led and not AIM.search(before):
        past = sorted([*past, *(found.end() for found in _HAS.finditer(before))])
    ahead = [found.end() for found in _AHEAD.finditer(before)] + [
        one.end for one in scene.spans if one.by and one.end <= at
    ]
    if past and past[-1] > max(ahead, default=-1):
        return True
    if re.match(
        r"\s*(?:\w+\s+){0,4}(?:hiện nay|hiện có|năm trước|so với cùng kỳ)", scene.low[stop : stop + 60]
    ):
        return not AIM.search(before)
    span = scene.span_for(at, stop)
    floor = scene.setting.year_from or scene.setting.issued
    return span is not None and floor is not None and span.last < floor


def may_promise(scene: Scene, known_unit: bool) -> bool:
    """Does the section, with the words of the sentence, promise anything at all?"""
    role, low = scene.setting.role, scene.low
    aimed = AIM.search(low) is not None or scene.carry.aimed
    if role in ("past", "budget"):
        return False
    if scene.setting.strict and role != "goals":
        return aimed
    if role == "purpose":
        return known_unit and (aimed or _ASSURED.search(low) is not None)
    if role == "organise":
        return aimed or _STRONG.search(low) is not None
    if aimed or _CUE.search(low):
        return True
    return known_unit and (role in ("goals", "tasks") or scene.setting.paper in PROMISING)
