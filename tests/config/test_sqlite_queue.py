"""SQLite's writers stand in a queue: all get in, one after another, and nobody keeps the door shut."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, connections, transaction
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from densach.config import environment

BOOK = "book"


@pytest.fixture
def file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> Iterator[Path]:
    """A database of its own on disk, through the real backend with the real options, under the alias `book`."""
    monkeypatch.delenv("DENSACH_DATABASE_URL", raising=False)
    path = tmp_path / "book.sqlite3"
    described = environment.database("DENSACH_DATABASE_URL", path)
    monkeypatch.setitem(
        connections.databases, BOOK, ConnectionHandler({"default": described}).databases["default"]
    )
    with django_db_blocker.unblock():
        with connections[BOOK].cursor() as cursor:
            cursor.execute("CREATE TABLE act (number INTEGER)")
        yield path
        connections[BOOK].close()
        del connections[BOOK]


def act(number: int = 1) -> None:
    with connections[BOOK].cursor() as cursor:
        cursor.execute("INSERT INTO act VALUES (%s)", [number])


def act_and_fail() -> None:
    with transaction.atomic(using=BOOK):
        act()
        raise ZeroDivisionError


def acts(file: Path) -> int:
    """What another process would see."""
    reader = sqlite3.connect(file)
    found: int = reader.execute("SELECT count(*) FROM act").fetchone()[0]
    reader.close()
    return found


def is_free(file: Path) -> bool:
    """Whether the next writer would get in at once."""
    handle = os.open(f"{file}.queue", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(handle)


def test_the_connection_keeps_its_promises(file: Path) -> None:
    with connections[BOOK].cursor() as cursor:
        told = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert told == ["wal", 2, 1]


def test_eight_writers_all_get_in(file: Path) -> None:
    each, failed = 25, []

    def write() -> None:
        try:
            for number in range(each):
                with transaction.atomic(using=BOOK):
                    act(number)
        except DatabaseError as error:
            failed.append(error)
        finally:
            connections[BOOK].close()

    writers = [threading.Thread(target=write) for _writer in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failed
    assert acts(file) == 8 * each
    assert is_free(file)


def test_whoever_writes_keeps_others_out_until_the_commit(file: Path) -> None:
    order: list[str] = []
    inside, asked = threading.Event(), threading.Event()

    def second() -> None:
        inside.wait()
        asked.set()
        with transaction.atomic(using=BOOK):
            order.append("second writes")
            act()
        connections[BOOK].close()

    other = threading.Thread(target=second)
    other.start()
    with transaction.atomic(using=BOOK):
        act()
        inside.set()
        asked.wait()
        assert not is_free(file)
        order.append("first commits")
    other.join()
    assert order == ["first commits", "second writes"]
    assert acts(file) == 2


def test_readers_do_not_wait_for_a_writer(file: Path) -> None:
    act()
    with transaction.atomic(using=BOOK):
        act()
        began = time.monotonic()
        assert acts(file) == 1
        assert time.monotonic() - began < 5  # a reader that queued would wait for ever


def test_an_exception_gives_the_place_up(file: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        act_and_fail()
    assert is_free(file)
    assert acts(file) == 0


def test_a_rollback_gives_the_place_up(file: Path) -> None:
    with transaction.atomic(using=BOOK):
        act()
        transaction.set_rollback(True, using=BOOK)
    assert is_free(file)
    assert acts(file) == 0


def test_a_mistake_in_a_statement_gives_the_place_up(file: Path) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(using=BOOK), connections[BOOK].cursor() as cursor:
        cursor.execute("INSERT INTO no_such_table VALUES (1)")
    assert is_free(file)


def test_an_inner_block_keeps_the_place_until_the_outer_one_ends(file: Path) -> None:
    with transaction.atomic(using=BOOK):
        with pytest.raises(ZeroDivisionError):
            act_and_fail()
        assert not is_free(file)
        act(2)
    assert is_free(file)
    assert acts(file) == 1


def test_closing_between_transactions_leaves_the_door_open(file: Path) -> None:
    with transaction.atomic(using=BOOK):
        act()
    connections[BOOK].close()
    assert is_free(file)
    with transaction.atomic(using=BOOK):
        act()
    assert acts(file) == 2


def test_closing_inside_a_transaction_gives_the_place_up(file: Path) -> None:
    with transaction.atomic(using=BOOK):
        act()
        connections[BOOK].close()
        assert is_free(file)
    assert is_free(file)
    assert acts(file) == 0
    with transaction.atomic(using=BOOK):
        act()
    assert acts(file) == 1


def test_a_writer_that_cannot_begin_gives_the_place_up(file: Path) -> None:
    """Someone who knows nothing of the queue, such as the sqlite3 shell, holds the database."""
    connections[BOOK].close()
    monkey = connections.databases[BOOK]["OPTIONS"]
    former = monkey["timeout"]
    monkey["timeout"] = 0.05
    del connections[BOOK]
    foreign = sqlite3.connect(file, isolation_level=None)
    foreign.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(DatabaseError), transaction.atomic(using=BOOK):
            act()
        assert is_free(file)
    finally:
        foreign.execute("ROLLBACK")
        foreign.close()
        monkey["timeout"] = former
    with transaction.atomic(using=BOOK):
        act()
    assert acts(file) == 1


def test_a_process_that_dies_inside_a_transaction_blocks_nobody(file: Path) -> None:
    child = os.fork()
    if child == 0:
        handle = os.open(f"{file}.queue", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        os._exit(0)
    os.waitpid(child, 0)
    with transaction.atomic(using=BOOK):
        act()
    assert acts(file) == 1
