"""Files: told by their bytes, kept once, opened by whom they are for, and checked when read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from densach.files import actions, queries
from densach.files.models import StoredFile
from densach.files.rules import EmptyFile, MissingBytes, NotWhatItSays, WrongType
from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.models import User
from tests.cast import NOW, acting
from tests.stage import SignedIn

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def keep(name: str = "bien-ban.pdf", data: bytes = PDF, **more: object) -> StoredFile:
    return actions.keep(at=NOW, actor=SYSTEM, name=name, data=data, **more)  # type: ignore[arg-type]


def url_of(stored: StoredFile) -> str:
    return reverse("files:download", args=[stored.pk])


def test_the_same_bytes_are_stored_once_and_each_keeping_is_written_down(db: None, folder: Path) -> None:
    first, second = keep(), keep("ban-sao.pdf")
    assert first.sha256 == second.sha256
    assert first.pk != second.pk
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1
    assert queries.read(second) == PDF


def test_an_empty_file_is_refused(db: None) -> None:
    with pytest.raises(EmptyFile):
        keep(data=b"")


def test_a_name_that_lies_about_its_bytes_is_refused(db: None) -> None:
    with pytest.raises(NotWhatItSays):
        keep("ke-hoach.docx", PDF)
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("a.txt", "không phải văn bản")
    with pytest.raises((NotWhatItSays, WrongType)):
        keep("ke-hoach.docx", box.getvalue())


def test_a_program_is_refused(db: None) -> None:
    with pytest.raises(WrongType):
        keep("tro-choi.exe", b"MZ\x90\x00" + b"\x00" * 64)


def test_afolder_in_the_name_is_dropped(db: None) -> None:
    assert keep("C:\\\\Users\\\\thu\\\\bien-ban.pdf").name == "bien-ban.pdf"
    assert keep("../../etc/bien-ban.pdf").name == "bien-ban.pdf"


def test_a_public_paper_is_open_to_everybody(client: Client, db: None) -> None:
    response = client.get(url_of(keep(public=True)))
    assert (response.status_code, response.content) == (200, PDF)
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_unit_s_evidence_is_for_those_who_may_see_files_there(
    client: Client, library: Organisation, librarian: User, officer: User, stranger: User, citizen: User
) -> None:
    stored = actions.keep(at=NOW, actor=acting(librarian), name="phieu.pdf", data=PDF, organisation=library)
    for user in (librarian, officer):
        assert SignedIn(user).get(url_of(stored)).status_code == 200
    for someone in (client, SignedIn(stranger), SignedIn(citizen)):
        assert someone.get(url_of(stored)).status_code == 404
    assert client.get(reverse("files:download", args=[999999])).status_code == 404


def test_altered_or_lost_bytes_are_found_out(db: None, folder: Path) -> None:
    kept = keep()
    assert queries.broken() == []
    path = folder / queries.place_of(kept.sha256)
    path.chmod(0o644)
    path.write_bytes(PDF + b"x")
    with pytest.raises(MissingBytes):
        queries.read(kept)
    assert len(queries.broken()) == 1
    path.unlink()
    assert len(queries.broken()) == 1
