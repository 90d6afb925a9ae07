"""`read-plan` and `judge-vectors`: pure commands that open no data folder."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from densach.cli.main import main
from densach.demo.plan_paper import plan_docx
from tests.cli.conftest import densach

OWN_VECTORS = Path(__file__).resolve().parents[1] / "programme" / "plans" / "vectors-own.csv"


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(plan_docx())
    return path


def test_a_plan_is_read_into_one_json_document(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["read-plan", str(paper), "--json"])
    found = told(capsys)
    assert len(found["targets"]) > 10
    assert found["document"]["number"]


def test_a_person_gets_lines_instead(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["read-plan", str(paper)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith("targets: ")


def test_reading_a_plan_makes_no_data_folder(paper: Path, tmp_path: Path) -> None:
    answer = densach(tmp_path / "untouched", "read-plan", paper, "--json")
    assert answer.code == 0, answer.err
    assert answer.told["targets"]
    assert not (tmp_path / "untouched").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"%PDF-1.4 broken", b"\x00\x01\x02\x03"])
@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_what_is_no_paper_is_refused_in_one_line(
    content: bytes, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"paper{ending}"
    path.write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        main(["read-plan", str(path), "--json"])
    assert ended.value.code == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1


def test_own_vectors_are_judged_as_expected(capsys: pytest.CaptureFixture[str]) -> None:
    main(["judge-vectors", str(OWN_VECTORS), "--json"])
    with OWN_VECTORS.open(encoding="utf-8-sig", newline="") as file:
        expected = [row["expected"] for row in csv.DictReader(file)]
    assert [row["got"] for row in told(capsys)] == expected
    assert len(expected) >= 50


def test_vectors_without_answers_are_judged_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "vectors.csv"
    path.write_text("kind,inputs,on\nneed,p=70 N=8,\n", encoding="utf-8")
    main(["judge-vectors", str(path), "--json"])
    assert told(capsys) == [{"row": 1, "got": "6"}]


@pytest.mark.parametrize(
    "text",
    ["a,b\n1,2\n", "kind,inputs,on\nshare,yes=many,2025-06-30\n", "kind,inputs,on\nfly,x=1,2025-06-30\n", ""],
)
def test_vectors_that_cannot_be_read_are_refused_with_the_row(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "vectors.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["judge-vectors", str(path), "--json"])
    assert ended.value.code == 1
    said = capsys.readouterr()
    assert "vectors.csv" in said.err and said.err.count("\n") == 1
    assert said.out == ""
