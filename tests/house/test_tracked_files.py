"""What is committed names no machine and no registry, and leaves nothing half done."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house import survey

# Written in pieces, so that this file does not find itself.
ADDRESSES = re.compile(
    "|".join(
        [
            r"(?<![\w.])/(?:work|root|farm|home)" + r"/\w",
            "pypi" + r"\.org",
            "files.python" + "hosted",
            "registry.npm" + "js",
            r"(?<!emit-)(?:extra-)?index-" + "url",
            r"(?<!emit-)find-" + "links",
            '"resolv' + 'ed":',
        ]
    )
)
UNFINISHED = re.compile(
    "|".join(
        [
            r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b",
            "NotImplemented" + "Error",
            r"type: ig" + r"nore(?!\[)",
            "pragma: no " + "cover",
        ]
    )
)
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".json",
    ".html",
    ".css",
    ".js",
    ".po",
    ".svg",
    ".cfg",
    ".yml",
    ".yaml",
    "",
}


def _tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (survey.ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=survey.ROOT, capture_output=True, check=True).stdout
    paths = [survey.ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and path.suffix in TEXT]


def _lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(survey.ROOT)}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_tracked_files_name_no_machine_and_no_registry() -> None:
    found = _lines_with(ADDRESSES, _tracked())
    assert not found, "\n".join(found)


def test_tracked_files_leave_nothing_unfinished() -> None:
    code = [path for path in _tracked() if path.suffix in {".py", ".html", ".css", ".js", ""}]
    found = _lines_with(UNFINISHED, code)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("data = '/wo" + "rk/main'", True),
        ("--index-" + "url https://example.test", True),
        ("--no-emit-index-" + "url", False),
        ("path('lam-viec/', ...)", False),
        ("https://example.test/network/files", False),
    ],
)
def test_an_address_is_seen(line: str, found: bool) -> None:
    assert bool(ADDRESSES.search(line)) is found
