"""Activities, who has a part in them, and who follows them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.models import StoredFile
from densach.organisations.models import Area, Organisation
from densach.people.models import Person, User
from densach.services.activities.models.kinds import ActivityKind, CountMode


class Interest(models.TextChoices):
    """What people come for; plans ask for services by age and interest (duty D2)."""

    ARTS = "arts", _("arts and performance")
    FOLK = "folk", _("folk song, dance and heritage")
    READING = "reading", _("reading and books")
    SPORT = "sport", _("sport and health")
    DIGITAL = "digital", _("computers and the Internet")
    SKILLS = "skills", _("skills for work and life")
    LANGUAGE = "language", pgettext_lazy("interest", "languages")
    LAW = "law", _("law and public information")
    SCIENCE = "science", _("science and nature")
    LEISURE = "leisure", _("play and leisure")
    OTHER = "other", pgettext_lazy("interest", "other")


class ActivityState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("activity", "draft")
    PUBLISHED = "published", pgettext_lazy("activity", "announced")
    DONE = "done", pgettext_lazy("activity", "finished")
    CANCELLED = "cancelled", pgettext_lazy("activity", "called off")


class EnrolMode(models.TextChoices):
    NONE = "none", _("nobody enrols: whoever comes, comes")
    OPEN = "open", _("open: a place is taken at once")
    APPROVAL = "approval", _("by approval")
    INVITATION = "invitation", _("by invitation")


class Channel(models.TextChoices):
    ONSITE = "onsite", pgettext_lazy("activity", "on site")
    MOBILE = "mobile", pgettext_lazy("activity", "mobile")
    ONLINE = "online", pgettext_lazy("activity", "online")


class Activity(models.Model):
    """What an institution holds, once or many times. When and where are in its sessions.

    `audience`: codes of age bands (`rules.bands`), empty for everyone. `occasion`: code of a day of the programme
    (`rules.occasions`) or empty. `min_age`, `max_age`, `area`: who may enrol. `fee` in đồng for the whole; `fee_free`
    codes of those who by law or by the unit's word pay nothing. `capacity` None: no limit. `enrol_each`: people enrol
    for single sessions, not for the whole. `offer_hours`: how long a place that became free is kept for the next.
    `called_off_at`: by that act its sessions to come were called off too. `key`: of a form that may be sent twice.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="activities")
    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=4000, blank=True)
    interest = models.CharField(max_length=10, choices=Interest, default=Interest.OTHER)
    audience = models.JSONField(default=list, blank=True)
    occasion = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=6, choices=Channel, default=Channel.ONSITE)
    state = models.CharField(max_length=10, choices=ActivityState, default=ActivityState.DRAFT)
    ended_why = models.CharField(max_length=300, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    public = models.BooleanField(default=True)
    published_at = models.DateTimeField(null=True, blank=True)
    enrol_mode = models.CharField(max_length=10, choices=EnrolMode, default=EnrolMode.NONE)
    enrol_each = models.BooleanField(default=False)
    enrol_from = models.DateTimeField(null=True, blank=True)
    enrol_until = models.DateTimeField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    waiting_list = models.BooleanField(default=True)
    offer_hours = models.PositiveSmallIntegerField(default=48)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    fee = models.PositiveIntegerField(default=0)
    fee_note = models.CharField(max_length=200, blank=True)
    fee_free = models.JSONField(default=list, blank=True)
    count_mode = models.CharField(max_length=5, choices=CountMode, default=CountMode.BOTH)
    contact = models.CharField(max_length=200, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    paper_number = models.CharField(max_length=100, blank=True)
    paper = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    cover = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    cover_alt = models.CharField(max_length=200, blank=True)
    folded = models.CharField(max_length=400, blank=True, editable=False)
    key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(min_age__isnull=True) | Q(max_age__isnull=True) | Q(min_age__lte=F("max_age")),
                name="activity_ages_in_order",
                violation_error_message=_("The lowest age cannot be above the highest."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                name="activity_has_places",
                violation_error_message=_("There is at least one place; leave it empty for no limit."),
            ),
            models.CheckConstraint(
                condition=Q(enrol_from__isnull=True)
                | Q(enrol_until__isnull=True)
                | Q(enrol_from__lt=F("enrol_until")),
                name="activity_enrolment_in_order",
                violation_error_message=_("Enrolment ends after it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="activity_has_a_title",
                violation_error_message=_("An activity has a title."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state"], name="activity_of_organisation"),
            models.Index(fields=["kind", "state"], name="activity_of_kind"),
        ]

    def __str__(self) -> str:
        return self.title


class ActivityRole(models.Model):
    """Somebody has a part: teacher, host, speaker, judge. A person of the platform, or only a name."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=150, blank=True)
    about = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "role", "person"],
                condition=Q(person__isnull=False, ended_on__isnull=True),
                name="activityrole_once",
                violation_error_message=_("This person already has this part."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.role}"


class ActivityPartner(models.Model):
    """Another institution that takes part: a school, a union, a commune's team, a sponsor."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=200, blank=True)
    part = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(name=""),
                name="activitypartner_is_somebody",
                violation_error_message=_("Choose an institution or write its name."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.name}"


class Follow(models.Model):
    """Somebody with an account wants to hear of an activity."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="follows")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "user"],
                name="follow_once",
                violation_error_message=_("You already follow this activity."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.user_id}"


class FeedKey(models.Model):
    """A secret address of a calendar: one person's sessions, or all of a unit's with what is not public.

    A unit's opens as long as who made it (`made_by`) may manage the unit's activities.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="feedkey_of_one",
                violation_error_message=_("A calendar's address is a person's or a unit's."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id or self.organisation_id}"
