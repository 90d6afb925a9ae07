"""The seal of a signed report: SHA-256 over its snapshot written in one and only one way."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping


def canonical(snapshot: Mapping[str, object]) -> bytes:
    """The snapshot as JSON with sorted keys, no spaces, NFC text, UTF-8: equal content, equal bytes."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return unicodedata.normalize("NFC", text).encode("utf-8")


def seal(snapshot: Mapping[str, object]) -> str:
    """64 hexadecimal digits that change with any change of the snapshot."""
    return hashlib.sha256(canonical(snapshot)).hexdigest()
