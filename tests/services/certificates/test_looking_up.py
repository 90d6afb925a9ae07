"""What whoever holds a certificate, and any program, finds at its address."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path

import jwt
import pdfplumber
import pytest
from django.conf import settings
from django.test import Client

from densach.formats.credential import BrokenCredential, new_key, public_jwk, verify
from densach.kernel.actor import SYSTEM
from densach.services.certificates import actions
from densach.services.certificates.actions.erasing import erase_holder
from densach.services.certificates.models import Certificate, SigningKey
from tests import cast
from tests.services.certificates.test_issuing import a_certificate, a_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", tmp_path)


@pytest.fixture
def issued(province: cast.Province) -> Certificate:
    return a_certificate(province)


def at(certificate: Certificate, tail: str = "") -> str:
    return f"/chung-nhan/{certificate.token}{tail}"


def test_the_address_on_the_paper_says_that_it_holds(client: Client, issued: Certificate) -> None:
    answer = client.get(at(issued))
    assert answer.status_code == 200
    assert "Chứng nhận này có giá trị" in answer.content.decode()
    assert "Nguyễn Thị Mai" in answer.content.decode()
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"


def test_a_revoked_one_says_so_and_why(client: Client, issued: Certificate) -> None:
    actions.revoke(at=cast.NOW + timedelta(hours=1), actor=SYSTEM, certificate=issued, why="Cấp nhầm lớp")
    page = client.get(at(issued)).content.decode()
    assert "Chứng nhận này không còn giá trị" in page
    assert "Cấp nhầm lớp" in page
    assert client.get(at(issued, "/huy-hieu.jwt")).status_code == 404
    assert client.get(at(issued, "/giay.pdf")).status_code == 404
    assert client.get(at(issued, "/huy-hieu.json")).status_code == 404


def test_the_list_of_revocations_leads_to_nobody(client: Client, issued: Certificate) -> None:
    claims = client.get(at(issued, "/huy-hieu.json")).json()
    actions.revoke(at=cast.NOW + timedelta(hours=1), actor=SYSTEM, certificate=issued, why="Bài của bạn khác")
    told = client.get(f"/chung-nhan/don-vi/{issued.organisation.code}/da-thu-hoi")
    assert told.json()["revokedCredentials"] == [{"id": claims["id"], "revoked": True}]
    for secret in (issued.token, "Bài của bạn khác", "Nguyễn Thị Mai"):
        assert secret not in told.content.decode()


def test_an_address_that_nobody_gave_out_tells_nothing(client: Client, issued: Certificate) -> None:
    answer = client.get("/chung-nhan/" + "x" * 24)
    assert answer.status_code == 404
    assert "Không có chứng nhận nào ở địa chỉ này" in answer.content.decode()


def test_the_paper_is_a_page_with_its_words(client: Client, issued: Certificate) -> None:
    answer = client.get(at(issued, "/giay.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(answer.content)) as told:
        assert len(told.pages) == 1
        words = told.pages[0].extract_text()
    for word in ("Nguyễn Thị Mai", "0001/2026/CN", "Lớp đàn tranh", "GIẤY CHỨNG NHẬN"):
        assert word in words


def test_words_that_look_like_markup_are_printed_as_words(province: cast.Province, client: Client) -> None:
    made = actions.issue(
        at=cast.NOW, actor=SYSTEM, organisation=province.library, kind="thanks", source="x:1",
        holder_name='Ông "#read(\\"/etc/passwd\\")" $x$', title="*Đọc* _sách_ #sys",
    )  # fmt: skip
    assert client.get(at(made, "/giay.pdf")).status_code == 200


def test_the_badge_is_signed_by_the_key_that_its_head_names(client: Client, issued: Certificate) -> None:
    token = client.get(at(issued, "/huy-hieu.jwt")).content.decode()
    key_address = jwt.get_unverified_header(token)["kid"]
    jwk = client.get(key_address.removeprefix("http://testserver")).json()
    claims = verify(token, jwk)
    assert claims["id"].startswith("urn:uuid:")
    assert issued.token not in json.dumps(claims)
    assert claims["credentialSubject"]["achievement"]["name"] == "Lớp đàn tranh"
    assert "Nguyễn" not in json.dumps(claims["credentialSubject"]["identifier"])
    with pytest.raises(BrokenCredential):
        verify(token, public_jwk(new_key()))
    head, body, tail = token.split(".")
    with pytest.raises(BrokenCredential):
        verify(f"{head}.{body[:-4]}AAAA.{tail}", jwk)


def test_a_new_key_leaves_what_the_old_one_signed_provable(
    client: Client, issued: Certificate, tmp_path: Path
) -> None:
    token = client.get(at(issued, "/huy-hieu.jwt")).content.decode()
    (tmp_path / "certificate-key.pem").unlink()
    client.get(at(issued, "/huy-hieu.jwt"))
    assert SigningKey.objects.count() == 2
    address = jwt.get_unverified_header(token)["kid"].removeprefix("http://testserver")
    assert verify(token, client.get(address).json())["credentialStatus"]["type"] == "1EdTechRevocationList"


def test_the_private_key_is_for_its_owners_eyes_alone(
    client: Client, issued: Certificate, tmp_path: Path
) -> None:
    client.get(at(issued, "/huy-hieu.jwt"))
    assert (tmp_path / "certificate-key.pem").stat().st_mode & 0o077 == 0
    kept = json.dumps(list(SigningKey.objects.values_list("public", flat=True)))
    assert '"d"' not in kept


def test_an_erased_holder_is_named_nowhere(client: Client, province: cast.Province) -> None:
    person = a_person()
    made = a_certificate(province, "enrolment:9", person=person)
    erase_holder(at=cast.NOW, person=person)
    page = client.get(at(made)).content.decode()
    assert "Nguyễn Thị Mai" not in page
    assert "đã yêu cầu xóa tên" in page
    assert client.get(at(made, "/huy-hieu.json")).status_code == 404


def test_the_issuer_tells_who_it_is(client: Client, issued: Certificate) -> None:
    told = client.get(f"/chung-nhan/don-vi/{issued.organisation.code}/ho-so").json()
    assert told["type"] == ["Profile"]
    assert told["name"]


def test_two_who_learned_the_same_share_the_achievement(client: Client, province: cast.Province) -> None:
    first, second = a_certificate(province), a_certificate(province, "enrolment:2")
    told = [client.get(at(one, "/huy-hieu.json")).json() for one in (first, second)]
    achieved = {one["credentialSubject"]["achievement"]["id"] for one in told}
    assert len(achieved) == 1
    assert told[0]["id"] != told[1]["id"]
