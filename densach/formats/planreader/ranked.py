"""Lists told in order: "thư viện tỉnh, xã … lần lượt 100%, 70%", "đến năm 2027 và 2030 lần lượt 40% và 90%".

Also later steps of a whole list: "Các chỉ tiêu trên tương ứng là 80%, 60% và 70%".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from densach.formats.planreader.drafts import Draft, Scene
from densach.formats.planreader.structure import Node
from densach.formats.planreader.vocabulary import Institution
from densach.formats.planreader.years import YearSpan

_KINDS = ("pct_institutions", "pct_coverage", "count_total", "count_per_year", "at_least")


def in_order(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Numbers after "lần lượt" take their years, or their institutions, one by one in the order they were named."""
    at = scene.low.find("lần lượt")
    if at < 0:
        return drafts
    ranked = [one for one in drafts if one.kind in _KINDS]
    last = max((one.end for one in ranked), default=at)
    years = [one for one in scene.spans if not one.base and (one.end <= at or one.start >= last)]
    houses = [one for one in scene.houses if one.end <= at]
    if len(years) == len(ranked) > 1:
        house = _counted_house(scene)
        told = scene.sentence.view.text[:at].strip(" ,")
        first = min(one.start for one in drafts)
        return [_of_house(_with_year(one, ranked, years, told, first), house) for one in drafts]
    if len(houses) == len(ranked) > 1:
        order = {id(one): house for one, house in zip(ranked, houses, strict=True)}
        return [
            replace(
                one,
                types=order[id(one)].types,
                levels=order[id(one)].levels,
                kind=_share_kind(one),
                questions=() if _share_kind(one) == "pct_institutions" else one.questions,
                subject=f"{scene.phrase(order[id(one)])} {one.subject}",
            )
            if id(one) in order
            else one
            for one in drafts
        ]
    return drafts


def _with_year(one: Draft, ranked: list[Draft], years: list[YearSpan], told: str, first: int) -> Draft:
    """`told` are the words before "lần lượt"; the first promise of the sentence begins with them."""
    place = next((index for index, other in enumerate(ranked) if other is one), None)
    if place is None:
        return one
    start = 0 if one.start == first else one.start
    return replace(one, span=years[place], start=start, subject=told or ranked[0].subject)


def _counted_house(scene: Scene) -> Institution | None:
    """The institutions a rate told in several years is a rate of: "Tỷ lệ nhà văn hóa … lần lượt đạt 60% và 100%"."""
    for house in scene.houses[:1]:
        if re.search(r"(?:^\W*|\b(?:ty le|ti le|so|,) (?:cac )?)$", scene.bare[: house.start]):
            return house
    return None


def _of_house(one: Draft, house: Institution | None) -> Draft:
    if house is None or one.kind != "pct_coverage" or one.types:
        return one
    return replace(one, kind="pct_institutions", types=house.types, levels=house.levels, questions=())


def _share_kind(one: Draft) -> str:
    return "pct_institutions" if one.kind == "pct_coverage" else one.kind


_NUMBERED_CLAUSE = re.compile(r"(?:mục|khoản|điểm|tiểu mục) (\d{1,2}(?:\.\d{1,2})*)(?!\d)")
_NAMED_CLAUSE = re.compile(r"\(([ivx]{1,4}|[a-zđ]|\d{1,2})\)")


def steps_of_clause_before(
    scene: Scene, node: Node | None, earlier: Sequence[tuple[str, Draft]], values: list[Draft]
) -> list[Draft]:
    """The shares of the clause before, each with the new value told for it "correspondingly".

    `earlier` are drafts with the path of their clause. Clauses named in brackets choose among them; without names
    the numbers must be as many. Anything else is left to the officer.
    """
    while node is not None:
        before = _clause_before(node)
        told = [(path, one) for path, one in earlier if before and f"{path}.".startswith(f"{before}.")]
        shares = [(path, one) for path, one in told if one.kind.startswith("pct")]
        chosen = _chosen(scene.low, shares)
        if len(chosen) == len(values) and all(chosen):
            return [
                replace(old, start=new.start, end=new.end, low=new.low, high=new.high, span=new.span)
                for old, new in zip(chosen, values, strict=True)
                if old is not None
            ]
        node = node.parent
    return []


def _chosen(low: str, shares: list[tuple[str, Draft]]) -> list[Draft | None]:
    """The shares that the sentence means: of a clause it names by its number, of those it names in brackets, or all."""
    place, labels = _NUMBERED_CLAUSE.search(low), _NAMED_CLAUSE.findall(low)
    if place:
        return [one for path, one in shares if f".{path}".endswith(f".{place.group(1)}")]
    if labels:
        return [_first_under(shares, label) for label in labels]
    return [one for _path, one in shares]


def _clause_before(node: Node) -> str | None:
    siblings = node.parent.children if node.parent else []
    at = next((index for index, one in enumerate(siblings) if one is node), 0)
    return siblings[at - 1].path if at else None


def _first_under(shares: list[tuple[str, Draft]], label: str) -> Draft | None:
    endings = (f".{label}", f".({label})")
    return next((one for path, one in shares if path.endswith(endings)), None)
