"""Readers: a patron is a person of the platform with a card that holds in all libraries of the province."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from densach.files.models import StoredFile
from densach.organisations.models import Organisation
from densach.people.models import Person


class PatronCategory(models.Model):
    """What lending rules tell apart among readers: child, pupil, adult … Rows, so that a province adds its own.

    `until_age`: whoever is younger falls into the category when registered by day of birth. `valid_months`: how long a
    new card holds.
    """

    code = models.SlugField(max_length=30, unique=True)
    name_vi = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    until_age = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_months = models.PositiveSmallIntegerField(default=12)
    card_fee = models.PositiveIntegerField(default=0)
    needs_guarantor = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.name_vi


class Exemption(models.TextChoices):
    """Who pays no card fee (Law on Libraries 46/2019/QH14, article 44)."""

    NONE = "", _("none")
    CHILD = "child", _("child")
    ELDERLY = "elderly", _("elderly person")
    INVALID = "invalid", _("war invalid, person with merit")
    DISABLED = "disabled", _("person with a disability")
    POOR = "poor", _("poor or near-poor household")


class Patron(models.Model):
    """A reader. `card` is the number of the card that holds now, unique in the platform; earlier ones are in `Card`.

    `pin` is a password hash or empty; wrong ones are counted and lock it for a while. `keeps_history`: the reader asked
    for a reading history (off unless asked). `slice`, `registered_in` and `counted` are the registration as counted:
    they stay when the person is erased. `merged_into`: it was the same reader twice.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="patron")
    card = models.CharField(max_length=40, unique=True)
    category = models.ForeignKey(PatronCategory, models.PROTECT, related_name="+")
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    registered_on = models.DateField()
    registered_in = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    slice = models.CharField(max_length=200, blank=True)
    counted = models.BooleanField(default=True)
    valid_until = models.DateField()
    exemption = models.CharField(max_length=10, choices=Exemption, default=Exemption.NONE, blank=True)
    exemption_paper = models.CharField(max_length=150, blank=True)
    group = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=200, blank=True)
    photo = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    pin = models.CharField(max_length=128, blank=True)
    pin_must_change = models.BooleanField(default=False)
    pin_failures = models.PositiveSmallIntegerField(default=0)
    pin_locked_until = models.DateTimeField(null=True, blank=True)
    keeps_history = models.BooleanField(default=False)
    notify_by = models.CharField(max_length=8, default="email", blank=True)
    # In which notices are written; empty: as the account says, else Vietnamese.
    language = models.CharField(max_length=2, blank=True, default="")
    blocked_since = models.DateField(null=True, blank=True)
    block_note = models.CharField(max_length=200, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, related_name="merged", null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    # The folded name and card numbers, for the desk's one box.
    folded = models.CharField(max_length=300, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("registered_on")),
                name="patron_valid_in_order",
                violation_error_message=_("A card cannot end before the day of registration."),
            ),
            models.CheckConstraint(
                condition=~Q(card=""),
                name="patron_has_card",
                violation_error_message=_("A reader has a card number."),
            ),
        ]
        indexes = [models.Index(fields=["home", "valid_until"], name="patron_of_home")]

    def __str__(self) -> str:
        return self.card


class Card(models.Model):
    """A card number that was handed out, lost or replaced: the number stays taken."""

    patron = models.ForeignKey(Patron, models.PROTECT, related_name="cards")
    number = models.CharField(max_length=40, unique=True)
    issued_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patron"],
                condition=Q(ended_on__isnull=True),
                name="card_one_holds",
                violation_error_message=_("The reader already has a card that holds."),
            )
        ]

    def __str__(self) -> str:
        return self.number


class Suspension(models.Model):
    """A reader does not borrow from a day to a day: what we do instead of fines. `loan_id` says what it is for."""

    patron = models.ForeignKey(Patron, models.PROTECT, related_name="suspensions")
    since = models.DateField()
    until = models.DateField()
    loan_id = models.BigIntegerField(null=True, blank=True)
    days_late = models.PositiveIntegerField(default=0)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by_name = models.CharField(max_length=150, blank=True)
    lifted_why = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="suspension_in_order",
                violation_error_message=_("The last day cannot come before the first day."),
            )
        ]
        indexes = [
            models.Index(
                fields=["patron", "until"], condition=Q(lifted_at__isnull=True), name="suspension_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.patron_id} {self.since}–{self.until}"


class ChargeKind(models.TextChoices):
    LATE = "late", _("late return")
    LOST = "lost", _("lost item")
    DAMAGED = "damaged", _("damaged item")
    CARD = "card", _("card")


class ChargeState(models.TextChoices):
    OPEN = "open", _("to pay")
    PAID = "paid", _("paid")
    WAIVED = "waived", _("waived")


class Charge(models.Model):
    """Money that a reader owes, where a library asks for money at all. `amount` in đồng. No cash book is kept here."""

    patron = models.ForeignKey(Patron, models.PROTECT, related_name="charges")
    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=ChargeKind)
    amount = models.PositiveIntegerField()
    loan_id = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=ChargeState, default=ChargeState.OPEN)
    note = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="charge_of_something",
                violation_error_message=_("A charge is more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True)
                | (~Q(state="open") & Q(settled_at__isnull=False)),
                name="charge_settled_when",
                violation_error_message=_("A settled charge has the day on which it was."),
            ),
        ]
        indexes = [models.Index(fields=["patron"], condition=Q(state="open"), name="charge_open")]

    def __str__(self) -> str:
        return f"{self.patron_id} {self.kind} {self.amount}"
