"""Sentences for what the plan reader refuses."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

SENTENCES: Final[dict[str, str]] = {
    "planreader.refused": gettext_noop("The file “%(name)s” cannot be read as a paper."),
    "planreader.empty": gettext_noop(
        "The file “%(name)s” holds no readable text. Check that it is the right file, and send it again."
    ),
    "planreader.too_large": gettext_noop(
        "The file “%(name)s” has %(size)s; one paper may have at most %(limit)s. Split it and send the parts."
    ),
    "planreader.unknown_kind": gettext_noop(
        "The file “%(name)s” is of a kind that is not read here. Send it as .docx, .pdf, .doc, .txt or .md."
    ),
    "planreader.not_a_word_file": gettext_noop(
        "The file “%(name)s” is not a Word document, whatever its name says. "
        "Open it in Word, save it as .docx, and send that."
    ),
    "planreader.broken_pdf": gettext_noop(
        "The PDF “%(name)s” is damaged or locked by a password. Export it again and send it."
    ),
    "planreader.pictures_only": gettext_noop(
        "The PDF “%(name)s” is %(pages)s pages of pictures without text, and this machine has no text recognition. "
        "Send the Word version, or have Tesseract installed with its Vietnamese data, to have it read."
    ),
    "planreader.old_word": gettext_noop(
        "The file “%(name)s” is an old Word document (.doc), and LibreOffice is not installed on this machine. "
        "Save it as .docx in Word and send that."
    ),
}
