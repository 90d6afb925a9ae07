"""What is to exist or be finished: a model in use, a museum's rank, a display completed. No number, but a promise."""

from __future__ import annotations

import re
from dataclasses import replace

from densach.formats.planreader.drafts import AIM, Draft, Scene
from densach.formats.planreader.vocabulary import COMMUNE, DISTRICT, PROVINCE, Institution

_MAKE = (
    r"xây dựng|hoàn thành|hoàn tất|thành lập|kiện toàn|nâng cấp|đưa|hình thành|triển khai|thí điểm|"
    r"khánh thành|số hóa|"
    r"xếp hạng|nâng hạng|được công nhận|đạt chuẩn|đạt tiêu chuẩn|đạt tiêu chí|đạt hạng|trở thành"
)
_SOFT = re.compile(
    r"từng bước|tiếp tục|đẩy mạnh|tăng cường|nâng cao|duy trì|phát huy|khuyến khích|chú trọng|góp "
    r"phần|không ngừng|cơ bản(?! (?:trở thành|hoàn thành|đạt))"
)
_AIMED_MAKE = re.compile(rf"(?:{AIM.pattern})[^.;]{{0,90}}?\b(?:{_MAKE})\b")
_DONE = re.compile(
    r"^[\W]*(?:đến (?:hết |cuối )?(?:năm )?\d{4},?\s*)?(?:xây dựng(?:,| và) (?=đưa vào))?(?:hoàn thành|hoàn tất|"
    r"khánh thành|ra mắt|thành lập|"
    r"xây dựng xong|đưa [^,;.]{3,80} vào (?:sử dụng|hoạt động|vận hành|khai thác|phục vụ)|"
    r"đưa vào (?:sử dụng|hoạt động|vận hành|khai thác|phục vụ))"
    r"(?!\s+(?:tốt|xuất sắc|các |chỉ tiêu|nhiệm vụ|mục tiêu|kế hoạch|việc rà soát|ban chỉ đạo|tổ |"
    r"đoàn |hội đồng))"
)
# Things of the field that stand for themselves, whoever keeps them.
_THING = re.compile(
    r"kho (?:học liệu|tư liệu|dữ liệu|tài liệu số)|cơ sở dữ liệu|thư viện số|thư viện điện tử|cổng thông tin|"
    r"phần mềm|mục lục|trung tâm dữ liệu|nền tảng (?:số|thư viện|học)|"
    r"ứng dụng (?!công nghệ)|bảo tàng (?:số|ảo)|trưng bày (?:số|ảo)|bản đồ số|trụ sở|nhà trưng bày"
)
_ENDED = re.compile(r"^[\W]*(?:đến|trước|trong) (?:hết |cuối )?năm \d{4}")
_BUILD = re.compile(
    r"^[\W]*(?:đến (?:hết |cuối )?năm \d{4},?\s*)?(?:xây dựng|hình thành|triển khai|thiết lập|vận "
    r"hành)\s+(?:mới |và \w+ \w+ )?"
    r"(?:mô hình|cơ sở dữ liệu|thư viện số|thư viện điện tử|cổng thông tin|trang thông tin|phần "
    r"mềm|hệ thống phần mềm|trụ sở|nhà trưng bày|bảo tàng số|bảo tàng ảo|kho tư liệu số)"
)
_RANK = re.compile(r"(?:tiêu chí|tiêu chuẩn|đạt|xếp|nâng|lên)[^,;.]{0,40}hạng i{1,3}\b")
_STANDARD = re.compile(
    r"^\s*(?:\w+\s+){0,3}(?:đạt|được công nhận)\s+(?:đạt )?(?:chuẩn|tiêu chuẩn|danh hiệu|mức)"
)
# One institution that is to be, to have or to offer something by a year.
_BECOMES = re.compile(
    r"\s*(?:cơ bản |hoàn toàn )?(?:trở thành|có|được|hoàn thành|"
    r"đạt (?:chuẩn|mức|hạng|tiêu chí|tiêu chuẩn|bảo tàng hạng))"
    r"\s+\w"
)
_NO_COUNT = re.compile(r"(?:mức(?: độ)?|năm|hạng|cấp độ)\s+[\dl]+|quý [iv\d]+")
_COUNTED = re.compile(r"\d\s*%[^,;:.]*$|(?<!năm )(?<!\d)\d[\d.,]*(?:\s*/\s*\d+)?\s[^,;:.\d]{0,20}$")
_MADE_BY = re.compile(
    r"^(?:đầu tư |tiến hành )?(?:xây dựng|nâng cấp|cải tạo|thành lập|xây mới)\b.*\bhoàn thành "
    r"(?:vào |trong |trước |xong )?(?:cuối )?"
    r"(?:năm|quý|tháng)\b"
)
# "Huyện … được công nhận", "xã … đạt chuẩn": a place, named or not, that is to be recognised.
_TERRITORY = re.compile(
    r"\b(tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu) (?:[\w-]+ ){0,5}?"
    r"(?:duoc cong nhan|dat (?:chuan|danh hieu|tieu chi)|tro thanh)\b"
)
# "Được UNESCO công nhận là …": the place whose paper it is.
_ITSELF = re.compile(r"\W*(?:phấn đấu )?được (?:[^\W\d]+ ){0,4}công nhận\b")
_TERRITORY_LEVEL = {
    "tinh": PROVINCE,
    "xa": COMMUNE,
    "phuong": COMMUNE,
    "thi tran": COMMUNE,
    "dac khu": COMMUNE,
}
_GOALS = re.compile(r"muc tieu|chi tieu")
_GENERAL = re.compile(r"muc tieu (?:chung|tong quat)|quan diem")


