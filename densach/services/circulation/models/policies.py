"""Lending rules: one small rule of one kind for a library, a category of readers and a type of item."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from densach.organisations.models import Organisation


class RuleKind(models.TextChoices):
    """Each kind is looked up by itself: `rules.policies` says units, defaults and words."""

    LOAN_DAYS = "loan_days", _("days of a loan")
    MAX_LOANS = "max_loans", _("loans at a time")
    MAX_LOANS_OF_TYPE = "max_of_type", _("loans of the type at a time")
    RENEWALS = "renewals", _("renewals of a loan")
    RENEW_DAYS = "renew_days", _("days that a renewal adds")
    HOLDS = "holds", _("holds at a time")
    HOLD_SHELF_DAYS = "hold_shelf_days", _("days that an item is kept for a reader")
    SUSPENSION_PER_DAY = "suspend_per_day", _("days without borrowing for each day late")
    SUSPENSION_AT_MOST = "suspend_at_most", _("days without borrowing at most")
    GRACE_DAYS = "grace_days", _("days late that are overlooked")
    FINE_PER_DAY = "fine_per_day", _("đồng for each day late")
    FINE_AT_MOST = "fine_at_most", _("đồng for a late return at most")
    LOST_PERCENT = "lost_percent", _("percent of the price for a lost item")
    IN_ROOM_ONLY = "in_room_only", _("only in the reading room")
    REMIND_DAYS = "remind_days", _("days before the due day on which readers are reminded")
    OVERDUE_DAYS = "overdue_days", _("days late after which readers are warned")
    STAYS = "stays", _("stays where it was brought back")
    PAST_CARD_END = "past_card_end", _("due days may lie behind the card's end")


class LendingRule(models.Model):
    """`value` of `kind`. Without a library it holds everywhere; "" for category or item type means any.

    The nearest library up the tree wins, then the category, then the type (`rules.policies.choose`). `place` is the
    organisation's number or 0: a database compares no empty cells.
    """

    kind = models.CharField(max_length=16, choices=RuleKind)
    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    place = models.BigIntegerField(default=0, editable=False)
    category = models.CharField(max_length=30, blank=True)
    item_type = models.CharField(max_length=30, blank=True)
    value = models.PositiveIntegerField()
    note = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "place", "category", "item_type"],
                name="lendingrule_once",
                violation_error_message=_("There is already a rule for exactly this."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.place}/{self.category}/{self.item_type}: {self.value}"
