"""Results: the ranking sheet on the page, as a table and as an official paper; prizes; who goes up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.numbers import whole_number
from densach.people.access import only_with
from densach.services.contests import actions, pages
from densach.services.contests.access import entry_for, reads_names, round_for
from densach.services.contests.forms.fields import PlainWhyForm, SeenForm
from densach.services.contests.models import Award, Entry, Round
from densach.services.contests.queries import contests as read
from densach.services.contests.queries import papers, scoring
from densach.services.contests.queries.public import as_public
from densach.services.contests.queries.results import Row, result_rows
from densach.services.contests.rules import lifecycle
from densach.services.contests.rules.refusals import NoSuchContest
from densach.services.contests.rules.verbs import MANAGE, VIEW
from densach.services.contests.views.doing import DOCX, day, done, form_page, now, pressed, told
from densach.ui.http import Request
from densach.ui.tables import download


def _url(thing: Round) -> str:
    return reverse("contests:results", args=[thing.pk])


@only_with(VIEW)
@require_safe
def results(request: Request, pk: int) -> HttpResponse:
    """The ranking once it is fixed; before, how far the marks have come."""
    thing = round_for(request.actor, pk)
    sheet = scoring.sheet_of(thing)
    ranked = thing.ranked_at is not None
    named = reads_names(request.actor, thing)
    rows = result_rows(sheet, read.ranking_of(thing), day()) if ranked else []
    awards, conflicts = read.awards_of(thing), scoring.conflicts_of(thing)
    out = list(thing.entries.exclude(state="entered").order_by("number"))
    if not named:
        told_of = [
            *(one.entry for one in rows),
            *(one.entry for one in awards),
            *(one.entry for one in conflicts),
        ]
        as_public([*told_of, *out], day())
    if ranked and (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken(thing, sheet, rows, form)
    may = request.actor.may(MANAGE, thing.organisation_id)
    context = {
        "thing": thing,
        "tabs": pages.tabs(thing, "results"),
        "crumbs": pages.crumbs(thing),
        "sheet": sheet,
        "ranked": ranked,
        "rows": [(one, pages.tie_text(one.entry.tie, sheet.criteria)) for one in rows],
        "awards": awards,
        "by_entry": _by_entry(awards),
        "certificates": read.certificates_of(awards),
        "risen": read.risen_from(thing),
        "conflicts": conflicts,
        "out": out,
        "named": named,
        "progress": [(judge, *sheet.done_by(judge)) for judge in sheet.judges],
        "may_manage": may,
        "may_award": may and lifecycle.may(thing.state, "award"),
        "may_promote": may and thing.above_id is not None and lifecycle.may(thing.state, "promote"),
        "may_certify": may and request.actor.may("certificate.issue", thing.organisation_id),
        "prizes": read.prizes_of(thing),
    }
    return render(request, "contests/results.html", context)


def _by_entry(awards: list[Award]) -> dict[int, list[Award]]:
    found: dict[int, list[Award]] = {}
    for one in awards:
        found.setdefault(one.entry_id, []).append(one)
    return found


def _taken(thing: Round, sheet: scoring.Sheet, rows: list[Row], form: str) -> HttpResponse:
    """The ranking with the mean of each criterion and each judge's own total."""
    head = [
        _("Rank"), pgettext("contest", "Number"), _("Who competes"), _("Piece or work"), _("Unit that sends it"),
        *(one.name for one in sheet.criteria), pgettext("contest", "Total"), _("How a tie was decided"), _("Prize"),
        *(_("Total of %(judge)s") % {"judge": one.name} for one in sheet.judges),
    ]  # fmt: skip
    prizes = {
        key: ", ".join(one.prize.name for one in found)
        for key, found in _by_entry(read.awards_of(thing)).items()
    }

    def every() -> Iterator[list[Any]]:
        for one in rows:
            entry = one.entry
            yield [
                entry.rank, entry.number, entry.name, entry.title, one.unit, *one.means, entry.total,
                pages.tie_text(entry.tie, sheet.criteria), prizes.get(entry.pk, ""), *one.by_judge,
            ]  # fmt: skip

    return download(f"ket-qua-{thing.pk}", head, every(), form)


@only_with(VIEW)
@require_safe
def paper(request: Request, pk: int) -> HttpResponse:
    """The minutes of the jury in the form of an official paper."""
    thing = round_for(request.actor, pk)
    if not reads_names(request.actor, thing):
        # It holds every name: whoever may not know them has the ranking on the page.
        raise NoSuchContest
    if thing.ranked_at is None:
        return redirect(_url(thing))
    response = HttpResponse(papers.ranking_docx(thing, day()), content_type=DOCX)
    name = f"bien-ban-xep-hang-{thing.pk}.docx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@only_with(MANAGE)
