"""Counts, ranges, floors and n-of-N: how many, in all or each year."""

from __future__ import annotations

import re
from dataclasses import replace

from densach.formats.planreader.drafts import AIM, Draft, Scene, is_past, may_promise
from densach.formats.planreader.incidental import incidental, is_schedule
from densach.formats.planreader.masking import speaks_of_money
from densach.formats.planreader.numbers import Quantity
from densach.formats.planreader.units import Unit, unit_after
from densach.formats.planreader.vocabulary import Institution, administrative_unit
from densach.formats.planreader.years import YEARLY

ASK_EACH = "Số này là của mỗi đơn vị hay tổng của các đơn vị?"
ASK_PERIOD = "Số này là của mỗi năm hay của cả giai đoạn?"
_FLOOR = re.compile(r"(?:≥|>=|>|ít nhất|tối thiểu|không dưới|trên|hơn|từ)\s*(?:là |có |đạt |được )?$")
_AT_LEAST = re.compile(r"(?:≥|>=|>|ít nhất|tối thiểu|không dưới|trên|hơn)\s*(?:là |có |đạt |được |từ )?$")
_EACH = re.compile(
    r"(?:mỗi|moi|mổi|từng)\s+(?:một )?(?=(?:thư viện|bảo tàng|trung tâm|nhà|xã|phường|huyện|quận|thôn|ấp|"
    r"đơn vị|địa phương|trường|câu lạc bộ|thiết chế|điểm|cơ sở|tủ sách|dòng họ|học sinh|lớp\b|cán bộ|gia đình|"
    r"(?<!bình quân mỗi )người dân|(?<!bình quân mỗi )công dân|hội viên|đoàn viên|viên chức|giáo viên|khu dân cư))"
)
_HOUSE_NOUN = re.compile(r"thu vien|bao tang|trung tam|nha van hoa|cau lac bo|truong|thiet che")
_NOUN_VI = {
    "thu vien": "thư viện",
    "bao tang": "bảo tàng",
    "trung tam": "trung tâm",
    "nha van hoa": "nhà văn hóa",
}
_NOUN_VI |= {"cau lac bo": "câu lạc bộ", "truong": "trường", "thiet che": "thiết chế"}
_TRAINEES = re.compile(r"\s*lượt (?:viên chức|cán bộ|công chức|giáo viên|người làm|nhân viên)")
# Numbers of these are ways of working, not promises ("gồm 04 nhóm nhiệm vụ", "01 bộ hồ sơ").
_MANNER = re.compile(
    r"\s*(?:nhóm )?(?:chỉ tiêu|nhiệm vụ|giải pháp|mục tiêu|nội dung|tiêu chí|nguyên tắc|bước|mặt|"
    r"vấn đề|lĩnh vực|cấp\b|đề án|ngành\b|khâu|phần\b|"
    r"bộ hồ sơ|yêu cầu|quan điểm|vị trí|chức năng|trụ cột|nhóm đối tượng|nhóm nhiệm|nhóm giải|điều "
    r"kiện|tỉnh\b|dân tộc|tầng)"
)
_PART_YEAR = re.compile(
    r"(?:mỗi|h[àằ]ng|từng|(?<!giờ)(?<!giờ )(?<!ngày)(?<!ngày )(?<!lần)(?<!lần )/)\s*"
    r"(?:1 |01 )?(tháng|quý|tuần|học kỳ)\b"
)
_PART_DAY = re.compile(r"(?:mỗi|h[àằ]ng|(?<!giờ)(?<!giờ )/)\s*(?:1 |01 )?ngày\b")
ASK_DAYS = "Văn bản tính theo ngày: một năm mở cửa bao nhiêu ngày?"
_PARTS = {"học kỳ": 2, "tháng": 12, "quý": 4, "tuần": 52}
ASK_PARTS = "Văn bản tính theo {part}; đã đổi thành số của cả năm."
_HEAD = re.compile(r"\s*(?:mới\s*)?/\s*(?:1 |01 )?(?:người dân|người|đầu người|dân)\b")
_CHECKED = re.compile(r"(?:kiểm tra|giám sát|rà soát|khảo sát|thanh tra)[^,;.]{0,20}$")
# What there will be in all, or in each place: it stands, whatever happens each year.
_STANDS = re.compile(
    r"\bvốn (?:sách|tài liệu)\b|l[uũ][yỹ] kế|cộng dồn|(?:nâng|đưa) tổng|tổng số [^,;]*\blên\b|"
    r"mỗi (?:tủ sách|tủ|điểm|phòng đọc|thư viện|trường)[^,;\d]{0,20} có\b(?! thêm)"
)
# "Phát 52 số/năm": whatever is counted by the year is promised by the year.
_ANY_PER_YEAR = re.compile(
    r"\s+(?!(?:ngày|giờ|tháng|tuần|triệu|tỷ|nghìn|đồng)\b)[^\W\d]+(?: [^\W\d]+)?\s*/\s*năm\b"
)
# "02 đợt tại 15 xã", "02 lớp/năm cho 40 người": the second number says only where or for whom.
_WHERE = re.compile(
    r"(?:\b(?:tại|ở|trên địa bàn)|(?:/|mỗi |h[àằ]ng )năm[^,;]{0,20} (?:cho|đến|tới))\s*(?:các |khoảng |trên |hơn )?$"
)
# "Tủ sách có từ 300 bản trở lên: 20 điểm": what is marked, not what is promised.
_SCORES = re.compile(
    r"[:(]\s*(?:tối đa |được |trừ |cộng )?[\d.,]+ điểm\s*(?:[;.)]|$)|thang điểm|thang \d+ điểm|chấm điểm|"
    r"\d điểm trở lên"
)
# "Địa điểm: 64 trường": how a thing is done, not how much of it.
_SURROUNDS = re.compile(r"\W*(?:địa điểm|thời gian|đối tượng|thành phần|phạm vi|quy mô)[^:;.]{0,30}:")
# "Từ 0,4 bản tăng lên 0,7 bản": the first number is where it starts.
_RISES_FROM = re.compile(r"\s*(?:[^\W\d]+[\s/]+){0,4}?(?:lên|xuống)(?: còn| đến| tới)?\s+\d")


