"""`densach read-plan`: what the reader makes of a paper. Touches no database."""

from __future__ import annotations

import argparse
from typing import Any

from densach.cli.errors import NoSuchFile
from densach.cli.output import say
from densach.formats import planreader


def read_plan(options: argparse.Namespace) -> dict[str, Any]:
    if not options.file.is_file():
        raise NoSuchFile(file=options.file)
    found: dict[str, Any] = planreader.read(options.file.read_bytes(), options.file.name).as_json()
    document = found["document"]
    say(options, f"{document['type'] or '?'} {document['number'] or ''} {document['title'] or ''}".strip())
    for target in found["targets"]:
        say(options, f"  {target['clause']}\t{target['kind']}\t{target['quote']}")
    counted = {name: len(found[name]) for name in ("targets", "tasks", "report_duties", "events", "warnings")}
    say(options, ", ".join(f"{name}: {number}" for name, number in counted.items()))
    return found
