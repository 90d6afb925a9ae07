"""Evidence: pictures without what the camera told, published by consent only, in order, taken away with a reason."""

from __future__ import annotations

import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from densach.files.actions import Upload
from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.services.activities.actions import publicity as actions
from densach.services.activities.models import Activity, Evidence
from densach.services.activities.queries import publicity
from densach.services.activities.rules import evidence as rules
from tests import cast
from tests.services.activities.stage import NOW, TODAY, an_activity
from tests.stage import SignedIn


def a_jpeg(orientation: int = 6, behind: bytes = b"a film with its place") -> bytes:
    """The parts of a picture as telephones write them: JFIF, EXIF with a place, XMP, a comment, a film behind."""

    def part(marker: int, data: bytes) -> bytes:
        return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data

    entries = struct.pack("<HHHII", 1, 0x0112, 3, 1, orientation) + b"\0\0\0\0"
    exif = b"Exif\0\0II*\0\x08\0\0\0" + entries + b"GPS 10.03N 105.78E"
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"".join(
        (
            b"\xff\xd8", part(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), part(0xE1, exif),
            part(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>author</x>"), part(0xFE, b"GPS comment"),
            part(0xDB, b"\0" * 65), scan, b"\xff\xd9", behind,
        )
    )  # fmt: skip


def a_png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"tEXt", b"Author\0me") + chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


def test_a_picture_loses_place_author_and_what_hides_behind_it_and_keeps_its_way_up() -> None:
    bare = rules.bare(a_jpeg(), "image/jpeg", "a.jpg")
    for told in (b"GPS", b"author", b"comment", b"film"):
        assert told not in bare
    assert b"JFIF" in bare and b"\x12\xff\x00\x34\xff\xd0\x56" in bare and bare.endswith(b"\xff\xd9")
    assert bare[bare.index(b"Exif\0\0") + 6 :][8:].startswith(b"\0\1\1\x12\0\3\0\0\0\1\0\6")
    assert rules.bare(bare, "image/jpeg", "a.jpg") == bare
    assert b"Exif" not in rules.bare(a_jpeg(1), "image/jpeg", "a.jpg")
    png = rules.bare(a_png(), "image/png", "a.png")
    assert b"tEXt" not in png and b"IDAT" in png
    webp_parts = b"VP8X\x0a\0\0\0\x0c" + b"\0" * 9 + b"EXIF\x04\0\0\0GPS!"
    webp = b"RIFF" + struct.pack("<I", len(webp_parts) + 4) + b"WEBP" + webp_parts
    assert b"GPS" not in rules.bare(webp, "image/webp", "a.webp")


@pytest.mark.parametrize("data", [b"\xff\xd8\xff", a_jpeg()[:60], b"\xff\xd8\xff\xe0\x00\x00"])
def test_a_picture_that_ends_too_early_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(rules.BrokenPicture):
        rules.bare(data, "image/jpeg", "a.jpg")


@pytest.fixture
def feast(culture_centre: Organisation) -> Activity:
    return an_activity(culture_centre, "Hội thi gói bánh tét")


def a_photo(activity: Activity, **given: object) -> Evidence:
    values: dict[str, object] = {
        "kind": "photo",
        "title": "Gói bánh",
        "on": TODAY,
        "alt": "Người lớn gói bánh tét",
    }
    data = actions.EvidenceData(**(values | given))  # type: ignore[arg-type]  # as the form gives them
    return actions.add_evidence(
        at=NOW, actor=SYSTEM, activity=activity, data=data, upload=Upload("anh.jpg", a_jpeg())
    )


def test_a_picture_is_public_only_when_everyone_in_it_agreed(feast: Activity) -> None:
    with pytest.raises(rules.ConsentAsked):
        a_photo(feast, public=True)
    kept = a_photo(feast)
    kept.public = True
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save()
    shown = a_photo(feast, public=True, recognisable="agreed")
    told = publicity.public_evidence(feast)
    assert told.photos == [shown] and bool(told)
    assert publicity.counts([feast.pk]) == {feast.pk: 2}
    assert b"GPS" not in publicity.picture(shown)[0]


