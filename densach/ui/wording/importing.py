"""What is said of files of records on their way in, and of records of other libraries."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "importing.not_staged": gettext_noop("This file has been taken in, taken back or dropped meanwhile."),
    "importing.job_running": gettext_noop(
        "Something is being done with this file already: wait until it has ended."
    ),
    "importing.broke_off": gettext_noop(
        "The work with this file broke off before its end; nothing half-done was kept. "
        "Begin it again, or drop the file."
    ),
    "importing.heading_in_use": gettext_noop("The heading is in use, so it stays."),
    "importing.heading_changed_since": gettext_noop(
        "Somebody has changed the heading since, so it stays as it is."
    ),
    "importing.not_taken": gettext_noop("Only a file that was taken in can be taken back."),
    "importing.no_such_batch": gettext_noop("There is no such file of records."),
    "importing.no_such_library": gettext_noop("No library has the code “%(code)s”."),
    "importing.still_doubtful": gettext_noop(
        "%(number)s doubtful records wait for you: say of each whether it is new, which record it is, or leave it out."
    ),
    "importing.too_many": gettext_noop(
        "More than %(limit)s records are too many for a preview. Send the file in parts, or let the administrator "
        "take it in with “densach import-marc”."
    ),
    "importing.no_authority": gettext_noop("This is no authority record, as the others of the file are."),
    "importing.no_heading": gettext_noop("The authority record has no heading of a name or a subject."),
    "importing.no_broader": gettext_noop("The heading above it, “%(heading)s”, is not in the catalogue."),
    "importing.no_title_column": gettext_noop(
        "No column of “%(name)s” holds titles. Say which column means what."
    ),
    "importing.too_large_table": gettext_noop(
        "“%(name)s” is larger than %(limit)s MB. Send the table in parts, or the records as .mrc."
    ),
    "importing.copy_without_number": gettext_noop("A copy without a barcode was left out."),
    "importing.day_unread": gettext_noop("Copy %(barcode)s: “%(day)s” is no possible day of acquisition."),
    "importing.volume_moved": gettext_noop("The volume “%(volume)s” was put beside the title."),
    "importing.several": gettext_noop("%(number)s records of the catalogue may be this one."),
    "importing.title_only": gettext_noop(
        "The catalogue has “%(title)s”; author and year, which would tell whether it is the same, are missing."
    ),
    "importing.isbn_other_title": gettext_noop("The same ISBN stands on “%(title)s”."),
    "importing.not_yours": gettext_noop("The record belongs to another library: only its copies are added."),
    "importing.same_as_row": gettext_noop("The same title as record %(row)s of this file."),
    "importing.left_out": gettext_noop("Left out by decision."),
    "importing.copy_in_use": gettext_noop("Stays: a copy of it was lent, moved or changed since."),
    "importing.record_has_copies": gettext_noop("Stays: it has copies that are not of this file."),
    "importing.changed_since": gettext_noop("Stays: somebody has changed it since."),
    "importing.record_needed": gettext_noop("Stays: holds or other papers depend on it."),
    "copying.no_target": gettext_noop("There is no such catalogue to search in."),
    "copying.nothing_asked": gettext_noop("Write an ISBN, a title or an author."),
    "copying.unreachable": gettext_noop(
        "%(target)s cannot be reached just now. Try again, or search elsewhere."
    ),
    "copying.too_slow": gettext_noop("%(target)s did not answer within %(seconds)s seconds."),
    "copying.refused": gettext_noop("%(target)s refused the question: %(why)s"),
    "copying.unreadable": gettext_noop("%(target)s answered something that is no list of records."),
    "copying.too_large": gettext_noop("%(target)s sent an answer too large to read."),
    "copying.needs_yaz": gettext_noop(
        "Searching by Z39.50 needs the program yaz-client, which is not on this machine."
    ),
}
