"""Authorities: one heading for a person, a body, a subject or a class, with the other forms under which people look."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.services.catalogue.models.records import Record


class AuthorityKind(models.TextChoices):
    PERSON = "person", _("person")
    BODY = "body", _("corporate body")
    MEETING = "meeting", _("meeting")
    TITLE = "title", _("uniform title")
    TOPIC = "topic", _("topic")
    PLACE = "place", pgettext_lazy("heading", "place")
    GENRE = "genre", _("form or genre")
    DDC = "ddc", _("class of the DDC")


class Authority(models.Model):
    """`heading` is the form that is shown, in NFC. `key` tells two headings apart: letters with their marks count, case
    and white space do not; a key without marks would make one of Phạm Việt Hòa and Phạm Viết Hoà. `variants`: other
    forms (4XX), one a line in `variants_text`; `marc` is the authority record where one came from elsewhere.
    """

    kind = models.CharField(max_length=8, choices=AuthorityKind)
    heading = models.TextField()
    key = models.CharField(max_length=300)
    sort_key = models.TextField(db_index=True)
    folded = models.TextField()
    dates = models.CharField(max_length=60, blank=True)
    variants = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True)
    broader = models.ForeignKey("self", models.PROTECT, related_name="narrower", null=True, blank=True)
    related = models.ManyToManyField("self", symmetrical=True, blank=True)
    marc = models.TextField(blank=True)
    source = models.CharField(max_length=60, blank=True)
    uses = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey("self", models.PROTECT, related_name="merged", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(merged_into__isnull=True),
                name="authority_heading_once",
                violation_error_message=_("This heading already exists."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="authority_not_into_itself",
                violation_error_message=_("A heading cannot be merged into itself."),
            ),
            models.CheckConstraint(
                condition=Q(broader__isnull=True) | ~Q(broader=F("id")),
                name="authority_not_broader_than_itself",
                violation_error_message=_("A heading cannot stand above itself."),
            ),
        ]
        indexes = [models.Index(fields=["kind", "-uses"], name="authority_by_use")]

    def __str__(self) -> str:
        return self.heading


class AuthorityRevision(models.Model):
    """The heading as it stood after a change or a merger: `told` holds its columns."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="revisions", db_index=False)
    number = models.PositiveIntegerField()
    told = models.JSONField()
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "number"],
                name="authorityrevision_once",
                violation_error_message=_("Someone else has just changed this heading: look at it again."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority_id}#{self.number}"


class AuthorityLink(models.Model):
    """A record uses a heading in a field (`tag` 100, 110, 111, 130, 600–655, 700–711, 082), as `role` ($e, $4)."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="links", db_index=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="links")
    tag = models.CharField(max_length=3)
    role = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "authority", "tag", "role"],
                name="authoritylink_once",
                violation_error_message=_("The record already uses this heading."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.tag} {self.authority_id}"
