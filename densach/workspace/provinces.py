"""The page of a province: its communes on a map of tiles, its numbers by kind, its tree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from densach.facts.measures import CENTRES, LIBRARIES, MUSEUMS
from densach.kernel.actor import Actor
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import Area, Level, OrganisationKind, Ownership
from densach.organisations.queries import Entry
from densach.organisations.rules import Named
from densach.organisations.tilemaps import cells_of
from densach.programme.capabilities import queries as capabilities
from densach.ui.daywise import DayAsked
from densach.ui.figures import language
from densach.ui.tilemap import Look, Tile, TileMap, draw
from densach.workspace import subjects
from densach.workspace.subjects import COUNTED, STANDS, Told

KINDS: Final = dict(OrganisationKind.choices)
LEVELS: Final = dict(Level.choices)
# Those whose answers and counts the map can show.
SERVING: Final = (*LIBRARIES, *MUSEUMS, *CENTRES)
NATION: Final = "viet-nam"
_ANY: Final = "any-code"


@dataclass(frozen=True)
class Commune:
    """A commune of the area's map: number, code, name and where its tile stands."""

    id: int
    code: str
    name: str
    cell: tuple[int, int]


@dataclass(frozen=True)
class Ground:
    """An area on a day: what lies around it, its communes, and all that stands in it."""

    area: Area
    name: str
    level: str
    asked: DayAsked
    around: list[tuple[str, str]]
    communes: list[Commune]
    entries: list[Entry]
    placed: bool
    then: list[tuple[str, str]]  # name and address of what it was, on a day before it began

    @property
    def commune_ids(self) -> list[int]:
        return [one.id for one in self.communes]


def ground_of(area: Area, asked: DayAsked) -> Ground:
    """A handful of queries, however many communes and institutions."""
    on = asked.on
    above = organisations.ancestors_of_area(area.pk, on)
    names = organisations.area_names(above, on)
    codes = organisations.area_codes(above)
    ids = organisations.area_ids_read(area, on)
    then = organisations.areas_named(organisations.areas_then(area, on), on)
    address = addresses("workspace:province", asked)
    level = organisations.on_day(organisations.area_timeline(area.pk), on).level
    listed = [] if level == Level.COMMUNE else organisations.communes_of(area, on)
    cells, placed = cells_of(area, [key for key, _code, _name in listed], on)
    # Some bear the name of another one: told with what they lie in.
    told = dict(organisations.areas_named([key for key, _code, _name in listed], on))
    return Ground(
        area=area,
        name=names.get(area.pk, area.code),
        level=level,
        asked=asked,
        around=[(codes[key], names[key]) for key in reversed(above[1:]) if key in names],
        communes=[Commune(key, code, told.get(code, name), cells[key]) for key, code, name in listed],
        entries=organisations.census(ids, on),
        placed=placed,
        then=[(name, address(code)) for code, name in then],
    )


# the map --------------------------------------------------------------------------------------------------


