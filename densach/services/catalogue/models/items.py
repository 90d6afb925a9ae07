"""Items: the copies that stand on shelves, each with its number, its place and its history."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.organisations.models import Organisation
from densach.services.catalogue.models.records import Record


class ItemType(models.Model):
    """What lending rules tell apart: a book, a reference work, a DVD … Rows, so that a province adds its own."""

    code = models.SlugField(max_length=30, unique=True)
    name_vi = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    for_loan = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.name_vi


class ItemState(models.TextChoices):
    """Where an item is in its life; changes follow `rules.lifecycle`."""

    IN_PROCESS = "in_process", _("being prepared")
    AVAILABLE = "available", _("on the shelf")
    ON_LOAN = "on_loan", _("on loan")
    ON_HOLD_SHELF = "on_hold_shelf", _("kept for a reader")
    IN_TRANSIT = "in_transit", _("on the way")
    IN_REPAIR = "in_repair", _("in repair")
    MISSING = "missing", pgettext_lazy("copy", "missing")
    LOST = "lost", _("lost")
    DAMAGED = "damaged", _("damaged")
    WITHDRAWN = "withdrawn", pgettext_lazy("copy", "withdrawn")


class Restriction(models.TextChoices):
    """How far use is restricted (Law 46/2019/QH14, article 7; Circular 02/2020/TT-BVHTTDL, articles 31–32)."""

    OPEN = "open", _("no restriction")
    IN_ROOM = "in_room", _("only in the reading room")
    RESEARCH = "research", _("for research, by written consent, on the premises")
    CLOSED = "closed", _("not served")


class Acquired(models.TextChoices):
    PURCHASE = "purchase", _("bought")
    GIFT = "gift", _("given")
    DEPOSIT = "deposit", _("legal deposit")
    EXCHANGE = "exchange", _("exchanged")
    SUPPLY = "supply", _("supplied by the State")
    OTHER = "other", _("other")
    UNKNOWN = "", _("not told")


class Item(models.Model):
    """A copy. `accession_number` is the số đăng ký cá biệt of its home library; `barcode` is what scanners read, as
    printed, one in the whole platform. `home` owns it, `place` has it now (rotation, transfers). `price` in đồng.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="items")
    barcode = models.CharField(max_length=40, unique=True)
    accession_number = models.CharField(max_length=40, blank=True)
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    place = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    location = models.CharField(max_length=80, blank=True)
    call_number = models.CharField(max_length=80, blank=True)
    call_sort = models.CharField(max_length=160, blank=True)
    volume = models.CharField(max_length=60, blank=True)
    item_type = models.ForeignKey(ItemType, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=14, choices=ItemState, default=ItemState.AVAILABLE)
    restriction = models.CharField(max_length=8, choices=Restriction, default=Restriction.OPEN)
    acquired = models.CharField(max_length=8, choices=Acquired, default=Acquired.UNKNOWN, blank=True)
    source = models.CharField(max_length=150, blank=True)
    price = models.PositiveBigIntegerField(null=True, blank=True)
    acquired_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    # Set where the act that added it is counted (copies and titles added): see `counting`.
    counted_on = models.DateField(null=True, blank=True)
    # The library that counted it, where the copy has another home since; empty: its home.
    counted_in = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    first_of_title = models.BooleanField(default=False)
    loans = models.PositiveIntegerField(default=0)
    last_seen_on = models.DateField(null=True, blank=True)
    batch_id = models.BigIntegerField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["home", "accession_number"],
                condition=~Q(accession_number=""),
                name="item_accession_once",
                violation_error_message=_("This accession number is already taken in the library."),
            ),
            models.CheckConstraint(
                condition=~Q(barcode=""),
                name="item_has_barcode",
                violation_error_message=_("An item has a barcode."),
            ),
        ]
        indexes = [
            models.Index(fields=["place", "call_sort"], name="item_on_shelf"),
            models.Index(fields=["home", "state"], name="item_of_home"),
            # What came lately: an old stock that is only entered is not among it.
            models.Index(
                fields=["-counted_on", "-id"], condition=Q(counted_on__isnull=False), name="item_came_lately"
            ),
        ]

    def __str__(self) -> str:
        return self.barcode

    @property
    def is_day_known(self) -> bool:
        """An old copy that a file brought without a day stands under the day of the import, which says nothing."""
        came_by_file = self.batch_id is not None and self.counted_on is None
        return not (came_by_file and self.acquired_on == timezone.localtime(self.added_at).date())


class ItemEvent(models.Model):
    """What happened to an item, only ever added: `act` is a code of `rules.events`, `told` its plain details, without
    any reader's name or number.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="events", db_index=False)
    at = models.DateTimeField()
    act = models.CharField(max_length=20)
    state = models.CharField(max_length=14, choices=ItemState)
    place = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    told = models.JSONField(default=dict, blank=True)
    by_name = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["item", "-at"], name="itemevent_of_item")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.act}"
