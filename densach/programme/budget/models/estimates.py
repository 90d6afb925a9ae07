"""A round in which units tell what their tasks will cost in a year, and what became of each line."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.models import StoredFile
from densach.organisations.models import Organisation
from densach.programme.plans.models import Plan, Task


class Source(models.TextChoices):
    """Where money comes from. The levels of the state budget are those of the Law on the State Budget, article 6."""

    CENTRAL = "central", _("central state budget")
    PROVINCE = "province", _("provincial budget")
    COMMUNE = "commune", _("commune budget")
    SPONSOR = "sponsor", _("sponsorship and private means")
    FOREIGN = "foreign", _("foreign aid and loans")
    OWN = "own", _("the unit's own income")
    OTHER = "other", pgettext_lazy("source of money", "other")


class ExpenditureKind(models.TextChoices):
    REGULAR = "regular", _("regular spending")
    EQUIPMENT = "equipment", _("equipment and purchases")
    COLLECTION = "collection", _("books, objects and digitising")
    ACTIVITY = "activity", _("activities, contests and festivals")
    TRAINING = "training", _("training")
    INFORMATION = "information", _("communication")
    REPAIR = "repair", _("repairs")
    INVESTMENT = "investment", _("investment")
    OTHER = "other", pgettext_lazy("kind of spending", "other")


class EstimateRound(models.Model):
    """`organisation` collects the estimates of a plan for a year, by `due`."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="estimate_rounds")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    due = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "year"],
                name="estimateround_once_a_year",
                violation_error_message=_("Estimates of this plan are already collected for this year."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.year}"


class EstimateState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("estimate", "being written")
    SUBMITTED = "submitted", pgettext_lazy("estimate", "sent in")
    RETURNED = "returned", pgettext_lazy("estimate", "returned for change")
    REVIEWED = "reviewed", pgettext_lazy("estimate", "reviewed")
    APPROVED = "approved", pgettext_lazy("estimate", "approved")


class Estimate(models.Model):
    """One unit's estimate in a round. `revision` rises with every change, so that two people lose nothing."""

    round = models.ForeignKey(EstimateRound, models.PROTECT, related_name="estimates")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=EstimateState, default=EstimateState.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    remark = models.CharField(max_length=1000, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by_name = models.CharField(max_length=150, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by_name = models.CharField(max_length=150, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by_name = models.CharField(max_length=150, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"],
                name="estimate_once",
                violation_error_message=_("This unit is already asked for its estimate."),
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | (Q(approved_on__isnull=False) & ~Q(legal_basis="")),
                name="estimate_approved_by_paper",
                violation_error_message=_("An approved estimate has the day and the paper of its approval."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.organisation_id} {self.state}"


class Line(models.Model):
    """One thing to be paid. Amounts in đồng; `allotted` is None until the reviewer has looked at the line."""

    estimate = models.ForeignKey(Estimate, models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    task = models.ForeignKey(Task, models.PROTECT, related_name="+", null=True, blank=True)
    content = models.CharField(max_length=500)
    source = models.CharField(max_length=10, choices=Source)
    kind = models.CharField(max_length=12, choices=ExpenditureKind)
    quantity = models.PositiveIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    price = models.BigIntegerField(null=True, blank=True)
    asked = models.BigIntegerField()
    allotted = models.BigIntegerField(null=True, blank=True)
    remark = models.CharField(max_length=500, blank=True)
    # The batch of the file from which the line came; empty where it was typed.
    batch = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estimate", "position"],
                name="line_in_order",
                violation_error_message=_("Two lines, one place."),
            ),
            models.CheckConstraint(
                condition=Q(asked__gte=0) & (Q(allotted__isnull=True) | Q(allotted__gte=0)),
                name="line_amounts_not_negative",
                violation_error_message=_("An amount cannot be below nought."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True)
                | Q(price__isnull=True)
                | Q(asked=F("quantity") * F("price")),
                name="line_asked_is_quantity_times_price",
                violation_error_message=_("The amount is not quantity times price."),
            ),
        ]

    def __str__(self) -> str:
        return self.content


class Adjustment(models.Model):
    """After approval an allotted amount changes only so: to `amount`, from `on`, by a paper. The last one holds."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="adjustments")
    number = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    on = models.DateField()
    legal_basis = models.CharField(max_length=300)
    paper = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "number"],
                name="adjustment_once",
                violation_error_message=_("Someone else has just adjusted this line: look at it again."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="adjustment_not_negative",
                violation_error_message=_("An amount cannot be below nought."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}#{self.number}"


class Spending(models.Model):
    """Money paid on a line. Only ever added; what was wrong is taken back by an entry that names it."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="spendings")
    on = models.DateField()
    amount = models.BigIntegerField()
    note = models.CharField(max_length=500, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    takes_back = models.OneToOneField(
        "self", models.PROTECT, related_name="taken_back_by", null=True, blank=True
    )
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(takes_back__isnull=True) & Q(amount__gt=0))
                | (Q(takes_back__isnull=False) & Q(amount__lt=0)),
                name="spending_sign",
                violation_error_message=_("Money spent is more than nought."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.on} {self.amount}"
