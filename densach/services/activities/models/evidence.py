"""Evidence and publicity: pictures, news, press, papers of what was held."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.models import StoredFile
from densach.services.activities.models.activities import Activity
from densach.services.activities.models.times import Session


class EvidenceKind(models.TextChoices):
    PHOTO = "photo", pgettext_lazy("evidence", "picture")
    NEWS = "news", pgettext_lazy("evidence", "news item")
    PRESS = "press", pgettext_lazy("evidence", "press and broadcast")
    VIDEO = "video", pgettext_lazy("evidence", "film")
    PAPER = "paper", pgettext_lazy("evidence", "paper")


class Recognisable(models.TextChoices):
    """Who can be recognised in a picture, and whether they agreed (Law 91/2025/QH15)."""

    NOBODY = "nobody", _("nobody can be recognised")
    AGREED = "agreed", _("everyone who can be recognised agreed; for children their guardians")
    UNASKED = "unasked", _("not asked yet")


class Evidence(models.Model):
    """A picture, a link or a paper. Public ones show on the activity's page; a picture only with everyone's consent."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="evidence")
    session = models.ForeignKey(Session, models.PROTECT, related_name="evidence", null=True, blank=True)
    kind = models.CharField(max_length=5, choices=EvidenceKind)
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=4000, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    url = models.URLField(max_length=500, blank=True)
    source = models.CharField(max_length=150, blank=True)
    on = models.DateField()
    alt = models.CharField(max_length=300, blank=True)
    recognisable = models.CharField(max_length=7, choices=Recognisable, default=Recognisable.UNASKED)
    public = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=150)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(public=False) | ~Q(kind="photo") | Q(recognisable__in=("nobody", "agreed")),
                name="evidence_published_with_consent",
                violation_error_message=_("A picture is published when everyone in it agreed."),
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(url="") | ~Q(text=""),
                name="evidence_of_something",
                violation_error_message=_("Give a file, an address or a text."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
