"""`densach retention`: what was kept past its period goes, everywhere in the house."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext

from densach.cli.output import say
from densach.kernel.actor import SYSTEM
from densach.people.actions.privacy import keep_to_retention
from densach.people.queries.privacy import due_for_erasure
from densach.people.rules.retention import KEPT


def retention(options: argparse.Namespace) -> dict[str, Any]:
    """Meant for a nightly timer; with `--dry-run` only says how many of each kind would go."""
    at = timezone.now()
    if options.dry_run:
        numbers = {one.code: one.number for one in due_for_erasure(at)}
    else:
        numbers = keep_to_retention(at=at, actor=SYSTEM, whole_house=True)
    with translation.override("vi"):
        for code, number in numbers.items():
            say(options, f"{gettext(KEPT[code].name)}: {number}")
    return {"dry_run": options.dry_run, "numbers": numbers}
