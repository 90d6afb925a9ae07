"""Sentences for what the command refuses."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "cli.no_installation": gettext_noop(
        "%(folder)s holds no installation. Begin with “densach init --admin EMAIL”, or with “densach demo”."
    ),
    "cli.already_installed": gettext_noop(
        "%(folder)s already holds an installation. Choose another data folder."
    ),
    "cli.folder_not_empty": gettext_noop(
        "%(folder)s is not empty. A backup is restored into a new folder only."
    ),
    "cli.no_such_file": gettext_noop("There is no file %(file)s."),
    "cli.not_a_backup": gettext_noop(
        "%(file)s is not a backup of Đèn Sách, or it was cut off. Choose a file that “densach backup” wrote."
    ),
    "cli.broken_backup": gettext_noop(
        "%(file)s is damaged: its part “%(part)s” is missing or was altered. Use another backup."
    ),
    "cli.other_format": gettext_noop(
        "%(file)s is a backup of another version (format %(format)s), which this version cannot read."
    ),
    "cli.cannot_unpack": gettext_noop(
        "%(file)s cannot be unpacked into %(folder)s: check free space and the right to write there."
    ),
    "cli.database_refused": gettext_noop("The program %(program)s failed. In its own words: %(why)s."),
    "cli.wrong_address": gettext_noop("“%(email)s” is not an e-mail address. Write it as name@example.vn."),
    "cli.wrong_name": gettext_noop("The administrator needs a name of at most %(limit)s letters."),
    "cli.not_the_demo": gettext_noop(
        "%(folder)s holds a real installation; the demo is made in a folder of its own."
    ),
    "cli.needs_data_folder": gettext_noop("Say where to restore to: --data and the name of a new folder."),
    "cli.needs_program": gettext_noop(
        "The program %(program)s is needed for this and is not on this machine."
    ),
    "cli.port_taken": gettext_noop(
        "The pages cannot be served on %(host)s, port %(port)s: %(why)s. Stop the other program, or choose another"
        " port with --port."
    ),
    "cli.existing_account": gettext_noop("%(email)s already has an account."),
    "cli.wrong_vectors": gettext_noop("%(file)s, row %(row)s: %(why)s."),
    "cli.wrong_date": gettext_noop("“%(text)s” is not a date. Write it as 2026-06-30."),
}
