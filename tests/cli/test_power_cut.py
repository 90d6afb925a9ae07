"""The power fails between two scans, and in the middle of one: what was answered is kept, nothing is half-written."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPException
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.conftest import ROOT, densach, environment
from tests.cli.test_serving import answer, free_port

COPIES, DESKS = 400, 4
# So many answers are waited for before the power is cut while the desks go on.
SOME = 25


class Server:
    """`densach serve` with its workers, in a group of processes of its own."""

    def __init__(self, data: Path) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "densach.cli.main", "serve", "--port", str(self.port)],
            cwd=data.parent,
            env={**environment(data), "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        answer(f"http://127.0.0.1:{self.port}/healthz", 40)

    def lend(self, token: str, number: int) -> tuple[int, int]:
        """Copy and reader of the number, by a key of their own: the status and the loan."""
        told = {"copy": f"C-{number}", "patron": f"R-{number % DESKS}", "key": f"k{number}"}
        asked = urllib.request.Request(  # our own address
            f"http://127.0.0.1:{self.port}/api/v1/loans",
            data=json.dumps(told).encode(),
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked, timeout=10) as response:  # noqa: S310
            return response.status, json.loads(response.read())["id"]

    def lose_power(self) -> None:
        """No process of the server gets another instruction."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(data: Path) -> Iterator[Server]:
    server = Server(data)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.lose_power()


@pytest.fixture
def token(data: Path) -> str:
    made = subprocess.run(
        [sys.executable, "-m", "tests.cli.a_desk", str(COPIES), str(DESKS)],
        cwd=ROOT,
        env={**environment(data), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr[-2000:]
    return made.stdout.strip()


def _rows(data: Path, question: str) -> set[tuple[int, str]]:
    with closing(sqlite3.connect(data / "densach.sqlite3")) as file:
        return set(file.execute(question))


def _loans(data: Path) -> set[tuple[int, str]]:
    """Loans with their copies, after all that a loan changes was found to agree."""
    loans = _rows(
        data,
        "SELECT loan.id, barcode FROM circulation_loan loan JOIN catalogue_item item ON item.id = item_id",
    )
    on_loan = _rows(data, "SELECT id, barcode FROM catalogue_item WHERE state = 'on_loan'")
    facts = _rows(data, "SELECT quantity, source FROM facts_fact WHERE measure = 'library.loans'")
    assert facts == {(1, f"loan:{pk}") for pk, _copy in loans}
    assert {copy for _pk, copy in on_loan} == {copy for _pk, copy in loans}
    return loans


def test_between_two_scans_everything_answered_is_kept(data: Path, token: str) -> None:
    with serving(data) as server:
        answered = [server.lend(token, number) for number in range(3)]
        server.lose_power()
    assert [status for status, _loan in answered] == [201] * 3
    assert _loans(data) == {(loan, f"C-{number}") for number, (_status, loan) in enumerate(answered)}


def test_in_the_middle_of_scans_nothing_is_half_written_and_sent_again_nothing_is_twice(
    data: Path, token: str
) -> None:
    answered: dict[int, int] = {}
    asked: set[int] = set()

    def scan(desk: int) -> None:
        for number in range(desk, COPIES, DESKS):
            asked.add(number)
            try:
                answered[number] = server.lend(token, number)[1]
            except (urllib.error.URLError, HTTPException, OSError):
                return

    with serving(data) as server:
        desks = [Thread(target=scan, args=(desk,)) for desk in range(DESKS)]
        for one in desks:
            one.start()
        while len(answered) < SOME and any(one.is_alive() for one in desks):
            time.sleep(0.001)
        server.lose_power()
        for one in desks:
            one.join()
    assert SOME <= len(answered) < COPIES
    kept = _loans(data)
    assert {(loan, f"C-{number}") for number, loan in answered.items()} <= kept
    assert len(kept) <= len(asked)
    with serving(data) as server:
        again = {number: server.lend(token, number) for number in sorted(asked)}
    assert {number: loan for number, (_status, loan) in again.items() if number in answered} == answered
    assert all(again[number][0] == 200 for number in answered)
    assert len(_loans(data)) == len(asked)
    verified = densach(data, "verify", "--json")
    assert verified.told == {"ok": True, "problems": []}
