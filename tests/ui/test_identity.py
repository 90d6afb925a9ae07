"""The look, as far as it can be measured: contrast, sizes of files, icons that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import densach
from densach.ui import vendor
from densach.ui.charts import shapes

PACKAGE = Path(densach.__file__).parent
STATIC = PACKAGE / "ui" / "static" / "ui"
TOKENS = dict(
    re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", (STATIC / "tokens.css").read_text(encoding="utf-8"))
)

TEXT = 4.5
SHAPE = 3.0
PAPERS = ("paper", "paper-lit", "paper-sunk")
READ = [
    *((ink, ground) for ink in ("ink", "ink-soft", "ink-faint", "link", "lamp-text") for ground in PAPERS),
    *(
        (status, ground)
        for status in ("achieved", "on-track", "at-risk", "off-track", "no-data")
        for ground in PAPERS
    ),
    *((status, f"{status}-wash") for status in ("achieved", "on-track", "at-risk", "off-track", "no-data")),
    *(("ink", f"{status}-wash") for status in ("achieved", "on-track", "off-track")),
    ("ink", "lamp"),
    ("ink", "lamp-bright"),
    ("ink", "lamp-wash"),
    ("lamp-text", "lamp-wash"),
    ("ink-soft", "lamp-wash"),
    ("lamp-bright", "night"),
]
SEEN = [("line-strong", "paper"), ("line-strong", "paper-lit"), ("lamp-edge", "paper"), ("link", "lamp")]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(TOKENS[one]), luminance(TOKENS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "ground"), READ)
def test_what_is_read_stands_out_from_its_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= TEXT


@pytest.mark.parametrize(("shape", "ground"), SEEN)
def test_borders_of_controls_and_marks_stand_out_from_their_ground(shape: str, ground: str) -> None:
    assert contrast(shape, ground) >= SHAPE


def test_drawings_for_reports_wear_the_colours_of_the_pages() -> None:
    assert TOKENS["ink"] == shapes.INK
    assert TOKENS["lamp-edge"] == shapes.LAMP_EDGE
    assert {status.replace("_", "-"): colour for status, colour in shapes.STATUS_COLOURS.items()} == {
        name: TOKENS[name] for name in ("achieved", "on-track", "at-risk", "off-track", "no-data")
    }


def test_only_the_tokens_name_colours() -> None:
    for sheet in STATIC.glob("*.css"):
        if sheet.name not in {"tokens.css", "print.css", "paper.css"}:
            named = re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", sheet.read_text(encoding="utf-8"))
            assert set(named) <= {"#fff", "#fff8e8", "#f7ecd6"}, sheet.name


def test_every_token_that_is_used_is_there() -> None:
    defined = set(
        re.findall(r"^\s*--([\w-]+):", (STATIC / "tokens.css").read_text(encoding="utf-8"), re.MULTILINE)
    )
    for sheet in STATIC.glob("*.css"):
        assert set(re.findall(r"var\(--([\w-]+)\)", sheet.read_text(encoding="utf-8"))) <= defined, sheet.name


def test_scripts_stay_small() -> None:
    for script in STATIC.glob("*.js"):
        assert len(script.read_text(encoding="utf-8").splitlines()) < 150, script.name


def test_every_icon_that_a_template_names_is_fetched() -> None:
    named = {
        name
        for template in PACKAGE.rglob("templates/**/*.html")
        for name in re.findall(r"{%\s*icon\s+[\"']([\w-]+)[\"']", template.read_text(encoding="utf-8"))
    }
    assert named <= set(vendor.ICONS), named - set(vendor.ICONS)


@pytest.fixture
def node_modules(tmp_path: Path) -> Path:
    """Stands for what npm fetched."""
    icons = tmp_path / "node_modules" / "bootstrap-icons" / "icons"
    icons.mkdir(parents=True)
    (icons.parent / "LICENSE").write_text("MIT")
    for name in (*vendor.ICONS, "bug"):
        (icons / f"{name}.svg").write_text(f"<svg>{name}</svg>")
    return tmp_path / "node_modules"


def test_only_what_is_named_is_copied_and_a_second_time_nothing(node_modules: Path, tmp_path: Path) -> None:
    target = tmp_path / "vendor"
    assert len(vendor.copy_vendor(node_modules, target)) == len(vendor.ICONS) + len(vendor.FONTS) + 2
    assert not (target / "icons" / "bug.svg").exists()
    assert (target / "fonts" / "BeVietnamPro-Regular.ttf.br").exists()
    assert vendor.copy_vendor(node_modules, target) == []


def test_a_part_that_was_not_fetched_is_named(node_modules: Path, tmp_path: Path) -> None:
    (node_modules / "bootstrap-icons" / "icons" / "book.svg").unlink()
    with pytest.raises(FileNotFoundError, match=r"book\.svg"):
        vendor.copy_vendor(node_modules, tmp_path / "vendor")
