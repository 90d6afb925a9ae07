"""The staff file read at a day: who works where, as what, and which persons an actor may know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from densach.kernel.actor import Actor
from densach.kernel.numbers import whole_number
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.models import Level, Organisation, OrganisationVersion, Post
from densach.organisations.rules import Named
from densach.people.models import Duty, Employment, Membership, Person, Training, User
from densach.people.queries.actor import StaffActor
from densach.people.rules.roles import ROLES
from densach.people.rules.staffing import ERASE, FITTING, STAFF, VIEW, AccountUnknown, NoSuchPerson


@dataclass(frozen=True)
class StaffWanted:
    """What the staff file is narrowed to. `units` None asks for every unit in reach; `state` present, left or all."""

    text: str = ""
    units: Collection[int] | None = None
    duty: str = ""
    contract: str = ""
    qualification: str = ""
    field: str = ""
    state: str = "present"
    after: str = ""


@dataclass(frozen=True)
class StaffLine:
    """A person in a unit; `opens` while the actor may see the person's own page."""

    employment: Employment
    place: str
    opens: bool


@dataclass(frozen=True)
class Tally:
    """People at work by qualification and field; `fitting` of `asked` were trained in the field of their unit."""

    persons: int
    by_qualification: dict[str, int]
    by_field: dict[str, int]
    fitting: int
    asked: int
    not_told: int


@dataclass(frozen=True)
class Colleague:
    """What everybody may know of somebody who works in a unit."""

    name: str
    title: str
    duty: str


@dataclass(frozen=True)
class PostLine:
    """A post with how many of it are filled on the day; more than its number is told as it is."""

    post: Post
    place: str
    code: str
    filled: int

    @property
    def vacant(self) -> int:
        return max(self.post.number - self.filled, 0)


def working(on: date) -> Q:
    """Employments that hold on the day."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def lasting(on: date) -> Q:
    """Employments that hold on the day or will."""
    return Q(valid_to__isnull=True) | Q(valid_to__gte=on)


def places_of(actor: Actor, verb: str) -> frozenset[int] | None:
    """Where the actor may do the verb; None for everywhere (the house itself)."""
    if isinstance(actor, StaffActor):
        return actor.places(verb)
    return None if actor.may(verb, None) else frozenset()


def persons_for(actor: Actor, verb: str, on: date) -> QuerySet[Person]:
    """Persons of the units in which the verb is granted.

    Whoever has moved on belongs to the new unit alone; whoever has left altogether, to all former ones. Whom no unit
    has (a reader's account) is nobody's to see or keep: only what such a person asks is answered, by one unit.
    """
    places = places_of(actor, verb)
    if places is None:
        return Person.objects.all()
    jobs = Employment.objects.filter(person=OuterRef("pk"))
    roles = Membership.objects.filter(user__person=OuterRef("pk"))
    wards_jobs = Employment.objects.filter(lasting(on), person__guardian=OuterRef("pk"))
    mine = Q(Exists(jobs.filter(lasting(on), organisation__in=places)))
    mine |= ~Exists(jobs.filter(lasting(on))) & Exists(jobs.filter(organisation__in=places))
    mine |= Exists(roles.filter(organisation__in=places)) | Exists(wards_jobs.filter(organisation__in=places))
    if verb == ERASE and places and responsible_unit(on) in places:
        wards = Person.objects.filter(guardian=OuterRef("pk"), employments__isnull=False)
        mine |= Q(~Exists(jobs), ~Exists(roles), ~Exists(wards))
    return Person.objects.filter(mine)


def responsible_unit(on: date) -> int | None:
    """The one unit that answers for persons whom no unit has.

    Among the units that have somebody who may erase: one at the nation's level, else the first that ever had one (in
    which the installation began).
    """
    roles = [role.code for role in ROLES.values() if ERASE in role.verbs]
    unit = OuterRef("organisation")
    first = Membership.objects.filter(role__in=roles, organisation=unit).order_by("pk").values("pk")[:1]
    national = OrganisationVersion.objects.filter(working(on), organisation=unit, level=Level.NATION)
    held = Membership.objects.filter(working(on), role__in=roles, user__is_active=True)
    ordered = held.annotate(first=Subquery(first), national=Exists(national)).order_by("-national", "first")
    return ordered.values_list("organisation_id", flat=True).first()


def staff_person_for(actor: Actor, pk: int, on: date, verb: str = VIEW) -> Person:
    """Raises NoSuchPerson for whoever is unknown, or not this actor's to see."""
    found = persons_for(actor, verb, on).filter(pk=pk).select_related("user", "guardian").first()
    if found is None:
        raise NoSuchPerson()
    return found


