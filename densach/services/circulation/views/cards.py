"""Readers' cards to print: one, those ticked in the list, a class, or all of the list as narrowed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files as resources

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from densach.files import queries as files
from densach.kernel.dates import format_date
from densach.organisations import queries as organisations
from densach.services.circulation.actions import personal
from densach.services.circulation.models import Patron
from densach.services.circulation.queries import register
from densach.services.circulation.rules.cards import CardBack, CardFace, cards_pdf
from densach.services.circulation.rules.refusals import NobodyToPrint
from densach.services.circulation.views.place import Desk, at_desk
from densach.services.circulation.views.readers import asked
from densach.ui.http import Request
from densach.ui.languages import in_language

BACK = (
    "Thẻ dùng được ở mọi thư viện công cộng trong tỉnh.",
    "Mang thẻ theo mỗi khi mượn, trả. Mất thẻ, xin báo ngay cho thư viện để khóa thẻ.",
    "Tra cứu, đặt chỗ, gia hạn tại nhà bằng số thẻ và mã PIN.",
    "Nhặt được thẻ này, xin gửi về thư viện gần nhất.",
)
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


@at_desk
@require_safe
def cards(request: Request, desk: Desk) -> HttpResponse:
    """The sheet as PDF; the journal tells how many were printed."""
    wanted, _chosen, libraries = asked(request, desk)
    ids = [int(one) for one in request.GET.getlist("ban") if one.isdecimal() and len(one) < 12]
    every = request.GET.get("tat-ca") == "1" or (not ids and bool(wanted.group))
    if not ids and not every:
        raise NobodyToPrint()
    found = register.to_print(wanted, [] if every else ids, [one.id for one in libraries])
    if not found:
        raise NobodyToPrint()
    photos = _photos(found)
    url = request.build_absolute_uri(in_language(reverse("portal:mine"), "vi"))
    data = cards_pdf(_faces(found, desk, photos), CardBack(url, BACK), _lamp(), [_fonts()], photos)
    personal.cards_printed(at=desk.at, actor=desk.actor, library=desk.library, number=len(found))
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="the-ban-doc-{desk.on}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _faces(found: Sequence[Patron], desk: Desk, photos: dict[str, bytes]) -> list[CardFace]:
    """A card is a paper of the province: its words are Vietnamese, whatever the page's language."""
    names = organisations.names_of({one.home_id for one in found}, desk.on)
    kept = {name.split(".")[0]: name for name in photos}
    with translation.override("vi"):
        return [
            CardFace(
                number=one.card,
                name=one.person.name,
                category=one.category.name_vi,
                group=one.group,
                valid_until=format_date(one.valid_until, "vi"),
                library=names.get(one.home_id, ""),
                photo=kept.get(f"p{one.pk}", ""),
            )
            for one in found
        ]


def _photos(found: Sequence[Patron]) -> dict[str, bytes]:
    return {
        f"p{one.pk}.{_ENDINGS[one.photo.content_type]}": files.read(one.photo)
        for one in found
        if one.photo is not None and one.photo.content_type in _ENDINGS
    }


def _lamp() -> str:
    drawn = render_to_string("ui/drawings/lamp.svg").strip()
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _fonts() -> str:
    return str(resources("densach.ui") / "static" / "vendor" / "fonts")
