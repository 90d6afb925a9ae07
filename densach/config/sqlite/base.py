"""SQLite whose writers stand in a queue.

SQLite lets one writer in at a time and makes the others poll with growing naps; under eight writers the unluckiest
waits seconds. Here each write transaction first takes an advisory lock on a file beside the database: the kernel
wakes the waiters one after another, so the worst wait is near the mean one. Readers never take it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite backend with `BEGIN IMMEDIATE` behind a file lock."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._queue: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._enter_queue()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # absent from the stubs
        except BaseException:
            self._leave_queue()
            raise

    def _enter_queue(self) -> None:
        name = str(self.settings_dict["NAME"])
        if self._queue is not None or self.is_in_memory_db() or name.startswith("file:"):
            return
        handle = os.open(f"{name}.queue", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        self._queue = handle

    def _leave_queue(self) -> None:
        if self._queue is not None:
            os.close(self._queue)
            self._queue = None

    @contextmanager
    def _released_after(self) -> Iterator[None]:
        try:
            yield
        finally:
            self._leave_queue()

    def _commit(self) -> Any:
        with self._released_after():
            return super()._commit()  # type: ignore[misc]  # absent from the stubs

    def _rollback(self) -> Any:
        with self._released_after():
            return super()._rollback()  # type: ignore[misc]  # absent from the stubs

    def close(self) -> None:
        """Closing inside a transaction ends it in the database at once, though Django still unwinds its blocks."""
        super().close()
        if self.connection is None or self.closed_in_transaction:
            self._leave_queue()
