"""The page of an institution, through time and over both wings: each part read by a question of its own.

What the actor may not see is absent here, so that no template has to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from densach.facts.measures import Measure
from densach.facts.page import YearLine, stock_lines, year_lines
from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.organisations.doorplate import Plate, plate
from densach.organisations.models import (
    Area,
    Level,
    Organisation,
    OrganisationKind,
    OrganisationVersion,
    Ownership,
    Profile,
    Rank,
)
from densach.organisations.rules import Named
from densach.organisations.tilemaps import locator
from densach.people import queries as people
from densach.people.models import Duty
from densach.people.queries import persons
from densach.people.rules import ROLES
from densach.programme.capabilities import queries as capabilities
from densach.programme.capabilities.queries import ListRow, SheetRow
from densach.programme.reports import queries as reports
from densach.programme.reports.page import OwedRow, owed_row
from densach.programme.tasks import queries as tasks
from densach.programme.tasks.queries import Card
from densach.ui.charts import twin_bars
from densach.ui.daywise import DayAsked
from densach.ui.nav import NavItem
from densach.ui.tilemap import TileMap

KINDS: Final = dict(OrganisationKind.choices)
LEVELS: Final = dict(Level.choices)
RANKS: Final = dict(Rank.choices)
OWNERSHIPS: Final = dict(Ownership.choices)
DUTIES: Final = dict(Duty.choices)
# How many tasks a page of an institution tells one by one; the board has them all.
MOST_TASKS: Final = 8


@dataclass(frozen=True)
class Head:
    """What it is on the day asked: its version, whom it stands under, where it lies, its first and its last day."""

    organisation: Organisation
    one: Named
    version: OrganisationVersion
    kind: str
    level: str
    rank: str
    ownership: str
    parent: Named | None
    places: list[tuple[str, str]]
    province: Area | None
    founded: date
    ended: date | None
    is_later: bool
    aliases: list[str]

    @property
    def is_now(self) -> bool:
        """Whether the version shown is the one of today."""
        return self.version.valid_to is None


def head_of(organisation: Organisation, asked: DayAsked) -> Head:
    """Seven queries at most, whatever its history."""
    versions = organisations.timeline(organisation.pk)
    version = organisations.on_day(versions, asked.on)
    one = Named(
        organisation.pk,
        organisation.code,
        version.name,
        version.kind,
        version.level,
        version.area_id,
        version.parent_id,
    )
    last = versions[-1].valid_to
    around = organisations.ancestors_of_area(one.area_id, asked.on)
    names, codes = organisations.area_names(around, asked.on), organisations.area_codes(around)
    return Head(
        organisation=organisation,
        one=one,
        version=version,
        kind=str(KINDS[version.kind]),
        level=str(LEVELS[version.level]),
        rank=str(RANKS[version.rank]) if version.rank else "",
        ownership=str(OWNERSHIPS[version.ownership]),
        parent=organisations.named(one.parent_id, asked.on) if one.parent_id else None,
        places=[(codes[key], names[key]) for key in around[:-1]] or [(codes[around[0]], names[around[0]])],
        province=Area(pk=around[-2], code=codes[around[-2]]) if len(around) > 1 else None,
        founded=versions[0].valid_from,
        ended=last if last is not None and last < asked.on else None,
        is_later=asked.on < versions[0].valid_from,
        aliases=organisations.aliases_of(organisation),
    )


@dataclass(frozen=True)
class Where:
    """How it is reached: contacts, what stands on its door, and its commune on the map of the province."""

    profile: Profile | None
    map: TileMap | None
    door: Plate

    @property
    def point(self) -> str:
        """Latitude and longitude for a link `geo:` (RFC 5870); empty where nobody has set it."""
        if self.profile is None or self.profile.latitude is None:
            return ""
        return f"{self.profile.latitude},{self.profile.longitude}"


def where_of(head: Head, asked: DayAsked, at: datetime) -> Where:
    """Contacts say how things are now; the hours are those of the day asked, "open now" is said of today alone."""
    key, province = head.one.id, head.province
    timetables, closures = organisations.hours_of(key, asked.on)
    is_now = not asked.is_past and head.ended is None
    return Where(
        profile=organisations.profile_of(key),
        map=locator(head.one.area_id, province, asked.on, head.places[0][1]) if province else None,
        door=plate(timetables, closures, asked.on, at if is_now else None),
    )


# what it can do -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Abilities:
    """Its answers, and the checklists of the law asked of it with what is missing."""

    rows: list[SheetRow]
    lists: list[ListRow]

    @property
    def yes(self) -> list[SheetRow]:
        return [row for row in self.rows if row.answer is not None and row.answer.answer]

    @property
    def no(self) -> list[SheetRow]:
        return [row for row in self.rows if row.answer is not None and not row.answer.answer]

    @property
    def unanswered(self) -> list[SheetRow]:
        return [row for row in self.rows if row.answer is None]


def abilities_of(head: Head, actor: Actor, asked: DayAsked) -> Abilities | None:
    """None where the actor may not see the unit's answers, or nothing is asked of its kind."""
    if not actor.may("count.view", head.one.id):
        return None
    rows = capabilities.sheet_of(head.one, asked.on)
    lists = capabilities.list_rows(head.one, asked.on)
    return Abilities(rows, lists) if rows or lists else None


