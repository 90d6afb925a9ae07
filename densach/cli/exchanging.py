"""`densach import-marc` and `densach export-marc`."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, override

from densach.cli.errors import NoSuchFile
from densach.cli.output import progress, say
from densach.kernel.actor import SYSTEM
from densach.organisations import queries as organisations
from densach.services.catalogue.actions import importing
from densach.services.catalogue.actions.importing import jobs
from densach.services.catalogue.actions.seeding import seed_item_types
from densach.services.catalogue.queries import exporting
from densach.services.catalogue.rules.importing import FILL, REPLACE, Options, Told
from densach.services.catalogue.rules.remarks import summed
from densach.ui.wording import sentences


def import_marc(options: argparse.Namespace) -> dict[str, Any]:
    """All of the file or none of it."""
    file: Path = options.file
    if not file.is_file():
        raise NoSuchFile(file=file)
    library = organisations.by_code(options.library)
    seed_item_types()
    with file.open("rb") as stream:
        opened = importing.open_file(stream, file.name)
        are_headings, reads = importing.holds_authorities(opened.reads)
        if are_headings:
            done = importing.import_headings(
                at=timezone.now(), actor=SYSTEM, reads=reads, name=file.name, dry_run=options.dry_run,
                progress=lambda number: progress(f"{number}"),
            )  # fmt: skip
        else:
            done = importing.import_records(
                at=timezone.now(), actor=SYSTEM, library=library, reads=reads, name=file.name, form=opened.form,
                options=Options(update=FILL if options.fill else REPLACE, counts=options.count),
                dry_run=options.dry_run, progress=lambda number: progress(f"{number}"),
            )  # fmt: skip
    progress("")
    rejected = [{"position": position, "reason": words(told)} for position, told in done.rejected]
    for one in rejected:
        say(options, f"{one['position']}: {one['reason']}")
    _say_remarks(options, done)
    _say_sum(options, done)
    return {
        "read": done.read,
        "created": done.created,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "rejected": rejected,
        "seconds": round(done.seconds, 3),
        "items": done.items,
        "batch": done.batch.pk if done.batch else None,
        "remarks": _remarks(done),
    }


def _say_sum(options: argparse.Namespace, done: importing.Outcome) -> None:
    say(
        options,
        f"đọc {done.read}, mới {done.created}, cập nhật {done.updated}, không đổi {done.unchanged}, "
        f"từ chối {len(done.rejected)}; {done.items} bản; {done.seconds:.1f} giây",
    )


def _remarks(done: importing.Outcome) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.message,
            "remark": words((one.message, {})),
            "refused": one.is_refusal,
            "records": one.number,
            "positions": one.positions,
        }
        for one in summed(done.rejected, done.told)
    ]


def _say_remarks(options: argparse.Namespace, done: importing.Outcome) -> None:
    if done.told and not options.json:
        for one in summed([], done.told):
            say(
                options,
                f"  {one.number} × {words((one.message, {}))} ({', '.join(map(str, one.positions))} …)",
            )


def words(told: Told) -> str:
    """What was told of a record, in Vietnamese."""
    message, params = told
    with override("vi"):
        source = sentences().get(message)
        return gettext(source) % _Open(params) if source else message


class _Open(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


def import_job(options: argparse.Namespace) -> None:
    """What the pages begin beside themselves: a long file is read, taken in or taken back."""
    jobs.run(options.batch, timezone.now())


def export_marc(options: argparse.Namespace) -> dict[str, Any]:
    """The form follows the ending: .mrc .xml .mrk .json .xlsx .csv .bib .ris; any other is ISO 2709."""
    file: Path = options.to
    library = organisations.by_code(options.library) if options.library else None
    form = file.suffix.lstrip(".").lower()
    written = exporting.Written()
    # A file that was not finished must not look like one that was.
    unfinished = file.with_name(file.name + ".part")
    try:
        with unfinished.open("wb") as out:
            for piece in exporting.pieces(
                form if form in exporting.TYPES else "mrc", library, written=written
            ):
                out.write(piece)
                progress(f"{written.number}")
        unfinished.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise
    progress("")
    say(options, f"{written.number} biểu ghi → {file}")
    return {"written": written.number}
