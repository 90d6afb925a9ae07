"""The attendance page: the list with its marks, taps by band and sex, and the same as data for the script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.facts.measures import ETHNIC, REMOTE, ROLE, SEX, VALUE_WORDS
from densach.facts.rules import slice_parts
from densach.services.activities.models import CountMode, EnrolMode, Group, MarkWay, SessionState, Tally
from densach.services.activities.queries.attending import Row, Sheet
from densach.services.activities.rules.alike import Listed, told_apart
from densach.services.activities.rules.bands import BANDS, BY_CODE

# How many at once: one thumb counts a bus of pupils by tens.
QUANTITIES: Final = (1, 5, 10, 30)
# So many of the last taps can be taken back one after the other.
TAKEN_BACK: Final = 20


@dataclass(frozen=True)
class Learner:
    """A row of the list: `id` is the person's number, `about` age band and group in words."""

    id: int | str
    name: str
    about: str
    status: str = ""
    code: str = ""


@dataclass(frozen=True)
class Cell:
    """A big plus: `place` is band and sex as the script and the form send it."""

    place: str
    words: str
    number: int


@dataclass(frozen=True)
class Line:
    """The pluses of one age band."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Last:
    """The tap that would be taken back."""

    id: int
    words: str
    quantity: int


@dataclass(frozen=True)
class GroupLine:
    """So many of a group are expected; as many as came are tapped at once."""

    id: str
    name: str
    people: int
    role: str


@dataclass(frozen=True)
class Page:
    """What the page of attendance shows."""

    rows: list[Learner]
    tap_lines: list[Line]
    present: int
    taps: int
    closed: bool
    cancelled: bool
    enrols: bool
    by_name: bool
    by_taps: bool
    last_tally: Last | None
    data: dict[str, Any]

    @property
    def total(self) -> int:
        return self.present + self.taps


def page_of(sheet: Sheet, at: datetime) -> Page:
    """Everything is in the sheet: nothing more is asked."""
    activity = sheet.session.activity
    mode = activity.count_mode
    return Page(
        rows=_learners(sheet),
        tap_lines=_lines(_by_place(sheet)),
        present=sheet.present,
        taps=sheet.tapped_total,
        closed=sheet.closed,
        cancelled=sheet.session.state == SessionState.CANCELLED,
        enrols=activity.enrol_mode != EnrolMode.NONE,
        by_name=mode != CountMode.TALLY,
        by_taps=mode != CountMode.NAMED or bool(sheet.taps),
        last_tally=_last(sheet.taps),
        data=data_of(sheet, at),
    )


def data_of(sheet: Sheet, at: datetime) -> dict[str, Any]:
    """The sheet for the script: marks by person, taps by place, whoever came without enrolling, the last taps."""
    without_place = {row.person for row in sheet.rows if row.enrolment is None}
    walk_ins = [one for one in _learners(sheet) if one.id in without_place]
    last = [
        {
            "id": one.pk,
            "key": one.key or "",
            "words": tap_words(one.slice),
            "quantity": one.quantity,
            **_place_of(one),
        }
        for one in reversed(sheet.taps[:TAKEN_BACK])
    ]
    return {
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "marks": {str(row.person): row.status for row in sheet.rows if row.status},
        "taps": dict(_by_place(sheet)),
        "taps_total": sheet.tapped_total,
        "tallies": last,
        "walk_ins": [{"id": one.id, "name": one.name, "band": one.about} for one in walk_ins],
        "closed": sheet.closed,
    }


def _learners(sheet: Sheet) -> list[Learner]:
    """The rows as they read; where two read alike, with what tells them apart."""
    rows = [_learner(row) for row in sheet.rows]
    listed = [
        Listed(row.person, f"{one.name} · {one.about}", row.guardian, row.code)
        for row, one in zip(sheet.rows, rows, strict=True)
        if row.name
    ]
    apart = told_apart(listed)
    return [
        replace(one, about=" · ".join(filter(None, (one.about, apart.get(row.person, "")))))
        for row, one in zip(sheet.rows, rows, strict=True)
    ]


def _learner(row: Row) -> Learner:
    band = slice_parts(row.slice).get("band", "") or (row.band.code if row.band else "")
    way = str(MarkWay(row.way).label) if row.way in (MarkWay.WALK_IN, MarkWay.DOOR) else ""
    about = [band_text(band), row.group, way]
    name = row.name or _("a person whose data were erased")
    return Learner(row.person, name, " · ".join(filter(None, about)), row.status, row.code)


def group_lines(groups: Iterable[tuple[Group, int]]) -> list[GroupLine]:
    """Those who come by number, pupils and their teachers apart where nobody of them is told by name."""
    lines = []
    for one, named in groups:
        if named:
            if left := max(one.people - named, 0):
                role = "pupil" if one.school and not one.adults else ""
                lines.append(GroupLine(f"{one.pk}", one.name, left, role))
            continue
        if young := one.people - one.adults:
            lines.append(GroupLine(f"{one.pk}", one.name, young, "pupil" if one.school else ""))
        if one.adults:
            name = _("%(group)s: adults") % {"group": one.name}
            lines.append(GroupLine(f"{one.pk}a", name, one.adults, ""))
    return lines


def band_text(code: str) -> str:
    """An age band in words, "" for an unknown one."""
    return _(BY_CODE[code].name) if code in BY_CODE else ""


def _place_of(tally: Tally) -> dict[str, str]:
    parts = slice_parts(tally.slice)
    return {"band": parts.get("band", ""), "sex": parts.get("sex", "")}


def _by_place(sheet: Sheet) -> Counter[str]:
    found: Counter[str] = Counter()
    for key, number in sheet.tapped.items():
        parts = slice_parts(key)
        found[f"{parts.get('band', '')}|{parts.get('sex', '')}"] += number
    return found


def _lines(by_place: Counter[str]) -> list[Line]:
    bands = [*((band.code, _(band.name)) for band in BANDS), ("", _("age not asked"))]
    return [Line(label, [_cell(code, sex, by_place) for sex, _label in tap_sexes()]) for code, label in bands]


def _cell(band: str, sex: str, by_place: Counter[str]) -> Cell:
    place = f"{band}|{sex}"
    return Cell(place, _words(band, sex), by_place[place])


def _words(band: str, sex: str) -> str:
    parts = [band_text(band), _(VALUE_WORDS[sex]) if sex else ""]
    return ", ".join(filter(None, parts)) or pgettext("attendance", "not asked")


def tap_words(key: str) -> str:
    """A tap's slice in words: age and sex, then what else was asked."""
    parts = slice_parts(key)
    more = [_(VALUE_WORDS[parts[name]]) for name in ("ethnic", "remote", "role") if name in parts]
    return ", ".join([_words(parts.get("band", ""), parts.get("sex", "")), *more])


def _last(taps: Sequence[Tally]) -> Last | None:
    return Last(taps[0].pk, tap_words(taps[0].slice), taps[0].quantity) if taps else None


def tap_sexes() -> list[tuple[str, str]]:
    return [*((code, _(VALUE_WORDS[code])) for code in SEX), ("", pgettext("attendance", "not asked"))]


def tap_slices() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What else may be asked of those who come: name of the field, words, values."""
    return [
        (name, words, [(code, _(VALUE_WORDS[code])) for code in values])
        for name, words, values in (
            ("ethnic", _("Ethnic group"), ETHNIC),
            ("remote", _("Where they live"), REMOTE),
            ("role", _("What they do"), ROLE),
        )
    ]


def bands() -> list[tuple[str, str]]:
    return [(band.code, _(band.name)) for band in BANDS]


def new_learner() -> Learner:
    """The empty row that the script fills for somebody who is written in without network."""
    return Learner("", "", "")
