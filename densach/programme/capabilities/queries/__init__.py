"""The room's only door for readers.

catalogue    what is asked
answering    whether institutions have it on a day, all at once
claims       one unit's answers
standing     how each question stands
checklists   the lists of the law, filled and compared
keeping      who keeps rules and checklists, which hold for the whole house
known        numbers that the house knows already
proving      the rules by which facts prove, and what one would prove
deciding     what waits for the level above
"""

from __future__ import annotations

from densach.programme.capabilities.queries.answering import (
    NOTHING_COUNTED,
    Counted,
    Heard,
    Material,
    answers,
    answers_among,
    answers_to,
    counted_for,
    heard_among,
    material_on,
    sums_of,
)
from densach.programme.capabilities.queries.catalogue import asked_of, by_code, catalogue
from densach.programme.capabilities.queries.checklists import (
    Filled,
    FilledLine,
    ListRow,
    assessment_by_id,
    assessments_of,
    compared,
    comparison,
    criteria_of,
    every_list,
    filled_of,
    is_answered,
    is_assessed_again,
    last_assessment,
    list_by_code,
    list_by_id,
    list_rows,
    lists,
    lists_for,
    versions_of,
)
from densach.programme.capabilities.queries.claims import (
    SheetRow,
    answering_places,
    claim_by_id,
    history,
    is_superseded,
    last_claim,
    sheet_of,
    unanswered_count,
)
from densach.programme.capabilities.queries.deciding import (
    Waiting,
    WaitingAssessment,
    verifiable,
    waiting,
    waiting_assessments,
    waiting_count,
    waiting_lists_count,
)
from densach.programme.capabilities.queries.keeping import kept_by, may_keep_list, may_keep_rules
from densach.programme.capabilities.queries.known import Known, known_numbers
from densach.programme.capabilities.queries.proving import (
    ProofMonth,
    ProofValue,
    Trial,
    measures_for,
    months_of,
    open_rule,
    rule_by_id,
    rules,
    rules_on,
    tried,
    values_of,
)
from densach.programme.capabilities.queries.standing import (
    Stand,
    Standing,
    places_seen,
    standing,
    tallies,
)

__all__ = [
    "NOTHING_COUNTED",
    "Counted",
    "Filled",
    "FilledLine",
    "Heard",
    "Known",
    "ListRow",
    "Material",
    "ProofMonth",
    "ProofValue",
    "SheetRow",
    "Stand",
    "Standing",
    "Trial",
    "Waiting",
    "WaitingAssessment",
    "answering_places",
    "answers",
    "answers_among",
    "answers_to",
    "asked_of",
    "assessment_by_id",
    "assessments_of",
    "by_code",
    "catalogue",
    "claim_by_id",
    "compared",
    "comparison",
    "counted_for",
    "criteria_of",
    "every_list",
    "filled_of",
    "heard_among",
    "history",
    "is_answered",
    "is_assessed_again",
    "is_superseded",
    "kept_by",
    "known_numbers",
    "last_assessment",
    "last_claim",
    "list_by_code",
    "list_by_id",
    "list_rows",
    "lists",
    "lists_for",
    "material_on",
    "may_keep_list",
    "may_keep_rules",
    "measures_for",
    "months_of",
    "open_rule",
    "places_seen",
    "rule_by_id",
    "rules",
    "rules_on",
    "sheet_of",
    "standing",
    "sums_of",
    "tallies",
    "tried",
    "unanswered_count",
    "values_of",
    "verifiable",
    "versions_of",
    "waiting",
    "waiting_assessments",
    "waiting_count",
    "waiting_lists_count",
]
