#!/usr/bin/env python3
"""The catalogues of the Vietnamese interface, without a system gettext.

    python tools/messages.py update [densach/<room> ...]    collect the sentences of the source
    python tools/messages.py compile [densach/<room> ...]   make the .mo files that are out of date
    python tools/messages.py check [densach/<room> ...]     exit 1 when a sentence is not in Vietnamese

A room is a folder with an ``apps.py``; its catalogue is ``<room>/locale/vi/LC_MESSAGES/django.po``.
Source outside every room (settings, the command line) goes to the catalogue of ``densach/ui``.
``update`` keeps what is translated, takes over what another room already says in Vietnamese, and
sets sentences that left the source aside as obsolete (``--prune`` forgets them).
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

try:
    from babel.messages.catalog import Catalog, Message
    from babel.messages.extract import extract
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po, write_po
    from django.utils.translation.template import templatize
except ImportError:
    _own_python = ROOT / ".venv" / "bin" / "python"
    if not _own_python.exists() or Path(sys.prefix).resolve() == (ROOT / ".venv").resolve():
        raise
    os.execv(_own_python, [str(_own_python), *sys.argv])

PACKAGE = ROOT / "densach"
HOME_OF_THE_REST = PACKAGE / "ui"
CATALOGUE = Path("locale/vi/LC_MESSAGES/django.po")
HEADER = """\
msgid ""
msgstr ""
"Language: vi\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
_TWO: tuple[int | tuple[int, str], ...] = (1, 2)
_CONTEXT: tuple[int | tuple[int, str], ...] = ((1, "c"), 2)
_CONTEXT_TWO: tuple[int | tuple[int, str], ...] = ((1, "c"), 2, 3)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": _TWO,
    "ngettext_lazy": _TWO,
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
    "npgettext": _CONTEXT_TWO,
    "npgettext_lazy": _CONTEXT_TWO,
}
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml"}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w+)\}")

Key = tuple[str, str | None]


def rooms() -> list[Path]:
    """Every folder of the package that has an ``apps.py``, in order of name."""
    return sorted(path.parent for path in PACKAGE.rglob("apps.py"))


def room_of(path: Path, all_rooms: Iterable[Path]) -> Path:
    """The innermost room in which a file lies; ``densach/ui`` for a file outside every room."""
    homes = [room for room in all_rooms if path.is_relative_to(room)]
    return max(homes, key=lambda room: len(room.parts), default=HOME_OF_THE_REST)


def sources(room: Path, all_rooms: list[Path]) -> Iterator[Path]:
    """The source files whose sentences belong to this room's catalogue."""
    top = PACKAGE if room == HOME_OF_THE_REST else room
    for path in sorted(top.rglob("*")):
        is_template = path.suffix in TEMPLATE_SUFFIXES and "templates" in path.parts
        is_python = path.suffix == ".py" and "migrations" not in path.parts
        if (is_python or is_template) and room_of(path, all_rooms) == room:
            yield path


def pseudo_python(path: Path) -> bytes:
    """A file as Python that Babel can read: a template becomes its calls of gettext."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text.encode()
    calls = templatize(text, origin=str(path.relative_to(ROOT)))
    # What is left of the markup keeps its indentation, which would not be valid Python.
    return re.sub(r"^[ \t]+", "", calls, flags=re.MULTILINE).encode()


def collected(room: Path, all_rooms: list[Path]) -> Catalog:
    """The sentences that the room's source asks for, untranslated."""
    catalogue = Catalog(locale="vi")
    for path in sources(room, all_rooms):
        name = path.relative_to(ROOT).as_posix()
        try:
            found = list(extract("python", BytesIO(pseudo_python(path)), KEYWORDS, ["Translators:"]))
        except SyntaxError as error:
            sys.exit(f"{name}: the sentences cannot be read ({error})")
        for _line, msgid, comments, context in found:
            if msgid:
                catalogue.add(msgid, locations=[(name, 1)], auto_comments=comments, context=context)
    return catalogue


def key_of(message: Message) -> Key:
    """What makes a sentence the same sentence: its singular and its context."""
    return (message.id if isinstance(message.id, str) else message.id[0], message.context)


