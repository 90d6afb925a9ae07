"""Targets of a paper: sentences in their setting, drafts of every kind, then years, codes and places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from densach.formats.planreader.cadences import cadences
from densach.formats.planreader.capabilities import capabilities
from densach.formats.planreader.context import Setting
from densach.formats.planreader.counts import counts
from densach.formats.planreader.drafts import AIM, Carry, Draft, Scene, scene_of
from densach.formats.planreader.indicators import indicator
from densach.formats.planreader.masking import Sentence, masked
from densach.formats.planreader.money import money
from densach.formats.planreader.numbers import Quantity, quantities
from densach.formats.planreader.ranked import in_order, steps_of_clause_before
from densach.formats.planreader.reading import Target
from densach.formats.planreader.shares import ASK_BASE, borrowed, corresponding, shares
from densach.formats.planreader.structure import Block
from densach.formats.planreader.textview import View, folded
from densach.formats.planreader.titles import titled
from densach.formats.planreader.units import unit_after
from densach.formats.planreader.years import YEARLY

ASK_YEAR = "Văn bản không nêu năm phải đạt: chỉ tiêu này đến năm nào?"
ASK_HORIZON = "Văn bản không nêu năm phải đạt; lấy năm {year}?"
_LABEL = re.compile(r"^(?:nội dung(?: cụ thể| thực hiện)?|chỉ tiêu|mục tiêu)\s*:\s*", re.IGNORECASE)
# "Hằng năm: …; …; …" speaks for all parts; "về văn hóa: …" turns to another matter.
_EACH_YEAR = re.compile(r"[\W]*(?:mỗi|h[àằ]ng|từng) năm\s*:")
_LED = re.compile(r"\W*(?:(?:tính )?đến |từ |trong )?(?:hết |cuối )?(?:giai đoạn |năm )20\d\d[\s\d-]*:")
_NEW_TOPIC = re.compile(r"[\W]*(?:đối với|về) [^:;]{2,60}:")
# "60% thư viện …, tăng lên 95% vào năm 2030" is two promises, "từ 40% lên 65%" one.
_NEXT_STEP = re.compile(r"\w\w[^,;]*[,;]\s*(?:và )?(?:phấn đấu )?(?:tăng|nâng)(?: dần)? lên\b")
# "Vận động 12.000 cuốn sách, nâng tổng số sách lên 130.000 cuốn": two promises too.
_NEW_SUM = re.compile(r"[,;]\s*(?:và )?(?:nâng|đưa)\b [^,;]{4,60}\blên\b")
_SEPARATOR = re.compile(r"[,;:]\s+|\s+và\s+|\s+với\s+")


@dataclass(frozen=True)
class Found:
    """A draft with the sentence and setting it was found in."""

    draft: Draft
    sentence: Sentence
    setting: Setting


def read_block(block: Block, setting: Setting, earlier: Sequence[Found] = ()) -> list[Found]:
    """Drafts of all sentences of a block; each sentence leaves something to the next, and `earlier` blocks to it."""
    carry = Carry()
    found: list[Found] = []
    for view in block.sentences:
        label = _LABEL.match(view.text)
        sentence = masked(view.cut(label.end(), len(view)) if label else view)
        scene = scene_of(sentence, setting, carry)
        drafts = read_sentence(scene, heading=block.is_clause and not view.text.endswith((".", ";")))
        values = [one for one in drafts if one.kind.startswith("pct") and not one.types]
        drafts = corresponding(scene, [one.draft for one in found], drafts)
        if values and "tương ứng" in scene.low and not any(one.kind.startswith("pct") for one in drafts):
            told = [(one.setting.clause, one.draft) for one in earlier]
            drafts += steps_of_clause_before(scene, block.clause, told, values)
        found += [Found(draft, sentence, setting) for draft in drafts]
        carry = _carried(scene, drafts)
    full = borrowed([one.draft for one in found])
    return [replace(one, draft=draft) for one, draft in zip(found, full, strict=True)]


def read_sentence(scene: Scene, *, heading: bool = False) -> list[Draft]:
    """All drafts of one sentence, in order."""
    rhythms, taken = cadences(scene)
    numbers = [
        one
        for one in quantities(scene.low)
        if not any(start < one.end and one.start < end for start, end in taken)
    ]
    numbers = [one for index, one in enumerate(numbers) if not _within_share(scene, numbers, index)]
    bounds = _bounds(scene, numbers)
    drafts = (
        rhythms
        + in_order(scene, shares(scene, numbers, bounds) + counts(scene, numbers, bounds))
        + money(scene)
    )
    if not heading:
        drafts += capabilities(scene, numbered=bool(drafts) or any(_counts(scene, one) for one in numbers))
    return sorted(drafts, key=lambda one: (one.start, one.end))


def _within_share(scene: Scene, numbers: list[Quantity], index: int) -> bool:
    """ "70% thư viện xã có ít nhất 02 máy tính": the second number describes the first, it promises nothing more."""
    if index == 0 or numbers[index].percent or not numbers[index - 1].percent:
        return False
    before = numbers[index - 1]
    between = scene.low[before.end : numbers[index].start]
    named = re.match(r"\s*(?:số |các |trở lên )*[^\W\d]+ [^\W\d]+ [^\W\d]+", between) is not None
    return named and not re.search(r"[,;:(]|\bvà\b|\blên\b|tương đương|tăng|đạt", between)


def _counts(scene: Scene, one: Quantity) -> bool:
    return one.percent or unit_after(scene.low[one.end :]) is not None


def _bounds(scene: Scene, numbers: list[Quantity]) -> list[tuple[int, int]]:
    """Where each number's own words begin and end: split at the last separator before the next number."""
    starts: list[int] = []
    for index, one in enumerate(numbers):
        floor = 0
        if index:
            before = numbers[index - 1]
            unit = unit_after(scene.low[before.end :])
            floor = before.end + (unit[1] if unit else 0)
            between = scene.low[before.end : one.start]
            another = _NEXT_STEP.search(between) or (unit and _NEW_SUM.search(between))
            if re.search(r"(?<!trở )\blên\b|\bxuống\b", between) and not another:
                starts.append(starts[-1])  # "từ 40% lên 65%", "từ 18% xuống còn 5%" is one promise
                continue
        starts.append(_split(scene, floor, one.start) if index else 0)
    stops = [next((later for later in starts if later > start), len(scene.low)) for start in starts]
    return list(zip(starts, stops, strict=True))


