"""Tokens of machines: kept as a digest, shown once."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from densach.organisations.models import Organisation
from densach.people.models import User


class Token(models.Model):
    """What another program signs in with: for a unit, as one role or less of it, on behalf of who made it.

    `shown` is the beginning of the token, by which its owner knows it again; the token itself is nowhere.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    shown = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    maker = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    verbs = models.JSONField(default=list)
    made_on = models.DateField()
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("made_on")),
                name="token_ends_after_it_began",
                violation_error_message=_("A token cannot end before it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.name
