"""Contests, their rounds, criteria, judges, entries, scores, prizes; and how often each level must hold one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from densach.files.models import StoredFile
from densach.organisations.models import Area, Level, Organisation
from densach.people.models import Person, User
from densach.services.activities.models import Activity, ActivityKind, Group


class EntryKind(models.TextChoices):
    PERSON = "person", pgettext_lazy("entry", "a person")
    TEAM = "team", pgettext_lazy("entry", "a team")
    SCHOOL = "school", pgettext_lazy("entry", "a school")
    WORK = "work", pgettext_lazy("entry", "a work")


class Contest(models.Model):
    """A contest or festival as a whole: its rules, and its rounds. `entry_kinds`: who or what may enter.

    `kind`: of the activities that its rounds are.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    kind = models.ForeignKey(
        ActivityKind, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=300, blank=True)
    rules = models.TextField(max_length=6000, blank=True)
    entry_kinds = models.JSONField(default=list)
    paper_number = models.CharField(max_length=100, blank=True)
    paper = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    public = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["year"], name="contest_by_year")]

    def __str__(self) -> str:
        return self.title


class RoundState(models.TextChoices):
    """Entries come while it is open; judges score while it is judged; the sheet is fixed when it is ranked."""

    PLANNED = "planned", pgettext_lazy("round", "planned")
    OPEN = "open", pgettext_lazy("round", "open for entries")
    JUDGING = "judging", pgettext_lazy("round", "being judged")
    RANKED = "ranked", pgettext_lazy("round", "ranked")
    CLOSED = "closed", pgettext_lazy("round", "closed")
    CANCELLED = "cancelled", pgettext_lazy("round", "called off")


