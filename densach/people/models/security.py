"""How somebody proves who they are besides a password, and where they are signed in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from densach.people.models.accounts import User


class FactorKind(models.TextChoices):
    TOTP = "totp", _("codes from an app")
    PASSKEY = "passkey", _("passkey")


class SecondFactor(models.Model):
    """An app that makes codes (RFC 6238), or a passkey (WebAuthn).

    `sealed`: the app's key, sealed with a key that is not in the database. `last_step`: the half minute of the last
    code, so that no code opens twice. `credential`: what the passkey showed when it was added (public).
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="second_factors")
    kind = models.CharField(max_length=10, choices=FactorKind)
    name = models.CharField(max_length=60)
    sealed = models.CharField(max_length=300, blank=True)
    last_step = models.BigIntegerField(default=0)
    credential_id = models.CharField(max_length=1400, blank=True)
    credential = models.TextField(blank=True)
    sign_count = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(kind="totp"),
                name="secondfactor_one_app",
                violation_error_message=_("There is one app for codes already."),
            ),
            models.UniqueConstraint(
                fields=["credential_id"],
                condition=~Q(credential_id=""),
                name="secondfactor_passkey_once",
                violation_error_message=_("This passkey belongs to an account already."),
            ),
            models.CheckConstraint(
                condition=Q(kind="totp", credential_id="") & ~Q(sealed="")
                | Q(kind="passkey", sealed="") & ~Q(credential_id="") & ~Q(credential=""),
                name="secondfactor_is_whole",
                violation_error_message=_("An app has its key, a passkey its credential."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """Opens once, for whoever lost the telephone. Only a keyed digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "digest"],
                name="recoverycode_once",
                violation_error_message=_("This code is there already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.made_at}"


class Way(models.TextChoices):
    PASSWORD = "password", _("password")
    SIGN_ON = "sign_on", _("the province's sign-on")
    INVITATION = "invitation", _("invitation")


class SignIn(models.Model):
    """A browser in which somebody is signed in. The address is kept without its last part."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=120, blank=True)
    rough_address = models.CharField(max_length=60, blank=True)
    way = models.CharField(max_length=12, choices=Way)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "ended_at"], name="signin_open_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.browser} {self.began_at}"


class Identity(models.Model):
    """Whom a province's sign-on means by a subject: bound at the first sign-on, by a verified e-mail."""

    user = models.ForeignKey(User, models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                name="identity_means_one_account",
                violation_error_message=_("This sign-on belongs to another account already."),
            ),
            models.UniqueConstraint(
                fields=["user", "issuer"],
                name="identity_one_for_an_issuer",
                violation_error_message=_("This account is bound to another sign-on already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.subject}"
