"""Headings are changed, merged and parted, and the records follow."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from densach.formats.marc import EMPTY_LEADER, Marc, data, from_json
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.services.catalogue.actions import headings, records
from densach.services.catalogue.actions.headings import HeadingText
from densach.services.catalogue.models import Authority, Record
from densach.services.catalogue.rules.refusals import (
    HeadingsDiffer,
    HeadingTaken,
    NotBroader,
    NothingToUndo,
    SeenAnOldHeading,
)
from densach.services.catalogue.search import index
from tests import cast
from tests.services.catalogue.test_linking import a_book, entered

pytestmark = pytest.mark.django_db


def heading(text: str) -> Authority:
    return Authority.objects.get(heading=text)


def author_of(record: Record) -> tuple[tuple[str, str], ...]:
    record.refresh_from_db()
    found = from_json(record.marc).field("100")
    return found.subfields if found else ()


def change(text: HeadingText, of: str, seen: int = 1) -> Authority:
    return headings.change_heading(at=cast.NOW, actor=SYSTEM, heading=heading(of), seen=seen, text=text)


def test_a_changed_heading_is_written_into_every_record_that_uses_it(province: cast.Province) -> None:
    first = entered(province, a_book("Một", "Nguyen Du", "Thơ"))
    second = entered(province, a_book("Hai", "Nguyen Du"))
    change(HeadingText("Nguyễn Du", dates="1765-1820"), "Nguyen Du")
    for record in (first, second):
        assert author_of(record) == (("a", "Nguyễn Du,"), ("d", "1765-1820"))
        assert (record.author, record.revision) == ("Nguyễn Du", 2)
    assert heading("Nguyễn Du").uses == 2


def test_a_heading_is_not_given_the_words_of_another(province: cast.Province) -> None:
    entered(province, a_book("Một", "Lê An"))
    entered(province, a_book("Hai", "Lê Ân"))
    with pytest.raises(HeadingTaken):
        change(HeadingText("LÊ ÂN"), "Lê An")


def test_the_later_of_two_who_change_a_heading_is_told(province: cast.Province) -> None:
    entered(province, a_book("Một", "Lê An"))
    change(HeadingText("Lê An", note="nhà thơ"), "Lê An")
    with pytest.raises(SeenAnOldHeading):
        change(HeadingText("Lê An", note="hoạ sĩ"), "Lê An")


def test_merged_headings_become_one_and_later_records_find_it_by_the_old_words(
    province: cast.Province,
) -> None:
    old = entered(province, a_book("Một", "Tản Đà"))
    entered(province, a_book("Hai", "Nguyễn Khắc Hiếu"))
    headings.merge_headings(
        at=cast.NOW, actor=SYSTEM, kept=heading("Nguyễn Khắc Hiếu"), other=heading("Tản Đà")
    )
    assert author_of(old) == (("a", "Nguyễn Khắc Hiếu"),)
    kept = heading("Nguyễn Khắc Hiếu")
    assert (kept.uses, kept.variants) == (2, ["Tản Đà"])
    entered(province, a_book("Ba", "Tản Đà"))
    kept.refresh_from_db()
    assert kept.uses == 3


def test_a_merger_of_headings_is_taken_back_save_where_somebody_wrote_since(province: cast.Province) -> None:
    first = entered(province, a_book("Một", "Tản Đà"))
    second = entered(province, a_book("Hai", "Tản Đà"))
    entered(province, a_book("Ba", "Nguyễn Khắc Hiếu"))
    merger = headings.merge_headings(
        at=cast.NOW, actor=SYSTEM, kept=heading("Nguyễn Khắc Hiếu"), other=heading("Tản Đà")
    )
    second.refresh_from_db()
    marc = from_json(second.marc).with_fields([data("500", "  ", ("a", "Bìa rách"))])
    records.change_record(at=cast.NOW, actor=SYSTEM, record=second, seen=2, marc=marc)
    headings.part_headings(at=cast.NOW, actor=SYSTEM, merger=merger)
    assert author_of(first) == (("a", "Tản Đà"),)
    assert author_of(second) == (("a", "Nguyễn Khắc Hiếu"),)
    assert (heading("Tản Đà").uses, heading("Nguyễn Khắc Hiếu").uses) == (1, 2)
    assert heading("Nguyễn Khắc Hiếu").variants == []
    with pytest.raises(NothingToUndo):
        headings.part_headings(at=cast.NOW, actor=SYSTEM, merger=merger)


def test_a_person_and_a_subject_do_not_become_one(province: cast.Province) -> None:
    entered(province, a_book("Một", "Lê An", "Lúa"))
    with pytest.raises(HeadingsDiffer):
        headings.merge_headings(at=cast.NOW, actor=SYSTEM, kept=heading("Lê An"), other=heading("Lúa"))


def test_no_heading_stands_above_itself(province: cast.Province) -> None:
    entered(province, a_book("Một", "Lê An", "Lúa", "Cây trồng"))
    change(HeadingText("Lúa", broader=heading("Cây trồng")), "Lúa")
    with pytest.raises(NotBroader):
        change(HeadingText("Cây trồng", broader=heading("Lúa")), "Cây trồng")


def test_a_subject_keeps_its_source_and_a_name_its_role(province: cast.Province) -> None:
    marc = Marc(
        EMPTY_LEADER,
        (
            data("245", "10", ("a", "Một")),
            data("650", " 7", ("a", "Lua"), ("x", "Trong trot"), ("2", "btkkhcn")),
            data("700", "0 ", ("a", "Le An,"), ("e", "dịch")),
        ),
    )
    record = entered(province, marc)
    change(HeadingText("Lúa – Trồng trọt"), "Lua – Trong trot")
    change(HeadingText("Lê An"), "Le An")
    record.refresh_from_db()
    told = from_json(record.marc)
    assert [one.subfields for one in told.each("650", "700")] == [
        (("a", "Lúa"), ("x", "Trồng trọt"), ("2", "btkkhcn")),
        (("a", "Lê An,"), ("e", "dịch")),
    ]


def test_only_whoever_keeps_headings_changes_them(province: cast.Province) -> None:
    entered(province, a_book("Một", "Lê An"))
    keeper = cast.acting(cast.the_museum_keeper(province))
    with pytest.raises(NotAllowed):
        headings.change_heading(
            at=cast.NOW, actor=keeper, heading=heading("Lê An"), seen=1, text=HeadingText("Lê Anh")
        )


def test_a_heading_that_only_others_use_is_theirs_to_change(province: cast.Province) -> None:
    entered(province, a_book("Một", "Lê An"))
    head = cast.a_person("thu@cuu-ha.test", "Bùi Thị Thủ", "librarian", province.foreign_library)
    told = HeadingText("Lê Anh")
    with pytest.raises(NotAllowed):
        headings.change_heading(
            at=cast.NOW, actor=cast.acting(head), heading=heading("Lê An"), seen=1, text=told
        )
    own = cast.acting(cast.the_librarian(province))
    headings.change_heading(at=cast.NOW, actor=own, heading=heading("Lê An"), seen=1, text=told)
    assert heading("Lê Anh").uses == 1


def test_a_subject_is_suggested_by_its_beginning_and_by_its_other_forms(
    province: cast.Province, client: Client
) -> None:
    entered(province, a_book("Một", "Lê An", "Máy tính điện tử"))
    topic = heading("Máy tính điện tử")
    topic.variants = ["Computer"]
    topic.save()
    index.put_headings([topic])
    client.force_login(cast.the_librarian(province))

    def offered(text: str) -> str:
        page: str = client.get(reverse("catalogue:suggest"), {"subject": text}).content.decode().strip()
        return page

    assert topic.heading in offered(topic.heading[:4].upper())
    assert topic.heading in offered("compu")
    assert "Computer" in offered("compu")
    assert offered("c") == ""
    assert "Lê An" not in offered("lê")
    assert "Lê An" in client.get(reverse("catalogue:suggest"), {"author": "lê"}).content.decode()
