"""What the pages of incoming records show: rows with their differences and remarks in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.formats.marc import Marc, from_json
from densach.kernel.errors import Refusal
from densach.services.catalogue.models import ImportBatch, ImportRow, Record, RecordRevision, RowAction
from densach.services.catalogue.queries.importing import kinds_of
from densach.services.catalogue.rules import importing as rules
from densach.services.catalogue.rules.differing import Difference, differences
from densach.services.catalogue.rules.importing import Options
from densach.services.catalogue.rules.remarks import Kind
from densach.ui.charts.shapes import bar, frame
from densach.ui.nav import NavItem
from densach.ui.wording import sentence, sentences

# Action → the colour of the strip and the mark that stands for it where colours are not seen.
LOOKS: Final = {
    RowAction.NEW: ("achieved", "plus-circle"),
    RowAction.UPDATE: ("on_track", "pencil-square"),
    RowAction.SAME: ("no_data", "check-circle"),
    RowAction.DOUBTFUL: ("at_risk", "question-circle"),
    RowAction.REJECTED: ("off_track", "x-circle"),
}
_STRIP: Final = 600.0


@dataclass(frozen=True)
class Line:
    """A row with what would become, or became, of it."""

    row: ImportRow
    icon: str
    differences: list[Difference]
    remarks: list[str]
    copies: list[str]
    # For a doubtful row: the records among which a person chooses.
    choices: list[Record]


def words(told: Sequence[Any]) -> str:
    """A kept sentence in the language of this reply."""
    message, params = told
    kind = type("Told", (Refusal,), {"message_id": message})
    return sentence(kind(**params))


class _Open(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


def kinds(batch: ImportBatch) -> list[tuple[Kind, str]]:
    """What was told of the file's rows by kind, refusals first, with the sentence; its particulars stay open."""
    known = sentences()
    return [(one, _(known.get(one.message, one.message)) % _Open()) for one in kinds_of(batch)]


def remarks(row: ImportRow) -> list[str]:
    return list(dict.fromkeys(words(one) for one in row.told))


def lines(rows: Sequence[ImportRow], batch: ImportBatch) -> list[Line]:
    """Three queries, however many rows."""
    options = Options.of(batch.options)
    befores = _befores(rows)
    choices = _choices(rows)
    return [_line(row, options, befores, choices) for row in rows]


def _befores(rows: Sequence[ImportRow]) -> dict[tuple[int, int], str]:
    """The revisions that rows of a committed file replaced, and what came of them."""
    wanted = {row.record_id: row.before for row in rows if row.before is not None and row.record_id}
    found = RecordRevision.objects.filter(record__in=wanted)
    return {(one.record_id, one.number): one.marc for one in found}


def _choices(rows: Sequence[ImportRow]) -> dict[str, list[Record]]:
    """Records by their ISBN and match key, for doubtful rows."""
    keys: set[str] = set()
    isbns: set[str] = set()
    for row in rows:
        if row.action == RowAction.DOUBTFUL and row.record is not None:
            keys.add(row.record.match_key)
            if row.record.isbn:
                isbns.add(row.record.isbn)
    if not keys:
        return {}
    found: dict[str, list[Record]] = {}
    for record in Record.objects.filter(match_key__in=keys).order_by("pk")[:200]:
        found.setdefault(record.match_key, []).append(record)
    for record in Record.objects.filter(isbn__in=isbns).order_by("pk")[:200]:
        found.setdefault(record.isbn, []).append(record)
    return found


def _line(
    row: ImportRow,
    options: Options,
    befores: Mapping[tuple[int, int], str],
    choices: Mapping[str, list[Record]],
) -> Line:
    copies: list[str] = []
    changed: list[Difference] = []
    if row.marc:
        bare, found, _told = rules.parted(from_json(row.marc), options)
        copies = [copy.barcode for copy in found]
        if row.record is not None and row.action in (RowAction.UPDATE, RowAction.DOUBTFUL):
            before = from_json(row.record.marc)
            changed = differences(before, _after(before, bare, options, row.action))
    elif row.record_id and row.before is not None:
        old, new = befores.get((row.record_id, row.before)), befores.get((row.record_id, row.before + 1))
        if old and new:
            changed = differences(from_json(old), from_json(new))
    chosen: dict[int, Record] = {}
    if row.action == RowAction.DOUBTFUL and row.record is not None:
        for one in (
            row.record,
            *choices.get(row.record.match_key, ()),
            *choices.get(row.record.isbn or "-", ()),
        ):
            chosen[one.pk] = one
    return Line(
        row, LOOKS[RowAction(row.action)][1], changed, remarks(row), copies, list(chosen.values())[:8]
    )


def _after(before: Marc, new: Marc, options: Options, action: str) -> Marc:
    """As it would stand; a doubtful one is shown as it came, for that is what a person compares."""
    if action == RowAction.DOUBTFUL:
        return Marc(before.leader, new.fields)
    return (rules.merged_row if options.is_table else rules.merged)(before, new, options.update)


def strip(totals: Mapping[str, int]) -> SafeString:
    """One bar, parted by how many records have which answer; its words are in the list below it."""
    whole = sum(totals.values()) or 1
    drawn, left = [], 0.0
    for action, (look, _icon) in LOOKS.items():
        wide = _STRIP * totals[action] / whole
        if totals[action]:
            drawn.append(bar(left, 0, max(wide - 2, 1), 16, look))
        left += wide
    told = "; ".join(f"{action.label}: {totals[action]}" for action in LOOKS)
    return frame(_STRIP, 16, _("Records by answer"), told, drawn, " chart-strip")


def tabs(totals: Mapping[str, int], chosen: str, here: str) -> list[NavItem]:
    names = {
        RowAction.NEW: pgettext("records", "New"),
        RowAction.UPDATE: pgettext("records", "Changes"),
        RowAction.SAME: pgettext("records", "The same"),
        RowAction.DOUBTFUL: pgettext("records", "Doubtful"),
        RowAction.REJECTED: pgettext("records", "Refused"),
    }
    every = [NavItem(_("All"), here, active=not chosen, badge=sum(totals.values()))]
    return every + [
        NavItem(
            name, f"{here}?action={action}", LOOKS[action][1], active=chosen == action, badge=totals[action]
        )
        for action, name in names.items()
        if totals[action]
    ]
