"""Percentages: shares of institutions, coverage of people or things, growth by the year."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from densach.formats.planreader.drafts import AIM, Draft, Scene, is_past, may_promise
from densach.formats.planreader.masking import speaks_of_money
from densach.formats.planreader.numbers import Quantity
from densach.formats.planreader.textview import bare
from densach.formats.planreader.vocabulary import Institution, administrative_unit
from densach.formats.planreader.years import YEARLY

ASK_DENOMINATOR = "Tỷ lệ này tính trên mẫu số nào?"
ASK_OF_ONE = "Tỷ lệ của một đơn vị: mẫu số là gì?"
ASK_BASE = "Văn bản không nêu năm gốc của mức tăng; lấy năm {year}?"
ASK_PER_YEAR = "Mức tăng này là bình quân mỗi năm hay của cả giai đoạn?"
_FILLER = re.compile(
    r"\s*\)?\s*(?:tro len )?(?:tong )?(?:so )?(?:cac )?(?:he thong )?(?:don vi (?!hanh chinh))?"
)
_FLOOR = re.compile(
    r"(?:≥|>=|>|ít nhất|tối thiểu|không dưới|trên|hơn)\s*(?:là |có |đạt )?(?:(?:[^\W\d]+ ){1,4}phần trăm \()?$"
)
_GROWTH = re.compile(
    r"\btăng(?: thêm| trưởng)?(?: ít nhất| tối thiểu| trên| khoảng| bình quân| trung bình| "
    r"h[àằ]ng năm| mỗi năm| từ)*\s*$|tốc độ tăng(?: trưởng)?\b[^,;:%]{0,40}$"
)
_SEPARATOR = re.compile(r"[,;:]| và |(?<!so) với ")


_BELOW = re.compile(r"(?:dưới|không quá|còn|xuống còn)\s*$")
ASK_LOWER = "Chỉ tiêu này là mức trần (càng thấp càng tốt)?"
_UPWARD = re.compile(r"[^,;.]{0,40}trở lên")
_RATE_OF_OTHERS = re.compile(
    r"(?:ty|ti) le (?!(?:so )?(?:cac )?(?:thu vien|bao tang|trung tam|nha |thiet|truong |cau lac|"
    r"phong doc|diem |co so giao))"
)
# "Hoàn thành 100% nhiệm vụ" measures the work itself, nothing in the field.
_OF_WORK = re.compile(
    r"\s*(?:các |những |số |cán bộ, )?(?:chỉ tiêu|nhiệm vụ|kế hoạch|nội dung|mục tiêu(?! (?:số hóa|xóa mù|phổ cập))|"
    r"đảng viên(?!, (?:công|viên) chức)|chi bộ|đảng bộ|cấp ủy|"
    r"tổ chức đảng|vốn (?:đầu tư|được giao|kế hoạch)|dự toán)(?! tương ứng)\b"
)
# "Mỗi năm tập huấn 01 lần cho 100% người làm thư viện": the rhythm is the promise.
_TIMES_FOR = re.compile(r"\blần(?:/năm)? cho (?:ít nhất |toàn bộ )?$")
# A line that says nothing but a year and a rate: what it is a rate of stands in the line that leads it.
_ONLY_A_RATE = re.compile(
    r"[\W\d]*(?:(?:đến|giai đoạn|trong|từ|hết|cuối)?\s*năm)?[\W\d]*(?:đạt|tăng|bình quân|từ|đến|[\W\d])*"
    r"(?:(?:mỗi|h[àằ]ng|một|trên|/)?\s*năm)?[\W\d]*"
)
_ONLY_A_STEP = re.compile(
    r"[\W\d]*(?:và )?(?:(?:đến|giai đoạn|trong|từ|hết|cuối|vào|phấn đấu|tới|là|con số|tỷ lệ này|tỷ lệ|này|chỉ tiêu này|"
    r"năm|đạt|tăng|nâng|lên|trên|ít nhất|tối thiểu|trở|khoảng|tương ứng là)[\W\d]*)+"
)
# "…, tăng lên 95% vào năm 2030": a later step of the share before it.
_RAISED = re.compile(
    r"[\s,;]*(?:và )?(?:phấn đấu )?(?:tăng|nâng)(?: dần)? lên(?: [^\W\d]+){0,2} [\d.,]+\s*%"
    r"(?:\s*(?:vào|trong|đến)?\s*(?:cuối )?năm \d{4})?[\s.;,]*"
)
_JOINT = re.compile(r"(?:\s*(?:,|;|/|và|hoặc)\s*)+")


@dataclass
class _Share:
    quantity: Quantity
    begin: int
    stop: int
    house: Institution | None = None
    admin: tuple[int, str] | None = None

    @property
    def noun_end(self) -> int:
        if self.house:
            return self.house.end
        return self.quantity.end + (self.admin[0] if self.admin else 0)


def shares(scene: Scene, numbers: list[Quantity], bounds: list[tuple[int, int]]) -> list[Draft]:
    """Every percentage of the sentence that is promised."""
    drafts: list[Draft] = []
    plain: list[_Share] = []
    for one, (begin, stop) in zip(numbers, bounds, strict=True):
        if not one.percent or speaks_of_money(scene.low, one.start) or is_past(scene, one.start, stop):
            continue
        if re.match(
            r"\s*(?:\(?(?:vào |của |cuối )?năm \d{4}\)? )?(?:nâng |giảm )?(?:lên|xuống)", scene.low[one.end :]
        ) or not may_promise(scene, known_unit=True):
            continue
        if _TIMES_FOR.search(scene.low[: one.start]) or _OF_WORK.match(scene.low[one.end : stop]):
            continue
        if _grows(scene, one, begin, stop):
            drafts.append(_growth(scene, one, begin, stop))
        else:
            plain.append(_with_noun(scene, one, begin, stop))
    return _listed(scene, plain) + drafts


def _grows(scene: Scene, one: Quantity, begin: int, stop: int) -> bool:
    before = scene.low[max(begin, one.start - 60) : one.start]
    if scene.setting.growing and _ONLY_A_RATE.fullmatch(scene.low):
        return True
    if _GROWTH.search(before):
        return True
    return re.search(r"\btăng\b", before) is not None and YEARLY.search(scene.low[begin:stop]) is not None


def _growth(scene: Scene, one: Quantity, begin: int, stop: int) -> Draft:
    yearly = YEARLY.search(scene.low[begin:stop]) is not None or "bình quân" in scene.low[begin:stop]
    house = (
        scene.house_in(begin, one.start)
        or scene.house_before(one.start)
        or scene.house_in(one.end, stop)
        or scene.carry.institution
        or scene.setting.institution
    )
    if house is not None and house in scene.houses:
        house = _listed_inside(scene, house, one.start)
    base, span = scene.base_year(), scene.span_for(one.start, stop)
    questions = () if base else (ASK_BASE,)
    mark = scene.low.rfind("tăng", begin, one.start)
    return Draft(
        _skip_lead(scene, begin),
        _tail(scene, one.end, stop),
        "growth_avg",
        one.low,
        one.high,
        "%/năm",
        subject=scene.setting.growing
        or scene.sentence.view.text[_skip_lead(scene, begin) : mark].strip(" ,"),
        words=f"{bare(scene.setting.growing)} {scene.bare[begin:stop]}".strip(),
        types=house.types if house else (),
        levels=house.levels if house else (),
        span=span,
        confidence=0.95 if yearly else 0.5,
        questions=questions if yearly else (*questions, ASK_PER_YEAR),
        base=base,
    )


def _listed_inside(scene: Scene, house: Institution, stop: int) -> Institution:
    """ "bảo tàng (gồm Bảo tàng tỉnh, nhà lưu niệm …)": the institutions spelt out in brackets count too."""
    opened = re.match(r"\s*\((?:bao )?gồm ", scene.low[house.end : stop])
    closed = scene.low.find(")", house.end)
    inside = [one for one in scene.houses if opened and house.end <= one.start and one.end <= closed]
    types = tuple(dict.fromkeys(kind for one in (house, *inside) for kind in one.types))
    levels = tuple(dict.fromkeys(level for one in (house, *inside) for level in one.levels))
    return Institution(house.start, house.end, types, levels)


def _with_noun(scene: Scene, one: Quantity, begin: int, stop: int) -> _Share:
    share = _Share(one, begin, stop)
    filler = _FILLER.match(scene.bare, one.end)
    after = filler.end() if filler else one.end
    for house in scene.houses:
        if one.end <= house.start <= after:
            share.house = _joined(scene, house, stop)
            return share
    admin = administrative_unit(scene.bare[after:stop])
    if admin:
        share.admin = (admin[0] + after - one.end, admin[1])
    return share


def _joined(scene: Scene, first: Institution, stop: int) -> Institution:
    """Institutions named in a row ("trung tâm cấp tỉnh, nhà văn hóa xã") promise together."""
    whole = first
    for other in scene.houses:
        between = (
            scene.low[whole.end : other.start] if other.start >= whole.end and other.end <= stop else "x"
        )
        if _JOINT.fullmatch(between):
            types = tuple(dict.fromkeys((*whole.types, *other.types)))
            levels = tuple(dict.fromkeys((*whole.levels, *other.levels)))
            whole = Institution(whole.start, other.end, types, levels)
    return whole


def _listed(scene: Scene, plain: list[_Share]) -> list[Draft]:
    """In a list the last item's predicate speaks for all items before it; so does its noun."""
    drafts: list[Draft] = []
    predicate, house = "", None
    for share in reversed(plain):
        if not share.house and not share.admin and not _says_more(scene, share):
            share.house = _subject_house(scene, share) or house
        words = scene.sentence.view.text[share.noun_end : share.stop].strip(" ,;.")
        if len(words.split()) >= 3 or not predicate:
            predicate = words
        drafts.append(_share(scene, share, predicate))
        house = share.house or house
    drafts.reverse()
    for index in range(1, len(drafts)):
        if not plain[index].house and _RAISED.fullmatch(scene.low, plain[index].begin, plain[index].stop):
            drafts[index] = _stepped(drafts[index], drafts[index - 1])
    return _named_head(scene, plain, predicate_of=drafts) + drafts


