"""A room's tables are written by its own actions and by nothing else."""

from __future__ import annotations

import re

import pytest

from tests.house import survey
from tests.house.writes import writes

# Module → why it may do what only actions do. Keep it short.
ALLOWED = {
    "densach.cli.verifying": "asks SQLite itself whether its file is whole",
    "densach.cli.archiving": "a backup copies the whole database, and sets how the copy is kept",
    "densach.facts.ledger": "the inner part of facts.actions: facts and their totals in one place",
    "densach.services.catalogue.search.index": "the inner part of catalogue.actions: records and their words",
    "densach.services.catalogue.search.finding": "reads: the index of words is asked in its own language",
    "densach.facts.queries.windows": "reads: sums of very many organisations are added up where the totals lie",
    "densach.organisations.queries.register": "reads: every act asks whom a unit stands under, as one statement",
    "densach.services.activities.queries.places": "reads: each enrolment asks how many have a place, as one statement",
    "densach.services.circulation.queries.scan": "reads: every loan asks them, as plain statements",
    "densach.journal.plain": "the inner part of actions that come by very often: a row by its fields",
    "densach.people.queries.actor": "reads: whoever asks for anything is asked for their roles",
    "densach.exchange.queries.tokens": "reads: every question of a machine begins with its token",
    "densach.journal.queries": "asks PostgreSQL who is still writing",
    "densach.portal.views": "/healthz asks the database for a constant",
}


def _is_place_of_writing(module: str) -> bool:
    room = survey.room_of(module)
    if room is None:
        return False
    first = module.removeprefix(room).strip(".").split(".")[0]
    return first in {"actions", "migrations"}


def test_writes_stand_only_in_actions() -> None:
    wrong = []
    for path in survey.modules():
        module = survey.dotted(path)
        # formats and kernel have no database: import-linter proves it.
        if (
            module in ALLOWED
            or _is_place_of_writing(module)
            or module.startswith(("densach.formats", "densach.kernel"))
        ):
            continue
        for line, what, method, _origin in writes(path.read_text(encoding="utf-8")):
            wrong.append(f"{path.relative_to(survey.ROOT)}:{line}: {what} by .{method}()")
    assert not wrong, "\n".join(wrong)


def test_actions_write_only_the_tables_of_their_own_room() -> None:
    wrong = []
    for path in survey.modules():
        module = survey.dotted(path)
        room = survey.room_of(module)
        if room is None or not _is_place_of_writing(module) or ".migrations" in module:
            continue
        for line, _what, method, origin in writes(path.read_text(encoding="utf-8")):
            owner = survey.room_of(origin)
            if owner and owner != room and re.search(r"\.models(\.|$)", origin):
                wrong.append(f"{path.relative_to(survey.ROOT)}:{line}: .{method}() on {origin}")
    assert not wrong, "\n".join(wrong)


def test_every_allowance_is_still_needed() -> None:
    for module in ALLOWED:
        path = survey.ROOT / (module.replace(".", "/") + ".py")
        assert list(writes(path.read_text(encoding="utf-8"))), f"{module} writes nothing any more"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Plan.objects.create(code=1)", ["write"]),
        ("plan.targets.create(code=1)", ["write"]),
        ("plan.save()", ["write"]),
        ("form.save()", ["write"]),
        ("super().save(*args, **kwargs)", ["write"]),
        ("Plan.objects.filter(pk=1).update(state='x')", ["write"]),
        ("Plan.objects.filter(pk=1).delete()", ["write"]),
        ("Plan.objects.bulk_create(rows)", ["write"]),
        ("connection.cursor()", ["raw SQL"]),
        ("cursor.execute('SELECT 1')", ["raw SQL"]),
        ("Plan.objects.raw('SELECT 1')", ["raw SQL"]),
        ("found.update(other)", []),
        ("digest.update(b'x')", []),
        ("document.save(buffer)", []),
        ("request.session.save()", []),
        ("dict().get('create')", []),
    ],
)
def test_the_shapes_of_writes_are_known(line: str, found: list[str]) -> None:
    assert [what for _line, what, _method, _origin in writes(line)] == found


def test_a_write_knows_where_its_table_was_imported_from() -> None:
    source = "from densach.people.models import User\nUser.objects.filter(pk=1).update(name='x')\n"
    assert [origin for _line, _what, _method, origin in writes(source)] == ["densach.people.models.User"]
