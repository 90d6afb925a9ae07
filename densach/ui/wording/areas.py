"""Sentences for the refusals of the administrative map."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "organisations.no_map_before": gettext_noop(
        "No dated source of the administrative map is loaded for %(on)s. The map can be asked from %(first)s on."
    ),
    "organisations.map_contradicts": gettext_noop(
        "The map ends %(name)s on %(ended)s, but here it was given another name from %(since)s on. "
        "Nothing was loaded."
    ),
    "organisations.same_name": gettext_noop("%(name)s is called so already. Enter another name or kind."),
}
