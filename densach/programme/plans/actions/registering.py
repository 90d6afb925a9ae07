"""The register of papers: what was issued, by whom, and how one paper hangs on another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from densach.files import actions as files
from densach.files.actions import Upload
from densach.journal import actions as journal
from densach.kernel.actor import SYSTEM, Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.access import require
from densach.programme.plans.access import may_keep_paper
from densach.programme.plans.actions.tying import CARRIES_OUT, tie_programmes
from densach.programme.plans.models import Document, DocumentLink, Plan, Relation
from densach.programme.plans.rules import papers
from densach.programme.plans.rules.papers import Citation, PaperValues
from densach.programme.plans.rules.refusals import (
    LinkBackwards,
    LinkCircular,
    LinkedToItself,
    LinkedTwice,
    PaperChanged,
    PaperEndsEarly,
    PaperKnown,
)
from densach.programme.plans.rules.unfit import ReplacesHigher

FIELDS = ("document_type", "number", "symbol", "issuer", "issued_on", "abstract")


@transaction.atomic
def add_document(
    *,
    at: datetime,
    actor: Actor,
    values: PaperValues,
    organisation: Organisation | None = None,
    upload: Upload | None = None,
) -> Document:
    """A paper enters the register; without `organisation` it is one of a body that the register does not know.

    Raises PaperUnnamed, YearsDisagree, PaperKnown, NotAllowed, and what `files` refuses.
    """
    values.check()
    _require_keeping(actor, Document(organisation=organisation))
    _refuse_known(values, organisation)
    if organisation is not None and not values.issuer:
        values = replace(values, issuer=organisations.named(organisation, values.issued_on or today(at)).name)
    found = _new(at, actor.name, values, organisation)
    _keep_file(at, actor, found, upload)
    _tell(at, actor, "plans.added_paper", found)
    return found


@transaction.atomic
def change_document(
    *,
    at: datetime,
    actor: Actor,
    document: Document,
    seen: str,
    values: PaperValues,
    upload: Upload | None = None,
) -> Document:
    """New words for a paper, its number when it has got one, its file. `seen` is the stamp that the form showed.

    Raises PaperChanged when somebody else was faster, and as `add_document`.
    """
    values.check()
    kept = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    _require_keeping(actor, kept)
    if stamp_of(kept) != seen:
        raise PaperChanged(paper=str(kept))
    _refuse_known(values, kept.organisation, but=kept.pk)
    before = str(kept)
    _write(kept, values)
    kept.save()
    _keep_file(at, actor, kept, upload)
    _tell(at, actor, "plans.changed_paper", kept, before=before)
    return kept


@transaction.atomic
def end_document(*, at: datetime, actor: Actor, document: Document, last_day: date | None) -> Document:
    """The paper holds until this day; None says that it holds after all. Raises PaperEndsEarly, NotAllowed."""
    kept = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    _require_keeping(actor, kept)
    if last_day and kept.issued_on and last_day < kept.issued_on:
        raise PaperEndsEarly(day=last_day, issued_on=kept.issued_on)
    kept.ended_on = last_day
    kept.save(update_fields=["ended_on"])
    act = "plans.ended_paper" if last_day else "plans.reopened_paper"
    _tell(at, actor, act, kept, day=last_day.strftime("%d/%m/%Y") if last_day else "")
    return kept


@transaction.atomic
def link_documents(
    *, at: datetime, actor: Actor, later: Document, earlier: Document, relation: str, quote: str = ""
) -> DocumentLink:
    """The later paper carries out, replaces, amends the earlier one, or is issued with it.

    Raises LinkedToItself, LinkedTwice, LinkCircular, LinkBackwards, ReplacesHigher, NotAllowed.
    """
    _require_keeping(actor, later)
    found = _link(later, earlier, relation, quote)
    if relation in CARRIES_OUT:
        tie_programmes(later, earlier)
    _tell(at, actor, "plans.linked_papers", later, earlier=str(earlier), relation=relation)
    return found


@transaction.atomic
def unlink_documents(*, at: datetime, actor: Actor, link: DocumentLink) -> None:
    """The two papers no longer stand so to each other. Raises NotAllowed."""
    _require_keeping(actor, link.later)
    _tell(at, actor, "plans.unlinked_papers", link.later, earlier=str(link.earlier), relation=link.relation)
    link.delete()


def register_paper(at: datetime, plan: Plan, by_name: str) -> Document:
    """The paper of a loaded plan with the papers that it names; each is found again, not entered twice. A link that
    the register refuses (its day lies after this paper's, it would close a circle) is left to a person.
    """
    day = plan.issued_on or today(at)
    values = PaperValues(
        plan.document_type or "Kế hoạch",
        plan.number,
        plan.symbol,
        organisations.as_registered(plan.issuer, day) if plan.issuer else "",
        plan.issued_on,
        plan.issued_on.year if plan.issued_on else None,
        plan.title[:1000],
    )
    issuer = _issuer(plan.issuer, plan, day) or plan.organisation
    found = plan.document or _free(values, issuer) or _new(at, by_name, values, issuer)
    if found.file_id is None and plan.source_id is not None:
        found.file_id = plan.source_id
        found.save(update_fields=["file"])
    plan.document = found
    plan.save(update_fields=["document"])
    for one in papers.citations(plan.reading, plan.text):
        earlier = _cited(at, plan, one, by_name)
        if _hindrance(found, earlier, one.relation) is None:
            _write_link(found, earlier, one.relation, one.quote)
    tie_programmes(found, found)
    return found


@transaction.atomic
def register_loaded(*, at: datetime) -> int:
    """Papers of plans that were loaded before there was a register; how many. Safe to run again."""
    waiting = Plan.objects.filter(document__isnull=True, source__isnull=False).select_related("organisation")
    found = [register_paper(at, plan, plan.loaded_by_name or SYSTEM.name) for plan in waiting]
    return len(found)


def known_paper(at: datetime, values: PaperValues, by_name: str) -> Document:
    """The paper of this number and year that no body of the register issued; entered where it is not known."""
    found = _same(values, None)
    if found is None:
        return _new(at, by_name, values, None)
    _complete(found, values)
    return found


def stamp_of(document: Document) -> str:
    """Says whether a paper is still what a form has shown."""
    told = [str(getattr(document, name) or "") for name in (*FIELDS, "year", "file_id", "ended_on")]
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:16]


def _require_keeping(actor: Actor, document: Document) -> None:
    if not may_keep_paper(actor, document):
        require(actor, "plan.manage", document.organisation_id or 0)


def _new(at: datetime, by_name: str, values: PaperValues, organisation: Organisation | None) -> Document:
    found = Document(
        code=_code(papers.code_of(values)), organisation=organisation, added_at=at, added_by_name=by_name
    )
    _write(found, values)
    found.full_clean()
    found.save()
    return found


def _write(document: Document, values: PaperValues) -> None:
    for name in FIELDS:
        told = getattr(values, name)
        setattr(document, name, clean_text(told) if isinstance(told, str) else told)
    document.year = values.of_year


def _keep_file(at: datetime, actor: Actor, document: Document, upload: Upload | None) -> None:
    """An issued paper is no secret of the house: whoever may see the register may open its file."""
    if upload is None:
        return
    document.file = files.keep(
        at=at,
        actor=actor,
        name=upload.name,
        data=upload.data,
        organisation=document.organisation,
        public=True,
    )
    document.save(update_fields=["file"])


def _code(base: str) -> str:
    taken = set(Document.objects.filter(code__startswith=base).values_list("code", flat=True))
    if base not in taken:
        return base
    return next(code for n in range(2, len(taken) + 3) if (code := f"{base}-{n}") not in taken)


def _candidates(values: PaperValues) -> list[Document]:
    """Papers of this number, symbol and year, or laws of this name; a year that is not told forbids nothing."""
    if values.number:
        rows = Document.objects.filter(number=values.number, symbol__iexact=values.symbol)
    else:
        rows = Document.objects.filter(number="", document_type=values.document_type)
    year = values.of_year
    wanted = fold(values.abstract)
    return [
        row
        for row in rows.select_related("organisation", "plan").order_by("pk")
        if (not year or not row.year or row.year == year) and (values.number or fold(row.abstract) == wanted)
    ]


def _same(values: PaperValues, organisation: Organisation | None) -> Document | None:
    """The paper of the register that this one is: of the same issuer, for numbers begin anew with each."""
    wanted = organisation.pk if organisation else None
    for row in _candidates(values):
        if row.organisation_id == wanted and (wanted or _agree(row.issuer, values.issuer)):
            return row
    return None


def _agree(one: str, other: str) -> bool:
    return not one or not other or fold(one) == fold(other)


def _refuse_known(values: PaperValues, organisation: Organisation | None, but: int | None = None) -> None:
    found = _same(values, organisation) if values.number else None
    if found is not None and found.pk != but:
        raise PaperKnown(paper=str(found), code=found.code)


def _free(values: PaperValues, issuer: Organisation) -> Document | None:
    """The paper that others cited before it was loaded, if no plan has it yet."""
    found = _same(values, issuer) if values.number else None
    return None if found is None or hasattr(found, "plan") else found


def _issuer(written: str, plan: Plan, on: date) -> Organisation | None:
    """The body of the register that a paper names as its issuer, near the plan's territory."""
    if not written.strip():
        return None
    key = fold(written).strip(" .;,")
    found = organisations.find_by_name(written, on, within=plan.territory, limit=2)
    exact = [one for one in found if fold(one.name) == key] or (found if len(found) == 1 else [])
    return organisations.by_code(exact[0].code) if exact else None


def _cited(at: datetime, plan: Plan, one: Citation, by_name: str) -> Document:
    values = one.values
    issuer = None
    if values.number and not papers.is_central(values.symbol):
        issuer = _issuer(values.issuer or plan.issuer, plan, values.issued_on or plan.issued_on or today(at))
    found = _same(values, issuer)
    if found is None and issuer is None:
        found = next(iter(_candidates(values)), None)
    if found is not None:
        _complete(found, values)
        return found
    return _new(at, by_name, values, issuer)


def _complete(document: Document, values: PaperValues) -> None:
    """What an earlier paper did not tell of it: its day, who issued it, what it is about."""
    told = [
        name
        for name in ("issued_on", "issuer", "abstract")
        if getattr(values, name) and not getattr(document, name)
    ]
    for name in told:
        setattr(document, name, getattr(values, name))
    if values.of_year and not document.year:
        document.year = values.of_year
        told.append("year")
    if told:
        document.save(update_fields=told)


def _link(later: Document, earlier: Document, relation: str, quote: str) -> DocumentLink:
    refusal = _hindrance(later, earlier, relation)
    if refusal is not None:
        raise refusal
    return _write_link(later, earlier, relation, quote)


def _write_link(later: Document, earlier: Document, relation: str, quote: str) -> DocumentLink:
    found = DocumentLink(later=later, earlier=earlier, relation=Relation(relation), quote=clean_text(quote))
    found.save()
    return found


Hindrance = LinkedToItself | LinkedTwice | LinkCircular | LinkBackwards | ReplacesHigher


def _hindrance(later: Document, earlier: Document, relation: str) -> Hindrance | None:
    """Why the two cannot be linked so, or None."""
    if later.pk == earlier.pk:
        return LinkedToItself(paper=str(later))
    told = {"later": str(later), "earlier": str(earlier)}
    edges: Iterable[tuple[int, int]] = DocumentLink.objects.values_list("later_id", "earlier_id")
    if DocumentLink.objects.filter(later=later, earlier=earlier, relation=relation).exists():
        return LinkedTwice(**told)
    if papers.closes_circle(edges, later.pk, earlier.pk):
        return LinkCircular(**told)
    if later.issued_on and earlier.issued_on and later.issued_on < earlier.issued_on:
        return LinkBackwards(**told)
    ranks = papers.rank(later.document_type, later.symbol), papers.rank(earlier.document_type, earlier.symbol)
    if relation in (Relation.REPLACES, Relation.AMENDS) and ranks[0] > ranks[1] > 0:
        return ReplacesHigher(**told)
    return None


def _tell(at: datetime, actor: Actor, act: str, document: Document, **params: object) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=document.organisation,
        subject=f"paper:{document.code}",
        paper=str(document),
        **params,
    )