def award(request: Request, pk: int) -> HttpResponse:
    """Prizes for ranked entries, proposed by rank, given in one act."""
    thing = round_for(request.actor, pk, MANAGE)
    form = SeenForm(request.POST or None, initial={"revision": thing.revision})
    entries = read.ranking_of(thing)
    has = _by_entry(read.awards_of(thing))
    waiting = [one for one in entries if one.pk not in has]
    if request.method == "POST" and form.is_valid():
        chosen = {
            one.pk: prize
            for one in waiting
            if (prize := whole_number(request.POST.get(f"giai-{one.pk}", ""))) is not None
        }

        def act() -> object:
            return actions.give_prizes(
                at=now(), actor=request.actor, round_=thing, seen=form.seen, chosen=chosen
            )

        if done(form, act):
            words = ngettext("%(n)s prize given.", "%(n)s prizes given.", len(chosen)) % {"n": len(chosen)}
            return told(request, words, _url(thing))
    proposed = read.suggested(thing, entries)
    rows = [(one, request.POST.get(f"giai-{one.pk}", str(proposed.get(one.pk, "")))) for one in waiting]
    return form_page(
        request, form, title=_("Give prizes"), submit=_("Give these prizes"), icon="award", back=_url(thing),
        crumbs=pages.crumbs(thing), template="contests/award.html", rows=rows, prizes=read.prizes_of(thing),
        names=pages.names((one.organisation_id for one in entries), day()), thing=thing,
        lead=_("Prizes are proposed in the order of the ranks; change what the jury decided otherwise."),
    )  # fmt: skip


def _award_in(thing: Round, award_pk: int) -> Award:
    found = read.award_in(thing, award_pk)
    if found is None:
        raise NoSuchContest
    return found


@only_with(MANAGE)
def award_back(request: Request, pk: int, award_pk: int) -> HttpResponse:
    thing = round_for(request.actor, pk, MANAGE)
    found = _award_in(thing, award_pk)
    form = PlainWhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            return actions.take_back_prize(
                at=now(), actor=request.actor, award=found, why=form.cleaned_data["why"]
            )

        if done(form, act):
            return told(request, _("The prize is taken back."), _url(thing))
    return form_page(
        request, form, title=_("Take the prize back"), submit=_("Take the prize back"), back=_url(thing),
        icon="arrow-counterclockwise", crumbs=pages.crumbs(thing),
        lead=f"{found.prize.name}: {found.entry.number}. {found.entry.name}",
    )  # fmt: skip


@only_with(MANAGE)
@require_POST
def certify(request: Request, pk: int) -> HttpResponse:
    """Certificates for all prizes that have none, or for one of them."""
    thing = round_for(request.actor, pk, MANAGE)
    awards = read.awards_of(thing)
    only = whole_number(request.POST.get("giai", ""))
    chosen = awards if only is None else [one for one in awards if one.pk == only]
    pressed(
        request,
        lambda: actions.certify(at=now(), actor=request.actor, round_=thing, awards=chosen),
        _("Certificates are issued; print them from their list."),
    )
    return redirect(_url(thing))


@only_with(MANAGE)
def promote(request: Request, pk: int) -> HttpResponse:
    """Who goes up to the round above: the first ones are ticked, others may be."""
    thing = round_for(request.actor, pk, MANAGE)
    if thing.above is None:
        raise NoSuchContest
    form = SeenForm(request.POST or None, initial={"revision": thing.revision})
    up = read.risen_from(thing)
    entries = read.ranking_of(thing)
    by_key = {str(one.pk): one for one in entries if one.pk not in up}
    ticked = set(request.POST.getlist("len")) if request.method == "POST" else _firsts(thing, entries)
    if request.method == "POST" and form.is_valid():
        chosen = [one for key, one in by_key.items() if key in ticked]

        def act() -> object:
            return actions.promote(
                at=now(), actor=request.actor, round_=thing, seen=form.seen, entries=chosen
            )

        if done(form, act):
            words = ngettext("%(n)s entry has gone up.", "%(n)s entries have gone up.", len(chosen))
            return told(request, words % {"n": len(chosen)}, _url(thing))
    rows = [(one, str(one.pk) in ticked, up.get(one.pk)) for one in entries]
    return form_page(
        request, form, title=_("Who goes up"), submit=_("Send up"), icon="arrow-up", back=_url(thing),
        crumbs=pages.crumbs(thing), template="contests/promote.html", rows=rows, thing=thing,
        names=pages.names((one.organisation_id for one in entries), day()),
        lead=_("To the round “%(name)s”. An entry goes up once and keeps where it came from.")
        % {"name": thing.above.name},
    )  # fmt: skip


def _firsts(thing: Round, entries: list[Entry]) -> set[str]:
    return {str(one.pk) for one in entries if one.rank is not None and one.rank <= thing.promotes}


@only_with(MANAGE)
@require_POST
def promote_back(request: Request, pk: int) -> HttpResponse:
    """An entry that went up is called back."""
    entry = entry_for(request.actor, pk, MANAGE)
    pressed(
        request,
        lambda: actions.take_back_promotion(at=now(), actor=request.actor, entry=entry),
        _("Called back from the round above."),
    )
    return redirect(_url(entry.round))
