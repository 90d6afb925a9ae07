"""Runs the benchmarks and prints their figures, a JSON line each, as soon as each is known."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import bench


def names() -> list[str]:
    """Every benchmark there is."""
    return sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if module.name != "__main__")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench", description="Measure, a JSON line for each figure.")
    parser.add_argument(
        "names", nargs="*", metavar="name", help=f"one of: {', '.join(names())} (default: all)"
    )
    parser.add_argument(
        "--scale", type=float, default=1.0, help="share of the work, for a quick look (default: 1)"
    )
    parser.add_argument("--postgres", action="store_true", help="on a throw-away PostgreSQL")
    parser.add_argument("--part", default="", help="one part of a benchmark that has parts")
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.names if name not in names()]
    if unknown:
        print(f"no benchmark “{unknown[0]}”; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    os.environ["DENSACH_BENCH_SCALE"] = str(asked.scale)
    os.environ["DENSACH_BENCH_PART"] = asked.part
    with _database(asked.postgres):
        for name in asked.names or names():
            module = importlib.import_module(f"bench.{name}")
            for figure in module.run():
                print(json.dumps({"bench": name, **figure}, ensure_ascii=False), flush=True)
    return 0


@contextmanager
def _database(postgres: bool) -> Iterator[None]:
    """SQLite in the data folder, or a PostgreSQL that lives as long as the run."""
    if not postgres:
        yield
        return
    from tools.throwaway_postgres import cluster  # only this run needs it

    with cluster() as url:
        os.environ["DENSACH_DATABASE_URL"] = url
        yield
        from django.db import connections  # what is open must be closed before the cluster ends

        connections.close_all()


if __name__ == "__main__":
    # A benchmark writes into a data folder of its own unless the person names one.
    with tempfile.TemporaryDirectory(prefix="densach-bench-") as folder:
        os.environ.setdefault("DENSACH_DATA", folder)
        code = main(sys.argv[1:])
    sys.exit(code)
