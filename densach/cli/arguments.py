"""What can be written behind `densach`: commands, their options and their help."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

Add = Callable[[str, str, str], argparse.ArgumentParser]


def parser() -> argparse.ArgumentParser:
    """Each command names in `where` the module and function that carries it out."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, default=argparse.SUPPRESS, help="data folder (DENSACH_DATA)")
    common.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON document"
    )
    whole = argparse.ArgumentParser(prog="densach", description="Đèn Sách", parents=[common])
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, where: str, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text, parents=[common])
        sub.set_defaults(where=where)
        return sub

    _installation(add)
    _plans(add)
    _catalogue(add)
    _desk(add)
    _keeping(add)
    return whole


def _installation(add: Add) -> None:
    serve = add("serve", "serving:serve", "serve the pages until stopped")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=1)
    demo = add("demo", "demonstration:demo", "make the demo province, or say that it is there")
    demo.add_argument("--describe", action="store_true", help="what a script needs to act in the demo")
    init = add("init", "installing:init", "a new, empty installation with one administrator")
    init.add_argument("--admin", required=True, metavar="EMAIL")
    init.add_argument("--name", default="")
    areas = add("areas", "areas:areas", "the administrative map as it was on a day")
    areas.add_argument("--on", required=True, metavar="DATE", help="from 2025-06-30 on")


def _plans(add: Add) -> None:
    vectors = add("judge-vectors", "judging:judge_vectors", "judge the rows of a file of vectors")
    vectors.add_argument("file", type=Path)
    read = add("read-plan", "reading:read_plan", "read a plan's paper; touches no database")
    read.add_argument("file", type=Path)
    load = add("load-plan", "planning:load_plan", "load a plan for an organisation")
    load.add_argument("file", type=Path)
    load.add_argument("--for", dest="organisation", required=True, metavar="ORGANISATION")
    load.add_argument("--accept-confident", action="store_true")
    targets = add("targets", "planning:targets", "how the targets of a plan stand")
    targets.add_argument("--plan", required=True, metavar="ID")
    targets.add_argument("--on", metavar="DATE")
    targets.add_argument("--as", dest="as_", choices=["was", "now"], default="was")
    report = add("report", "reporting:report", "write the report of a period as .docx")
    report.add_argument("--plan", required=True, metavar="ID")
    report.add_argument("--period", required=True, metavar="2026-H1|2026")
    report.add_argument("--for", dest="organisation", required=True, metavar="ORGANISATION")
    report.add_argument("--to", type=Path, required=True, metavar="FILE.docx")


def _desk(add: Add) -> None:
    lend = add("lend", "lending:lend", "lend a copy to a reader, where the copy stands")
    lend.add_argument("barcode", metavar="BARCODE")
    lend.add_argument("card", metavar="CARD")
    lend.add_argument("--library", metavar="CODE", help="at another library than where the copy stands")
    day = add(
        "run-day", "lending:run_day", "the desks' daily work: holds, notices, months; safe to run again"
    )
    day.add_argument("--once", action="store_true", help="only send what waits, if the day was run already")
    day.add_argument("--no-send", action="store_true", help="make notices without sending them")


def _catalogue(add: Add) -> None:
    bring = add("import-marc", "exchanging:import_marc", "take a file of records into the catalogue")
    bring.add_argument("file", type=Path, metavar="FILE", help=".mrc .xml .mrk .json .xlsx .csv")
    bring.add_argument("--library", required=True, metavar="CODE", help="whose copies the file brings")
    bring.add_argument(
        "--dry-run", action="store_true", help="say what would become of each record, write nothing"
    )
    bring.add_argument(
        "--fill", action="store_true", help="only fill what known records lack, replace nothing"
    )
    bring.add_argument(
        "--count", action="store_true", help="count the copies as added today, not as old stock"
    )
    job = add("import-job", "exchanging:import_job", "go on with a file that was sent through the pages")
    job.add_argument("batch", type=int, metavar="NUMBER")
    send = add("export-marc", "exchanging:export_marc", "write records with their copies into a file")
    send.add_argument(
        "--library", metavar="CODE", help="what this library holds (default: the whole catalogue)"
    )
    send.add_argument("--to", type=Path, required=True, metavar="FILE")
    search = add("search", "searching:search", "find records as the search box does")
    search.add_argument(
        "query", nargs="?", default="", metavar="QUERY", help="words, with accents or without"
    )
    search.add_argument(
        "--in", dest="within", choices=["catalogue", "everything"], default="catalogue",
        help="everything: institutions and public plans too",
    )  # fmt: skip
    search.add_argument("--limit", type=int, default=20)
    search.add_argument("--repeat", type=int, default=1, metavar="N", help="ask so often, to measure")
    search.add_argument("--batch", type=Path, metavar="FILE", help="a query a line")


def _keeping(add: Add) -> None:
    add(
        "verify",
        "verifying:verify",
        "does the book equal its records, are all files whole, do the seals hold",
    )
    add("rebuild", "rebuilding:rebuild", "lay the totals of the counting book anew from its facts")
    index = add("index", "indexing:index", "is the index of words as the records are; lay it anew")
    index.add_argument("--anew", action="store_true", help="lay the whole index anew from the records")
    retention = add(
        "retention",
        "keeping:retention",
        "erase personal data that were kept past their period",
    )
    retention.add_argument("--dry-run", action="store_true", help="say what would go, and keep it")
    backup = add("backup", "archiving:backup", "everything an installation keeps, in one file")
    backup.add_argument("--to", type=Path, required=True, metavar="FILE")
    restore = add("restore", "archiving:restore", "a backup into a new data folder")
    restore.add_argument("file", type=Path)
