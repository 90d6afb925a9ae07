"""Kinds of organisations as data: the families they stand in, the levels they can have, and which of them are ranked.

Libraries stand by the types of the Law on Libraries 46/2019, article 9. What a kind must have (books, square metres,
seats) is no matter of the register: those are checklists of the room of capabilities.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from densach.kernel.errors import Invalid
from densach.organisations.models import Level, OrganisationKind, Ownership, Rank

_K = OrganisationKind


class LevelDoesNotFit(Invalid):
    """No organisation of the kind stands at the level. Parameters: `kind`, `level`, already worded."""

    message_id = "organisations.level_does_not_fit"


class RankDoesNotFit(Invalid):
    """The kind has no such rank. Parameters: `kind`, `rank`, already worded."""

    message_id = "organisations.rank_does_not_fit"


@dataclass(frozen=True)
class Family:
    """Kinds that belong together in lists and forms."""

    code: str
    name: Promise
    kinds: tuple[str, ...]


FAMILIES: Final = (
    Family(
        "agencies",
        _("Agencies and bodies"),
        (
            _K.PEOPLES_COMMITTEE,
            _K.DEPARTMENT,
            _K.OFFICE,
            _K.PARTY_BODY,
            _K.MASS_ORGANISATION,
            _K.PRESS,
        ),
    ),
    Family(
        "libraries",
        _("Libraries"),
        (
            _K.NATIONAL_LIBRARY,
            _K.PUBLIC_LIBRARY,
            _K.SPECIAL_LIBRARY,
            _K.ARMED_FORCES_LIBRARY,
            _K.UNIVERSITY_LIBRARY,
            _K.SCHOOL_LIBRARY,
            _K.VOCATIONAL_LIBRARY,
            _K.OTHER_EDUCATION_LIBRARY,
            _K.COMMUNITY_LIBRARY,
            _K.PRIVATE_LIBRARY,
            _K.FOREIGN_LIBRARY,
        ),
    ),
    Family("reading_points", _("Reading rooms and points"), (_K.READING_ROOM, _K.POST_OFFICE_POINT)),
    Family("museums", _("Museums and memorial houses"), (_K.MUSEUM, _K.MEMORIAL_HOUSE, _K.EXHIBITION_HOUSE)),
    Family("culture_centres", _("Culture centres"), (_K.CULTURE_CENTRE,)),
    Family(
        "houses",
        _("Hamlet houses and community learning"),
        (_K.CULTURE_HOUSE, _K.COMMUNITY_LEARNING_CENTRE),
    ),
    Family("clubs", _("Clubs"), (_K.CLUB,)),
    Family(
        "schools",
        _("Schools and education"),
        (_K.SCHOOL, _K.VOCATIONAL_SCHOOL, _K.CONTINUING_EDUCATION_CENTRE, _K.UNIVERSITY),
    ),
    Family("armed_forces", _("Armed forces"), (_K.ARMED_FORCES_UNIT,)),
    Family("partners", _("Partners"), (_K.PARTNER,)),
)
FAMILY: Final = {family.code: family for family in FAMILIES}
FAMILY_OF: Final[dict[str, Family]] = {str(kind): family for family in FAMILIES for kind in family.kinds}

# What a commune enters by the short form: no decision of a province stands behind it.
LIGHT: Final[tuple[str, ...]] = (
    _K.READING_ROOM.value,
    _K.POST_OFFICE_POINT.value,
    _K.CULTURE_HOUSE.value,
    _K.COMMUNITY_LIBRARY.value,
    _K.CLUB.value,
)

# Who has others under it: agencies, and institutions with branches, libraries or clubs of their own.
_HAVE_UNITS: Final = (
    "agencies",
    "libraries",
    "museums",
    "culture_centres",
    "schools",
    "armed_forces",
    "partners",
)
_WITHOUT_UNITS: Final = frozenset(
    {_K.PRIVATE_LIBRARY, _K.COMMUNITY_LIBRARY, _K.SCHOOL_LIBRARY, _K.FOREIGN_LIBRARY}
)
MAY_STAND_ABOVE: Final = frozenset(
    str(kind) for code in _HAVE_UNITS for kind in FAMILY[code].kinds if kind not in _WITHOUT_UNITS
)

_EVERY: Final = tuple(Level.values)
_ABOVE_HAMLET: Final = tuple(level for level in _EVERY if level != Level.HAMLET)
_LOCAL: Final = tuple(level for level in _ABOVE_HAMLET if level != Level.NATION)
_BELOW_NATION: Final = tuple(level for level in _EVERY if level != Level.NATION)

# The levels of a kind; a kind that is not here can stand at any level above the hamlet. The district is a level of the
# time before 01/07/2025, which the register keeps.
_LEVELS: Final[dict[str, tuple[str, ...]]] = {
    _K.PEOPLES_COMMITTEE: _LOCAL,
    _K.DEPARTMENT: (Level.NATION, Level.PROVINCE),
    _K.OFFICE: _LOCAL,
    _K.MASS_ORGANISATION: _EVERY,
    _K.NATIONAL_LIBRARY: (Level.NATION,),
    _K.PUBLIC_LIBRARY: _LOCAL,
    _K.READING_ROOM: _BELOW_NATION,
    _K.POST_OFFICE_POINT: (Level.COMMUNE, Level.HAMLET),
    _K.COMMUNITY_LIBRARY: _BELOW_NATION,
    _K.PRIVATE_LIBRARY: _BELOW_NATION,
    _K.FOREIGN_LIBRARY: (Level.NATION, Level.PROVINCE),
    _K.MEMORIAL_HOUSE: _EVERY,
    _K.EXHIBITION_HOUSE: _EVERY,
    _K.CULTURE_HOUSE: (Level.COMMUNE, Level.HAMLET),
    _K.COMMUNITY_LEARNING_CENTRE: (Level.COMMUNE, Level.HAMLET),
    _K.CLUB: _EVERY,
    _K.SCHOOL: _EVERY,
    _K.PARTNER: _EVERY,
}
# Museums are ranked by Decree 308/2025/NĐ-CP (before it 98/2010/NĐ-CP), other houses as public service units.
_RANKED: Final = frozenset(
    {
        _K.NATIONAL_LIBRARY,
        _K.PUBLIC_LIBRARY,
        _K.MUSEUM,
        _K.MEMORIAL_HOUSE,
        _K.EXHIBITION_HOUSE,
        _K.CULTURE_CENTRE,
    }
)
NON_PUBLIC_ONLY: Final = frozenset(
    {_K.PRIVATE_LIBRARY.value, _K.COMMUNITY_LIBRARY.value, _K.FOREIGN_LIBRARY.value}
)


def levels_of(kind: str) -> tuple[str, ...]:
    """The levels at which an organisation of the kind can stand."""
    return _LEVELS.get(kind, _ABOVE_HAMLET)


def ranks_of(kind: str, level: str) -> tuple[str, ...]:
    """The ranks it can have, "" (not ranked) among them; the special rank is for national institutions."""
    if kind not in _RANKED:
        return (Rank.NONE.value,)
    return tuple(rank for rank in Rank.values if rank != Rank.SPECIAL or level == Level.NATION)


def usual_level(kind: str, area_level: str) -> str:
    """The level of its place where the kind can stand there; a culture house is its hamlet's."""
    fitting = levels_of(kind)
    if kind == _K.CULTURE_HOUSE:
        return Level.HAMLET.value
    return area_level if area_level in fitting else fitting[0]


def usual_ownership(kind: str) -> str:
    """Who keeps such a one unless the form says otherwise."""
    return (Ownership.NON_PUBLIC if kind in NON_PUBLIC_ONLY else Ownership.PUBLIC).value


def require_fit(kind: str, level: str, rank: str) -> None:
    """LevelDoesNotFit and RankDoesNotFit; a kind or level that does not exist is refused by the table itself."""
    if kind not in OrganisationKind.values or level not in Level.values:
        return
    label = OrganisationKind(kind).label
    if level not in levels_of(kind):
        raise LevelDoesNotFit(kind=str(label), level=str(Level(level).label))
    if rank in Rank.values and rank not in ranks_of(kind, level):
        raise RankDoesNotFit(kind=str(label), rank=str(Rank(rank).label))


def grouped_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Families with their kinds, for a grouped select."""
    return [
        (str(family.name), [(kind, str(OrganisationKind(kind).label)) for kind in family.kinds])
        for family in FAMILIES
    ]


def kinds_asked(asked: str) -> tuple[str, ...]:
    """The kinds that a filter names: a family's code, one kind, or nothing."""
    if asked in FAMILY:
        return FAMILY[asked].kinds
    return (asked,) if asked in OrganisationKind.values else ()
