"""`densach serve`: answers, and ends cleanly when told to."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.cli.conftest import ROOT, densach, environment


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def answer(url: str, seconds: float) -> bytes:
    """What the server says, as soon as it says something."""
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310  # our own address
                found: bytes = response.read()
                return found
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def test_it_answers_within_forty_seconds_and_ends_on_sigterm(data: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "densach.cli.main", "serve", "--port", str(port)],
        cwd=data.parent,
        env={**environment(data), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert json.loads(answer(f"http://127.0.0.1:{port}/healthz", 40)) == {"ok": True}
        assert b'<html lang="vi"' in answer(f"http://127.0.0.1:{port}/", 20)
        assert b'<html lang="en"' in answer(f"http://127.0.0.1:{port}/en/", 20)
        server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=20)
    finally:
        server.kill()
        server.communicate()
    assert server.returncode == 0
    assert f"http://127.0.0.1:{port}/" in out
    assert "Traceback" not in err


def test_a_port_on_which_another_installation_answers_is_refused(data: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert str(port) in densach(data, "serve", "--port", str(port)).refusal
