"""A review: figures taken and frozen, words written on, handed to whoever decides, sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from densach.files import actions as files
from densach.formats.officialdoc.paper import SYMBOL
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.people.access import require
from densach.programme.oversight.actions.stepping import Doing, begun, clean_lines, keep, take, tell
from densach.programme.oversight.models import Review, ReviewKind
from densach.programme.oversight.queries.papers import review_docx, review_file_name
from densach.programme.oversight.queries.reviewing import counts_of, figures_of, first_words, seal_of
from densach.programme.oversight.rules.lifecycle import MANAGE
from densach.programme.oversight.rules.outline import SECTIONS
from densach.programme.oversight.rules.refusals import (
    DayAhead,
    NothingToReview,
    PaperNeeded,
    SymbolUnusable,
    YearOutsidePlan,
)
from densach.programme.plans.models import Plan


@dataclass(frozen=True)
class Signing:
    """The registry's number, the symbol, who signs in what office, on which day."""

    number: str
    symbol: str
    signer_name: str
    signer_title: str
    on: date


@transaction.atomic
def begin_review(
    doing: Doing, organisation: Organisation, plan: Plan, *, kind: str, year: int, on: date
) -> Review:
    """Judges the plan on the day and lays out the words. Raises NotAllowed, DayAhead, YearOutsidePlan, NothingToReview,
    AlreadyThere.
    """
    require(doing.actor, MANAGE, organisation)
    if on > today(doing.at):
        raise DayAhead(day=on)
    if not plan.year_from <= year <= plan.year_to:
        raise YearOutsidePlan(year=year, first=plan.year_from, last=plan.year_to)
    new = Review(
        organisation=organisation, plan=plan, kind=kind, year=year, on=on, taken_at=doing.at, **begun(doing)
    )
    _take_figures(doing, new)
    keep(new, new.get_kind_display())
    tell(doing, new, "begin", organisation, text="", plan=plan.title)
    return new


def first_day(review: Review) -> date:
    """The day from which the registers are counted: the year's, or that of the whole plan."""
    return date(review.year if review.kind == ReviewKind.YEARLY else review.plan.year_from, 1, 1)


def _take_figures(doing: Doing, held: Review) -> None:
    """Figures, counts and first words anew; what somebody has written stays."""
    lines, mark = figures_of(held.plan, held.on, doing.at)
    if not lines:
        raise NothingToReview(plan=held.plan.title)
    counts = counts_of(held.plan, held.organisation, first_day(held), held.on)
    former = held.counts.get("first_words", {})
    words = first_words(lines, counts, held.on)
    kept = {
        code: text
        for code, text in held.sections.items()
        if clean_lines(text) != clean_lines(former.get(code, ""))
    }
    held.lines, held.book_mark, held.taken_at = lines, mark, doing.at
    held.counts = {**counts, "first_words": words}
    held.sections = {**words, **kept}


@transaction.atomic
def write_review(doing: Doing, review: Review, *, sections: Mapping[str, str]) -> Review:
    held = take(doing, review, "write")
    _put_words(held, sections)
    keep(held)
    tell(doing, held, "write", held.organisation, plan=held.plan.title)
    return held


def _put_words(held: Review, sections: Mapping[str, str]) -> None:
    held.sections = {
        one.code: clean_lines(sections.get(one.code, held.sections.get(one.code, ""))) for one in SECTIONS
    }


@transaction.atomic
def refresh_review(doing: Doing, review: Review, *, on: date) -> Review:
    """Judges the plan anew, on another day where told; words that somebody wrote stay. Raises DayAhead."""
    held = take(doing, review, "refresh")
    if on > today(doing.at):
        raise DayAhead(day=on)
    held.on = on
    _take_figures(doing, held)
    keep(held)
    tell(doing, held, "refresh", held.organisation, plan=held.plan.title)
    return held


@transaction.atomic
def submit_review(doing: Doing, review: Review) -> Review:
    held = take(doing, review, "submit")
    keep(held)
    tell(doing, held, "submit", held.organisation, plan=held.plan.title)
    return held


@transaction.atomic
def return_review(doing: Doing, review: Review) -> Review:
    held = take(doing, review, "return", explained=True)
    keep(held)
    tell(doing, held, "return", held.organisation, plan=held.plan.title)
    return held


@transaction.atomic
def decide_review(doing: Doing, review: Review, signing: Signing) -> Review:
    """Draws the paper, keeps it and seals the review: nothing changes after.

    Raises PaperNeeded, SymbolUnusable, DayAhead.
    """
    held = take(doing, review, "decide")
    number, symbol = clean_text(signing.number).lstrip("0"), clean_text(signing.symbol)
    if not number.isdecimal():
        raise PaperNeeded
    if not SYMBOL.fullmatch(symbol):
        raise SymbolUnusable(symbol=symbol)
    if signing.on > today(doing.at):
        raise DayAhead(day=signing.on)
    held.number, held.symbol, held.decided_on = number, symbol, signing.on
    held.signer_name, held.signer_title = clean_text(signing.signer_name), clean_text(signing.signer_title)
    held.docx = files.keep(
        at=doing.at,
        actor=doing.actor,
        name=review_file_name(held),
        data=review_docx(held),
        organisation=held.organisation,
    )
    held.sha256 = seal_of(held)
    keep(held)
    paper = f"{number}/{symbol}"
    tell(doing, held, "decide", held.organisation, plan=held.plan.title, number=paper, file=held.docx)
    return held
