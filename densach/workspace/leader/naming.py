"""What a target is called on the leader's page: a whole phrase, and what it promises today where that was changed."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import replace

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from densach.kernel.dates import format_date, today
from densach.programme.plans.queries import JudgedTarget, Target
from densach.programme.plans.rules.changes import from_snapshot
from densach.programme.plans.rules.figures import planned_text
from densach.programme.plans.rules.titles import row_title
from densach.ui.figures import language


def subject_of(row: JudgedTarget) -> str:
    """The target's words, begun like a sentence; a fragment that does not say what is counted has it added."""
    indicator = row.target.indicator
    return row_title(row.target.subject, indicator.name if indicator else "")


def as_adjusted(rows: Iterable[JudgedTarget]) -> list[JudgedTarget]:
    """The same, those that promise something else than their paper with today's promise in their words: a headline
    that names the old figure would be judged by another one. One query.
    """
    told = list(rows)
    prefetch_related_objects([row.target for row in told], "revisions")
    return [_adjusted(row) for row in told]


def _adjusted(row: JudgedTarget) -> JudgedTarget:
    when = _changed(row.target)
    if not when:
        return row
    target = copy(row.target)
    target.subject = _("%(subject)s (now %(planned)s, changed on %(day)s)") % {
        "subject": target.subject,
        "planned": row.planned_text,
        "day": when,
    }
    return replace(row, target=target)


def _changed(target: Target) -> str:
    """The day on which what it promises was changed last, as the page writes it; empty where it never was."""
    lang = language()
    revisions = sorted(target.revisions.all(), key=lambda one: one.number)
    texts = [planned_text(from_snapshot(one.values), lang) for one in revisions]
    if not texts or texts[0] == texts[-1]:
        return ""
    last = max(place for place in range(1, len(texts)) if texts[place] != texts[place - 1])
    return format_date(today(revisions[last].at), lang)
