"""Holds: who waits for a title, what is kept for whom; transfers: items on the way between libraries."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from densach.organisations.models import Organisation
from densach.services.catalogue.models import Item, Record
from densach.services.circulation.models.loans import Channel
from densach.services.circulation.models.patrons import Patron


class HoldState(models.TextChoices):
    WAITING = "waiting", _("waits in the queue")
    COMING = "coming", _("on the way to the pickup place")
    READY = "ready", _("ready to pick up")
    FILLED = "filled", _("picked up")
    EXPIRED = "expired", _("not picked up in time")
    CANCELLED = "cancelled", _("cancelled")


class Hold(models.Model):
    """A reader waits for any item of a title, first come first served. `item`: the one that was caught for it."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="+", db_index=False)
    patron = models.ForeignKey(Patron, models.PROTECT, related_name="holds", null=True, blank=True)
    pickup = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=HoldState, default=HoldState.WAITING)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.DESK)
    placed_at = models.DateTimeField()
    wanted_until = models.DateField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    kept_until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "patron"],
                condition=Q(state__in=["waiting", "coming", "ready"]),
                name="hold_once_a_title",
                violation_error_message=_("The reader already waits for this title."),
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=["coming", "ready"]),
                name="hold_one_an_item",
                violation_error_message=_("This item is already kept for somebody."),
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(kept_until__isnull=False, item__isnull=False),
                name="hold_ready_has_item",
                violation_error_message=_("What is ready to pick up is an item, kept until a day."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["record", "placed_at"],
                condition=Q(state__in=["waiting", "coming", "ready"]),
                name="hold_queue",
            ),
            models.Index(fields=["pickup", "state"], name="hold_at_pickup"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} ← {self.patron_id}"


class TransferReason(models.TextChoices):
    HOLD = "hold", _("for a hold")
    HOME = "home", _("back home")
    ASKED = "asked", _("as asked")


class Transfer(models.Model):
    """An item on the way from one library to another; one way at a time."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="+", db_index=False)
    origin = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    destination = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=8, choices=TransferReason)
    hold = models.ForeignKey(Hold, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    sent_at = models.DateTimeField()
    sent_by_name = models.CharField(max_length=150)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by_name = models.CharField(max_length=150, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(received_at__isnull=True, cancelled_at__isnull=True),
                name="transfer_one_way_at_a_time",
                violation_error_message=_("This item is already on the way."),
            ),
            models.CheckConstraint(
                condition=~Q(origin=F("destination")),
                name="transfer_goes_somewhere",
                violation_error_message=_("A transfer goes to another library."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["destination"],
                condition=Q(received_at__isnull=True, cancelled_at__isnull=True),
                name="transfer_expected",
            ),
            models.Index(
                fields=["origin"],
                condition=Q(received_at__isnull=True, cancelled_at__isnull=True),
                name="transfer_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.origin_id}→{self.destination_id}"