def test_each_kind_has_what_it_needs(feast: Activity) -> None:
    for given in (
        {"kind": "news"}, {"kind": "press", "url": "https://bao.example.vn/1"}, {"kind": "paper"}, {"kind": "video"},
        {"kind": "photo", "alt": "x"}, {"kind": "news", "text": "Tin", "title": " "},
    ):  # fmt: skip
        data = actions.EvidenceData(**({"title": "Tin", "on": TODAY} | given))  # type: ignore[arg-type]  # as given
        with pytest.raises(rules.EvidenceLacks):
            actions.add_evidence(at=NOW, actor=SYSTEM, activity=feast, data=data)
    press = actions.EvidenceData(
        kind="press",
        title="Báo Ba Vàm",
        on=TODAY,
        url="https://bao.example.vn/1",
        source="Báo Ba Vàm",
        public=True,
    )
    actions.add_evidence(at=NOW, actor=SYSTEM, activity=feast, data=press)
    with pytest.raises(rules.EvidenceThere):
        actions.add_evidence(at=NOW, actor=SYSTEM, activity=feast, data=press)


def test_evidence_is_put_in_order_and_taken_away_with_a_reason(feast: Activity) -> None:
    first, second = a_photo(feast), a_photo(feast, title="Trao giải", public=True, recognisable="nobody")
    actions.order_evidence(at=NOW, actor=SYSTEM, activity=feast, ids=[second.pk])
    assert publicity.evidence_of(feast) == [second, first]
    with pytest.raises(rules.WhyRemoved):
        actions.remove_evidence(at=NOW, actor=SYSTEM, evidence=second, why="")
    actions.remove_evidence(at=NOW, actor=SYSTEM, evidence=second, why="phụ huynh yêu cầu")
    assert publicity.evidence_of(feast) == [first] and not publicity.public_evidence(feast)
    actions.restore_evidence(at=NOW, actor=SYSTEM, evidence=second)
    second.refresh_from_db()
    assert not second.public


def test_staff_add_a_picture_and_strangers_see_it_once_it_is_public(
    feast: Activity, culture_head: User, sign_in: type[Client], client: Client
) -> None:
    head = sign_in(culture_head)  # type: ignore[arg-type]  # signed in
    url = reverse("activities:add_evidence", args=[feast.pk, "photo"])
    told = {"title": "Gói bánh", "alt": "Gói bánh tét", "on": TODAY.isoformat(), "recognisable": "nobody"}
    file = SimpleUploadedFile("anh.jpg", a_jpeg(), content_type="image/jpeg")
    assert head.post(url, told | {"file": file, "on": "2026-11-20"}).status_code == 302
    kept = Evidence.objects.get()
    door = reverse("activities:evidence_file", args=[kept.pk])
    assert client.get(door).status_code == 404 and head.get(door).status_code == 200
    change = reverse("activities:change_evidence", args=[kept.pk])
    assert head.post(change, told | {"public": "on", "on": "2026-11-20"}).status_code == 302
    assert client.get(door)["Content-Type"] == "image/jpeg"
    page = head.get(reverse("activities:evidence", args=[feast.pk])).content.decode()
    assert "Gói bánh tét" in page
    for kind in ("news", "press", "video", "paper"):
        assert head.get(reverse("activities:add_evidence", args=[feast.pk, kind])).status_code == 200
    head.post(reverse("activities:evidence_act", args=[kept.pk, "remove"]), {"why": "mờ"})
    assert client.get(door).status_code == 404


def test_who_only_sees_figures_does_not_open_a_picture_that_is_not_public(
    feast: Activity, province: cast.Province
) -> None:
    kept = a_photo(feast)
    door = reverse("activities:evidence_file", args=[kept.pk])
    leader = SignedIn(cast.the_leader(province))
    page = leader.get(reverse("activities:evidence", args=[feast.pk]))
    assert page.status_code == 200 and door not in page.content.decode()
    assert leader.get(door).status_code == 404


def test_of_two_who_put_it_right_the_later_is_told(feast: Activity, culture_head: User) -> None:
    kept = a_photo(feast)
    head = SignedIn(culture_head)
    change = reverse("activities:change_evidence", args=[kept.pk])
    told = {"title": "Gói bánh", "alt": "x", "on": "2026-11-20", "recognisable": "agreed", "public": "on"}
    old = publicity.state_of(kept)
    assert f'value="{old}"' in head.get(change).content.decode()
    assert head.post(change, told | {"seen": old, "recognisable": "nobody", "public": ""}).status_code == 302
    late = head.post(change, told | {"seen": old})
    assert late.status_code == 422 and "Đã có người sửa" in str(late.context["form"].non_field_errors())
    kept.refresh_from_db()
    assert not kept.public and kept.recognisable == "nobody"
