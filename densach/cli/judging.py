"""`densach judge-vectors`: the judge on a file of worked cases. Touches no database."""

from __future__ import annotations

import argparse
import csv
from typing import Any

from densach.cli.errors import NoSuchFile, WrongVectors
from densach.cli.output import say
from densach.kernel.errors import Refusal
from densach.programme.plans.vectors import judge_row


def judge_vectors(options: argparse.Namespace) -> list[dict[str, Any]]:
    if not options.file.is_file():
        raise NoSuchFile(file=options.file)
    found = []
    with options.file.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not {"kind", "inputs", "on"} <= set(rows.fieldnames or ()):
            raise WrongVectors(file=options.file.name, row=0, why="cần các cột kind, inputs, on")
        for number, row in enumerate(rows, start=1):
            try:
                got = judge_row(row["kind"], row["inputs"] or "", row["on"] or "")
            except (Refusal, ValueError, KeyError, ZeroDivisionError) as error:
                raise WrongVectors(file=options.file.name, row=number, why=str(error)) from error
            found.append({"row": number, "got": got})
            say(options, f"{number}\t{row['kind']}\t{got}")
    return found
