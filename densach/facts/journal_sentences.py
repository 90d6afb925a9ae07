"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "facts.count_entered": gettext_noop("entered %(quantity)s for “%(measure)s” from %(since)s to %(until)s"),
    "facts.count_corrected": gettext_noop(
        "corrected “%(measure)s” from %(since)s to %(until)s to %(quantity)s"
    ),
    "facts.count_reversed": gettext_noop("took back “%(measure)s” from %(since)s to %(until)s"),
    "facts.counts_imported": gettext_noop("took in %(number)s counts of “%(name)s”"),
    "facts.import_undone": gettext_noop("took back the import “%(name)s”, %(number)s counts"),
    "facts.oddity_confirmed": gettext_noop(
        "confirmed %(quantity)s for “%(measure)s” in %(month)s, far from earlier years: %(note)s"
    ),
    "facts.oddity_reopened": gettext_noop("asked again about “%(measure)s” in %(month)s"),
}
