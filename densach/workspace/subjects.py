"""What the map of a province may be asked about: who stands there, what they can do, whether they have counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from densach.facts.measures import of_kind
from densach.facts.page import silent_units
from densach.kernel.period import Period
from densach.organisations.queries import Entry
from densach.organisations.rules import Named
from densach.programme.capabilities import queries as capabilities
from densach.ui.figures import language, number_text
from densach.ui.tilemap import Look

COUNTED: Final = "so-dem"


@dataclass(frozen=True)
class Stands:
    """A subject of the register itself: `have` goes on the sentence "92 of 124 communes and wards …"."""

    code: str
    label: str | Promise
    have: str | Promise
    kinds: tuple[str, ...]


STANDS: Final = (
    Stands(
        "thu-vien",
        gettext_lazy("Library or reading room"),
        gettext_lazy("have a public library or a reading room"),
        ("public_library", "reading_room"),
    ),
    Stands(
        "van-hoa",
        gettext_lazy("Culture centre"),
        gettext_lazy("have a culture centre or a culture house"),
        ("culture_centre", "culture_house"),
    ),
    Stands(
        "hoc-tap",
        gettext_lazy("Community learning centre"),
        gettext_lazy("have a community learning centre"),
        ("community_learning_centre",),
    ),
    Stands(
        "diem-doc",
        gettext_lazy("Reading point"),
        gettext_lazy("have a reading point, a reading room or a community library"),
        ("reading_room", "post_office_point", "community_library"),
    ),
    Stands(
        "bao-tang",
        gettext_lazy("Museum or memorial house"),
        gettext_lazy("have a museum, a memorial house or an exhibition house"),
        ("museum", "memorial_house", "exhibition_house"),
    ),
)


@dataclass(frozen=True)
class Place:
    """How one commune stands: its look on the map, and what is said of it."""

    look: str
    note: str = ""
    units: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Told:
    """A subject answered for communes. `sentence` sums it up, `lacking` are the looks that ask for something to be
    done, `number` how many communes are as one wishes.
    """

    code: str
    label: str
    legend: tuple[Look, ...]
    places: Mapping[int, Place]
    sentence: str
    lacking: tuple[str, ...]
    lacking_words: str
    number: int


def stands(subject: Stands, area_ids: Sequence[int], entries: Iterable[Entry]) -> Told:
    """Which communes have such an institution."""
    found: defaultdict[int, list[Named]] = defaultdict(list)
    for entry in entries:
        if entry.one.kind in subject.kinds:
            found[entry.one.area_id].append(entry.one)
    places = {
        key: Place("has", _some(found[key]), tuple(found[key])) if key in found else Place("lacks")
        for key in area_ids
    }
    number = sum(place.look == "has" for place in places.values())
    return Told(
        code=subject.code,
        label=str(subject.label),
        legend=(Look("has", _("has one")), Look("lacks", _("has none"))),
        places=places,
        sentence=_of(number, len(places), str(subject.have)),
        lacking=("lacks",),
        lacking_words=_("Communes and wards without"),
        number=number,
    )


# As many names as are said of one tile.
_SAID: Final = 5


def _some(units: Sequence[Named]) -> str:
    told = ", ".join(one.name for one in units[:_SAID])
    if len(units) <= _SAID:
        return told
    number = number_text(len(units) - _SAID, language())
    return _("%(names)s and %(number)s others") % {"names": told, "number": number}


def able(code: str, area_ids: Sequence[int], entries: Sequence[Entry], on: date) -> Told:
    """What the institutions of each commune have answered to a question; a yes of one speaks for its commune."""
    capability = capabilities.by_code(code)
    asked = {entry.one.id for entry in entries if entry.one.kind in capability.kinds}
    standing = capabilities.standing(capability, asked, on, area_ids)
    looks: dict[int, list[tuple[str, Named]]] = defaultdict(list)
    for look, group in (("has", standing.yes), ("no", standing.no), ("unknown", standing.unknown)):
        for one in group:
            looks[one.unit.area_id].append((look, one.unit))
    order = ("has", "no", "unknown")
    places = {}
    for key in area_ids:
        told = looks.get(key, [])
        look = min((one for one, _unit in told), key=order.index, default="outside")
        places[key] = Place(
            look, ", ".join(unit.name for _look, unit in told), tuple(unit for _look, unit in told)
        )
    within = [place for place in places.values() if place.look != "outside"]
    number = sum(place.look == "has" for place in within)
    return Told(
        code=code,
        label=capability.name,
        legend=(
            Look("has", _("yes")),
            Look("no", _("no")),
            Look("unknown", _("not answered")),
            Look("outside", _("nobody is asked there")),
        ),
        places=places,
        sentence=_of(number, len(within), _("that are asked have answered yes")),
        lacking=("no", "unknown"),
        lacking_words=_("Answered no, or not answered"),
        number=number,
    )


def counted(month: Period, area_ids: Sequence[int], entries: Iterable[Entry]) -> Told:
    """Where the institutions have counted something in the month."""
    units: defaultdict[int, list[Named]] = defaultdict(list)
    for entry in entries:
        units[entry.one.area_id].append(entry.one)
    everybody = [one for key in area_ids for one in units.get(key, ())]
    silent = {one.id for one in silent_units(everybody, month)}
    places = {}
    for key in area_ids:
        mine = [one for one in units.get(key, ()) if any(measure.is_flow for measure in of_kind(one.kind))]
        quiet = tuple(one for one in mine if one.id in silent)
        look = _how_many(len(mine), len(quiet))
        note = _("nothing yet from %(units)s") % {"units": ", ".join(map(str, quiet))} if quiet else ""
        places[key] = Place(look, note, quiet or tuple(mine))
    within = [place for place in places.values() if place.look != "outside"]
    number = sum(place.look == "has" for place in within)
    return Told(
        code=COUNTED,
        label=_("Counted in %(month)s") % {"month": month.label(language())},
        legend=(
            Look("has", _("all have counted")),
            Look("part", _("some have counted")),
            Look("lacks", _("nobody has counted")),
            Look("outside", _("nobody is asked there")),
        ),
        places=places,
        sentence=_of(number, len(within), _("have all their counts of the month")),
        lacking=("lacks", "part"),
        lacking_words=_("Counts that are missing"),
        number=number,
    )


def _how_many(units: int, silent: int) -> str:
    if not units:
        return "outside"
    if not silent:
        return "has"
    return "lacks" if silent == units else "part"


def _of(number: int, every: int, have: str) -> str:
    figures = {"number": number_text(number, language()), "all": number_text(every, language()), "have": have}
    return _("%(number)s of %(all)s communes and wards %(have)s") % figures
