"""Small tags for the pages of tasks: the mark of a stage, when a work is due, the way here."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from densach.programme.plans.models import Plan
from densach.programme.tasks.models import Work
from densach.programme.tasks.page import SHAPES, act_words, short, stage_word, when_words
from densach.programme.tasks.queries.progress import period_label as label_of
from densach.ui.figures import language
from densach.ui.nav import NavItem

register = template.Library()


@register.simple_tag
def stage_mark(stage: str) -> SafeString:
    """Shape, colour and word of a stage."""
    return format_html(
        '<span class="stage stage-{}"><svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">{}</svg> {}</span>',
        stage.replace("_", "-"),
        mark_safe(SHAPES[stage]),
        stage_word(stage),
    )


@register.filter
def act_label(act: str) -> str:
    """The word on the button of an act."""
    return act_words(act)


@register.filter
def when(work: Work) -> str:
    """Its time in words, as the paper says it or as it follows from the kind."""
    return when_words(work)


@register.filter
def spoken_period(code: str) -> str:
    """The time that words speak of."""
    return label_of(code, language())


@register.filter
def shortened(title: str) -> str:
    """The first words of a title."""
    return short(title)


@register.simple_tag
def tasks_way(plan: Plan | None = None, work: Work | None = None, last: str = "") -> SafeString:
    """Where this page is: our tasks, the plan's tree, the work, the page."""
    items = [NavItem(_("Tasks"), reverse("tasks:board"))]
    if plan is not None:
        number = "/".join(part for part in (plan.number, plan.symbol) if part)
        items.append(NavItem(number or short(plan.title), reverse("tasks:tree", args=[plan.code])))
    if work is not None:
        if work.parent is not None:
            items.append(NavItem(short(work.parent.title), reverse("tasks:work", args=[work.parent_id])))
        items.append(NavItem(short(work.title), reverse("tasks:work", args=[work.pk])))
    if last:
        items.append(NavItem(last, ""))
    return mark_safe(render_to_string("ui/parts/breadcrumbs.html", {"items": items}))
