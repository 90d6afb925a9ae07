"""What a row would change in one that is in the register already: field by field, and the plan for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from densach.intake.sheets import Told, difference, told
from densach.kernel.vietnamese import fold
from densach.organisations import kinds
from densach.organisations.incoming import Alteration
from densach.organisations.models import Level, OrganisationKind, Ownership, Rank
from densach.organisations.sheets.book import Book, Kept
from densach.organisations.sheets.places import Places
from densach.organisations.sheets.wish import Wish

_LABELS = {
    "kind": dict(OrganisationKind.choices),
    "level": dict(Level.choices),
    "rank": dict(Rank.choices),
    "ownership": dict(Ownership.choices),
}


def _wanted(wish: Wish, kept: Kept) -> dict[str, str | int]:
    """The fields of a version that the row says, and says otherwise than the register."""
    version = kept.version
    # Only who is named by code is renamed: found by its name, it is called so already, in other capitals perhaps.
    name = wish.name if wish.code == kept.code else version.name
    said: dict[str, str | int | None] = {
        "name": name,
        "kind": wish.kind,
        "level": wish.level,
        "area_id": wish.area_id,
        "rank": wish.rank,
        "seat": wish.seat,
        "ownership": wish.ownership,
    }
    return {
        field: value
        for field, value in said.items()
        if value is not None and value != "" and value != getattr(version, field)
    }


def _new_aliases(wish: Wish, kept: Kept) -> tuple[str, ...]:
    own = fold(kept.version.name)
    return tuple(name for name in wish.aliases if fold(name) not in kept.aliases and fold(name) != own)


def _reach(wish: Wish, kept: Kept) -> Iterator[tuple[str, str, str]]:
    profile = kept.profile
    for field in ("phone", "email", "website"):
        value, now = getattr(wish, field), getattr(profile, field, "")
        if value is not None and value != now:
            yield field, now, value
    if wish.latitude is not None:
        now_point = (getattr(profile, "latitude", None), getattr(profile, "longitude", None))
        if now_point != (wish.latitude, wish.longitude):
            before = f"{now_point[0]}, {now_point[1]}" if now_point[0] is not None else ""
            yield "point", before, f"{wish.latitude}, {wish.longitude}"


def _moved(wish: Wish, kept: Kept, parent_code: str, book: Book) -> bool:
    return wish.parent_words is not None and parent_code != book.code_of(kept.version.parent_id)


def differences(wish: Wish, kept: Kept, parent_code: str, book: Book, places: Places) -> list[Told]:
    """Each column in which the row says something else, before and after. A change that cannot be is refused."""
    version = kept.version
    found = []
    for field, value in _wanted(wish, kept).items():
        column = "place" if field == "area_id" else field
        found.append(
            difference(column, _shown(field, getattr(version, field), places), _shown(field, value, places))
        )
    if _moved(wish, kept, parent_code, book):
        above = book.kept.get(version.parent_id or 0)
        under = book.by_code.get(parent_code)
        found.append(
            difference(
                "parent",
                above.version.name if above else book.code_of(version.parent_id),
                under.version.name if under else wish.parent_words or "",
            )
        )
    found += [difference(column, before, after) for column, before, after in _reach(wish, kept)]
    if aliases := _new_aliases(wish, kept):
        found.append(difference("aliases", "", "; ".join(aliases)))
    if found:
        _require_possible(wish, kept)
    return found


def _shown(field: str, value: object, places: Places) -> str:
    if field == "area_id":
        return places.names.get(int(str(value)), str(value))
    return str(_LABELS.get(field, {}).get(str(value), value))


def _require_possible(wish: Wish, kept: Kept) -> None:
    kind, level = wish.kind or kept.version.kind, wish.level or kept.version.level
    if wish.kind and wish.kind != kept.version.kind and wish.level is None:
        fitting = kinds.levels_of(kind)
        level = level if level in fitting else fitting[0]
    try:
        kinds.require_fit(kind, level, wish.rank or "")
    except (kinds.LevelDoesNotFit, kinds.RankDoesNotFit) as refusal:
        column = "level" if isinstance(refusal, kinds.LevelDoesNotFit) else "rank"
        wish.refused.append(told(refusal.message_id, column=column, **refusal.params))


def alteration(wish: Wish, kept: Kept, parent_code: str, since: date, book: Book) -> Alteration | None:
    """The change as it will be written. What it is called or where it stands changes from a day after the first one
    of the present version; contacts and other names have no day.
    """
    version = kept.version
    fields: dict[str, str | int | None] = dict(_wanted(wish, kept))
    moved = _moved(wish, kept, parent_code, book)
    since = wish.since if wish.since and wish.since > version.valid_from else since
    if (fields or moved) and since <= version.valid_from:
        wish.refused.append(
            told(
                "organisations.version_too_early", column="since", name=version.name, since=version.valid_from
            )
        )
        return None
    if version.valid_to is not None:
        wish.refused.append(told("organisations.already_ended", name=version.name, ended=version.valid_to))
        return None
    return Alteration(
        code=kept.code,
        organisation_id=kept.id,
        present_id=version.pk,
        name=str(fields.get("name", version.name)),
        since=since,
        version=fields,
        parent=parent_code if moved else None,
        legal_basis=wish.legal_basis,
        aliases=_new_aliases(wish, kept),
        reach=wish.reach(),
    )
