"""Whatever the lines of a paper and their order, a reading is whole and its quotes are true."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from densach.formats.planreader import read
from densach.formats.planreader.errors import PlanRefusal
from densach.formats.planreader.textview import folded

LINES = sorted(
    {
        line
        for path in Path(__file__).parent.glob("*/**/*")
        if path.suffix in (".txt", ".md")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=40))
def test_shuffled_lines_give_a_reading_whose_quotes_stand_at_their_offsets(lines: list[str]) -> None:
    source = "Kế hoạch\n" + "\n".join(lines)
    reading = read(source.encode(), "tron.txt")
    assert reading.text == source
    for target in reading.targets:
        assert 0 <= target.start < target.end <= len(source)
        assert folded(source[target.start : target.end]) == target.quote
    for clause in reading.clauses:
        assert 0 <= clause.start <= clause.end <= len(source)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    try:
        reading = read(text.encode("utf-8", errors="replace"), "bat-ky.txt")
    except PlanRefusal:
        return
    assert reading.source.characters == len(reading.text)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=600), st.sampled_from(["a.txt", "a.md", "a.docx", "a.pdf"]))
def test_any_bytes_are_read_or_refused_by_name(data: bytes, name: str) -> None:
    try:
        reading = read(data, name)
    except PlanRefusal:
        return
    assert reading.source.characters == len(reading.text)
