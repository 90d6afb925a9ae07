"""Tasks: items with labelled fields (Thời gian, Đơn vị chủ trì …), or work given to an agency by its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from densach.formats.planreader.context import Setting
from densach.formats.planreader.indicators import room_of
from densach.formats.planreader.reading import Task
from densach.formats.planreader.structure import Block, Node
from densach.formats.planreader.textview import bare, folded
from densach.formats.planreader.times import task_time

_WHO = r"(?:(?:các )?(?:đơn vị|cơ quan|bộ phận|tổ chức|phòng|ban)\s+)?"
_LABELS = (
    ("time", r"(?:thời gian|thời hạn|tiến độ|thời điểm)(?: thực hiện| hoàn thành| triển khai| tổ chức)?"),
    ("content", r"nội dung(?: cụ thể| thực hiện| công việc| nhiệm vụ)?"),
    ("lead", rf"{_WHO}(?:chịu trách nhiệm )?chủ trì(?: thực hiện| tham mưu| triển khai)?"),
    ("coordinating", rf"{_WHO}phối hợp(?: thực hiện)?"),
    ("advising", rf"{_WHO}(?:tham mưu|hướng dẫn)(?: thực hiện)?"),
    ("executing", rf"{_WHO}(?:tổ chức )?thực hiện|đơn vị triển khai"),
    (
        "other",
        r"kinh phí(?: thực hiện)?|sản phẩm|kết quả(?: đầu ra)?|địa điểm|đối tượng(?: tham gia)?|"
        r"thành phần|số lượng|quy mô|hình thức",
    ),
)
_PATTERNS = tuple((name, re.compile(rf"^(?:{words})\s*:\s*", re.IGNORECASE)) for name, words in _LABELS)
_INNER = re.compile(
    r"(?<=[;.,])\s+(?=(?:Thời (?:gian|hạn)|Chủ trì|Phối hợp|Thực hiện|Đơn vị|Cơ quan|Nội dung|Tham mưu)[^:;.]{0,25}:)",
    re.IGNORECASE,
)
_GROUPS = (
    ("reporting", r"bao cao|so ket|tong ket"),
    ("budget", r"kinh phi|ngan sach|du toan|nguon von|bo tri von|can doi"),
    ("communication", r"tuyen truyen|truyen thong|bao chi|quang ba|chuyen muc"),
    ("socialisation", r"xa hoi hoa|tai tro|huy dong"),
    ("cooperation", r"hop tac quoc te|giao luu|hoc hoi kinh nghiem|quoc te"),
    ("people", r"tap huan|boi duong|dao tao|nguon nhan luc|doi ngu"),
)
_ROOM_WORDS = (
    ("tv", r"thu vien"),
    ("bt", r"bao tang"),
    ("vh", r"trung tam van hoa|nha van hoa|cau lac bo|thiet che"),
)
_ROOMS = {"tv": "library", "bt": "museum", "vh": "culture"}


@dataclass
class _Fields:
    node: Node
    values: dict[str, list[str]] = field(default_factory=dict)
    last: str = ""
    rank: float = 0.0


def label_of(text: str) -> tuple[str, int] | None:
    """The field that a line opens ("Đơn vị chủ trì:") and where its value begins."""
    for name, pattern in _PATTERNS:
        found = pattern.match(text)
        if found:
            return name, found.end()
    return None


def labelled_tasks(nodes: Sequence[Node]) -> list[Task]:
    """Tasks of clauses that carry at least two labelled fields, a time or a role among them."""
    tasks: list[Task] = []
    for node in nodes:
        fields = _fields(node)
        if len(fields.values) >= 2 and fields.values.keys() & {"time", "lead", "executing", "coordinating"}:
            tasks.append(_task(fields))
    return tasks


def _fields(node: Node) -> _Fields:
    fields = _Fields(node)
    for block in node.blocks[1:]:
        text = folded(block.source[block.start : block.end])
        if label_of(block.view.text):
            fields.rank = block.marker.rank if block.marker else 99.0
            _put(fields, folded(block.view.text))
        elif fields.last and (block.marker is None or block.marker.rank > fields.rank):
            fields.values[fields.last].append(text)
    return fields


def _put(fields: _Fields, text: str) -> None:
    """The fields of one line: usually one, at times several behind one another."""
    for part in _INNER.split(text):
        label = label_of(part)
        if label:
            fields.last = label[0]
            fields.values.setdefault(label[0], [])
        value = part[label[1] :] if label else part
        fields.values[fields.last] += [value] if value else []


def _names(values: list[str]) -> tuple[str, ...]:
    parts = [part.strip(" .,-+") for value in values for part in value.split(";")]
    return tuple(part for part in parts if part)


def _task(fields: _Fields) -> Task:
    node, values = fields.node, fields.values
    title = folded(node.heading.text).rstrip(" .:;")
    content = " ".join(values.get("content", [])) or None
    return Task(
        title=title,
        clause=node.path,
        start=node.start,
        end=node.end,
        content=content,
        group=group_of(
            f"{title} {content or ''}", " ".join(one.heading.text for one in node.ancestors()[1:])
        ),
        time=task_time(" ".join(values.get("time", []))),
        lead=_names(values.get("lead", [])),
        executing=_names(values.get("executing", [])),
        coordinating=_names(values.get("coordinating", [])),
        advising=_names(values.get("advising", [])),
    )


def group_of(text: str, around: str = "") -> str:
    """The group of a task by its words, else by its section's words."""
    plain = bare(text)
    for name, words in _GROUPS:
        if re.match(rf"\W*(?:\w+\W+){{0,3}}(?:{words})", plain):
            return name
    rooms = [room for room, words in _ROOM_WORDS if re.search(words, plain)]
    if len(rooms) > 1:
        return "general"
    room = room_of((), plain) or room_of((), bare(around))
    return _ROOMS.get(room, "general")


