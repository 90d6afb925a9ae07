"""How often: "02 năm 01 lần", "mỗi năm một lần", "ít nhất 02 lần/năm", by the level that is obliged."""

from __future__ import annotations

import re
from dataclasses import dataclass

from densach.formats.planreader.drafts import AIM, Draft, Scene
from densach.formats.planreader.vocabulary import COMMUNE, DISTRICT, HAMLET, PROVINCE

_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6}
_N = r"((?<![\d,.])(?<!gấp )\d{1,2}|một|hai|ba|bốn|sáu)"
_ANY = r"(?:\s+(?!lần)[^\W\d]+){0,6}?"
_FORMS = (
    re.compile(
        rf"(?P<years>\d{{1,2}}|một|hai|ba|bốn)\s*năm\s*(?:/\s*|tổ chức\s+)?(?:ít nhất\s+)?(?P<times>{_N})?\s*lần"
    ),
    re.compile(rf"(?:mỗi|h[àằ]ng) năm{_ANY}(?:\s+ít nhất)?(?:\s+từ)?\s+(?P<times>{_N})\s+lần"),
    re.compile(rf"(?P<times>{_N})\s+lần\s*(?:/|trong|trên|mỗi)\s*(?P<years>\d{{1,2}}|một|hai)?\s*năm"),
    re.compile(rf"(?:mỗi|h[àằ]ng) (?P<part>tháng|quý|tuần){_ANY}\s+(?P<times>{_N})\s+lần"),
    re.compile(rf"(?P<times>{_N})\s+lần\s*(?:/|trong|mỗi)\s*(?P<part>tháng|quý|tuần)"),
    re.compile(rf"(?:(?:mỗi|h[àằ]ng) năm[^.;]*?|(?<=\)), [^.;(]*?)\((?P<times>{_N}) lần\)"),
    re.compile(rf"(?P<months>3|6|03|06|sáu|ba)\s+tháng\s*(?:/\s*)?(?P<times>{_N})?\s*lần"),
)
_PER_YEAR = {"tháng": 12, "quý": 4, "tuần": 52}
_PAPERWORK = re.compile(r"báo cáo|giao ban|họp\b|sơ kết|kiểm tra|đánh giá")
_OF_LEVEL = re.compile(r"(?:ở |tại )?(?:riêng )?(?:cấp )?(?:tỉnh|huyện|quận|xã|phường|thôn|ấp)\b")
_LEVELS = (
    (PROVINCE, r"tinh"),
    (DISTRICT, r"huyen|quan|thi xa"),
    (COMMUNE, r"xa|phuong|thi tran|dac khu"),
    (HAMLET, r"thon|ap|to dan pho|khu pho"),
)


@dataclass(frozen=True)
class _Rhythm:
    start: int
    end: int
    times: int
    every: int


def _number(text: str | None, otherwise: int = 1) -> int:
    if not text:
        return otherwise
    return int(text) if text.isdecimal() else _WORDS[text]


def _rhythms(low: str) -> list[_Rhythm]:
    found: list[_Rhythm] = []
    for form in _FORMS:
        for match in form.finditer(low):
            if any(one.start < match.end() and match.start() < one.end for one in found):
                continue
            named = match.groupdict()
            times, every = _number(named.get("times")), _number(named.get("years"))
            if named.get("part"):
                times *= _PER_YEAR[named["part"]]
            if named.get("months"):
                times *= 12 // _number(named["months"])
            found.append(_Rhythm(match.start(), match.end(), times, every))
    return sorted(found, key=lambda one: one.start)


def cadences(scene: Scene) -> tuple[list[Draft], list[tuple[int, int]]]:
    """Rhythms promised, one row for each obliged level, and the places they take in the sentence."""
    rhythms = _rhythms(scene.low)
    taken = [(one.start, one.end) for one in rhythms]
    role = scene.setting.role
    if (
        _PAPERWORK.search(scene.low)
        or role in ("past", "budget")
        or (scene.setting.strict and not AIM.search(scene.low))
    ):
        return [], taken
    drafts: list[Draft] = []
    for index, one in enumerate(rhythms):
        begin = _segment_start(scene, one, rhythms[index - 1].end if index else 0)
        alone = len(rhythms) == 1 and re.search(r"\d\s*/\s*\d", scene.low[:begin]) is None
        drafts += _drafts(scene, one, begin, _about(scene, rhythms[0], begin), alone)
    return drafts, taken


def _about(scene: Scene, first: _Rhythm, begin: int) -> str:
    """What a rhythm told by level is a rhythm of: the words before the first level of the sentence."""
    if not _OF_LEVEL.match(scene.low, begin):
        return ""
    start = _segment_start(scene, first, 0)
    return scene.sentence.view.text[:start].rsplit(". ", 1)[-1].strip(" ,;:")


def _segment_start(scene: Scene, one: _Rhythm, floor: int) -> int:
    commas = [found.end() for found in re.finditer(r"[,;:]\s*", scene.low[floor : one.start])]
    for comma in commas:
        if _OF_LEVEL.match(scene.low, floor + comma):
            return floor + comma
    return floor + (commas[-1] if commas else 0)


def _drafts(scene: Scene, one: _Rhythm, begin: int, about: str, alone: bool) -> list[Draft]:
    """`about` says what it is a rhythm of; `alone`: all that the sentence says before it belongs to it."""
    segment = scene.bare[begin : one.start]
    own = scene.sentence.view.text[0 if alone and not about else begin : one.end].strip(" .,;")
    levels = [level for level, words in _LEVELS if re.search(rf"\bcap (?:{words})\b|^(?:{words})\b", segment)]
    house = scene.house_in(begin, one.start) or (
        None if levels else scene.carry.institution or scene.setting.institution
    )
    if house and not levels:
        places = [(house.types, house.levels)]
    else:
        places = [(("ubnd",), (level,)) for level in levels] or [(("ubnd",), (PROVINCE,))]
    return [
        Draft(
            begin,
            one.end,
            "cadence",
            one.times,
            one.times,
            f"lần/{one.every} năm",
            subject=": ".join(part for part in (about, own) if part),
            words=scene.bare,
            types=types,
            levels=held,
            span=scene.span_for(one.start, len(scene.low)),
            every=one.every,
            confidence=0.9,
            milestone=False,
            per="each" if levels else None,
        )
        for types, held in places
    ]
