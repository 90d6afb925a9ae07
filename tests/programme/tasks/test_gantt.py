"""The year as a drawing: what falls into it, what is drawn how."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from densach.programme.tasks import gantt, queries
from densach.programme.tasks.models import Work
from densach.programme.tasks.queries import Wanted
from tests import cast
from tests.programme.tasks.scene import Scene

pytestmark = pytest.mark.django_db


def test_a_span_is_cut_at_the_edges_of_the_year(scene: Scene) -> None:
    work = scene.work("Hiện đại hóa")
    first, last = gantt.span_in(work, 2026), gantt.span_in(work, 2027)
    assert first is not None and last is not None
    assert (first.first, first.last, first.due) == (date(2026, 1, 1), date(2026, 12, 31), None)
    assert (last.last, last.due) == (date(2027, 12, 31), date(2027, 12, 31))
    assert gantt.span_in(work, 2028) is None


def test_what_waits_for_its_event_has_no_bar_before_it(scene: Scene) -> None:
    work = scene.work("Tổ chức phục vụ xe")
    assert gantt.span_in(work, 2026) is None
    work.declared_on = date(2026, 8, 12)
    span = gantt.span_in(work, 2026)
    assert span is not None and span.first == date(2026, 8, 12)
    assert gantt.span_in(work, 2025) is None


def test_what_goes_on_all_the_time_has_an_open_end(scene: Scene) -> None:
    span = gantt.span_in(scene.work("Số hóa"), 2026)
    assert span is not None and span.open_end


def test_the_drawing_tells_each_work_in_words_and_draws_no_script(scene: Scene) -> None:
    Work.objects.filter(title="Tuyên truyền").update(title="<script>alert(1)</script>")
    lines = queries.lines_of(scene.plan, Wanted(), cast.TODAY)
    with translation.override("en"):
        chart = gantt.drawing("2026", lines, 2026, cast.TODAY)
        later = gantt.drawing("2027", lines, 2027, cast.TODAY)
    assert "<script>" not in chart.svg
    assert "204 days late" in chart.svg and "today" in chart.svg
    assert "today" not in later.svg
    assert len(chart.rows) == len(lines)
    assert all(len(row) == len(chart.header) for row in chart.rows)
