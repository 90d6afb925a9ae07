"""Is there an installation in the data folder, and is its database up to date?"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import activate

from densach.cli.errors import NoInstallation
from densach.cli.keys import keep_secret
from densach.cli.output import progress
from densach.facts import replay
from densach.kernel.actor import SYSTEM
from densach.organisations import actions as organisations
from densach.organisations.map import the_map
from densach.organisations.queries import area_by_code
from densach.organisations.rules import UnknownArea
from densach.programme.calendar import actions as calendar
from densach.programme.capabilities import actions as capabilities
from densach.programme.indicators import actions as indicators
from densach.programme.plans import actions as plans
from densach.services.activities.actions import kinds
from densach.services.catalogue.actions import indexing
from densach.services.catalogue.actions import seeding as items
from densach.services.certificates import actions as certificates
from densach.services.circulation.actions import seeding as readers
from densach.services.contests.actions import cadence as contests

# These make an installation; all others want one.
_MAKERS = {"init", "demo"}
# These look at the index of words, so it is left as it is for them.
_LOOK_AT_INDEX = {"index", "verify"}


def data_folder() -> Path:
    return Path(settings.DATA)


def is_installed() -> bool:
    """Whether the database holds our tables."""
    name = settings.DATABASES["default"]["NAME"]
    if connection.vendor == "sqlite" and not Path(str(name)).exists():
        return False
    return "people_user" in connection.introspection.table_names()


def keep_to_owner() -> None:
    """The data are of people: whatever this process writes from here on, only its own account reads. An older folder
    that everybody on the machine may enter is shut to others too; what a group was given stays given.
    """
    os.umask(0o077)
    folder = data_folder()
    with suppress(OSError):  # another account's folder is that account's to open and shut
        folder.chmod(folder.stat().st_mode & 0o770)


def keep_key() -> None:
    """Keeps the key that signs sessions: the next start, and each worker, must read those of this one."""
    keep_secret("DENSACH_SECRET_KEY", settings.SECRET_KEY, data_folder() / "secret-key")


def open_house(command: str) -> None:
    """Brings the database up to date; refuses where there is none to open."""
    activate("vi")
    if command in _MAKERS:
        return
    if not is_installed():
        raise NoInstallation(folder=data_folder())
    keep_key()
    bring_up_to_date()
    if command not in _LOOK_AT_INDEX:
        renew_index()


def bring_up_to_date() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        progress("…")
        call_command("migrate", interactive=False, verbosity=0)
        progress("")
        seed_catalogues()
        renew_map()


def renew_index() -> None:
    """Lays the index of words anew where this version of the house cuts words otherwise than the one that laid it."""
    at = timezone.now()
    if indexing.is_behind(at=at):
        indexing.lay_anew(at=at, tell=lambda done: progress(f"index {done} …"))
        progress("")


def seed_catalogues() -> None:
    """Brings names and kinds of capabilities and indicators up to what this version of the house knows."""
    at = timezone.now()
    capabilities.seed_catalogue(at=at)
    indicators.seed_catalogue(at=at)
    calendar.seed_occasions(at=at)
    items.seed_item_types()
    indexing.is_behind(at=at)  # a new house begins with the words as they are cut now
    readers.seed_categories()
    kinds.seed_kinds(at=at)
    certificates.seed_templates(at=at)
    contests.seed_cadences(at=at)
    plans.seed_programmes(at=at)


def renew_map() -> None:
    """Brings the map of an installation that has one up to the house's file. Where areas joined it, what was counted in
    former years lies in other areas than was thought: the kept totals are laid anew.
    """
    try:
        area_by_code("viet-nam")
    except UnknownArea:
        return  # a new one loads its map itself
    progress("areas …")
    if organisations.load_map(at=timezone.now(), actor=SYSTEM, rows=the_map()):
        replay.lay_totals_anew()
    progress("")
