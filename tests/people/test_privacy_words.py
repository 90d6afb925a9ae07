"""The page on personal data says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from densach.people.holders import _OURS
from densach.people.rules.purposes import CONCERNS, PURPOSES
from densach.people.rules.retention import ANSWER_DAYS, KEPT

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "personal-data.md").read_text(encoding="utf-8")


def rows(title: str) -> dict[str, list[str]]:
    """Code → the other cells of the table under a heading."""
    part = PAGE.split(f"## {title}\n", 1)[1].split("\n## ")[0]
    found = {}
    for line in part.splitlines():
        if match := re.match(r"\| `([\w.]+)` \| (.*) \|$", line):
            found[match[1]] = match[2].split(" | ")
    return found


def test_every_holder_is_told() -> None:
    assert set(rows("What is kept")) == {one.code for one in _OURS}


def test_every_purpose_is_told_with_whom_it_concerns() -> None:
    told = rows("What is asked, and by whom it is agreed")
    expected = {
        one.code: [", ".join(one.concerns), "yes" if one.publishes else "no"] for one in PURPOSES.values()
    }
    assert told == expected


def test_every_period_is_told() -> None:
    assert {code: int(cells[0]) for code, cells in rows("How long").items()} == {
        code: kept.days for code, kept in KEPT.items()
    }


def test_every_day_of_answering_is_told() -> None:
    told = rows("By when somebody is answered")
    assert {code: int(cells[0]) for code, cells in told.items()} == ANSWER_DAYS


@pytest.mark.parametrize("purpose", PURPOSES.values(), ids=lambda one: one.code)
def test_a_purpose_says_what_is_read_and_what_stops(purpose: object) -> None:
    assert all(getattr(purpose, part).strip() for part in ("name", "words", "stops", "law"))
    assert set(getattr(purpose, "concerns", ())) <= set(CONCERNS)