# what it counted ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Counted:
    """One FLOW: this year so far, as much of the last one, all of the last one, and both drawn."""

    measure: Measure
    line: YearLine
    drawing: SafeString


@dataclass(frozen=True)
class Figures:
    """What its counting book holds on the day: flows by months, stocks by their latest reading."""

    on: date
    flows: list[Counted]
    stocks: list[tuple[Measure, int]]


def figures_of(head: Head, actor: Actor, asked: DayAsked) -> Figures | None:
    """None where the actor may not see its counting book. One that has ended shows its last year."""
    if not actor.may("count.view", head.one.id):
        return None
    on = head.ended or asked.on
    flows = []
    for line in year_lines(head.one, on):
        title = _("%(measure)s, month by month: %(year)s in ink, %(before)s in outline") % {
            "measure": line.measure.name,
            "year": on.year,
            "before": on.year - 1,
        }
        flows.append(Counted(line.measure, line, twin_bars(title, line.months, line.last_months)))
    return Figures(on, flows, stock_lines(head.one, on))


def reports_of(head: Head, actor: Actor, on: date) -> list[OwedRow]:
    """Its reports, the latest due first, as far as the actor may see them."""
    if not actor.may("report.view", None):
        return []
    return [owed_row(one, actor) for one in reports.owed_by(actor, head.one.id, on)]


# what it has to do ----------------------------------------------------------------------------------------


def tasks_of(head: Head, actor: Actor, on: date) -> list[Card]:
    """Its open parts in tasks of running plans; none where the actor has no part in the unit."""
    if head.ended is not None or not actor.may("count.view", head.one.id):
        return []
    return tasks.open_cards(head.one.id, on)[:MOST_TASKS]


# who works there ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Staff:
    """How many work there; names with what they do only for whoever may see the unit's staff."""

    number: int
    posts: int
    names: list[tuple[str, str]]
    accounts: list[tuple[str, str]]
    may_see_file: bool
    may_see_accounts: bool


def staff_of(head: Head, actor: Actor, on: date) -> Staff | None:
    """None where the actor has no part in the unit."""
    key = head.one.id
    if not actor.may("count.view", key):
        return None
    sees_file, sees_accounts = actor.may("person.view", key), actor.may("people.manage", key)
    names = (
        [(one.name, one.title or str(DUTIES.get(one.duty, ""))) for one in persons.colleagues(key, on)]
        if sees_file
        else []
    )
    accounts = (
        [(name, str(ROLES[role].name)) for name, role in people.staff_of(head.organisation, on)]
        if sees_accounts
        else []
    )
    return Staff(
        number=persons.staff_count([key], on).get(key, 0),
        posts=sum(post.number for post in organisations.posts_of(key, on)),
        names=names,
        accounts=accounts,
        may_see_file=sees_file,
        may_see_accounts=sees_accounts,
    )


# its history ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Past:
    """One version with the names that its parent and place had on its first day, and what it changed."""

    version: OrganisationVersion
    kind: str
    place: str
    parent: str
    changed: list[str]


def past_of(organisation: Organisation) -> list[Past]:
    """Its versions, newest first, with names as they were on each version's first day. Three queries."""
    versions = organisations.history(organisation)
    names, places = organisations.names_through_time(
        [one.parent_id for one in versions if one.parent_id], [one.area_id for one in versions]
    )
    return [
        Past(
            version,
            str(KINDS[version.kind]),
            organisations.name_on(places, version.area_id, version.valid_from),
            organisations.name_on(names, version.parent_id, version.valid_from),
            _changes(before, version),
        )
        for version, before in zip(versions, [*versions[1:], None], strict=True)
    ]


def _changes(before: OrganisationVersion | None, after: OrganisationVersion) -> list[str]:
    """What is otherwise than in the version before, in words."""
    if before is None:
        return [_("founded")]
    told = (
        ("name", _("renamed")),
        ("parent_id", _("stands under another body")),
        ("area_id", _("stands in another place")),
        ("kind", _("another kind")),
        ("level", _("another level")),
        ("rank", _("another rank")),
        ("ownership", _("kept by another")),
        ("seat", _("another seat")),
    )
    return [words for field, words in told if getattr(before, field) != getattr(after, field)]


def parts(anchors: dict[str, bool]) -> list[NavItem]:
    """Ways within the page, to those of its parts that are there."""
    words = (
        ("noi-dat", _("Where and when"), "geo-alt"),
        ("nang-luc", _("What it can do"), "patch-check"),
        ("so-dem", _("What it counted"), "123"),
        ("bao-cao", _("Reports"), "file-earmark-text"),
        ("nhiem-vu", _("Tasks"), "list-task"),
        ("nhan-su", _("Who works there"), "people"),
        ("lich-su", _("Its history"), "clock-history"),
    )
    return [NavItem(label, f"#{anchor}", icon) for anchor, label, icon in words if anchors.get(anchor)]