def known(path: Path) -> dict[Key, Message]:
    """The sentences of a catalogue file, obsolete ones too; the current ones win."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale="vi")
    found = {key_of(message): message for message in catalogue.obsolete.values()}
    found.update({key_of(message): message for message in catalogue if message.id})
    return found


def strings_of(message: Message) -> list[str]:
    """The Vietnamese of a sentence: one string, or one for each plural form."""
    if isinstance(message.string, str):
        return [message.string]
    return [text or "" for text in message.string or ()]


def is_translated(message: Message) -> bool:
    """Whether every form has words and nobody marked it as doubtful."""
    forms = strings_of(message)
    return bool(forms) and all(forms) and not message.fuzzy


def take_over(message: Message, old: Message) -> None:
    """Give the sentence its earlier Vietnamese where the forms agree."""
    if message.pluralizable == old.pluralizable:
        message.string = old.string
        message.user_comments = list(old.user_comments)
        if old.fuzzy:
            message.flags.add("fuzzy")


def elsewhere(room: Path, all_rooms: list[Path]) -> dict[Key, Message]:
    """What the other rooms already say in Vietnamese."""
    return {
        key: message
        for other in all_rooms
        if other != room
        for key, message in known(other / CATALOGUE).items()
        if is_translated(message)
    }


def update(room: Path, all_rooms: list[Path], *, prune: bool) -> None:
    """Write the room's catalogue anew; a room that says nothing has none."""
    path = room / CATALOGUE
    before = known(path)
    others = elsewhere(room, all_rooms)
    catalogue = collected(room, all_rooms)
    wanted = {key_of(message): message for message in catalogue if message.id}
    for key, message in wanted.items():
        old = before.get(key)
        if old is None or not is_translated(old):
            old = others.get(key, old)
        if old is not None:
            take_over(message, old)
    left = [message for key, message in before.items() if key not in wanted and is_translated(message)]
    for message in [] if prune else left:
        catalogue.obsolete[catalogue._key_for(message.id, message.context)] = message
    if wanted or path.exists():
        write_if_changed(path, as_po(catalogue))
    done = sum(is_translated(message) for message in wanted.values())
    print(
        f"{room.relative_to(ROOT)}: {len(wanted)} sentences, {len(wanted) - done} to translate, {len(left)} gone"
    )


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue file: sorted, with file names but no line numbers and no dates."""
    body = BytesIO()
    write_po(body, catalogue, width=100, sort_output=True, omit_header=True, include_lineno=False)
    return HEADER.encode() + body.getvalue().lstrip(b"\n")


def write_if_changed(path: Path, data: bytes) -> bool:
    """Replace a file in one step, and only when its bytes differ."""
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(path)
    return True


def compile_room(room: Path) -> bool:
    """Make the room's .mo when its .po is newer; true when it was made."""
    source = room / CATALOGUE
    target = source.with_suffix(".mo")
    if not source.exists():
        return False
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    with source.open("rb") as file:
        catalogue = read_po(file, locale="vi")
    data = BytesIO()
    write_mo(data, catalogue)
    if not write_if_changed(target, data.getvalue()):
        os.utime(target)
    return True


def placeholders(text: str) -> set[str]:
    """The names that a sentence has filled in."""
    return {first or second for first, second in _PLACEHOLDER.findall(text)}


def problems_of(message: Message) -> Iterator[str]:
    """What is wrong with one translated sentence."""
    if message.fuzzy:
        yield "marked as doubtful (fuzzy)"
    elif not is_translated(message):
        yield "not translated"
        return
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    allowed = set().union(*(placeholders(text) for text in ids))
    needed = placeholders(ids[-1])
    for text in strings_of(message):
        names = placeholders(text)
        if names - allowed or needed - names:
            yield f"placeholders differ: {sorted(needed)} became {sorted(names)}"
        if ids[0].startswith("\n") != text.startswith("\n") or ids[0].endswith("\n") != text.endswith("\n"):
            yield "line ends at the edges differ"


def check(room: Path, all_rooms: list[Path]) -> list[str]:
    """What keeps the room's catalogue from being complete, a line each."""
    path = room / CATALOGUE
    wanted = {key_of(message): message for message in collected(room, all_rooms) if message.id}
    have = known(path)
    name = path.relative_to(ROOT).as_posix()
    lines = [f"{name}: “{key[0]}” is not in the catalogue: run update" for key in wanted if key not in have]
    for key, message in have.items():
        if key in wanted:
            lines += [f"{name}: “{key[0]}”: {problem}" for problem in problems_of(message)]
        else:
            lines.append(f"{name}: “{key[0]}” is no longer in the source: run update --prune")
    return lines


def contradictions(all_rooms: list[Path]) -> list[str]:
    """Sentences that two rooms word differently: Django shows one of them everywhere."""
    said: dict[Key, tuple[Path, Message]] = {}
    lines = []
    for room in all_rooms:
        for key, message in known(room / CATALOGUE).items():
            if not is_translated(message):
                continue
            first_room, first = said.setdefault(key, (room, message))
            if first.string != message.string:
                lines.append(
                    f"“{key[0]}” is “{first.string}” in {first_room.relative_to(ROOT)} but"
                    f" “{message.string}” in {room.relative_to(ROOT)}: agree, or give one a context"
                )
    return lines


def chosen(paths: list[str], all_rooms: list[Path]) -> list[Path]:
    """The rooms that the command names, all of them when it names none."""
    if not paths:
        return all_rooms
    named = [Path(path).resolve() for path in paths]
    for path in named:
        if path not in all_rooms:
            sys.exit(f"{path} is no room: a room has an apps.py")
    return named


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("act", choices=["update", "compile", "check"])
    parser.add_argument("rooms", nargs="*", metavar="densach/<room>")
    parser.add_argument("--prune", action="store_true", help="with update: forget obsolete sentences")
    options = parser.parse_intermixed_args(arguments)
    all_rooms = rooms()
    picked = chosen(options.rooms, all_rooms)
    if options.act == "update":
        for room in picked:
            update(room, all_rooms, prune=options.prune)
        return 0
    if options.act == "compile":
        made = [room for room in picked if compile_room(room)]
        print(f"catalogues: {len(made)} compiled, {len(picked) - len(made)} up to date")
        return 0
    lines = [line for room in picked for line in check(room, all_rooms)] + contradictions(all_rooms)
    print("\n".join(lines) if lines else f"catalogues complete in {len(picked)} rooms")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