def counts(scene: Scene, numbers: list[Quantity], bounds: list[tuple[int, int]]) -> list[Draft]:
    """Every count of the sentence that is promised."""
    drafts: list[Draft] = []
    surrounds = _SURROUNDS.match(scene.low) or is_schedule(scene.low, scene.setting.topic)
    if _SCORES.search(scene.low) or surrounds:
        return drafts
    for index, (one, (begin, stop)) in enumerate(zip(numbers, bounds, strict=True)):
        if index and _WHERE.search(scene.low[: one.start]) and not numbers[index - 1].percent:
            continue
        if scene.low[: one.start].endswith("từ ") and _RISES_FROM.match(scene.low, one.end):
            continue
        if one.percent or speaks_of_money(scene.low, one.start) or is_past(scene, one.start, stop):
            continue
        draft = _ratio(scene, one, begin, stop) if one.ratio else _count(scene, one, begin, stop)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _ratio(scene: Scene, one: Quantity, begin: int, stop: int) -> Draft | None:
    house = scene.house_in(one.end, stop)
    admin = administrative_unit(scene.bare[one.end :].lstrip())
    near = house is not None and house.start - one.end <= 12
    named = near or admin or unit_after(scene.low[one.end :]) or _counted_in_goals(scene, one)
    if not named or not may_promise(scene, known_unit=True) or _CHECKED.search(scene.low[: one.start]):
        return None
    types, levels = (
        (house.types, house.levels) if near and house else (("ubnd",), (admin[1],)) if admin else ((), ())
    )
    return Draft(
        begin,
        stop,
        "ratio",
        one.low,
        one.high,
        "đơn vị/tổng đơn vị",
        subject=scene.sentence.view.text[one.end : stop].strip(" ,.;"),
        words=scene.bare[one.end : stop],
        types=types,
        levels=levels,
        span=scene.span_for(one.start, stop),
        confidence=0.95,
    )


def _counted_in_goals(scene: Scene, one: Quantity) -> bool:
    """ "Đạt 9/10 hồ sơ", "lên 71/96": under a goal any noun may be what is counted, or the noun stands before."""
    if scene.setting.role != "goals" and AIM.search(scene.low) is None:
        return False
    noun = r"\s+(?!(?:h[àằ]ng|năm|và|của|tại|đến|để|ở|trên)\b)[^\W\d]"
    return (
        re.match(noun, scene.low[one.end :]) is not None
        or re.search(r"(?:\blên|\bđạt|\blà) $", scene.low[: one.start]) is not None
    )


