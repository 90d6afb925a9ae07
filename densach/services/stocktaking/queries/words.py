"""How lines of a stock-taking are settled, in words."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Code → what the button says, what the line says afterwards.
SETTLED: Final = {
    "found": (_("Found again"), _("found again on the shelf")),
    "missing": (_("Note as missing"), _("noted as missing")),
    "lost": (_("Note as lost"), _("noted as lost")),
    "put_back": (_("Put back in its place"), _("put back in its place")),
    "stays": (_("It belongs here now"), _("its place in the catalogue was changed")),
    "here": (_("It is here: on the shelf"), _("noted as here again")),
    "aside": (_("Put aside"), pgettext_lazy("stock-taking", "put aside")),
}


def button_of(code: str) -> str:
    return str(SETTLED[code][0])


def settled_words(code: str) -> str:
    return str(SETTLED[code][1]) if code in SETTLED else code
