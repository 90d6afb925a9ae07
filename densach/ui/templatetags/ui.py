"""Components and filters for templates: `{% load ui %}`. Shown one by one on the style page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, FileInput
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from densach.kernel.numbers import Number
from densach.ui import charts
from densach.ui.daywise import BEFORE_THE_REFORM, NAME, DayAsked
from densach.ui.figures import day_text, language, moment_text, number_text, percent_text, size_text
from densach.ui.icons import icon_svg
from densach.ui.languages import other_language_path
from densach.ui.nav import NavItem
from densach.ui.status import SHAPES, STATUSES, WORDS, status_code
from densach.ui.tilemap import TileMap

register = template.Library()

NOTICE_ICONS = {
    "success": "check-circle",
    "warning": "exclamation-triangle",
    "error": "exclamation-octagon",
}


class Labelled(Protocol):
    """A period of the kernel, as far as a page needs it."""

    def label(self, lang: str) -> str: ...


# filters --------------------------------------------------------------------------------------------------


@register.filter
def num(value: Number | str | None, places: int | None = None) -> str:
    """1.234.567,8 in Vietnamese, 1,234,567.8 in English; unknown is an en dash."""
    return value if isinstance(value, str) else number_text(value, language(), places)


@register.filter
def pct(value: Number | None, places: int = 1) -> str:
    """A percentage given as 70 for 70 %."""
    return percent_text(value, language(), places)


@register.filter
def ratio_pct(value: Any, places: int = 1) -> str:
    """A ratio given as 0.7 for 70 %."""
    return percent_text(None if value is None else value * 100, language(), places)


@register.filter
def dmy(value: date | datetime | None) -> str:
    """05/02/2026 (in English 5 February 2026); nothing for no date."""
    return day_text(value, language()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """09:30 05/02/2026 in Asia/Ho_Chi_Minh; nothing for none."""
    return moment_text(value, language()) if value else ""


@register.filter
def period_label(period: Labelled | None) -> str:
    """A period of the kernel in words of this page's language."""
    return period.label(language()) if period else ""


@register.filter
def filesize(count: int | None) -> str:
    """A size in bytes as 1,2 MB."""
    return "" if count is None else size_text(count, language())


# small marks ----------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon in the colour of its text; give a label only where no word stands beside it."""
    return icon_svg(name, label)


@lru_cache(maxsize=32)
def _drawing(name: str) -> SafeString:
    return mark_safe(render_to_string(f"ui/drawings/{name}.svg").strip())


@register.simple_tag
def drawing(name: str) -> SafeString:
    """One of our own drawings: lamp, lamp_out, boat, drum, child, river."""
    return _drawing(name)


@register.inclusion_tag("ui/parts/status_mark.html")
def status_mark(status: object, provisional: bool = False) -> dict[str, object]:
    """Shape, colour and word of a status, and "provisional" in words."""
    code = status_code(status)
    shape = mark_safe(SHAPES[code])
    return {"code": code, "shape": shape, "word": WORDS[code], "provisional": provisional}


@register.simple_tag
def key_hint(key: str) -> SafeString:
    """The key that does the same as the control it stands in; unseen where there is no keyboard."""
    return format_html('<kbd class="key-hint" aria-hidden="true">{}</kbd>', key)


# figures --------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/parts/progress.html")
def progress(
    value: Number | None,
    expected: Number | None,
    target: Number | None,
    label: str = "",
    status: object = "",
    unit: str = "",
) -> dict[str, object]:
    """A bar up to the target with a tick for what is expected by now, and the same in words."""
    lang = language()
    words = charts.progress_words(value, expected, target, unit, lang)
    title = f"{label}: {words}" if label else words
    return {"drawing": charts.progress_bar(value, expected, target, title, status), "words": words}


@register.inclusion_tag("ui/parts/status_counts.html")
def status_counts(counts: Mapping[str, int], title: str) -> dict[str, object]:
    """How many targets stand how: a strip, and each status with its count in words."""
    parts = [(status, counts.get(status, 0)) for status in STATUSES]
    return {"title": title, "strip": charts.status_line(title, counts), "parts": parts}


@register.inclusion_tag("ui/parts/chart.html")
def chart(chart: charts.Chart) -> dict[str, object]:
    """A drawing of figures with the table behind it."""
    return {"chart": chart}


@register.inclusion_tag("ui/parts/tilemap.html")
def tilemap(map: TileMap, compact: bool = False) -> dict[str, object]:
    """A map of tiles with its legend; a compact one stands beside facts and counts nothing."""
    return {"map": map, "compact": compact}


