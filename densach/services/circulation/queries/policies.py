"""The lending rules that hold for a library, and why, in words."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from django.core.cache import cache
from django.utils.translation import get_language, gettext

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.queries import organisations_where
from densach.services.catalogue.models import ItemType
from densach.services.circulation.models import LendingRule, PatronCategory, RuleKind
from densach.services.circulation.queries.scan import rules_mark
from densach.services.circulation.rules.actors import RULE
from densach.services.circulation.rules.policies import KINDS, Chosen, Rule, Terms
from densach.services.circulation.rules.refusals import NoSuchRule

# Where a library stands changes by acts of the register, not between two scans.
_TREE_SECONDS: Final = 60


def rules_kept() -> list[Rule]:
    """Every rule. They are read anew only when one was written: one small query asks for that."""
    told = rules_mark()
    if not told[0]:
        return []
    mark = ":".join(str(one) for one in told).replace(" ", "_")
    found: list[Rule] | None = cache.get(f"desk.rules:{mark}")
    if found is None:
        fields = ("pk", "kind", "place", "category", "item_type", "value")
        found = [Rule(*row) for row in LendingRule.objects.order_by("pk").values_list(*fields)]
        cache.set(f"desk.rules:{mark}", found, 3600)
    return found


def libraries_up(library_id: int, on: date) -> list[int]:
    """The library, and whom it stands under."""
    key = f"desk.tree:{library_id}:{on}"
    found: list[int] | None = cache.get(key)
    if found is None:
        found = organisations.ancestor_ids(library_id, on)
        cache.set(key, found, _TREE_SECONDS)
    return found


def terms_of(library_id: int, category: str, item_type: str, on: date) -> Terms:
    """The rules for lending items of the type to readers of the category in the library."""
    rules = rules_kept()
    placed = any(rule.place for rule in rules)
    return Terms(rules, libraries_up(library_id, on) if placed else [library_id], category, item_type)


class Explained(NamedTuple):
    """What holds for one kind, by which rule, in words."""

    kind: str
    name: str
    value: int
    unit: str
    rule: int | None
    why: str


def explain(library_id: int, category: str, item_type: str, on: date) -> list[Explained]:
    """For each kind of rule: the value that holds and the rule that says so."""
    terms = terms_of(library_id, category, item_type, on)
    chosen = [terms.chosen(kind) for kind in KINDS]
    places = {one.rule.place for one in chosen if one.rule is not None and one.rule.place}
    names = organisations.names_of(places, on) if places else {}
    categories = {one.code: _name(one) for one in PatronCategory.objects.all()}
    types = {one.code: _name(one) for one in ItemType.objects.all()}
    return [
        Explained(
            one.kind,
            str(RuleKind(one.kind).label),
            one.value,
            gettext(KINDS[one.kind].unit),
            one.rule.pk if one.rule else None,
            _why(one, names, categories, types),
        )
        for one in chosen
    ]


def _name(row: PatronCategory | ItemType) -> str:
    return row.name_en if (get_language() or "vi").startswith("en") else row.name_vi


def _why(chosen: Chosen, names: dict[int, str], categories: dict[str, str], types: dict[str, str]) -> str:
    rule = chosen.rule
    if rule is None:
        return gettext("No rule is written: the default of the house holds.")
    place = names.get(rule.place, "…") if rule.place else gettext("all libraries")
    category = categories.get(rule.category, rule.category) if rule.category else gettext("all readers")
    kind = types.get(rule.item_type, rule.item_type) if rule.item_type else gettext("all items")
    told = {"place": place, "category": category, "type": kind}
    return gettext("The rule for %(place)s, %(category)s, %(type)s.") % told


def rules_for(actor: Actor, on: date) -> list[LendingRule]:
    """The rules that the actor sees: those for everywhere, and those of the libraries whose rules are theirs."""
    mine = organisations_where(actor, RULE, on)
    rows = LendingRule.objects.select_related("library").order_by("kind", "place", "category", "item_type")
    everywhere, placed = rows.filter(place=0), rows.filter(library__in=mine)
    return [*everywhere, *placed]


def rule_for(actor: Actor, pk: int) -> LendingRule:
    """Raises NoSuchRule for whoever does not keep the rules there."""
    found = LendingRule.objects.select_related("library").filter(pk=pk).first()
    if found is None or not actor.may(RULE, found.library):
        raise NoSuchRule
    return found


def libraries_ruled(actor: Actor, on: date) -> list[Organisation]:
    """Where the actor may write rules."""
    return list(organisations_where(actor, RULE, on).order_by("code"))
