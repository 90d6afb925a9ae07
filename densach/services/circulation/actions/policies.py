"""Lending rules are written and removed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.services.circulation.models import LendingRule, RuleKind
from densach.services.circulation.rules.actors import RULE
from densach.services.circulation.rules.policies import KINDS
from densach.services.circulation.rules.refusals import NoSuchRule, RuleBeyondReason

# Whose right over rules reaches all libraries of a province.
_ABOVE: Final = ("department",)


def may_rule(actor: Actor, library: Organisation | None, on: date) -> bool:
    """In a library, who keeps its rules; for all libraries, who keeps the rules of a province's department."""
    if library is not None:
        return actor.may(RULE, library)
    above = organisations.alive(on, kinds=_ABOVE, levels=("province",))
    return any(actor.may(RULE, one.id) for one in above)


@transaction.atomic
def write_rule(
    *,
    at: datetime,
    actor: Actor,
    kind: str,
    library: Organisation | None,
    value: int,
    category: str = "",
    item_type: str = "",
    note: str = "",
) -> LendingRule:
    """The value of a kind for a library, a category and a type; one that is there for exactly these is changed.

    Raises NotAllowed, NoSuchRule for an unknown kind, RuleBeyondReason.
    """
    if not may_rule(actor, library, today(at)):
        raise NotAllowed(verb=RULE)
    if kind not in KINDS:
        raise NoSuchRule
    least = 1 if kind == RuleKind.LOAN_DAYS else 0
    if not least <= value <= KINDS[kind].most:
        raise RuleBeyondReason(value=value, least=least, limit=KINDS[kind].most)
    rule, _new = LendingRule.objects.update_or_create(
        kind=kind,
        place=library.pk if library else 0,
        category=category,
        item_type=item_type,
        defaults={
            "library": library, "value": value, "note": clean_text(note)[:200], "changed_at": at,
            "changed_by_name": actor.name,
        },
    )  # fmt: skip
    journal.write(
        at=at, actor=actor, act="desk.rule_written", organisation=library, subject=f"rule:{rule.pk}",
        kind=kind, value=value,
    )  # fmt: skip
    return rule


@transaction.atomic
def remove_rule(*, at: datetime, actor: Actor, rule: LendingRule) -> None:
    """What lies above it, or the default, holds again."""
    found = LendingRule.objects.select_related("library").filter(pk=rule.pk).first()
    if found is None:
        raise NoSuchRule
    if not may_rule(actor, found.library, today(at)):
        raise NotAllowed(verb=RULE)
    journal.write(
        at=at, actor=actor, act="desk.rule_removed", organisation=found.library, subject=f"rule:{found.pk}",
        kind=found.kind, value=found.value,
    )  # fmt: skip
    found.delete()
