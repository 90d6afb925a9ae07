"""What somebody may have meant, headings under another form, and what hits have in common."""

from __future__ import annotations

import pytest

from densach.services.catalogue.actions import indexing
from densach.services.catalogue.models import Authority, AuthorityKind, LaidIndex, Record
from densach.services.catalogue.queries.indexing import problems
from densach.services.catalogue.search import index
from densach.services.catalogue.search.facets import facets
from densach.services.catalogue.search.finding import find
from densach.services.catalogue.search.narrowing import Query
from densach.services.catalogue.search.spelling import did_you_mean, see_also
from tests import cast
from tests.services.search.shelf import a_copy, a_record, the_shelf, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(province: cast.Province) -> dict[str, Record]:
    return the_shelf(province)


def meant(text: str) -> str:
    query = Query(text)
    return did_you_mean(query, find(query))


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("truyen kiue", "truyện kiều"),
        ("điện bieen phủ", "điện biên phủ"),
        ("animal fram", "animal farm"),
        ("tác giả:orwel", "tác giả:orwell"),
        ("truyện kiều", ""),
        ("qqqqq zzzzz", ""),
        ("", ""),
    ],
)
def test_a_slip_is_answered_with_words_that_find_something(text: str, better: str) -> None:
    assert meant(text) == better
    assert not better or titles(better)


@pytest.mark.usefixtures("shelf")
def test_wrong_marks_find_the_book_and_are_put_right() -> None:
    assert titles("kính vãn hóa") == ["Kính vạn hoa"]
    assert meant("kính vãn hóa") == "kính vạn hoa"


def test_another_form_of_a_name_finds_its_books_and_says_the_heading(shelf: dict[str, Record]) -> None:
    heading = Authority.objects.get(kind=AuthorityKind.PERSON, heading="Nguyễn Du")
    heading.variants = ["Tố Như", "Thanh Hiên"]
    heading.save()
    index.put_headings([heading])
    assert set(titles("tố như")) == {"Truyện Kiều", "Truyện Kiều : bản Kinh đời Tự Đức"}
    [found] = see_also("to nhu")
    assert (found.text, found.typed, found.is_name) == ("Nguyễn Du", "Tố Như", True)
    heading.variants = []
    heading.save()
    index.put_headings([heading])
    assert titles("tố như") == []


def test_facets_count_what_the_hits_have_in_common(province: cast.Province, shelf: dict[str, Record]) -> None:
    a_copy(province.library, shelf["Truyện Kiều"], "VL-1")
    a_copy(province.library, shelf["Truyện Kiều"], "VL-2")
    counted = facets(Query("nguyen"))
    assert counted.looked_at == find(Query("nguyen")).total
    assert not counted.capped
    assert {one.text: one.number for one in counted.authors}["Nguyễn Nhật Ánh"] == 2
    assert counted.libraries == ((province.library.pk, 1),)
    assert counted.available == 1
    assert dict(counted.languages)["vie"] == counted.looked_at
    assert dict(counted.decades)[1970] == 1


def test_the_index_made_anew_says_the_same(shelf: dict[str, Record]) -> None:
    before = titles("nguyen", limit=50)
    assert index.make_anew(cast.NOW) == len(shelf)
    assert titles("nguyen", limit=50) == before
    index.drop([shelf["Kính vạn hoa"].pk])
    assert titles("kính vạn hoa") == []


def test_words_with_signs_are_suggested_as_people_write_them(province: cast.Province) -> None:
    a_record(province.library, "Lập trình C++ căn bản")
    query = Query("lập trinh c++")
    assert did_you_mean(query, find(query)) == "lập trình c++"
    query = Query("laptrinh c++ trình")
    assert "ƿ" not in did_you_mean(query, find(query))


def test_an_index_laid_before_words_were_cut_so_is_noticed_and_laid_anew(shelf: dict[str, Record]) -> None:
    indexing.lay_anew(at=cast.NOW)
    assert problems() == []
    LaidIndex.objects.all().delete()
    assert len(problems()) == 1
    assert indexing.is_behind(at=cast.NOW)
    told: list[int] = []
    assert indexing.lay_anew(at=cast.NOW, tell=told.append) == len(shelf)
    assert told == [len(shelf)]
    assert not indexing.is_behind(at=cast.NOW)
    index.drop([shelf["Kính vạn hoa"].pk])
    assert problems() == [f"the search knows {len(shelf) - 1} of {len(shelf)} records: densach index --anew"]
