"""Sending a file, answering its questions, taking its rows in, undoing and dropping it.

A check writes nothing but the batch itself. What the rows make is written by the room that declared the sheet, in the
transaction of the taking in: all of them or none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from densach.files import actions as files
from densach.files.actions import Upload
from densach.files.rules import content_type
from densach.formats import tables
from densach.intake import queries
from densach.intake.models import Batch, BatchState, Row, RowAnswer
from densach.intake.queries import question_key
from densach.intake.rules import CannotUndo, ChangedSince, NothingToTakeIn, SentBefore, after
from densach.intake.sheets import LEFT_OUT, Sending, Sheet, Told, Verdict, told
from densach.journal import actions as journal
from densach.journal import queries as journal_lines
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed

_WRITTEN = (RowAnswer.NEW, RowAnswer.CHANGED)
# An answer may raise a question that another row of the same words was already asked.
_ROUNDS = 3


class Place:
    """The organisation for which a file is sent, as the rooms below know it: by its code."""

    def __init__(self, code: str) -> None:
        self.code = code


# A file may hold personal data: whoever may open the papers of the place may not open it by that alone. No organisation
# has this code, so the room of files gives it to nobody; this room does, to those who may see the batch.
NOBODY: Final = Place("~")


def send(
    *,
    at: datetime,
    actor: Actor,
    sheet: Sheet,
    place_code: str,
    upload: Upload,
    settings: Mapping[str, Any],
    page: str = "",
    again: bool = False,
) -> Batch:
    """Keeps the file and says of each row what would become of it. `page` names a sheet of the workbook.

    Refuses what cannot be read as a table, and the very same file where it was taken in before, unless `again`.
    """
    _allow(actor, sheet, place_code)
    content_type(upload.name, upload.data)
    before = queries.sent_before(upload.sha256, sheet.code)
    if before is not None and not again:
        raise SentBefore(name=upload.name, when=today(before.sent_at), who=before.sent_by_name)
    table = tables.read(upload.data, upload.name, sheet.head(), page)
    kept = {
        **settings,
        "page": table.sheet,
        "columns": list(table.columns),
        "remarks": [[remark.id, remark.params] for remark in table.remarks],
        "answers": {},
    }
    rows = [Row(number=line.number, cells=line.cells) for line in table.lines]
    noticed = {line.number: [told(one.id, **one.params) for one in line.remarks] for line in table.lines}
    _judge(sheet, Sending(actor, at, place_code, kept), rows, noticed)
    with transaction.atomic():
        file = files.keep(at=at, actor=actor, name=upload.name, data=upload.data, organisation=NOBODY)
        batch = Batch(
            sheet=sheet.code,
            place_code=place_code,
            file=file,
            settings={**kept, "noticed": {number: said for number, said in noticed.items() if said}},
            sent_at=at,
            sent_by_id=actor.id,
            sent_by_name=actor.name,
        )
        batch.full_clean(exclude=["file"])
        batch.save()
        _keep(batch, rows)
        _write(at, actor, batch, "sent", name=upload.name, number=len(rows))
    return batch


def answer(*, at: datetime, actor: Actor, batch: Batch, answers: Mapping[str, str]) -> None:
    """What a person says to questions (key → value); each holds for all rows of the batch that ask it.

    Heard are the proposals, what the sheet offers besides, and LEFT_OUT.
    """
    sheet = queries.sheet_of(batch)
    _allow(actor, sheet, batch.place_code)
    sending = Sending(actor, at, batch.place_code, batch.settings)
    asked = queries.questions(batch) if answers else []
    offered = {column: dict(sheet.offers(sending, column)) for column in {one.column for one in asked}}
    known = {
        one.key: {value for value, _label, _why in one.choices} | offered[one.column].keys() | {LEFT_OUT}
        for one in asked
    }
    taken = {key: value for key, value in answers.items() if value in known.get(key, ())}
    with transaction.atomic():
        locked = _locked(batch, "answer")
        locked.settings["answers"].update(taken)
        locked.save(update_fields=["settings"])
        _rejudge(sheet, locked, actor, at)
        if taken:
            _write(at, actor, locked, "answered", number=len(taken))


def check_again(*, at: datetime, actor: Actor, batch: Batch) -> None:
    """Compares the rows anew with what is in the house now."""
    answer(at=at, actor=actor, batch=batch, answers={})


def take_in(*, at: datetime, actor: Actor, batch: Batch) -> int:
    """Writes the rows that are new or changed, and gives their number; refused and waiting rows are left out.

    The rows are judged before the database is held. Only if something was written meanwhile are they judged again.
    """
    sheet = queries.sheet_of(batch)
    _allow(actor, sheet, batch.place_code)
    mark = journal_lines.mark()
    sending = Sending(actor, at, batch.place_code, batch.settings)
    rows = queries.rows(batch, limit=None)
    shown = [(row.answer, row.said) for row in rows]
    verdicts = _judge(sheet, sending, rows, _noticed(batch))
    if differing := sum(_differs(row, was) for row, was in zip(rows, shown, strict=True)):
        with transaction.atomic():
            _keep(_locked(batch, "answer"), rows)
        raise ChangedSince(number=differing)
    try:
        with transaction.atomic():
            locked = _locked(batch, "take_in")
            if journal_lines.mark() != mark:
                verdicts = _judge(sheet, sending, rows, _noticed(batch))
                if differing := sum(_differs(row, was) for row, was in zip(rows, shown, strict=True)):
                    raise ChangedSince(number=differing)
            return _take_in(sheet, sending, locked, rows, verdicts)
    except IntegrityError:
        # Somebody entered the same thing in the same instant.
        raise ChangedSince(number=0) from None


def _take_in(
    sheet: Sheet, sending: Sending, batch: Batch, rows: Sequence[Row], verdicts: Sequence[Verdict]
) -> int:
    wanted = [
        (given, verdict)
        for given, verdict in zip(queries.given(rows), verdicts, strict=True)
        if verdict.answer in _WRITTEN
    ]
    if not wanted:
        raise NothingToTakeIn()
    made = sheet.take_in(sending, wanted)
    for row in rows:
        row.made = dict(made.get(row.number, {}))
    _keep(batch, rows)
    batch.state = BatchState.TAKEN_IN
    batch.taken_in_at, batch.taken_in_by_name = sending.at, sending.actor.name
    batch.save(update_fields=["state", "taken_in_at", "taken_in_by_name"])
    _write(sending.at, sending.actor, batch, "taken_in", name=batch.file.name, number=len(made))
    return len(made)


def undo(*, at: datetime, actor: Actor, batch: Batch) -> int:
    """Takes back what the batch made, all of it, and gives the number of rows. Refused while anything depends on it."""
    sheet = queries.sheet_of(batch)
    _allow(actor, sheet, batch.place_code)
    sending = Sending(actor, at, batch.place_code, batch.settings)
    with transaction.atomic():
        locked = _locked(batch, "undo")
        made = queries.made_rows(locked)
        hindered = sheet.hindrances(sending, made)
        if hindered:
            raise CannotUndo(number=len(hindered))
        sheet.undo(sending, made)
        locked.state = BatchState.UNDONE
        locked.undone_at, locked.undone_by_name = at, actor.name
        locked.save(update_fields=["state", "undone_at", "undone_by_name"])
        _write(at, actor, locked, "undone", name=locked.file.name, number=len(made))
    return len(made)


def drop(*, at: datetime, actor: Actor, batch: Batch) -> None:
    """The file will not be taken in; what was sent stays to be looked at."""
    _allow(actor, queries.sheet_of(batch), batch.place_code)
    with transaction.atomic():
        locked = _locked(batch, "drop")
        locked.state = BatchState.DROPPED
        locked.save(update_fields=["state"])
        _write(at, actor, locked, "dropped", name=locked.file.name)


@transaction.atomic
def forget(rows: Sequence[Row]) -> None:
    """Blanks rows that told of a person who is erased: they can no longer be read nor taken back.

    From then on nobody is given the file as it was sent, which still tells of that person.
    """
    for batch in Batch.objects.select_for_update().filter(pk__in={row.batch_id for row in rows}):
        batch.settings["forgotten"] = True
        batch.save(update_fields=["settings"])
    Row.objects.filter(pk__in=[row.pk for row in rows]).update(cells={}, said=[], chosen={}, made={})


def _allow(actor: Actor, sheet: Sheet, place_code: str) -> None:
    if not place_code or not actor.may(sheet.verb, place_code):
        raise NotAllowed(verb=sheet.verb)


def _locked(batch: Batch, act: str) -> Batch:
    """The batch held for this transaction. Raises WrongState where the act is not open to it."""
    locked = Batch.objects.select_for_update(of=("self",)).select_related("file").get(pk=batch.pk)
    after(locked.state, act, locked.get_state_display())
    return locked


def _write(at: datetime, actor: Actor, batch: Batch, act: str, **params: object) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=f"intake.{act}",
        organisation=Place(batch.place_code),
        subject=f"batch:{batch.pk}",
        **params,
    )


def _noticed(batch: Batch) -> dict[int, list[Told]]:
    return {int(number): said for number, said in batch.settings.get("noticed", {}).items()}


def _rejudge(sheet: Sheet, batch: Batch, actor: Actor, at: datetime) -> None:
    rows = queries.rows(batch, limit=None)
    _judge(sheet, Sending(actor, at, batch.place_code, batch.settings), rows, _noticed(batch))
    _keep(batch, rows)


def _judge(
    sheet: Sheet, sending: Sending, rows: Sequence[Row], noticed: Mapping[int, list[Told]]
) -> Sequence[Verdict]:
    """Asks the sheet what becomes of each row, and writes that onto the rows (not into the database)."""
    given_answers = sending.settings["answers"]
    verdicts: Sequence[Verdict] = ()
    for _round in range(_ROUNDS):
        verdicts = sheet.check(sending, queries.given(rows))
        answered = False
        for row, verdict in zip(rows, verdicts, strict=True):
            row.answer = verdict.answer
            row.said = [*noticed.get(row.number, []), *verdict.said]
            answered |= _answered(row, given_answers)
        if not answered:
            break
    for row, verdict in zip(rows, verdicts, strict=True):
        if verdict.answer == RowAnswer.QUESTION and LEFT_OUT in row.chosen.values():
            row.answer = RowAnswer.REFUSED
            row.said = [*noticed.get(row.number, []), told("intake.left_out_by_hand")]
    return verdicts


def _answered(row: Row, answers: Mapping[str, str]) -> bool:
    """Whether one of the row's questions has been answered, for it or for another row, and was not heard yet."""
    found = False
    for one in row.said:
        value = answers.get(question_key(one)) if "choices" in one[1] else None
        if value is not None and row.chosen.get(one[1]["column"]) != value:
            row.chosen = {**row.chosen, one[1]["column"]: value}
            found = True
    return found


def _differs(row: Row, was: tuple[str, list[Told]]) -> bool:
    return row.answer != was[0] or (row.answer == RowAnswer.CHANGED and row.said != was[1])


def _keep(batch: Batch, rows: Sequence[Row]) -> None:
    """The rows as they stand now. Written anew: an update of thousands of rows of JSON takes many times longer."""
    batch.rows.all().delete()
    Row.objects.bulk_create(
        [
            Row(
                batch=batch,
                number=row.number,
                cells=row.cells,
                answer=row.answer,
                said=row.said,
                chosen=row.chosen,
                made=row.made,
            )
            for row in rows
        ],
        batch_size=500,
    )