def employment_for(actor: Actor, pk: int, on: date, verb: str) -> Employment:
    """One employment in a unit in which the verb is granted."""
    rows = Employment.objects.select_related("person", "organisation", "post")
    places = places_of(actor, verb)
    if places is not None:
        rows = rows.filter(organisation__in=places)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchPerson()
    return found


def of_person(job: Employment, pk: int) -> Employment:
    """The employment, if it is this person's."""
    if job.person_id != pk:
        raise NoSuchPerson()
    return job


def training_of(person: Person, pk: int) -> Training:
    found = person.trainings.filter(pk=pk).first()
    if found is None:
        raise NoSuchPerson()
    return found


def _rows(actor: Actor, on: date, wanted: StaffWanted) -> QuerySet[Employment]:
    rows = Employment.objects.filter(person__erased_at__isnull=True)
    places = places_of(actor, VIEW)
    if wanted.units is not None:
        asked = frozenset(wanted.units)
        places = asked if places is None else places & asked
    if places is not None:
        rows = rows.filter(organisation__in=places)
    state = {"present": working(on), "left": Q(valid_to__lt=on)}.get(wanted.state, Q())
    exact = {
        "duty": wanted.duty,
        "contract": wanted.contract,
        "qualification": wanted.qualification,
        "field": wanted.field,
    }
    rows = rows.filter(state, **{name: value for name, value in exact.items() if value})
    if text := fold(wanted.text).strip():
        rows = rows.filter(person__folded_name__contains=text)
    return rows


def staff_page(actor: Actor, on: date, wanted: StaffWanted, limit: int = 50) -> list[StaffLine]:
    """A page in the order of Vietnamese lists of people (given name first)."""
    rows = _rows(actor, on, wanted).select_related("person", "organisation", "post")
    key, _tilde, last = wanted.after.rpartition("~")
    number = whole_number(last)
    if key and number is not None:
        rows = rows.filter(Q(person__sort_key__gt=key) | Q(person__sort_key=key, pk__gt=number))
    found = list(rows.order_by("person__sort_key", "pk")[:limit])
    names = organisations.names_of({one.organisation_id for one in found}, on)
    ids = {one.person_id for one in found}
    seen = set(persons_for(actor, VIEW, on).filter(pk__in=ids).values_list("pk", flat=True))
    return [StaffLine(one, names.get(one.organisation_id, ""), one.person_id in seen) for one in found]


def staff_tally(actor: Actor, on: date, wanted: StaffWanted) -> Tally:
    """Each person is counted once, by the position begun last."""
    rows = _rows(actor, on, wanted).order_by("valid_from", "pk")
    told = rows.values_list("person_id", "organisation_id", "qualification", "field")
    one_each = {person: (unit, level, field) for person, unit, level, field in told}
    kinds = organisations.all_named({unit for unit, _level, _field in one_each.values()}, on)
    fields = [(FITTING.get(kinds[unit].kind, ""), field) for unit, _level, field in one_each.values()]
    asked = [(fits, field) for fits, field in fields if fits]
    return Tally(
        persons=len(one_each),
        by_qualification=dict(Counter(level for _unit, level, _field in one_each.values())),
        by_field=dict(Counter(field for _unit, _level, field in one_each.values())),
        fitting=sum(fits == field for fits, field in asked),
        asked=len(asked),
        not_told=sum(not field for _fits, field in asked),
    )


