"""The same three plans printed otherwise: other line lengths, bullets, files, letters and scans, the same promises."""

from __future__ import annotations

import random
import re
import textwrap
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from densach.formats.planreader import read
from densach.formats.planreader.structure import read_structure
from densach.formats.planreader.textview import folded
from tests.formats.planreader.papermaking import typeset_pdf, word_paper
from tests.formats.planreader.scoring import golden_rows, score_duties, score_targets

SHARED = Path(__file__).parents[3].parent / "shared"
PLANS = ("can-tho-2019", "vinh-long-2023", "lai-chau-2015")
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared plans are not on this machine")


def _paragraphs(text: str) -> list[str]:
    return [folded(text[block.start : block.end]) for block in read_structure(text).blocks]


def _wrapped(text: str) -> str:
    lines = (
        textwrap.wrap(one, 62, break_long_words=False, break_on_hyphens=False) for one in _paragraphs(text)
    )
    return "\n".join("\n".join(line) for line in lines)


def _bulleted(text: str) -> str:
    return re.sub(r"(?m)^[-–] ", "• ", "\n".join(_paragraphs(text)))


def _scanned(text: str) -> str:
    """Letters for digits, wrong marks on the commonest words."""
    chance = random.Random(4)
    wrong = {"0": "O", "1": "l"}

    def digits(found: re.Match[str]) -> str:
        first, rest = found.group()[0], found.group()[1:]
        return first + "".join(wrong.get(char, char) if chance.random() < 0.12 else char for char in rest)

    text = re.sub(r"\d[\d.]*\d", digits, text)
    text = re.sub("thư viện", lambda _: chance.choice(["thư viện"] * 6 + ["thư viên", "thu viện"]), text)
    return re.sub("Phấn đấu", lambda _: chance.choice(["Phần đầu", "Phân đấu", "Phấn đẩu", "Phấn đấu"]), text)


def _text(change: Callable[[str], str]) -> Callable[[str], tuple[bytes, str]]:
    return lambda source: (change(source).encode(), "txt")


def _pdf(source: str) -> tuple[bytes, str]:
    safe = [
        re.sub(r'([\\#$*_`<>@\[\]\-+=/~"\'])', r"\\\1", one.replace("**", "")) for one in _paragraphs(source)
    ]
    safe = [re.sub(r"^(\d+)\.", r"\1\\.", one) for one in safe]
    return typeset_pdf('#set page(paper: "a4", numbering: "1")\n' + "\n\n".join(safe)), "pdf"


VARIANTS: dict[str, Callable[[str], tuple[bytes, str]]] = {
    "wrapped at 62": _text(_wrapped),
    "other bullets": _text(_bulleted),
    "letters and marks apart": _text(lambda source: unicodedata.normalize("NFD", source)),
    "line ends of Windows": _text(lambda source: source.replace("\n", "\r\n")),
    "scanned": _text(_scanned),
    "Word": lambda source: (word_paper(_paragraphs(source)), "docx"),
    "PDF": _pdf,
}


@pytest.mark.parametrize("variant", sorted(VARIANTS))
@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_printed_otherwise_promises_the_same(plan: str, variant: str) -> None:
    source = (SHARED / "plans" / f"{plan}.txt").read_text(encoding="utf-8")
    data, suffix = VARIANTS[variant](source)
    reading = read(data, f"{plan}.{suffix}")
    targets = score_targets(reading, golden_rows(SHARED / "golden" / "targets.csv", f"{plan}.txt"))
    duties = score_duties(reading, golden_rows(SHARED / "golden" / "report-duties.csv", f"{plan}.txt"))
    assert targets.f1 >= 0.95, (targets.missed, targets.wrong)
    assert duties.f1 == 1.0, (duties.missed, duties.wrong)
