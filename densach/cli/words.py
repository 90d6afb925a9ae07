"""Refusals in words outside a page, without opening a data folder."""

from __future__ import annotations

from densach.kernel.errors import Refusal


def sentence_of(refusal: Refusal) -> str:
    """The Vietnamese sentence. Commands that touch no database get plain Django settings for the catalogues."""
    from django.conf import settings

    if not settings.configured:
        _bare_settings()
    from django.utils.translation import override

    from densach.ui.wording import sentence

    with override("vi"):
        return sentence(refusal)


def _bare_settings() -> None:
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=["densach.ui"],
        LANGUAGE_CODE="vi",
        USE_I18N=True,
        USE_TZ=True,
        TIME_ZONE="Asia/Ho_Chi_Minh",
    )
    django.setup()
