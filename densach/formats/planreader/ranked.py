"""Lists told in order: "thư viện tỉnh, xã … lần lượt 100%, 70%", "đến năm 2027 và 2030 lần lượt 40% và 90%"."""

from __future__ import annotations

from dataclasses import replace

from densach.formats.planreader.drafts import Draft, Scene
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
        return [_with_year(one, ranked, years) for one in drafts]
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


def _with_year(one: Draft, ranked: list[Draft], years: list[YearSpan]) -> Draft:
    places = [index for index, other in enumerate(ranked) if other is one]
    return replace(one, span=years[places[0]], subject=ranked[0].subject) if places else one


def _share_kind(one: Draft) -> str:
    return "pct_institutions" if one.kind == "pct_coverage" else one.kind
