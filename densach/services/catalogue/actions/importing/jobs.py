"""Long work with a file of records, in a process of its own: the browser may be closed, desks go on, and a page says
how far it is.

How far it is stands in a file beside the data and not in the database, where the work's own transaction would hide it
until it ends. A process that dies leaves the file behind, and the page says that the work broke off.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj
from typing import Any, BinaryIO, Final

from django.conf import settings

from densach.files import queries as files
from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.people.models import User
from densach.people.queries import StaffActor
from densach.services.catalogue.actions.importing.opening import open_file, page_of, read_page
from densach.services.catalogue.actions.importing.staging import commit, stage_begun, stage_table
from densach.services.catalogue.actions.importing.undoing import undo
from densach.services.catalogue.models import ImportBatch
from densach.services.catalogue.rules.importing import JobRunning

STAGE: Final = "stage"
TABLE: Final = "table"
COMMIT: Final = "commit"
UNDO: Final = "undo"
# What takes longer than a moment is done beside the server: bytes of a file, records of a batch.
LONG_FILE: Final = 2 * 2**20
LONG_BATCH: Final = 2000
_STARTING: Final = 60.0
_EVERY: Final = 0.5
_END_OF_RECORD: Final = b"\x1d"
BROKE_OFF: Final[tuple[str, dict[str, Any]]] = ("importing.broke_off", {})


@dataclass(frozen=True)
class Job:
    """What is being done with a file: `act`, by which user, since when (seconds of the clock), how many records of how
    many (0: not known), in which process (0: not begun). `error`: why it ended, as a message with its parameters.
    """

    act: str
    by: int
    since: float
    done: int = 0
    of: int = 0
    pid: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    error: tuple[str, dict[str, Any]] | None = None

    @property
    def is_running(self) -> bool:
        if self.error is not None:
            return False
        return _is_alive(self.pid) if self.pid else time.time() - self.since < _STARTING


def job_of(batch: int) -> Job | None:
    """What is being done with the file, or what ended with an error; one whose process died broke off."""
    try:
        told = json.loads(_file(batch).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    job = Job(**{**told, "error": tuple(told["error"]) if told["error"] else None})
    return job if job.is_running or job.error else replace(job, error=BROKE_OFF)


def start(
    batch: ImportBatch, act: str, by: int | None, *, of: int = 0, columns: dict[str, int] | None = None
) -> None:
    """Begins the work in a process of its own. Raises JobRunning."""
    job = job_of(batch.pk)
    if job is not None and job.is_running:
        raise JobRunning
    _write(batch.pk, Job(act=act, by=by or 0, since=time.time(), of=of, columns=columns or {}))
    launch(batch.pk)


def require_idle(batch: int) -> None:
    """Raises JobRunning."""
    job = job_of(batch)
    if job is not None and job.is_running:
        raise JobRunning


def launch(batch: int) -> None:
    command = [
        sys.executable,
        "-m",
        "densach.cli.main",
        "import-job",
        str(batch),
        "--data",
        str(settings.DATA),
    ]
    nothing = subprocess.DEVNULL
    subprocess.Popen(  # noqa: S603  # our own command
        command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
    )


def keep_upload(batch: int, stream: BinaryIO) -> int:
    """Keeps what was sent until it is read; gives how many records of ISO 2709 it seems to have."""
    path = _upload(batch)
    path.parent.mkdir(parents=True, exist_ok=True)
    stream.seek(0)
    with path.open("wb") as out:
        copyfileobj(stream, out)
    with path.open("rb") as kept:
        return sum(block.count(_END_OF_RECORD) for block in iter(lambda: kept.read(1 << 20), b""))


def run(batch: int, at: datetime) -> None:
    """Does what was begun; what is refused stands on the page."""
    job = job_of(batch)
    if job is None or job.pid:
        return
    job = replace(job, pid=os.getpid())
    _write(batch, job)
    actor = StaffActor(user=User.objects.get(pk=job.by), on=today(at))
    found = ImportBatch.objects.select_related("library", "file").get(pk=batch)
    tell = _teller(batch, job)
    try:
        if job.act == COMMIT:
            commit(at=at, actor=actor, batch=found, progress=tell)
        elif job.act == UNDO:
            undo(at=at, actor=actor, batch=found)
        elif job.act == TABLE:
            _read_table(at, actor, found, job, tell)
        else:
            with _upload(batch).open("rb") as stream:
                reads = open_file(stream, found.name).reads
                stage_begun(at=at, actor=actor, batch=found, reads=reads, progress=tell)
    except Refusal as refusal:
        params = {name: str(value) for name, value in refusal.params.items()}
        _write(batch, replace(job, error=(refusal.message_id, params)))
    except BaseException:
        _write(batch, replace(job, error=BROKE_OFF))
        raise
    else:
        forget(batch)
    finally:
        with suppress(OSError):
            _upload(batch).unlink()


def _read_table(
    at: datetime, actor: StaffActor, batch: ImportBatch, job: Job, tell: Callable[[int], None]
) -> None:
    if batch.file is None:
        return
    page = page_of(files.read(batch.file), batch.name)
    reads = read_page(page, job.columns)
    stage_table(at=at, actor=actor, batch=batch, reads=reads, columns=job.columns, progress=tell)


def forget(batch: int) -> None:
    with suppress(OSError):
        _file(batch).unlink()


def _teller(batch: int, job: Job) -> Callable[[int], None]:
    last = 0.0

    def tell(number: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _EVERY:
            last = time.monotonic()
            _write(batch, replace(job, done=number))

    return tell


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_dead_child(pid)


def _is_dead_child(pid: int) -> bool:
    """A child that ended stays in the list of processes until its parent looks."""
    with suppress(ChildProcessError):
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    return False


def _write(batch: int, job: Job) -> None:
    path = _file(batch)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(f".{os.getpid()}.new")
    new.write_text(json.dumps(asdict(job), ensure_ascii=False), encoding="utf-8")
    new.replace(path)


def _file(batch: int) -> Path:
    return Path(settings.DATA) / "jobs" / f"import-{batch}.json"


def _upload(batch: int) -> Path:
    return Path(settings.DATA) / "jobs" / f"import-{batch}.records"
