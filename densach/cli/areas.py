"""`densach areas`: the administrative map on a day. Works without an installation, from the house's own file."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from densach.cli.errors import WrongDate
from densach.cli.output import say
from densach.kernel.dates import format_date, parse_date
from densach.kernel.errors import InvalidDate
from densach.kernel.numbers import format_number
from densach.organisations.map import MapThen, TheMap, map_on, the_map


def areas(options: argparse.Namespace) -> dict[str, Any]:
    """How many areas of each level there were on the day, and its provinces with those merged into them."""
    then = map_on(_kept() or the_map(), _day(options.on))
    _tell(options, then)
    return {
        "on": then.on.isoformat(),
        "counts": dict(then.counts),
        "provinces": [
            {
                "code": one.code,
                "name": one.name,
                "communes": one.communes,
                "predecessors": list(one.predecessors),
            }
            for one in then.provinces
        ],
    }


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except InvalidDate:
        raise WrongDate(text=text) from None


def _kept() -> TheMap | None:
    """The map of the installation, with the names entered since; none where there is no installation yet."""
    import django

    django.setup()
    # Read Django's models, which are there only now.
    from densach.cli.installation import is_installed
    from densach.organisations.queries import the_map_kept

    return the_map_kept() if is_installed() else None


def _tell(options: argparse.Namespace, then: MapThen) -> None:
    words = {
        "province": "tỉnh, thành phố trực thuộc trung ương",
        "district": "huyện, quận, thị xã, thành phố thuộc tỉnh",
        "commune": "xã, phường, thị trấn, đặc khu",
    }
    say(options, f"Đơn vị hành chính ngày {format_date(then.on)}")
    for level, number in then.counts.items():
        say(options, f"  {format_number(number):>7}  {words[level]}")
    width = max(len(one.name) for one in then.provinces)
    for one in then.provinces:
        merged = f"  ← {', '.join(one.predecessors)}" if one.predecessors else ""
        say(options, f"{one.name:<{width}}  {format_number(one.communes):>5}{merged}")
