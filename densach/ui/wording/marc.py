"""What is said of records that are hard to read, or cannot be read."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "marc.not_records": gettext_noop(
        "“%(name)s” holds no records that can be read. Send ISO 2709 (.mrc), MARCXML, .mrk, JSON, .xlsx or .csv."
    ),
    "marc.too_large_json": gettext_noop(
        "A JSON file of more than %(limit)s MB is not read at once. Send it as .mrc, or one record a line in parts."
    ),
    "marc.cut": gettext_noop("The file ends in the middle of this record."),
    "marc.broken": gettext_noop("The record is damaged and cannot be read."),
    "marc.base_address": gettext_noop("The record is damaged: its leader points outside it."),
    "marc.directory": gettext_noop("The record is damaged: its directory cannot be read."),
    "marc.leader": gettext_noop("The record is damaged: its leader is too short."),
    "marc.no_fields": gettext_noop("The record has no fields."),
    "marc.undecodable": gettext_noop("The record is damaged: its text is in no known encoding."),
    "marc.unimarc": gettext_noop("This is a record in UNIMARC; send it in MARC 21."),
    "marc.holdings": gettext_noop(
        "This is a holdings record: it says where a title stands, not which title. Send the bibliographic records; "
        "copies come with them in field 952 or 852."
    ),
    "marc.authority": gettext_noop(
        "This is an authority record among records of books. Send authority records in a file of their own."
    ),
    "marc.xml_broken": gettext_noop(
        "From line %(line)s on the file is no proper XML; nothing after it was read."
    ),
    "marc.json_broken": gettext_noop("This is no record in MARC-in-JSON."),
    "marc.row_without_title": gettext_noop("Line %(line)s has no title."),
    "marc.formula_error": gettext_noop(
        "Line %(line)s holds a formula that failed (%(found)s); the cell was left out."
    ),
    "marc.formula_uncomputed": gettext_noop(
        "Line %(line)s: the cell “%(column)s” holds a formula that was never computed. Open the file in a spreadsheet "
        "program, save it there, and send it again."
    ),
    "marc.text_lost": gettext_noop(
        "Its text is damaged MARC-8: letters may be missing (%(number)s places). Please look at the text."
    ),
    "marc.merged_row": gettext_noop(
        "Line %(line)s stands under a merged title; author, year and what else it leaves blank come from the row above."
    ),
    "marc.copies_differ": gettext_noop(
        "The number of copies says %(stated)s, but %(found)s numbers are given."
    ),
    "marc.length_wrong": gettext_noop(
        "Its length was wrongly stated (%(stated)s instead of %(found)s); it was read whole."
    ),
    "marc.flag_wrong": gettext_noop(
        "Its leader names another encoding; the text is %(found)s and was read so."
    ),
    "marc.utf8_broken": gettext_noop("%(number)s signs could not be read and stand as “�”."),
    "marc.encoding_guessed": gettext_noop("The encoding was guessed: %(encoding)s. Please look at the text."),
    "marc.font_converted": gettext_noop("The text was typed in %(encoding)s and was converted to Unicode."),
    "marc.tag_wrong": gettext_noop("“%(tag)s” is no proper tag."),
    "marc.line_unread": gettext_noop("This line was not understood: %(line)s"),
}
