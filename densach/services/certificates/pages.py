"""What pages and papers show of a certificate: its face, its credential, its addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files as resources
from typing import Any
from uuid import UUID, uuid5

from django.urls import reverse
from django.utils.translation import gettext, override

from densach.files import queries as files
from densach.formats.credential import Achievement, credential, sign
from densach.kernel.dates import format_date_long
from densach.organisations import queries as organisations
from densach.services.certificates.actions.keys import private_key
from densach.services.certificates.models import Certificate, CertificateKind, Template
from densach.services.certificates.rules.filling import fill
from densach.services.certificates.rules.sheet import DEFAULT_ACCENT, Face, sheets_pdf
from densach.ui.languages import in_language

Absolute = Callable[[str], str]
_HOUSE = UUID("5d0c2f9e-1f0e-4c41-9c7a-1b1f6a6a3d15")
_KINDS = ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Đặc khu ")
# What Open Badges call our kinds (1EdTech, AchievementType).
_TYPES = {
    CertificateKind.PARTICIPATION: "Achievement",
    CertificateKind.COMPLETION: "CertificateOfCompletion",
    CertificateKind.PRIZE: "Award",
    CertificateKind.THANKS: "Achievement",
}


def address_of(certificate: Certificate) -> str:
    """Where anybody who holds the paper looks it up."""
    return in_language(reverse("certificate:verify", args=[certificate.token]), "vi")


def pdf_of(certificates: Sequence[Certificate], absolute: Absolute) -> bytes:
    """One page each, as issued; revoked ones say so across."""
    return sheets_pdf([face_of(one, absolute) for one in certificates], _lamp(), _fonts())


def face_of(certificate: Certificate, absolute: Absolute) -> Face:
    look: dict[str, Any] = certificate.look
    with override("vi"):
        return Face(
            issuer=str(look.get("issuer", "")),
            heading=str(look.get("heading", "")),
            holder=certificate.holder_name,
            text=certificate.text,
            number=gettext("No. %(number)s") % {"number": certificate.number},
            place_and_day=_day(certificate),
            signer_title=str(look.get("signer_title", "")),
            signer_name=str(look.get("signer_name", "")),
            address=absolute(address_of(certificate)),
            landscape=bool(look.get("landscape", True)),
            accent=str(look.get("accent", DEFAULT_ACCENT)),
            revoked=gettext("REVOKED") if certificate.revoked_at else "",
            verify=gettext("Scan to see that it holds"),
            emblem=_emblem(look.get("emblem")),
        )


def _day(certificate: Certificate) -> str:
    area = organisations.area_of(certificate.organisation_id, certificate.issued_on)
    name = _bare(organisations.area_name(area, certificate.issued_on)) if area else ""
    told = format_date_long(certificate.issued_on)
    return f"{name}, {told}" if name else told


def _bare(area: str) -> str:
    """The place as papers name it: without the word for its kind (Decree 30/2020/NĐ-CP, Annex I)."""
    return next((area.removeprefix(kind) for kind in _KINDS if area.startswith(kind)), area)


def sample(template: Template, absolute: Absolute) -> bytes:
    """The template with invented values, to be looked at before anything is issued."""
    issuer = (
        organisations.named(template.organisation_id, template.made_at.date()).name
        if template.organisation_id
        else "Trung tâm Văn hóa, Thể thao xã Ba Vàm"
    )
    values = {
        "ho_ten": "Nguyễn Thị Đèn Khuya", "hoat_dong": "Lớp đàn ca tài tử hè 2026", "don_vi": issuer,
        "tu_ngay": "01/06/2026", "den_ngay": "31/08/2026", "so_gio": "36", "ket_qua": "Giải Nhất",
        "tac_pham": "Tiết mục “Dạ cổ hoài lang”", "ngay_cap": "01/09/2026", "so": "0001/2026/CN",
    }  # fmt: skip
    face = Face(
        issuer=issuer, heading=fill(template.heading, values), holder=values["ho_ten"],
        text=fill(template.body, values), number=values["so"], place_and_day="Ba Vàm, ngày 01 tháng 9 năm 2026",
        signer_title=template.signer_title, signer_name=template.signer_name, address=absolute("/"),
        landscape=template.landscape, accent=template.accent, emblem=_emblem(template.emblem_id), verify="Mẫu",
    )  # fmt: skip
    return sheets_pdf([face], _lamp(), _fonts())


def id_of(certificate: Certificate) -> str:
    """What lists of revocations name: it tells a program which credential, and nobody where the page is."""
    return f"urn:uuid:{uuid5(_HOUSE, certificate.token)}"


def _achievement(certificate: Certificate) -> str:
    """The same for everybody who was certified for the same thing by the unit."""
    told = f"{certificate.organisation_id}|{certificate.kind}|{certificate.title}"
    return str(uuid5(_HOUSE, told))


def claims_of(certificate: Certificate, absolute: Absolute) -> dict[str, Any]:
    """The Open Badges credential, unsigned."""
    code = certificate.organisation.code
    told = Achievement(
        id=id_of(certificate),
        about=f"{absolute(reverse('certificate:issuer', args=[code]))}#{_achievement(certificate)}",
        issuer_address=absolute(reverse("certificate:issuer", args=[code])),
        issuer_name=str(certificate.look.get("issuer", "")),
        revocations=absolute(reverse("certificate:revocations", args=[code])),
        title=certificate.title,
        kind=_TYPES[CertificateKind(certificate.kind)],
        text=certificate.text,
        holder=certificate.holder_name,
        # From the secret address, but no way back to it.
        salt=uuid5(_HOUSE, f"salt|{certificate.token}").hex,
        since=certificate.issued_at,
        hours=str(certificate.hours) if certificate.hours is not None else "",
    )
    return credential(told)


def signed(certificate: Certificate, absolute: Absolute, at: datetime) -> str:
    """The credential as a JWT that other programs verify with our published key."""
    key, kid = private_key(at=at)
    return sign(claims_of(certificate, absolute), key, absolute(reverse("certificate:key", args=[kid])))


def _emblem(pk: object) -> bytes:
    stored = files.by_id(pk) if isinstance(pk, int) else None
    return files.read(stored) if stored is not None else b""


@cache
def _lamp() -> str:
    return (resources("densach.ui") / "static" / "ui" / "lamp.svg").read_text(encoding="utf-8")


@cache
def _fonts() -> tuple[str, ...]:
    return (str(resources("densach.ui") / "static" / "vendor" / "fonts"),)
