"""The whole administrative map, loaded once for a module's tests and taken away after them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from densach.journal.models import Entry
from densach.kernel.actor import SYSTEM
from densach.organisations import actions
from densach.organisations.map import the_map
from densach.organisations.models import Area, AreaLineage, AreaVersion
from tests.cast import NOW


@pytest.fixture(scope="module")
def the_whole_map(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Kept outside of each test's transaction: twenty loadings a module would be a minute of waiting."""
    with django_db_blocker.unblock():
        actions.load_map(at=NOW, actor=SYSTEM, rows=the_map())
    yield
    with django_db_blocker.unblock():
        AreaLineage.objects.all()._raw_delete("default")
        AreaVersion.objects.all()._raw_delete("default")
        Area.objects.all()._raw_delete("default")
        Entry.objects.all()._raw_delete("default")
