"""`densach backup` and `densach restore`: one file that holds the database, the kept files and their checksums.

The file is a plain zip: `manifest.json` names every part with its SHA-256 and the number of rows of each table. The
database part is SQLite's own copy, taken while others go on writing, or PostgreSQL's own dump. Secrets stay out: a
restored installation makes its own key, so people sign in anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from densach.cli.errors import (
    BrokenBackup,
    CannotUnpack,
    DatabaseRefused,
    FolderNotEmpty,
    NeedsDataFolder,
    NeedsProgram,
    NoSuchFile,
    NotABackup,
    OtherFormat,
)
from densach.cli.output import progress, say

FORMAT = "densach-backup-1"
MANIFEST = "manifest.json"
SQLITE_PART = "database.sqlite3"
POSTGRES_PART = "database.pgdump"


def backup(options: argparse.Namespace) -> dict[str, Any]:
    """Writes beside the target and renames at the end: a crash leaves the former backup whole."""
    from django.conf import settings
    from django.db import connection

    began = time.monotonic()
    target: Path = options.to
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        rows = _count_rows()
        part = SQLITE_PART if connection.vendor == "sqlite" else POSTGRES_PART
        database = Path(scratch) / part
        if connection.vendor == "sqlite":
            _copy_sqlite(Path(str(settings.DATABASES["default"]["NAME"])), database)
        else:
            _run_postgres("pg_dump", ["--format=custom", "--no-owner", f"--file={database}"])
        files = sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
        unfinished = Path(scratch) / "backup.zip"
        _write(unfinished, database, files, Path(settings.DATA), rows)
        unfinished.chmod(0o600)
        unfinished.replace(target)
    found = {
        "bytes": target.stat().st_size,
        "rows": sum(rows.values()),
        "files": len(files),
        "seconds": round(time.monotonic() - began, 2),
    }
    say(options, f"{target}: {found['rows']} dòng, {found['files']} tệp, {found['bytes']} byte.")
    return found


def _count_rows() -> dict[str, int]:
    from django.apps import apps

    return {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}


def _copy_sqlite(source: Path, target: Path) -> None:
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as live, sqlite3.connect(target) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    live.close()
    copy.close()


def _run_postgres(program: str, arguments: list[str]) -> None:
    from django.db import connection

    if shutil.which(program) is None:
        raise NeedsProgram(program=program)
    asked = connection.settings_dict
    environment = {
        **os.environ,
        "PGHOST": str(asked["HOST"]),
        "PGPORT": str(asked["PORT"]),
        "PGUSER": str(asked["USER"]),
        "PGPASSWORD": str(asked["PASSWORD"]),
        "PGDATABASE": str(asked["NAME"]),
    }
    done = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.strip().splitlines() or [str(done.returncode)]
        raise DatabaseRefused(program=program, why=said[-1])


def _write(target: Path, database: Path, files: list[Path], data: Path, rows: dict[str, int]) -> None:
    sums: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=6) as archive:
        parts = [
            (database, database.name),
            *((path, f"files/{path.relative_to(data / 'files')}") for path in files),
        ]
        if (demo := data / "demo.json").exists():
            parts.append((demo, "demo.json"))
        for number, (path, name) in enumerate(parts, start=1):
            progress(f"{number}/{len(parts)} {name}")
            sums[name] = _sum(path)
            archive.write(path, name)
        manifest = {"format": FORMAT, "rows": rows, "sha256": sums}
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    progress("")


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def restore(options: argparse.Namespace) -> dict[str, Any]:
    """Unpacks beside the new folder, checks every part, and only then gives it its name: all or nothing."""
    began = time.monotonic()
    if getattr(options, "data", None) is None:
        raise NeedsDataFolder()
    target = Path(options.data).expanduser().resolve()
    if target.exists() and any(target.iterdir()):
        raise FolderNotEmpty(folder=target)
    if not options.file.is_file():
        raise NoSuchFile(file=options.file)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _unpacked(options.file, target.parent) as (folder, manifest):
        if (folder / POSTGRES_PART).exists():
            _into_postgres(folder / POSTGRES_PART)
        else:
            (folder / SQLITE_PART).rename(folder / "densach.sqlite3")
        if target.exists():
            target.rmdir()
        folder.rename(target)
    found = {
        "bytes": options.file.stat().st_size,
        "rows": sum(manifest["rows"].values()),
        "files": sum(1 for name in manifest["sha256"] if name.startswith("files/")),
        "seconds": round(time.monotonic() - began, 2),
    }
    say(options, f"{target}: {found['rows']} dòng, {found['files']} tệp.")
    return found


@contextmanager
def _unpacked(file: Path, beside: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    scratch = Path(tempfile.mkdtemp(prefix=".densach-restore-", dir=beside))
    try:
        yield scratch, _unpack(file, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _unpack(file: Path, folder: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(file, archive)
            for name in manifest["sha256"]:
                _extract(file, archive, name, folder)
    except zipfile.BadZipFile:
        raise NotABackup(file=file) from None
    except OSError as error:
        raise CannotUnpack(file=file, folder=folder.parent) from error
    for name, expected in manifest["sha256"].items():
        part = folder / name
        if not part.is_file() or _sum(part) != expected:
            raise BrokenBackup(file=file, part=name)
    if not any((folder / part).exists() for part in (SQLITE_PART, POSTGRES_PART)):
        raise BrokenBackup(file=file, part=SQLITE_PART)
    return manifest


def _manifest(file: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    """What the backup says of itself."""
    try:
        manifest = json.loads(archive.read(MANIFEST))
    except KeyError:
        raise NotABackup(file=file) from None
    except (ValueError, zlib.error, zipfile.BadZipFile):
        raise BrokenBackup(file=file, part=MANIFEST) from None
    if not isinstance(manifest, dict):
        raise NotABackup(file=file)
    if manifest.get("format") != FORMAT:
        raise OtherFormat(file=file, format=str(manifest.get("format", "?"))[:40])
    if not isinstance(manifest.get("sha256"), dict) or not isinstance(manifest.get("rows"), dict):
        raise BrokenBackup(file=file, part=MANIFEST)
    return manifest


def _extract(file: Path, archive: zipfile.ZipFile, name: str, folder: Path) -> None:
    try:
        archive.extract(name, folder)
    except (KeyError, EOFError, zlib.error, zipfile.BadZipFile):
        raise BrokenBackup(file=file, part=name) from None


def _into_postgres(dump: Path) -> None:
    """A PostgreSQL backup goes into the database that DENSACH_DATABASE_URL names, which must be empty."""
    import django
    from django.db import connection

    django.setup()
    if connection.vendor != "postgresql":
        raise NeedsProgram(program="PostgreSQL (DENSACH_DATABASE_URL)")
    if connection.introspection.table_names():
        raise FolderNotEmpty(folder=connection.settings_dict["NAME"])
    _run_postgres(
        "pg_restore",
        ["--no-owner", "--exit-on-error", f"--dbname={connection.settings_dict['NAME']}", str(dump)],
    )
    dump.unlink()
