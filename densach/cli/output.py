"""What the command prints: lines for a person on stdout, how far it is on stderr."""

from __future__ import annotations

import argparse
import sys


def say(options: argparse.Namespace, text: str) -> None:
    """A line for a person; silent when a program reads."""
    if not options.json:
        sys.stdout.write(text + "\n")


def progress(text: str) -> None:
    """How far long work is: only on a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()
