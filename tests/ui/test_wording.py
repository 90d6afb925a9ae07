from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from densach.kernel.errors import ImpossibleDate, Invalid, Refusal
from densach.kernel.period import Period
from densach.ui import wording


class Unheard(Refusal):
    message_id = "test.unheard"


class UnheardDate(ImpossibleDate):
    message_id = "test.unheard_date"


@pytest.mark.usefixtures("in_vietnamese")
def test_a_refusal_is_told_in_the_language_of_the_reply_with_its_parameters() -> None:
    assert (
        wording.sentence(ImpossibleDate(text="31/6"))
        == "Lịch không có ngày “31/6”. Hãy kiểm tra lại ngày và tháng."
    )


@pytest.mark.usefixtures("in_english")
def test_the_same_refusal_is_told_in_english() -> None:
    assert "no day “31/6”" in wording.sentence(ImpossibleDate(text="31/6"))


@pytest.mark.usefixtures("in_english")
def test_a_refusal_nobody_worded_gets_the_sentence_of_its_kind() -> None:
    assert "no day “31/6”" in wording.sentence(UnheardDate(text="31/6"))
    assert wording.sentence(Unheard()) == "This cannot be done."


@pytest.mark.usefixtures("in_english")
def test_a_parameter_that_was_not_brought_does_not_break_the_sentence() -> None:
    assert "“…”" in wording.sentence(ImpossibleDate())


@pytest.mark.usefixtures("in_vietnamese")
@pytest.mark.parametrize(
    ("value", "told"),
    [
        (date(2026, 2, 5), "05/02/2026"),
        (Decimal("12.5"), "12,5"),
        (2026, "2026"),
        (2970000, "2.970.000"),
        (Period.year(2026), "năm 2026"),
        (("docx", "pdf"), "docx, pdf"),
        (True, "True"),
    ],
)
def test_parameters_are_written_as_people_read_them(
    monkeypatch: pytest.MonkeyPatch, value: object, told: str
) -> None:
    monkeypatch.setattr(wording, "sentences", lambda: {"invalid": "<%(value)s>"})
    assert wording.sentence(Invalid(value=value)).casefold() == f"<{told}>".casefold()


@pytest.mark.usefixtures("in_vietnamese")
@pytest.mark.parametrize("message_id", sorted(wording.sentences()))
def test_every_sentence_can_be_filled_in_both_languages(message_id: str) -> None:
    named = type("Named", (Refusal,), {"message_id": message_id})
    places = set(re.findall(r"%\((\w+)\)s", wording.sentences()[message_id]))
    told = wording.sentence(named(**{place: f"[{place}]" for place in places}))
    assert all(f"[{place}]" in told for place in places)
    assert "…" not in told or "…" in wording.sentences()[message_id]
