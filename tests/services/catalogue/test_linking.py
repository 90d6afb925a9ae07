"""Records and headings find each other on saving."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from densach.formats.marc import EMPTY_LEADER, Marc, data
from densach.kernel.actor import SYSTEM
from densach.services.catalogue.actions import records
from densach.services.catalogue.actions.linking import link
from densach.services.catalogue.models import Authority, AuthorityLink, Record
from tests import cast

pytestmark = pytest.mark.django_db


def a_book(title: str, author: str, *subjects: str) -> Marc:
    return Marc(
        EMPTY_LEADER,
        (
            data("100", "1 ", ("a", author)),
            data("245", "10", ("a", title)),
            *(data("650", " 4", ("a", subject)) for subject in subjects),
        ),
    )


def entered(province: cast.Province, marc: Marc) -> Record:
    return records.add_record(at=cast.NOW, actor=SYSTEM, library=province.library, marc=marc)


def test_two_ways_to_set_a_tone_are_one_heading_and_two_names_are_two(province: cast.Province) -> None:
    for title, author in (("Một", "Phạm Việt Hòa"), ("Hai", "Phạm Việt Hoà."), ("Ba", "Phạm Viết Hoà")):
        entered(province, a_book(title, author))
    found = Authority.objects.filter(kind="person").order_by("pk").values_list("heading", "uses")
    assert list(found) == [("Phạm Việt Hòa", 2), ("Phạm Viết Hoà", 1)]


def test_a_sign_may_tell_two_subjects_apart(province: cast.Province) -> None:
    entered(province, a_book("Lập trình", "Lê An", "C++", "C", "C#"))
    assert Authority.objects.filter(kind="topic").count() == 3


def test_a_heading_that_leaves_the_record_is_used_once_less(province: cast.Province) -> None:
    record = entered(province, a_book("Một", "Lê An", "Lúa", "Cá"))
    entered(province, a_book("Hai", "Lê An", "Lúa"))
    records.change_record(
        at=cast.NOW, actor=SYSTEM, record=record, seen=1, marc=a_book("Một", "Trần Bình", "Cá", "Cá")
    )
    uses = dict(Authority.objects.values_list("heading", "uses"))
    assert uses == {"Lê An": 1, "Trần Bình": 1, "Lúa": 1, "Cá": 1}


def test_many_records_are_linked_by_few_queries(province: cast.Province) -> None:
    kept = [entered(province, a_book(f"Sách {n}", f"Tác giả {n}", "Lúa", f"Chủ đề {n}")) for n in range(40)]
    AuthorityLink.objects.all().delete()
    Authority.objects.all().delete()
    with CaptureQueriesContext(connection) as asked:
        link(kept, at=cast.NOW, new=True)
    assert len(asked) <= 14
    assert Authority.objects.get(heading="Lúa").uses == 40
    assert AuthorityLink.objects.count() == 120