def _says_more(scene: Scene, share: _Share) -> bool:
    """A noun of its own follows the number ("80% người dân")."""
    rest = scene.bare[share.quantity.end : share.stop].strip(" ,;.")
    return bool(rest) and not re.match(r"(?:tro len|vao nam|den nam|trong nam|so voi|va|\(|nam 20)", rest)


def _subject_house(scene: Scene, share: _Share) -> Institution | None:
    return scene.house_in(share.begin, share.quantity.start)


@dataclass(frozen=True)
class _Nature:
    """What a percentage is a percentage of."""

    kind: str
    types: tuple[str, ...]
    levels: tuple[str, ...]
    confidence: float
    questions: tuple[str, ...] = ()


def _nature(share: _Share, before: str) -> _Nature:
    """A share of institutions when they are its noun; of one institution, or of people or things, it is coverage."""
    house = share.house
    if share.admin:
        return _Nature("pct_institutions", ("ubnd",), (share.admin[1],), 0.95)
    if house is None:
        return _Nature("pct_coverage", (), (), 0.7, (ASK_DENOMINATOR,))
    if house.start < share.quantity.start:
        if house.single and not re.search(r"(?:ty|ti) le (?:so )?(?:cac )?thu vien", before):
            return _Nature("pct_coverage", house.types, house.levels, 0.7, (ASK_OF_ONE,))
        if _RATE_OF_OTHERS.search(before):
            return _Nature("pct_coverage", house.types, house.levels, 0.7, (ASK_DENOMINATOR,))
    return _Nature("pct_institutions", house.types, house.levels, 0.95)


