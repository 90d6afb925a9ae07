from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from densach.kernel.period import Period
from tests.ui.conftest import Render


@pytest.mark.usefixtures("in_vietnamese")
@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ x|num }}", 1234567, "1.234.567"),
        ("{{ x|num }}", Decimal("1234567.8"), "1.234.567,8"),
        ("{{ x|num }}", Fraction(1, 3), "0,33"),
        ("{{ x|num }}", None, "–"),
        ("{{ x|num }}", 0, "0"),
        ("{{ x|pct }}", Decimal("45.678"), "45,7%"),
        ("{{ x|pct }}", 70, "70%"),
        ("{{ x|pct }}", None, "–"),
        ("{{ x|ratio_pct }}", Fraction(7, 10), "70%"),
        ("{{ x|dmy }}", date(2026, 2, 5), "05/02/2026"),
        ("{{ x|dmy }}", None, ""),
        ("{{ x|filesize }}", 0, "0\u00a0B"),
        ("{{ x|filesize }}", 1536, "1,5\u00a0KB"),
        ("{{ x|filesize }}", 50 * 1024**2, "50\u00a0MB"),
        ("{{ x|filesize }}", 3000 * 1024**3, "3.000\u00a0GB"),
        ("{{ x|period_label }}", Period.half(2026, 1), "6 tháng đầu năm 2026"),
    ],
)
def test_figures_read_as_vietnamese_papers_write_them(
    show: Render, source: str, value: object, shown: str
) -> None:
    assert show(source, x=value) == shown


@pytest.mark.usefixtures("in_english")
def test_figures_read_as_english_papers_write_them(show: Render) -> None:
    assert show("{{ x|num }}", x=Decimal("1234567.8")) == "1,234,567.8"
    assert show("{{ x|dmy }}", x=date(2026, 2, 5)) == "5 February 2026"


@pytest.mark.usefixtures("in_vietnamese")
def test_an_instant_late_in_the_utc_day_is_shown_as_the_next_day_in_vietnam(show: Render) -> None:
    assert show("{{ x|moment }}", x=datetime(2026, 2, 4, 18, 30, tzinfo=UTC)) == "01:30 05/02/2026"


@pytest.mark.usefixtures("in_vietnamese")
def test_what_is_almost_all_never_reads_as_all(show: Render) -> None:
    assert show("{{ x|pct }}", x=Decimal("99.99")) == "99,9%"
