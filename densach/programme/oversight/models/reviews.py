"""Reviews of a plan: of a year, mid-term, final. Figures stand still; a decided review is sealed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.models import StoredFile
from densach.organisations.models import Organisation
from densach.programme.oversight.models.entries import Entry, Told
from densach.programme.plans.models import Plan


class ReviewKind(models.TextChoices):
    YEARLY = "yearly", _("review of a year")
    MID_TERM = "mid_term", _("mid-term review")
    FINAL = "final", _("final review")


class ReviewState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("review", "being written")
    SUBMITTED = "submitted", pgettext_lazy("review", "waits for the decision")
    DECIDED = "decided", pgettext_lazy("review", "decided and sealed")


class Review(Entry):
    """`lines` are the plan's targets judged on `on`, as the book stood at `book_mark`; `counts` tell the registers.

    `sections` are the words, by the codes of `rules.outline`. The seal covers all of these.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ReviewKind)
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.DRAFT)
    year = models.PositiveSmallIntegerField()
    on = models.DateField()
    lines = models.JSONField(default=list, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    sections = models.JSONField(default=dict, blank=True)
    book_mark = models.BigIntegerField(default=0)
    taken_at = models.DateTimeField()
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    signer_name = models.CharField(max_length=150, blank=True)
    signer_title = models.CharField(max_length=150, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    docx = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "year"],
                name="review_once",
                violation_error_message=_("There is a review of this kind for this year already."),
            ),
            models.CheckConstraint(
                condition=~Q(state="decided") | (Q(decided_on__isnull=False) & ~Q(sha256="")),
                name="review_decided_is_sealed",
                violation_error_message=_("A decided review has a day and a seal."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class ReviewStep(Told):
    of = models.ForeignKey(Review, models.PROTECT, related_name="steps")
