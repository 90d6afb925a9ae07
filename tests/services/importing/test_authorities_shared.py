"""A real list of subjects, brought twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from densach.kernel.actor import SYSTEM
from densach.services.catalogue.actions import importing
from densach.services.catalogue.models import Authority
from tests import cast

LIST = Path(__file__).parents[4] / "shared" / "data" / "library" / "authority" / "auth-1066.mrc"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not LIST.is_file(), reason="the real files are not beside this checkout"),
]


def _brought() -> importing.Outcome:
    with LIST.open("rb") as stream:
        _are, reads = importing.holds_authorities(importing.open_file(stream, LIST.name).reads)
        return importing.import_headings(at=cast.NOW, actor=SYSTEM, reads=reads, name=LIST.name)


def test_a_real_list_comes_in_whole_and_only_once(province: cast.Province) -> None:
    first = _brought()
    assert first.read == 1066 == first.created + first.updated + first.unchanged + len(first.rejected)
    assert first.rejected == []
    assert Authority.objects.count() == first.created > 1000
    press = Authority.objects.get(heading="Pers")
    assert press.kind == "topic"
    assert press.variants[:2] == ["Press", "Dagbladzegel"]
    assert "Journalisten" in press.related.values_list("heading", flat=True)
    again = _brought()
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1066)
