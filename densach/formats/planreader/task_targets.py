"""Promises that a labelled task makes by its title and time: a day kept every year, a thing to exist by a year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from densach.formats.planreader.context import Setting
from densach.formats.planreader.drafts import Draft
from densach.formats.planreader.events import days_in
from densach.formats.planreader.masking import Sentence, masked
from densach.formats.planreader.reading import Task, TaskTime
from densach.formats.planreader.structure import Block
from densach.formats.planreader.targets import Found
from densach.formats.planreader.textview import bare
from densach.formats.planreader.vocabulary import Institution, institutions
from densach.formats.planreader.years import YEARLY, YearSpan

_EVENT_CODES = {
    (21, 4): "ngay sach 21/4",
    (18, 5): "ngay quoc te bao tang 18/5",
    (23, 11): "ngay di san van hoa 23/11",
}
_MAKES = re.compile(
    r"^(?:triển khai (?:thí điểm |xây dựng |áp dụng )?(?:mô hình|phần mềm|hệ thống|cơ sở dữ liệu)|"
    r"xây dựng|thành lập|nâng cấp|hoàn thành|hoàn thiện|"
    r"lập dự án|đầu tư|thí điểm|thiết lập|ban hành|kiện toàn)(?!\s+(?:chỉ tiêu|kế hoạch|nhiệm vụ|"
    r"chuyên mục|chương trình phối hợp))"
)
_KEEPS = re.compile(
    r"^(?:[^.,;:]{0,60}(?:tham mưu|chủ trì|phối hợp|chỉ đạo) )?(?:tổ chức|phối hợp tổ chức|triển khai|duy trì)"
    r"[^.;]{0,80}(?:hưởng ứng|kỷ niệm|chào mừng|"
    r"nhân|ngày|tuần lễ|lễ hội)"
)
ASK_TRIGGER = "Chỉ bắt đầu tính “{trigger}”: điều này đã xảy ra chưa?"


def with_task(setting: Setting, task: Task | None) -> Setting:
    """The setting of a labelled task's lines: who executes it, how often, and the years it is given."""
    if task is None:
        return setting
    houses = _houses(task, setting)
    if houses:
        setting = replace(setting, institution=houses[0], phrase="")
    if task.time and task.time.kind == "yearly":
        setting = replace(setting, yearly=True)
    return replace(setting, role="tasks") if setting.role in ("", "organise", "purpose") else setting


def _houses(task: Task, setting: Setting) -> list[Institution]:
    for names in (task.executing, task.lead):
        sentence = " ".join(names)
        if sentence:
            found = institutions(bare(sentence), central_city=setting.central_city)
            if found:
                return found
    return []


def task_promises(grounds: Sequence[tuple[Block, Setting]], tasks: dict[str, Task]) -> list[Found]:
    """Cadences and capabilities of labelled tasks, and of sentences that keep a named day every year."""
    found: list[Found] = []
    for block, setting in grounds:
        task = tasks.get(setting.clause) if block.is_clause else None
        sentence = masked(block.view)
        if task is not None:
            found += _of_title(sentence, with_task(setting, task), task)
        elif _works(setting) and not block.leads:
            found += _kept_days(sentence, setting)
    return found


def _works(setting: Setting) -> bool:
    """Where a day kept each year is promised: under goals and tasks, and in the orders of a directive."""
    orders = setting.paper == "Chỉ thị" and setting.role == ""
    return (orders or setting.role in ("goals", "tasks")) and not setting.strict


def _of_title(sentence: Sentence, setting: Setting, task: Task) -> list[Found]:
    time = task.time
    if time and time.kind == "yearly":
        return [Found(draft, sentence, setting) for draft in _days(sentence, setting)]
    made = _MAKES.match(sentence.view.low)
    if made and time and time.to_day and time.kind in ("year", "span", "date"):
        return [Found(_made(sentence, setting, time), sentence, setting)]
    return []


def _made(sentence: Sentence, setting: Setting, time: TaskTime) -> Draft:
    house = next(iter(institutions(sentence.bare, central_city=setting.central_city)), None)
    house = setting.institution or house
    last = int((time.to_day or "")[:4])
    first = int(time.from_day[:4]) if time.from_day else last
    end = sentence.view.text.find(" (")
    end = end if end > 0 else len(sentence.view.text.rstrip(" .;:"))
    return Draft(
        0,
        end,
        "capability",
        1,
        1,
        "đạt",
        subject=sentence.view.text[:end].strip(),
        words=sentence.bare[:end],
        types=house.types if house else (),
        levels=house.levels if house else (),
        span=YearSpan(0, 0, first, last),
        confidence=0.8,
    )


def _kept_days(sentence: Sentence, setting: Setting) -> list[Found]:
    low = sentence.view.low
    yearly = YEARLY.search(low) is not None or setting.yearly
    starts = _KEEPS.match(re.sub(rf"^(?:{YEARLY.pattern})[\s,]*", "", low))
    return (
        [Found(draft, sentence, setting) for draft in _days(sentence, setting)] if yearly and starts else []
    )


def _days(sentence: Sentence, setting: Setting) -> list[Draft]:
    """One cadence a year for each named day of the text."""
    drafts: list[Draft] = []
    house = setting.institution or next(
        iter(institutions(sentence.bare, central_city=setting.central_city)), None
    )
    begin = 0
    for one in days_in(sentence.view.text):
        end = one.end
        if end < len(sentence.view.text) and sentence.view.text[end] == ")":
            end += 1
        code = _EVENT_CODES.get((one.day, one.month))
        drafts.append(
            Draft(
                begin if begin == 0 else one.start,
                end,
                "cadence",
                1,
                1,
                "lần/1 năm",
                subject=sentence.view.text[begin:end].strip(" ,"),
                words=code or sentence.bare[begin:end],
                types=house.types if house else (),
                levels=house.levels if house else (),
                every=1,
                confidence=0.9 if code else 0.7,
                milestone=False,
                span=setting.year,
            )
        )
        begin = end
    return drafts


def with_trigger(found: list[Found], tasks: dict[str, Task]) -> list[Found]:
    """A task that waits for something asks whether it has come."""
    result: list[Found] = []
    for one in found:
        task = tasks.get(one.setting.clause)
        if task and task.time and task.time.kind == "conditional":
            question = ASK_TRIGGER.format(trigger=(task.time.trigger or "").lower())
            one = replace(one, draft=replace(one.draft, questions=(*one.draft.questions, question)))
        result.append(one)
    return result