def choices(actor: Actor, ground: Ground) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the map may be asked, in groups: answers and counts only for whoever sees those of every unit."""
    found = [(_("Which communes have"), [(one.code, str(one.label)) for one in STANDS])]
    serving = {entry.one.id for entry in ground.entries if entry.one.kind in SERVING}
    if serving and serving <= capabilities.places_seen(actor, ground.asked.on):
        month = _month(ground.asked.on).label(language())
        found.append((_("Counting book"), [(COUNTED, _("Counted in %(month)s") % {"month": month})]))
        kinds = {entry.one.kind for entry in ground.entries if entry.one.level in _LOCAL}
        able = [(one.code, one.name) for one in capabilities.catalogue() if kinds.intersection(one.kinds)]
        found.append((_("What they can do"), able))
    return found


_LOCAL: Final = (Level.COMMUNE, Level.HAMLET)


def asked_subject(wanted: str, offered: Iterable[tuple[str, list[tuple[str, str]]]]) -> str:
    """The subject that the address names, if it is offered; else the first."""
    codes = [code for _label, group in offered for code, _words in group]
    return wanted if wanted in codes else codes[0]


def told(subject: str, ground: Ground) -> Told:
    """The subject answered for each commune."""
    on = ground.asked.on
    register = next((one for one in STANDS if one.code == subject), None)
    if register is not None:
        return subjects.stands(register, ground.commune_ids, ground.entries)
    if subject == COUNTED:
        return subjects.counted(_month(on), ground.commune_ids, ground.entries)
    return subjects.able(subject, ground.commune_ids, ground.entries, on)


def _month(on: date) -> Period:
    return Period.month(on.year, on.month)


def addresses(name: str, asked: DayAsked) -> Callable[[str], str]:
    """From a code to the address of its page at the day asked: hundreds on a page are not worth a look-up each."""
    before, _code, after = reverse(name, args=[_ANY]).partition(_ANY)
    return lambda code: f"{before}{code}{after}{asked.query}"


def map_of(ground: Ground, answer: Told) -> TileMap:
    """The tiles of the communes."""
    address = addresses("workspace:province", ground.asked)
    tiles = [
        Tile(
            *one.cell,
            one.name,
            answer.places[one.id].look,
            address(one.code),
            answer.places[one.id].note,
        )
        for one in ground.communes
    ]
    title = f"{ground.name}: {answer.label}"
    return draw(tiles, answer.legend, title)


def lacking(ground: Ground, answer: Told) -> list[tuple[Commune, str, str]]:
    """Communes that are not as one wishes, each with its address and what is said of it."""
    address = addresses("workspace:province", ground.asked)
    return [
        (one, address(one.code), answer.places[one.id].note)
        for look in answer.lacking
        for one in ground.communes
        if answer.places[one.id].look == look
    ]


def province_above(ground: Ground) -> Area | None:
    """The province around a commune."""
    inside = [code for code, _name in ground.around if code != NATION]
    return organisations.area_by_code(inside[0]) if inside else None


def grouped(entries: Iterable[Entry]) -> list[tuple[str, list[Named]]]:
    """What stands there by kind, in the order of the register."""
    found: defaultdict[str, list[Named]] = defaultdict(list)
    for entry in entries:
        found[entry.one.kind].append(entry.one)
    return [(str(label), found[kind]) for kind, label in KINDS.items() if kind in found]


# numbers --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class KindLine:
    """How many of a kind: in all, at each of LEVEL_COLUMNS, and kept by others than the State."""

    kind: str
    label: str
    total: int
    by_level: tuple[int, ...]
    non_public: int


LEVEL_COLUMNS: Final = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.HAMLET)


def numbers_of(entries: Iterable[Entry]) -> tuple[list[str], list[KindLine]]:
    """The level columns that hold anything, and a line for each kind in the order of the register."""
    listed = list(entries)
    levels = [level for level in LEVEL_COLUMNS if any(entry.one.level == level for entry in listed)]
    grouped: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in listed:
        grouped[entry.one.kind].append(entry)
    lines = []
    for kind, label in KINDS.items():
        if kind in grouped:
            counted = Counter(entry.one.level for entry in grouped[kind])
            lines.append(
                KindLine(
                    kind,
                    str(label),
                    len(grouped[kind]),
                    tuple(counted.get(level, 0) for level in levels),
                    sum(entry.ownership == Ownership.NON_PUBLIC for entry in grouped[kind]),
                )
            )
    return [str(LEVELS[level]) for level in levels], lines


# the tree -------------------------------------------------------------------------------------------------


MANY: Final = 24
# Of a register larger than this, what stands below the head of a commune is counted, and told on the commune's page.
WHOLE: Final = 1000


@dataclass(frozen=True)
class Step:
    """One step: a leaf, or a branch that opens (`below`: how many stand directly under it) or closes.

    `inside`: how many stand under it that are told on the page `inside_url`.
    """

    act: str
    one: Named | None = None
    url: str = ""
    kind: str = ""
    depth: int = 0
    below: int = 0
    inside: int = 0
    inside_url: str = ""

    @property
    def is_many(self) -> bool:
        """More than stand well in one column."""
        return self.below > MANY


def tree_of(entries: Sequence[Entry], asked: DayAsked) -> list[Step]:
    """Who stands under whom, from those whose superior stands elsewhere, as steps that a template walks once."""
    known = {entry.one.id: entry.one for entry in entries}
    heads = _heads(known) if len(known) > WHOLE else {}
    inside = Counter(heads.values())
    children: defaultdict[int, list[Named]] = defaultdict(list)
    for one in known.values():
        if one.id not in heads:
            above = one.parent_id
            children[above if above in known and above is not None else 0].append(one)
    codes = organisations.area_codes({known[key].area_id for key in inside}) if inside else {}
    place = addresses("workspace:province", asked)
    urls = {key: place(codes[known[key].area_id]) for key in inside}
    steps = _walk(children, addresses("organisations:organisation", asked), 0, 0)
    return [
        replace(step, inside=inside[step.one.id], inside_url=urls[step.one.id])
        if step.one and step.one.id in urls
        else step
        for step in steps
    ]


def _heads(known: dict[int, Named]) -> dict[int, int]:
    """Of each that stands under another one of a commune: the topmost of those above it in communes."""
    found: dict[int, int] = {}
    for one in known.values():
        head = one
        while head.level in _LOCAL and (above := known.get(head.parent_id or 0)) and above.level in _LOCAL:
            head = above
        if head is not one:
            found[one.id] = head.id
    return found


def _walk(
    children: dict[int, list[Named]], address: Callable[[str], str], parent: int, depth: int
) -> Iterator[Step]:
    for one in children.get(parent, ()):
        below = len(children.get(one.id, ()))
        kind = str(KINDS.get(one.kind, one.kind))
        if not below:
            yield Step("leaf", one, address(one.code), kind, depth)
            continue
        yield Step("open", one, address(one.code), kind, depth, below)
        yield from _walk(children, address, one.id, depth + 1)
        yield Step("close", depth=depth)


# the nation -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProvinceLine:
    """A province of the nation's map: communes in all, those that have what was asked, institutions in it."""

    code: str
    name: str
    communes: int
    having: int
    institutions: int
    look: str


