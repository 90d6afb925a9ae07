"""What the pages of papers, receipts and families show, in words: no queries of its own, no writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from densach.kernel.numbers import format_percent
from densach.organisations.models import Level, OrganisationKind
from densach.programme.plans.models import Document, DocumentLink, Programme, Relation, Target
from densach.programme.plans.queries import documents, sending
from densach.programme.plans.queries.family import Compared, RolledUp
from densach.programme.plans.queries.review import target_values
from densach.programme.plans.queries.serving import ServingPlan
from densach.programme.plans.rules.comparing import Stand
from densach.programme.plans.rules.figures import amount_text, planned_text, when_text
from densach.ui.figures import language
from densach.ui.status import WORDS
from densach.ui.tables import download

KINDS: Final = dict(OrganisationKind.choices)
LEVELS: Final = dict(Level.choices)
STATES: Final[dict[str, str | Promise]] = {
    "in_force": gettext_lazy("in force"),
    "draft": gettext_lazy("draft, no number yet"),
    "ended": gettext_lazy("no longer in force"),
    "replaced": gettext_lazy("replaced"),
}
# How the paper shown stands to an earlier one, and how a later one stands to it.
TO_EARLIER: Final[dict[str, str | Promise]] = {
    Relation.IMPLEMENTS: gettext_lazy("Carries out"),
    Relation.REPLACES: gettext_lazy("Replaces"),
    Relation.ISSUED_WITH: gettext_lazy("Is issued with"),
    Relation.AMENDS: gettext_lazy("Amends"),
}
TO_LATER: Final[dict[str, str | Promise]] = {
    Relation.IMPLEMENTS: gettext_lazy("Is carried out by"),
    Relation.REPLACES: gettext_lazy("Is replaced by"),
    Relation.ISSUED_WITH: gettext_lazy("Issued"),
    Relation.AMENDS: gettext_lazy("Is amended by"),
}
READING: Final[dict[str, str | Promise]] = {
    sending.READ: gettext_lazy("has read it"),
    sending.UNREAD: gettext_lazy("not read yet"),
}
ISSUING: Final[dict[str, str | Promise]] = {
    sending.ISSUED: gettext_lazy("issued its own"),
    sending.DRAFTED: gettext_lazy("is drafting"),
    sending.WANTED: gettext_lazy("not issued yet"),
    sending.LATE: gettext_lazy("late"),
    "open": gettext_lazy("has not issued its own"),
}
STANDS: Final[dict[str, str | Promise]] = {
    Stand.SAME: pgettext_lazy("target", "as above"),
    Stand.HIGHER: pgettext_lazy("target", "higher"),
    Stand.LOWER: pgettext_lazy("target", "lower"),
    Stand.LATER: pgettext_lazy("target", "later"),
    Stand.PART: pgettext_lazy("target", "its part"),
    Stand.OTHER: pgettext_lazy("target", "measured otherwise"),
    Stand.MISSING: pgettext_lazy("target", "missing"),
    Stand.EXTRA: pgettext_lazy("target", "extra"),
    Stand.ELSEWHERE: pgettext_lazy("target", "not the unit's"),
}


@dataclass(frozen=True)
class PaperLine:
    """A paper of the list with its state in words."""

    document: Document
    state: str
    words: str


@dataclass(frozen=True)
class CompareLine:
    """Two targets side by side in words; `at` is the row of the unit's plan, where there is one."""

    row: Compared
    subject: str
    above: str
    below: str
    stand: str
    stand_words: str
    told: str


def paper_lines(rows: Sequence[Document], on: date) -> list[PaperLine]:
    """One query for all of them: which of them another paper replaces."""
    replaced = documents.replaced_ids([row.pk for row in rows])
    states = [documents.state_of(row, on, row.pk in replaced) for row in rows]
    return [PaperLine(row, state, str(STATES[state])) for row, state in zip(rows, states, strict=True)]


def link_lines(document: Document, links: Iterable[DocumentLink]) -> list[tuple[str, Document, DocumentLink]]:
    """How the paper stands to each of the others, in words."""
    found = []
    for link in links:
        if link.later_id == document.pk:
            found.append((str(TO_EARLIER[link.relation]), link.earlier, link))
        else:
            found.append((str(TO_LATER[link.relation]), link.later, link))
    return found


def level_words(document: Document, names: dict[int, str]) -> str:
    """Who issued it: the body of the register, else as the paper says."""
    return names.get(document.organisation_id or 0, "") or document.issuer


def value_words(target: Target | None) -> str:
    """The planned value with its year; a dash where there is no target."""
    if target is None:
        return "–"
    values = target_values(target)
    return ", ".join(part for part in (planned_text(values, language()), when_text(values)) if part)


def compare_lines(rows: Sequence[Compared]) -> list[CompareLine]:
    return [_compare_line(row) for row in rows]


def _compare_line(row: Compared) -> CompareLine:
    one = row.above or row.below
    return CompareLine(
        row=row,
        subject=one.subject if one else "",
        above=value_words(row.above),
        below=value_words(row.below),
        stand=row.stand.value,
        stand_words=str(STANDS[row.stand]),
        told=told_of(row),
    )


def told_of(row: Compared) -> str:
    """How the unit's target stands to the one above, in a sentence."""
    told = {"above": value_words(row.above), "below": value_words(row.below)}
    if row.stand == Stand.PART:
        if row.pair.share is None:
            return _("A part of a sum; its value is not told.")
        share = format_percent(row.pair.share, language())
        return _("A part of the sum: %(below)s of %(above)s, %(share)s of it.") % {**told, "share": share}
    return _SENTENCES[row.stand]() % told