def _count(scene: Scene, one: Quantity, begin: int, stop: int) -> Draft | None:
    found = unit_after(scene.low[one.end : stop]) or _unit_of_list(scene.low, one)
    aimed = AIM.search(scene.low) is not None
    if found is None and aimed and not re.match(r"\s*[^\W\d]", scene.low[one.end : stop]):
        return None
    aimed = aimed or (found is None and _named_goal(scene, one))
    aimed = aimed or (found is None and _ANY_PER_YEAR.match(scene.low, one.end) is not None)
    if (found is None and not aimed) or _MANNER.match(scene.low[one.end : stop]):
        return None
    unit, unit_end = found if found else _free_unit(scene, one, stop)
    after = one.end + unit_end
    if incidental(scene.low, unit.name, one.start, after, begin, stop) or not may_promise(
        scene, known_unit=found is not None
    ):
        return None
    house = _house(scene, one, begin)
    yearly, sure = _is_yearly(scene, unit, begin, stop, one)
    draft = Draft(
        _begin(scene, begin),
        _end(scene, one.end + unit_end, stop),
        _kind(one, yearly, _floor(scene, one, stop)),
        one.low,
        None if _floor(scene, one, stop) and not one.is_range else one.high,
        f"{unit.name}/năm" if yearly else unit.name,
        subject=scene.sentence.view.text[_begin(scene, begin) : stop].strip(" ,.;"),
        words=_words(scene, house, begin, stop),
        types=house.types if house else (),
        levels=house.levels if house else (),
        span=scene.span_for(one.start, stop),
        per="total",
        confidence=0.92 if found and sure else 0.6,
        questions=() if sure else (ASK_PERIOD,),
        milestone=not yearly,
    )
    draft = _of_part_year(draft, scene.low[begin:stop], unit)
    if _HEAD.match(scene.low[one.end + unit_end :]):
        draft = replace(draft, unit=f"{draft.unit}/người")
    return _each_or_all(draft, scene, unit, house, begin, one.start)


_LISTED = re.compile(r"(?:\s*(?:;|,|và)\s*\d[\d.,]*(?<=\d))+")


def _unit_of_list(low: str, one: Quantity) -> tuple[Unit, int] | None:
    """ "Lần lượt là 9.000, 9.500 và 10.000 bản": the unit of the last number is that of all."""
    more = _LISTED.match(low, one.end) if "lần lượt" in low[: one.start] else None
    last = unit_after(low[more.end() :]) if more else None
    return (last[0], 0) if last else None


def _named_goal(scene: Scene, one: Quantity) -> bool:
    """ "Có 2 đến 3 thương hiệu lễ hội": a goal that opens with how many of whatever there are to be."""
    opens = re.fullmatch(
        r"\W*(?:có|đạt|xây dựng|hình thành|thành lập|phát triển)(?: mới| thêm)?(?: ít nhất| tối thiểu| từ| khoảng)?\s+",
        scene.low[: one.start],
    )
    named = re.match(r"\s+(?!trở lên|năm|tháng|ngày|tuần|giờ)[^\W\d]{2,} [^\W\d]{2,}", scene.low[one.end :])
    return scene.setting.role == "goals" and opens is not None and named is not None


def _of_part_year(draft: Draft, words: str, unit: Unit) -> Draft:
    """ "02 buổi mỗi quý" is eight a year; said so in a question."""
    part = _PART_YEAR.search(words)
    if part is None and _PART_DAY.search(words):
        return replace(
            draft, unit=f"{unit.name}/ngày", confidence=0.5, questions=(*draft.questions, ASK_DAYS)
        )
    if part is None or draft.low is None:
        return draft
    times = _PARTS[part.group(1)]
    kind = draft.kind.replace("_total", "_per_year")
    high = None if draft.high is None else draft.high * times
    asked = tuple(one for one in draft.questions if one != ASK_PERIOD)
    questions = (*asked, ASK_PARTS.format(part=part.group(1)))
    return replace(
        draft,
        kind=kind,
        low=draft.low * times,
        high=high,
        unit=f"{unit.name}/năm",
        questions=questions,
        milestone=False,
    )


def _each_or_all(
    draft: Draft, scene: Scene, unit: Unit, house: Institution | None, begin: int, at: int
) -> Draft:
    """ "Mỗi thư viện huyện" is each, "thư viện các huyện" all together: the second is asked."""
    named = list(_EACH.finditer(scene.low, begin if own_house(scene, begin, at) else 0, at))
    if named:
        found = named[-1]
        return replace(draft, per="each", unit=f"{draft.unit}/{_each_noun(scene, found.end())}")
    several = house is not None and not house.single and house.types[0].endswith(("_huyen", "_xa", "_thon"))
    return replace(draft, questions=(ASK_EACH, *draft.questions)) if several and unit.flow else draft


