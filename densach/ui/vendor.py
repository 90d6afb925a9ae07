"""Copies the few browser parts that pages need into the static folder that git does not keep.

Icons come from npm by the lock, the typeface from its Python package. Only what is named here is copied,
so a page can load nothing that nobody chose.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import fontpkg_be_vietnam_pro
from whitenoise.compress import Compressor  # type: ignore[import-untyped]  # it publishes no types

TARGET = Path(__file__).parent / "static" / "vendor"

FONTS = ("Regular", "Italic", "SemiBold")

ICONS = (
    # money
    "cash-stack", "bricks", "record-circle", "check-circle-fill",
    # going about
    "arrow-left", "arrow-right", "arrow-up", "arrow-down", "arrow-return-left", "arrow-clockwise",
    "arrow-counterclockwise", "arrow-left-right", "box-arrow-up-right", "box-arrow-in-right",
    "box-arrow-right", "chevron-down", "chevron-left", "chevron-right", "chevron-up", "list", "house",
    "house-door", "search", "three-dots", "three-dots-vertical", "x-lg", "plus-lg", "dash-lg",
    "check-lg", "check2-all", "keyboard", "globe", "signpost-2", "box-arrow-in-down", "file-earmark-binary",
    # saying something
    "info-circle", "check-circle", "exclamation-triangle", "exclamation-octagon", "question-circle",
    "bell", "envelope", "chat-left-text", "megaphone", "flag", "bookmark", "star", "patch-check",
    "shield-check", "shield-lock", "play-circle", "pause-circle", "stop-circle", "x-circle",
    "dash-circle", "plus-circle", "slash-circle", "circle", "circle-half", "sun", "moon-stars",
    "hand-thumbs-up", "telephone", "heart", "lock", "unlock", "key", "eye", "eye-slash",
    "hourglass-split", "clock", "clock-history",
    # papers and plans
    "file-earmark", "file-earmark-text", "file-earmark-word", "file-earmark-pdf",
    "file-earmark-spreadsheet", "file-earmark-arrow-up", "file-earmark-arrow-down",
    "file-earmark-check", "files", "folder", "folder2-open", "filetype-csv", "filetype-xlsx",
    "filetype-docx", "filetype-pdf", "filetype-txt", "paperclip", "upload", "download", "printer",
    "pen", "pencil", "pencil-square", "trash", "archive", "save", "journal-text", "journal-check",
    "journals", "clipboard", "clipboard-check", "clipboard-data", "list-check", "list-task", "list-ol",
    "list-ul", "collection", "card-list", "receipt", "award", "box-seam", "link-45deg", "copy", "type",
    "textarea-t", "highlighter", "eraser", "node-plus", "rulers", "crosshair", "zoom-in", "zoom-out",
    "toggles", "card-checklist", "quote", "signpost-split", "bullseye", "diagram-3", "send",
    "send-check", "reply", "inbox", "inboxes", "calendar3", "calendar-event", "calendar-check",
    "calendar-week",
    # figures
    "graph-up", "graph-up-arrow", "bar-chart", "bar-chart-line", "pie-chart", "speedometer2",
    "calculator", "table", "funnel", "sort-down", "hash", "percent", "plus-slash-minus", "123", "stack",
    "layers", "database",
    # people and places
    "person", "person-circle", "person-plus", "person-gear", "person-check", "people", "person-vcard",
    "building", "buildings", "bank", "bank2", "geo-alt", "map", "globe2", "translate", "signpost",
    "truck", "bus-front",
    # services
    "book", "book-half", "bookshelf", "bookmarks", "easel", "palette", "music-note-beamed",
    "ticket-perforated", "mortarboard", "lightbulb", "image", "images", "camera", "film", "mic",
    "headphones", "qr-code", "upc-scan", "phone", "laptop", "wifi", "wifi-off", "cloud-slash", "gear",
    "sliders", "tools", "lightning-charge",
)  # fmt: skip


def copy_vendor(node_modules: Path, target: Path = TARGET) -> list[Path]:
    """Copy the named icons and fonts to `target`; files already the same size are left as they are.

    Returns the files written now. Raises FileNotFoundError naming the part that `node_modules` lacks.
    """
    icons = node_modules / "bootstrap-icons"
    fonts = fontpkg_be_vietnam_pro.ROOT
    wanted = {target / "icons" / f"{name}.svg": icons / "icons" / f"{name}.svg" for name in ICONS}
    wanted[target / "icons" / "LICENSE"] = icons / "LICENSE"
    for style in FONTS:
        name = f"BeVietnamPro-{style}.ttf"
        wanted[target / "fonts" / name] = fonts / "files" / name
    wanted[target / "fonts" / "LICENSE"] = fonts / "LICENSE"
    written = []
    for copy, source in wanted.items():
        if copy.exists() and copy.stat().st_size == source.stat().st_size:
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
        written.append(copy)
    # A typeface is the heaviest part of a first visit; whitenoise sends these siblings to whoever reads them.
    compressor = Compressor(quiet=True)
    for copy in written:
        if copy.suffix == ".ttf":
            compressor.compress(str(copy))
    return written
