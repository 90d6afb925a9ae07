"""`densach index`: does the index of words agree with the records; laid anew where it does not."""

from __future__ import annotations

import argparse
import time
from typing import Any

from django.utils import timezone

from densach.cli.output import progress, say
from densach.kernel.numbers import format_number
from densach.services.catalogue.actions import indexing
from densach.services.catalogue.queries.indexing import standing


def index(options: argparse.Namespace) -> dict[str, Any]:
    """Exit 1 where the index is not right. `--anew`: all of it or nothing; who searches meanwhile is answered from the
    old one.
    """
    began = time.monotonic()
    if options.anew:
        lay()
    now = standing()
    took = round(time.monotonic() - began, 1)
    say(
        options,
        f"{format_number(now.found, 'vi')} trong {format_number(now.records, 'vi')} biểu ghi tìm được.",
    )
    if not now.is_right:
        say(options, "Bảng từ tìm kiếm không khớp với biểu ghi: chạy densach index --anew.")
    return {
        "ok": now.is_right, "records": now.records, "found": now.found, "version": now.version,
        "wanted": now.wanted, "seconds": took,
    }  # fmt: skip


def lay() -> None:
    indexing.lay_anew(at=timezone.now(), tell=lambda done: progress(f"index {format_number(done, 'vi')} …"))
    progress("")
