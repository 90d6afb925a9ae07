"""What Django's own fields refuse is said in Vietnamese too."""

from __future__ import annotations

import pytest
from django import forms
from django.utils.translation import gettext, override

from densach.ui.wording import OF_DJANGO


class Note(forms.Form):
    text = forms.CharField()


def test_a_nul_in_a_field_is_refused_in_vietnamese() -> None:
    with override("vi"):
        form = Note({"text": "thư\0viện"})
        assert form.errors["text"] == ["Trong chữ vừa nhập có ký tự rỗng (NUL) không lưu được. Hãy gõ lại."]


@pytest.mark.parametrize("sentence", OF_DJANGO)
def test_a_sentence_of_django_is_put_into_vietnamese(sentence: str) -> None:
    with override("vi"):
        assert gettext(sentence) != sentence
    with override("en"):
        assert gettext(sentence) == sentence
