"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "organisations.area_founded": gettext_noop("entered the area %(name)s"),
    "organisations.area_succeeded": gettext_noop("wrote down that %(predecessor)s went into %(successor)s"),
    "organisations.map_loaded": gettext_noop("loaded %(number)s areas of the administrative map"),
    "organisations.founded": gettext_noop("entered %(name)s into the register"),
    "organisations.changed": gettext_noop("changed %(name)s in the register from %(since)s on"),
    "organisations.ended": gettext_noop("ended %(name)s with %(last_day)s"),
}
