"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "tasks.opened": gettext_noop(
        "opened %(count)s tasks of “%(plan)s”, and another round of %(rounds)s that return"
    ),
    "tasks.changed": gettext_noop("changed the task “%(title)s”"),
    "tasks.divided": gettext_noop("cut “%(title)s” from “%(whole)s”"),
    "tasks.withdrew": gettext_noop("took “%(title)s” away again from “%(whole)s”"),
    "tasks.declared": gettext_noop("declared for “%(title)s” that on %(day)s it happened: %(condition)s"),
    "tasks.undeclared": gettext_noop("took back for “%(title)s” that on %(day)s it happened: %(condition)s"),
    "tasks.paper_named": gettext_noop("named the paper in which “%(title)s” ends: %(paper)s"),
    "tasks.phased": gettext_noop("divided “%(title)s” into a pilot (%(places)s) and its roll-out"),
    "tasks.result_written": gettext_noop("wrote the result of “%(title)s”"),
    "tasks.unit_added": gettext_noop("gave %(unit)s a part in “%(title)s”"),
    "tasks.unit_removed": gettext_noop("took the part of %(unit)s in “%(title)s” away"),
    "tasks.unit_tied": gettext_noop("said which organisation “%(unit)s” is in “%(title)s”"),
    "tasks.unit_untied": gettext_noop("untied “%(unit)s” in “%(title)s”"),
    "tasks.unit_spread": gettext_noop("gave each of “%(unit)s” a part in “%(title)s”: %(count)s"),
    "tasks.part_begin": gettext_noop("began the part of %(unit)s in “%(title)s”"),
    "tasks.part_note": gettext_noop("said of the part of %(unit)s in “%(title)s”: %(words)s"),
    "tasks.part_wait": gettext_noop("said that the part of %(unit)s in “%(title)s” is held up: %(words)s"),
    "tasks.part_finish": gettext_noop("said that the part of %(unit)s in “%(title)s” is done: %(words)s"),
    "tasks.part_stop": gettext_noop("stopped the part of %(unit)s in “%(title)s”: %(words)s"),
    "tasks.part_confirm": gettext_noop("confirmed the part of %(unit)s in “%(title)s”"),
    "tasks.part_return": gettext_noop("returned the part of %(unit)s in “%(title)s”: %(words)s"),
    "tasks.part_reopen": gettext_noop("opened the part of %(unit)s in “%(title)s” again: %(words)s"),
    "tasks.part_resume": gettext_noop("let the part of %(unit)s in “%(title)s” go on: %(words)s"),
    "tasks.part_take_back": gettext_noop("took back the last word on the part of %(unit)s in “%(title)s”"),
    "tasks.reminded": gettext_noop("printed a reminder of %(count)s late tasks of “%(plan)s” (to %(unit)s)"),
}
