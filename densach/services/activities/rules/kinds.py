"""What kinds of activity are made of: parts of the form, roles of people, families of organisation."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

from densach.facts.measures import CENTRES, LIBRARIES, MUSEUMS
from densach.kernel.errors import Conflict, Invalid

# Parts of the form that a kind may ask for, beyond title, summary, interest, audience, time and place.
ASKS: Final = {
    "theme": gettext_noop("theme"),
    "books": gettext_noop("books shown or read"),
    "syllabus": gettext_noop("what is taught"),
    "hours": gettext_noop("hours in all"),
    "school": gettext_noop("school and grade"),
    "film": gettext_noop("films shown"),
    "route": gettext_noop("route and stops"),
    "acts": gettext_noop("acts and pieces"),
    "paper": gettext_noop("decision or plan it is held by"),
    "partners": gettext_noop("institutions that take part"),
    "heritage": gettext_noop("heritage that it shows"),
    "levels": gettext_noop("levels of sport or skill"),
}
ROLES: Final = {
    "head": gettext_noop("head"),
    "teacher": gettext_noop("teacher"),
    "coach": gettext_noop("coach"),
    "speaker": gettext_noop("speaker"),
    "host": gettext_noop("host"),
    "guide": gettext_noop("guide"),
    "judge": gettext_noop("judge"),
    "performer": gettext_noop("performer"),
    "driver": gettext_noop("driver"),
    "volunteer": gettext_noop("volunteer"),
}
FAMILY_WORDS: Final = {
    "library": gettext_noop("libraries"),
    "museum": gettext_noop("museums"),
    "centre": gettext_noop("culture centres, houses and clubs"),
    "agency": gettext_noop("departments and offices"),
}
# What an activity may count once, by the family of the unit that holds it.
ONCE_CHOICES: Final = {
    "library": ("library.displays", "library.skill_classes"),
    "museum": ("museum.programmes", "museum.heritage_events"),
    "centre": ("culture.classes", "culture.festivals"),
}
AGENCIES: Final = ("department", "office", "peoples_committee", "mass_organisation")


class KindNameLacks(Invalid):
    """A kind has a Vietnamese and an English name."""

    message_id = "activities.kind_name_lacks"


class KindCodeTaken(Conflict):
    """There is a kind of that name. Parameter: `kind`."""

    message_id = "activities.kind_code_taken"


class UnknownPart(Invalid):
    """A part of the form, a role or a measure that is not known, or a needed role that is not offered. `part`."""

    message_id = "activities.unknown_part"


def family_of(kind: str) -> str:
    """The family of an organisation's kind, by which kinds of activity are offered and counted; "" for none."""
    for family, kinds in (
        ("library", LIBRARIES),
        ("museum", MUSEUMS),
        ("centre", CENTRES),
        ("agency", AGENCIES),
    ):
        if kind in kinds:
            return family
    return ""
