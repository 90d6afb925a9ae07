"""Asking other libraries' catalogues: by SRU over HTTP, by Z39.50 through yaz-client where that is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings

from densach.formats.marc import iso2709
from densach.kernel.errors import Refusal
from densach.services.catalogue.rules.copying import (
    LARGEST_ANSWER,
    MOST,
    SECONDS,
    TARGETS,
    Z3950,
    Answer,
    NeedsYaz,
    NoSuchTarget,
    NothingAsked,
    Question,
    Target,
    TooLargeAnswer,
    TooSlow,
    Unreachable,
    address_of,
    read_answer,
)

Fetch = Callable[[str, float], bytes]
# Use attributes of Bib-1 by which Z39.50 is asked.
_BIB1: Final = {"isbn": 7, "title": 4, "author": 1003}


def targets() -> list[Target]:
    """Those of the table, and those that an installation added (`DENSACH_SRU_TARGETS`: code|name|address|schema …)."""
    added = [
        Target(
            code, name, address, schema, {"isbn": "bath.isbn", "title": "dc.title", "author": "dc.creator"}
        )
        for code, name, address, schema in getattr(settings, "SRU_TARGETS", ())
    ]
    return [*TARGETS, *added]


def target(code: str) -> Target:
    """Raises NoSuchTarget."""
    for one in targets():
        if one.code == code:
            return one
    raise NoSuchTarget


@dataclass(frozen=True)
class Told:
    """What one catalogue answered, or why it did not."""

    code: str
    name: str
    answer: Answer | None = None
    refusal: Refusal | None = None


def fetch(address: str, seconds: float) -> bytes:
    """The bytes behind an address of the table, never more than LARGEST_ANSWER and one."""
    asked = Request(address, headers={"User-Agent": "densach", "Accept": "application/xml, text/xml"})  # noqa: S310
    with urlopen(asked, timeout=seconds) as reply:  # noqa: S310  # addresses are ours
        data: bytes = reply.read(LARGEST_ANSWER + 1)
    return data


def ask(one: Target, question: Question, get: Fetch = fetch) -> Answer:
    """Raises NothingAsked, Unreachable, TooSlow, TargetRefused, UnreadableAnswer, TooLargeAnswer."""
    address = address_of(one, question)
    try:
        data = get(address, SECONDS)
    except TimeoutError as error:
        raise TooSlow(target=one.name, seconds=int(SECONDS)) from error
    except HTTPError as error:
        raise Unreachable(target=one.name) from error
    except (URLError, OSError, ValueError) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            raise TooSlow(target=one.name, seconds=int(SECONDS)) from error
        raise Unreachable(target=one.name) from error
    if len(data) > LARGEST_ANSWER:
        raise TooLargeAnswer(target=one.name)
    return read_answer(one, data)


def ask_all(chosen: Sequence[Target], question: Question, get: Fetch = fetch) -> list[Told]:
    """All at once, each in its own time; the order is that of `chosen`. Raises NothingAsked."""
    if not (question.isbn.strip() or question.title.strip() or question.author.strip()):
        raise NothingAsked
    if not chosen:
        return []

    def one(asked: Target) -> Told:
        try:
            return Told(asked.code, asked.name, ask(asked, question, get))
        except Refusal as refusal:
            return Told(asked.code, asked.name, refusal=refusal)

    with ThreadPoolExecutor(max_workers=len(chosen)) as pool:
        return list(pool.map(one, chosen))


def has_yaz() -> bool:
    """Whether Z39.50 can be spoken on this machine."""
    return shutil.which("yaz-client") is not None


def z3950_targets() -> list[tuple[str, str, str]]:
    """Code, name and address of those of the table and of those that an installation added."""
    return [*Z3950, *((code, name, host) for code, name, host in getattr(settings, "Z3950_TARGETS", ()))]


def ask_all_z3950(question: Question) -> list[Told]:
    """Each catalogue that speaks Z39.50, all at once. Raises NeedsYaz, NothingAsked."""
    if not has_yaz():
        raise NeedsYaz
    if not (question.isbn.strip() or question.title.strip() or question.author.strip()):
        raise NothingAsked
    asked = z3950_targets()

    def one(target_: tuple[str, str, str]) -> Told:
        code, name, host = target_
        try:
            return Told(code, name, ask_z3950(host, question))
        except Refusal as refusal:
            return Told(code, name, refusal=refusal)

    with ThreadPoolExecutor(max_workers=len(asked)) as pool:
        return list(pool.map(one, asked))


def _quoted(text: str) -> str:
    """A term in quotes on one line: yaz-client takes every further line as a command."""
    return '"' + " ".join(text.replace('"', " ").replace("\\", " ").split()) + '"'


def ask_z3950(host: str, question: Question) -> Answer:
    """By yaz-client, `host` as "z3950.example.org:210/base". Raises NeedsYaz, NothingAsked, Unreachable, TooSlow."""
    program = shutil.which("yaz-client")
    if program is None:
        raise NeedsYaz
    terms = [
        f"@attr 1={_BIB1[name]} {_quoted(text)}"
        for name, text in (("isbn", question.isbn), ("title", question.title), ("author", question.author))
        if text.strip()
    ]
    if not terms:
        raise NothingAsked
    asked = " ".join([*["@and"] * (len(terms) - 1), *terms])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "found.mrc"
        script = f"set_marcdump {file}\nformat usmarc\nfind {asked}\nshow 1+{MOST}\nquit\n"
        try:
            subprocess.run(  # noqa: S603  # the program is found, the host is ours
                [program, host], input=script.encode(), capture_output=True, timeout=SECONDS, check=True
            )
        except subprocess.TimeoutExpired as error:
            raise TooSlow(target=host, seconds=int(SECONDS)) from error
        except (OSError, subprocess.CalledProcessError) as error:
            raise Unreachable(target=host) from error
        if not file.is_file():
            return Answer(0, ())
        with file.open("rb") as stream:
            found = tuple(one.marc for one in iso2709.read(stream) if one.marc is not None)
    return Answer(len(found), found)
