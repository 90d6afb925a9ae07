"""What a scanner types, as a number: without its prefix, its line end and stray spaces. Pure."""

from __future__ import annotations

import re
from typing import Final

from densach.kernel.vietnamese import clean_text

# AIM identifiers (ISO/IEC 15424) that some scanners send before the data: ]C1, ]E0, ]Q3 …
_AIM: Final = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
# Code 39 keeps its start and stop signs on some scanners.
_STARS: Final = re.compile(r"^\*(.+)\*$")
LONGEST: Final = 40


def scanned(text: str) -> str:
    """The number that was meant; nothing that is no number of ours becomes one."""
    plain = "".join(clean_text(text).split())
    plain = _AIM.sub("", plain)
    if match := _STARS.match(plain):
        plain = match[1]
    return plain[: LONGEST + 1]
