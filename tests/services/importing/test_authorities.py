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
from densach.services.catalogue.models import (
    Authority,
    AuthorityRevision,
    BatchState,
    HeadingForm,
    ImportBatch,
)
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


def sent(client: Client, province: cast.Province, *records: Marc) -> tuple[int, str]:
    """The number of the file, and its page."""
    client.force_login(cast.the_librarian(province))
    file = SimpleUploadedFile("tieu-de.mrc", mrc(*records))
    told = {"library": province.library.code, "file": file, "update": "fill", "item_type": "book"}
    page = client.post(reverse("catalogue:import_send"), told, follow=True).content.decode()
    return ImportBatch.objects.latest("pk").pk, page


def stood() -> list[tuple[object, ...]]:
    columns = ("heading", "variants", "note", "source", "broader__heading")
    return list(Authority.objects.order_by("kind", "heading").values_list(*columns))


def test_a_file_of_headings_is_shown_taken_in_and_taken_back(client: Client, province: cast.Province) -> None:
    a_record(province.library, "Truyện Kiều", "Nguyễn Du", "k1")
    before = stood()
    pk, page = sent(client, province, *FOUR, Marc(LEADER, (control("001", "9"),)))
    assert "Song thất lục bát" in page
    assert stood() == before
    client.post(reverse("catalogue:import_take_in", args=[pk]))
    assert {"Thơ lục bát", "Song thất lục bát"} <= {str(row[0]) for row in stood()}
    batch = ImportBatch.objects.get(pk=pk)
    assert (batch.read, batch.rejected, batch.state) == (5, 1, BatchState.COMMITTED)
    page = client.post(reverse("catalogue:import_undo", args=[pk]), follow=True).content.decode()
    assert "đã rút lại" in page.lower()
    assert stood() == before
    assert not HeadingForm.objects.exists()


def test_a_heading_that_is_used_or_changed_since_stays_when_its_file_goes(
    client: Client, province: cast.Province
) -> None:
    pk, _page = sent(client, province, LUC_BAT, SONG_THAT, POETRY)
    client.post(reverse("catalogue:import_take_in", args=[pk]))
    a_record(province.library, "Thơ", "Nguyễn Du", "k1", subject="Thơ lục bát")
    page = client.post(reverse("catalogue:import_undo", args=[pk]), follow=True).content.decode()
    assert "Tiêu đề đang được dùng" in page
    # What stands above it stays with it.
    assert [str(row[0]) for row in stood() if row[4] or row[0] in ("Thơ", "Song thất lục bát")] == [
        "Thơ", "Thơ lục bát",
    ]  # fmt: skip


def test_whoever_keeps_no_headings_brings_none(province: cast.Province) -> None:
    with pytest.raises(NotAllowed):
        importing.import_headings(
            at=cast.NOW, actor=cast.acting(cast.the_officer(province)), reads=iter(()), name="x"
        )
