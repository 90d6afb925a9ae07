"""Reading batches and their rows, newest first and line by line, paged by key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from densach.intake import sheets
from densach.intake.models import Batch, BatchState, Row, RowAnswer
from densach.intake.sheets import LEFT_OUT, Given, Sheet, Told
from densach.kernel.vietnamese import fold

PAGE = 50


def batch_by_id(pk: int) -> Batch | None:
    return Batch.objects.filter(pk=pk).select_related("file").first()


def batches(
    seen: Iterable[tuple[str, Collection[str]]],
    *,
    sheet: str = "",
    state: str = "",
    before: int | None = None,
    limit: int = PAGE,
) -> list[Batch]:
    """Newest first. `seen`: sheet code with the codes of the places in which the person may see its files."""
    found = Batch.objects.none()
    for code, places in seen:
        if sheet and code != sheet:
            continue
        found = found | Batch.objects.filter(sheet=code, place_code__in=list(places))
    if state:
        found = found.filter(state=state)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.select_related("file").order_by("-pk")[:limit])


def places_sent_for() -> dict[str, set[str]]:
    """Sheet → codes of the places for which files were sent."""
    found: dict[str, set[str]] = {}
    for sheet, place in Batch.objects.values_list("sheet", "place_code").distinct():
        found.setdefault(sheet, set()).add(place)
    return found


def totals_of(batches: Iterable[Batch]) -> dict[int, dict[str, int]]:
    """Batch → answer → rows; one query for any number of batches."""
    found: dict[int, dict[str, int]] = {batch.pk: dict.fromkeys(RowAnswer.values, 0) for batch in batches}
    rows = (
        Row.objects.filter(batch_id__in=found).values_list("batch_id", "answer").annotate(number=Count("pk"))
    )
    for batch_id, answer, number in rows:
        found[batch_id][answer] = number
    return found


def totals(batch: Batch) -> dict[str, int]:
    return totals_of([batch])[batch.pk]


def rows(batch: Batch, *, answer: str = "", after: int = 0, limit: int | None = PAGE) -> list[Row]:
    """In the order of the file, those after a line."""
    found = batch.rows.filter(number__gt=after)
    if answer:
        found = found.filter(answer=answer)
    found = found.order_by("number")
    return list(found if limit is None else found[:limit])


def rows_numbered(batch: Batch, numbers: Iterable[int]) -> list[Row]:
    """The rows at these lines of the file."""
    return list(batch.rows.filter(number__in=list(numbers)).order_by("number"))


def rows_that_made(sheet: str, key: str, value: int) -> list[Row]:
    """Rows of a sheet that made, or wrote to, the thing of this number; `key` is the sheet's own word in `made`."""
    rows = Row.objects.filter(**{"batch__sheet": sheet, f"made__{key}": value})
    return list(rows.select_related("batch").order_by("batch_id", "number"))


def left_out(batch: Batch) -> list[Row]:
    """The rows that were refused or wait for an answer."""
    return list(
        batch.rows.filter(answer__in=(RowAnswer.REFUSED, RowAnswer.QUESTION)).order_by("number").iterator()
    )


def made_rows(batch: Batch) -> dict[int, dict[str, object]]:
    """Line → what the taking in made of it."""
    return dict(batch.rows.exclude(made={}).order_by("number").values_list("number", "made"))


def sent_before(sha256: str, sheet: str) -> Batch | None:
    """The same bytes for the same sheet, taken in and not undone."""
    found = Batch.objects.filter(file__sha256=sha256, sheet=sheet, state=BatchState.TAKEN_IN)
    return found.order_by("-pk").first()


def given(found: Iterable[Row]) -> list[Given]:
    """The rows as their sheet gets them; that one is left out is no answer to what the sheet asks."""
    return [
        Given(row.number, row.cells, {key: value for key, value in row.chosen.items() if value != LEFT_OUT})
        for row in found
    ]


def sheet_of(batch: Batch) -> Sheet:
    return sheets.by_code(batch.sheet)


@dataclass(frozen=True)
class Question:
    """One question for all rows that ask it: `key` names it in the form."""

    key: str
    told: Told
    column: str
    words: str
    choices: Sequence[tuple[str, str, Told | None]]
    numbers: tuple[int, ...]


def question_key(told: Told) -> str:
    """What makes two rows ask the same: the sentence, the column, and the words, however they are written."""
    words = " ".join(fold(str(told[1].get("words", ""))).split())
    return f"{told[0]}|{told[1].get('column', '')}|{words}|{told[1].get('row', '')}"


def questions(batch: Batch) -> list[Question]:
    """What waits for an answer, what most rows ask first."""
    first: dict[str, Told] = {}
    numbers: dict[str, list[int]] = {}
    asked = batch.rows.filter(answer=RowAnswer.QUESTION).order_by("number").values_list("number", "said")
    for number, said in asked:
        for one in said:
            if "choices" in one[1]:
                key = question_key(one)
                first.setdefault(key, one)
                numbers.setdefault(key, []).append(number)
    order = Counter({key: len(found) for key, found in numbers.items()})
    return [
        Question(
            key,
            first[key],
            first[key][1]["column"],
            first[key][1]["words"],
            tuple((value, label, reason) for value, label, reason in first[key][1]["choices"]),
            tuple(numbers[key]),
        )
        for key, _number in order.most_common()
    ]
