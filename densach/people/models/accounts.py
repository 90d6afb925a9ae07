"""Accounts, invitations, and what each may do where."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from densach.organisations.models import Organisation


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username or "")


class Language(models.TextChoices):
    VIETNAMESE = "vi", _("Vietnamese")
    ENGLISH = "en", _("English")


class User(AbstractBaseUser):
    """A person who signs in. Personal data kept: name and e-mail, nothing more.

    `must_change`: the password was given by somebody else, and opens only the page where it is changed.
    `last_day`: of whoever leaves the service; after it nobody signs in with the account.
    `wrong_in_a_row`: wrong passwords and codes since the last sign-in, from wherever; `wrong_at`: the last of them.
    """

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, choices=Language, default=Language.VIETNAMESE)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    must_change = models.BooleanField(default=False)
    last_day = models.DateField(null=True, blank=True)
    wrong_in_a_row = models.PositiveIntegerField(default=0, editable=False)
    wrong_at = models.DateTimeField(null=True, blank=True, editable=False)
    folded_name = models.CharField(max_length=150, default="", editable=False)
    sort_key = models.TextField(default="", editable=False, db_index=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("This e-mail already has an account."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role in an organisation and all that stands under it, for a time. `role` is a code of `rules.ROLES`."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "valid_from"],
                name="membership_once",
                violation_error_message=_("This person already has this role here."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} @ {self.organisation}"


class InvitationState(models.TextChoices):
    OPEN = "open", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Invitation(models.Model):
    """A link by which somebody makes an account with a first role. Only the SHA-256 of its token is kept."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=30)
    since = models.DateField()
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    invited_by_id = models.BigIntegerField(null=True, blank=True)
    invited_by_name = models.CharField(max_length=150)
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="invitations", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                condition=Q(state="open"),
                name="invitation_one_open",
                violation_error_message=_("An invitation to this e-mail waits for an answer already."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True)
                | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="invitation_answered_when",
                violation_error_message=_("An answered invitation has the day of its answer."),
            ),
        ]

    def __str__(self) -> str:
        return self.email


class SecondFactorDemand(models.Model):
    """In the organisation and all that stands under it nobody works without a second factor, from a day on."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="second_factor_demands")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="secondfactordemand_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(valid_to__isnull=True),
                name="secondfactordemand_one_open",
                violation_error_message=_("A second factor is already asked for here."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.valid_from}"
