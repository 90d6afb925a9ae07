"""Why a file cannot be read as a table, as a tree of named refusals."""

from __future__ import annotations

from densach.kernel.errors import Invalid


class TableRefusal(Invalid):
    """The file cannot be read as a table. Parameter of all: `name`, the file's name."""

    message_id = "tables.refused"


class UnknownTable(TableRefusal):
    """Neither a workbook nor plain text."""

    message_id = "tables.unknown"


class OldWorkbook(TableRefusal):
    """A workbook of before 2007 (.xls), which must be saved again as .xlsx."""

    message_id = "tables.old_workbook"


class LockedFile(TableRefusal):
    """A workbook behind a password."""

    message_id = "tables.locked"


class BrokenFile(TableRefusal):
    """The file ends too early, or its inside does not hold together."""

    message_id = "tables.broken"


class TooMuchInside(TableRefusal):
    """Unpacked it would be too large. Parameter: `limit` in megabytes."""

    message_id = "tables.too_much_inside"


class TooManyRows(TableRefusal):
    """More rows than one file may hold. Parameter: `limit`."""

    message_id = "tables.too_many_rows"


class NoSuchSheet(TableRefusal):
    """The workbook has no sheet of this name. Parameters: `sheet`, `sheets`."""

    message_id = "tables.no_such_sheet"


class EmptyTable(TableRefusal):
    """There is a head, or not even that, and no row under it."""

    message_id = "tables.empty"


class HeadNotFound(TableRefusal):
    """No row holds the names of the columns. Parameter: `columns`, the names that are needed."""

    message_id = "tables.head_not_found"


class BrokenLetters(TableRefusal):
    """The names of the columns are not found, and letters of the head are broken. Parameter: `found`, one word."""

    message_id = "tables.broken_letters"


class MissingColumns(TableRefusal):
    """The head was found, and columns that must be there are not. Parameters: `columns`, `line` of the head."""

    message_id = "tables.missing_columns"
