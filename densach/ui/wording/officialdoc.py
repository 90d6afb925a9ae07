"""Refusals of the writers of official papers."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES: dict[str, str] = {
    "officialdoc.refused": gettext_noop("This paper cannot be written in the official form."),
    "officialdoc.wrong_symbol": gettext_noop(
        "“%(symbol)s” is not the symbol of a paper. Write abbreviations joined by hyphens, such as BC-SVHTTDL."
    ),
    "officialdoc.ragged_table": gettext_noop(
        "Row %(row)s of the table “%(caption)s” has %(found)s cells where the table has %(expected)s."
    ),
    "officialdoc.picture_unreadable": gettext_noop(
        "The picture “%(alt)s” cannot be read. Save it again as PNG or SVG."
    ),
    "officialdoc.unprintable": gettext_noop(
        "The paper cannot be drawn as PDF, mostly because of a broken picture. The .docx can still be written."
    ),
}