def colleagues(organisation: Organisation | int, on: date) -> list[Colleague]:
    """Who works in the unit on the day: name, title and duty, heads first; for whoever may see the unit."""
    rows = Employment.objects.filter(working(on), organisation=organisation, person__erased_at__isnull=True)
    told = rows.select_related("person").order_by("person__sort_key", "pk")
    heads = (Duty.HEAD, Duty.HOUSE_HEAD, Duty.CLUB_HEAD, Duty.TEAM_LEADER)
    ordered = sorted(told, key=lambda one: one.duty not in heads)
    return [Colleague(one.person.name, one.title, one.duty) for one in ordered]


def staff_count(ids: Iterable[int], on: date) -> dict[int, int]:
    """How many persons count as staff in each of the units on the day; one query. Units without any are left out."""
    rows = Employment.objects.filter(working(on), organisation__in=set(ids), contract__in=STAFF)
    return dict(rows.values_list("organisation_id").annotate(Count("person", distinct=True)).order_by())


def jobs_of(person: Person) -> list[Employment]:
    """Every employment of the person, newest first."""
    return list(person.employments.select_related("organisation", "post").order_by("-valid_from", "-pk"))


def trainings_of(person: Person) -> list[Training]:
    return list(person.trainings.order_by("-last_day", "-pk"))


def alike(actor: Actor, name: str, birth_date: date | None, on: date) -> list[Person]:
    """Persons of this name whom the actor may see, unless the days of birth tell them apart."""
    rows = persons_for(actor, VIEW, on).filter(folded_name=fold(name).strip(), erased_at__isnull=True)
    if birth_date is not None:
        rows = rows.filter(Q(birth_date=birth_date) | Q(birth_date__isnull=True))
    return list(rows.order_by("pk")[:10])


def places_of_persons(persons: Sequence[Person], on: date) -> dict[int, list[str]]:
    """Where each works on the day or will; two queries for any number."""
    rows = Employment.objects.filter(lasting(on), person__in=persons).values_list(
        "person_id", "organisation_id"
    )
    told = list(rows)
    names = organisations.names_of({unit for _person, unit in told}, on)
    found: dict[int, list[str]] = {}
    for person, unit in told:
        found.setdefault(person, []).append(names.get(unit, ""))
    return found


def person_of(user: User) -> Person | None:
    """The person behind an account, where somebody has tied the two."""
    return Person.objects.filter(user=user).select_related("guardian").first()


def user_to_tie(actor: Actor, email: str, accounts: QuerySet[User]) -> User:
    """An account of those given. AccountUnknown for any other."""
    found = accounts.filter(email__iexact=email.strip()).first()
    if found is None:
        raise AccountUnknown(email=email)
    return found


def posts_held(actor: Actor, on: date, units: Collection[int] | None = None) -> list[PostLine]:
    """The posts of the units in reach on the day, with how many are filled; four queries."""
    places = places_of(actor, VIEW)
    if units is not None:
        places = frozenset(units) if places is None else places & frozenset(units)
    rows = Post.objects.filter(working(on)).select_related("organisation")
    if places is not None:
        rows = rows.filter(organisation__in=places)
    posts = list(rows.order_by("organisation_id", "title"))
    held = Employment.objects.filter(working(on), post__in=posts).values_list("post_id")
    filled = dict(held.annotate(Count("person", distinct=True)).order_by())
    units_named = organisations.all_named({one.organisation_id for one in posts}, on)
    lines = [_post_line(one, units_named[one.organisation_id], filled.get(one.pk, 0)) for one in posts]
    return sorted(lines, key=lambda line: (fold(line.place), fold(line.post.title)))


def _post_line(post: Post, unit: Named, filled: int) -> PostLine:
    return PostLine(post, unit.name, unit.code, filled)


def posts_to_give(organisation: Organisation | int, on: date) -> list[Post]:
    return list(Post.objects.filter(working(on), organisation=organisation).order_by("title"))


def units_in_reach(actor: Actor, verb: str, on: date) -> list[Named]:
    """The units of the day in which the verb is granted, by level, then alphabet."""
    places = places_of(actor, verb)
    return [one for one in organisations.alive(on) if places is None or one.id in places]
