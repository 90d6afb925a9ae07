"""Icons, inlined as SVG from the vendored set, so that they take the colour of their text."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent / "static" / "vendor" / "icons"
_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
# Shown where the browser parts were not fetched: a page without icons still works.
_FALLBACK = '<circle cx="8" cy="8" r="3"/>'


@lru_cache(maxsize=512)
def icon_body(name: str) -> str:
    """The inside of an icon's SVG, drawn in a box of 16 × 16."""
    if not re.fullmatch(r"[a-z0-9-]+", name):
        return _FALLBACK
    try:
        found = _BODY.search((FOLDER / f"{name}.svg").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return _FALLBACK
    return " ".join(found.group(1).split()) if found else _FALLBACK


def icon_svg(name: str, label: str = "") -> SafeString:
    """An icon; hidden from screen readers unless it carries the meaning alone and so has a label."""
    body = mark_safe(icon_body(name))
    if label:
        return format_html(
            '<svg class="icon" viewBox="0 0 16 16" role="img" aria-label="{}">{}</svg>', label, body
        )
    return format_html('<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', body)