def _share(scene: Scene, share: _Share, predicate: str) -> Draft:
    one, house, text = share.quantity, share.house, scene.sentence.view.text
    before = scene.bare[share.begin : one.start]
    nature = _nature(share, before)
    after = house is not None and one.start < house.start < share.stop
    start = one.start if after else _skip_lead(scene, share.begin)
    end = share.noun_end if after else _tail(scene, one.end, share.stop)
    floor = _FLOOR.search(scene.low[: one.start]) or _UPWARD.match(scene.low[one.end : share.stop])
    floor = None if one.low >= 100 else floor  # more than all there is none
    below = _BELOW.search(scene.low[: one.start]) is not None and not one.is_range
    noun = text[house.start : house.end] if house else text[start : one.start]
    return Draft(
        start,
        end,
        nature.kind,
        None if below else one.low,
        None if floor and not one.is_range else one.high,
        "%",
        subject=f"{noun.strip(' ,')} {predicate}".strip(),
        words=f"{scene.bare[house.start : house.end] if house else ''} {_plain(scene, predicate)} {before}",
        types=nature.types,
        levels=nature.levels,
        span=scene.span_for(one.start, share.stop),
        predicate=predicate,
        confidence=0.5 if below else nature.confidence,
        questions=(*nature.questions, ASK_LOWER) if below else nature.questions,
    )


