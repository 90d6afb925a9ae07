"""Sentences for the refusals of stored files."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "files.empty": gettext_noop("The file “%(name)s” is empty. Choose another one."),
    "files.too_large": gettext_noop(
        "The file “%(name)s” has %(size)s MB; at most %(limit)s MB can be kept. Make it smaller or split it."
    ),
    "files.wrong_type": gettext_noop("“%(name)s” is not a kind of file that can be kept here: %(accepted)s."),
    "files.not_what_it_says": gettext_noop(
        "What “%(name)s” holds does not fit its name: it looks like a %(found)s file. "
        "Save it again under the right kind."
    ),
    "files.missing": gettext_noop(
        "The file “%(name)s” is no longer whole in storage. Restore it from a backup."
    ),
}
