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
from typing import Any

from densach.cli.arguments import parser
from densach.kernel.errors import Refusal

Result = dict[str, Any] | list[Any] | None
Command = Callable[[argparse.Namespace], Result]


# Commands that must not open, or make, a data folder before they run.
_WITHOUT_DATABASE = {"areas", "read-plan", "judge-vectors", "restore"}


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point of the command."""
    options = parser().parse_args(arguments)
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
    if isinstance(result, dict) and result.get("ok") is False:
        sys.exit(1)


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
