"""What the room of capabilities refuses, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "capabilities.unknown": gettext_noop("There is no such question in the catalogue: %(code)s."),
    "capabilities.not_asked": gettext_noop(
        "%(name)s is not asked this: “%(capability)s” is meant for other institutions."
    ),
    "capabilities.tomorrow": gettext_noop(
        "An answer tells what is already so; it cannot begin on %(since)s. Choose today or an earlier day."
    ),
    "capabilities.stage_contradicts": gettext_noop(
        "The answer and the stage do not agree: yes means finished; while a stage is missing the answer is no."
    ),
    "capabilities.own_claim": gettext_noop(
        "An answer is verified by the level above the unit, and never by the person who gave it."
    ),
    "capabilities.already_decided": gettext_noop("This answer is already decided (%(state)s) by %(by)s."),
    "capabilities.answered_again": gettext_noop(
        "%(name)s has answered again since. Look at the newer answer."
    ),
    "capabilities.remark_needed": gettext_noop("Say what is missing, so that the unit knows what to send."),
    "capabilities.unknown_checklist": gettext_noop("There is no such checklist: %(code)s."),
    "capabilities.unknown_assessment": gettext_noop("There is no such filled checklist."),
    "capabilities.list_not_for_unit": gettext_noop(
        "%(name)s is not asked this: “%(checklist)s” is meant for other institutions."
    ),
    "capabilities.list_not_in_force": gettext_noop(
        "“%(checklist)s” does not hold on %(since)s. Choose a day on which it does, or fill the version of today."
    ),
    "capabilities.region_needed": gettext_noop(
        "The figures differ. Choose the column that holds for this unit."
    ),
    "capabilities.nothing_answered": gettext_noop("Answer at least one line before you send the checklist."),
    "capabilities.list_too_early": gettext_noop(
        "The present version holds since %(present)s and has been answered; a new one must begin after that, not on "
        "%(since)s."
    ),
    "capabilities.list_has_ended": gettext_noop("Only the present version of a checklist can be amended."),
    "capabilities.list_is_empty": gettext_noop("A checklist asks at least one thing."),
    "capabilities.unknown_rule": gettext_noop("There is no such rule."),
    "capabilities.rule_impossible": gettext_noop(
        "%(months)s of %(window)s months cannot be asked: at least 1 month, at most as many as are looked at, and no "
        "more than 36."
    ),
    "capabilities.rule_dimension_unfit": gettext_noop(
        "“%(measure)s” is told apart by “%(dimension)s” in at most %(most)s values: ask for 1 to %(most)s of them, or "
        "choose another way to tell it apart."
    ),
    "capabilities.rule_measure_unfit": gettext_noop(
        "“%(measure)s” cannot prove “%(capability)s”: those who are asked do not count it month by month."
    ),
    "capabilities.rule_for_stages": gettext_noop(
        "“%(capability)s” is a work in stages: a paper of acceptance proves it, not a count."
    ),
    "capabilities.rule_too_early": gettext_noop(
        "The present rule holds since %(present)s; the change must begin after that, not on %(since)s."
    ),
    "capabilities.rule_has_ended": gettext_noop("This rule ended on %(ended)s. Change the present one."),
    "capabilities.rule_stands_already": gettext_noop(
        "“%(measure)s” already proves “%(capability)s” by a rule: change that one."
    ),
    "capabilities.not_before_today": gettext_noop(
        "What is asked or proves something changes from today on, not from %(since)s: days gone by keep what held."
    ),
    "capabilities.too_far_ahead": gettext_noop("%(since)s is too far ahead; choose a day up to %(last)s."),
    "capabilities.basis_needed": gettext_noop("Name the paper that decides this."),
}
