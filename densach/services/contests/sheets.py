"""The sheet of entries: a whole list of teams, persons or works in one file, a row each; numbers follow the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from densach.formats.tables import plain_name
from densach.intake import sheets
from densach.intake.models import RowAnswer
from densach.intake.sheets import Choice, Column, Given, Made, Sending, Sheet, Told, Verdict, question, told
from densach.kernel.actor import Actor
from densach.kernel.errors import InvalidNumber
from densach.kernel.numbers import parse_count
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.sheets.cells import Cells
from densach.services.contests.access import units_for
from densach.services.contests.actions import importing
from densach.services.contests.incoming import NewEntry
from densach.services.contests.models import EntryKind, EntryState, Round, RoundState
from densach.services.contests.rules.verbs import MANAGE

_MORE: Final[dict[str, tuple[str, ...]]] = {
    EntryKind.PERSON: ("cá nhân", "thí sinh", "người"),
    EntryKind.TEAM: ("đội", "nhóm", "câu lạc bộ", "tập thể"),
    EntryKind.SCHOOL: ("trường", "trường học"),
    EntryKind.WORK: ("tác phẩm", "bài viết", "tranh", "video"),
}
COLUMNS = (
    Column(
        "name", _("Who competes"),
        ("tên", "họ và tên", "họ tên", "thí sinh", "tên đội", "đội", "tác giả", "đơn vị, đội"),
        required=True, example="Đội văn nghệ xã An Tiến", width=34,
    ),
    Column(
        "kind", _("Kind"), ("loại", "đối tượng", "hình thức dự thi"), choices=tuple(EntryKind.labels),
        help=_("Leave it empty: a team, or whatever alone the contest takes."),
    ),
    Column(
        "title", _("Piece or work"), ("tiết mục", "tên tiết mục", "tác phẩm", "tên tác phẩm", "bài dự thi"), width=34
    ),
    Column("genre", _("Genre"), ("thể loại", "loại hình"), example="đơn ca"),
    Column("unit", _("Unit that sends it"), ("đơn vị", "đơn vị cử", "đơn vị dự thi", "trường"), width=30),
    Column(
        "members", _("How many take part"), ("số người", "số lượng", "số thành viên", "số người tham gia"),
        example="12",
    ),
    Column(
        "named", _("Agrees that the name is published with the result"), ("đồng ý công bố tên", "công bố tên"),
        choices=("có", "không"),
    ),
    Column(
        "round", _("Round"), ("vòng", "vòng thi", "cuộc thi"),
        help=_("Leave it empty where only one round of the unit takes entries."), width=30,
    ),
)  # fmt: skip


@cache
def _kinds() -> dict[str, str]:
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {plain_name(str(label)): str(value) for value, label in EntryKind.choices}
    for value, words in _MORE.items():
        found |= {plain_name(one): str(value) for one in words}
    return found


def places(actor: Actor, on: date) -> list[tuple[str, str]]:
    """The units in which the person holds contests."""
    return [(one.code, one.name) for one in units_for(actor, on)]


@dataclass
class _Known:
    """Rounds of the unit that take entries on the day, and what is entered in each; three queries for all rows."""

    sending: Sending
    rounds: list[Round] = field(default_factory=list)
    entered: dict[int, dict[tuple[str, str, int | None], int]] = field(default_factory=dict)
    units: dict[str, tuple[int, str]] = field(default_factory=dict)

    def read(self) -> None:
        on, unit = self.sending.on, organisations.by_code(self.sending.place_code)
        rows = Round.objects.filter(organisation=unit, state=RoundState.OPEN, opens__lte=on, closes__gte=on)
        self.rounds = list(rows.select_related("contest").order_by("pk"))
        for round_ in self.rounds:
            told_ = round_.entries.filter(state=EntryState.ENTERED)
            self.entered[round_.pk] = {
                (fold(name), fold(title), key): number
                for name, title, key, number in told_.values_list(
                    "name", "title", "organisation_id", "number"
                )
            }
        area = organisations.named(unit, on).area_id
        for one in organisations.alive(on, area_ids=organisations.area_ids_within(area, on)):
            self.units.setdefault(plain_name(one.name), (one.id, one.code))
            self.units.setdefault(plain_name(one.code), (one.id, one.code))

    def round_of(self, words: str, chosen: str | None) -> Round | list[Round]:
        """The one that is meant, or those that may be."""
        if chosen is not None:
            found = [one for one in self.rounds if str(one.pk) == chosen]
            return found[0] if found else self.rounds
        wanted = fold(words)
        meant = [one for one in self.rounds if wanted in fold(f"{one.contest.title} {one.name}")]
        return meant[0] if len(meant) == 1 else meant


def check(sending: Sending, given: Sequence[Given]) -> list[Verdict]:
    """One verdict a row, in order."""
    known = _Known(sending)
    known.read()
    seen: dict[tuple[object, ...], int] = {}
    return [_verdict(one, known, seen) for one in given]


def _refused(said: Sequence[Told]) -> Verdict:
    return Verdict(RowAnswer.REFUSED, said)


def _verdict(given: Given, known: _Known, seen: dict[tuple[object, ...], int]) -> Verdict:
    cells = Cells(given)
    row = _row(cells, known)
    if cells.refused:
        return _refused([*cells.refused, *cells.said])
    if not known.rounds:
        return _refused([told("contests.sheet_no_round", column="round")])
    words = cells.text("round", 200) or ""
    round_ = known.round_of(words, given.chosen.get("round"))
    if isinstance(round_, list):
        return _ask(words, round_ or known.rounds)
    key = (fold(row.name), fold(row.title), row.unit_id)
    number = known.entered[round_.pk].get(key)
    if number is not None:
        return Verdict(RowAnswer.SAME, [told("contests.sheet_entered", number=number)])
    first = seen.setdefault((round_.pk, *key), given.number)
    if first != given.number:
        return _refused([told("contests.sheet_twice", column="name", row=first)])
    allowed = round_.contest.entry_kinds or EntryKind.values
    kind = row.kind or (EntryKind.TEAM.value if EntryKind.TEAM in allowed else allowed[0])
    if kind not in allowed:
        return _refused([told("contests.kind_not_taken", column="kind", kind=str(EntryKind(kind).label))])
    return Verdict(RowAnswer.NEW, cells.said, row.entering(round_.pk, kind))


def _ask(words: str, rounds: Sequence[Round]) -> Verdict:
    choices = [Choice(str(one.pk), f"{one.contest.title}: {one.name}") for one in rounds]
    return Verdict(RowAnswer.QUESTION, [question("contests.sheet_which", "round", words or "–", choices)])


def _row(cells: Cells, known: _Known) -> NewEntry:
    unit = cells.text("unit", 200)
    found = known.units.get(plain_name(unit)) if unit else None
    if unit and found is None:
        cells.refused.append(told("contests.sheet_unit", column="unit", found=unit))
    return NewEntry(
        round_id=0,
        kind=cells.word("kind", _kinds(), lambda value: str(EntryKind(value).label)) or "",
        name=cells.needed("name", 200),
        title=cells.text("title", 200) or "",
        genre=cells.text("genre", 100) or "",
        unit_id=found[0] if found else None,
        unit_code=found[1] if found else "",
        members=_members(cells),
        named=cells.yes("named") or False,
    )


def _members(cells: Cells) -> int:
    text = cells.text("members", 20)
    if text is None:
        return 1
    try:
        number = parse_count(text)
    except InvalidNumber:
        number = 0
    if not 1 <= number <= 5000:
        cells.refused.append(told("contests.sheet_members", column="members", found=text))
    return max(number, 1)


def link(made: Made) -> str:
    """The entry's page."""
    return reverse("contests:entry", kwargs={"pk": made["entry"]})


ENTRIES = Sheet(
    code="contest-entries",
    name=_("Entries of a contest or festival"),
    lead=_("Teams, persons, schools or works in one file; each row gets the next number of the round."),
    icon="award",
    verb=MANAGE,
    columns=COLUMNS,
    places=places,
    check=check,
    take_in=importing.take_in,
    hindrances=importing.hindrances,
    undo=importing.undo,
    link=link,
    dated=False,
)


def declare() -> None:
    """Called once when the house starts."""
    sheets.register(ENTRIES)