def _free_unit(scene: Scene, one: Quantity, stop: int) -> tuple[Unit, int]:
    """A thing the vocabulary does not know: its first two words name it."""
    found = re.match(r"\s*([^\W\d]+(?:\s[^\W\d]+)?)", scene.low[one.end : stop])
    return (Unit(found.group(1), False), found.end()) if found else (Unit("", False), 0)


def _kind(one: Quantity, yearly: bool, floor: bool) -> str:
    if floor:
        return "at_least"
    shape = "range" if one.is_range else "count"
    return f"{shape}_per_year" if yearly else f"{shape}_total"


def _floor(scene: Scene, one: Quantity, stop: int) -> bool:
    upward = re.match(r"[^,;.]{0,30}?trở lên", scene.low[one.end : stop]) is not None
    if upward and _FLOOR.search(scene.low[: one.start]):
        return True
    return upward or _AT_LEAST.search(scene.low[: one.start]) is not None


def _house(scene: Scene, one: Quantity, begin: int) -> Institution | None:
    """Whose number it is: named in its own words, before it, or by the paragraph or section."""
    near = next((house for house in scene.houses if 0 <= house.start - one.end <= 2), None)
    own = [house for house in scene.houses if begin <= house.start and house.end <= one.start]
    if near is not None and not (own and own[-1].single):
        return near
    if own:
        return own[-1]
    return scene.house_before(one.start) or scene.carry.institution or scene.setting.institution


def own_house(scene: Scene, begin: int, at: int) -> bool:
    """Does this number name its own institution, or share the one of the number before?"""
    return any(begin <= house.start and house.end <= at for house in scene.houses)


def _each_noun(scene: Scene, at: int) -> str:
    """The unit that each promise is for, after "mỗi"."""
    noun = _HOUSE_NOUN.match(scene.bare, at)
    if noun:
        return _NOUN_VI[noun.group()]
    word = re.match(
        r"[^\W\d]+(?: vị| phương| sách| họ| sinh| dân cư| dân| bộ| đình| viên| chức)?", scene.low[at:]
    )
    return word.group() if word else "đơn vị"


def _is_yearly(scene: Scene, unit: Unit, begin: int, stop: int, one: Quantity) -> tuple[bool, bool]:
    """(each year?, sure?): said so here, said so before in the sentence, or a flow in a single year."""
    setting, span = scene.setting, scene.span_for(one.start, stop)
    words = scene.low[begin:stop]
    if _STANDS.search(words) and not YEARLY.search(words):
        return False, True
    if YEARLY.search(words):
        return True, True
    local = [year for year in scene.spans if begin <= year.start < stop]
    if YEARLY.search(scene.low[:begin]) and not local:
        return True, True
    if unit.flow and (unit.name in scene.carry.yearly_units or (scene.carry.yearly and not local)):
        return True, True
    if not unit.flow:
        return False, True
    if not local and _closing_rhythm(scene.low, stop):
        return True, False
    if _TRAINEES.match(scene.low, one.end) and span is not None and span.by:
        return False, True
    if span is None or (not local and span is setting.year and setting.yearly):
        one_year = setting.school or (setting.year_from == setting.year_to and setting.year_from is not None)
        return setting.yearly or one_year or unit.name == "lượt", setting.yearly or one_year
    if not span.single:
        return False, True
    return not span.by or unit.name == "lượt", True


def _closing_rhythm(low: str, stop: int) -> bool:
    """ "24 phóng sự, 150 tin, bài mỗi năm": the rhythm that closes the sentence may speak for all its numbers."""
    # "/năm" belongs to its own number only.
    found = [one for one in YEARLY.finditer(low, stop) if not one.group().startswith("/")]
    if re.search(r"bình quân|trung bình", low[stop:]):
        return False
    return bool(found) and not low[found[-1].end() :].strip(" .;)")


def _words(scene: Scene, house: Institution | None, begin: int, stop: int) -> str:
    """The words that find the code: the institution's and the number's own."""
    named = scene.bare[house.start : house.end] if house is not None and house in scene.houses else ""
    return f"{named} {scene.bare[begin:stop]}"


def _begin(scene: Scene, begin: int) -> int:
    found = re.compile(r"[\s,;:]*(?:và |với )?\s*").match(scene.low, begin)
    return found.end() if found else begin


def _end(scene: Scene, at: int, stop: int) -> int:
    """A count's words run on to the next comma or the end of its segment, "/năm" with them."""
    found = re.compile(r"[;,:.](?=\s|$)|\s\(").search(scene.low, at, stop)
    return found.start() if found else stop
