"""Stock-taking by scanner, and weeding by a council's paper (Circular 02/2020/TT-BVHTTDL)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.models import StoredFile
from densach.organisations.models import Organisation
from densach.services.catalogue.models import Item


class TakeState(models.TextChoices):
    OPEN = "open", _("being scanned")
    CLOSED = "closed", pgettext_lazy("stock-taking", "closed")
    DROPPED = "dropped", pgettext_lazy("stock-taking", "dropped")


class StockTake(models.Model):
    """All items that should stand in a library (or one location, or a span of call numbers) are scanned once."""

    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    location = models.CharField(max_length=80, blank=True)
    call_from = models.CharField(max_length=80, blank=True)
    call_to = models.CharField(max_length=80, blank=True)
    paper = models.CharField(max_length=150, blank=True)
    state = models.CharField(max_length=8, choices=TakeState, default=TakeState.OPEN)
    figures = models.JSONField(default=dict, blank=True)
    began_at = models.DateTimeField()
    began_by_name = models.CharField(max_length=150)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_name = models.CharField(max_length=150, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "location", "call_from"],
                condition=Q(state="open"),
                name="stocktake_one_open",
                violation_error_message=_("A stock-taking of this place is already open."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="stocktake_closed_when",
                violation_error_message=_("A closed stock-taking says when."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Outcome(models.TextChoices):
    """What a scan, or its absence, says of an item."""

    RIGHT = "right", _("in its place")
    MISPLACED = "misplaced", _("elsewhere than it should be")
    UNEXPECTED = "unexpected", _("noted as lent, lost or withdrawn, but here")
    UNKNOWN = "unknown", _("barcode not in the catalogue")
    MISSING = "missing", _("not found")


class StockScan(models.Model):
    """A barcode read in a stock-taking, once each. Of a missing item the row is written when it closes."""

    take = models.ForeignKey(StockTake, models.PROTECT, related_name="scans", db_index=False)
    barcode = models.CharField(max_length=40)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    outcome = models.CharField(max_length=10, choices=Outcome)
    location = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_how = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["take", "barcode"],
                name="stockscan_once",
                violation_error_message=_("This barcode was already scanned."),
            )
        ]
        indexes = [models.Index(fields=["take", "outcome"], name="stockscan_by_outcome")]

    def __str__(self) -> str:
        return self.barcode


class WeedingState(models.TextChoices):
    LISTING = "listing", _("list being made")
    SUBMITTED = "submitted", _("before the council")
    DECIDED = "decided", _("decided")
    DONE = "done", _("carried out")
    DROPPED = "dropped", pgettext_lazy("stock-taking", "dropped")


class Weeding(models.Model):
    """A list of items to be taken out, the council that looked at it, and the paper by which it is done."""

    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=WeedingState, default=WeedingState.LISTING)
    council = models.TextField(blank=True)
    council_paper = models.CharField(max_length=150, blank=True)
    council_on = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=150, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    began_at = models.DateTimeField()
    began_by_name = models.CharField(max_length=150)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "done"]) | (~Q(decision="") & Q(decided_on__isnull=False)),
                name="weeding_decided_by_paper",
                violation_error_message=_("Items are taken out by a decision with number and day."),
            )
        ]
        indexes = [models.Index(fields=["library", "-began_at"], name="weeding_of_library")]

    def __str__(self) -> str:
        return self.name


class WhyWeeded(models.TextChoices):
    WORN = "worn", _("worn out or damaged")
    OUTDATED = "outdated", _("outdated content")
    DUPLICATE = "duplicate", _("too many copies")
    UNUSED = "unused", _("not used for years")
    LOST = "lost", _("lost")
    OTHER = "other", _("another reason")


class WeedingLine(models.Model):
    """An item on a list, why, and what the council said: take out, keep, or not said yet (null)."""

    weeding = models.ForeignKey(Weeding, models.PROTECT, related_name="lines", db_index=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=WhyWeeded)
    note = models.CharField(max_length=200, blank=True)
    take_out = models.BooleanField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["weeding", "item"],
                name="weedingline_once",
                violation_error_message=_("This item is already on the list."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.weeding_id} {self.item_id}"
