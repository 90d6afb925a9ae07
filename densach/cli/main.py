"""The `densach` command: reads the arguments, opens the data folder, runs one command, words a refusal.

Exit 0 done, 1 refused (one line on stderr), 2 wrong usage. With `--json` stdout holds one JSON document only.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from densach.kernel.errors import Refusal

Result = dict[str, Any] | list[Any] | None
Command = Callable[[argparse.Namespace], Result]


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, default=argparse.SUPPRESS, help="data folder (DENSACH_DATA)")
    common.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON document"
    )
    parser = argparse.ArgumentParser(prog="densach", description="Đèn Sách", parents=[common])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, where: str, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text, parents=[common])
        sub.set_defaults(where=where)
        return sub

    serve = add("serve", "serving:serve", "serve the pages until stopped")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=1)
    demo = add("demo", "demonstration:demo", "make the demo province, or say that it is there")
    demo.add_argument("--describe", action="store_true", help="what a script needs to act in the demo")
    init = add("init", "installing:init", "a new, empty installation with one administrator")
    init.add_argument("--admin", required=True, metavar="EMAIL")
    init.add_argument("--name", default="")
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
    add(
        "verify",
        "verifying:verify",
        "does the book equal its records, are all files whole, do the seals hold",
    )
    backup = add("backup", "archiving:backup", "everything an installation keeps, in one file")
    backup.add_argument("--to", type=Path, required=True, metavar="FILE")
    restore = add("restore", "archiving:restore", "a backup into a new data folder")
    restore.add_argument("file", type=Path)
    return parser


# Commands that must not open, or make, a data folder before they run.
_WITHOUT_DATABASE = {"read-plan", "judge-vectors", "restore"}


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point of the command."""
    options = _parser().parse_args(arguments)
    options.json = getattr(options, "json", False)
    if data := getattr(options, "data", None):
        os.environ["DENSACH_DATA"] = str(data.expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "densach.config.settings")
    module, _, name = options.where.partition(":")
    try:
        result = _run(options, module, name)
    except Refusal as refusal:
        sys.exit(_refused(refusal))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    if options.json and result is not None:
        sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=2) + "\n")


def _run(options: argparse.Namespace, module: str, name: str) -> Result:
    if options.command not in _WITHOUT_DATABASE:
        import django

        django.setup()
        # Reads Django's models, which are there only now.
        from densach.cli.installation import open_house

        open_house(options.command)
    command: Command = getattr(import_module(f"densach.cli.{module}"), name)
    return command(options)


def _refused(refusal: Refusal) -> int:
    """One line on stderr, in Vietnamese, as the pages would say it."""
    from densach.cli.words import sentence_of

    sys.stderr.write(sentence_of(refusal).replace("\n", " ") + "\n")
    return 1


if __name__ == "__main__":
    main()
