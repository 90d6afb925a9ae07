"""Typed readers of the environment: a wrong value stops the start with a sentence, never a guess."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit


class WrongSetting(SystemExit):
    """A variable of the environment that cannot be read; ends the process with a sentence."""


def text(name: str, default: str) -> str:
    return os.environ.get(name, default)


def truth(name: str, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None or value == "":
        return default
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise WrongSetting(f"{name}={value!r}: say 1 or 0")


def whole(name: str, default: int) -> int:
    value = os.environ.get(name, "")
    if value and not value.isdecimal():
        raise WrongSetting(f"{name}={value!r}: say a whole number")
    return int(value) if value else default


def words(name: str, default: list[str]) -> list[str]:
    value = os.environ.get(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] or default


def rows(name: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Several things of several words: `a|b|c; d|e|f`. An empty variable is none."""
    found = []
    for one in os.environ.get(name, "").split(";"):
        row = tuple(word.strip() for word in one.split("|"))
        if row == ("",):
            continue
        if len(row) != len(columns) or not all(row):
            raise WrongSetting(f"{name}: {one.strip()!r} is not {'|'.join(columns)}; several are parted by ;")
        found.append(row)
    return found


def folder(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default).expanduser().resolve()


def secret(name: str, keep_in: Path) -> str:
    """The variable, the file named by NAME_FILE, the key kept in the data folder, or a new one that is kept nowhere
    yet: only reading the settings must not make a folder. `cli.installation` keeps it once there is one.
    """
    if value := os.environ.get(name):
        return value
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise WrongSetting(f"{name}_FILE: {error}") from error
    if keep_in.exists():
        return keep_in.read_text(encoding="utf-8").strip()
    return secrets.token_urlsafe(48)


def database(name: str, sqlite_file: Path) -> dict[str, object]:
    """SQLite in the data folder unless the variable holds `postgres://user:password@host:port/name`."""
    url = os.environ.get(name, "")
    if not url:
        return {
            "ENGINE": "densach.config.sqlite",
            "NAME": str(sqlite_file),
            # Each thread keeps its connection: opening one costs more than lending a book (decision 0030).
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                    "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    wrong = WrongSetting(f"{name}: write postgres://user:password@host:port/name")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise wrong from error
    if parts.scheme not in {"postgres", "postgresql"} or not parts.hostname or not parts.path.strip("/"):
        raise wrong
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
