"""Whether a row tells of somebody who is in the register already, and under whom it is to stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeVar

from densach.intake.sheets import Choice, question, told
from densach.organisations.sheets.book import Book, Kept
from densach.organisations.sheets.places import Places
from densach.organisations.sheets.wish import Wish
from densach.organisations.sheets.words import compared

# The answer that it is somebody else.
NEW = "~"
_SHOWN = 8


class InFile(Protocol):
    """A row of the same file, as far as somebody may stand under it."""

    wish: Wish
    code: str


Another = TypeVar("Another", bound=InFile)


def match(wish: Wish, book: Book, places: Places, times: int) -> Kept | None:
    """Whom of the register the row tells of; None for a new one. Adds a question where that is in doubt.

    By code, else by the very name, kind and place. The same name elsewhere or as another kind is asked, unless the
    file itself says the name several times (`times`): then it is a name that many bear.
    """
    if wish.code and wish.code in book.every_code:
        return _by_code(wish, book, places)
    chosen = wish.chosen.get("name")
    if chosen is not None:
        return book.by_code.get(chosen)
    alike = {one.id: one for one in book.by_name.get(compared(wish.name), ())}.values()
    here = [one for one in alike if one.version.area_id == wish.area_id]
    same = [one for one in here if one.version.kind == wish.kind]
    if len(same) == 1 and not wish.code:
        return same[0]
    doubtful = same or here or [one for one in alike if one.version.kind == wish.kind]
    if not doubtful or (not here and (times > 1 or len(doubtful) > 1)):
        return None
    choices = [
        Choice(
            one.code, one.version.name, told("sheets.stands_there", place=places.names[one.version.area_id])
        )
        for one in doubtful[:_SHOWN]
    ]
    choices.append(Choice(NEW, wish.name, told("sheets.somebody_new")))
    asked = question("sheets.same_as", "name", wish.name, choices)
    asked[1]["row"] = wish.number
    wish.asked.append(asked)
    return None


def _by_code(wish: Wish, book: Book, places: Places) -> Kept | None:
    code = wish.code or ""
    kept = book.by_code.get(code)
    if kept is None:
        wish.refused.append(told("sheets.code_elsewhere", column="code", code=code, territory=places.name))
    return kept


def parent_of(
    wish: Wish, book: Book, by_code: Mapping[str, Another], by_name: Mapping[str, list[Another]]
) -> Kept | Another | None:
    """Under whom the row says it stands: by code or name, in the register or in the same file, also further down.

    Refuses a name that nobody bears; asks where several do.
    """
    words = wish.parent_words or ""
    chosen = wish.chosen.get("parent", words)
    if chosen in book.by_code:
        return book.by_code[chosen]
    if chosen in by_code:
        return by_code[chosen]
    plain = compared(words)
    kept = {one.id: one for one in book.by_name.get(plain, ())}
    known = {one.code for one in kept.values()}
    others = [one for one in by_name.get(plain, ()) if one.code not in known and one.wish is not wish]
    near = [one for one in kept.values() if one.version.area_id == wish.area_id] or list(kept.values())
    if len(near) + len(others) == 1:
        return near[0] if near else others[0]
    if not near and not others:
        wish.refused.append(told("sheets.no_such_parent", column="parent", found=words))
        return None
    choices = [Choice(one.code, one.version.name) for one in near[:_SHOWN]]
    choices += [
        Choice(one.code, one.wish.name, told("sheets.in_row", row=one.wish.number)) for one in others[:_SHOWN]
    ]
    wish.asked.append(question("sheets.which_parent", "parent", words, choices))
    return None
