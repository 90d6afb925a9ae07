"""Who held a festival or contest when, who is overdue, and the rules by which it is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.kernel.numbers import whole_number
from densach.kernel.vietnamese import fold
from densach.organisations.models import Level
from densach.people.access import only_with
from densach.services.contests import actions, pages
from densach.services.contests.forms.cadence import STANDINGS, CadenceFilter, RuleForm
from densach.services.contests.queries import cadence as read
from densach.services.contests.queries.cadence import ACTIVITY, COUNT, ROUND, YEARS_SHOWN, Held, Place
from densach.services.contests.rules.cadence import Standing
from densach.services.contests.rules.verbs import RULE, VIEW
from densach.services.contests.views.doing import PAGE, day, done, form_page, now, told
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.tables import download


def held_text(one: Held) -> str:
    """What was held: a round or activity by its name, a number counted by hand."""
    if one.what == COUNT:
        return _("%(number)s in the counting book") % {"number": one.title}
    return one.title


def held_url(one: Held) -> str:
    if one.what == ROUND:
        return reverse("contests:round", args=[one.pk])
    return ""


@only_with(VIEW)
@require_safe
def cadence(request: Request) -> HttpResponse:
    """Every place with its last festival and the day by which the next one is due, overdue ones first."""
    on = day()
    levels = [one.level for one in read.rules_on(on)]
    chosen = CadenceFilter(request.GET, levels=levels)
    every = read.places_for(request.actor, on)
    wanted = _narrowed(every, chosen)
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken(wanted, on, form)
    after = whole_number(request.GET.get("sau", "")) or 0
    kept = pages.kept_query(request, "sau", "as")
    years = [on.year - back for back in reversed(range(YEARS_SHOWN))]
    context = {
        "ways": pages.ways("cadence", request.actor),
        "filter": chosen,
        "lines": [_line(one, years) for one in wanted[after : after + PAGE]],
        "years": years,
        "numbers": [(code, words, sum(one.standing == code for one in every)) for code, words in STANDINGS],
        "rules": [(one, Level(one.level).label) for one in read.rules_on(on)],
        "may_rule": request.actor.may(RULE, None),
        "query": kept,
        "next_url": f"?{kept}&sau={after + PAGE}" if len(wanted) > after + PAGE else "",
        "is_filtered": any(chosen.chosen(name) for name in chosen.fields),
        "all_url": reverse("contests:cadence"),
    }
    return render(request, "contests/cadence.html", context)


_ORDER = {Standing.OVERDUE: 0, Standing.DUE: 1, Standing.DONE: 2}


def _narrowed(every: Sequence[Place], chosen: CadenceFilter) -> list[Place]:
    level, state, words = chosen.chosen("cap"), chosen.chosen("tinh_trang"), fold(chosen.chosen("q")).split()
    found = [
        one
        for one in every
        if (not level or one.level == level)
        and (not state or one.standing == state)
        and all(word in fold(" ".join([one.area, *(unit.name for unit in one.units)])) for word in words)
    ]
    return sorted(found, key=lambda one: (_ORDER[one.standing], one.due))


def _line(one: Place, years: Sequence[int]) -> dict[str, object]:
    return {
        "place": one,
        "level": Level(one.level).label,
        "last": one.last,
        "last_text": held_text(one.last) if one.last else "",
        "last_url": held_url(one.last) if one.last else "",
        "by_year": [(year, one.in_year(year)) for year in years],
        "standing": dict(STANDINGS)[one.standing.value],
    }


def _taken(places: Sequence[Place], on: date, form: str) -> HttpResponse:
    years = [on.year - back for back in reversed(range(YEARS_SHOWN))]
    kinds = {ROUND: _("closed round"), ACTIVITY: _("closed session"), COUNT: _("counted by hand")}
    head = [
        _("Place"), _("Level"), _("Units"), _("Last held on"), _("What"), _("Known from"),
        *(_("In %(year)s") % {"year": year} for year in years), _("Every so many years"), _("Due by"), _("State"),
    ]  # fmt: skip

    def every() -> Iterator[list[object]]:
        for one in places:
            last = one.last
            yield [
                one.area, str(Level(one.level).label), "; ".join(unit.name for unit in one.units),
                last.on if last else None, held_text(last) if last else "", kinds[last.what] if last else "",
                *(one.in_year(year) for year in years), one.rule.every_years, one.due,
                str(dict(STANDINGS)[one.standing.value]),
            ]  # fmt: skip

    return download("dinh-ky-lien-hoan", head, every(), form)


@only_with(RULE)
def rules(request: Request) -> HttpResponse:
    """The rules through time, and a new one from a day on."""
    form = RuleForm(request.POST or None, initial={"since": date(day().year + 1, 1, 1)})
    here = reverse("contests:rules")
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def act() -> object:
            return actions.change_cadence(
                at=now(), actor=request.actor, level=typed["level"], every_years=typed["every_years"],
                since=typed["since"], legal_basis=typed["legal_basis"],
            )  # fmt: skip

        if done(form, act):
            return told(
                request, _("The rule holds from that day on; the one before it ends the day before."), here
            )
    rows = [(one, Level(one.level).label) for one in read.rule_rows()]
    crumbs = [NavItem(_("Who held one when"), reverse("contests:cadence"))]
    return form_page(
        request, form, title=_("How often festivals are held"), submit=_("Write the rule"),
        back=reverse("contests:cadence"), crumbs=crumbs, template="contests/rules.html", rows=rows,
    )  # fmt: skip
