"""The catalogue tool keeps what was translated and sees what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import messages

VIEW = """\
from django.utils.translation import gettext as _, ngettext, pgettext
_("Back")
_("Hello %(name)s")
ngettext("one plan", "%(n)s plans", 3)
pgettext("month", "May")
"""
PAGE = """\
{% load i18n %}
    <p title="{% translate "Close" %}">{{ text|default:_("none") }}</p>
  {% blocktranslate count n=n trimmed %}
      {{ n }} row
  {% plural %}
      {{ n }} rows
  {% endblocktranslate %}
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with the rooms `ui` and `plans`; only `plans` says something."""
    package = tmp_path / "densach"
    for room in ("ui", "plans"):
        (package / room / "templates" / room).mkdir(parents=True)
        (package / room / "apps.py").touch()
    (package / "plans" / "views.py").write_text(VIEW, encoding="utf-8")
    (package / "plans" / "templates" / "plans" / "list.html").write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "PACKAGE", package)
    monkeypatch.setattr(messages, "HOME_OF_THE_REST", package / "ui")
    return package


def run(*words: str) -> int:
    return messages.main(list(words))


def catalogue(house: Path, room: str = "plans") -> Path:
    return house / room / messages.CATALOGUE


def translate(path: Path, english: str, vietnamese: str) -> None:
    text = path.read_text(encoding="utf-8")
    before = f'msgid "{english}"\nmsgstr ""'
    assert before in text
    path.write_text(text.replace(before, f'msgid "{english}"\nmsgstr "{vietnamese}"'), encoding="utf-8")


def test_it_collects_from_python_and_templates(house: Path) -> None:
    run("update")
    found = set(messages.known(catalogue(house)))
    assert found == {
        ("Back", None),
        ("Hello %(name)s", None),
        ("one plan", None),
        ("May", "month"),
        ("Close", None),
        ("none", None),
        ("%(n)s row", None),
    }


def test_source_outside_every_room_goes_to_ui(house: Path) -> None:
    (house / "settings.py").write_text('_ = str\nNAME = _("English")\n', encoding="utf-8")
    run("update")
    assert ("English", None) in messages.known(catalogue(house, "ui"))


def test_a_second_update_changes_nothing(house: Path) -> None:
    run("update")
    translate(catalogue(house), "Back", "Quay lại")
    run("update")
    first = catalogue(house).read_bytes()
    run("update")
    assert catalogue(house).read_bytes() == first
    assert "Quay lại" in first.decode()


def test_a_sentence_that_left_is_kept_aside_and_comes_back_translated(house: Path) -> None:
    run("update")
    translate(catalogue(house), "Back", "Quay lại")
    (house / "plans" / "views.py").write_text("", encoding="utf-8")
    run("update")
    assert '#~ msgid "Back"' in catalogue(house).read_text(encoding="utf-8")
    (house / "plans" / "views.py").write_text(VIEW, encoding="utf-8")
    run("update")
    assert messages.known(catalogue(house))["Back", None].string == "Quay lại"


def test_prune_forgets_what_left(house: Path) -> None:
    run("update")
    translate(catalogue(house), "Back", "Quay lại")
    (house / "plans" / "views.py").write_text("", encoding="utf-8")
    run("update", "--prune")
    assert "Back" not in catalogue(house).read_text(encoding="utf-8")


def test_a_room_takes_over_what_another_already_says(house: Path) -> None:
    run("update")
    translate(catalogue(house), "Close", "Đóng")
    (house / "ui" / "views.py").write_text('_ = str\nNAME = _("Close")\n', encoding="utf-8")
    run("update", str(house / "ui"))
    assert messages.known(catalogue(house, "ui"))["Close", None].string == "Đóng"


def test_check_fails_until_every_sentence_is_translated(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("update")
    assert run("check") == 1
    text = catalogue(house).read_text(encoding="utf-8")
    path = catalogue(house)
    path.write_text(text.replace('msgstr ""\n\n', 'msgstr "x"\n\n'), encoding="utf-8")
    path.write_text(
        path.read_text(encoding="utf-8")
        .replace('"Hello %(name)s"\nmsgstr "x"', '"Hello %(name)s"\nmsgstr "Chào %(name)s"')
        .replace('"%(n)s plans"\nmsgstr[0] ""', '"%(n)s plans"\nmsgstr[0] "%(n)s kế hoạch"')
        .replace('"%(n)s rows"\nmsgstr[0] ""', '"%(n)s rows"\nmsgstr[0] "%(n)s dòng"')
        .replace('"none"\nmsgstr ""', '"none"\nmsgstr "không"'),
        encoding="utf-8",
    )
    capsys.readouterr()
    assert run("check") == 0, capsys.readouterr().out


def test_check_sees_a_placeholder_that_was_lost(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("update")
    translate(catalogue(house), "Hello %(name)s", "Chào bạn")
    run("check")
    assert "placeholders differ: ['name'] became []" in capsys.readouterr().out


def test_check_sees_a_doubtful_translation(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("update")
    translate(catalogue(house), "Back", "Quay lại")
    text = catalogue(house).read_text(encoding="utf-8").replace('msgid "Back"', '#, fuzzy\nmsgid "Back"')
    catalogue(house).write_text(text, encoding="utf-8")
    run("check")
    assert "“Back”: marked as doubtful (fuzzy)" in capsys.readouterr().out


def test_check_sees_two_rooms_that_word_a_sentence_differently(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (house / "ui" / "views.py").write_text('_ = str\nNAME = _("Close")\n', encoding="utf-8")
    run("update")
    translate(catalogue(house), "Close", "Đóng")
    translate(catalogue(house, "ui"), "Close", "Khép")
    run("check")
    assert "agree, or give one a context" in capsys.readouterr().out


def test_compile_makes_only_what_is_out_of_date(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("update")
    translate(catalogue(house), "Back", "Quay lại")
    capsys.readouterr()
    run("compile")
    assert capsys.readouterr().out == "catalogues: 1 compiled, 1 up to date\n"
    assert "Quay lại".encode() in catalogue(house).with_suffix(".mo").read_bytes()
    run("compile")
    assert capsys.readouterr().out == "catalogues: 0 compiled, 2 up to date\n"
