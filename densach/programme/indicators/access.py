"""Whose figures a person may ask for: those of the own province, and of every unit that the own role reaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from densach.kernel.actor import Actor
from densach.kernel.collation import sort_key
from densach.kernel.errors import NotFound
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.queries import home_organisation
from densach.programme.indicators.rules import Question


@dataclass(frozen=True)
class Reach:
    """The territory of the actor's unit: the province in which it lies, or the nation for a national one."""

    actor: Actor
    on: date

    @cached_property
    def home_id(self) -> int:
        home = home_organisation(self.actor, self.on)
        if home is None:
            raise NotFound
        return home.pk

    @cached_property
    def area_id(self) -> int:
        chain = organisations.ancestors_of_area(organisations.area_of(self.home_id, self.on), self.on)
        # From the unit's own area up to the nation: the last but one is the province.
        return chain[-2] if len(chain) > 1 else chain[0]

    @cached_property
    def area_ids(self) -> set[int]:
        """Every area of the territory, and those that went into it."""
        within = organisations.area_ids_within(self.area_id, self.on)
        return {*within, *organisations.as_now_area_ids(self.area_id)}

    def places(self) -> list[tuple[int, str]]:
        """The territory itself, then every area inside it by name."""
        within = organisations.area_ids_within(self.area_id, self.on)
        names = organisations.area_names(within, self.on)
        inside = sorted(
            (pair for pair in names.items() if pair[0] != self.area_id), key=lambda pair: sort_key(pair[1])
        )
        return [(self.area_id, names.get(self.area_id, "")), *inside]

    def check(self, question: Question) -> None:
        """NotFound for a question about a place that is none of the actor's business."""
        scope = question.scope
        if scope.area_id is not None and scope.area_id not in self.area_ids:
            raise NotFound
        if scope.root_id is not None:
            own = organisations.area_of(scope.root_id, self.on) in self.area_ids
            if not own and not self.actor.may("count.view", scope.root_id):
                raise NotFound

    def may_open(self, organisation_id: int) -> bool:
        """Whether the actor may open the records of one institution, or of what it went on as: whoever answers for
        a merged museum answers for what its predecessors counted.
        """
        return any(self.actor.may("count.view", key) for key in _went_on_as(organisation_id))


def _went_on_as(organisation_id: int) -> list[int]:
    """The institution itself, then what became of it, step by step."""
    found = [organisation_id]
    for key in found:
        later = organisations.successions_of(Organisation(pk=key))
        found += [row.successor_id for row in later if row.successor_id and row.successor_id not in found]
    return found