_AGENCY = re.compile(
    r"^(?:(?:giao|đề nghị|yêu cầu|các)\s+)*(?:sở|ban|ủy ban|uỷ ban|ubnd|công an|bộ chỉ huy|báo|đài|"
    r"phòng|thư viện|bảo tàng|trung tâm|hội|"
    r"liên đoàn|tỉnh đoàn|thành đoàn|huyện đoàn|đoàn|văn phòng|cơ quan|cục|chi cục|trường|mặt trận|"
    r"đơn vị|tổ (?!chức)|bộ|thủ tướng|chính phủ|liên minh|thành viên|chủ tịch|bộ đội)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(r"^(?:giao|đề nghị|yêu cầu)\s+", re.IGNORECASE)
_VERBS = (
    "xây dựng|tổ chức|triển khai|thực hiện|hướng dẫn|chỉ đạo|tham mưu|củng cố|rà soát|đẩy mạnh|"
    "tăng cường|kiểm tra|theo dõi|"
    "tổng hợp|đôn đốc|lồng ghép|nâng cao|tuyên truyền|thẩm định|cân đối|bố trí|ban hành|đánh giá|"
    "lập|giám sát|quản lý|vận động|huy động|trong"
)
_WITH = re.compile(
    rf"phối hợp(?: chặt chẽ)?(?: với| cùng)?\s+(?!{_VERBS}|tham gia|liên)(.{{4,220}}?)\s+(?:{_VERBS})\b",
    re.IGNORECASE,
)


def assigned_tasks(grounds: Sequence[tuple[Block, Setting]]) -> list[Task]:
    """Work listed under an agency's name, and the bullets of sections of tasks, one task for each."""
    tasks: list[Task] = []
    for block, setting in grounds:
        node = block.clause
        if node is None or block.is_row or block.leads or setting.role not in ("organise", "tasks"):
            continue
        text = folded(block.view.text)
        agency = agency_of(node)
        plain_heading = block.is_clause and not text.endswith((".", ";"))
        if (
            plain_heading
            or len(text) < 25
            or re.match(r"Trên đây|Trong quá trình|Căn cứ|Ph[ấầ]n đ[ấầ]u", text)
        ):
            continue
        if not agency and (setting.role != "tasks" or block.marker is None):
            continue
        tasks.append(_assigned(block, node, text, agency, setting))
    return tasks


def agency_of(node: Node) -> str | None:
    """The agency whose name is the heading of this clause or one above it."""
    for one in node.ancestors():
        heading = folded(one.heading.text).strip(" .:;")
        if len(heading) < 260 and _AGENCY.match(heading):
            return _ORDER.sub("", heading)
    return None


def _assigned(block: Block, node: Node, text: str, agency: str | None, setting: Setting) -> Task:
    body = text.rstrip(" .;")
    low = body.lower()
    partners = _WITH.search(body)
    role = (
        "lead"
        if re.match(r"(?:làm đầu mối |là (?:cơ quan|đơn vị) )?(?:\w+ )?chủ trì|chủ trì", low)
        else "executing"
    )
    if low.startswith("phối hợp"):
        role = "coordinating"
    elif low.startswith("tham mưu"):
        role = "advising"
    names = {role: (agency,)} if agency else {}
    others = (partners.group(1).strip(" ,"),) if partners and role != "coordinating" else ()
    time = re.search(
        r"\b(?:h[àằ]ng năm|mỗi năm|(?<!học tập )(?<!giáo dục )(?<!kinh phí )(?<!hoạt động )thường "
        r"xuyên|\d{1,2} năm (?:\d{1,2}|một) lần)\b",
        low,
    )
    return Task(
        title=re.split(r"(?<=[^\d])[;.]\s", body)[0][:300],
        clause=node.path,
        start=block.start,
        end=block.end,
        content=None,
        group=group_of(body, setting.topic.split("¦")[0]),
        time=task_time(time.group()) if time else None,
        lead=names.get("lead", ()),
        executing=names.get("executing", ()),
        coordinating=names.get("coordinating", ()) + others,
        advising=names.get("advising", ()),
    )
