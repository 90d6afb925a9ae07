"""Real records pass through every editor unharmed: what was not touched stays to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from django.http import QueryDict

from densach.formats.marc import Marc, iso2709
from densach.services.catalogue.forms import full
from densach.services.catalogue.rules import linetext, short
from tests.cast import TODAY

FILES = Path(__file__).parents[4] / "shared" / "data" / "library" / "marc"
pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="the real files are not beside this checkout")
MOST = 700


def real(name: str) -> Iterator[Marc]:
    with (FILES / name).open("rb") as stream:
        for one in islice(iso2709.read(stream), MOST):
            if one.marc is not None:
                yield one.marc


def sent_back(marc: Marc) -> QueryDict:
    """What a browser sends of the editor when nobody wrote anything."""
    shown = full.shown(marc, 1, "vi")
    sent = QueryDict(mutable=True)
    for row in shown.rows:
        for name in ("tag", "marks", "text", "old"):
            sent.appendlist(name, getattr(row, name).replace("\n", "\r\n"))
    for spot in (*shown.leader, *shown.coded):
        sent[spot.name] = spot.value
    return sent


@pytest.mark.parametrize("name", ["uva_001_2000.mrc", "vietnamese-10000.mrc", "jazz_1k.mrc"])
def test_what_nobody_touched_stays_to_the_letter(name: str) -> None:
    for marc in real(name):
        assert full.read(sent_back(marc), marc) == marc
        assert linetext.read_lines(linetext.lines_of(marc), marc) == marc
        told = short.read(marc)
        assert short.write(marc, told, TODAY) == marc
        changed = short.write(marc, replace(told, publisher=f"{told.publisher} X"), TODAY)
        assert sum(field not in marc.fields for field in changed.fields) == 1
