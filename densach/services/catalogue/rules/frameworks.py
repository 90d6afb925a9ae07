"""Frameworks by material: how a new record begins, which fields the editor offers, which it demands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from densach.formats.marc import Field, Marc, control, data
from densach.services.catalogue.models import Material
from densach.services.catalogue.rules.refusals import FieldLacking

_ALL: Final = (
    "020",
    "041",
    "082",
    "100",
    "245",
    "250",
    "264",
    "300",
    "490",
    "500",
    "520",
    "650",
    "653",
    "700",
)


@dataclass(frozen=True)
class Framework:
    """`kind` and `level` are leader/06–07, `form` position 23 of 008. `offered` tags stand empty in the editor;
    a record without one of the `demanded` is refused. 245 is demanded of all.
    """

    kind: str
    level: str
    offered: tuple[str, ...]
    demanded: tuple[str, ...] = ("245",)
    form: str = " "


def _with(*more: str, without: tuple[str, ...] = ()) -> tuple[str, ...]:
    return tuple(sorted({*_ALL, *more} - set(without)))


FRAMEWORKS: Final[dict[str, Framework]] = {
    Material.BOOK: Framework("a", "m", _with("022", "246", "504", "651", without=("022",))),
    Material.SERIAL: Framework(
        "a", "s", _with("022", "110", "310", "362", "710", "780", "785", without=("020", "100", "700"))
    ),
    Material.ARTICLE: Framework("a", "b", _with("773", without=("020", "250", "490")), ("245", "773")),
    Material.MUSIC: Framework("c", "m", _with("028", "254", "306", "382")),
    Material.MAP: Framework("e", "m", _with("034", "255", "651", without=("041",)), ("245", "255")),
    Material.SOUND: Framework("j", "m", _with("007", "028", "306", "511", "538")),
    Material.VIDEO: Framework("g", "m", _with("007", "257", "306", "508", "511", "538")),
    Material.PICTURE: Framework("k", "m", _with("340", without=("020",))),
    Material.ELECTRONIC: Framework("m", "m", _with("256", "347", "538", "856")),
    Material.MANUSCRIPT: Framework("t", "m", _with("340", "561", without=("020", "490"))),
    Material.KIT: Framework("o", "m", _with("521")),
    Material.BRAILLE: Framework("a", "m", _with("340", "341"), form="f"),
}


def begun(material: str, on: date) -> Marc:
    """A new record of the material: leader and 008, nothing else."""
    one = FRAMEWORKS[material]
    return Marc(leader_of("00000nam a2200000 i 4500", material), (control("008", new_008(on, one)),))


def leader_of(leader: str, material: str) -> str:
    """The leader with type and level of the material; whatever else it says stays."""
    one, told = FRAMEWORKS[material], leader.ljust(24)
    return f"{told[:6]}{one.kind}{one.level}{told[8:]}"


def new_008(on: date, framework: Framework) -> str:
    """An 008 for a Vietnamese publication in Vietnamese; year and the rest are filled as they become known."""
    if framework.level in "bs":
        middle = f"uu p {framework.form}{' ' * 5}0    0"
    else:
        middle = f"{' ' * 5}{framework.form}{' ' * 5}000 0 "
    return f"{on:%y%m%d}s        vm {middle}vie d"


def offered(marc: Marc, material: str) -> list[Field]:
    """Empty fields that the editor adds below what the record has."""
    there = {field.tag for field in marc.fields}
    tags = [tag for tag in FRAMEWORKS[material].offered if tag not in there]
    return [
        control(tag, "") if tag < "010" else data(tag, _INDICATORS.get(tag, "  "), ("a", "")) for tag in tags
    ]


def require_demanded(marc: Marc, material: str) -> None:
    """Raises FieldLacking. The title is asked for by `flat`."""
    there = {field.tag for field in marc.fields}
    for tag in FRAMEWORKS[material].demanded:
        if tag not in there and tag != "245":
            raise FieldLacking(tag=tag, name="")


# What the indicators of a new field say in most cases.
_INDICATORS: Final = {
    "082": "04",
    "100": "0 ",
    "245": "10",
    "264": " 1",
    "490": "0 ",
    "650": " 4",
    "651": " 4",
    "700": "0 ",
    "246": "3 ",
    "856": "40",
    "773": "0 ",
}