def _split(scene: Scene, floor: int, at: int) -> int:
    places = [
        found.start()
        for found in _SEPARATOR.finditer(scene.low, floor, at)
        if not any(house.start < found.start() < house.end for house in scene.houses)
    ]
    told = [found.end() for found in YEARLY.finditer(scene.low, floor, at)]
    return places[-1] if places else told[-1] if told else floor


_ONE_HOUSE = re.compile(
    r"(?:thu vien|bao tang|trung tam [\w ]+|nha [\w ]+) (?:tinh|thanh pho|huyen|thi xa|quan)"
)


def _alone(scene: Scene) -> str:
    """The name of the one institution that is all a sentence says: "Thư viện tỉnh;"."""
    if len(scene.houses) != 1:
        return ""
    house = scene.houses[0]
    said = AIM.sub("", scene.low).rpartition(":")[2].strip(" -+;,")
    one = house.single or _ONE_HOUSE.fullmatch(scene.bare[house.start : house.end])
    return scene.phrase(house) if one and said == scene.low[house.start : house.end] else ""


def _carried(scene: Scene, drafts: list[Draft]) -> Carry:
    old = scene.carry
    span = next((one for one in reversed(scene.spans) if not one.base), None)
    units = {(draft.unit or "").split("/")[0] for draft in drafts if (draft.unit or "").find("/năm") > 0}
    led = _NEW_TOPIC.match(scene.low) is not None
    return Carry(
        alone=_alone(scene),
        institution=scene.houses[-1] if scene.houses else None if led else old.institution,
        yearly=old.yearly or _EACH_YEAR.match(scene.low) is not None,
        yearly_units=old.yearly_units | units,
        year=span or old.year,
        aimed=old.aimed or AIM.search(scene.low) is not None,
        led=(old.led and span is None) or (span is not None and _LED.match(scene.low) is not None),
    )


def finish(found: list[Found]) -> list[Target]:
    """Drafts as targets: years, code, offsets; one row for one promise."""
    targets: list[Target] = []
    seen: set[tuple[object, ...]] = set()
    for one in found:
        target = _target(one, targets)
        if _key(target) not in seen:
            seen.add(_key(target))
            targets.append(target)
    return _stepped(targets)


