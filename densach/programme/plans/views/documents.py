"""The register of papers: the list, a paper with its chain, adding, changing, ending and linking."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import parse_date, today
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people import queries as people
from densach.people.access import require, staff_required
from densach.programme.plans import actions, papers_page
from densach.programme.plans import queries as plans
from densach.programme.plans.access import may_keep_paper
from densach.programme.plans.forms.papers import LinkForm, PaperForm, paper_initial
from densach.programme.plans.models import Document, Relation
from densach.programme.plans.queries import documents as queries
from densach.programme.plans.rules.refusals import PaperChanged
from densach.ui.http import Request
from densach.ui.wording import sentence

PAGE = 50
FOUND = 20  # papers offered for a link
FORMS = ("xlsx", "csv")


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def documents(request: Request) -> HttpResponse:
    """Papers that the person may see, filtered, newest first; `?xuat=xlsx` or `csv` takes all of them away."""
    on, wanted = _today(), _wanted(request)
    every = queries.documents_for(request.actor, on)
    rows = queries.narrowed(every, wanted, on)
    if (form := request.GET.get("xuat", "")) in FORMS:
        return papers_page.papers_file(papers_page.paper_lines(list(rows), on), form)
    shown, following = queries.documents_page(rows, request.GET.get("sau", ""), PAGE)
    asked = {
        name: request.GET.get(name, "")
        for name in ("q", "loai", "co-quan", "nam", "trang-thai", "chuong-trinh")
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    context = {
        "lines": papers_page.paper_lines(shown, on),
        "wanted": wanted,
        "choices": queries.choices_of(every),
        "states": papers_page.STATES.items(),
        "programmes": queries.programmes(),
        "query": query,
        "next_url": f"?{query}&sau={following}" if following else "",
        "may_add": request.actor.may("plan.manage", None),
    }
    return render(request, "plans/documents.html", context)


def _wanted(request: Request) -> queries.Wanted:
    told = request.GET
    return queries.Wanted(
        told.get("q", "").strip(),
        told.get("loai", ""),
        told.get("co-quan", ""),
        whole_number(told.get("nam", "")),
        told.get("trang-thai", ""),
        told.get("chuong-trinh", ""),
    )


@staff_required
@require_safe
def document(request: Request, code: str) -> HttpResponse:
    """A paper: what it is, what it rests on, what rests on it."""
    on = _today()
    found = queries.document_for(request.actor, code, on)
    links = queries.links_of(request.actor, found, on)
    plan = getattr(found, "plan", None)
    context = {
        "line": papers_page.paper_lines([found], on)[0],
        "document": found,
        "issuer": found.issuer or _name(found.organisation, on),
        "above": queries.above(request.actor, found, on),
        "tree": queries.chain(request.actor, found, on),
        "links": papers_page.link_lines(found, links),
        "plan": plan,
        "programmes": list(found.programmes.all()),
        "may_keep": may_keep_paper(request.actor, found),
        "found": _offered(request, found, on),
        "q": request.GET.get("q", ""),
        "relations": Relation.choices,
        "on": on,
    }
    return render(request, "plans/document.html", context)


def _name(organisation: Organisation | None, on: date) -> str:
    return organisations.named(organisation, on).name if organisation else ""


def _offered(request: Request, found: Document, on: date) -> list[papers_page.PaperLine]:
    """Papers whose words match what was typed to link this one."""
    text = request.GET.get("q", "").strip()
    if not text:
        return []
    every = queries.documents_for(request.actor, on).exclude(pk=found.pk)
    return papers_page.paper_lines(list(queries.narrowed(every, queries.Wanted(text), on)[:FOUND]), on)


@staff_required
def document_new(request: Request) -> HttpResponse:
    """Enter a paper by hand; one without a number is a draft."""
    require(request.actor, "plan.manage", None)
    form = PaperForm(request.POST or None, request.FILES or None, places=_places(request))
    if request.method == "POST" and form.is_valid():
        place = _place(request, form.cleaned_data["organisation"])
        try:
            made = actions.add_document(
                at=timezone.now(),
                actor=request.actor,
                values=form.values(_name(place, _today())),
                organisation=place,
                upload=form.upload(),
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Entered into the register."))
            return redirect("plans:document", made.code)
    return render(request, "plans/document_form.html", {"form": form}, status=422 if form.errors else 200)


def _places(request: Request) -> list[tuple[str, str]]:
    """Bodies for which the person may enter a paper, the person's own place above all."""
    on = _today()
    home = people.home_organisation(request.actor, on)
    allowed = people.organisations_where(request.actor, "plan.manage", on)
    named = organisations.all_named(allowed.values_list("pk", flat=True), on)
    issuing = [one for one in named.values() if one.kind in plans.ISSUING_KINDS]
    issuing.sort(key=lambda one: (one.id != getattr(home, "pk", None), one.name))
    return [(one.code, one.name) for one in issuing]


def _place(request: Request, code: str) -> Organisation | None:
    return organisations.by_code(code) if code else None


@staff_required
def document_change(request: Request, code: str) -> HttpResponse:
    """Change a paper, give it its number or its file; what somebody else wrote meanwhile is not written over."""
    on = _today()
    found = queries.document_for(request.actor, code, on)
    _require_keeping(request, found)
    place = found.organisation
    places = [(place.code, _name(place, on))] if place else []
    form = PaperForm(request.POST or None, request.FILES or None, places=places, initial=paper_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_document(
                at=timezone.now(),
                actor=request.actor,
                document=found,
                seen=form.cleaned_data["seen"],
                values=form.values(""),
                upload=form.upload(),
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
            _show_theirs(form, found, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("plans:document", code)
    context = {"form": form, "document": found}
    return render(request, "plans/document_form.html", context, status=422 if form.errors else 200)


def _show_theirs(form: PaperForm, found: Document, refusal: Refusal) -> None:
    """Saving once more is then a decision made with their version in sight."""
    if isinstance(refusal, PaperChanged):
        found.refresh_from_db()
        form.data = {**form.data, "seen": actions.stamp_of(found)}


def _require_keeping(request: Request, found: Document) -> None:
    if not may_keep_paper(request.actor, found):
        require(request.actor, "plan.manage", found.organisation_id or 0)


@staff_required
@require_POST
def document_end(request: Request, code: str) -> HttpResponse:
    """The paper holds until a day; an empty day says that it holds after all."""
    found = queries.document_for(request.actor, code, _today())
    told = request.POST.get("ngay", "").strip()
    try:
        day = parse_date(told) if told else None
        actions.end_document(at=timezone.now(), actor=request.actor, document=found, last_day=day)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("plans:document", code)


@staff_required
@require_POST
def document_link(request: Request, code: str) -> HttpResponse:
    """How the paper stands to another one of the register."""
    on = _today()
    found = queries.document_for(request.actor, code, on)
    form = LinkForm(request.POST)
    if form.is_valid():
        other = queries.document_for(request.actor, form.cleaned_data["other"], on)
        try:
            actions.link_documents(
                at=timezone.now(),
                actor=request.actor,
                later=found,
                earlier=other,
                relation=form.cleaned_data["relation"],
            )
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
        else:
            messages.success(request, _("Linked."))
    return redirect("plans:document", code)


@staff_required
@require_POST
def document_unlink(request: Request, code: str, pk: int) -> HttpResponse:
    """Take a link back."""
    found = queries.document_for(request.actor, code, _today())
    link = queries.link_of(found, pk)
    actions.unlink_documents(at=timezone.now(), actor=request.actor, link=link)
    messages.success(request, _("The link was taken back."))
    return redirect("plans:document", code)