def capabilities(scene: Scene, numbered: bool) -> list[Draft]:
    """At most one promise of a sentence: what one institution is to become, else what is to be made."""
    return _becoming(scene) or _made(scene, numbered)


def _becoming(scene: Scene) -> list[Draft]:
    """ "Đến năm …, Thư viện tỉnh trở thành thư viện số, 80% thư viện …": one house's own promise, numbers beside it."""
    if not (scene.setting.role == "goals" or _GOALS.search(scene.setting.topic)) or scene.setting.strict:
        return []
    if scene.setting.role in ("past", "budget", "organise") or _GENERAL.search(scene.setting.topic):
        return []
    for house in scene.houses:
        stop = next((at for at in range(house.end, len(scene.low)) if scene.low[at] in ",;."), len(scene.low))
        piece = scene.low[house.end : stop]
        span = scene.span_for(house.end, stop)
        counted = _COUNTED.search(scene.low[: house.start])
        own = house.single or scene.bare[house.start : house.end] == scene.setting.own
        numbered = re.search(r"\d", _NO_COUNT.sub("", piece))
        if own and not counted and (span or scene.setting.school) and _BECOMES.match(piece) and not numbered:
            start = max((scene.low.rfind(mark, 0, house.start) + 1 for mark in ":;"), default=0)
            draft = replace(_draft(scene, house, 0.75), start=start, end=stop, span=span)
            return [
                replace(
                    draft,
                    subject=scene.sentence.view.text[start:stop].strip(" ,.;"),
                    words=scene.bare[start:stop],
                )
            ]
    return []


def _made(scene: Scene, numbered: bool) -> list[Draft]:
    """At most one promise of a sentence without promised numbers."""
    setting, low = scene.setting, scene.low
    if (
        numbered
        or setting.role in ("past", "budget", "organise", "purpose")
        or _GENERAL.search(setting.topic)
    ):
        return []
    aimed = AIM.search(low) is not None
    if setting.strict and not aimed:
        return []
    dated = (
        bool(scene.spans) or setting.year is not None or (scene.carry.aimed and scene.carry.year is not None)
    )
    house = scene.houses[0] if scene.houses else scene.carry.institution or setting.institution
    goal = setting.role == "goals"
    finished = (
        _DONE.match(low) is not None
        and dated
        and (goal or scene.carry.aimed or _ended_task(scene) or _ordered(scene))
    )
    if _SOFT.search(low[:60]):
        return []
    if house is None:
        place = _place_itself(scene) if dated and (aimed or goal) else None
        named = place is not None or (finished and _THING.search(low) is not None)
        return [_draft(scene, place, 0.8)] if named else []
    if _AIMED_MAKE.search(low):
        return [_draft(scene, house, 0.9)]
    if _RANK.search(low) and (dated or goal):
        return [_draft(scene, house, 0.85)]
    if house.single and house in scene.houses and goal and _STANDARD.search(low[house.end :]):
        return [_draft(scene, house, 0.8)]
    if _MADE_BY.search(low) and setting.role in ("goals", "tasks"):
        return [_draft(scene, house, 0.75)]
    return [_draft(scene, house, 0.8)] if finished else _built(scene, house, dated and goal)


def _built(scene: Scene, house: Institution, promised: bool) -> list[Draft]:
    return [_draft(scene, house, 0.75)] if promised and _BUILD.match(scene.low) else []


def _ended_task(scene: Scene) -> bool:
    """A task that says by which year it is to be finished."""
    return scene.setting.role == "tasks" and _ENDED.match(scene.low) is not None


def _ordered(scene: Scene) -> bool:
    """A thing of the field that an order or task wants finished by a day of its own."""
    by = any(one.by for one in scene.spans)
    return by and scene.setting.role in ("tasks", "") and _THING.search(scene.low) is not None


def _place_itself(scene: Scene) -> Institution | None:
    """The place whose authority is to reach something, when no institution is named."""
    found = _TERRITORY.search(scene.bare)
    if found is None:
        named = _ITSELF.match(scene.low)
        return Institution(named.start(), named.end(), ("ubnd",), (), single=True) if named else None
    level = _TERRITORY_LEVEL.get(found.group(1), DISTRICT)
    return Institution(found.start(), found.end(), ("ubnd",), (level,), single=True)


def _draft(scene: Scene, house: Institution | None, confidence: float) -> Draft:
    end = _end(scene)
    return Draft(
        0,
        end,
        "capability",
        1,
        1,
        "đạt",
        subject=AIM.sub("", scene.sentence.view.text[:end]).strip(" ,.;"),
        words=scene.bare[:end],
        types=house.types if house else (),
        levels=house.levels if house else (),
        confidence=confidence if house else confidence - 0.15,
        span=next((one for one in scene.spans if not one.base), None)
        or scene.setting.year
        or scene.carry.year,
    )


def _end(scene: Scene) -> int:
    """The thing itself, without what it is good for."""
    found = re.search(r"\s(?:nhằm|để|phù hợp với|bảo đảm|đảm bảo|góp phần|đáp ứng)\s", scene.low[20:])
    return found.start() + 20 if found else len(scene.low.rstrip(" .;"))
