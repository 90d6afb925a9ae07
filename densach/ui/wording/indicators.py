"""What the room of indicators refuses, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "indicators.unknown": gettext_noop("There is no such indicator in the catalogue: %(code)s."),
    "indicators.unreadable_question": gettext_noop(
        "The address of this page was changed and cannot be read (part “%(part)s”). Go back and open the figure again."
    ),
    "indicators.pivot_same_axis": gettext_noop(
        "Rows and columns cannot both be of the same sort (%(axis)s). Choose something else for one of them. Of time"
        " only months, quarters or half-years against years make a table."
    ),
    "indicators.pivot_too_many_columns": gettext_noop(
        "That makes %(number)s columns; a table holds %(most)s at most. Choose longer periods, fewer years, or put it"
        " into the rows."
    ),
    "indicators.pivot_unknown_measure": gettext_noop(
        "A table cannot show “%(code)s”: choose a measure or an indicator from the list."
    ),
    "indicators.view_unnamed": gettext_noop("Give the view a name, so that it can be found again."),
    "indicators.view_name_taken": gettext_noop(
        "You keep another view under the name “%(name)s”: choose another name, or delete that view first."
    ),
    "indicators.view_unknown": gettext_noop("You keep no such view. Perhaps it was deleted."),
    "indicators.unknown_place": gettext_noop("This line is on no list of your territory."),
    "indicators.already_listed": gettext_noop("%(place)s already stands on this list."),
    "indicators.basis_missing": gettext_noop("Name the paper by which the place stands on the list."),
    "indicators.ends_before_it_begins": gettext_noop(
        "The last day %(until)s comes before the first day %(since)s."
    ),
}
