"""What the pages of an area show: its versions in words, its family, what lies in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy, pgettext

from densach.kernel.collation import sort_key
from densach.kernel.dates import today
from densach.organisations import queries
from densach.organisations.map import VOUCHED_FROM
from densach.organisations.models import AreaKind, AreaVersion, Level, LineageKind
from densach.organisations.queries import AreaHit, AreaLine, AreaTie
from densach.ui.figures import day_text, language, number_text
from densach.ui.lineage import Edge, Lineage, Node, draw

KINDS: Final = dict(AreaKind.choices)
LINEAGES: Final = dict(LineageKind.choices)
# So many of each kind, in words.
COUNTED: Final = {
    "nation": ngettext_lazy("%(number)s country", "%(number)s countries", "number"),
    "province": ngettext_lazy("%(number)s province", "%(number)s provinces", "number"),
    "city": ngettext_lazy("%(number)s centrally run city", "%(number)s centrally run cities", "number"),
    "rural_district": ngettext_lazy("%(number)s rural district", "%(number)s rural districts", "number"),
    "urban_district": ngettext_lazy("%(number)s urban district", "%(number)s urban districts", "number"),
    "town": ngettext_lazy("%(number)s district-level town", "%(number)s district-level towns", "number"),
    "provincial_city": ngettext_lazy("%(number)s provincial city", "%(number)s provincial cities", "number"),
    "rural_commune": ngettext_lazy("%(number)s rural commune", "%(number)s rural communes", "number"),
    "ward": ngettext_lazy("%(number)s ward", "%(number)s wards", "number"),
    "township": ngettext_lazy("%(number)s township", "%(number)s townships", "number"),
    "special_zone": ngettext_lazy("%(number)s special zone", "%(number)s special zones", "number"),
}
PAGE: Final = 50
# More of one generation than this are told as "and so many others"; the lists below the drawing name them all.
MOST_DRAWN: Final = 10


def span_text(first: date, last: date | None) -> str:
    """From when to when; the first day is told only where a dated source vouches for it."""
    lang = language()
    begins = day_text(first, lang) if first >= VOUCHED_FROM else ""
    ends = day_text(last, lang) if last else ""
    if begins and ends:
        return f"{begins} – {ends}"
    if begins:
        return _("since %(day)s") % {"day": begins}
    if ends:
        return _("until %(day)s") % {"day": ends}
    return _("there before %(day)s, until now") % {"day": day_text(VOUCHED_FROM, lang)}


def kind_word(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def told_today(ids: Iterable[int]) -> dict[int, AreaHit]:
    """As `queries.areas_told`: a name that is decided and has not begun is not told as if it held."""
    return queries.areas_told(ids, today(timezone.now()))


@dataclass(frozen=True)
class Past:
    """One version: its days and what lay around it, from near to far, as it was called then."""

    version: AreaVersion
    span: str
    kind: str
    around: tuple[tuple[str, str], ...]  # code, name


def past_of(versions: Sequence[AreaVersion]) -> list[Past]:
    """Newest first. As many queries as there are versions and steps up the map: two or three."""
    return [
        Past(one, span_text(one.valid_from, one.valid_to), kind_word(one.kind), around(one))
        for one in reversed(versions)
    ]


def around(version: AreaVersion) -> tuple[tuple[str, str], ...]:
    """Code and name of what lay around a version on its last day, the nation left out."""
    day = version.valid_to or date.max
    ids = queries.ancestors_of_area(version.area_id, day)[1:-1]
    names, codes = queries.area_names(ids, day), queries.area_codes(ids)
    return tuple((codes[key], names[key]) for key in ids)


@dataclass(frozen=True)
class Line:
    """An area of a list, with what it was made of or went into, and what lies in it."""

    area: AreaLine
    kind: str
    ties: tuple[tuple[str, str, bool], ...]  # code, name, whether in part only
    inside: str


def lines_of(areas: Sequence[AreaLine], on: date) -> list[Line]:
    """For what has ended since: what it went into; for what is there: what it came from. The number of queries does
    not grow with the areas.
    """
    ids = [one.id for one in areas]
    levels = {one.id: one.level for one in areas}
    ties = [tie for tie in queries.ties_of_areas(ids) if tie.after]
    known = told_today({key for tie in ties for key in (tie.before, tie.after) if key})
    bearing = Counter(one.name for one in known.values())
    found: dict[int, list[tuple[str, str, bool]]] = {key: [] for key in ids}
    for tie in ties:
        for own, other in ((tie.before, tie.after), (tie.after, tie.before)):
            if (
                own in levels
                and other in known
                and _told_of(levels[own], own == tie.before, known[other], tie)
            ):
                part = tie.part and known[other].level == levels[own]
                found[own].append((known[other].code, _told_apart(known[other], bearing), part))
    inside = queries.counted_in(ids, on)
    return [
        Line(one, kind_word(one.kind), tuple(found[one.id]), tally_text(inside.get(one.id, {})))
        for one in areas
    ]


def _told_apart(one: AreaHit, bearing: Mapping[str, int]) -> str:
    """A name that is a number, or that others of the list bear too, is told with what it lay in."""
    is_plain = bearing[one.name] == 1 and not one.name[-1:].isdigit()
    return one.name if is_plain or not one.where else f"{one.name} ({one.where[0]})"


def _told_of(level: str, is_before: bool, other: AreaHit, tie: AreaTie) -> bool:
    """Whether a tie is told beside an area: of its own level always; of a district that ended, the communes on its
    ground too; that a commune lies on the ground of a former province is no news.
    """
    return other.level == level or not tie.part or (is_before and level == Level.DISTRICT)


def origins_of(one: AreaHit) -> list[tuple[AreaHit, bool]]:
    """The communes of which a commune was made, by where they lay, and whether only a part of each was taken."""
    ties = [tie for tie in queries.ties_of_areas([one.id]) if tie.after == one.id]
    known = told_today(tie.before for tie in ties)
    told = [(known[tie.before], tie.part) for tie in ties if known[tie.before].level == one.level]
    return sorted(told, key=lambda pair: (pair[0].where[::-1], sort_key(pair[0].name)))


def tally_text(tally: Mapping[str, int]) -> str:
    """So many of each kind, in the order of the kinds: 105 rural communes, 19 wards."""
    order = {kind: place for place, kind in enumerate(COUNTED)}
    told = sorted(tally.items(), key=lambda pair: order[pair[0]])
    return ", ".join(str(COUNTED[kind] % {"number": number}) for kind, number in told)


def tally_of(ids: Sequence[int], on: date) -> str:
    """What lay directly in these areas together."""
    counted = Counter[str]()
    for tally in queries.counted_in(ids, on).values():
        counted.update(tally)
    return tally_text(counted)


def addressed(told: Iterable[tuple[str, str]], query: str) -> list[tuple[str, str]]:
    """Name and page of each area."""
    return [(name, reverse("areas:area", args=[code]) + query) for code, name in told]


def family_of(one: AreaHit) -> Lineage | None:
    """The family drawn: those from whom it came and as whom it went on, with the others who did so with it."""
    ties = _drawn(queries.ties_of_areas([one.id]), one.level)
    heirs = [tie.after for tie in ties if tie.before == one.id and tie.after and not tie.part]
    if len(heirs) == 1:
        level = Level.COMMUNE if one.level == Level.DISTRICT else one.level
        ties = [*_drawn(queries.ties_of_areas(heirs), level), *(tie for tie in ties if tie.after == one.id)]
    if not ties:
        return None
    known = told_today({key for tie in ties for key in (tie.before, tie.after) if key})
    ties, notes = _gathered(ties, known)
    nodes, edges = _within_reason(ties, known, one.id, notes)
    return draw(_("How %(name)s came to be and went on") % {"name": one.name}, nodes, edges)


def _drawn(ties: Iterable[AreaTie], level: str) -> list[AreaTie]:
    """Those of its own level; of a district also the communes on its ground, and the commune that it became."""
    whole = [tie for tie in ties if tie.after]
    if level == Level.DISTRICT or not whole:
        return whole
    levels = queries.area_levels(key for tie in whole for key in _ends(tie))
    return [
        tie
        for tie in whole
        if levels[tie.before] == levels[tie.after or 0]
        or (levels[tie.before] == Level.DISTRICT and not tie.part)
    ]


def _ends(tie: AreaTie) -> tuple[int, int]:
    return tie.before, tie.after or tie.before


def _gathered(ties: list[AreaTie], known: Mapping[int, AreaHit]) -> tuple[list[AreaTie], dict[int, str]]:
    """A district that went whole into a commune speaks for its communes: they are told beside it."""
    districts = {
        (known[tie.before].name, known[tie.before].where): tie.before
        for tie in ties
        if known[tie.before].level == Level.DISTRICT and not tie.part
    }
    kept, spoken = [], Counter[tuple[int, str]]()
    for tie in ties:
        before = known[tie.before]
        district = districts.get((before.where[0], before.where[1:])) if before.where else None
        if district is None:
            kept.append(tie)
        else:
            spoken[(district, before.kind)] += 1
    notes = {
        district: tally_text({kind: number for (key, kind), number in spoken.items() if key == district})
        for district in districts.values()
    }
    return kept, notes


def _within_reason(
    ties: Sequence[AreaTie], known: Mapping[int, AreaHit], here: int, notes: Mapping[int, str]
) -> tuple[list[Node], list[Edge]]:
    """Nodes and edges, a long row of predecessors or successors cut to the first ones."""
    befores = list(dict.fromkeys(tie.before for tie in ties))
    afters = list(dict.fromkeys(tie.after for tie in ties if tie.after))
    hidden = {*_surplus(befores, here), *_surplus(afters, here)}
    nodes = [
        _node(known[key], here, notes.get(key, ""))
        for key in dict.fromkeys((*befores, *afters))
        if key not in hidden
    ]
    edges = [_edge(tie, known) for tie in ties if not {tie.before, tie.after} & hidden]
    for key, column in (("before", befores), ("after", afters)):
        left = [one for one in column if one in hidden]
        if left:
            told = {"number": number_text(len(left), language())}
            nodes.append(Node(key, _("and %(number)s others") % told, ended=key == "before"))
            tie = next(tie for tie in ties if tie.before in left or tie.after in left)
            ends = (key, str(tie.after)) if key == "before" else (str(tie.before), key)
            edges.append(Edge(*ends, tie.on, _tie_words(tie, known), tie.legal_basis, tie.part))
    return nodes, edges


def _surplus(column: Sequence[int], here: int) -> list[int]:
    if len(column) <= MOST_DRAWN:
        return []
    return [key for key in column[MOST_DRAWN - 1 :] if key != here]


def _node(one: AreaHit, here: int, note: str) -> Node:
    last = None if one.is_now else one.valid_to
    return Node(
        str(one.id),
        one.name,
        span=span_text(one.first_day, last),
        note=note or one.place,
        url=reverse("areas:area", args=[one.code]),
        here=one.id == here,
        ended=not one.is_now,
    )


def _edge(tie: AreaTie, known: Mapping[int, AreaHit]) -> Edge:
    words = _tie_words(tie, known)
    return Edge(str(tie.before), str(tie.after), tie.on, words, tie.legal_basis, tie.part)


def _tie_words(tie: AreaTie, known: Mapping[int, AreaHit]) -> str:
    if not tie.part:
        return str(LINEAGES.get(tie.kind, tie.kind))
    if tie.before in known and known[tie.before].level == Level.DISTRICT:
        return pgettext("lineage of areas", "its ground")
    return pgettext("lineage of areas", "a part of it")