def _target(one: Found, earlier: list[Target]) -> Target:
    draft, view = one.draft, one.sentence.view
    start, end = view.place(draft.start, draft.end)
    around = f"{one.sentence.bare[: draft.start]} ¦ {one.setting.topic}"
    types, levels = draft.types, draft.levels
    code = indicator(types, draft.words, draft.kind, around)
    first, last, milestone = _years(one)
    confidence = draft.confidence if code else draft.confidence - 0.15
    questions = draft.questions
    if last is None:
        last = one.setting.horizon
        asked = ASK_HORIZON.format(year=last) if last else ASK_YEAR
        confidence, questions = min(confidence, _undated(draft)), (*questions, asked)
    target = Target(
        quote=_quote(view, draft),
        clause=one.setting.clause,
        start=start,
        end=end,
        subject=titled(draft.subject) or folded(view.text),
        institution_types=types,
        levels=levels,
        kind=draft.kind,
        value_min=draft.low,
        value_max=draft.high,
        unit=draft.unit,
        year_from=first,
        year_to=last,
        confidence=round(confidence, 2),
        indicator=code,
        per=draft.per,
        every_years=draft.every,
        milestone=milestone,
        questions=questions,
    )
    return _with_base(target, draft, one.setting, earlier) if draft.kind == "growth_avg" else target


def _undated(draft: Draft) -> float:
    """How sure a promise without a year can be: one that says each year more than one that never ends."""
    return 0.6 if draft.kind in ("cadence", "count_per_year", "range_per_year") else 0.45


def _quote(view: View, draft: Draft) -> str:
    return folded(view.cut(draft.start, draft.end).text)


_THIS_YEAR = re.compile(r"ca nam\b(?! \d)|nam nay\b|(?:sau|0?6) thang cuoi nam\b|tu nay den cuoi nam\b")


def _of_this_year(one: Found) -> bool:
    """ "Cả năm", "sáu tháng cuối năm": the year in which the paper is issued."""
    return _THIS_YEAR.search(f"{one.sentence.bare} ¦ {one.setting.topic}") is not None


def _years(one: Found) -> tuple[int | None, int | None, int | None]:
    """(from, to, milestone) of a promise."""
    draft, setting = one.draft, one.setting
    span = draft.span
    if span is None and setting.year_to is None and setting.issued and _of_this_year(one):
        return setting.issued, setting.issued, setting.issued
    if span is None:
        return setting.year_from, setting.year_to, None
    if not span.single:
        return span.first, span.last, span.last if draft.milestone else None
    if draft.kind == "cadence" and span.by:
        return setting.year_from, span.last, span.last
    return span.first, span.last, span.last


def _with_base(target: Target, draft: Draft, setting: Setting, earlier: list[Target]) -> Target:
    """Growth counts from a base year: named, else where the step before it ends, else the year before the plan."""
    steps = [one.year_to for one in earlier if one.kind == "growth_avg" and one.indicator == target.indicator]
    base = setting.year_from - 1 if setting.year_from else None
    if steps and steps[-1] and target.year_to and steps[-1] < target.year_to:
        base = steps[-1]
    base = draft.base or base
    questions = tuple(text.format(year=base) if text == ASK_BASE else text for text in target.questions)
    return replace(target, year_from=base, questions=questions, milestone=target.milestone or None)


def _key(one: Target) -> tuple[object, ...]:
    """Two finds with the same key are one promise."""
    values = (one.kind, one.value_min, one.value_max, one.year_to)
    return (one.start, one.end, *values, one.levels, one.institution_types)


def _stepped(targets: list[Target]) -> list[Target]:
    """A yearly promise without a year runs until a dated step of the same promise takes over."""
    steps: dict[tuple[object, ...], list[int]] = {}
    for one in targets:
        if one.indicator and one.milestone:
            steps.setdefault(_promise(one), []).append(one.milestone)
    result: list[Target] = []
    for one in targets:
        later = steps.get(_promise(one), [])
        yearly = one.kind in ("count_per_year", "range_per_year") and one.milestone is None
        if yearly and later and one.year_from and min(later) > one.year_from:
            one = replace(one, year_to=min(later) - 1)
        result.append(one)
    return result


def _promise(one: Target) -> tuple[object, ...]:
    return (one.clause, one.indicator, one.institution_types, one.kind)
