"""The only writer of the room's tables.

claiming    a unit answers a question
assessing   a unit fills a checklist
deciding    the level above verifies or returns
ruling      rules by which facts prove
amending    what the checklists ask
seeding     the catalogue of a new installation
"""

from __future__ import annotations

from densach.programme.capabilities.actions.amending import NewCriterion, amend_list
from densach.programme.capabilities.actions.assessing import assess
from densach.programme.capabilities.actions.claiming import claim
from densach.programme.capabilities.actions.deciding import (
    check_may_decide,
    return_assessment,
    return_claim,
    verify,
    verify_assessment,
)
from densach.programme.capabilities.actions.ruling import NewRule, begin_rule, change_rule, end_rule
from densach.programme.capabilities.actions.seeding import seed_catalogue

__all__ = [
    "NewCriterion",
    "NewRule",
    "amend_list",
    "assess",
    "begin_rule",
    "change_rule",
    "check_may_decide",
    "claim",
    "end_rule",
    "return_assessment",
    "return_claim",
    "seed_catalogue",
    "verify",
    "verify_assessment",
]