@register.inclusion_tag("ui/parts/as_was.html", takes_context=True)
def as_was(context: Context, asked: DayAsked, reform: bool = True) -> dict[str, object]:
    """The switch between "as it is now" and "as it was on" a day; the rest of the address is kept."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name in (NAME, "after", "before"):
        query.pop(name, None)
    kept = [(name, value) for name, values in query.lists() for value in values]
    past = query.copy()
    past[NAME] = BEFORE_THE_REFORM.isoformat()
    return {
        "asked": asked,
        "kept": kept,
        "now_url": f"?{query.urlencode()}" if kept else request.path,
        "reform": BEFORE_THE_REFORM,
        "reform_url": f"?{past.urlencode()}" if reform else "",
        "at_reform": asked.on == BEFORE_THE_REFORM,
    }


# page parts -----------------------------------------------------------------------------------------------


@register.simple_block_tag
def page_header(content: str, title: str, lead: str = "", eyebrow: str = "") -> SafeString:
    """The h1 with its lead; what stands between the tags are the page's actions."""
    parts = {"title": title, "lead": lead, "eyebrow": eyebrow, "content": mark_safe(content.strip())}
    return SafeString(render_to_string("ui/parts/page_header.html", parts))


@register.simple_block_tag
def filter_bar(content: str, action: str = "", reset_url: str = "") -> SafeString:
    """A GET form above a list; what stands between the tags are its fields."""
    parts = {"content": mark_safe(content), "action": action, "reset_url": reset_url}
    return SafeString(render_to_string("ui/parts/filter_bar.html", parts))


@register.inclusion_tag("ui/parts/notice.html")
def notice(kind: str, text: object, title: str = "") -> dict[str, object]:
    """Something said on the page: info, success, warning or error."""
    return {"kind": kind, "text": text, "title": title, "icon": NOTICE_ICONS.get(kind, "info-circle")}


@register.inclusion_tag("ui/parts/empty_state.html")
def empty_state(
    drawing: str, title: str, text: str = "", action_url: str = "", action_label: str = ""
) -> dict[str, str]:
    """Nothing here yet: says why, and what to do first."""
    return {
        "drawing": drawing,
        "title": title,
        "text": text,
        "action_url": action_url,
        "action_label": action_label,
    }


@register.inclusion_tag("ui/parts/breadcrumbs.html")
def breadcrumbs(items: Sequence[NavItem]) -> dict[str, object]:
    """The way here, the last one being this page."""
    return {"items": items}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(items: Sequence[NavItem], label: str = "") -> dict[str, object]:
    """Parts of one thing, each with its own address."""
    return {"items": items, "label": label or _("Parts of this page")}


@register.inclusion_tag("ui/parts/pager.html")
def pager(previous_url: str = "", next_url: str = "") -> dict[str, str]:
    """Paging by key: only the page before and the page after."""
    return {"previous_url": previous_url, "next_url": next_url}


@register.inclusion_tag("ui/parts/sort_header.html", takes_context=True)
def sort_header(context: Context, key: str, label: str, number: bool = False) -> dict[str, object]:
    """A column head that sorts by `?sort=key`, and back by `?sort=-key`; other filters are kept."""
    request: HttpRequest = context["request"]
    now = request.GET.get("sort", "")
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    query = request.GET.copy()
    query.pop("after", None)
    query.pop("before", None)
    query["sort"] = f"-{key}" if direction == "ascending" else key
    return {"label": label, "url": f"?{query.urlencode()}", "direction": direction, "number": number}


# forms ----------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """Label, help, control and error of one field, tied together for screen readers."""
    widget = bound.field.widget
    return {
        "field": bound,
        "optional": not bound.field.required,
        "use_fieldset": bound.use_fieldset,
        "described": bound.aria_describedby if bound.use_fieldset else None,
        "is_check": isinstance(widget, CheckboxInput),
        "is_file": isinstance(widget, FileInput),
    }


@register.inclusion_tag("ui/parts/form_body.html")
def form_body(form: BaseForm) -> dict[str, object]:
    """What is wrong first, with links; then every field."""
    return {"form": form, "error_count": sum(len(errors) for errors in form.errors.values())}


# ways -----------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def other_language_url(context: Context) -> str:
    """This page in the other language: the same path with or without /en."""
    request = context.get("request")
    return other_language_path(request.get_full_path()) if request else "/"


@register.simple_tag
def home_url() -> str:
    """The citizens' front page in this language."""
    try:
        return reverse("portal:home")
    except NoReverseMatch:
        return "/"
