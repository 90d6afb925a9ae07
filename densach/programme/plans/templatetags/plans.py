"""Small tags for the pages of plans: the lit text, the way here, a plan's number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from densach.programme.plans import papers_page
from densach.programme.plans.models import Plan, Target
from densach.programme.plans.page import explained
from densach.programme.plans.queries import Counter, JudgedTarget
from densach.programme.plans.rules.marking import Piece
from densach.ui.figures import language, number_text
from densach.ui.nav import NavItem

register = template.Library()
FEW = 10_000
# Pages that stand under a list other than that of the plans.
_ABOVE = {"document": "documents", "programme": "programmes"}


@register.simple_tag
def lit_text(pieces: Sequence[Piece], kind: str) -> SafeString:
    """The paper with its rows lit. Each piece knows its offset, so that chosen words can be told by place.

    A row's first piece carries its anchor; where rows overlap the mark names all of them, the innermost last.
    """
    return format_html_join("", "{}{}", ((_anchors(piece), _piece(piece, kind)) for piece in pieces))


def _anchors(piece: Piece) -> SafeString:
    return format_html_join(
        "", '<span id="mark-{}" class="lit-anchor"></span>', ((key,) for key in piece.begins)
    )


def _piece(piece: Piece, kind: str) -> SafeString:
    name = "h" if piece.heading else ""
    if not piece.keys:
        return format_html('<span data-at="{}" class="{}">{}</span>', piece.start, name, piece.text)
    deep = " lit-deep" if len(piece.keys) > 1 else ""
    return format_html(
        '<mark data-at="{}" data-rows-of="{}" class="lit lit-{}{} {}">{}</mark>',
        piece.start,
        " ".join(piece.keys),
        kind,
        deep,
        name,
        piece.text,
    )


@register.filter
def of_key(values: Mapping[Any, Any], key: Any) -> Any:
    """The value of a key; empty where there is none."""
    return values.get(key, "")


@register.filter
def number_line(plan: Plan) -> str:
    """ "12/KH-UBND": number and symbol as the paper writes them; empty for a paper without both."""
    return "/".join(part for part in (plan.number, plan.symbol) if part)


@register.filter
def all_waiting(counts: Mapping[str, Counter]) -> int:
    """Rows of all kinds that nobody has decided on."""
    return sum(counter.proposed for counter in counts.values())


@register.simple_tag
def way(page: str, plan: Plan | None = None, last: str = "", target: Target | None = None) -> SafeString:
    """Where this page is: plans, the plan, the page."""
    items = [NavItem(_("Plans"), reverse("plans:list"))]
    names = {
        "load": _("Load a paper"),
        "review": _("Review"),
        "row": _("A row"),
        "tasks": _("Tasks"),
        "target": _("A target"),
        "documents": _("Register of papers"),
        "document": _("A paper"),
        "programmes": _("Programmes"),
        "programme": _("A programme"),
        "marks": _("Programmes"),
        "receipts": _("Sent to"),
        "send": _("Send to units"),
        "derive": _("A plan of your own"),
        "compare": _("Beside the plan above"),
        "children": _("Plans of the units"),
        "succession": _("Before and after"),
        "history": _("History"),
        "propose": _("Propose a change"),
        "proposals": _("Proposed changes"),
        "proposal": _("A proposed change"),
    }
    if page in _ABOVE:
        items.append(NavItem(names[_ABOVE[page]], reverse(f"plans:{_ABOVE[page]}")))
    if plan is not None:
        items.append(NavItem(short_title(plan), reverse("plans:plan", args=[plan.code])))
        if page == "row":
            items.append(NavItem(names["review"], reverse("plans:review", args=[plan.code])))
    if plan is not None and target is not None:
        items.append(NavItem(names["target"], reverse("plans:target", args=[plan.code, target.pk])))
    if page == "proposal":
        items.append(NavItem(names["proposals"], reverse("plans:proposals")))
    if page in names:
        items.append(NavItem(last or names[page], ""))
    html = render_to_string("ui/parts/breadcrumbs.html", {"items": items})
    return mark_safe(html)


@register.filter
def short_title(plan: Plan) -> str:
    """A plan's number, or the first words of its title."""
    if plan.number or plan.symbol:
        return number_line(plan)
    words = plan.title.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


@register.simple_tag
def first_step(row: JudgedTarget) -> str:
    """What has to be told or done before a target without a figure can be judged."""
    return explained(row)[0] if row.verdict.explanation else ""


@register.filter
def figure(value: Fraction | None) -> str:
    """A number of a verdict; large ones are rounded, for a tenth of a visit is no visit.

    Of fewer, 104 due and 104,44 due are two different things beside 104 reached.
    """
    if value is None:
        return "–"
    return number_text(value if abs(value) < FEW else round(value), language())


@register.filter
def relation_words(relation: str, direction: str) -> str:
    """How a paper of the chain stands to the one it hangs on: read from below ("up") or from above ("down")."""
    told = papers_page.TO_EARLIER if direction == "up" else papers_page.TO_LATER
    return str(told[relation])


@register.filter
def planned(target: Target) -> str:
    """The planned value of a target with its year."""
    return papers_page.value_words(target)
