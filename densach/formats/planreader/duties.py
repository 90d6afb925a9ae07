"""Duties to report: how often, by which day, who to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from densach.formats.planreader.context import Setting
from densach.formats.planreader.masking import masked
from densach.formats.planreader.reading import Notice, ReportDuty
from densach.formats.planreader.structure import Block
from densach.formats.planreader.tasks import agency_of
from densach.formats.planreader.textview import View, folded

_REPORT = re.compile(r"báo cáo")
_SEND = re.compile(
    r"\b(?:gửi|nộp|trình|báo cáo)\b[^.;]{0,160}?(?:trước|chậm nhất|hạn|muộn nhất|xong)|"
    r"(?:trước|chậm nhất|muộn nhất) [^.;]{0,30}\d{4}\s*:[^.;]{0,60}báo cáo"
)
# Papers that go in each year without being called a report.
_SENT_YEARLY = re.compile(r"\b(?:gửi|nộp)\b(?=[^.;]{0,120}\bngày\b[^.;]{0,40}h[àằ]ng năm)")
_CYCLES = (
    ("half_year", r"kỳ họp (?:thường lệ )?giữa năm|\b0?6 tháng(?: đầu năm| cuối năm)?|sáu tháng|nửa năm"),
    ("ad_hoc", r"đột xuất|khi có yêu cầu"),
    (
        "mid_term",
        r"giữa kỳ|giữa giai đoạn|báo cáo sơ kết(?! học kỳ| quý| tháng)(?=[^.;]{0,60}(?:trước|chậm nhất|năm 20))|"
        r"sơ kết (?:\d+ năm|vào năm|giai đoạn|chương trình|đề án|kế hoạch)",
    ),
    (
        "final",
        r"cuối kỳ|kết thúc (?:giai đoạn|chương trình|đề án|kế hoạch)|"
        r"báo cáo tổng kết(?=[^.;]{0,60}(?:trước|chậm nhất|năm 20))|"
        r"tổng kết (?:\d+ năm|vào (?:cuối )?năm|giai đoạn|"
        r"chương trình|đề án|kế hoạch)",
    ),
    (
        "year",
        r"h[àằ]ng năm|mỗi năm|năm (?:kế tiếp|tiếp theo|liền kề)|báo cáo năm(?! học)|"
        r"(?:kỳ họp |(?<=giữa năm và )|(?<=giữa năm, ))(?:thường lệ )?cuối năm|"
        r"cả năm|thường niên|từng năm|(?:và|hoặc|,|/|;|\(|theo) ?(?:01 |1 |"
        r"một )?năm(?=\s*(?:\(|\)|gửi|trước|,|\.|;|về|chậm|tổng hợp|báo cáo|và đột|$))|định kỳ (?:01 |1 |một )?năm\b",
    ),
)
_PATTERNS = tuple((name, re.compile(words)) for name, words in _CYCLES)
_D = r"(\d{1,2})\s*(?:/|-|tháng)\s*(\d{1,2})(?:\s*(?:/|-|năm)\s*(\d{4}))?"
_DUE = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|hạn|gửi|vào|ngày|và|,)\s*(?:là\s*|vào\s*|đến\s*|"
    rf"hết\s*)*(?:ngày\s*)?{_D}(?![\d/])"
)
_TO = re.compile(
    r"(?:báo cáo(?= (?:Ủy|Uỷ|UBND|Hội đồng|Bộ|Sở|Tỉnh|Thường|Thủ|Chính))|gửi(?: báo cáo)?(?: kết quả)?(?: về|"
    r" đến| cho)?|báo cáo(?: kết quả)?(?: thực hiện)?[^,.;()]{0,80}? (?:về|đến|cho|với)|\bvề)\s+"
    r"((?:Ủy ban|Uỷ ban|UBND|Sở|Bộ|Phòng|Ban|Văn phòng|Hội đồng|Tỉnh ủy|Thường trực|Trung tâm|Thư "
    r"viện|Chính phủ|Thủ tướng)[^.;]*?)(?=\s*(?:\(|,? để\b| trước| theo| tại| kết quả| tình hình| "
    r"định kỳ| vào| chậm| hàng năm| "
    r"hằng năm|[.;]|$))"
)
_BOUND = re.compile(r"(?:trước|chậm nhất|muộn nhất|hạn)\b")
_RESULTS = re.compile(r"báo cáo (?:kết quả|tình hình|đánh giá)|gửi báo cáo")
_RAGGED = re.compile(r"^[\s,;(]+(?:và\s+)?|[\s,;(]+(?:và(?: báo cáo)?)?\s*$")


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    value: str


_TOLD = re.compile(r"báo cáo|(?:gửi|nộp) (?:kết quả|số liệu)|số liệu (?:tháng|quý)")
_OTHER = re.compile(
    r"\b(?:định kỳ )?(?:h[àằ]ng |mỗi |từng |theo |báo cáo |số liệu )(tháng|quý|tuần)\b(?! \d)"
    r"|(?:trước|ngày) [^.;]{0,24}?tháng đầu (?:của )?(quý)\b|\bh[àằ]ng (ngày)\b"
    r"|\bđịnh kỳ (?:01 |1 )?(tháng|quý|tuần)\b"
)


def other_cycles(grounds: Sequence[tuple[Block, Setting]]) -> list[Notice]:
    """Reports by the month, the quarter or the week, for which the contract has no cycle: said, not guessed."""
    found: list[Notice] = []
    for block, setting in grounds:
        if setting.role in ("past", "budget") or not _TOLD.search(block.view.low):
            continue
        for view in _whole_sentences(block):
            said = _OTHER.search(masked(view).low) if _TOLD.search(view.low) else None
            if said:
                cycle = next(one for one in said.groups() if one)
                found.append(
                    Notice(
                        f"Có báo cáo theo {cycle}: “{folded(view.text)[:160]}”. Lịch báo cáo ở đây chỉ có 6 tháng và "
                        "năm; hãy ghi các hạn này bằng tay.",
                        view.start,
                        view.end,
                    )
                )
    return found


def duties(grounds: Sequence[tuple[Block, Setting]]) -> list[ReportDuty]:
    """All report duties of the body, in order."""
    found: list[ReportDuty] = []
    for block, setting in grounds:
        if setting.role in ("past", "budget") or (
            block.is_clause and not block.view.text.endswith((".", ";", "/"))
        ):
            continue
        reporter = _heading_agency(block)
        for view in _whole_sentences(block):
            found += _of_sentence(view, setting, reporter)
    return found


# "Báo cáo hằng quý; 6 tháng trước 15/6; năm trước 10/12": the verb stands in the first part.
_NEXT_CYCLE = re.compile(
    r"(?:và )?(?:0?6 tháng|sáu tháng|cả năm|năm|h[àằ]ng năm|đột xuất)\b.{0,30}(?:trước|ngày|\d/|$)"
)


def _whole_sentences(block: Block) -> list[View]:
    """Sentences of the block; a list of agencies cut by semicolons stays with its verb."""
    parts: list[View] = []
    for view in block.sentences:
        begun = parts and not _REPORT.search(parts[-1].low) and not _SEND.search(parts[-1].low)
        goes_on = parts and parts[-1].text.endswith(";") and _REPORT.search(parts[-1].low)
        if goes_on and _NEXT_CYCLE.match(view.low):
            view = _joined(parts.pop(), view)
        done = parts and re.search(r"\blần\s*;$", parts[-1].low)  # "mỗi năm kiểm kê một lần;": its own rhythm
        if begun and not done and parts[-1].text.endswith(";"):
            view = _joined(parts.pop(), view)
        parts.append(view)
    return parts


def _joined(first: View, second: View) -> View:
    return View(
        f"{first.text} {second.text}",
        (*first.starts, first.end, *second.starts),
        (*first.ends, first.end, *second.ends),
    )


def _heading_agency(block: Block) -> tuple[str, ...]:
    node = block.clause
    if node is None:
        return ()
    if block.is_clause or block.view.text.startswith("Trên đây"):
        return ()
    agency = agency_of(node)
    return (agency,) if agency and len(agency) < 160 else ()


def _of_sentence(view: View, setting: Setting, reporter: tuple[str, ...]) -> list[ReportDuty]:
    sentence = masked(view)
    low = sentence.low
    if not (_REPORT.search(low) or _SEND.search(low)):
        return []
    cycles, dues = _cycles(low), _dues(low)
    if not cycles:
        return _once(view, low, dues, setting, reporter)
    pairs = _pairs(low, cycles, dues)
    to = tuple(
        dict.fromkeys(
            folded(view.text[one.start(1) : one.end(1)]).strip(" ,") for one in _TO.finditer(view.text)
        )
    )
    return [
        ReportDuty(
            folded(_part(view, cycles, index)),
            setting.clause,
            cycle.value,
            due,
            _reporters(view, reporter),
            to,
        )
        for index, (cycle, due) in enumerate(pairs)
    ]


def _cycles(low: str) -> list[_Mark]:
    """Cycles named near the word "báo cáo", each once."""
    marks: list[_Mark] = []
    reports = [found.start() for found in _REPORT.finditer(low)] or [
        found.start() for found in _SENT_YEARLY.finditer(low)
    ]
    for name, pattern in _PATTERNS:
        for found in pattern.finditer(low):
            if min((abs(found.start() - at) for at in reports), default=999) > 160:
                continue
            if any(one.start < found.end() and found.start() < one.end for one in marks):
                continue
            if found.group().startswith("/") and not low[: found.start()].rstrip().endswith("tháng"):
                continue  # "40 triệu đồng/năm; báo cáo 6 tháng …"
            marks.append(_Mark(found.start(), found.end(), name))
    marks.sort(key=lambda one: one.start)
    kept: list[_Mark] = []
    for one in marks:
        if all(other.value != one.value for other in kept):
            kept.append(one)
    return kept


def _dues(low: str) -> list[_Mark]:
    marks: list[_Mark] = []
    for found in _DUE.finditer(low):
        day, month, year = found.groups()
        if 1 <= int(day) <= 31 and 1 <= int(month) <= 12:
            marks.append(
                _Mark(found.start(), found.end(), f"{int(day)}/{int(month)}" + (f"/{year}" if year else ""))
            )
    return marks


def _pairs(low: str, cycles: list[_Mark], dues: list[_Mark]) -> list[tuple[_Mark, str | None]]:
    """Each cycle with its day: the first that follows it, or by order when all days stand after all cycles."""
    if len(cycles) == len(dues) and all(due.start > cycles[-1].start for due in dues):
        return [(cycle, due.value) for cycle, due in zip(cycles, dues, strict=True)]
    if len(cycles) == len(dues) and _after_their_days(cycles, dues):
        return [(cycle, due.value) for cycle, due in zip(cycles, dues, strict=True)]
    if [one.value for one in cycles] == ["year"] and len(dues) == 2:
        first, second = (int(due.value.split("/")[1]) for due in dues)
        if first <= 7 < second:  # two days in one year: the half year's report and the year's
            half = _Mark(cycles[0].start, cycles[0].end, "half_year")
            return [(half, dues[0].value), (cycles[0], dues[1].value)]
    own = {id(cycle): due for cycle in cycles for due in dues if _of_each_year(low, due, cycle)}
    pairs: list[tuple[_Mark, str | None]] = []
    for index, cycle in enumerate(cycles):
        stop = cycles[index + 1].start if index + 1 < len(cycles) else None
        after = (
            [own[id(cycle)]]
            if id(cycle) in own
            else [
                due
                for due in dues
                if due.start >= cycle.end and (stop is None or due.start < stop) and due not in own.values()
            ]
        )
        before = [
            due
            for due in dues
            if due.end <= cycle.start and not (index and due.start > cycles[index - 1].end)
        ]
        due = after[0].value if after else before[-1].value if before and index == 0 else None
        pairs.append((cycle, None if cycle.value == "ad_hoc" else due))
    return pairs


def _of_each_year(low: str, due: _Mark, cycle: _Mark) -> bool:
    """ "Trước ngày 20/12 hằng năm": the day is that of the yearly report, whatever stands before it."""
    return (
        not low[due.end : cycle.start].strip()
        and re.match(r"(?:h[àằ]ng|mỗi) năm", low[cycle.start :]) is not None
    )


def _after_their_days(cycles: list[_Mark], dues: list[_Mark]) -> bool:
    """ "Trước 15/6 (6 tháng) và trước 15/12 (năm)": each cycle stands behind its own day."""
    stops = [due.start for due in dues[1:]] + [cycles[-1].end]
    return all(due.end <= cycle.start <= stop for due, cycle, stop in zip(dues, cycles, stops, strict=True))


def _once(
    view: View,
    low: str,
    dues: list[_Mark],
    setting: Setting,
    reporter: tuple[str, ...],
    *,
    sent: bool = False,
) -> list[ReportDuty]:
    """A paper to be sent by a day: once when the day has its year, else as the plan's term tells. `sent`: the verb
    stands before the first of several days.
    """
    if not dues or not (sent or _SEND.search(low)):
        return []
    bound = [one for one in dues if _BOUND.match(low, one.start)] or dues[:1]
    if len(bound) == 1 and len(dues) == 2 and _twice_a_year(low, bound, dues):
        bound = dues
    dated = [one for one in bound if re.search(r"/\d{4}$", one.value)]
    if len(dated) == len(bound) > 1:
        return [
            duty
            for index, one in enumerate(bound)
            for duty in _once(
                view.cut(bound[index - 1].end if index else 0, one.end),
                low[bound[index - 1].end if index else 0 : one.end].strip(),
                [one],
                setting,
                reporter,
                sent=index > 0 and re.match(r"\W*báo cáo\b", low) is not None,
            )
        ]
    to = tuple(dict.fromkeys(folded(one.group(1)).strip(" ,") for one in _TO.finditer(view.text)))
    quote, reporters = folded(_RAGGED.sub("", view.text)), _reporters(view, reporter)
    told = dues if bound == dues else bound[:1]
    cycles = [
        (_once_or_by_month(one, low, bool(dated) and len(told) == 1, len(told) == 2), one.value)
        for one in told
    ]
    return [ReportDuty(quote, setting.clause, cycle, due, reporters, to) for cycle, due in cycles if cycle]


def _twice_a_year(low: str, bound: list[_Mark], dues: list[_Mark]) -> bool:
    """ "Báo cáo kết quả trước ngày 31/5 và 30/11": one report of each half of the year."""
    joined = bound[0] == dues[0] and re.match(r"và\b", low[dues[1].start :]) is not None
    months = [_by_month(int(due.value.split("/")[1])) for due in dues]
    return joined and months == ["half_year", "year"]


def _once_or_by_month(due: _Mark, low: str, dated: bool, twice: bool) -> str:
    if dated:
        return "once"
    told = _RESULTS.search(low) or (twice and "báo cáo" in low)
    return _by_month(int(due.value.split("/")[1])) if told else ""


def _by_month(month: int) -> str:
    """A report of results by a day without its year comes back each year: at the end of a half year or of the year."""
    return "year" if month >= 10 else "half_year" if 5 <= month <= 7 else ""


def _part(view: View, cycles: list[_Mark], index: int) -> str:
    """The words of one duty in a sentence that gives several."""
    if len(cycles) == 1:
        return view.text
    start = 0 if index == 0 else cycles[index].start
    stop = cycles[index + 1].start if index + 1 < len(cycles) else len(view)
    return _RAGGED.sub("", view.cut(start, stop).text)


def _reporters(view: View, reporter: tuple[str, ...]) -> tuple[str, ...]:
    """Who stands before the verb, else whose heading it is."""
    found = re.match(
        r"((?:Các|Thủ trưởng|Đề nghị|Yêu cầu|Ủy ban|UBND|Sở|Phòng|Giao)[^.]{3,200}?);?\s+(?:báo "
        r"cáo|tổng hợp|định kỳ|gửi|xây dựng|có trách nhiệm|tổ chức|h[àằ]ng|mỗi)",
        view.text,
    )
    return (folded(found.group(1)).strip(" ,"),) if found else reporter