_SENTENCES: Final = {
    Stand.SAME: lambda: _("As much as the plan above asks."),
    Stand.HIGHER: lambda: _("More than the plan above asks: %(below)s against %(above)s."),
    Stand.LOWER: lambda: _("Less than the plan above asks: %(below)s against %(above)s."),
    Stand.LATER: lambda: _("As much, but later: %(below)s against %(above)s."),
    Stand.OTHER: lambda: _("Measured another way (%(below)s against %(above)s): compare by hand."),
    Stand.MISSING: lambda: _("The unit's plan has no such target."),
    Stand.EXTRA: lambda: _("Only the unit's plan has this target."),
    Stand.ELSEWHERE: lambda: _("It asks institutions that the unit does not have."),
}


def rolled_words(row: RolledUp) -> str:
    """What the units promise together, in a sentence; for kinds that do not add up, how many promise how much."""
    unit = row.target.unit or (row.target.indicator.unit if row.target.indicator else "")
    if row.total is not None and row.short is not None:
        told = {"total": amount_text(_exact(row.total), unit, language())}
        if row.short:
            told["short"] = amount_text(_exact(row.short), unit, language())
            return _("%(total)s together; %(short)s are wanting.") % told
        return _("%(total)s together: the value is covered.") % told
    if row.lower:
        return _("%(count)s promise less.") % {"count": len(row.lower)}
    return _("Nobody promises less.") if row.lines else _("Asks none of the units that issued.")


def _exact(value: object) -> int:
    return int(str(value).split(".")[0])


# taking lists away ----------------------------------------------------------------------------------------


def papers_file(lines: Sequence[PaperLine], form: str) -> HttpResponse:
    """The register as XLSX or CSV."""
    head = [
        pgettext("paper", "Type"),
        pgettext("paper", "Number"),
        pgettext("paper", "Symbol"),
        _("Issued"),
        _("Year"),
        _("Issued by"),
        _("About"),
        _("State"),
        _("Held until"),
    ]
    rows = (
        [
            line.document.document_type,
            line.document.number,
            line.document.symbol,
            line.document.issued_on,
            line.document.year or "",
            line.document.issuer,
            line.document.abstract,
            line.words,
            line.document.ended_on,
        ]
        for line in lines
    )
    return download("van-ban", head, rows, form)


def receipts_file(code: str, rows: Sequence[sending.Receipt], form: str) -> HttpResponse:
    """To whom a plan was sent, as XLSX or CSV."""
    head = [
        _("Unit"),
        _("Kind"),
        _("Level"),
        _("Sent"),
        _("Read"),
        _("Read by"),
        _("Own plan asked by"),
        _("Own plan"),
        _("Days late"),
    ]
    told = (
        [
            row.unit.name,
            str(KINDS.get(row.unit.kind, row.unit.kind)),
            str(LEVELS.get(row.unit.level, row.unit.level)),
            row.addressee.sent_at,
            row.addressee.read_at,
            row.addressee.read_by_name,
            row.addressee.due,
            str(ISSUING.get(row.issuing, "")),
            row.days or "",
        ]
        for row in rows
    )
    return download(f"noi-nhan-{code}", head, told, form)


def compare_file(code: str, lines: Sequence[CompareLine], form: str) -> HttpResponse:
    """A unit's plan beside the one above, as XLSX or CSV."""
    head = [_("Target"), _("Plan above"), _("Own plan"), _("How it stands"), _("In words")]
    rows = ([line.subject, line.above, line.below, line.stand_words, line.told] for line in lines)
    return download(f"so-voi-cap-tren-{code}", head, rows, form)


def children_file(code: str, rows: Sequence[RolledUp], form: str) -> HttpResponse:
    """What the units' plans promise, a line for each unit and target."""
    head = [_("Target"), _("Plan above"), _("Unit"), _("Own plan"), _("How it stands")]
    return download(f"ke-hoach-cua-don-vi-{code}", head, _children_rows(rows), form)


def _children_rows(rows: Sequence[RolledUp]) -> Iterator[list[object]]:
    for row in rows:
        for line in row.lines:
            told = [row.target.subject, value_words(row.target), line.name, value_words(line.target)]
            yield [*told, str(STANDS[line.pair.stand])]
        for name in row.missing:
            yield [row.target.subject, value_words(row.target), name, "–", str(STANDS[Stand.MISSING])]


def programmes_file(lines: Sequence[tuple[Programme, int, int, int]], form: str) -> HttpResponse:
    """Every programme with its paper and what serves it."""
    head = [
        _("Programme"),
        _("Paper"),
        _("First year"),
        _("Last year"),
        _("Plans"),
        _("Targets that serve it besides"),
        _("Tasks that serve it besides"),
    ]
    rows = (
        [one.name, str(one.document or ""), one.year_from or "", one.year_to or "", *numbers]
        for one, *numbers in lines
    )
    return download("chuong-trinh", head, rows, form)


def programme_file(code: str, plans: Sequence[ServingPlan], form: str) -> HttpResponse:
    """What serves a programme, a line for each target, with figures and status."""
    head = [_("Plan"), _("Target"), _("Planned"), _("When"), _("Reached"), _("Status")]
    rows = (
        [
            one.plan.title,
            row.target.subject,
            row.planned_text,
            row.when_text,
            row.actual_text,
            str(WORDS[row.verdict.status.value]),
        ]
        for one in plans
        for row in one.targets
    )
    return download(f"chuong-trinh-{code}", head, rows, form)
