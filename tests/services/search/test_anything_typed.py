"""Nothing that a person types raises, and what is understood means what it says."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from densach.services.catalogue.search.asking import MOST_WORDS, understand
from densach.services.catalogue.search.finding import find
from densach.services.catalogue.search.narrowing import Query
from densach.services.catalogue.search.spelling import did_you_mean, see_also

_PIECES = st.sampled_from(
    [
        '"', "“", "-", "*", "AND", "OR", "NOT", "NEAR", "(", ")", ":", "tác giả:", "năm:", "isbn:", "ký hiệu:",
        "{title}", "title :", "^", "+", "'", "''", ";--", "\\", "%", "_", "ƿ", "ƿƿ", "\x00", "nguyễn", "a", "1",
        "2019-", "’", "&", "|", "!", "<->", "đ", "ộ", "𝒜", "한국", "Ⅷ", "ß", "İ", "số:", "x" * 90,
    ]
)  # fmt: skip
_TYPED = st.one_of(
    st.text(max_size=80),
    st.lists(_PIECES, max_size=12).map(" ".join),
    st.lists(_PIECES, max_size=9).map("".join),
)


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_TYPED)
def test_nothing_typed_raises(text: str) -> None:
    for query in (Query(text), Query(text, staff=True, sort="title"), Query(text, available=True)):
        found = find(query)
        assert found.total == 0
        did_you_mean(query, found)
    see_also(text)


@given(_TYPED)
def test_a_question_has_an_end(text: str) -> None:
    asked = understand(text)
    assert sum(len(part.words) for part in asked.parts) <= MOST_WORDS
    assert all(word.folded and word.exact for part in asked.parts for word in part.words)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("năm:2019", (2019, 2019)),
        ("năm: 2010-2020 thơ", (2010, 2020)),
        ("year:2010-", (2010, None)),
        ("nam:-1975", (None, 1975)),
        ("thơ năm 2019", None),
        ("năm: 2010 - 2020", (2010, 2020)),
        ("năm:2010 đến 2020", (2010, 2020)),
        ("văn học Việt Nam: 1930-1945", None),
        ("văn học việt nam:1930", None),
        ("Việt Nam: đất nước", None),
    ],
)
def test_years_are_understood(text: str, years: tuple[int | None, int | None] | None) -> None:
    assert understand(text).years == years


def test_a_word_that_ends_a_title_stays_a_word_though_fields_are_called_so() -> None:
    for text in ("Việt Nam: đất nước", "một số: bài thơ"):
        asked = understand(text)
        assert [part.words[0].exact for part in asked.parts] == text.lower().replace(":", "").split()
        assert not asked.number


def test_a_name_of_several_words_belongs_to_its_field_until_another_begins() -> None:
    asked = understand("kiều tác giả:nguyễn du nhan đề:truyện")
    assert [(part.words[0].exact, part.where) for part in asked.parts] == [
        ("kiều", ""), ("nguyễn", "names"), ("du", "names"), ("truyện", "title"),
    ]  # fmt: skip


def test_a_minus_inside_a_word_is_no_minus() -> None:
    assert not understand("Mác-Lênin").unwanted
    assert not understand("2010 - 2020").unwanted
    assert len(understand("thơ -tình").unwanted) == 1
