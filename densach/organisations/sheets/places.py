"""From the words for a place to an area of today: by its name, or by what an older place became."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice

from densach.formats.tables import plain_name
from densach.intake.sheets import Choice, Told, question, told
from densach.organisations import queries
from densach.organisations.models import Area, AreaVersion
from densach.organisations.queries import AreaHit, alive_on
from densach.organisations.sheets.wish import Wish

_SHOWN = 12
# Numbered wards are many over the country; those of the territory must be among what is found.
_ASKED = 200
COLUMN = "place"


class Places:
    """The areas of one territory on a day. What was asked once is remembered: sheets name the same places again."""

    def __init__(self, territory: Area, on: date) -> None:
        self.on = on
        self.territory = territory
        rows = AreaVersion.objects.filter(alive_on(on), area_id__in=queries.area_ids_within(territory, on))
        self.names: dict[int, str] = {}
        self.levels: dict[int, str] = {}
        self.codes: dict[str, int] = {}
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        self._around: dict[int, int | None] = {}
        for key, code, name, level, number, around in rows.values_list(
            "area_id", "area__code", "name", "level", "official_code", "parent_id"
        ):
            self.names[key], self.levels[key], self.codes[code] = name, level, key
            self._around[key] = around
            for words in {plain_name(name), number} - {""}:
                self._by_name[words].append(key)
        self._told: dict[str, int | Told] = {}

    @property
    def name(self) -> str:
        """The territory's own."""
        return self.names.get(self.territory.pk, self.territory.code)

    def around(self, area_id: int) -> list[int]:
        """The area and those of the territory that it lies in, from the inside out."""
        found: list[int] = []
        here: int | None = area_id
        while here in self._around and here not in found:
            found.append(here)
            here = self._around[here]
        return found

    def code_of(self, area_id: int) -> str:
        return next(code for code, key in self.codes.items() if key == area_id)

    def place(self, wish: Wish) -> None:
        """Sets the wish's area, or asks, or refuses."""
        chosen = wish.chosen.get(COLUMN)
        if chosen is not None and chosen in self.codes:
            wish.area_id = self.codes[chosen]
            return
        found = self._told.get(wish.place_words)
        if found is None:
            found = self._told[wish.place_words] = self._find(wish.place_words)
        if isinstance(found, int):
            wish.area_id = found
        elif "choices" in found[1]:
            wish.asked.append(found)
        else:
            wish.refused.append(found)

    def _find(self, words: str) -> int | Told:
        if words in self.codes:
            return self.codes[words]
        plain = self._by_name.get(plain_name(words), [])
        if len(plain) == 1:
            return plain[0]
        hits = queries.find_areas(words, limit=_ASKED)
        own = [hit for hit in hits if hit.id in self.names and self._is_meant(hit, words)]
        if len(own) == 1 and len(plain) < 2:
            return own[0].id
        choices = list(islice(self._choices(hits), _SHOWN))
        if choices:
            return question("sheets.which_area", COLUMN, words, choices)
        if hits:
            return told(
                "sheets.outside_territory",
                column=COLUMN,
                found=", ".join(part for part in (hits[0].name, hits[0].place) if part),
                territory=self.name,
            )
        return told("sheets.no_such_area", column=COLUMN, found=words)

    def _is_meant(self, hit: AreaHit, words: str) -> bool:
        """Whether the text tells the whole present name of the area, with its kind or without."""
        own = plain_name(self.names[hit.id])
        first = plain_name(words.split(",")[0])
        return plain_name(hit.name) == own and (first == own or own.endswith(f" {first}"))

    def _choices(self, hits: list[AreaHit]) -> Iterator[Choice]:
        """The areas of the territory that the hits are or became, each once, with the reason."""
        seen: set[int] = set()
        for hit in hits:
            if hit.id in self.names:
                if hit.id not in seen:
                    seen.add(hit.id)
                    yield self._choice(hit.id, self._reason_now(hit))
                continue
            for became in hit.became:
                key = self.codes.get(became.code)
                if key is not None and key not in seen:
                    seen.add(key)
                    yield self._choice(key, self._reason(hit, part=became.part))

    def _choice(self, key: int, reason: Told | None) -> Choice:
        return Choice(self.code_of(key), self.names[key], reason)

    def _reason_now(self, hit: AreaHit) -> Told:
        if hit.now_called:
            return told("sheets.was_called", name=hit.name, until=hit.valid_to)
        return told("sheets.bears_the_name")

    def _reason(self, hit: AreaHit, *, part: bool) -> Told:
        key = "sheets.part_went_there" if part else "sheets.went_there"
        name = f"{hit.name}, {hit.place}" if hit.place else hit.name
        return told(key, name=name, until=hit.valid_to)
