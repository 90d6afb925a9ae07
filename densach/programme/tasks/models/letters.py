"""Letters that remind units of what is late: to whom, when printed, of which works."""

from __future__ import annotations

from django.db import models

from densach.organisations.models import Organisation
from densach.programme.plans.models import Plan
from densach.programme.tasks.models.works import Work


class Letter(models.Model):
    """A reminder that somebody printed. No `addressee`: it went to all units with late works of the plan.

    `late_on` is the day at which lateness was reckoned.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="letters")
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    addressee = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    works = models.ManyToManyField(Work, related_name="letters")
    late_on = models.DateField()
    printed_at = models.DateTimeField()
    printed_by_name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return f"{self.plan_id} {self.late_on}"
