"""Vietnamese lives at the bare paths, English at the same ones under /en."""

from __future__ import annotations

ENGLISH = "/en"


def other_language_path(path: str) -> str:
    """The same page in the other language: `/lich?x=1` and `/en/lich?x=1` answer each other."""
    if path == ENGLISH or path.startswith((f"{ENGLISH}/", f"{ENGLISH}?")):
        bare = path[len(ENGLISH) :]
        return bare if bare.startswith("/") else f"/{bare}"
    return f"{ENGLISH}{path}"


def in_language(path: str, language: str) -> str:
    """The path in the language ("vi" or "en"), whichever of the two it is written in."""
    bare = other_language_path(path) if path == ENGLISH or path.startswith(f"{ENGLISH}/") else path
    return f"{ENGLISH}{bare}" if language.startswith("en") else bare
