"""The register of one territory on a day, read once, to compare thousands of rows with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from densach.kernel.actor import Actor
from densach.organisations.access import MANAGE
from densach.organisations.models import (
    Organisation,
    OrganisationAlias,
    OrganisationVersion,
    Profile,
)
from densach.organisations.queries import alive_on
from densach.organisations.queries.placing import ABOVE, naturally_above
from densach.organisations.sheets.words import compared


@dataclass
class Kept:
    """One organisation of the territory as it stands on the day."""

    id: int
    code: str
    version: OrganisationVersion
    aliases: set[str] = field(default_factory=set)
    profile: Profile | None = None


class Book:
    """Who is in the register, by code, by name and by place. Five queries, whatever its size."""

    def __init__(self, area_ids: list[int], place_code: str, actor: Actor, on: date) -> None:
        self.actor = actor
        self.on = on
        self.kept: dict[int, Kept] = {}
        self.by_code: dict[str, Kept] = {}
        self.by_name: defaultdict[str, list[Kept]] = defaultdict(list)
        rows = OrganisationVersion.objects.filter(alive_on(on), area_id__in=area_ids)
        for version in rows.select_related("organisation").order_by("organisation_id"):
            one = Kept(version.organisation_id, version.organisation.code, version)
            self.kept[one.id] = self.by_code[one.code] = one
            self.by_name[compared(version.name)].append(one)
        # A code is never given twice, not even that of one that has ended or lies elsewhere.
        self.every_code = dict(Organisation.objects.values_list("code", "pk"))
        self._read_aliases()
        self._read_profiles()
        self.place = self.by_code.get(place_code)
        self._may: dict[int, bool] = {}
        self._above: defaultdict[int, list[OrganisationVersion]] = defaultdict(list)
        for one in self.kept.values():
            if one.version.kind in ABOVE:
                self._above[one.version.area_id].append(one.version)

    def _read_aliases(self) -> None:
        rows = OrganisationAlias.objects.filter(organisation_id__in=self.kept)
        for key, name, folded in rows.values_list("organisation_id", "name", "folded_name"):
            one = self.kept[key]
            one.aliases.add(folded)
            self.by_name[compared(name)].append(one)

    def _read_profiles(self) -> None:
        for profile in Profile.objects.filter(organisation_id__in=self.kept):
            self.kept[profile.organisation_id].profile = profile

    def may_keep(self, organisation_id: int) -> bool:
        """Whether the person keeps the register there."""
        if organisation_id not in self._may:
            self._may[organisation_id] = self.actor.may(MANAGE, organisation_id)
        return self._may[organisation_id]

    def code_of(self, organisation_id: int | None) -> str:
        """Of one inside the territory or outside it; empty for nobody."""
        if organisation_id is None:
            return ""
        if organisation_id in self.kept:
            return self.kept[organisation_id].code
        return next((code for code, key in self.every_code.items() if key == organisation_id), "")

    def authority_over(self, kind: str, level: str, around: Sequence[int]) -> Kept | None:
        """Under whom something new stands unless its row says otherwise: as the forms have it, among those whom the
        person keeps; else whoever the file was sent for. `around`: its area, then those it lies in.
        """
        found = naturally_above(kind, level, around, lambda area_id: self._above.get(area_id, []))
        kept = (self.kept[one.organisation_id] for one in found)
        return next((one for one in kept if self.may_keep(one.id)), self.place)
