"""Other libraries are asked by SRU; what they answer, or do not, is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from django.test import Client
from django.urls import reverse

from densach.config import environment
from densach.formats.marc import EMPTY_LEADER, Marc, data, iso2709, marcxml
from densach.services.catalogue.models import Record, RecordState
from densach.services.catalogue.queries import copying as queries
from densach.services.catalogue.rules import copying as rules
from tests import cast

LOC = rules.TARGETS[0]


def answer(*titles: str) -> bytes:
    records = b"".join(
        b"<zs:record><zs:recordData>"
        + b"".join(marcxml.write(iter([_marc(title)])))
        .split(b"?>\n", 1)[1]
        .replace(b"<collection", b"<collection")
        + b"</zs:recordData></zs:record>"
        for title in titles
    )
    return (
        b'<?xml version="1.0"?><zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/">'
        + f"<zs:numberOfRecords>{len(titles)}</zs:numberOfRecords><zs:records>".encode()
        + records
        + b"</zs:records></zs:searchRetrieveResponse>"
    )


def _marc(title: str) -> Marc:
    return Marc(
        EMPTY_LEADER,
        (data("035", "  ", ("a", "(X)1")), data("245", "10", ("a", title)), data("999", "  ", ("a", "x"))),
    )


def test_the_question_is_asked_in_the_words_of_the_target() -> None:
    address = rules.address_of(LOC, rules.Question(isbn="0-8214-1747-9", title='Đất "rừng"'))
    assert "bath.isbn%3D%229780821417478%22" in address
    assert "recordSchema=marcxml" in address
    with pytest.raises(rules.NothingAsked):
        rules.address_of(LOC, rules.Question(title="  "))


def test_records_of_an_answer_are_read() -> None:
    found = queries.ask(LOC, rules.Question(title="x"), lambda _address, _seconds: answer("Một", "Hai"))
    assert (found.total, [one.first("245", "a") for one in found.records]) == (2, ["Một", "Hai"])


def test_what_belongs_to_the_other_library_stays_there() -> None:
    assert [one.tag for one in rules.ours(_marc("Một"), "loc").fields] == ["245"]


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (TimeoutError(), rules.TooSlow),
        (URLError(TimeoutError()), rules.TooSlow),
        (URLError("no route"), rules.Unreachable),
        (ConnectionResetError(), rules.Unreachable),
    ],
)
def test_silence_is_told_in_words(error: Exception, refusal: type[Exception]) -> None:
    def silent(_address: str, _seconds: float) -> bytes:
        raise error

    told = queries.ask_all([LOC, LOC], rules.Question(title="x"), silent)
    assert [type(one.refusal) for one in told] == [refusal, refusal]


@pytest.mark.parametrize("data_", [b"", b"<html><body>busy</body></html>", b"<zs:a", b"\x00\x01"])
def test_an_answer_that_is_none_is_told(data_: bytes) -> None:
    with pytest.raises(rules.UnreadableAnswer):
        queries.ask(LOC, rules.Question(title="x"), lambda _address, _seconds: data_)


def test_z3950_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(rules.NeedsYaz):
        queries.ask_z3950("z.example.org:210/x", rules.Question(title="x"))


@pytest.mark.django_db
def test_a_record_is_taken_over_as_a_draft(
    client: Client, province: cast.Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "fetch", lambda _address, _seconds: answer("Đất rừng phương Nam"))
    monkeypatch.setattr(queries.ask_all, "__defaults__", (queries.fetch,))
    client.force_login(cast.the_librarian(province))
    reply = client.get(reverse("catalogue:copying"), {"title": "đất rừng", "target": "loc"})
    assert "Đất rừng phương Nam" in reply.content.decode()
    sealed = reply.context["columns"][0].hits[0].sealed
    way = reverse("catalogue:copying_take_over")
    assert client.post(way, {"record": sealed + "x", "library": province.library.code}).status_code == 400
    done = client.post(way, {"record": sealed, "library": province.library.code})
    record = Record.objects.get()
    assert done.status_code == 302
    assert str(record.pk) in done["Location"]
    assert (record.title, record.state) == ("Đất rừng phương Nam", RecordState.DRAFT)


YAZ = """#!/bin/sh
while IFS= read -r line; do
  echo "$line" >> "$YAZ_LOG"
  case "$line" in "set_marcdump "*) cp "$YAZ_ANSWER" "${line#set_marcdump }";; esac
done
"""


@pytest.fixture
def yaz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A yaz-client that answers with one record and keeps what it was told."""
    program, log, found = tmp_path / "yaz-client", tmp_path / "log", tmp_path / "found.mrc"
    program.write_text(YAZ)
    program.chmod(0o755)
    found.write_bytes(iso2709.write(_marc("Đất rừng")))
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("YAZ_LOG", str(log))
    monkeypatch.setenv("YAZ_ANSWER", str(found))
    return log


def test_z3950_never_runs_what_was_typed_as_a_command(yaz: Path) -> None:
    asked = rules.Question(title='rừng" \n!touch /tmp/x \\', author="Đoàn\rGiỏi")
    found = queries.ask_z3950("z.example.org:210/x", asked)
    assert [one.first("245", "a") for one in found.records] == ["Đất rừng"]
    lines = yaz.read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["set_marcdump", "format", "find", "show", "quit"]
    assert lines[2] == 'find @and @attr 1=4 "rừng !touch /tmp/x" @attr 1=1003 "Đoàn Giỏi"'


@pytest.mark.django_db
def test_the_page_asks_by_z3950_where_yaz_is_and_says_so_where_it_is_not(
    client: Client, province: cast.Province, yaz: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(cast.the_librarian(province))
    reply = client.get(reverse("catalogue:copying"), {"title": "rừng", "by": "z3950"})
    assert 'value="z3950"' in reply.content.decode()
    assert [one.hits[0].flat.title for one in reply.context["columns"]] == ["Đất rừng"]
    monkeypatch.setenv("PATH", "/nowhere")
    page = client.get(reverse("catalogue:copying")).content.decode()
    assert 'value="z3950"' not in page
    assert "yaz-client" in page


def test_targets_are_added_by_the_environment(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    columns = ("code", "name", "address", "schema")
    monkeypatch.setenv("ROWS", "a|Một|http://a/b|marcxml; b|Hai, ba|http://c|x;")
    found = environment.rows("ROWS", columns)
    assert [row[1] for row in found] == ["Một", "Hai, ba"]
    monkeypatch.setenv("ROWS", "a|Một|http://a/b")
    with pytest.raises(environment.WrongSetting):
        environment.rows("ROWS", columns)
    monkeypatch.delenv("ROWS")
    assert environment.rows("ROWS", columns) == []
    settings.SRU_TARGETS = found
    assert queries.target("b").address == "http://c"
