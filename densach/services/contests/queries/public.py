"""What citizens see of contests: rounds, days, and results once ranked; never marks, and of children the first name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, prefetch_related_objects

from densach.organisations import queries as organisations
from densach.people.models import Consent
from densach.services.contests.models import Award, Contest, Entry, EntryState, Round, RoundState
from densach.services.contests.rules.naming import is_adult, public_name

PUBLICITY = "publicity"
SHOWN = (RoundState.OPEN, RoundState.JUDGING, RoundState.RANKED, RoundState.CLOSED, RoundState.CANCELLED)
_DECIDED = (RoundState.RANKED, RoundState.CLOSED)


@dataclass(frozen=True)
class PublicWinner:
    """One who won a prize. `name` as it may be published."""

    prize: str
    name: str
    title: str
    unit: str
    rank: int | None


@dataclass(frozen=True)
class PublicRound:
    """`activity_id`: whose page tells when and where, None for none. `results`: prizes, or the first ranks."""

    pk: int
    name: str
    unit: str
    unit_code: str
    level: str
    place: str
    opens: date
    closes: date
    held_on: date | None
    state: str
    state_text: str
    activity_id: int | None
    entries: int
    results: tuple[PublicWinner, ...]

    @property
    def tells_units(self) -> bool:
        return any(one.unit for one in self.results)

    @property
    def is_decided(self) -> bool:
        return self.state in _DECIDED


@dataclass(frozen=True)
class PublicContest:
    """A contest as citizens see it; `rounds` from the highest down."""

    pk: int
    title: str
    theme: str
    rules: str
    year: int
    unit: str
    unit_code: str
    kind: str
    paper_number: str
    rounds: tuple[PublicRound, ...]

    @property
    def is_over(self) -> bool:
        return all(one.state in (RoundState.CLOSED, RoundState.CANCELLED) for one in self.rounds)

    @property
    def first(self) -> PublicRound | None:
        return self.rounds[0] if self.rounds else None


def public_contests(on: date, *, year: int | None = None, limit: int = 50) -> list[PublicContest]:
    """Those with at least one round that was opened, newest first; without results. A few queries for all of them."""
    shown = Round.objects.filter(contest=OuterRef("pk"), state__in=SHOWN)
    rows = Contest.objects.filter(Exists(shown), public=True).select_related("organisation", "kind")
    if year is not None:
        rows = rows.filter(year=year)
    found = list(rows.order_by("-year", "-pk")[:limit])
    rounds = _rounds([one.pk for one in found])
    return _told(found, rounds, {}, on)


def public_contest(pk: int, on: date) -> PublicContest | None:
    """With the results of rounds that are ranked; None for one that is not public, or has no round that was opened."""
    one = Contest.objects.filter(pk=pk, public=True).select_related("organisation", "kind").first()
    if one is None:
        return None
    rounds = _rounds([pk])
    if not rounds:
        return None
    return _told([one], rounds, _results(rounds, on), on)[0]


def public_years() -> list[int]:
    """The years in which citizens see a contest."""
    shown = Round.objects.filter(contest=OuterRef("pk"), state__in=SHOWN)
    rows = Contest.objects.filter(Exists(shown), public=True).order_by().values_list("year", flat=True)
    return list(rows.distinct())


def public_contest_ids(limit: int = 10_000) -> list[int]:
    """Every contest that citizens see, newest first; the sitemap's."""
    shown = Round.objects.filter(contest=OuterRef("pk"), state__in=SHOWN)
    rows = Contest.objects.filter(Exists(shown), public=True).order_by("-pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def _rounds(contests: Sequence[int]) -> list[Round]:
    rows = Round.objects.filter(contest__in=contests, state__in=SHOWN).select_related(
        "organisation", "activity"
    )
    order = {"province": 0, "district": 1, "commune": 2, "hamlet": 3}
    return sorted(rows, key=lambda one: (order.get(one.level, 0), one.above_id or 0, one.pk))


def _told(
    contests: Sequence[Contest],
    rounds: Sequence[Round],
    results: dict[int, tuple[PublicWinner, ...]],
    on: date,
) -> list[PublicContest]:
    units = {one.organisation_id for one in contests} | {one.organisation_id for one in rounds}
    names = organisations.names_of(units, on)
    places = organisations.area_names({one.area_id for one in rounds if one.area_id}, on)
    counts: dict[int, int] = {}
    entered = Entry.objects.filter(round__in=[one.pk for one in rounds], state=EntryState.ENTERED)
    for key in entered.values_list("round", flat=True):
        counts[key] = counts.get(key, 0) + 1
    by_contest: dict[int, list[PublicRound]] = {}
    for one in rounds:
        shown = one.activity is not None and one.activity.public and one.activity.published_at is not None
        by_contest.setdefault(one.contest_id, []).append(
            PublicRound(
                pk=one.pk, name=one.name, unit=names.get(one.organisation_id, ""), unit_code=one.organisation.code,
                level=one.level, place=places.get(one.area_id or 0, ""), opens=one.opens, closes=one.closes,
                held_on=one.held_on, state=one.state, state_text=str(one.get_state_display()),
                activity_id=one.activity_id if shown else None, entries=counts.get(one.pk, 0),
                results=results.get(one.pk, ()),
            )
        )  # fmt: skip
    return [
        PublicContest(
            pk=one.pk, title=one.title, theme=one.theme, rules=one.rules, year=one.year,
            unit=names.get(one.organisation_id, ""), unit_code=one.organisation.code,
            kind=one.kind.name if one.kind else "", paper_number=one.paper_number,
            rounds=tuple(by_contest.get(one.pk, ())),
        )
        for one in contests
    ]  # fmt: skip


def _results(rounds: Sequence[Round], on: date) -> dict[int, tuple[PublicWinner, ...]]:
    """Round → who won, in the order of the prizes; a round without prizes tells its first three ranks."""
    decided = {one.pk: one for one in rounds if one.state in _DECIDED}
    awards = Award.objects.filter(prize__round__in=decided, taken_back_at__isnull=True)
    given = list(
        awards.select_related("prize", "entry__person").order_by(
            "prize__position", "entry__rank", "entry__number"
        )
    )
    with_prizes = {one.prize.round_id for one in given}
    ranked = Entry.objects.filter(round__in=set(decided) - with_prizes, rank__lte=3, state=EntryState.ENTERED)
    firsts = list(ranked.select_related("person").order_by("rank", "number"))
    entries = [*(one.entry for one in given), *firsts]
    agreed = agreed_to_be_named(entries, on)
    units = organisations.names_of({one.organisation_id for one in entries if one.organisation_id}, on)
    found: dict[int, list[PublicWinner]] = {}
    for prize, entry in (*((one.prize.name, one.entry) for one in given), *(("", one) for one in firsts)):
        unit = units.get(entry.organisation_id or 0, "")
        # The unit stands beside the name.
        name = public_name(entry.kind, entry.name, "", agreed=entry.pk in agreed)
        found.setdefault(entry.round_id, []).append(PublicWinner(prize, name, entry.title, unit, entry.rank))
    return {key: tuple(rows) for key, rows in found.items()}


def as_public(entries: Iterable[Entry], on: date) -> None:
    """The rows, to be shown and not saved, bear the names that the public reads. Two queries."""
    rows = list(entries)
    prefetch_related_objects([one for one in rows if one.person_id], "person")
    agreed = agreed_to_be_named(rows, on)
    for one in rows:
        one.name = public_name(one.kind, one.name, "", agreed=one.pk in agreed)


def agreed_to_be_named(entries: Iterable[Entry], on: date) -> set[int]:
    """The entries whose person may be named: it was agreed to with the entry, a consent to publicity holds, or the
    person is known to be no child.
    """
    rows = list(entries)
    people = {one.person_id for one in rows if one.person_id}
    consents = set(
        Consent.objects.filter(person__in=people, purpose=PUBLICITY, withdrawn_at__isnull=True).values_list(
            "person_id", flat=True
        )
    )
    return {
        one.pk
        for one in rows
        if one.named
        or one.person_id in consents
        or (one.person is not None and is_adult(one.person.birth_date, on))
    }
