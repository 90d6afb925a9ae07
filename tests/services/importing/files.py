"""Records for tests, written into files as libraries send them."""

from __future__ import annotations

import io

from densach.formats.marc import EMPTY_LEADER, Field, Marc, control, data, iso2709
from densach.kernel.actor import SYSTEM, Actor
from densach.organisations.models import Organisation
from densach.services.catalogue.actions import importing
from densach.services.catalogue.models import ImportBatch
from densach.services.catalogue.rules.importing import Options
from tests import cast


def book(
    title: str = "Truyện Kiều",
    *,
    author: str = "Nguyễn Du",
    year: str = "1979",
    isbn: str = "",
    number: str = "",
    of: str = "",
    barcodes: tuple[str, ...] = (),
    more: tuple[Field, ...] = (),
) -> Marc:
    """A short record; `number` and `of` are 001 and 003."""
    fields = [
        *([control("001", number)] if number else []),
        *([control("003", of)] if of else []),
        *([data("020", "  ", ("a", isbn))] if isbn else []),
        *([data("100", "1 ", ("a", author))] if author else []),
        data("245", "10", ("a", title)),
        *([data("260", "  ", ("c", year))] if year else []),
        *more,
        *(data("952", "  ", ("p", barcode), ("c", "Kho mượn")) for barcode in barcodes),
    ]
    return Marc(EMPTY_LEADER, tuple(fields))


def mrc(*records: Marc) -> bytes:
    return b"".join(iso2709.write(one) for one in records)


def brought(
    library: Organisation,
    data_: bytes,
    name: str = "sach.mrc",
    *,
    options: Options | None = None,
    dry_run: bool = False,
    actor: Actor = SYSTEM,
) -> importing.Outcome:
    """What becomes of a file taken in at once."""
    opened = importing.open_file(io.BytesIO(data_), name)
    return importing.import_records(
        at=cast.NOW, actor=actor, library=library, reads=opened.reads, name=name, form=opened.form,
        options=options or Options(), dry_run=dry_run,
    )  # fmt: skip


def staged(
    library: Organisation,
    data_: bytes,
    name: str = "sach.mrc",
    *,
    options: Options | None = None,
    actor: Actor = SYSTEM,
) -> ImportBatch:
    opened = importing.open_file(io.BytesIO(data_), name)
    return importing.stage(
        at=cast.NOW, actor=actor, library=library, reads=opened.reads, name=name, form=opened.form,
        options=options or Options(),
    )  # fmt: skip
