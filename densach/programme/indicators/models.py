"""The shared catalogue: what plans measure, told apart from any one plan's value for it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from densach.organisations.models import Area, Organisation
from densach.people.models import User
from densach.programme.capabilities.models import Capability


class Formula(models.TextChoices):
    TOTAL = "total", _("sum over the period")
    RATIO = "ratio", _("one sum divided by another")
    SHARE = "share", _("share of institutions")
    AT_DATE = "at_date", _("reading at a date")
    INSTITUTIONS = "institutions", _("number of institutions")
    STAGE = "stage", _("stage reached")


class IndicatorGroup(models.TextChoices):
    LIBRARY = "library", _("Libraries")
    MUSEUM = "museum", _("Museums")
    CULTURE = "culture", _("Culture centres and houses")
    PROGRAMME = "programme", _("The programme")


class Indicator(models.Model):
    """`code` as papers of the field use it (`tv.luot_ban_doc`). Measures are codes of the counting book."""

    code = models.CharField(max_length=60, unique=True)
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    group = models.CharField(max_length=10, choices=IndicatorGroup)
    formula = models.CharField(max_length=12, choices=Formula)
    unit_vi = models.CharField(max_length=40)
    unit_en = models.CharField(max_length=40)
    measure = models.CharField(max_length=40, blank=True)
    over_measure = models.CharField(max_length=40, blank=True)
    capability = models.ForeignKey(Capability, models.PROTECT, related_name="+", null=True, blank=True)
    # A share may ask for two things at once: an education programme and displays in digital space.
    also_capability = models.ForeignKey(Capability, models.PROTECT, related_name="+", null=True, blank=True)
    kinds = models.JSONField(default=list)
    levels = models.JSONField(default=list)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(formula__in=["total", "ratio", "at_date"]) | ~Q(measure=""),
                name="indicator_counts_a_measure",
                violation_error_message=_("Say which measure this indicator counts."),
            ),
            models.CheckConstraint(
                condition=~Q(formula="ratio") | ~Q(over_measure=""),
                name="indicator_ratio_has_both",
                violation_error_message=_("A ratio needs what it is divided by."),
            ),
            models.CheckConstraint(
                condition=~Q(formula__in=["share", "stage"]) | Q(capability__isnull=False),
                name="indicator_share_asks_a_capability",
                violation_error_message=_("Say which capability the institutions are asked about."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return self.name_en if (get_language() or "vi").startswith("en") else self.name_vi

    @property
    def unit(self) -> str:
        """Its unit in the language of the page."""
        return self.unit_en if (get_language() or "vi").startswith("en") else self.unit_vi


class PriorityKind(models.TextChoices):
    REMOTE = "remote", _("remote area")
    HARD = "hard", _("especially hard area")
    BORDER = "border", _("border area")
    ISLAND = "island", _("island")
    MINORITY = "minority", _("area of ethnic minorities")


class PriorityPlace(models.Model):
    """A place that stands on a list of priority places for a time, by the paper that lists it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=PriorityKind)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=300)
    added_by_name = models.CharField(max_length=150)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="priorityplace_days_in_order",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
            models.UniqueConstraint(
                fields=["area", "kind"],
                condition=Q(valid_to__isnull=True),
                name="priorityplace_open_once",
                violation_error_message=_("This place already stands on this list."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.kind}"


class SavedView(models.Model):
    """A table that a person turned and keeps under a name; `query` is its address. `shared`: the unit may open it."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=100)
    query = models.CharField(max_length=1000)
    shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="savedview_name_once",
                violation_error_message=_("You keep another view under this name."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="savedview_has_a_name",
                violation_error_message=_("Give the view a name."),
            ),
            models.CheckConstraint(
                condition=Q(shared=False) | Q(organisation__isnull=False),
                name="savedview_shared_in_a_unit",
                violation_error_message=_("Only a person of a unit can share a view."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
