"""Papers that stand behind plans: programmes, the documents of the law and how they hang together."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from densach.files.models import StoredFile
from densach.organisations.models import Organisation


class Programme(models.Model):
    """A national or provincial programme that plans carry out; one target may serve several (lồng ghép)."""

    code = models.SlugField(max_length=60, unique=True)
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    year_from = models.PositiveSmallIntegerField(null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(null=True, blank=True)
    document = models.ForeignKey("Document", models.PROTECT, related_name="programmes", null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(year_to__isnull=True)
                | Q(year_from__isnull=True)
                | Q(year_from__lte=F("year_to")),
                name="programme_years_in_order",
                violation_error_message=_("The first year cannot come after the last year."),
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return self.name_en if (get_language() or "vi").startswith("en") else self.name_vi


class Document(models.Model):
    """A paper of the register: a law, a decision, a plan. `code` from its number, symbol and year.

    `organisation` is who issued it, where the register knows them; `issuer` as the paper says. A draft has no number.
    """

    code = models.SlugField(max_length=120, unique=True)
    document_type = models.CharField(max_length=60)
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    abstract = models.CharField(max_length=1000, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(issued_on__isnull=True)
                | Q(issued_on__lte=F("ended_on")),
                name="document_days_in_order",
                violation_error_message=_("A paper cannot end before it was issued."),
            )
        ]

    def __str__(self) -> str:
        """ "Kế hoạch 45/KH-UBND"; a law, or a draft without number, is called by what it is about."""
        if self.number:
            return f"{self.document_type} {self.number}/{self.symbol}".rstrip("/")
        if self.abstract.startswith(self.document_type):
            return self.abstract
        return f"{self.document_type} “{self.abstract}”" if self.abstract else self.document_type


class Relation(models.TextChoices):
    """How a later paper stands to an earlier one; a table of words, read from the later one."""

    IMPLEMENTS = "implements", _("implements")
    REPLACES = "replaces", _("replaces")
    ISSUED_WITH = "issued_with", _("is issued with")
    AMENDS = "amends", _("amends")


class DocumentLink(models.Model):
    """`later` implements, replaces, amends `earlier`, or is issued with it. `quote` is where a paper says so."""

    later = models.ForeignKey(Document, models.PROTECT, related_name="links")
    earlier = models.ForeignKey(Document, models.PROTECT, related_name="back_links")
    relation = models.CharField(max_length=12, choices=Relation)
    quote = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["later", "earlier", "relation"],
                name="documentlink_once",
                violation_error_message=_("These two papers are already linked so."),
            ),
            models.CheckConstraint(
                condition=~Q(later=F("earlier")),
                name="documentlink_of_two",
                violation_error_message=_("A paper cannot stand so to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.later_id} {self.relation} {self.earlier_id}"
