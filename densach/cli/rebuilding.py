"""`densach rebuild`: the kept totals set to what the facts make."""

from __future__ import annotations

import argparse
import time
from typing import Any

from densach.cli.output import progress, say
from densach.facts import replay
from densach.kernel.numbers import format_number


def rebuild(options: argparse.Namespace) -> dict[str, Any]:
    """All totals or none; the answer says how many of them had said something else."""
    progress("counting book …")
    began = time.monotonic()
    rebuilt = replay.lay_totals_anew()
    took = round(time.monotonic() - began, 1)
    progress("")
    say(
        options,
        f"{format_number(rebuilt.cells, 'vi')} tổng được tính lại từ số liệu gốc, "
        f"{format_number(rebuilt.changed, 'vi')} tổng khác trước.",
    )
    return {"cells": rebuilt.cells, "changed": rebuilt.changed, "seconds": took}
