"""Files of authority records become headings: filled, never replaced, the same a second time."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from densach.formats.marc import EMPTY_LEADER, Field, Marc, control, data
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.services.catalogue.actions import importing
from densach.services.catalogue.models import Authority, AuthorityRevision
from tests import cast
from tests.services.catalogue.scene import a_record
from tests.services.importing.files import mrc

pytestmark = pytest.mark.django_db
LEADER = EMPTY_LEADER[:6] + "z" + EMPTY_LEADER[7:]


def authority(number: str, *fields: Field) -> Marc:
    return Marc(LEADER, (control("001", number), control("003", "VN-TVQG"), *fields))


NGUYEN_DU = authority(
    "1",
    data("100", "0 ", ("a", "Nguyễn Du,"), ("d", "1766-1820")),
    data("400", "0 ", ("a", "Tố Như,"), ("d", "1766-1820")),
    data("400", "0 ", ("a", "Thanh Hiên")),
    data("680", "  ", ("a", "Đại thi hào dân tộc.")),
)
POETRY = authority("2", data("150", "  ", ("a", "Thơ")))
LUC_BAT = authority(
    "3",
    data("150", "  ", ("a", "Thơ lục bát")),
    data("450", "  ", ("a", "Lục bát")),
    data("550", "  ", ("w", "g"), ("a", "Thơ")),
    data("550", "  ", ("a", "Song thất lục bát")),
)
SONG_THAT = authority("4", data("150", "  ", ("a", "Song thất lục bát")))
FOUR = (LUC_BAT, NGUYEN_DU, POETRY, SONG_THAT)


def taken(*records: Marc, dry_run: bool = False) -> importing.Outcome:
    opened = importing.open_file(BytesIO(mrc(*records)), "tieu-de.mrc")
    are_headings, reads = importing.holds_authorities(opened.reads)
    assert are_headings
    return importing.import_headings(
        at=cast.NOW, actor=SYSTEM, reads=reads, name="tieu-de.mrc", dry_run=dry_run
    )


def test_headings_come_with_their_forms_dates_and_what_stands_above(province: cast.Province) -> None:
    done = taken(*FOUR)
    assert (done.read, done.created, done.updated, done.unchanged) == (4, 4, 0, 0)
    poet = Authority.objects.get(kind="person")
    assert (poet.heading, poet.dates) == ("Nguyễn Du", "1766-1820")
    assert poet.variants == ["Tố Như, 1766-1820", "Thanh Hiên"]
    verse = Authority.objects.get(heading="Thơ lục bát")
    assert verse.broader == Authority.objects.get(heading="Thơ")
    assert [one.heading for one in verse.related.all()] == ["Song thất lục bát"]
    assert AuthorityRevision.objects.count() == 4


def test_the_same_file_again_changes_nothing(province: cast.Province) -> None:
    taken(*FOUR)
    again = taken(*FOUR)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 4)
    assert AuthorityRevision.objects.count() == 4


def test_a_heading_in_use_is_filled_and_keeps_its_words(province: cast.Province) -> None:
    record = a_record(province.library, "Truyện Kiều", "Nguyễn Du", "k1", subject="Thơ lục bát")
    used = Authority.objects.get(heading="Thơ lục bát")
    done = taken(LUC_BAT, POETRY)
    used.refresh_from_db()
    assert (done.created, done.updated) == (1, 1)
    assert used.variants == ["Lục bát"]
    assert used.broader is not None
    assert record.links.filter(authority=used).exists()


def test_a_trial_writes_nothing_and_odd_records_are_answered_one_by_one(province: cast.Province) -> None:
    none = authority("9", data("680", "  ", ("a", "không có tiêu đề")))
    lonely = authority("8", data("150", "  ", ("a", "Vè")), data("550", "  ", ("w", "g"), ("a", "Văn vần")))
    book = Marc(EMPTY_LEADER, (control("001", "7"), data("245", "10", ("a", "Sách"))))
    trial = taken(POETRY, none, lonely, book, dry_run=True)
    assert (trial.created, Authority.objects.count()) == (2, 0)
    assert trial.rejected == [(2, ("importing.no_heading", {})), (4, ("importing.no_authority", {}))]
    assert trial.told == [(3, ("importing.no_broader", {"heading": "Văn vần"}))]


def test_two_headings_are_never_put_above_each_other(province: cast.Province) -> None:
    one = authority("1", data("150", "  ", ("a", "A b")), data("550", "  ", ("w", "g"), ("a", "C d")))
    two = authority("2", data("150", "  ", ("a", "C d")), data("550", "  ", ("w", "g"), ("a", "A b")))
    taken(one, two)
    above = {heading.heading: heading.broader_id for heading in Authority.objects.all()}
    assert sum(1 for key in above.values() if key) == 1


def test_the_page_for_files_takes_authorities_in(client: Client, province: cast.Province) -> None:
    client.force_login(cast.the_librarian(province))
    file = SimpleUploadedFile("tieu-de.mrc", mrc(*FOUR))
    told = {"library": province.library.code, "file": file, "update": "fill", "item_type": "book"}
    reply = client.post(reverse("catalogue:import_send"), told, follow=True)
    assert Authority.objects.count() == 4
    assert "tiêu đề mới: 4" in reply.content.decode().lower()


def test_whoever_keeps_no_headings_brings_none(province: cast.Province) -> None:
    with pytest.raises(NotAllowed):
        importing.import_headings(
            at=cast.NOW, actor=cast.acting(cast.the_officer(province)), reads=iter(()), name="x"
        )
