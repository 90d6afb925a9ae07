"""Templates and certificates. Open Badges 3.0 credentials are signed with a key of the installation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.models import StoredFile
from densach.organisations.models import Organisation
from densach.people.models import Person


class CertificateKind(models.TextChoices):
    """Taking part and having completed are different papers; so is a prize."""

    PARTICIPATION = "participation", pgettext_lazy("certificate", "taking part")
    COMPLETION = "completion", pgettext_lazy("certificate", "completion of a course")
    PRIZE = "prize", pgettext_lazy("certificate", "prize")
    THANKS = "thanks", pgettext_lazy("certificate", "letter of thanks")


class Template(models.Model):
    """How a unit's certificates look and read. `organisation` None: the house's own, copied before it is changed.

    `body` holds placeholders in braces (`rules.PLACEHOLDERS`). A changed template changes no issued certificate.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=13, choices=CertificateKind)
    name = models.CharField(max_length=120)
    heading = models.CharField(max_length=120)
    body = models.TextField(max_length=2000)
    signer_title = models.CharField(max_length=150, blank=True)
    signer_name = models.CharField(max_length=150, blank=True)
    landscape = models.BooleanField(default=True)
    accent = models.CharField(max_length=7, default="#8a1c1c")
    emblem = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    ended_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(ended_on__isnull=True),
                name="template_name_once",
                violation_error_message=_("This unit already has a template of that name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Certificate(models.Model):
    """A certificate as issued; its words never change. `token` is the secret part of its address.

    `source` names what it was issued for (`enrolment:5`, `award:7`, `result:3`); one that holds for each. `look` is the
    template as it was. After an erasure `holder_name` is empty: the address then only says that it was issued.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=40)
    token = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=13, choices=CertificateKind)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    holder_name = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=3000)
    hours = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    look = models.JSONField(default=dict)
    source = models.CharField(max_length=60)
    slice = models.CharField(max_length=200, blank=True)
    counted = models.BooleanField(default=True)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by_name = models.CharField(max_length=150)
    credential = models.TextField(blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by_name = models.CharField(max_length=150, blank=True)
    revoked_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"],
                name="certificate_number_once",
                violation_error_message=_("This number was given to another certificate."),
            ),
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(revoked_at__isnull=True),
                name="certificate_once_for_a_thing",
                violation_error_message=_("A certificate that holds was already issued for this."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_why=""),
                name="certificate_revoked_with_reason",
                violation_error_message=_("Say why it is revoked."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "issued_on"], name="certificate_of_organisation")]

    def __str__(self) -> str:
        return self.number


class SigningKey(models.Model):
    """The public half of a key that credentials are signed with; the private half lies in the data folder."""

    kid = models.CharField(max_length=64, unique=True)
    public = models.JSONField()
    since = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.kid
