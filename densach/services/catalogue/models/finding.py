"""What the searching reads: the words of each record, the words there are, the forms of headings.

All three follow from the other tables and are written by `search.index` alone; it can make them anew at any time.
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from densach.services.catalogue.models.authorities import Authority
from densach.services.catalogue.models.records import Material, Record

# `place` = words counted for the order × this + (this - 1 - the record's number).
STEP: Final = 1 << 40


class Finding(models.Model):
    """A record's words, ready for the index of words of either database.

    `place` is the order in which hits come when nothing else decides: short titles before long ones, as a weighing by
    frequency would put them, then the newer record. An index that gives hits in this order need not weigh them all.

    title, names, subjects, rest   folded words with single spaces (`search.words`)
    exact                          the same words with their marks, all four parts one after another
    hidden                         not for citizens: a draft, withdrawn
    """

    place = models.BigIntegerField(primary_key=True)
    record = models.OneToOneField(Record, models.CASCADE, related_name="finding")
    kind = models.CharField(max_length=12, choices=Material)
    year = models.SmallIntegerField(null=True)
    language = models.CharField(max_length=3, blank=True)
    children = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)
    ddc = models.CharField(max_length=40, blank=True)
    title = models.TextField()
    names = models.TextField(blank=True)
    subjects = models.TextField(blank=True)
    rest = models.TextField(blank=True)
    exact = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(place__gte=0),
                name="finding_has_place",
                violation_error_message=_("A place in the order is not negative."),
            )
        ]
        indexes = [
            models.Index(fields=["year"], name="finding_by_year"),
            models.Index(fields=["ddc"], name="finding_by_class"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.title}"


class Word(models.Model):
    """A word that stands in a title, a name or a subject, as it is spelled: what "did you mean" chooses from."""

    spelling = models.CharField(max_length=40, primary_key=True)
    folded = models.CharField(max_length=40, db_index=True)

    def __str__(self) -> str:
        return self.spelling


class HeadingForm(models.Model):
    """Another form under which people look for a heading (4XX), as folded words."""

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="forms")
    folded = models.CharField(max_length=200, db_index=True)
    form = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "folded"],
                name="headingform_once",
                violation_error_message=_("The heading already has this form."),
            )
        ]

    def __str__(self) -> str:
        return self.form


class LaidIndex(models.Model):
    """By which cutting of words (`search.words.VERSION`) the index was laid, and when: one row, or none where it was
    laid before the cuttings had numbers.
    """

    version = models.PositiveSmallIntegerField()
    laid_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version}"
