"""What the nightly run leaves behind: who borrows where, what was stated at the end of a month, which days were run."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from densach.organisations.models import Organisation
from densach.services.circulation.models.patrons import Patron


class Borrower(models.Model):
    """That a reader borrows in a library: the first day and the last, nothing of what. From it active borrowers are
    stated after the loans themselves have forgotten who it was.
    """

    patron = models.ForeignKey(Patron, models.CASCADE, related_name="borrows", db_index=False)
    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patron", "library"],
                name="borrower_once",
                violation_error_message=_("The reader already borrows in this library."),
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="borrower_in_order",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
        ]
        indexes = [models.Index(fields=["library", "last_on"], name="borrower_of_library")]

    def __str__(self) -> str:
        return f"{self.patron_id} @ {self.library_id}"


class BorrowersStated(models.Model):
    """How many distinct people had borrowed in the twelve months up to the last day of a month: stated once."""

    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    people = models.PositiveIntegerField()
    stated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "on"],
                name="borrowersstated_once",
                violation_error_message=_("The borrowers of this month are already stated."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.library_id} {self.on}: {self.people}"


class DayRun(models.Model):
    """The daily run of a day ended: what it came to."""

    on = models.DateField(unique=True)
    ended_at = models.DateTimeField()
    figures = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.on)
