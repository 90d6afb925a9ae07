"""A family drawn: generations in order, words for those who do not see it, links for the keyboard."""

from __future__ import annotations

import re
from datetime import date

from django.template import engines
from django.utils import translation

from densach.ui.lineage import Edge, Lineage, Node, draw

DAY = date(2025, 7, 1)


def the_merger() -> Lineage:
    nodes = [
        Node("new", "Tỉnh Vĩnh Long", "từ 01/07/2025", here=True),
        Node("vl", "Tỉnh Vĩnh Long <cũ>", "đến 30/06/2025", url="/vl", ended=True),
        Node("tv", "Tỉnh Trà Vinh", "đến 30/06/2025", url="/tv", ended=True),
    ]
    paper = "Nghị quyết 202/2025/QH15"
    return draw("Dòng", nodes, [Edge(key, "new", DAY, "sáp nhập vào", paper) for key in ("vl", "tv")])


def keys(drawn: Lineage) -> list[list[str]]:
    return [[one.node.key for one in generation] for generation in drawn.generations]


def test_predecessors_stand_left_of_what_they_became() -> None:
    assert keys(the_merger()) == [["vl", "tv"], ["new"]]


def test_a_late_predecessor_stands_right_before_its_successor() -> None:
    nodes = [Node(key, key) for key in ("a", "b", "c", "late")]
    edges = [Edge("a", "b", DAY, ""), Edge("b", "c", DAY, ""), Edge("late", "c", DAY, "")]
    assert keys(draw("", nodes, edges)) == [["a"], ["b", "late"], ["c"]]


def test_a_ring_is_drawn_and_does_not_turn_for_ever() -> None:
    edges = [Edge("a", "b", DAY, ""), Edge("b", "a", DAY, "")]
    drawn = draw("", [Node("a", "A"), Node("b", "B")], edges)
    assert sorted(key for column in keys(drawn) for key in column) == ["a", "b"]


def test_the_drawing_says_in_words_who_became_whom_and_escapes_names() -> None:
    with translation.override("vi"):
        svg = the_merger().svg
    assert "Tỉnh Trà Vinh → Tỉnh Vĩnh Long, 01/07/2025 (sáp nhập vào)" in svg
    assert "&lt;cũ&gt;" in svg
    assert "<cũ>" not in svg
    assert svg.count("<path") == 2
    assert 'href="/tv"' in svg
    assert not re.search(r"\sstyle=|<script", svg)


def test_a_part_is_drawn_dashed_and_an_end_without_successor_is_closed() -> None:
    nodes = [Node("a", "A", ended=True), Node("b", "B", ended=True)]
    svg = draw("", nodes, [Edge("a", "b", DAY, "", part=True)]).svg
    assert "stroke-dasharray" in svg
    assert svg.count("<line") == 3  # two lives and one end


def test_the_component_has_the_drawing_the_list_and_the_table() -> None:
    template = engines["django"].from_string("{% load lineage %}{% lineage drawn %}")
    with translation.override("vi"):
        page = template.render({"drawn": the_merger()})
    assert page.count("Nghị quyết 202/2025/QH15") == 2
    assert "từ Tỉnh Trà Vinh, 01/07/2025 (sáp nhập vào)" in page
    assert 'aria-current="true"' in page
    assert "<details" in page
