"""How far a role reaches, as a table: the page of permissions is printed from it, and each cell is tried by a test."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_noop

from densach.people.rules.roles import ROLES


class Relation(StrEnum):
    """Where a unit stands, seen from the unit in which the role is held."""

    OWN = "own"
    UNDER = "under"
    FIELD = "field"
    BESIDE = "beside"
    ABOVE = "above"
    ELSEWHERE = "elsewhere"


RELATION_WORDS: dict[Relation, str] = {
    Relation.OWN: gettext_noop("own unit"),
    Relation.UNDER: gettext_noop("under it"),
    Relation.FIELD: gettext_noop("in its territory"),
    Relation.BESIDE: gettext_noop("beside it"),
    Relation.ABOVE: gettext_noop("above it"),
    Relation.ELSEWHERE: gettext_noop("other province"),
}


def reaches(role: str, verb: str, relation: Relation) -> bool:
    """Own unit and subtree always; the territory for a role over a field, held in an authority, save for verbs that
    stay near; nothing else.
    """
    if relation in (Relation.OWN, Relation.UNDER):
        return True
    return relation is Relation.FIELD and ROLES[role].by_field and verb not in ROLES[role].near


def granted(role: str, verb: str, relation: Relation) -> bool:
    """One cell of the table: whether the role may do the verb in a unit that stands so."""
    return verb in ROLES[role].verbs and reaches(role, verb, relation)
