"""Bibliographic records: MARC 21 kept whole, with flat columns beside it for finding and sorting."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.models import StoredFile
from densach.organisations.models import Organisation


class Material(models.TextChoices):
    """Kinds of material, from leader/06-07 and 008 (MARC 21): what a reader would ask for."""

    BOOK = "book", _("book")
    SERIAL = "serial", _("newspaper or magazine")
    ARTICLE = "article", _("article or part")
    MUSIC = "music", _("printed music")
    MAP = "map", _("map")
    SOUND = "sound", _("sound recording")
    VIDEO = "video", _("film or video")
    PICTURE = "picture", _("picture")
    ELECTRONIC = "electronic", _("electronic resource")
    MANUSCRIPT = "manuscript", _("manuscript")
    KIT = "kit", _("kit or game")
    BRAILLE = "braille", _("Braille or touch")


class RecordState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("record", "draft")
    PUBLISHED = "published", _("in the catalogue")
    MERGED = "merged", _("merged into another")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Record(models.Model):
    """A bibliographic record. `marc` is the record whole (`formats.marc`, JSON text); all other columns follow from it
    by `rules.flat` and are never edited alone, save `state`, `cover`, `audience`.

    `title` is 245 $a $b; `work_key` holds editions of one work together; `match_key` finds the same edition again
    (folded title, author, year). `holdings`: items not withdrawn, kept by the actions of items.
    """

    marc = models.TextField()
    material = models.CharField(max_length=12, choices=Material, default=Material.BOOK)
    state = models.CharField(max_length=10, choices=RecordState, default=RecordState.PUBLISHED)
    title = models.TextField()
    title_sort = models.TextField(db_index=True)
    responsibility = models.TextField(blank=True)
    author = models.TextField(blank=True)
    contributors = models.TextField(blank=True)
    edition = models.TextField(blank=True)
    place = models.TextField(blank=True)
    publisher = models.TextField(blank=True)
    year = models.SmallIntegerField(null=True, blank=True)
    year_text = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=3, blank=True)
    extent = models.TextField(blank=True)
    series = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    subjects = models.TextField(blank=True)
    ddc = models.CharField(max_length=40, blank=True)
    isbn = models.CharField(max_length=13, blank=True)
    control_number = models.CharField(max_length=60, blank=True)
    work_key = models.CharField(max_length=64, blank=True, db_index=True)
    match_key = models.CharField(max_length=64, blank=True, db_index=True)
    children = models.BooleanField(default=False)
    holdings = models.PositiveIntegerField(default=0)
    cover = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    merged_into = models.ForeignKey("self", models.PROTECT, related_name="merged", null=True, blank=True)
    # Whose cataloguers answer for the record: the library that entered it first.
    library = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="record_has_title",
                violation_error_message=_("A record has a title."),
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="record_merged_somewhere",
                violation_error_message=_("A merged record says into which."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="record_not_into_itself",
                violation_error_message=_("A record cannot be merged into itself."),
            ),
        ]
        indexes = [
            models.Index(fields=["-updated_at"], name="record_by_change"),
            models.Index(fields=["-id"], condition=~Q(state="published"), name="record_not_published"),
        ]

    def __str__(self) -> str:
        return self.title


class RecordRevision(models.Model):
    """The record as it stood after a change, by whom: any of them can be brought back. `batch` numbers an import."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="revisions", db_index=False)
    number = models.PositiveIntegerField()
    marc = models.TextField()
    note = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True, blank=True)
    made_by_name = models.CharField(max_length=150)
    batch_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "number"],
                name="recordrevision_once",
                violation_error_message=_("Someone else has just changed this record: look at it again."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id}#{self.number}"


class IdentifierKind(models.TextChoices):
    ISBN = "isbn", "ISBN"
    ISSN = "issn", "ISSN"
    CONTROL = "control", _("control number")
    OTHER = "other", _("other number")


class Identifier(models.Model):
    """A number by which a record is known again: ISBN-13 (digits), ISSN (8 signs), `003/001` of whoever sent it."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=8, choices=IdentifierKind)
    value = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value", "record"],
                name="identifier_once",
                violation_error_message=_("This number already stands on the record."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
