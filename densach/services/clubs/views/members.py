"""Who belongs to a club: for whoever keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from densach.people.access import only_with
from densach.people.models import Person
from densach.services.activities.queries.learners import alike
from densach.services.activities.rules.bands import band_of
from densach.services.activities.rules.enrolling import AlikeKnown
from densach.services.clubs import actions, pages
from densach.services.clubs.access import club_for, member_for
from densach.services.clubs.forms.members import JoinForm, LeaveForm, MembersFilter, PartForm
from densach.services.clubs.models import Club
from densach.services.clubs.queries import clubs as read
from densach.services.clubs.rules.lifecycle import GOES_ON
from densach.services.clubs.rules.verbs import MANAGE
from densach.services.clubs.views.doing import PAGE, day, done, form_page, now, pressed, told
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence


@only_with(MANAGE)
@require_safe
def members(request: Request, pk: int) -> HttpResponse:
    """Filters in the address, fifty a page, all of it as XLSX or CSV."""
    thing = club_for(request.actor, pk, MANAGE)
    on = day()
    chosen = MembersFilter(request.GET)
    past = chosen.chosen("xem") == "truoc"
    rows = read.members_of(thing, chosen.chosen("q"), past=past)
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken(thing, past, chosen.chosen("q"), form)
    page, key = read.members_page(rows, request.GET.get("sau", ""), PAGE)
    came = read.attended(thing, [one.person_id for one in page], on - timedelta(days=365))
    kept = pages.kept_query(request, "sau", "as")
    number, _left = read.member_counts(thing)
    context = {
        "thing": thing,
        "crumbs": pages.crumbs(thing),
        "tabs": pages.tabs(request.actor, thing, "members", number),
        "filter": chosen,
        "rows": [(one, band_of(one.person.birth_date, on), came.get(one.person_id, 0)) for one in page],
        "query": kept,
        "next_url": f"?{kept}&sau={key}" if key else "",
        "is_filtered": any(chosen.chosen(name) for name in chosen.fields),
        "all_url": reverse("clubs:members", args=[pk]),
        "may_join": thing.state in GOES_ON and not thing.light,
        "send_url": reverse("intake:send", args=["club-members"]),
    }
    return render(request, "clubs/members.html", context)


def _taken(thing: Club, past: bool, text: str, form: str) -> HttpResponse:
    head = [
        pgettext("person", "Full name"), _("Part in it"), _("Born on"), _("Sex"), _("Telephone"),
        _("Who answers for a child"), pgettext("club", "Member since"), pgettext("club", "Until"),
    ]  # fmt: skip

    def every() -> Iterator[list[object]]:
        for one in read.members_of(thing, text, past=past):
            person = one.person
            yield [
                person.name, str(one.get_role_display()), person.birth_date, str(person.get_sex_display()),
                person.phone, person.guardian.name if person.guardian else "", one.since, one.until,
            ]  # fmt: skip

    return download(f"thanh-vien-{thing.pk}", head, every(), form)


@only_with(MANAGE)
def join(request: Request, pk: int) -> HttpResponse:
    thing = club_for(request.actor, pk, MANAGE)
    on = day()
    same: list[Person] = []
    if request.method == "POST":
        # Whom the unit knows by the name that was typed: they are offered once the act has asked.
        same = alike(thing.organisation, request.POST.get("name", ""), None) if "who" in request.POST else []
    form = JoinForm(request.POST or None, on=on, alike=same)
    back = reverse("clubs:members", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            joined = _join(request, thing, form)
        except AlikeKnown as asked:
            same = alike(thing.organisation, form.cleaned_data["name"], form.cleaned_data["birth_date"])
            form = JoinForm(request.POST, on=on, alike=same)
            form.add_error(None, sentence(asked))
            joined = False
        if joined:
            again = "them_nua" in request.POST
            return told(request, _("A member now."), reverse("clubs:join", args=[pk]) if again else back)
    return form_page(
        request, form, title=_("New member"), submit=_("Take in"), icon="person-plus", back=back,
        crumbs=pages.crumbs(thing), again=_("Take in and write the next one"),
        lead=_("Only what is needed: a name is enough for whoever is sixteen or older."),
    )  # fmt: skip


def _join(request: Request, thing: Club, form: JoinForm) -> bool:
    """Raises AlikeKnown, which is a question to the page; whatever else is refused stands beside the form."""
    asked: list[AlikeKnown] = []

    def act() -> None:
        try:
            actions.join(at=now(), actor=request.actor, club=thing, data=form.data_of())
        except AlikeKnown as question:
            asked.append(question)

    joined = done(form, act)
    if asked:
        raise asked[0]
    return joined


@only_with(MANAGE)
def member(request: Request, pk: int, member_pk: int) -> HttpResponse:
    """Another part in the club."""
    found = member_for(request.actor, pk, member_pk)
    form = PartForm(request.POST or None, member=found)
    back = reverse("clubs:members", args=[pk])
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            return actions.change_member(
                at=now(), actor=request.actor, member=found, role=form.cleaned_data["role"]
            )

        if done(form, act):
            return told(request, _("Changed."), back)
    return form_page(
        request, form, title=found.person.name or _("Erased person"), submit=_("Save"), back=back,
        crumbs=pages.crumbs(found.club), template="clubs/member.html", member=found,
    )  # fmt: skip


@only_with(MANAGE)
@require_POST
def lead(request: Request, pk: int, member_pk: int) -> HttpResponse:
    found = member_for(request.actor, pk, member_pk)
    pressed(
        request,
        lambda: actions.lead(at=now(), actor=request.actor, member=found, on=day()),
        _("Leads the club from today on."),
    )
    return redirect("clubs:members", pk)


@only_with(MANAGE)
def leave(request: Request, pk: int, member_pk: int) -> HttpResponse:
    found = member_for(request.actor, pk, member_pk)
    form = LeaveForm(request.POST or None, initial={"on": day()})
    back = reverse("clubs:members", args=[pk])
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            told_ = form.cleaned_data
            return actions.leave(
                at=now(), actor=request.actor, member=found, on=told_["on"], why=told_["why"]
            )

        if done(form, act):
            return told(request, _("The membership has ended."), back)
    return form_page(
        request, form, title=_("End the membership"), submit=_("End the membership"), icon="dash-circle", back=back,
        crumbs=pages.crumbs(found.club), lead=found.person.name,
    )  # fmt: skip