def nation_of(subject: subjects.Stands, asked: DayAsked) -> tuple[TileMap, list[ProvinceLine]]:
    """Every province with how many of its communes have what was asked. Five queries."""
    provinces = organisations.provinces(asked.on)
    if not provinces:
        return draw((), (), str(subject.label)), []
    inside = organisations.areas_by_province(asked.on)
    islands = organisations.archipelagos(asked.on)
    standing = organisations.census(None, asked.on, kinds=SERVING)
    where = Counter(entry.one.area_id for entry in standing)
    having = {entry.one.area_id for entry in standing if entry.one.kind in subject.kinds}
    nation = organisations.area_by_code(NATION)
    cells, _placed = cells_of(nation, [area.pk for area, _name in provinces], asked.on)
    address = addresses("workspace:province", asked)
    lines, tiles = [], []
    for area, name in provinces:
        communes, districts = inside.get(area.pk, ([], []))
        number = sum(key in having for key in communes)
        institutions = sum(where[key] for key in (area.pk, *districts, *communes))
        look = _province_look(len(communes), number, institutions)
        line = ProvinceLine(area.code, name, len(communes), number, institutions, look)
        lines.append(line)
        note = _("%(number)s of %(all)s communes and wards") % {"number": number, "all": len(communes)}
        if area.pk in islands:
            note = _("%(note)s; with %(islands)s") % {"note": note, "islands": islands[area.pk][1]}
        tiles.append(Tile(*cells[area.pk], name, look, address(area.code), note, short_name(name)))
    legend = (
        Look("has", _("every commune has one")),
        Look("part", _("some communes have one")),
        Look("lacks", _("no commune has one")),
        Look("outside", _("no institution in the register yet")),
    )
    return draw(tiles, legend, str(subject.label)), lines


def islands_of(asked: DayAsked) -> list[tuple[str, str, str]]:
    """Hoàng Sa and Trường Sa on the day: code, name, and the province of which each is part. Two queries."""
    found = organisations.archipelagos(asked.on)
    provinces = organisations.area_names(found, asked.on)
    return [(code, name, provinces[key]) for key, (code, name) in found.items() if key in provinces]


def _province_look(communes: int, having: int, institutions: int) -> str:
    if not institutions:
        return "outside"
    if not having:
        return "lacks"
    return "has" if having == communes else "part"


_KIND_WORDS: Final = ("Tỉnh ", "Thành phố ")


def short_name(name: str) -> str:
    """ "Tỉnh Vĩnh Long" → "Vĩnh", "Long": what fits on a tile, the last word on a line of its own."""
    for word in _KIND_WORDS:
        name = name.removeprefix(word)
    words = name.replace(" - ", " ").split()
    # Hồ Chí / Minh: three words stand on two lines.
    return "\n".join([" ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
