"""Lending rules as values: small rules of one kind each, the nearest wins, and a default where there is none. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.translation import gettext_noop

from densach.services.circulation.models import RuleKind


class Rule(NamedTuple):
    """A row of `LendingRule`: `place` is the library's number, 0 for everywhere; "" means any."""

    pk: int
    kind: str
    place: int
    category: str
    item_type: str
    value: int


@dataclass(frozen=True)
class Kind:
    """`default` holds where no rule is written, so that a reading point works without any; `most` bounds a value."""

    code: str
    default: int
    most: int
    unit: str


_DAYS, _ITEMS, _TIMES = gettext_noop("days"), gettext_noop("items"), gettext_noop("times")
_DONG, _PERCENT, _SWITCH = gettext_noop("đồng"), gettext_noop("percent"), gettext_noop("1 yes, 0 no")

KINDS: Final[Mapping[str, Kind]] = {
    kind.code: kind
    for kind in (
        Kind(RuleKind.LOAN_DAYS, 14, 730, _DAYS),
        Kind(RuleKind.MAX_LOANS, 5, 1000, _ITEMS),
        Kind(RuleKind.MAX_LOANS_OF_TYPE, 1000, 1000, _ITEMS),
        Kind(RuleKind.RENEWALS, 2, 100, _TIMES),
        Kind(RuleKind.RENEW_DAYS, 14, 730, _DAYS),
        Kind(RuleKind.HOLDS, 3, 100, _ITEMS),
        Kind(RuleKind.HOLD_SHELF_DAYS, 5, 60, _DAYS),
        Kind(RuleKind.SUSPENSION_PER_DAY, 1, 30, _DAYS),
        Kind(RuleKind.SUSPENSION_AT_MOST, 30, 730, _DAYS),
        Kind(RuleKind.GRACE_DAYS, 1, 60, _DAYS),
        Kind(RuleKind.FINE_PER_DAY, 0, 100_000, _DONG),
        Kind(RuleKind.FINE_AT_MOST, 0, 10_000_000, _DONG),
        Kind(RuleKind.LOST_PERCENT, 0, 1000, _PERCENT),
        Kind(RuleKind.IN_ROOM_ONLY, 0, 1, _SWITCH),
        Kind(RuleKind.REMIND_DAYS, 2, 60, _DAYS),
        Kind(RuleKind.OVERDUE_DAYS, 3, 60, _DAYS),
        Kind(RuleKind.STAYS, 0, 1, _SWITCH),
        Kind(RuleKind.PAST_CARD_END, 0, 1, _SWITCH),
    )
}


@dataclass(frozen=True)
class Chosen:
    """The value that holds, by which rule; None: the default of the house."""

    kind: str
    value: int
    rule: Rule | None

    @property
    def why(self) -> str:
        """Which rule, in the short form that logs and tests read: `library/category/type` or "default"."""
        if self.rule is None:
            return "default"
        return f"{self.rule.place or '*'}/{self.rule.category or '*'}/{self.rule.item_type or '*'}"


def choose(
    rules: Iterable[Rule],
    kind: str,
    libraries_up_the_tree: Sequence[int],
    category: str,
    item_type: str,
) -> Chosen:
    """The rule of the kind that holds: the nearest library up the tree first, then the one that names the category,
    then the one that names the type. Each kind is looked up by itself, so that one rule never hides another kind's.
    """
    nearness = {place: depth for depth, place in enumerate((*libraries_up_the_tree, 0))}
    fitting = [
        rule
        for rule in rules
        if rule.kind == kind
        and rule.place in nearness
        and rule.category in {"", category}
        and rule.item_type in {"", item_type}
    ]
    if not fitting:
        return Chosen(kind, KINDS[kind].default, None)
    best = min(fitting, key=lambda rule: (nearness[rule.place], not rule.category, not rule.item_type))
    return Chosen(kind, best.value, best)


@dataclass(frozen=True)
class Terms:
    """All rules for one library, category and type, asked kind by kind."""

    rules: Sequence[Rule]
    libraries: Sequence[int]
    category: str
    item_type: str

    def chosen(self, kind: str) -> Chosen:
        return choose(self.rules, kind, self.libraries, self.category, self.item_type)

    def __getitem__(self, kind: str) -> int:
        return self.chosen(kind).value
