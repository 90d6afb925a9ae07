"""Difficulties (khó khăn, vướng mắc) that units raise, and who has to answer by when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.organisations.models import Organisation
from densach.programme.oversight.models.entries import Entry, Told, title_of
from densach.programme.plans.models import Plan, Target, Task


class DifficultyState(models.TextChoices):
    OPEN = "open", pgettext_lazy("difficulty", "waits for an answer")
    FORWARDED = "forwarded", pgettext_lazy("difficulty", "forwarded up")
    ANSWERED = "answered", pgettext_lazy("difficulty", "answered")
    SETTLED = "settled", pgettext_lazy("difficulty", "settled")
    WITHDRAWN = "withdrawn", pgettext_lazy("difficulty", "withdrawn")


class Difficulty(Entry):
    """`organisation` raised it; `addressee` has to answer by `due`; `forwarded_by` sent it up and follows it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    addressee = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    forwarded_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+", null=True, blank=True)
    target = models.ForeignKey(Target, models.PROTECT, related_name="+", null=True, blank=True)
    task = models.ForeignKey(Task, models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(max_length=10, choices=DifficultyState, default=DifficultyState.OPEN)
    text = models.TextField()
    wish = models.TextField(blank=True)
    raised_on = models.DateField()
    due = models.DateField()
    times_reopened = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(plan__isnull=False),
                name="difficulty_target_of_a_plan",
                violation_error_message=_("A target belongs to a plan."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="difficulty_says_something",
                violation_error_message=_("Say what the difficulty is."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="difficulty_of_unit")]

    def __str__(self) -> str:
        return title_of(self.text)


class DifficultyStep(Told):
    of = models.ForeignKey(Difficulty, models.PROTECT, related_name="steps")
