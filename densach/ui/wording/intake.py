"""Sentences for files of rows on their way in: why a file is refused, and what is said of a row."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

_FILES: Final = {
    "tables.refused": gettext_noop("The file “%(name)s” cannot be read as a table."),
    "tables.unknown": gettext_noop(
        "The file “%(name)s” is neither a workbook (.xlsx) nor a table in plain text (.csv)."
    ),
    "tables.old_workbook": gettext_noop(
        "“%(name)s” is a workbook of the old kind (.xls). Open it, save it as .xlsx, and send that."
    ),
    "tables.locked": gettext_noop(
        "“%(name)s” is locked by a password. Save it without one and send it again."
    ),
    "tables.broken": gettext_noop(
        "The file “%(name)s” is damaged or was cut off. Open it, save it again, and send that."
    ),
    "tables.too_much_inside": gettext_noop(
        "What “%(name)s” holds is larger than %(limit)s MB when unpacked. Split it and send the parts."
    ),
    "tables.too_many_rows": gettext_noop(
        "“%(name)s” has more than %(limit)s rows. Split it and send the parts."
    ),
    "tables.no_such_sheet": gettext_noop("“%(name)s” has no sheet called “%(sheet)s”. It has: %(sheets)s."),
    "tables.empty": gettext_noop("There is no row with anything in it in “%(name)s”."),
    "tables.head_not_found": gettext_noop(
        "No row of “%(name)s” names the columns. One row must stand above the others with these names: %(columns)s."
    ),
    "tables.missing_columns": gettext_noop(
        "The head in line %(line)s of “%(name)s” lacks these columns: %(columns)s."
    ),
    "tables.broken_letters": gettext_noop(
        "The letters in “%(name)s” are broken (“%(found)s”): a program read the file in the wrong encoding and saved "
        "it again. Take the file as it was before, save it as .xlsx, or as CSV in UTF-8, and send that."
    ),
    "tables.letters_mended": gettext_noop(
        "The letters were broken: a program had read UTF-8 as Windows-1252. They were put right; check the names."
    ),
    "tables.merged": gettext_noop(
        "Some cells are merged over several rows; what stands in them was taken for each of those rows."
    ),
    "tables.encoding_guessed": gettext_noop(
        "The text is not in Unicode; it was read as %(encoding)s. Check the letters and marks of the names."
    ),
    "tables.unread_columns": gettext_noop("These columns are not known and were not read: %(columns)s."),
    "tables.other_sheets": gettext_noop(
        "The sheet “%(sheet)s” was read. These fit too and were not read: %(others)s."
    ),
    "tables.hidden_rows": gettext_noop("%(number)s rows are hidden in the file; they were read as well."),
    "tables.hidden_row": gettext_noop("This row is hidden in the file."),
    "tables.merged_row": gettext_noop("A cell of this row is merged with the one above it."),
    "tables.formula_error": gettext_noop("The formula in this cell failed: %(found)s."),
    "tables.formula_uncomputed": gettext_noop(
        "The formula in this cell was never computed. Open the file in a spreadsheet, save it, and send that."
    ),
}
_BATCHES: Final = {
    "intake.unknown_sheet": gettext_noop("No files of this kind can be sent here."),
    "intake.wrong_state": gettext_noop("This cannot be done any more: the file is %(state)s."),
    "intake.sent_before": gettext_noop(
        "The very same file was taken in already: %(who)s sent it on %(when)s. "
        "If it is to be taken in once more, tick the box for that and send it again."
    ),
    "intake.nothing_to_take_in": gettext_noop("No row of the file is new or changes anything."),
    "intake.changed_since": gettext_noop(
        "What is in the house has changed since the file was checked, so the answers below are new. "
        "Look at them again before you take the rows in."
    ),
    "intake.cannot_undo": gettext_noop("%(number)s rows cannot be taken back: something depends on them."),
}
_CELLS: Final = {
    "intake.differs": gettext_noop("“%(before)s” becomes “%(after)s”."),
    "intake.left_out_by_hand": gettext_noop("Left out, as was answered."),
    "intake.empty_cell": gettext_noop("This must be filled in."),
    "intake.formula_error": gettext_noop("The formula in this cell failed: %(found)s."),
    "intake.too_long": gettext_noop("%(number)s characters are too many; at most %(limit)s fit."),
    "intake.unknown_word": gettext_noop("“%(found)s” is not known here. Known are, among others: %(known)s."),
    "intake.yes_or_no": gettext_noop("“%(found)s” is neither yes nor no."),
    "intake.first_day_taken": gettext_noop("“%(found)s” was read as %(day)s."),
    "intake.day_number": gettext_noop(
        "“%(found)s” is a number, not a day. As spreadsheets count days it is %(day)s: write it so, or give the column "
        "the form of dates before it is saved as plain text."
    ),
    "intake.not_an_email": gettext_noop("“%(found)s” is not an e-mail address."),
    "intake.not_a_website": gettext_noop("“%(found)s” is not the address of a website."),
    "intake.not_a_point": gettext_noop(
        "“%(found)s” is not a point: write latitude and longitude as 9.98765, 106.34567."
    ),
    "intake.code_not_allowed": gettext_noop(
        "“%(found)s” cannot be a code: small letters a-z, digits, dots and hyphens only."
    ),
}
_SHEETS: Final = {
    "sheets.which_area": gettext_noop("Which area of today is “%(words)s”?"),
    "sheets.no_such_area": gettext_noop("No area was ever called “%(found)s”, as far as the map goes back."),
    "sheets.outside_territory": gettext_noop(
        "%(found)s lies outside %(territory)s, for which this file was sent."
    ),
    "sheets.was_called": gettext_noop("It was called %(name)s until %(until)s."),
    "sheets.bears_the_name": gettext_noop("It bears the name today."),
    "sheets.went_there": gettext_noop("%(name)s, there until %(until)s, went into it."),
    "sheets.part_went_there": gettext_noop("A part of %(name)s, there until %(until)s, went into it."),
    "sheets.code_twice": gettext_noop("The code “%(code)s” stands in row %(row)s already."),
    "sheets.row_twice": gettext_noop("Row %(row)s says the same name, kind and place already."),
    "sheets.same_one_twice": gettext_noop("Row %(row)s tells of the same one in the register already."),
    "sheets.same_as": gettext_noop("Is “%(words)s” one of these, or somebody new?"),
    "sheets.stands_there": gettext_noop("In the register, in %(place)s."),
    "sheets.somebody_new": gettext_noop("Somebody new, to be entered beside."),
    "sheets.code_elsewhere": gettext_noop(
        "The code “%(code)s” belongs to one that has ended or lies outside %(territory)s."
    ),
    "sheets.is_there": gettext_noop("It is in the register as it stands here: %(code)s."),
    "sheets.stands_under": gettext_noop("Stands under %(name)s, as the row names nobody."),
    "sheets.which_parent": gettext_noop("Which one is “%(words)s”?"),
    "sheets.no_such_parent": gettext_noop(
        "Nobody is called “%(found)s”, neither in the register nor in this file."
    ),
    "sheets.in_row": gettext_noop("In row %(row)s of this file."),
    "sheets.parent_not_yours": gettext_noop("The register under %(name)s is not in your care."),
    "sheets.not_yours": gettext_noop("%(name)s is not in your care."),
    "sheets.parent_refused": gettext_noop("It stands under row %(row)s, which is refused."),
    "sheets.parent_waits": gettext_noop("It stands under row %(row)s, which waits for your answer."),
    "sheets.circle": gettext_noop("%(name)s would stand under itself."),
    "sheets.library_along": gettext_noop("With it: %(name)s."),
    "sheets.no_such_unit": gettext_noop("No unit in your care is called “%(found)s”."),
    "sheets.person_twice": gettext_noop("Row %(row)s tells of the same person in the same unit already."),
    "sheets.same_person": gettext_noop("Is “%(words)s” somebody of the staff file, or another person?"),
    "sheets.works_here_too": gettext_noop("The same name and day of birth: works here as well from now on."),
    "sheets.another_person": gettext_noop("Another person, to be entered."),
    "sheets.changed_again": gettext_noop("It has changed again since."),
    "sheets.undone_already": gettext_noop("This was undone by hand already."),
    "sheets.referred_to": gettext_noop(
        "Something refers to it by now: units under it, people, counts, answers or papers."
    ),
    "sheets.depended_on": gettext_noop("Something depends on it: %(what)s."),
}
SENTENCES: Final[dict[str, str]] = {**_FILES, **_BATCHES, **_CELLS, **_SHEETS}
