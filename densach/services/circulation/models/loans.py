"""Loans, their renewals, what the desk decided against a rule, and what readers are told."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.organisations.models import Organisation
from densach.services.catalogue.models import Item
from densach.services.circulation.models.patrons import Patron


class Channel(models.TextChoices):
    DESK = "desk", _("desk")
    SELF = "self", _("self-service")
    MACHINE = "machine", _("another program")
    COMMAND = "command", _("command line")
    OFFLINE = "offline", _("taken down offline")


class LoanEnd(models.TextChoices):
    OPEN = "", pgettext_lazy("loan", "open")
    RETURNED = "returned", pgettext_lazy("loan", "returned")
    LOST = "lost", _("lost")
    UNDONE = "undone", _("taken back as a mistake")


class Loan(models.Model):
    """One item lent to one reader. The database allows one open loan an item.

    `slice` is the anonymous part of the reader as counted. `key` is the sender's own number of the act: sent again, it
    is the same loan. `on` is the day in Viet Nam. `counted`: the desk counts here (see DeskOpening). `claimed_on`: the
    reader says it was brought back. After the history's period `patron` goes, the loan stays.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="+", db_index=False)
    patron = models.ForeignKey(
        Patron, models.PROTECT, related_name="loans", null=True, blank=True, db_index=False
    )
    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    out_at = models.DateTimeField()
    on = models.DateField()
    due_on = models.DateField()
    renewals = models.PositiveSmallIntegerField(default=0)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.DESK)
    slice = models.CharField(max_length=200, blank=True)
    counted = models.BooleanField(default=True)
    key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    by_name = models.CharField(max_length=150)
    end = models.CharField(max_length=8, choices=LoanEnd, default=LoanEnd.OPEN, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_to = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    claimed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(returned_at__isnull=True),
                name="loan_one_open_an_item",
                violation_error_message=_("This item is already on loan."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("on")),
                name="loan_due_after_out",
                violation_error_message=_("A loan cannot be due before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(end="", returned_at__isnull=True) | (~Q(end="") & Q(returned_at__isnull=False)),
                name="loan_ended_when",
                violation_error_message=_("A loan that ended says when."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["patron"], condition=Q(returned_at__isnull=True), name="loan_open_of_patron"
            ),
            models.Index(
                fields=["library", "due_on"], condition=Q(returned_at__isnull=True), name="loan_open_due"
            ),
            models.Index(fields=["library", "on"], name="loan_of_library"),
            models.Index(fields=["item", "-out_at"], name="loan_of_item"),
            models.Index(fields=["patron", "-out_at"], name="loan_of_patron"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.patron_id}"


class Renewal(models.Model):
    """A loan was made longer: on which day, where, from when to when."""

    loan = models.ForeignKey(Loan, models.PROTECT, related_name="renewed", db_index=False)
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    on = models.DateField(db_index=True)
    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    due_before = models.DateField()
    due_after = models.DateField()
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.DESK)
    counted = models.BooleanField(default=True)
    by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["loan", "number"],
                name="renewal_once",
                violation_error_message=_("This loan has just been renewed by someone else."),
            ),
            models.CheckConstraint(
                condition=Q(due_after__gte=F("due_before")),
                name="renewal_makes_longer",
                violation_error_message=_("A renewal does not make a loan shorter."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id}#{self.number}"


class ReturnDone(models.Model):
    """What a return with a key came to, so that the same one sent again is answered as before and touches nothing.

    `key` is the sender's own number of the act. Kept for some weeks, without a reader.
    """

    key = models.CharField(max_length=100, unique=True)
    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey(Item, models.CASCADE, related_name="+", db_index=False)
    loan = models.ForeignKey(Loan, models.CASCADE, related_name="+", null=True, blank=True, db_index=False)
    to_do = models.CharField(max_length=8)
    hold_id = models.BigIntegerField(null=True, blank=True)
    transfer_id = models.BigIntegerField(null=True, blank=True)
    days_late = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key


class Override(models.Model):
    """The desk went on against a rule: which one, why, who. Never changed, never taken out."""

    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    act = models.CharField(max_length=20)
    refusal = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)
    loan = models.ForeignKey(Loan, models.PROTECT, related_name="overrides", null=True, blank=True)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="override_has_reason",
                violation_error_message=_("Going on against a rule needs a reason."),
            )
        ]
        indexes = [models.Index(fields=["library", "-at"], name="override_of_library")]

    def __str__(self) -> str:
        return f"{self.act} {self.refusal}"


class NoticeKind(models.TextChoices):
    DUE_SOON = "due_soon", _("due soon")
    OVERDUE = "overdue", _("overdue")
    HOLD_READY = "hold_ready", _("kept for you")
    HOLD_EXPIRED = "hold_expired", _("no longer kept for you")
    CARD_ENDS = "card_ends", _("card ends soon")


class Way(models.TextChoices):
    EMAIL = "email", _("by e-mail")
    PRINT = "print", _("on paper")
    GATEWAY = "gateway", _("by the province's message service")


class NoticeState(models.TextChoices):
    WAITING = "waiting", _("to send")
    SENT = "sent", _("sent")
    PRINTED = "printed", _("printed")
    FAILED = "failed", _("could not be sent")
    DROPPED = "dropped", _("no longer needed")


class Notice(models.Model):
    """What a reader is told, once: `key` names the occasion, so that a second run of a day sends nothing twice.

    The words are made when it is sent; only what it is about is kept.
    """

    patron = models.ForeignKey(Patron, models.PROTECT, related_name="notices")
    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=NoticeKind)
    loan = models.ForeignKey(Loan, models.PROTECT, related_name="notices", null=True, blank=True)
    hold_id = models.BigIntegerField(null=True, blank=True)
    key = models.CharField(max_length=80, unique=True)
    way = models.CharField(max_length=8, choices=Way)
    state = models.CharField(max_length=8, choices=NoticeState, default=NoticeState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["library", "state", "-made_at"], name="notice_of_library")]

    def __str__(self) -> str:
        return self.key