def borrowed(drafts: list[Draft]) -> list[Draft]:
    """In a list cut by semicolons an item without a predicate takes that of the next item."""
    result: list[Draft] = []
    heir: Draft | None = None
    for one in reversed(drafts):
        if one.predicate is not None and not one.predicate.strip(" .,;") and heir is not None:
            one = replace(
                one,
                predicate=heir.predicate,
                subject=f"{one.subject} {heir.predicate}",
                words=f"{one.words} {bare(heir.predicate or '')}",
            )
        if one.predicate is not None and one.predicate.strip(" .,;"):
            heir = one
        result.append(one)
    return result[::-1]


def corresponding(scene: Scene, before: list[Draft], now: list[Draft]) -> list[Draft]:
    """ "Đến năm 2030 đạt 100%, 90% … tương ứng": the promises of the sentence before, with new values."""
    values = [one for one in now if one.kind.startswith("pct")]
    same = [one for one in before if one.kind.startswith("pct")]
    if len(values) == 1 and same and not values[0].types and _ONLY_A_STEP.fullmatch(scene.low):
        return [_stepped(one, same[-1]) if one in values else one for one in now]
    if "tương ứng" not in scene.low or any(one.types for one in values):
        return now
    others = [one for one in now if one not in values]
    if len(values) != len(same):
        return others
    return others + [
        replace(old, start=new.start, end=new.end, low=new.low, high=new.high, span=new.span)
        for old, new in zip(same, values, strict=True)
    ]


def _stepped(new: Draft, old: Draft) -> Draft:
    """ "…; đến năm 2030 nâng lên 85%": the same promise by a later year."""
    return replace(
        new,
        kind=old.kind,
        types=old.types,
        levels=old.levels,
        subject=old.subject,
        words=old.words,
        predicate=old.predicate,
        confidence=old.confidence,
        questions=old.questions,
    )


def _plain(scene: Scene, words: str) -> str:
    at = scene.sentence.view.text.find(words)
    return scene.bare[at : at + len(words)] if words and at >= 0 else ""


def _named_head(scene: Scene, plain: list[_Share], predicate_of: list[Draft]) -> list[Draft]:
    """ "Thư viện tỉnh, 70% thư viện huyện … có …": the institution named before the list promises the same, wholly."""
    if not plain or not plain[0].house or plain[0].house.start < plain[0].quantity.start:
        return []
    if (
        scene.carry.alone
        and scene.carry.institution
        and not scene.low[: plain[0].quantity.start].strip(" -+")
    ):
        return [_alone(scene, scene.carry.institution, plain[0], predicate_of[0])]
    first = plain[0]
    house, listed = scene.house_before(first.quantity.start), first.house
    if (
        house is None
        or listed is None
        or not re.fullmatch(r"\s*(?:,|va|;|, va)\s*", scene.bare[house.end : first.quantity.start])
    ):
        return []
    if not house.single or not re.fullmatch(
        r"\W*", re.split("[,:]", AIM.sub("", scene.low[: house.start]))[-1].replace("có", "")
    ):
        return []
    share = predicate_of[0]
    return [
        Draft(
            0,
            first.noun_end,
            "capability",
            1,
            1,
            "đạt",
            subject=share.subject.replace(scene.phrase(listed), scene.phrase(house), 1),
            words=share.words,
            types=house.types,
            levels=house.levels,
            span=share.span,
            confidence=0.85,
        )
    ]


def _alone(scene: Scene, house: Institution, first: _Share, share: Draft) -> Draft:
    """ "Thư viện tỉnh; 70% thư viện huyện; …": the same where the list is cut by semicolons."""
    return replace(
        share,
        start=0,
        end=first.noun_end,
        kind="capability",
        low=1,
        high=1,
        unit="đạt",
        subject=f"{scene.carry.alone} {share.predicate or ''}".strip(),
        words=f"{bare(scene.carry.alone)} {bare(share.predicate or '')}",
        types=house.types,
        levels=house.levels,
        confidence=0.8,
        questions=(),
    )


_LEAD = re.compile(r"\s*(?:ph[aáâấầẩẫậ]n đ[aáâấầẩẫậ]u\s*)?(?:[,;:]|và |với )?\s*")


def _skip_lead(scene: Scene, begin: int) -> int:
    found = _LEAD.match(scene.low, begin)
    return found.end() if found and begin else begin


def _tail(scene: Scene, at: int, stop: int) -> int:
    """The end of the words that belong to a number: up to the next comma, at most the segment."""
    found = _SEPARATOR.search(scene.low, at, stop)
    return found.start() if found else stop
