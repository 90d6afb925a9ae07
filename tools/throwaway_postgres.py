"""A PostgreSQL that lives as long as one run of the tests, from the system's own packages."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tools import machine
from tools.stamps import Stopped, run, say

# Nothing in it outlives the run, so it need not be safe against a power cut.
OPTIONS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c listen_addresses='' -c max_connections=50"


def _as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as the user its package made."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam("postgres")
    except KeyError as error:
        raise Stopped("PostgreSQL does not run as root and there is no user “postgres”") from error
    program = shutil.which("runuser") or shutil.which("su")
    if not program:
        raise Stopped("PostgreSQL does not run as root: runuser is not here")
    return [program, "-u", "postgres", "--"]


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster on a socket in a folder of its own; gives the URL for DENSACH_DATABASE_URL.

    Raises Stopped where PostgreSQL is not here and may not be installed.
    """
    machine.ensure(machine.POSTGRES)
    programs = machine.postgres_bin()
    if programs is None:
        raise Stopped("PostgreSQL is not here. On Debian: apt-get install postgresql")
    prefix = _as_postgres()
    # The socket's path must be short and in small letters: it travels as the host of a URL.
    folder = Path(tempfile.mkdtemp(prefix="densach-pg-", dir="/tmp"))  # mkdtemp makes it ours
    if prefix:
        shutil.chown(folder, "postgres", "postgres")
    data, log = folder / "data", folder / "log"
    try:
        run([*prefix, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-sync"], cwd=folder)  # fmt: skip
        options = f"{OPTIONS} -k {folder}"
        run([*prefix, programs / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start"], cwd=folder)
        say(f"  PostgreSQL {programs.parts[-2]} runs for this test")
        try:
            yield f"postgres://postgres@{quote(str(folder), safe='')}:5432/postgres"
        finally:
            stop = [*prefix, str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]
            subprocess.run(stop, cwd=folder, capture_output=True, check=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