class Round(models.Model):
    """A round at a place. `above` is where its first `promotes` go; its sessions and participants are its activity's.

    `drops`: the highest and the lowest score of each criterion are left out when there are enough judges. `tie_by`:
    criterion ids in the order in which they break a tie.
    """

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="rounds")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    level = models.CharField(max_length=10, choices=Level)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=200)
    above = models.ForeignKey("self", models.PROTECT, related_name="below", null=True, blank=True)
    activity = models.OneToOneField(Activity, models.PROTECT, related_name="round", null=True, blank=True)
    opens = models.DateField()
    closes = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    promotes = models.PositiveSmallIntegerField(default=0)
    drops = models.BooleanField(default=False)
    tie_by = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=9, choices=RoundState, default=RoundState.PLANNED)
    ranked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__lte=F("closes")),
                name="round_in_order",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(above__isnull=True) | ~Q(above=F("id")),
                name="round_not_above_itself",
                violation_error_message=_("A round cannot lead to itself."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "held_on"], name="round_of_organisation")]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    round = models.ForeignKey(Round, models.PROTECT, related_name="criteria")
    name = models.CharField(max_length=150)
    most = models.DecimalField(max_digits=6, decimal_places=2, default=10)
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "name"],
                name="criterion_once_a_round",
                violation_error_message=_("This round already has that criterion."),
            ),
            models.CheckConstraint(
                condition=Q(most__gt=0) & Q(weight__gt=0),
                name="criterion_weighs",
                violation_error_message=_("Highest mark and weight are more than nothing."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Judge(models.Model):
    """A member of the jury. With an account they score themselves; without one the secretary enters their sheet."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="judges")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=150)
    about = models.CharField(max_length=200, blank=True)
    head = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user"],
                condition=Q(user__isnull=False, removed_at__isnull=True),
                name="judge_once",
                violation_error_message=_("This account already judges this round."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class EntryState(models.TextChoices):
    ENTERED = "entered", pgettext_lazy("entry", "entered")
    WITHDRAWN = "withdrawn", pgettext_lazy("entry", "withdrawn")
    DISQUALIFIED = "disqualified", pgettext_lazy("entry", "disqualified")


class Entry(models.Model):
    """Who or what competes. `origin` is the entry of the round below that it grew out of, once.

    `total`, `rank` and `tie` (how a tie was decided) are fixed when the round is ranked. `named`: the person, or who
    answers for the child, agreed that the name is published.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="entries", db_index=False)
    kind = models.CharField(max_length=6, choices=EntryKind)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    genre = models.CharField(max_length=100, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    group = models.ForeignKey(Group, models.PROTECT, related_name="+", null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    members = models.PositiveIntegerField(default=1)
    named = models.BooleanField(default=False)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    origin = models.OneToOneField("self", models.PROTECT, related_name="promoted", null=True, blank=True)
    state = models.CharField(max_length=12, choices=EntryState, default=EntryState.ENTERED)
    state_why = models.CharField(max_length=200, blank=True)
    total = models.DecimalField(max_digits=10, decimal_places=4, null=True, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    tie = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"],
                name="entry_number_once",
                violation_error_message=_("This number was given to another entry."),
            ),
            models.CheckConstraint(
                condition=Q(members__gte=1),
                name="entry_of_somebody",
                violation_error_message=_("An entry has at least one member."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Conflict(models.Model):
    """A judge may not score an entry: kinship, own pupil, own unit. Declared before scoring."""

    judge = models.ForeignKey(Judge, models.PROTECT, related_name="conflicts")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="conflicts")
    why = models.CharField(max_length=200)
    declared_at = models.DateTimeField()
    declared_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judge", "entry"],
                name="conflict_once",
                violation_error_message=_("This conflict is already declared."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.judge_id} {self.entry_id}"


class Score(models.Model):
    """One judge's mark for one entry by one criterion; earlier marks stay in `ScoreChange`."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="scores", db_index=False)
    judge = models.ForeignKey(Judge, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores", db_index=False)
    value = models.DecimalField(max_digits=6, decimal_places=2)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "judge", "criterion"],
                name="score_once",
                violation_error_message=_("This mark is already given."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="score_not_negative",
                violation_error_message=_("A mark is nought or more."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.value}"


class ScoreChange(models.Model):
    score = models.ForeignKey(Score, models.PROTECT, related_name="changes")
    before = models.DecimalField(max_digits=6, decimal_places=2)
    after = models.DecimalField(max_digits=6, decimal_places=2)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return f"{self.score_id} {self.before} {self.after}"


class Prize(models.Model):
    """A prize of a round, in the order in which they are given. `number` how many there are of it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="prizes")
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveSmallIntegerField(default=1)
    amount = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "name"],
                name="prize_once",
                violation_error_message=_("This round already has that prize."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Award(models.Model):
    """A prize given to an entry. `certificate` is the number of the certificate's row, when one was issued."""

    prize = models.ForeignKey(Prize, models.PROTECT, related_name="awards")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="awards")
    given_at = models.DateTimeField()
    given_by_name = models.CharField(max_length=150)
    note = models.CharField(max_length=200, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["prize", "entry"],
                condition=Q(taken_back_at__isnull=True),
                name="award_once",
                violation_error_message=_("This entry already has that prize."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.prize_id} {self.entry_id}"


class RoundCount(models.Model):
    """What a closed round counts: itself and its entries. A correction takes one back and writes the next."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="counts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    measure = models.CharField(max_length=60)
    on = models.DateField()
    quantity = models.PositiveIntegerField()
    slice = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "measure"],
                condition=Q(cancelled_at__isnull=True),
                name="roundcount_once",
                violation_error_message=_("This round is already counted."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.measure}"


class Cadence(models.Model):
    """How often institutions of a level hold a festival or contest: every so many years, from a day on.

    `kinds`: kinds of organisation it is asked of. Editing ends one rule and begins another.
    """

    level = models.CharField(max_length=10, choices=Level)
    kinds = models.JSONField(default=list)
    every_years = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["level"],
                condition=Q(valid_to__isnull=True),
                name="cadence_one_open",
                violation_error_message=_("The present rule must end before another one begins."),
            ),
            models.CheckConstraint(
                condition=Q(every_years__gte=1) & Q(every_years__lte=10),
                name="cadence_possible",
                violation_error_message=_("From every year to every ten years."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="cadence_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.every_years}"
