"""What a promise is called: words cut out of a sentence, made a phrase that stands alone."""

from __future__ import annotations

import re

# What joined a clause to the one before, a number's own mark, a bracket that was opened further left.
_JOINED = re.compile(
    r"^(?:[\s,;:./()+–-]+|(?:và|với|đồng thời|riêng|cùng với|trong đó(?: có)?|ngoài ra|bên cạnh đó)\b[\s,:]*)+",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"[\s,;:(–-]+$")


def titled(words: str) -> str:
    """The words without what joined them to others, begun like a sentence; brackets that do not close are dropped."""
    text = " ".join(words.split())
    text = _JOINED.sub("", text) or text
    if text.count(")") > text.count("("):
        text = text.replace(")", "", text.count(")") - text.count("("))
    if text.count("(") > text.count(")"):
        text = text[: text.rfind("(")]
    text = _OPEN_END.sub("", text)
    return text[:1].upper() + text[1:]
